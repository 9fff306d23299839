"""What each reading rests on, what is in doubt, and the days, item and commitment of a row."""

import pytest

import policysum
from each_row import each
from policysum.document import Document
from policysum.extract.doubt_weights import FIELDS, Signal, Weights, shipped
from policysum.extract.doubts import doubts, signals
from policysum.extract.extractive import extractive
from policysum.extract.grounds import grounds
from policysum.extract.spans_of_time import days
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER


def kpis(text, **metadata):
    summary = policysum.summarize(Document.from_text(text, **metadata), engine="extractive")
    return {kpi.text: kpi for kpi in summary.report.kpis}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2020", ("2020-01-01", "2020-12-31")),
        ("2020H1", ("2020-01-01", "2020-06-30")),
        ("2020H2", ("2020-07-01", "2020-12-31")),
        ("2021Q3", ("2021-07-01", "2021-09-30")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2020-06-30", ("2020-06-30", "2020-06-30")),
        ("2016/2020", ("2016-01-01", "2020-12-31")),
        ("2016/", ("2016-01-01", None)),
        ("as_of:2020-06", (None, "2020-06-30")),
        ("as_of:2020", (None, "2020-12-31")),
        ("近三年第1年", (None, None)),
        ("2020-13", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period, expected):
    assert days(period) == expected


REPORT = """青山市2024年政府工作报告
一、2024年工作完成情况
2024年全市地区生产总值完成1234.5亿元，比上年增长6.7%。“十三五”期间累计新建学校120所。
二、2025年工作计划
2025年确保新增就业3万人，城镇登记失业率控制在4%以内。
"""


def test_a_row_says_what_it_rests_on_and_where_it_belongs():
    rows = kpis(REPORT)
    gdp, growth, jobs, rate = rows["1234.5亿元"], rows["6.7%"], rows["3万人"], rows["4%以内"]
    assert gdp.grounds.model_dump() == {
        "indicator": "stated",
        "status": "carried",
        "period": "stated",
        "change": "stated",
    }
    assert growth.grounds.change == "stated"
    assert (gdp.period_start, gdp.period_end) == ("2024-01-01", "2024-12-31")
    assert gdp.item == "achievements[0]"
    assert jobs.item == "plans[0]"
    assert (gdp.commitment, jobs.commitment, rate.commitment) == (None, "确保", "控制在")
    assert rate.bound == "le"
    assert gdp.readers == "source"
    assert gdp.doubts == []


def test_a_status_that_only_the_place_gives_is_inferred_or_assumed():
    (row,) = kpis("加强领导，扎实推进。新增企业30家。").values()
    assert row.grounds.status in {"inferred", "assumed"}
    assert row.grounds.period in {"inferred", "assumed"}


def test_a_name_put_together_from_elsewhere_is_not_stated():
    document = Document.from_text("全市企业总数较快增长，其中规上企业达到300家。")
    (mention,) = [one for one in document.ledger if one.kpi]
    stated = grounds(mention, "规上企业", document.source)
    assert stated.indicator == "stated"
    assert grounds(mention, "企业总数", document.source).indicator == "carried"
    assert grounds(mention, "外资银行", document.source).indicator == "inferred"


@each(
    "row",
    read_table(FOLDER / "name_words.tsv").of("leans", "generic", "scope", "counting", "points_back"),
    ids=lambda row: row.word,
)
def test_a_name_that_leans_on_its_sentence_or_says_little_is_a_signal(row):
    document = Document.from_text(f"{row.example}。")
    mention = document.ledger[-1]
    (kpi,) = kpis("新建学校12所。").values()
    said = kpi.model_copy(update={"indicator": row.example.removesuffix("12个")})
    assert Signal("indicator", row.expected) in signals(document, mention, said)


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("新增企业12家。新增企业13家。", [True, True]),
        ("新增企业12家。新增企业12家。", [False, False]),
        ("新增企业12家。新增企业12家。新增学校13所。新增企业13家。", [True, True, False, True]),
        (f"新增企业12家。{'全市各项工作平稳推进。' * 12}新增企业13家。", [False, False]),
        (f"{'新增企业12家。' * 20}新增企业13家。", [*[False] * 5, *[True] * 16]),
        (f"新增企业13家。{'新增企业12家。' * 20}", [*[True] * 16, *[False] * 5]),
    ],
)
def test_rows_alike_are_those_nearby_of_one_name_and_time_with_another_value(text, alike):
    document = Document.from_text(f"2024年工作总结\n\n{text}")
    (last,) = list(kpis(text).values())[-1:]
    signal = Signal("indicator", "same_row")
    numbers = [one for one in document.ledger if one.kpi]
    assert [signal in signals(document, one, last) for one in numbers] == alike


def weights(**of):
    signal = {Signal("indicator", code): value for code, value in of.items()}
    return Weights(dict.fromkeys(FIELDS, -4.0), signal, dict.fromkeys(signal, "因为"), 0.5)


def test_a_field_is_doubtful_where_its_signals_together_outweigh_the_threshold():
    document = Document.from_text("现有在用30处。")
    (kpi,) = extractive(document).kpis
    mention = document.ledger.mention_at(kpi.start)
    kpi.grounds = grounds(mention, kpi.indicator, document.source)
    (code,) = {one.code for one in signals(document, mention, kpi)} & {"short_name"}
    assert doubts(document, mention, kpi, weights(**{code: 0.5})) == []
    (doubt,) = doubts(document, mention, kpi, weights(**{code: 15.0}))
    assert (doubt.field, doubt.code, doubt.reason) == ("indicator", "short_name", "因为")


def doubted(text):
    document = Document.from_text(text)
    found = {}
    for kpi in extractive(document).kpis:
        mention = document.ledger.mention_at(kpi.start)
        kpi.grounds = grounds(mention, kpi.indicator, document.source)
        found[kpi.text] = {one.code for one in doubts(document, mention, kpi)}
    return found


TITLED = "云溪县2024年工作总结\n\n一、2024年工作完成情况\n\n全县供水总量达到3亿吨，改造老旧供水管网90公里。\n"


def test_what_is_plainly_said_under_a_title_is_not_doubtful():
    assert doubted(TITLED) == {"3亿吨": set(), "90公里": set()}


def test_the_year_of_an_untitled_review_that_was_concluded_is_doubtful():
    untitled = (
        "供水保障更加有力。\n2021年供水水质达标率提高到98%。改造老旧供水管网90公里，新增供水用户4000户。\n"
    )
    assert doubted(untitled)["90公里"] == {"year_guessed"}
    assert "year_guessed" not in doubted(untitled)["98%"]


def test_a_target_without_a_time_is_doubtful():
    text = "供水方面。\n力争改造老旧供水管网90公里。\n"
    assert "undated_target" in doubted(text)["90公里"]


def test_a_piece_of_a_bracket_is_no_name():
    document = Document.from_text("新建学校12所。")
    (kpi,) = extractive(document).kpis
    mention = document.ledger.mention_at(kpi.start)
    said = kpi.model_copy(
        update={"indicator": "）+实地调研", "grounds": grounds(mention, "学校", document.source)}
    )
    assert [one.code for one in doubts(document, mention, said)] == ["malformed_name"]


def test_every_signal_has_a_weight_and_a_reason():
    known = shipped()
    said = set()
    for text in (REPORT, "新增30家。", "现有在用30处、20处，其中占30%。"):
        document = Document.from_text(text)
        for kpi in extractive(document).kpis:
            mention = document.ledger.mention_at(kpi.start)
            kpi.grounds = grounds(mention, kpi.indicator, document.source)
            said |= signals(document, mention, kpi).keys()
    assert said <= known.of.keys()
    assert all(known.reasons[signal] for signal in known.of)
    assert 0 < known.threshold < 1


@each("row", read_table(FOLDER / "commitment_words.tsv").rows, ids=lambda row: row.word)
def test_a_word_that_commits_is_kept_with_its_number(row):
    text = f"二、2025年工作计划\n{row.example}。\n"
    (kpi,) = [kpi for kpi in kpis(text).values() if kpi.unit in {"人", "%"}]
    assert kpi.commitment == row.expected
