"""Summaries made from the gold annotations: what the exports see is what a perfect run would give."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from policysum.summary import Summary

SEEDS = Path(__file__).parents[2] / "seeds"
KINDS = {"achievement": "achievements", "problem": "problems", "plan": "plans"}
# One KPI of each failing verdict, at a fixed place, so that every colour is on the page.
FAILING = {4: "misattributed", 9: "wrong_status", 15: "unsupported", 22: "wrong_unit"}


def _jsonl(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _sentence(text, start, end):
    left = max((text.rfind(mark, 0, start) for mark in "。;;\n"), default=-1) + 1
    rights = [place for mark in "。;;\n" if (place := text.find(mark, end)) >= 0]
    right = min(rights, default=len(text) - 1) + 1
    return {"start": left, "end": right, "text": text[left:right]}


def gold_data(number, *, all_pass=False):
    """The JSON form of a result, and its source, from the gold of one seed report."""
    gold = SEEDS / "gold"
    source = next(SEEDS.glob(f"{number}_*.txt")).read_bytes().decode("utf-8")
    meta = json.loads((gold / f"{number}.meta.json").read_text(encoding="utf-8"))
    mentions = {row["id"]: row for row in _jsonl(gold / f"{number}.mentions.jsonl")}
    items = _jsonl(gold / f"{number}.items.jsonl")
    rows = _jsonl(gold / f"{number}.kpis.jsonl")
    figures = {row["mention"] for row in rows}
    others = [(m["start"], m["end"], m["kind"]) for m in mentions.values() if m["id"] not in figures]
    kpis, covered = [], []
    for index, row in enumerate(rows):
        mention = mentions[row["mention"]]
        start, end = mention["start"], mention["end"]
        evidence = _sentence(source, start, end)
        captured = all_pass or index % 11 != 7
        covered.append(
            {"start": start, "end": end, "text": mention["text"], "indicator": row["indicator"],
             "status": row["status"], "captured": captured, "sentence": evidence["text"]}
        )  # fmt: skip
        if not captured:
            continue
        verdict = (
            "supported" if all_pass else FAILING.get(index, "rounded" if index % 13 == 5 else "supported")
        )
        section = next((item["title"] for item in items if item["start"] <= start < item["end"]), "")
        kpis.append(
            {"indicator": row["indicator"], "value": row["value"], "unit": row["unit"], "text": mention["text"],
             "start": start, "end": end, "status": row["status"], "change": row["change"],
             "period": row["period"], "evidence": evidence, "verdict": verdict,
             "reason": "" if index not in FAILING or all_pass else "原文中这个数字说的是另一个指标",
             "origin": "extractive", "section": [section] if section else [], "readers": "both",
             "grounds": dict.fromkeys(("indicator", "status", "period", "change"), "stated")}
        )  # fmt: skip
    report = {name: [] for name in KINDS.values()}
    outline = []
    for item in items:
        text = source[item["start"] : item["end"]]
        quote = _sentence(source, item["start"], item["start"] + 1)
        report[KINDS[item["type"]]].append(
            {"title": item["title"], "detail": text[:150], "evidence": [quote]}
        )
        outline.append(
            {
                "level": 2,
                "title": item["title"],
                "start": item["start"],
                "end": item["end"],
                "role": item["type"],
            }
        )
    counts = {}
    for kpi in kpis:
        counts[kpi["verdict"]] = counts.get(kpi["verdict"], 0) + 1
    passed = sum(
        count for verdict, count in counts.items() if verdict in {"supported", "converted", "rounded"}
    )
    captured = sum(number["captured"] for number in covered)
    furniture = [
        {"start": 0, "end": meta["body_start"], "kind": "head", "text": source[: meta["body_start"]]},
        {"start": meta["body_end"], "end": len(source), "kind": "tail", "text": source[meta["body_end"] :]},
    ]
    title = source[meta["title_start"] : meta["title_end"]] if "title_start" in meta else meta["title"]
    period = re.split(r"[ (]", meta["period_covered"])[0]
    data = {
        "document": {
            "name": f"{number}.txt", "title": title, "issuer": meta["issuer"], "region": meta["region"],
            "publish_date": meta["publish_date"], "period": period, "plan_period": meta.get("plan_period"),
            "index_number": meta["index_number"], "encoding": "utf-8", "characters": len(source),
            "body": [meta["body_start"], meta["body_end"]], "furniture": furniture, "outline": outline,
        },
        **report,
        "kpis": kpis,
        "verification": {
            "counts": counts, "checked": len(kpis), "passed": passed,
            "failed": [
                {"path": f"kpis[{i}].value", "text": kpi["text"], "verdict": kpi["verdict"],
                 "start": kpi["start"], "end": kpi["end"], "reason": kpi["reason"]}
                for i, kpi in enumerate(kpis) if kpi["verdict"] not in {"supported", "converted", "rounded"}
            ],
            "coverage": {"numbers": len(covered), "captured": captured,
                         "share": captured / len(covered), "all": covered, "others": others},
        },
        "consistency": [
            {"type": "share", "relation": row["relation"],
             "spans": [[mentions[m]["start"], mentions[m]["end"]] for m in row["mentions"]],
             "texts": [mentions[m]["text"] for m in row["mentions"]],
             "recomputation": row["recomputation"], "verdict": row["verdict"]}
            for row in json.loads((gold / f"{number}.consistency.json").read_text(encoding="utf-8"))
        ],
        "run": {
            "engine": "extractive", "model": None, "base_url": None, "prompts": {}, "schema_fingerprint": "s1",
            "source_sha256": hashlib.sha256(source.encode()).hexdigest(), "version": "0.1.0",
        },
    }  # fmt: skip
    return data, source


def gold_summary(number, **options):
    """A Summary from the gold of one seed report: some numbers fail, some are not captured."""
    data, source = gold_data(number, **options)
    return Summary.from_dict(data, source)


def hostile_summary():
    """A report every text of which tries to become markup, a script, a formula or a path."""
    data, _ = gold_data("002")
    image = '<img src=x onerror="window.hacked=1">'
    text = f"</script>{image}<script>window.hacked=2</script> 一、完成投资12.5亿元。\u2028--><!-- {{{{7*7}}}} $page ${{page}}\n"
    start = text.index("12.5亿元")
    kpi = {
        **data["kpis"][0], "indicator": f"=cmd|'/c calc'!A1</td>{image}", "text": "12.5亿元", "start": start,
        "end": start + 6, "value": 1_250_000_000, "unit": "+元", "period": "@2020", "section": [f"<b>{image}"],
        "evidence": {"start": 0, "end": len(text), "text": text}, "verdict": "unsupported", "reason": image,
    }  # fmt: skip
    data["document"] = {
        **data["document"], "name": "../../<script>alert(1)</script>.txt", "title": "<script>window.hacked=3</script>",
        "issuer": image, "characters": len(text), "body": [0, len(text)], "furniture": [],
        "outline": [{"level": 1, "title": f"</script>{image}", "start": 0, "end": len(text), "role": "achievement"}],
    }  # fmt: skip
    data["kpis"] = [kpi]
    for name in KINDS.values():
        data[name] = [{"title": f"-2+3{image}", "detail": "</script>", "evidence": [kpi["evidence"]]}]
    covered = {"start": start, "end": start + 6, "text": "12.5亿元", "indicator": image, "status": "actual",
               "captured": True, "sentence": text}  # fmt: skip
    data["verification"]["coverage"] = {"numbers": 1, "captured": 1, "share": 1.0, "all": [covered]}
    data["verification"]["failed"] = []
    data["consistency"] = []
    return Summary.from_dict(data, text)


@pytest.fixture(scope="session")
def summary():
    return gold_summary("000")


@pytest.fixture(scope="session")
def summaries():
    return [gold_summary(number) for number in ("000", "002", "003")]


@pytest.fixture(scope="session")
def hostile():
    return hostile_summary()


@pytest.fixture(scope="session")
def proved():
    """A result of which every number was captured and passed."""
    return gold_summary("000", all_pass=True)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: the page is not tested")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Opens a page; at the end nothing may have been requested, logged as an error, or thrown."""
    contexts, problems = [], []

    def _visit(path, where="", *, tab="kpis", width=1440, height=900, scheme="light"):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"thrown: {error}"))
        page.on(
            "console",
            lambda line: (
                problems.append(f"{line.type}: {line.text}") if line.type in {"error", "warning"} else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                problems.append(request.url)
                if not request.url.startswith(("file:", "data:", "blob:"))
                else None
            ),
        )
        page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
        page.goto(path.as_uri() + where)
        page.wait_for_selector("html[data-ready]", timeout=10_000)
        # The page opens on what is to be checked; most of these tests are about the KPIs.
        if not where and tab and (button := page.locator(f"#tab-{tab}")).is_visible():
            button.click()
        return page

    yield _visit
    for context in contexts:
        context.close()
    assert problems == []
