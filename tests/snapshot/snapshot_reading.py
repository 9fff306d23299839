"""What the program reads in a fixed set of texts: every mention, verdict and audit relation, a line each.

The set is the five seeds, the sentences that tests were written about (sentences.txt), those that the audit alone is
shown (audited.txt; what stands after ｜ is of the plans), those that stand on an edge of a rule (edges.txt: garbled ones among
them, for what a rule does not reach is as fixed as what it does), small documents of many forms, of which it is said how they
are parted (documents.txt), and the claims of `benchmarks/paraphrases.tsv`. Fields at their default are left out, so that a line can be read by a human.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from snapshot_documents import AGAIN, document_lines, grown_lines

from policysum.audit import audit
from policysum.claims import walk
from policysum.document import Document, read_document
from policysum.quantity import Kind
from policysum.quantity.model import json_value
from policysum.statements.contexts.mention_context import MentionContext
from policysum.statements.contexts.name_normalization import NO_FACETS
from policysum.statements.contexts.reading import contexts_of
from policysum.statements.ledger import Ledger
from policysum.statements.mention import Mention, Region
from policysum.verify import check
from policysum.verify.agreement import Numbers
from policysum.verify.candidate_ranking import Ranking, Standing
from policysum.verify.hearing import is_decline
from policysum.verify.naming import wording
from policysum.verify.neighbours import Case

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SENTENCES = HERE / "sentences.txt"
AUDITED = HERE / "audited.txt"
EDGES = HERE / "edges.txt"
DOCUMENTS = HERE / "documents.txt"
GAP, FILLER = "⟨⟩", "某"
"""Where words that say nothing are put into a sentence of edges.txt, and a character of them."""
WIDTHS = (*range(49), *range(76, 84), *range(156, 164), *range(316, 324))
"""How many: so many that each window of the rules, of which the longest are multiples of 40, is once too short."""
PARAPHRASES = ROOT / "benchmarks" / "paraphrases.tsv"
SNAPSHOT = HERE / "snapshot.jsonl"
PARTS = (*(path.stem[:3] for path in SEEDS), SENTENCES.stem, AUDITED.stem, EDGES.stem, DOCUMENTS.stem)
SHARES = [f"{SENTENCES.stem} {number}" for number in range(8)]
SMALLEST = (*(part for part in PARTS if part != SENTENCES.stem), *SHARES)
"""The parts of which none takes long, the sentences in shares."""
_DEFAULTS = Mention._field_defaults
_SHOWN = (
    "indicator",
    "subject",
    "own",
    "parent",
    "context",
    "direction",
    "status",
    "change",
    "period",
    "role",
    "status_ground",
    "period_ground",
)

_OF_SITES = [one.name for one in fields(MentionContext) if one.name not in {"layers", "known", "facets"}]

NAMES = (
    "{0}",
    "全国{0}",
    "累计{0}",
    "{0}增速",
    "新增{0}",
    "人均{0}",
    "{0}总计",
    "市级{1}",
    "{0}占{1}比重",
    "{1}",
    "力争{0}",
)
"""Names that are made from a number's own and that of the number beside it: of it, of more, of a part, of its growth.

In the lines `·` is its own name and `*` that of the number beside it."""
PROSE = {
    "grew": "{0}增长{1}", "fell": "{0}下降{1}", "came_to": "{0}增加到{1}", "came_down": "{0}减少到{1}", "from": "{0}从{1}",
    "dated": "{2}年{0}{1}", "planned": "力争{0}达到{1}", "done": "{0}完成{1}", "over": "{0}超过{1}", "at_most": "{0}不超过{1}",
}  # fmt: skip
_NAMELESS = frozenset({Kind.DATE, Kind.DOCNUMBER, Kind.NAME})

Line = dict[str, Any]
Claim = dict[str, Any] | str
Make = Callable[[Document, list[Mention], int], Iterator[tuple[str, Claim]]]


def sentences(path: Path = SENTENCES) -> list[str]:
    """The sentences, one a line of the file with line ends and tabs escaped."""
    escapes = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
    found = []
    for line in path.read_text("utf-8").splitlines():
        letters = iter(line)
        found.append("".join(escapes[next(letters)] if letter == "\\" else letter for letter in letters))
    return found


def reading() -> Iterator[Line]:
    """All lines of the snapshot, in a fixed order: the paraphrases last."""
    lines = [line for part in PARTS for line in reading_of(part)]
    yield from sorted(lines, key=lambda line: line["what"] == "paraphrase")


def reading_of(part: str) -> Iterator[Line]:
    """The lines of a seed, of all the sentences of a file, or of those of a share of them: `sentences 2`."""
    if part.startswith(SENTENCES.stem):
        for number, text in enumerate(sentences(), 1):
            if part in {SENTENCES.stem, _share(number)}:
                yield from _of(f"sentence {number}", Document.from_text(text))
        return
    if part == AUDITED.stem:
        for number, text in enumerate(sentences(AUDITED), 1):
            yield from _relations(f"audit {number}", _with_plans(text))
        return
    if part == EDGES.stem:
        for number, text in enumerate(sentences(EDGES), 1):
            made = _stretched if GAP in text else _bare
            yield from made(f"edge {number}", text)
        return
    if part == DOCUMENTS.stem:
        for number, text in enumerate(sentences(DOCUMENTS), 1):
            grown = AGAIN.search(text) is not None
            yield from (grown_lines if grown else document_lines)(f"document {number}", text)
        return
    document = read_document(next(path for path in SEEDS if path.stem.startswith(part)))
    yield from _of(f"seed {part}", document)
    yield from _paraphrases(part, document)


def _share(number: int) -> str:
    """The part that a sentence is of where they are read by several at once."""
    return f"{SENTENCES.stem} {number % len(SHARES)}"


def part_of(line: Line) -> str:
    """Which of the smallest parts a line of the snapshot belongs to."""
    kind, name = line["of"].split(" ")
    if kind == "sentence":
        return _share(int(name))
    return {"audit": AUDITED.stem, "edge": EDGES.stem, "document": DOCUMENTS.stem}.get(kind, name)


def _mentions(source: str, ledger: Ledger) -> Iterator[Line]:
    """What is read of each number."""
    for mention in ledger:
        yield {"of": source, "what": "mention", "at": [mention.start, mention.end], **_mention(mention)}


def _edge_read(text: str) -> Ledger:
    return Ledger(text, period="2024", plan_period="2025")


def _stretched(source: str, text: str) -> Iterator[Line]:
    """With how many words between its parts a sentence is read otherwise than with a few less."""
    last = ""
    for count in WIDTHS:
        ledger = _edge_read(text.replace(GAP, FILLER * count))
        reads = [
            re.sub(f"{FILLER}+", FILLER, " ".join(str(part) for part in _mention(one).values()))
            for one in ledger
        ]
        if (now := " | ".join(reads)) != last:
            yield {"of": source, "what": "stretched", "at": [count, count], "reads": now}
        last = now


def _bare(source: str, text: str) -> Iterator[Line]:
    """What is read of one text and found around its numbers, without any claim."""
    ledger = _edge_read(text)
    yield from _mentions(source, ledger)
    yield from _contexts(source, ledger)
    yield from _relations(source, ledger)


def _of(source: str, document: Document) -> Iterator[Line]:
    """The mentions, the verdicts on each mention's own words, and the audit of one text."""
    yield from _mentions(source, document.ledger)
    named = [mention for mention in document.ledger if mention.kpi and mention.indicator]
    claims = [
        {
            "indicator": mention.indicator,
            "value": mention.text,
            "status": mention.status,
            "change": mention.change,
        }
        for mention in named
    ]
    checked = [one for one in check(claims, document) if one.path.endswith(".value")]
    for mention, claim, one in zip(named, claims, checked, strict=True):
        if one.verdict != "supported" or one.start != mention.start:
            yield {"of": source, "what": "verdict", "at": [mention.start, mention.end], "text": mention.text,
                   "claim": claim["indicator"], **_verdict(one)}  # fmt: skip
    yield from _claims(source, document, named, _made)
    if source.startswith("sentence"):
        yield from _contexts(source, document.ledger)
        yield from _rankings(source, document, named)
        yield from _claims(source, document, named, _reworded)
    yield from _relations(source, document.ledger)


def _relations(source: str, ledger: Ledger) -> Iterator[Line]:
    """What the audit finds in one text, and how it says it."""
    for relation in audit(ledger):
        yield {"of": source, "what": "relation", "at": list(map(list, relation.spans)), "type": relation.type,
               "verdict": str(relation.verdict), "says": relation.relation, "computed": relation.recomputation}  # fmt: skip


def _with_plans(text: str) -> Ledger:
    """The numbers of a text whose last part may be one of plans."""
    done, _, planned = text.partition("｜")
    whole = done + planned
    parts = [Region(0, len(done), "achievement"), Region(len(done), len(whole), "plan")]
    return Ledger(whole, regions=parts if planned else [])


def _claims(source: str, document: Document, named: list[Mention], make: Make) -> Iterator[Line]:
    """What claims that are made from each number get: by the names beside it, of another year, the other way round."""
    made = [
        (mention, kind, claim)
        for at, mention in enumerate(named)
        for kind, claim in make(document, named, at)
    ]
    found: dict[int, Line] = {}
    for one in check([claim for *_, claim in made], document):
        claimed = re.fullmatch(r"\[(\d+)\](?:\.value)?", one.path)
        if not claimed:
            continue
        mention, kind, _ = made[int(claimed[1])]
        line = found.setdefault(
            mention.start,
            {
                "of": source,
                "what": "claims" if make is _made else "reworded",
                "at": [mention.start, mention.end],
                "text": mention.text,
                "name": mention.indicator,
            },
        )
        elsewhere = one.start is not None and one.start != mention.start
        line[kind] = f"{one.verdict} at {one.start}" if elsewhere else str(one.verdict)
    yield from found.values()


def _made(document: Document, named: list[Mention], at: int) -> Iterator[tuple[str, Claim]]:
    """Claims of a number: which kind each is, and the claim."""
    mention = named[at]
    name, value = mention.indicator, mention.text
    for kind, other in (("as_last", at - 1), ("as_next", at + 1)):
        if 0 <= other < len(named) and named[other].sentence == mention.sentence:
            yield kind, {"indicator": named[other].indicator, "value": value}
    yield "head", {"indicator": name[: max(2, len(name) // 2)], "value": value}
    yield "tail", {"indicator": name[-max(2, len(name) // 2) :], "value": value}
    status = "target" if mention.status == "actual" else "actual"
    yield status, {"indicator": name, "value": value, "status": status}
    for change in sorted({"growth", "decline", "increment"} - {mention.change}):
        yield change, {"indicator": name, "value": value, "change": change}
    year = _year(document, mention)
    yield "year_before", {"indicator": name, "value": value, "period": str(year - 1)}
    yield "year_after", {"indicator": name, "value": value, "period": str(year + 1)}
    yield "over", {"indicator": name, "value": f"超过{value}"}
    yield "about", {"indicator": name, "value": f"{value}左右"}


def _year(document: Document, mention: Mention) -> int:
    """The first year of a number's time, or some year."""
    known = (mention.period, document.metadata.period)
    return next((int(one[:4]) for one in known if one and one[:4].isdigit()), 2020)


def _reworded(document: Document, named: list[Mention], at: int) -> Iterator[tuple[str, Claim]]:
    """Claims of a number in prose, of other stretches of time, with fewer digits or none of its unit."""
    mention = named[at]
    name, value, year = mention.indicator, mention.text, _year(document, mention)
    for period in (
        f"{year - 1}/{year}",
        f"{year - 4}/{year}",
        f"{year}/{year + 1}",
        f"{year}H1",
        f"{year}H2",
    ):
        yield period, {"indicator": name, "value": value, "period": period}
    yield (
        "decline_before",
        {"indicator": name, "value": f"-{value}", "change": "decline", "period": str(year - 1)},
    )
    yield "prose", f"{name}{value}"
    for kind, form in PROSE.items():
        yield kind, form.format(name, value, year)
    for other in {max(at - 1, 0), min(at + 1, len(named) - 1)} - {at}:
        yield f"prose {other - at:+}", f"{named[other].indicator}{value}"
    quantity = mention.quantity
    if isinstance(quantity.value, Decimal) and quantity.digits.replace(".", "").isdigit():
        rest = value[value.find(quantity.digits) + len(quantity.digits) :]
        short = f"{Decimal(quantity.digits):.2g}"
        yield "short", {"indicator": name, "value": f"{Decimal(short):f}{rest}"}
        yield "about_short", {"indicator": name, "value": f"约{Decimal(short):f}{rest}"}
        yield "bare", {"indicator": name, "value": quantity.digits}
        yield "other_unit", {"indicator": name, "value": f"{quantity.digits}万公里"}


def _contexts(source: str, ledger: Ledger) -> Iterator[Line]:
    """Which words are found to name each number, and how much; what they say of whose, which and when it is."""
    defaults = MentionContext()
    for index, context in contexts_of(ledger).items():
        mention = ledger.mentions[index]
        line: Line = {"of": source, "what": "words", "at": [mention.start, mention.end], "text": mention.text}
        quantity = mention.quantity
        line["printed"] = f"{quantity.digits} ±{quantity.quantum:f} {quantity.surface_unit}".strip()
        line["clause"] = [*mention.clause, *mention.sentence]
        weights: dict[float, list[str]] = {}
        for pair, weight in sorted(context.weights.items()):
            weights.setdefault(weight, []).append(pair)
        line["weights"] = {str(weight): " ".join(weights[weight]) for weight in sorted(weights, reverse=True)}
        said = {name: (getattr(context, name), getattr(defaults, name)) for name in _OF_SITES}
        said |= {name: (value, getattr(NO_FACETS, name)) for name, value in context.facets._asdict().items()}
        for name, (value, default) in said.items():
            if value != default:
                line[name] = " ".join(sorted(value)) if isinstance(value, frozenset) else value
        yield line


def _rankings(source: str, document: Document, named: list[Mention]) -> Iterator[Line]:
    """How well names made from a number's own fit it, and the number that fits better: `score-loss`, then the other's."""
    contest = Ranking(document.ledger)
    numbers = Numbers(document.ledger, contest.places)
    for at, mention in enumerate(named):
        beside = [named[other].indicator for other in (at - 1, at + 1) if 0 <= other < len(named)]
        line: Line = {
            "of": source,
            "what": "contest",
            "at": [mention.start, mention.end],
            "text": mention.text,
        }
        for form in NAMES:
            if "{1}" in form and not beside:
                continue
            name = form.format(mention.indicator, *beside)
            for claim in walk([{"indicator": name, "value": mention.text}], document.ledger.text):
                quantity = claim.quantity
                found = numbers.candidates(quantity, as_decline=is_decline(claim))
                if quantity.value is None or not found.items or quantity.kind in _NAMELESS:
                    continue
                named_so = wording(claim)
                case = Case(claim, named_so, contest.attribution.weigh(named_so.words, named_so.tail))
                best, rival = contest.hold(case, found)
                line[form.format("·", "*")] = _standing(best, mention) + (
                    f", {_standing(rival, mention)}" if rival else ""
                )
        yield line


def _standing(standing: Standing, mention: Mention) -> str:
    """A score, what is lost of it, and where that number stands if it is another one."""
    where = f" at {standing.mention.start}" if standing.mention.start != mention.start else ""
    return f"{standing.score.total:.2f}-{standing.lost:.2f}{where}"


def _mention(mention: Mention) -> Line:
    quantity = mention.quantity
    line: Line = {
        "text": mention.text,
        "is": f"{quantity.kind.value} {json_value(quantity.value)} {quantity.unit} {quantity.bound.value}",
    }
    line |= {name: getattr(mention, name) for name in _SHOWN if getattr(mention, name) != _DEFAULTS[name]}
    if mention.kpi:
        line["kpi"] = True
    return line


def _verdict(checked: Any) -> Line:
    found = {"verdict": str(checked.verdict)}
    if checked.start is not None:
        found["found"] = [checked.start, checked.end]
    return found


def _paraphrases(name: str, document: Document) -> Iterator[Line]:
    """The verdicts on paraphrased names, claimed with the values of the gold."""
    path = ROOT / "seeds" / "gold" / f"{name}.mentions.jsonl"
    if not path.exists():
        return
    gold = {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}
    for line in PARAPHRASES.read_text("utf-8").splitlines():
        key, indicator = line.split("\t")
        mention = gold.get(key)
        if mention is None:  # of another seed, or annotated more lately in another folder
            continue
        claim = {"indicator": indicator, "value": mention["text"]}
        for one in check([claim], document):
            yield {"of": f"seed {name}", "what": "paraphrase", "at": [mention["start"], mention["end"]],
                   "text": f"{indicator} {mention['text']}", "path": one.path, **_verdict(one)}  # fmt: skip


def source_of(line: Line) -> str:
    """The text around what a line is about."""
    kind, number = line["of"].split(" ")
    if file := {"sentence": SENTENCES, "audit": AUDITED, "edge": EDGES, "document": DOCUMENTS}.get(kind):
        return sentences(file)[int(number) - 1]
    text = next(path for path in SEEDS if path.stem.startswith(number)).read_text("utf-8")
    at = line["at"][0] if isinstance(line["at"][0], list) else line["at"]
    start = max(text.rfind(end, 0, at[0]) for end in "。\n") + 1
    stop = min((found for end in "。\n" if (found := text.find(end, at[1])) >= 0), default=len(text))
    return text[start : stop + 1].strip()
