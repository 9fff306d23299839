"""Rooms of the fuzzer that read: documents of every format, texts, claims, answers of models.

Each room is a context that gives a function of one source of chance. It does what it likes with what chance makes;
an error of ours is a refusal, any other error is a finding.
"""

import asyncio
import json
import warnings
from contextlib import contextmanager

from attacks.files import HTML, mutated
from attacks.harness import REPORT
from attacks.made_files import lines, made_file, words
from attacks.mangling import JUNK, mangled
from policysum import check
from policysum.document import Document, load_documents
from policysum.engine import Engine
from policysum.export.tables import write_tables
from policysum.llm.response import parsed, read_response
from policysum.llm.types import Capabilities, Completion, Structured, Usage
from policysum.settings import Settings
from policysum.summarizer import Summarizer, summarize

ANSWERS = [
    '{"kpis": [{"number": 1, "indicator": "企业", "status": "actual"}], "achievements": []}',
    '```json\n{"plans": [{"title": "甲", "sentences": [1, 2]}]}\n```',
    "{'a': [1, 2,], // x\n}",
]
SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["kpis", "plans"],
    "properties": {
        "kpis": {"type": "array", "items": {"type": "object", "properties": {"number": {"type": "integer", "minimum": 1, "maximum": 9}, "indicator": {"type": "string"}, "status": {"type": "string", "enum": ["actual", "target"]}}, "required": ["number"]}},
        "plans": {"type": "array", "items": {"type": "object", "properties": {"title": {"type": "string"}, "sentences": {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 9}}}, "required": ["title"]}},
        "achievements": {"type": "array", "items": {"type": "string"}},
    },
}  # fmt: skip


SOUND = {
    "a.txt": REPORT,
    "a.md": f"# 标题\n\n{REPORT}\n| a | b |\n|--|--|\n| 1家 | 2% |\n<table><tr><td>3家</td></tr></table>\n",
    "a.html": HTML,
    "a.csv": f'id,标题,text\n1,甲,"{REPORT}"\n2,乙,"{REPORT}"\n',
    "a.jsonl": f"{json.dumps({'id': 'a', 'text': REPORT}, ensure_ascii=False)}\n" * 2,
}


def read_through(path):
    """Read a file and everything that is made of a document, and hold it against what must be true of any."""
    for document in load_documents(path, failed=[]):
        length = len(document.source)
        body = document.body
        assert 0 <= body.start <= body.end <= length, "the body lies in the text"
        assert all(0 <= one.start <= one.end <= length for one in document.boilerplate), "so does the rest"
        last = 0
        for figure in document.figures:
            assert last <= figure.start < figure.end <= length, (
                f"figures stand one behind the other: {figure}"
            )
            last = figure.end
        starts = [0, *document.pages, length]
        assert starts == sorted(starts), "pages follow on each other"
        for one in document.ledger:
            assert document.source[one.start : one.end] == one.text, "a quantity is quoted as it stands"
        for item in document.items(untitled=True):
            assert 0 <= item.start < item.end <= length, "items lie in the text"
        assert document.outline is not None
        assert document.metadata is not None
        assert document.warnings is not None
        assert document.clean.to_source(len(document.clean.text)) <= length


@contextmanager
def damaged_documents(folder):
    """Sound files with bytes or characters changed: documents of which all is true, or an error of ours."""

    def one(chance):
        if chance.random() < 0.5:
            ((name, data),) = mutated(1, chance.getrandbits(40))
        else:
            name, data = chance.choice(list(SOUND.items()))
            data = mangled(data, chance).encode("utf-8", "surrogatepass")
        path = folder / name
        path.write_bytes(data)
        read_through(path)
        path.unlink()

    yield one


@contextmanager
def made_documents(folder):
    """Files of nine formats built to get past the door, read whole and held against what is true of any document."""

    def one(chance):
        suffix, data = made_file(chance)
        path = folder / f"made{suffix}"
        path.write_bytes(data)
        read_through(path)

    yield one


@contextmanager
def reports(folder):
    """Random texts through the whole way without a model, and into the tables."""
    out = folder / "tables"

    def one(chance):
        text = lines(chance) if chance.random() < 0.7 else mangled(REPORT * 2, chance)
        summary = summarize(Document.from_text(text, name="r.txt"), engine="extractive")
        for kpi in summary.report.kpis:
            assert summary.source[kpi.start : kpi.end] == kpi.text, "a figure is quoted as it stands"
        json.loads(summary.to_json())
        if chance.random() < 0.2:
            write_tables([summary], out, ["csv", "jsonl", "md", "html", "xlsx"])

    yield one


@contextmanager
def answers(_folder):
    """The reader of answers: something usable, or ValueError."""
    from policysum.extract.salvage import salvaged

    def one(chance):
        text = mangled(chance.choice(ANSWERS), chance)
        try:
            found = salvaged(text, SCHEMA).value
        except ValueError:
            return
        json.dumps(found, allow_nan=False).encode()

    yield one


class _Answering:
    """A model that answers by the schema, at random, and not always."""

    name = "random"
    capabilities = Capabilities(family="fake", structured=Structured.STRICT, context=32_768)

    def __init__(self, chance):
        self._chance = chance

    async def complete(self, request):
        chance = self._chance
        text = json.dumps(_obeying(request.schema or {}, chance), ensure_ascii=chance.random() < 0.5)
        if chance.random() < 0.4:
            text = mangled(text, chance)
        body = {"choices": [{"message": {"content": text}, "finish_reason": "stop"}]}
        reading = read_response(parsed(json.dumps(body).encode()))  # as it comes from a server
        return Completion(reading.text, model="m", usage=Usage(10, 10))

    async def drain(self):
        """Nothing is under way."""

    async def aclose(self):
        """Nothing is open."""


def _obeying(schema, chance, depth=0):
    """Something that a schema allows, as it may be; now and then something that it does not."""
    if chance.random() < 0.03:
        return chance.choice(JUNK)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return _obeying(chance.choice(schema[several]), chance, depth)
    kind = schema.get("type", "object")
    if isinstance(kind, list):
        kind = chance.choice(kind)
    if kind == "object":
        parts = schema.get("properties", {})
        return {
            name: _obeying(part, chance, depth + 1) for name, part in parts.items() if chance.random() < 0.95
        }
    if kind == "array":
        return [
            _obeying(schema.get("items", {}), chance, depth + 1) for _ in range(chance.choice((0, 1, 3, 12)))
        ]
    if kind in {"integer", "number"}:
        return chance.randrange(-1, 30)
    if kind == "string":
        return chance.choice((_figure, _figure, _lines, words))(chance)
    return None


def _figure(chance):
    status, change = chance.choice(("actual", "target", "x")), chance.choice(("level", "growth", ""))
    return f"{chance.randrange(-1, 30)}:{chance.choice((words(chance, 3), f'{status},{change},2020'))}"


def _lines(chance):
    return chance.choice(("1", "1-2", "2-1", "0", "1,3", "-", "999999999", "1-99999999"))


@contextmanager
def model_answers(_folder):
    """A report read through a model that answers at random: a summary whose evidence is the source's."""

    def one(chance):
        text = REPORT * chance.choice((1, 3)) if chance.random() < 0.7 else lines(chance)
        opened = Engine("openai", "scripted", "scripted", _Answering(chance))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            summary = asyncio.run(_summarized(text, opened, passes=chance.choice((0, 1))))
        for kpi in summary.report.kpis:
            assert summary.source[kpi.start : kpi.end] == kpi.text, "a figure is quoted as it stands"
        json.loads(summary.to_json())
        summary.to_json().encode()

    yield one


async def _summarized(text, opened, **options):
    async with Summarizer(Settings(engine="openai", **options), opened=opened) as summarizer:
        return await summarizer.asummarize(Document.from_text(text, name="r.txt"))


CLAIMS = {
    ".json": '{"kpis": [{"indicator": "企业", "value": 7, "unit": "家"}], "text": "新增企业7家，增长5.2%。"}',
    ".jsonl": '{"claim": "新增企业7家"}\n{"claim": "贷款1.5亿元"}\n',
    ".csv": "indicator,value,unit\n企业,7,家\n贷款,1.5,亿元\n",
    ".txt": "今年新认定高新技术企业7家，下发补助资金6134万元，同比增长5.2%。",
    ".md": "| 指标 | 值 |\n| --- | --- |\n| 企业 | 7家 |\n",
}


@contextmanager
def claims(folder):
    """Whatever file is given to `check` is checked, or refused with our own error."""
    from policysum.claims import load_claims

    document = Document.from_text(REPORT, name="r.txt")

    def one(chance):
        suffix = chance.choice(list(CLAIMS))
        path = folder / f"claims{chance.choice((suffix, suffix, '', '.json'))}"
        path.write_text(mangled(CLAIMS[suffix], chance), encoding="utf-8", errors="surrogatepass")
        json.dumps([result.to_dict() for result in check(load_claims(path), document)], allow_nan=False)

    yield one


@contextmanager
def objects(_folder):
    """Objects of Python in each other given to `check`, beside random sources."""
    from policysum.claims.objects import UnreadableError

    def made(chance, depth=0):
        what = chance.random()
        if depth < 4 and what < 0.3:
            return {
                chance.choice((words(chance, 3), "value", "indicator", "unit", "period")): made(
                    chance, depth + 1
                )
                for _ in range(chance.randrange(5))
            }
        if depth < 4 and what < 0.5:
            return [made(chance, depth + 1) for _ in range(chance.randrange(5))]
        if what < 0.8:
            return words(chance, 6)
        return chance.choice((*JUNK, 7, 6134, 5.2, b"7", {1}, (1, "x"), 1j, range(3)))

    def one(chance):
        source = REPORT if chance.random() < 0.5 else lines(chance)
        try:
            results = check(made(chance), source)
        except UnreadableError:
            return
        json.dumps([result.to_dict() for result in results], allow_nan=False)

    yield one
