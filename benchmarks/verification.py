"""Does the checker notice wrong numbers and leave right ones alone? Claims made from the open gold, and corrupted.

usage: benchmarks/verification.py [--seeds N] [--misses N] [--peers PYTHON] [--gold DIR ...] [--corpus DIR] [--skip-speed]

--peers names a Python that has langextract (a venv of its own: `python -m venv .bench-venv`, then
`pip install langextract`); it is asked for nothing but its aligner. --gold names folders of more reports with
annotations of the same kind (NNN.mentions.jsonl, NNN.kpis.jsonl, NNN*.txt). --corpus names a folder of reports without
gold: the words of each number's own clause serve as its indicator there.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from policysum.claims import Claim
from policysum.document import read_document
from policysum.quantity import Kind
from policysum.quantity.reader import read
from policysum.schema import Verdict
from policysum.verify import check
from policysum.verify.judge import judge_all

ROOT = Path(__file__).resolve().parent.parent
FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
CHINESE = "零一二三四五六七八九"
SENTENCE_ENDS = "。\n;；"
MEASURED = {"money", "percent", "count", "measure", "multiple", "rank", "fraction", "score"}
# Indicators of things that none of the reports speaks of.
FOREIGN = ("森林覆盖率", "城镇登记失业率", "粮食总产量", "接待游客人次", "高速公路通车里程", "医院床位数")


@dataclass(frozen=True)
class Case:
    """One claim of a class, and the mention it was made from."""

    document: str
    kind: str
    claim: dict
    mention: dict

    @property
    def benign(self):
        return self.kind.startswith("ok:")


def lines(path):
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def plain(number):
    """A number without exponent and trailing zeros."""
    return format(Decimal(str(number)).normalize(), "f")


def digits_of(mention):
    """The printed digits of a mention and what follows them, or None."""
    digits = re.sub(r"[^\d.]", "", str(mention["core"]))
    at = mention["text"].find(digits) if digits else -1
    if at < 0 or not re.fullmatch(r"\d+(\.\d+)?", digits):
        return None
    return digits, mention["text"][at + len(digits) :]


def sentence_of(text, position):
    """The sentence around a position."""
    start = max(text.rfind(end, 0, position) for end in SENTENCE_ENDS) + 1
    stops = [at for at in (text.find(end, position) for end in SENTENCE_ENDS) if at >= 0]
    return start, min(stops, default=len(text))


# ---------------------------------------------------------------- benign variants of the number


def benign_numbers(mention):
    """The same number in other clothes."""
    yield "same", mention["text"]
    printed = digits_of(mention)
    if printed is None:
        return
    digits, tail = printed
    exact_money = (
        mention["kind"] == "money" and mention["bound"] == "exact" and not isinstance(mention["value"], list)
    )
    yield "fullwidth", mention["text"].translate(FULL_WIDTH)
    if exact_money and mention["unit"] == "元":
        value = round(Decimal(str(mention["value"])), 4)
        unit, scale = ("万元", 10**4) if tail.startswith("亿") else ("亿元", 10**8)
        yield "convert", plain(value / scale) + unit
    if mention["kind"] in {"money", "count"} and "." not in digits and len(digits) >= 4:
        yield "thousands", mention["text"].replace(digits, f"{int(digits):,}")
    if exact_money and len(digits.replace(".", "")) >= 4:
        exact = Decimal(digits)
        rounded = exact.quantize(Decimal(1)) if "." in digits else exact.quantize(Decimal("1e2"))
        if 0 < rounded != exact:
            yield "rounded", f"约{plain(rounded)}{tail}"
    whole = len(digits.split(".")[0].lstrip("0"))
    if whole and "." in digits and mention["bound"] == "exact":
        shorter = Decimal(digits).quantize(Decimal(1).scaleb(min(0, whole - 2)))
        if shorter != Decimal(digits):
            yield "fewer digits", f"{shorter}{tail}"
    if mention["unit"] == "%" and re.fullmatch(r"[1-9]\d", digits) and mention["text"].endswith("%"):
        tens, ones = divmod(int(digits), 10)
        word = f"{CHINESE[tens] if tens > 1 else ''}十{CHINESE[ones] if ones else ''}"
        yield "chinese", f"百分之{word}"


# ---------------------------------------------------------------- fair paraphrases of the indicator

REGION = re.compile(r"全市|全县|全省|全区|我市|我县")
ASIDE = re.compile(r"[(（][^()（）]*[)）]")
SWAPS = (
    ("企业", "公司"), ("比重", "占比"), ("增长", "增速"), ("规上", "规模以上"), ("研发", "研究与试验发展"),
    ("金额", "总额"), ("R&D", "研发"), ("提高", "提升"), ("数", "数量"),
)  # fmt: skip


def benign_names(indicator):
    """The same indicator in other words, by rule."""
    shorter = ASIDE.sub("", REGION.sub("", indicator)).replace("“", "").replace("”", "")
    if shorter != indicator:
        yield "name shorter", shorter
    if indicator.endswith("数"):
        yield "name filler", indicator.removesuffix("数")
        yield "name filler", f"{indicator}量"
    elif not re.search(r"(率|比重|比例|额|度|长|排名|倍数)$", indicator):
        yield "name filler", f"{indicator}数量"
    for one, other in SWAPS:
        if one in indicator and other not in indicator:
            yield "name synonym", indicator.replace(one, other)
            break
    parts = re.split(r"(?<=[”级年])(?=[\u4e00-\u9fff]{4})", indicator, maxsplit=1)
    if len(parts) == 2:
        yield "name order", f"{parts[1]}({parts[0]})"
    yield "name wordier", f"{indicator}情况:累计达到"


# ---------------------------------------------------------------- corruptions


def corrupt_numbers(mention, kpis, mentions, text, rng):
    """The number changed, or another number of the report in its place."""
    printed = digits_of(mention)
    if printed is None:
        return
    digits, tail = printed
    same_unit = {str(other["value"]) for other in mentions.values() if other["unit"] == mention["unit"]}
    for _ in range(20):
        at = rng.randrange(len(digits))
        if digits[at] == ".":
            continue
        digit = rng.choice([d for d in "0123456789" if d != digits[at] and not (at == 0 and d == "0")])
        changed = digits[:at] + digit + digits[at + 1 :]
        if mention["text"].replace(digits, changed, 1) in {other["text"] for other in mentions.values()}:
            continue
        scale = (
            Decimal(str(mention["value"])) / Decimal(digits)
            if isinstance(mention["value"], (int, float))
            else None
        )
        if scale is not None and any(
            plain(value) == plain(Decimal(changed) * scale) for value in same_unit if is_plain(value)
        ):
            continue
        yield "digit", mention["text"].replace(digits, changed, 1)
        break
    if len(digits) >= 2:
        moved = Decimal(digits) / 10 if rng.random() < 0.5 else Decimal(digits) * 10
        yield "decimal", mention["text"].replace(digits, plain(moved), 1)
    yield from corrupt_unit(mention, tail, rng)
    invented = str(rng.randrange(10 ** max(0, len(digits) - 1), 10 ** len(digits) * 3) + 7)
    if invented not in text:
        yield "invented", mention["text"].replace(digits, invented, 1)
    start, end = sentence_of(text, mention["start"])
    wanted = {kpi["mention"] for kpi in kpis} - {mention["id"]}
    others = [
        other
        for other in mentions.values()
        if other["id"] in wanted
        and other["value"] != mention["value"]
        and (other["kind"], other["unit"]) == (mention["kind"], mention["unit"])
    ]
    near = [other for other in others if start <= other["start"] < end]
    far = [other for other in others if not start <= other["start"] < end]
    if near:
        yield "swap near", rng.choice(near)["text"]
    if far:
        yield "swap far", rng.choice(far)["text"]


def is_plain(value):
    """Whether a gold value is one number."""
    return re.fullmatch(r"-?\d+(\.\d+)?([eE]\+?\d+)?", value) is not None


def corrupt_unit(mention, tail, rng):
    """The digits with another unit or scale."""
    text = mention["text"]
    if "万元" in tail:
        yield "unit", text.replace("万元", "亿元")
    elif "亿元" in tail:
        yield "unit", text.replace("亿元", "万元")
    elif mention["unit"] == "%":
        yield "unit", text.replace("%", rng.choice(["‰", "倍", "个百分点"]))
    elif mention["kind"] == "count" and mention["unit"] in {"家", "项", "人", "名", "个"}:
        yield "unit", text.replace(mention["unit"], f"万{mention['unit']}")


def corrupt_telling(kpi, mention, text):
    """The number right, but told otherwise."""
    flipped = {"actual": "target", "target": "actual"}.get(kpi["status"])
    if flipped:
        yield "status", {"status": flipped}
    turned = {"growth": "decline", "decline": "growth"}.get(kpi["change"])
    if turned:
        yield "direction", {"change": turned}
    year = re.match(r"(?:as_of:)?(20\d\d)", str(kpi["period"] or ""))
    start, end = sentence_of(text, mention["start"])
    if year and f"{year[1]}年" in text[start:end]:
        yield "period", {"period": kpi["period"].replace(year[1], str(int(year[1]) - 3), 1)}


def build(document, text, mentions, kpis, names, rng):
    """All cases of one document."""
    cases = []
    for kpi in kpis:
        mention = mentions[kpi["mention"]]
        base = {name: kpi[name] for name in ("indicator", "status", "period", "change")}

        def add(kind, /, *, base=base, mention=mention, **change):
            cases.append(Case(document, kind, {**base, "value": mention["text"], **change}, mention))

        for kind, value in benign_numbers(mention):
            add(f"ok:{kind}", value=value)
        for kind, name in benign_names(kpi["indicator"]):
            add(f"ok:{kind}", indicator=name)
        if mention["id"] in names:
            name = names[mention["id"]]
            add("ok:name by hand", indicator=name)
            for kind, value in corrupt_numbers(mention, kpis, mentions, text, rng):
                if kind.startswith("swap"):
                    add(f"bad:{kind}, by hand", indicator=name, value=value)
        for kind, value in corrupt_numbers(mention, kpis, mentions, text, rng):
            add(f"bad:{kind}", value=value)
        for kind, change in corrupt_telling(kpi, mention, text):
            add(f"bad:{kind}", **change)
        add("bad:foreign name", indicator=rng.choice([name for name in FOREIGN if name not in text]))
    return cases


# ---------------------------------------------------------------- ours and the others


def verdicts(cases, ledger):
    """Our verdict on each case."""
    found = check({"kpis": [case.claim for case in cases]}, ledger)
    by_path = {result.path: result.verdict for result in found}
    return [by_path.get(f"kpis[{index}].value") for index in range(len(cases))]


def exists_anywhere(cases, ledger):
    """The usual check: the value, under conversion, is somewhere in the text."""
    found = []
    for case in cases:
        quantities = read(case.claim["value"])
        found.append(any(ledger.with_value(item.value, item.unit) for item in quantities))
    return found


ALIGNER = """
import json, sys
from langextract import resolver
from langextract.core import data, tokenizer
job = json.load(open(sys.argv[1], encoding="utf-8"))
settings = {
    "default": {},
    "strict": dict(enable_fuzzy_alignment=False, accept_match_lesser=False, tokenizer_impl=tokenizer.UnicodeTokenizer()),
}
answer = {}
for name, options in settings.items():
    aligner = resolver.WordAligner()
    answer[name] = []
    for text, values in job:
        row = {}
        for value in values:
            group = [[data.Extraction(extraction_class="kpi", extraction_text=value)]]
            out = list(aligner.align_extractions(group, text, **options))[0][0]
            row[value] = out.char_interval is not None and out.char_interval.start_pos is not None
        answer[name].append(row)
print(json.dumps(answer, ensure_ascii=False))
"""


def langextract(python, texts, cases):
    """Whether langextract's aligner places each value, by setting."""
    values = {
        name: sorted({case.claim["value"] for case in cases if case.document == name}) for name in texts
    }
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "job.json"
        job.write_text(
            json.dumps([(texts[name], values[name]) for name in texts], ensure_ascii=False), "utf-8"
        )
        run = subprocess.run(
            [python, "-W", "ignore", "-c", ALIGNER, str(job)], capture_output=True, text=True, check=True
        )
    answer = json.loads(run.stdout.splitlines()[-1])
    order = list(texts)
    return {
        setting: [rows[order.index(case.document)][case.claim["value"]] for case in cases]
        for setting, rows in answer.items()
    }


def show_table(cases, ours, peers):
    """Right answers per class: benign accepted, corrupt refused."""
    kinds = sorted({case.kind for case in cases}, key=lambda kind: (not kind.startswith("ok:"), kind))
    header = ["policysum", *peers]
    print(f"\n| class | cases | {' | '.join(header)} |")
    print(f"| --- | ---: |{' ---: |' * len(header)}")
    columns = [[verdict is not None and verdict.passes for verdict in ours], *peers.values()]
    for kind in [*kinds, "ok:", "bad:"]:
        rows = [
            index
            for index, case in enumerate(cases)
            if case.kind == kind or (kind.endswith(":") and case.kind.startswith(kind))
        ]
        wanted = kind.startswith("ok:")
        shares = [sum(column[index] is wanted for index in rows) / len(rows) for column in columns]
        label = {"ok:": "**all benign accepted**", "bad:": "**all corrupt refused**"}.get(kind, kind)
        print(f"| {label} | {len(rows)} | {' | '.join(f'{share:.1%}' for share in shares)} |")


def show_confusion(cases, ours):
    """Which verdicts each class gets."""
    table = defaultdict(Counter)
    for case, verdict in zip(cases, ours, strict=True):
        table[case.kind][verdict.value if verdict else "missing"] += 1
    names = [verdict.value for verdict in Verdict]
    print(f"\n| class | {' | '.join(names)} |\n| --- |{' ---: |' * len(names)}")
    for kind in sorted(table, key=lambda kind: (not kind.startswith("ok:"), kind)):
        print(f"| {kind} | {' | '.join(str(table[kind][name] or '') for name in names)} |")


# ---------------------------------------------------------------- reports without gold


def own_words(ledger, mention):
    """The words of a number's clause without its numbers."""
    start, end = mention.clause
    words = ledger.text[start:end]
    for other in reversed(ledger.within(start, end)):
        words = words[: other.start - start] + words[other.end - start :]
    return words.strip("，,、。；; ")


def provincial(folder, rng):
    """Benign and swapped claims made from reports without gold."""
    tally = Counter()
    for path in sorted(Path(folder).rglob("*.txt")):
        if path.name.casefold().startswith("readme"):
            continue
        ledger = read_document(path).ledger
        figures = [item for item in ledger if item.kpi and item.kind is not Kind.RANK]
        claims, wanted = [], []
        for item in figures:
            alone = [other for other in ledger.within(*item.clause) if other.kpi]
            words = own_words(ledger, item)
            if len(alone) != 1 or len(words) < 5:
                continue
            claims.append(Claim("", item.text, item.quantity, indicator=words))
            wanted.append("ok:clause words")
            others = [
                o for o in figures if (o.kind, o.unit) == (item.kind, item.unit) and o.value != item.value
            ]
            near = [
                other for other in others if other.sentence == item.sentence and other.clause != item.clause
            ]
            for kind, pool in (("bad:swap near", near), ("bad:swap far", others)):
                if pool:
                    other = rng.choice(pool)
                    claims.append(Claim("", other.text, other.quantity, indicator=words))
                    wanted.append(kind)
        for kind, result in zip(wanted, judge_all(claims, ledger), strict=True):
            tally[kind, result.passes] += 1
    print("\n| reports without gold | cases | right |\n| --- | ---: | ---: |")
    for kind in ("ok:clause words", "bad:swap near", "bad:swap far"):
        right, wrong = tally[kind, kind.startswith("ok:")], tally[kind, not kind.startswith("ok:")]
        print(f"| {kind} | {right + wrong} | {right / max(1, right + wrong):.1%} |")


def annotated(folder, seeds, misses):
    """One line for a folder of annotated reports: what is accepted and refused, and the worst classes."""
    right, told = defaultdict(list), []
    for path in sorted(folder.glob("*.kpis.jsonl")):
        name = path.name.split(".")[0]
        source = read_document(min(folder.glob(f"{name}*.txt")))
        mentions = {row["id"]: row for row in lines(folder / f"{name}.mentions.jsonl")}
        for seed in range(seeds):
            cases = build(name, source.source, mentions, lines(path), {}, random.Random(seed))
            cases = [case for case in cases if seed == 0 or not case.benign]
            for case, verdict in zip(cases, verdicts(cases, source.ledger), strict=True):
                passes = verdict is not None and verdict.passes
                right[case.kind].append(passes is case.benign)
                if passes is not case.benign:
                    told.append((case, verdict))
    for case, verdict in told[:misses]:
        print(
            f"  miss {case.document} {case.kind}: {case.claim} <- {case.mention['text']}: {verdict}",
            file=sys.stderr,
        )
    cells = []
    for prefix in ("ok:", "bad:"):
        together = [one for kind, ones in right.items() if kind.startswith(prefix) for one in ones]
        cells.append(f"{len(together)} | {sum(together) / len(together):.1%}")
    worst = sorted((sum(ones) / len(ones), kind) for kind, ones in right.items() if not all(ones))[:3]
    print(
        f"| {folder.name} | {' | '.join(cells)} | {', '.join(f'{kind} {share:.1%}' for share, kind in worst)} |"
    )


def speed(rng):
    """Time and memory of 200 claims against a report of 30,000 characters."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    text = "".join(texts)
    while len(text) < 30_000:
        text += "".join(texts)
    text = text[:30_000]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        path.write_text(text, "utf-8")
        ledger = read_document(path).ledger
        figures = [item for item in ledger if item.kpi]
        claims = []
        for _ in range(400):
            item = rng.choice(figures)
            named = item if rng.random() < 0.8 else rng.choice(figures)
            claims.append(Claim("", item.text, item.quantity, indicator=named.indicator, status=item.status))
        known = set(claims[:200])
        others = [claim for claim in claims[200:] if claim not in known]
        claims = claims[:200]
        first = later = again = 9.9
        for _ in range(5):
            ledger = read_document(path).ledger
            len(ledger.mentions), ledger.matcher
            times = [time.process_time()]
            for asked in (claims, others, claims):
                judge_all(asked, ledger)
                times.append(time.process_time())
            spent = [after - before for before, after in pairwise(times)]
            first, again = min(first, spent[0]), min(again, spent[2])
            later = min(later, spent[1] * len(claims) / len(others))
        tracemalloc.start()
        judge_all(claims, read_document(path).ledger)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    print(
        f"\n200 claims, {len(text)} characters, {len(ledger)} numbers: {first * 1e3:.0f} ms the first time, ",
        end="",
    )
    print(
        f"{later * 1e3:.0f} ms for 200 others, {again * 1e3:.1f} ms for the same again; peak memory with document and ledger {peak / 1e6:.1f} MB"
    )


def main():
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--peers", default="")
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--corpus", default="")
    parser.add_argument("--skip-speed", action="store_true")
    options = parser.parse_args()
    names = dict(
        row.split("\t")
        for row in (ROOT / "benchmarks/paraphrases.tsv").read_text("utf-8").splitlines()
        if row
    )
    cases, ours, anywhere, texts = [], [], [], {}
    for document in ("000", "002", "003"):
        (path,) = (ROOT / "seeds").glob(f"{document}_*.txt")
        source = read_document(path)
        texts[document] = source.source
        mentions = {row["id"]: row for row in lines(ROOT / f"seeds/gold/{document}.mentions.jsonl")}
        kpis = lines(ROOT / f"seeds/gold/{document}.kpis.jsonl")
        made = [
            case
            for seed in range(options.seeds)
            for case in build(document, source.source, mentions, kpis, names, random.Random(seed))
            if seed == 0 or not case.benign
        ]
        cases += made
        ours += verdicts(made, source.ledger)
        anywhere += exists_anywhere(made, source.ledger)
    peers = {
        "substring": [case.claim["value"] in texts[case.document] for case in cases],
        "value anywhere": anywhere,
    }
    if options.peers:
        peers |= {
            f"langextract {name}": column for name, column in langextract(options.peers, texts, cases).items()
        }
    print(
        f"{platform.machine()}, Python {platform.python_version()}, {len(cases)} claims, {options.seeds} seeds"
    )
    show_table(cases, ours, peers)
    show_confusion(cases, ours)
    wrong = [
        (case, verdict)
        for case, verdict in zip(cases, ours, strict=True)
        if (verdict is not None and verdict.passes) is not case.benign
    ]
    for case, verdict in wrong[: options.misses]:
        told = " ".join(
            str(case.claim[name]) for name in ("indicator", "value", "status", "period", "change")
        )
        print(
            f"  miss {case.document} {case.kind}: {told} <- {case.mention['text']}: {verdict}",
            file=sys.stderr,
        )
    if options.gold:
        print("\n| more annotated reports | benign | accepted | corrupt | refused | worst classes |")
        print("| --- | ---: | ---: | ---: | ---: | --- |")
    for folder in options.gold:
        annotated(folder, options.seeds, options.misses)
    if options.corpus:
        provincial(options.corpus, random.Random(0))
    if not options.skip_speed:
        speed(random.Random(0))


if __name__ == "__main__":
    main()
