"""Random inputs for the readers of documents, of answers and of decisions, in this process, for a while."""

import json
import random
import time

from attacks.files import mutated
from policysum.document import Document
from policysum.errors import PolicysumError

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


def mangled(text, chance):
    """A text with characters changed, cut out, doubled and put in."""
    for _ in range(chance.choice([1, 2, 5, 30])):
        at, length = chance.randrange(len(text) + 1), chance.choice([1, 1, 3, 20])
        put = chance.choice(
            [
                "",
                "{",
                "}",
                "[",
                "]",
                '"',
                ",",
                "\\",
                "\\ud83d",
                "null",
                "1e999",
                "NaN",
                "\x00",
                "“",
                "```",
                text[at : at + length] * 3,
                "[" * 2000,
            ]
        )
        text = text[:at] + put + text[at + chance.choice([0, length]) :]
    return text


def fuzz_documents(seconds, seed, folder):
    """Readers of files: a document or our own error."""
    from policysum.document import read_document

    ends, count, wrong = time.monotonic() + seconds, 0, []
    while time.monotonic() < ends:
        for name, data in mutated(20, seed + count):
            path = folder / name
            path.write_bytes(data)
            try:
                document = read_document(path)
                assert isinstance(document, Document)
                document.ledger.quantities  # noqa: B018
            except PolicysumError:
                pass
            except Exception as error:  # noqa: BLE001 - what is looked for
                wrong.append(f"{type(error).__name__}: {error} (seed {seed + count}, {name})"[:200])
            path.unlink()
            count += 1
    return count, wrong


def fuzz_answers(seconds, seed, _folder):
    """The reader of answers: something usable, or ValueError."""
    from policysum.extract.salvage import salvaged

    chance, ends, count, wrong = random.Random(seed), time.monotonic() + seconds, 0, []
    while time.monotonic() < ends:
        text = mangled(chance.choice(ANSWERS), chance)
        try:
            json.dumps(salvaged(text, SCHEMA).value, allow_nan=False).encode()
        except ValueError as error:
            if "JSON compliant" in str(error):
                wrong.append(f"not a number in {text[:150]!r}")
        except Exception as error:  # noqa: BLE001 - what is looked for
            wrong.append(f"{type(error).__name__}: {error} of {text[:120]!r}"[:300])
        count += 1
    return count, wrong


def fuzz_decisions(seconds, seed, folder):
    """`apply`: decisions are taken, or refused with our own error, and the results stay whole."""
    from attacks.harness import REPORT
    from policysum import summarize
    from policysum.export.decisions import apply_decisions, read_decisions
    from policysum.export.results import read_result

    summary = summarize(Document.from_text(REPORT, name="r.txt"), engine="extractive")
    data, kpi = summary.to_dict(), summary.to_dict()["kpis"][0]
    base = {name: kpi[name] for name in ("start", "end", "text", "indicator")} | {
        "report": data["document"]["name"], "source_sha256": data["run"]["source_sha256"], "kpi": 1, "decision": "correct", "note": "甲", "decided_at": "2026-11-20T10:00:00.000Z",
        "correction": {name: kpi[name] for name in ("indicator", "value", "unit", "status", "change", "period")},
    }  # fmt: skip
    text = json.dumps({"format": "policysum-decisions", "version": 1, "decisions": [base]})
    junk = [
        None,
        True,
        -1,
        1.5,
        10**400,
        "x",
        "",
        "\ud83d",
        [],
        [1, 2],
        [1, 2, 3],
        {},
        float("nan"),
        float("inf"),
    ]
    chance, ends, count, wrong = random.Random(seed), time.monotonic() + seconds, 0, []
    out = folder / "results"
    out.mkdir(exist_ok=True)
    while time.monotonic() < ends:
        (out / "r.json").write_text(summary.to_json(), encoding="utf-8")
        if chance.random() < 0.5:
            given = mangled(text, chance)
        else:
            decision = json.loads(json.dumps(base))
            place = chance.choice([decision, decision["correction"]])
            place[chance.choice(list(place))] = chance.choice(junk)
            given = json.dumps({"format": "policysum-decisions", "version": 1, "decisions": [decision]})
        path = folder / "decisions.json"
        path.write_text(given, encoding="utf-8", errors="surrogatepass")
        try:
            apply_decisions(read_decisions(path), out)
        except PolicysumError:
            pass
        except Exception as error:  # noqa: BLE001 - what is looked for
            wrong.append(f"{type(error).__name__}: {error} of {given[:200]!r}"[:300])
        try:
            read_result(out / "r.json")
        except PolicysumError as error:
            wrong.append(f"the result is damaged: {error}"[:300])
        count += 1
    return count, wrong


def attack_fuzz(arena, seconds=60, seed=11):
    """Each reader gets a third of the time; an input that breaks one is one broken attack, all others are one survived."""
    folder = arena.folder / "fuzz"
    folder.mkdir()
    for fuzz in (fuzz_documents, fuzz_answers, fuzz_decisions):
        count, wrong = fuzz(seconds / 3, seed, folder)
        arena.note(
            "fuzz", f"{fuzz.__name__}: {count} inputs", "; ".join(dict.fromkeys(wrong[:3])), seconds / 3
        )
