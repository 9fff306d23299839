"""The claims of benchmarks/verification.py: made from annotated reports, in fair other words and corrupted."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal

FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
CHINESE = "零一二三四五六七八九"
SENTENCE_ENDS = "。\n;；"
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


def corrupt_sense(kpi, mention, text):
    """The number right, but of another status, direction or year."""
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
        for kind, change in corrupt_sense(kpi, mention, text):
            add(f"bad:{kind}", **change)
        add("bad:foreign name", indicator=rng.choice([name for name in FOREIGN if name not in text]))
    return cases
