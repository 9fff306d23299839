"""The review page in a real browser: Debian's chromium, driven by playwright, with the network cut off."""

import json
import re

import pytest

from policysum.export import review, write_review
from policysum.export.decision_file import read_decisions
from policysum.export.decisions import apply_decisions
from policysum.export.review import ReviewWriter
from policysum.export.staging import staged_tables

FAILED = ("misattributed", "wrong_status", "unsupported", "wrong_unit")
playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: the page is not tested"
)
# playwright's pipes to its driver are closed by the garbage collector after its loop has ended
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def batch(tmp_path_factory, summaries):
    return write_review(summaries, tmp_path_factory.mktemp("batch"))


def _figure(page):
    return page.locator(".card.open .figure").inner_text()


def test_clicking_a_kpi_brings_its_number_into_view_and_marks_it(visit, batch):
    page = visit(batch)
    page.locator(".card .head").nth(20).click()
    number = page.locator("#source a.on")
    assert number.inner_text() == _figure(page)
    assert page.evaluate("""() => { const mark = document.querySelector('#source a.on').getBoundingClientRect();
        const pane = document.querySelector('#source').getBoundingClientRect();
        return mark.top >= pane.top && mark.bottom <= pane.bottom; }""")
    assert page.evaluate("CSS.highlights.has('evidence')")


def test_the_page_opens_on_what_is_to_be_checked_doubtful_rows_first(visit, tmp_path, proved):
    data = proved.to_dict()
    doubt = {"field": "period", "code": "period_inferred", "reason": "时期是按报告年份推断的"}
    data["kpis"][7]["doubts"] = [doubt]
    data["kpis"][3] |= {"readers": "source", "grounds": dict.fromkeys(data["kpis"][3]["grounds"], "inferred")}
    data["kpis"][5]["said_otherwise"] = [{"field": "indicator", "reader": "source", "value": "企业"}]
    page = visit(write_review([type(proved).from_dict(data, proved.source)], tmp_path), tab=None)
    first = page.locator(".card").first
    assert first.get_attribute("id") == "kpi-8"
    assert "? 存疑" in first.inner_text()
    assert "时期：时期是按报告年份推断的" in first.inner_text()
    page.click("#tab-kpis")
    assert "· 读自原文" in page.locator("#kpi-4").inner_text()
    assert "✓ 已核实" in page.locator("#kpi-5").inner_text()
    page.locator("#kpi-6 .head").click()
    assert "原文作“企业”（名称）" in page.locator("#kpi-6 .grounds").inner_text()
    assert page.locator("#source a.m.read").count() == 1


def test_clicking_a_number_in_the_source_opens_its_kpi(visit, batch):
    page = visit(batch)
    page.locator("#source a.m", has_text="6580万元").click()
    assert _figure(page) == "6580万元"
    assert page.locator(".card.open").get_attribute("id") == "kpi-4"
    assert page.url.endswith("#kpi-4")


def test_clicking_a_number_that_was_not_captured_opens_it_among_the_open_questions(visit, batch):
    page = visit(batch)
    page.locator("#source a.miss").first.click()
    assert page.locator("#tab-checks").get_attribute("aria-selected") == "true"
    assert _figure(page) == page.locator("#source a.on").inner_text()


def test_every_number_of_the_source_is_marked_by_its_state(visit, batch, summaries):
    page = visit(batch)
    page.evaluate("page.Source.slices.flush()")
    text, summary = summaries[0].source, summaries[0]
    marked = page.locator("#source .m").all_text_contents()
    assert all(re.search(r"\d|[一二三四五六七八九十两半]", mark) for mark in marked)
    left = page.evaluate("""() => { const box = document.querySelector('#source').cloneNode(true);
        box.querySelectorAll('.m').forEach((mark) => mark.remove()); return box.textContent; }""")
    assert re.findall(r"\d+", left) == []
    counts = dict(
        zip(
            ("ok", "conv", "read", "unsure", "bad", "miss"),
            map(int, page.locator("#legend b").all_inner_texts()),
            strict=False,
        )
    )
    assert sum(counts[state] for state in ("ok", "conv", "read", "unsure", "bad")) == len(summary.report.kpis)
    shown = page.evaluate("[...document.querySelectorAll('#source p')].map((p) => p.textContent).join('\\n')")
    assert shown.strip() == text.strip()


def test_filters_and_search_narrow_the_list(visit, batch):
    page = visit(batch, "#r3")
    page.click("#tab-kpis")
    everything = page.evaluate("page.Panel.entries.length")
    page.select_option("#f-verdict", "bad")
    assert page.locator(".card").count() == page.locator(".card.bad").count() == 4
    page.select_option("#f-verdict", "")
    page.select_option("#f-status", "target")
    assert 0 < page.locator(".card").count() < everything
    page.select_option("#f-status", "")
    page.select_option("#f-section", "1")
    assert 0 < page.locator(".card").count() < everything
    page.select_option("#f-section", "")
    page.fill("#q", "高新技术企业")
    playwright.expect(page.locator("#count")).to_contain_text("/")
    assert page.evaluate(
        "page.Panel.entries.every((entry) => page.textOf(entry, page.Source.report).includes('高新技术企业'))"
    )
    assert page.locator(".card").count() > 0
    assert page.evaluate("CSS.highlights.has('search')")
    page.keyboard.press("Escape")
    playwright.expect(page.locator(".card")).to_have_count(everything)


def test_the_keyboard_walks_the_list_and_finds_what_is_not_verified(visit, batch):
    page = visit(batch)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".card.open").get_attribute("id") == "kpi-2"
    page.keyboard.press("k")
    assert page.locator(".card.open").get_attribute("id") == "kpi-1"
    page.keyboard.press("n")
    assert "bad" in page.locator(".card.open").get_attribute("class")
    page.keyboard.press("n")
    assert re.search("bad|miss", page.locator(".card.open").get_attribute("class"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("j")
    assert page.input_value("#q") == "j"


def test_after_the_last_open_number_other_reports_are_named(visit, batch, summaries):
    page = visit(batch)
    page.locator("#source a.miss").last.click()
    first = None
    for _ in range(60):
        page.keyboard.press("n")
        first = page.locator("#toast").inner_text()
        if first:
            break
    assert "回到第一个" in first
    assert f"还有 {len(summaries) - 1} 份报告有待核的数字" in first
    assert summaries[1].document.title in first


def test_a_report_without_open_numbers_says_so(visit, tmp_path, proved):
    page = visit(write_review([proved], tmp_path))
    page.keyboard.press("n")
    assert page.locator("#toast").inner_text() == "这份报告没有待核的数字了"


def test_reports_of_one_title_are_named_apart_in_the_selector(visit, tmp_path, summary):
    twins = []
    for region in ("宁夏", "青海"):
        twin = summary.model_copy(deep=True).with_source(summary.source)
        twin.document.title, twin.document.region = "政府工作报告", region
        twins.append(twin)
    page = visit(write_review(twins, tmp_path))
    options = page.locator("#report option").all_text_contents()
    assert options == ["宁夏 政府工作报告", "青海 政府工作报告"]


def test_deep_links_open_a_kpi_of_any_report(visit, batch, summaries):
    page = visit(batch, "#kpi-12")
    assert _figure(page) == summaries[0].report.kpis[11].text
    page = visit(batch, "#r3-kpi-7")
    assert _figure(page) == summaries[2].report.kpis[6].text
    assert page.input_value("#report") == "2"
    page = visit(batch, "#overview")
    assert page.locator("#overview svg").count() == 3
    assert page.locator("#overview tbody tr").count() == len(summaries)


def test_reviewed_kpis_are_exported_and_applied(visit, batch, summaries, tmp_path):
    page = visit(batch)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.fill("form.correct-form [name=indicator]", "申请企业")
    page.fill("form.correct-form [name=value]", "十三")
    page.click("form.correct-form [type=submit]")
    assert page.locator("form.correct-form [role=alert]").inner_text()
    page.fill("form.correct-form [name=value]", "13")
    page.click("form.correct-form [type=submit]")
    assert page.locator("#decided").inner_text() == "3"
    assert page.locator(".card.is-correct .name").inner_text() == "申请企业"
    with page.expect_download() as download:
        page.click("#export")
    path = tmp_path / "decisions.json"
    download.value.save_as(path)
    (tmp_path / "000.json").write_text(summaries[0].to_json(), encoding="utf-8")
    applied = apply_decisions(read_decisions(path), tmp_path)
    assert applied.counts == {"accept": 1, "correct": 1, "reject": 1}
    kpis = json.loads((tmp_path / "000.json").read_text(encoding="utf-8"))["kpis"]
    assert [kpi["indicator"] for kpi in kpis[:2]] == [summaries[0].report.kpis[0].indicator, "申请企业"]


def test_decisions_outlive_a_reload_and_can_be_taken_back(visit, batch):
    page = visit(batch)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#decided").inner_text() == "1"
    page.locator(".card.is-reject .head").click()
    page.keyboard.press("r")
    assert page.locator("#decided").inner_text() == "0"


def test_a_hostile_report_runs_nothing_and_is_shown_as_it_is(visit, tmp_path, hostile):
    page = visit(write_review([hostile], tmp_path))
    for tab in ("kpis", "achievements", "problems", "plans", "checks"):
        page.click(f"#tab-{tab}")
        for head in page.locator(".card .head").all():
            head.click()
    page.keyboard.press("o")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert "<script>" in page.title()
    assert "</script><img" in page.locator("#source").text_content()
    scripts = [one.get_attribute("id") or "" for one in page.locator("body > script").all()]
    assert sorted(scripts) == ["", "page", "r-0", "reports", "words"]


def test_the_policy_names_the_script_and_the_style_and_allows_nothing_else(batch):
    text = batch.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", text)


def test_offsets_survive_characters_beyond_the_basic_plane(visit, tmp_path, summaries):
    summary = summaries[0]
    shifted = type(summary).from_dict(summary.to_dict(), summary.source)
    first = shifted.report.kpis[0]
    shifted._source = shifted.source[:10] + "𠮷𠮷" + shifted.source[12:]
    page = visit(write_review([shifted], tmp_path), "#kpi-1")
    assert page.locator("#source a.on").inner_text() == first.text


def test_the_page_fits_a_phone_and_every_view_is_reachable(visit, batch):
    page = visit(batch, width=390, height=844)
    for view, thing in (
        ("panel", "#list"),
        ("outline", "#outline"),
        ("source", "#source"),
        ("overview", "#overview"),
    ):
        page.click(f".dock [data-go={view}]")
        assert page.locator(thing).is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click(".dock [data-go=source]")
    page.locator("#source a.m").first.click()
    assert page.locator(".card.open").is_visible()
    page.locator(".card.open .to-source").click()
    assert page.locator("#source a.on").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_light_and_dark(visit, batch, scheme):
    page = visit(batch, scheme=scheme)
    worst = page.evaluate("""() => {
      const style = getComputedStyle(document.documentElement);
      const light = (name) => { const hex = style.getPropertyValue(name).trim().slice(1);
        return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
          .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
          .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0); };
      const pairs = [['--ink', '--paper'], ['--ink', '--surface'], ['--ink', '--raised'], ['--muted', '--paper'],
        ['--muted', '--surface'], ['--muted', '--raised'], ['--ok', '--ok-bg'], ['--conv', '--conv-bg'],
        ['--bad', '--bad-bg'], ['--miss', '--miss-bg'], ['--link', '--raised'], ['--accent-ink', '--accent'],
        ['--ink', '--ok-bg'], ['--ink', '--conv-bg'], ['--ink', '--miss-bg'], ['--ink', '--evidence'], ['--ink', '--hit'],
        ['--bad', '--evidence']];
      return Math.min(...pairs.map(([a, b]) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); }));
    }""")
    assert worst >= 4.5


def test_controls_are_named_for_screen_readers(visit, batch):
    page = visit(batch)
    unnamed = page.evaluate("""() => [...document.querySelectorAll('button, input, select, a[href]')]
      .filter((node) => !(node.getAttribute('aria-label') || node.textContent.trim() || (node.labels && node.labels.length)))
      .map((node) => node.outerHTML.slice(0, 80))""")
    assert unnamed == []
    for landmark in ("banner", "main", "navigation", "complementary"):
        assert page.get_by_role(landmark).count() >= 1
    assert page.get_by_role("tab").count() == 5
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_the_print_view_shows_the_text_and_the_kpis_without_controls(visit, batch):
    page = visit(batch, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("#filters").is_visible()
    assert page.locator("#source p").first.is_visible()
    assert page.locator(".card").last.is_visible()


def test_a_result_without_its_text_can_still_be_reviewed(visit, tmp_path, summary):
    bare = type(summary).from_dict(summary.to_dict())
    page = visit(write_review([bare], tmp_path))
    page.keyboard.press("j")
    assert "在贷项目" in page.locator(".card.open blockquote").inner_text()


def test_a_very_long_report_opens(visit, tmp_path, summary):
    long = type(summary).from_dict(
        summary.to_dict(), summary.source + "一" * 300_000 + "\n" + "增长5%,\n" * 20_000
    )
    path = write_review([long], tmp_path)
    page = visit(path)
    page.keyboard.press("j")
    assert _figure(page) == summary.report.kpis[0].text


def test_arithmetic_that_does_not_add_up_comes_first_and_shows_its_numbers(visit, batch, summaries):
    page = visit(batch)
    page.click("#tab-checks")
    card = page.locator(".card.bad", has_text="原文算术").first
    card.locator(".head").click()
    relation = next(part for part in summaries[0].consistency if part.verdict == "inconsistent")
    assert relation.relation in card.inner_text()
    assert sorted(page.locator("#source .m.on").all_text_contents()) == sorted(relation.texts)


def test_a_run_without_reports_gives_a_page_that_says_so(visit, tmp_path):
    page = visit(write_review([], tmp_path))
    page.keyboard.press("n")
    assert "没有完成任何报告" in page.locator("#source").inner_text()


def test_decisions_already_written_into_a_result_are_shown(visit, tmp_path, summary):
    data = summary.to_dict()
    kpi = data["kpis"][4]
    review = {
        "decision": "accept",
        "kpi": 5,
        "before": kpi,
        **{name: kpi[name] for name in ("start", "end", "indicator")},
    }
    page = visit(
        write_review([type(summary).from_dict({**data, "reviews": [review]}, summary.source)], tmp_path)
    )
    assert "已写回：接受" in page.locator("#kpi-5").inner_text()
    page.select_option("#f-review", "accept")
    assert page.locator(".card").count() == 1
    page.select_option("#f-review", "none")
    assert page.locator("#kpi-5").count() == 0


def _decisions(page, path):
    with page.expect_download() as download:
        page.click("#export")
    download.value.save_as(path)
    return json.loads(path.read_text(encoding="utf-8"))


def _import(page, path):
    # What an earlier step said may still be on show.
    page.evaluate("delete document.getElementById('toast').dataset.on")
    page.set_input_files("#decisions-file", path)
    playwright.expect(page.locator("#toast[data-on]")).to_be_visible()
    return page.locator("#toast").inner_text()


def test_decisions_exported_earlier_are_taken_in_again(visit, batch, tmp_path):
    page = visit(batch)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.fill("form.correct-form [name=indicator]", "<b>申请企业</b>")
    page.click("form.correct-form [type=submit]")
    exported = _decisions(page, tmp_path / "decisions.json")
    fresh = visit(batch)
    assert _import(fresh, tmp_path / "decisions.json") == "已导入 2 条"
    assert fresh.locator("#decided").inner_text() == "2"
    assert fresh.locator(".card.is-correct .name").inner_text() == "<b>申请企业</b>"
    assert _decisions(fresh, tmp_path / "again.json")["decisions"] == exported["decisions"]


def test_an_import_takes_only_what_fits_and_keeps_later_decisions(visit, batch, tmp_path):
    page = visit(batch)
    page.keyboard.press("j")
    page.keyboard.press("r")
    path = tmp_path / "decisions.json"
    data = _decisions(page, path)
    (mine,) = data["decisions"]
    older = {**mine, "decision": "accept", "decided_at": "2001-01-01T00:00:00Z"}
    elsewhere = {**mine, "source_sha256": "0"}
    broken = {**mine, "decision": "correct", "correction": {"indicator": 1}}
    path.write_text(json.dumps({**data, "decisions": [older, elsewhere, broken, None]}), encoding="utf-8")
    assert _import(page, path) == "已导入 0 条，1 条本页已有更新的，3 条不属于本页"
    assert page.locator(".card.is-reject").count() == 1
    path.write_text("[1]", encoding="utf-8")
    assert _import(page, path) == "这不是复核页面导出的文件"


@pytest.fixture(scope="module")
def custom(summary):
    """A result of one's own schema: one number right, one wrong, one field without numbers."""
    data = summary.to_dict()
    right, wrong = data["kpis"][0], data["kpis"][1]
    report = {
        "title": "贷款",
        "loans": [{"name": "在贷项目", "value": right["text"]}, {"name": "", "value": "9999家"}],
    }
    check = {"path": "loans[0].value", "text": right["text"], "verdict": "supported", "start": right["start"],
             "end": right["end"], "reason": ""}  # fmt: skip
    failed = {"path": "loans[1].value", "text": "9999家", "verdict": "unsupported", "start": None, "end": None,
              "reason": f"原文没有9999家；最接近的是{wrong['text']}"}  # fmt: skip
    data = {
        name: value
        for name, value in data.items()
        if name not in {"kpis", "achievements", "problems", "plans"}
    }
    data["report"] = report
    data["verification"] = {**data["verification"], "failed": [failed], "fields": [check, failed]}
    return data, summary.source


def test_the_fields_of_ones_own_schema_are_cards_with_path_value_verdict_and_reason(visit, tmp_path, custom):
    writer = ReviewWriter(tmp_path)
    writer.add(*custom)
    writer.close()
    page = visit(tmp_path / "review.html")
    assert page.locator("[role=tab]").all_inner_texts()[0].startswith("字段")
    cards = page.locator(".card").all_inner_texts()
    assert len(cards) == 4
    page.keyboard.press("n")
    assert "9999家" in page.locator(".card.open").inner_text()
    assert "没有数字" in cards[0]
    assert "title" in cards[0]
    assert all(word in cards[3] for word in ("loans[1].value", "9999家", "✗ 原文没有", "最接近的是"))
    page.locator(".card.ok .head").click()
    assert page.locator("#source a.on").inner_text() in cards[2]
    page.locator("#source a.m.ok").first.click()
    assert page.url.endswith("#field-3")
    page.select_option("#f-verdict", "bad")
    assert page.locator(".card").count() == 1
    page.keyboard.press("o")
    assert page.locator("#overview svg").count() == 2


def test_very_many_reports_become_several_pages_and_an_index(visit, tmp_path, summaries, monkeypatch):
    monkeypatch.setattr(review, "MOST_REPORTS", 2)
    path = write_review(summaries, tmp_path)
    names = ["review-1.html", "review-2.html", "review-search-1.js", "review-search-2.js", "review.html"]
    assert sorted(one.name for one in tmp_path.iterdir()) == names
    page = visit(path)
    listed = page.locator("#overview table:not(.matrix table) tbody")
    assert listed.locator("tr").count() == 3
    assert not page.locator("#export").is_visible()
    listed.locator("a").nth(1).click()
    page.wait_for_url("**/review-1.html#r2")
    page.wait_for_selector("html[data-ready]")
    assert page.input_value("#report") == "1"
    page.click("#pages a[rel=next]")
    page.wait_for_url("**/review-2.html")
    page.wait_for_selector("html[data-ready]")
    assert page.locator("#title").inner_text() == summaries[2].document.title
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert page.locator("#decided").inner_text() == "1"
    page.click("#pages a >> nth=0")
    page.wait_for_url("**/review.html")


def test_a_page_takes_no_more_than_so_many_bytes(tmp_path, summaries, monkeypatch):
    monkeypatch.setattr(review, "MOST_BYTES", 1)
    write_review(summaries, tmp_path)
    assert len(list(tmp_path.glob("review-*.html"))) == 3


def test_pages_of_an_earlier_larger_run_do_not_stay(tmp_path, summary):
    for name in ("review-1.html", "review-7.html", "review-search-7.js", "review-notes.html"):
        (tmp_path / name).write_text("", encoding="utf-8")
    with staged_tables(tmp_path, ["html"]) as tables:
        tables.add(summary)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["review-notes.html", "review.html"]


def test_what_the_model_could_not_read_comes_first_and_what_was_refused_last_among_the_open_questions(
    visit, tmp_path, summary
):
    data = summary.to_dict()
    kpi = data["kpis"][6]
    unread = {"start": kpi["start"], "end": kpi["end"], "heading": "强化科技金融联动", "reason": "回答被截断"}
    data["run"] = {**data["run"], "unread": [unread], "notes": ["模型给的3个指标名称没有通过核对"]}
    page = visit(write_review([type(summary).from_dict(data, summary.source)], tmp_path))
    page.click("#tab-checks")
    cards = page.locator(".card").all_text_contents()
    failed = sum(kpi["verdict"] in FAILED for kpi in data["kpis"])
    first, last = cards[failed], cards[-1]
    assert all(word in first for word in ("没有读成", "强化科技金融联动", "回答被截断"))
    assert "3个指标名称" in last
    page.locator(".card .head").last.click()
    page.locator(".card.miss .head").first.click()
    assert page.locator(".card.open").inner_text().startswith("… 模型没有读成")


def test_the_page_opens_on_the_summary_and_its_numbers_lead_into_the_source(visit, tmp_path, summary):
    data = summary.to_dict()
    kpi = data["kpis"][20]
    number = {"text": kpi["text"], "start": kpi["start"], "end": kpi["end"]}
    data["summary"] = {
        "abstract": f"摘要说到{kpi['text']}。", "numbers": [number], "headlines": [], "plans": [],
        "themes": [{"name": "主题一", "items": ["achievements[0]"]}],
    }  # fmt: skip
    page = visit(write_review([type(summary).from_dict(data, summary.source)], tmp_path), tab=None)
    assert page.locator("#tabs [aria-selected=true]").inner_text().startswith("摘要")
    assert page.locator(".said").count() == 2
    page.locator(".said button.number").click()
    assert page.locator("#source .on").all_inner_texts() == [kpi["text"]]
    assert page.locator("#source .on").is_visible()
