"""The overview of many reports: indicator by report, a chart of one indicator, a search over all of them."""

import pytest

import policysum
from policysum.export import across, review, write_review

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

_REPORT = (
    "{region}人民政府工作报告\n——{year}年2月9日在{region}第十届人民代表大会第一次会议上\n{region}人民政府县长 林某\n各位代表：\n"
    "一、{last}年工作回顾\n{last}年，全县地区生产总值增长{done}%。\n"
    "二、{year}年工作安排\n今年主要预期目标是：地区生产总值增长{aim}%；城镇新增就业{jobs}人；茶园观光步道建设{jobs}米。\n"
)


def _summaries(*facts):
    with policysum.Summarizer(engine="extractive") as summarizer:
        found = list(
            summarizer.map(
                _REPORT.format(region=region, year=year, last=year - 1, done=done, aim=aim, jobs=jobs)
                for region, year, done, aim, jobs in facts
            )
        )
    for one, (region, year, *_) in zip(found, facts, strict=True):
        one.document.name = f"{region}{year}.txt"
        one.run.output = f"{region}/{year}"
    return found


@pytest.fixture(scope="module")
def page_of_three(tmp_path_factory):
    facts = [("青石县", 2021, 5, 7, 3000), ("白河县", 2021, 4, 6, 2000), ("东山县", 2021, 3, 8, 1000)]
    return write_review(_summaries(*facts), tmp_path_factory.mktemp("three"))


def _row(page, name):
    return page.locator("#matrix tbody tr", has=page.get_by_role("button", name=name, exact=True))


def test_indicators_stand_by_report_and_each_value_is_a_way_to_its_sentence(visit, page_of_three):
    page = visit(page_of_three, "#overview")
    assert page.locator("#matrix thead th").all_inner_texts() == ["指标", "青石县", "白河县", "东山县"]
    row = _row(page, "地区生产总值 · 增长")
    assert row.locator("td").all_inner_texts() == ["7%", "6%", "8%"]
    row.locator("td button").nth(1).click()
    assert page.locator("#overview").is_hidden()
    assert page.locator("#source a.on").inner_text() == "6%"
    assert "白河县" in page.locator("#facts").inner_text()


def test_results_are_chosen_instead_of_targets(visit, page_of_three):
    page = visit(page_of_three, "#overview")
    page.select_option("#matrix-status", "actual")
    assert _row(page, "地区生产总值 · 增长").locator("td").all_inner_texts() == ["5%", "4%", "3%"]


def test_an_indicator_becomes_a_chart_over_regions_the_largest_first(visit, page_of_three):
    page = visit(page_of_three, "#overview")
    page.get_by_role("button", name="城镇新增就业", exact=True).click()
    bars = page.locator("#matrix .one a")
    assert [bars.nth(n).get_attribute("aria-label") for n in range(3)] == [
        "青石县 3000人",
        "白河县 2000人",
        "东山县 1000人",
    ]
    bars.nth(2).click()
    assert page.locator("#source a.on").inner_text() == "1000人"


def test_over_the_years_of_one_region_a_chart_goes_by_year(visit, tmp_path):
    facts = [("青石县", 2022, 5, 9, 3000), ("青石县", 2021, 4, 7, 2000)]
    page = visit(write_review(_summaries(*facts), tmp_path), "#overview")
    assert page.locator("#matrix thead th").nth(1).inner_text() == "2021"
    page.get_by_role("button", name="地区生产总值 · 增长", exact=True).click()
    labels = page.locator("#matrix .one a").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    assert labels == ["2021 7%", "2022 9%"]


def test_a_search_looks_through_figures_and_texts_of_all_reports(visit, page_of_three):
    page = visit(page_of_three, "#overview")
    page.fill("#all-q", "茶园观光")
    page.wait_for_selector(".hits li")
    assert page.locator(".hits li").count() == 3
    assert page.locator(".hits mark").first.inner_text() == "茶园观光"
    page.locator(".hits button").nth(2).click()
    assert "东山县" in page.locator("#facts").inner_text()
    page.evaluate("location.hash = '#overview'")
    page.fill("#all-q", "林某")
    page.wait_for_function("document.querySelectorAll('.hits li').length === 3")
    page.locator(".hits button").nth(1).click()
    assert page.evaluate("CSS.highlights.has('evidence')")


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("#at=%E7%99%BD%E6%B2%B3%E5%8E%BF%2F2021&kpi=2", "6%"),
        ("#at=%E4%B8%9C%E5%B1%B1%E5%8E%BF%2F2021&kpi=1", "3%"),
    ],
)
def test_a_workbook_leads_to_a_figure_of_any_report(visit, page_of_three, place, number):
    page = visit(page_of_three, place)
    assert page.locator("#source a.on").inner_text() == number


def test_a_workbook_leads_to_a_stretch_of_text_and_through_the_index_of_many_pages(
    visit, tmp_path, monkeypatch
):
    monkeypatch.setattr(review, "MOST_REPORTS", 1)
    found = _summaries(("青石县", 2021, 5, 7, 3000), ("白河县", 2021, 4, 6, 2000))
    index = write_review(found, tmp_path)
    at = found[1].source.index("城镇新增就业")
    page = visit(index, f"#at=%E7%99%BD%E6%B2%B3%E5%8E%BF%2F2021&span={at}-{at + 6}")
    page.wait_for_function("!document.body.matches('[data-view=index]') && CSS.highlights.has('evidence')")
    assert "review-2.html" in page.url


def test_the_index_of_many_pages_has_the_matrix_too_and_its_values_lead_to_the_other_pages(
    visit, tmp_path, monkeypatch
):
    monkeypatch.setattr(review, "MOST_REPORTS", 1)
    facts = [("青石县", 2021, 5, 7, 3000), ("白河县", 2021, 4, 6, 2000), ("东山县", 2021, 3, 8, 1000)]
    page = visit(write_review(_summaries(*facts), tmp_path))
    row = _row(page, "地区生产总值 · 增长")
    assert row.locator("td").all_inner_texts() == ["7%", "6%", "8%"]
    row.get_by_role("button").click()
    bars = page.locator("#matrix .one a")
    assert bars.first.get_attribute("aria-label") == "东山县 8%"
    page.fill("#columns-q", "白河")
    page.locator("#matrix thead th").nth(2).wait_for(state="detached")
    _row(page, "地区生产总值 · 增长").locator("td a").click()
    page.wait_for_url("**/review-2.html*")
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#source a.on").inner_text() == "6%"


_THREE = [("青石县", 2021, 5, 7, 3000), ("白河县", 2021, 4, 6, 2000), ("东山县", 2021, 3, 8, 1000)]
_ENDED = "#all-hits [role=status][data-ended='1']"


@pytest.fixture
def pages_of_one(tmp_path, monkeypatch):
    """An index of three reports on a page each; a character beyond the basic plane begins the second."""
    monkeypatch.setattr(review, "MOST_REPORTS", 1)
    first, second, third = _summaries(*_THREE)
    data = second.to_dict()
    for span in [*data["kpis"], *(kpi["evidence"] for kpi in data["kpis"])]:
        span["start"], span["end"] = span["start"] + 1, span["end"] + 1
    return write_review([first, type(second).from_dict(data, f"𠮷{second.source}"), third], tmp_path)


def _hits(page, words):
    page.fill("#all-q", words)
    page.wait_for_function(
        "([query, ended]) => document.querySelector(ended) && document.querySelector('#all-hits').dataset.query === query",
        arg=[words, _ENDED],
    )
    return page.locator(".hits li")


def test_on_the_index_of_many_pages_a_search_looks_through_all_of_them(visit, pages_of_one):
    page = visit(pages_of_one)
    found = _hits(page, "茶园观光")
    assert [found.nth(n).locator("a").inner_text().split(" ")[-1] for n in range(3)] == [
        "3000米",
        "2000米",
        "1000米",
    ]
    assert found.locator("mark").all_inner_texts() == ["茶园观光"] * 3
    assert _hits(page, "没有的词").count() == 0
    found = _hits(page, "2000米")
    assert found.count() == 1
    found.locator("a").click()
    page.wait_for_url("**/review-2.html*")
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#source a.on").inner_text() == "2000米"


def test_a_hit_in_the_text_alone_leads_to_that_place_on_its_page(visit, pages_of_one):
    page = visit(pages_of_one)
    page.fill("#columns-q", "白河")
    found = _hits(page, "林某")
    assert found.count() == 1  # of the reports that were chosen
    found.locator("a").click()
    page.wait_for_url("**/review-2.html*")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_function("CSS.highlights.has('evidence')")
    assert page.evaluate("[...CSS.highlights.get('evidence')].map(String).join('')") == "林某"


def test_one_of_many_pages_leads_to_the_search_over_all(visit, pages_of_one, monkeypatch):
    monkeypatch.setattr(review, "MOST_REPORTS", 2)
    write_review(_summaries(*_THREE), pages_of_one.parent)
    page = visit(pages_of_one.with_name("review-1.html"), "#overview")
    page.fill("#all-q", "茶园观光")
    page.wait_for_selector(".hits li")
    assert page.locator(".hits li").count() == 2
    page.click("#all-hits p a")
    page.wait_for_url("**/review.html#find=*")
    page.wait_for_selector(_ENDED)
    assert page.locator(".hits li").count() == 3


def test_no_text_is_loaded_before_somebody_searches_and_a_lost_one_is_named(visit, pages_of_one):
    pages_of_one.with_name("review-search-2.js").write_text("", encoding="utf-8")
    page = visit(pages_of_one)
    loaded = "performance.getEntriesByType('resource').map((one) => one.name.split('/').pop())"
    assert page.evaluate(loaded) == []
    assert _hits(page, "茶园观光").count() == 2
    assert "review-search-2.js 不在本页旁边" in page.locator("#all-hits [role=status]").inner_text()
    assert page.evaluate("document.querySelectorAll('head script[src]').length") == 0


def test_hits_come_so_many_at_a_time(visit, tmp_path, monkeypatch):
    monkeypatch.setattr(review, "MOST_REPORTS", 10)
    facts = [("青石县", year, 5, 7, 3000) for year in range(1980, 2021)]  # three hits each
    page = visit(write_review(_summaries(*facts), tmp_path))
    page.fill("#all-q", "增")
    page.wait_for_selector("#all-hits button:not([hidden])")
    assert page.locator(".hits li").count() == 120
    page.click("#all-hits button")
    page.wait_for_selector(_ENDED)
    assert page.locator(".hits li").count() == 123


def test_of_very_many_cells_the_commonest_rows_stay(monkeypatch):
    monkeypatch.setattr(across, "MOST_CELLS", 10)

    def kpi(concept, period="2025", text="5%"):
        return {
            "concept": concept, "measure": "growth", "status": "target", "value": 5, "text": text, "unit": "%",
            "period": period, "change": "growth", "verdict": "supported", "doubts": [], "readers": "both",
        }  # fmt: skip

    held = across.Across()
    for number in range(9):
        rare = [kpi(f"rare{number}")] if number else [kpi("fai")]
        held.add([kpi("gdp", "2025H1", "9%"), kpi("gdp"), *rare])
    (row, *others) = held.rows()
    assert (row["concept"], len(row["cells"])) == ("gdp", 9)
    assert {(cell[1], cell[2]) for cell in row["cells"]} == {(1, "5%")}
    assert sum(len(one["cells"]) for one in others) <= 1


@pytest.mark.parametrize(
    "place", ["#at=none&kpi=1", "#at=", "#at=%E9&kpi=x", "#at=<img src=x onerror=alert(1)>"]
)
def test_a_place_that_is_not_there_does_no_harm(visit, page_of_three, place):
    page = visit(page_of_three, place)
    assert page.locator("#title").count() == 1


@pytest.mark.parametrize("most", [1, 60])
def test_hostile_texts_stay_texts_in_matrix_chart_and_search(visit, tmp_path, monkeypatch, most):
    image = '<img src=x onerror="window.hacked=1">'
    first, second = _summaries(("青石县", 2021, 5, 7, 3000), ("白河县", 2021, 4, 6, 2000))
    for one in (first, second):
        data = one.to_dict()
        data["document"]["region"] = f"{one.document.region}{image}"
        for kpi in data["kpis"]:
            kpi["text"], kpi["unit"] = f"{kpi['text']}{image}", f"{kpi['unit']}{image}"
            kpi["indicator"] += image
        one_report = type(one).from_dict(data, f"{one.source}\n{image}</script>\u2028]);window.hacked=2//")
        (first, second) = (one_report, second) if one is first else (first, one_report)
    monkeypatch.setattr(review, "MOST_REPORTS", most)
    page = visit(write_review([first, second], tmp_path), "#overview")
    page.get_by_role("button", name="地区生产总值 · 增长", exact=True).click()
    page.fill("#all-q", "<img")
    page.wait_for_selector(".hits li")
    assert page.locator("#overview img").count() == 0
    for script in tmp_path.glob("*.js"):
        assert "<" not in script.read_text(encoding="utf-8")
    assert page.evaluate("window.hacked") is None


def test_one_report_alone_has_no_matrix(visit, tmp_path):
    page = visit(write_review(_summaries(("青石县", 2021, 5, 7, 3000)), tmp_path), "#overview")
    assert page.locator("#matrix").count() == 0
