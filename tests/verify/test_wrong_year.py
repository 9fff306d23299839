"""A year that the report itself does not say convicts nobody, however its figures take it over from each other."""

import json
import re
from pathlib import Path

import pytest

from policysum.document import Document, metadata, read_document
from policysum.document.prose_time import ReferenceTime
from policysum.verify import check

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = SEEDS / "gold"
NAMES = sorted(path.name.split(".")[0] for path in GOLD.glob("*.kpis.jsonl"))


def gold(name, kind):
    return [json.loads(line) for line in (GOLD / f"{name}.{kind}.jsonl").read_text("utf-8").splitlines()]


def moved(period, years):
    return period and re.sub(r"\d{4}", lambda found: str(int(found.group()) + years), period)


def guess_the_year(monkeypatch, years, ground="inferred"):
    """Make the year of every report a wrong one that nothing says."""
    read = metadata.read_reference_time

    def misread(*printed):
        time = read(*printed)
        return ReferenceTime(
            moved(time.period, years), moved(time.plan, years), ground, moved(time.year, years)
        )

    monkeypatch.setattr(metadata, "read_reference_time", misread)


@pytest.mark.parametrize("years", [-3, -1, 1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_year_that_is_only_inferred_refuses_no_true_claim_of_a_real_report(name, years, monkeypatch):
    source = read_document(next(SEEDS.glob(f"{name}_*.txt"))).source
    printed = {item["id"]: item["text"] for item in gold(name, "mentions")}
    claims = [
        {
            "indicator": fact["indicator"],
            "value": printed[fact["mention"]],
            "status": fact["status"],
            "period": fact["period"],
        }
        for fact in gold(name, "kpis")
    ]
    plain = check(claims, Document.from_text(source))
    guess_the_year(monkeypatch, years)
    turned = check(claims, Document.from_text(source))
    assert len(plain) == len(turned) >= len(claims)
    refused = [
        (after.claim, after.verdict, after.reason)
        for before, after in zip(plain, turned, strict=True)
        if before.passes and after.fails
    ]
    assert refused == []


OPENED = "全年实现生产总值120亿元，增长6.2%。其中，工业增加值48亿元，增长7.1%；服务业增加值52亿元，增长5.9%。"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("今年建成冷库12座。其中，乡镇冷库9座。", "9座"),
        ("今年完成以下工作：\n一是建成冷库12座；\n二是改造泵站8座。", "8座"),
        ("今年粮食、油料分别播种12万亩、3万亩。", "3万亩"),
        ("近两年排名分别为12位、9位。", "12位"),
        ("近两年排名分别为12位、9位。", "9位"),
        ("收入30788元，比2010年增加13480元，增长77.9%。", "13480元"),
        ("收入30788元，比2010年增加13480元，增长77.9%。", "77.9%"),
        ("目前，在库企业30家。", "30家"),
        ("比重为35.1%，比上年的32.4%提高2.7个百分点。", "32.4%"),
        ("城乡收入比由2.58∶1缩小为2.52∶1。", "2.52∶1"),
        ("三次产业结构为12∶40∶48。", "40"),
        (OPENED, "48亿元"),
        (OPENED, "5.9%"),
    ],
)
@pytest.mark.parametrize("head", ["", "（2026年3月31日）"])
def test_no_figure_takes_over_more_than_was_known_of_the_year(said, value, head, monkeypatch):
    guess_the_year(monkeypatch, 0, "assumed")
    text = f"青山县经济社会发展情况\n青山县统计局\n{head}\n一、综合\n{said}\n"
    found = [one for one in Document.from_text(text).ledger if one.text == value]
    assert found
    (judged,) = check(
        {"indicator": found[0].indicator, "value": value, "period": "2025"}, Document.from_text(text)
    )
    assert judged.verdict != "wrong_period"
