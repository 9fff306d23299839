"""What others wrote, on its way out: tables, the review page, decisions, damaged results, hidden numbers, claims."""

import csv
import io
import json
from html.parser import HTMLParser

from attacks.harness import REPORT

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫−⁼₌⁺"
UNSEEN = ["", " ", "\t", "\r", "\n", "\x00", "\x1b", "\u200b", "\ufeff", "\xad", "\u2060", "\u202e", "\u3164", "\u00a0", "\u3000", "\u2800", "x;", "甲; "]  # fmt: skip
XSS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "javascript:alert(1)", "<!--<script>", "]]><script>", "{{7*7}}", "${7*7}",
    "<iframe src=//evil>", "\u2028alert(1)", "</textarea><script>", "<a href='data:text/html,x'>", "&lt;script&gt;", "<style>*{}</style>",
]  # fmt: skip
HIDDEN = [
    "捌佰捌拾捌亿元", "八八八亿元", "卅亿元", "½亿元", "⑧⑧⑧亿元", "𝟖𝟖𝟖亿元", "٨٨٨亿元", "⁸⁸⁸亿元", "Ⅷ亿元", "过百亿元", "百亿级", "俩亿元", "廿三亿元", "８８８亿元", "8 8 8亿元", "8\u200b8\u200b8亿元",
    "八百八十八亿元", "888亿元", "8.88e2亿元", "８．８８百亿元", "888 亿元", "八\n百亿元", "₈₈₈亿元", "❽❽❽亿元", "888,亿元", "8٬888亿元", "८८८亿元", "壹佰万元整", "逾九成", "近八成", "两番", "三分之二", "千分之三", "一半", "减半", "数百亿元", "㊈亿元", "⑿亿元", "㉒亿元", "⒏亿元", "半数", "过半", "两位数", "十之八九",
]  # fmt: skip


def claims_of(arena, claims, source=REPORT):
    folder = arena.folder / "claims"
    folder.mkdir(exist_ok=True)
    (folder / "s.txt").write_text(source, encoding="utf-8")
    (folder / "c.json").write_text(json.dumps(claims), encoding="utf-8")
    return "check", folder / "c.json", "--source", folder / "s.txt"


def attack_hidden(arena):
    """A number that the source does not say, in every way of writing one: it fails, or is said to be unread."""
    from policysum import check

    for spelling in HIDDEN:
        text = f"增长{spelling}" if spelling == "一半" else f"完成投资{spelling}"
        results = check({"detail": f"{text}，惠及企业91家。"}, REPORT)
        seen = [one for one in results if one.text != "91家"]
        arena.note(
            "hidden numbers", text, "" if any(not one.passes for one in seen) else "not seen, or passed"
        )


def attack_cells(arena):
    """Every sign behind every mark that is not seen: no cell of a CSV may begin with a formula, in any locale."""
    from policysum.export.cells import csv_cell

    folded = {char: char for char in "=+-@"} | dict.fromkeys(SIGNS, "=")
    for before in UNSEEN:
        bad = []
        for sign in SIGNS:
            out = io.StringIO()
            csv.writer(out).writerow([csv_cell(f"{before}{sign}1+1"), "x"])
            for mark in ",;\t":
                for row in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=mark):
                    for cell in row:
                        bare = cell.lstrip("".join(UNSEEN[:16]))
                        if bare[:1] in folded and not cell.startswith("'"):
                            bad.append((before, sign, mark, cell))
        arena.note("spreadsheets", f"{before!r} before {len(SIGNS)} signs", str(bad[0]) if bad else "")


class Elements(HTMLParser):
    """Counts what a browser would run."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag in {"script", "img", "svg", "iframe", "style", "link", "a"} or any(
            name.startswith("on") for name, _ in attributes
        ):
            self.found.append(tag)


def attack_page(arena):
    """A page from hostile names and texts has the elements of a page from plain ones."""
    counts = {}
    for number, payload in enumerate(["企业", *XSS]):
        folder = arena.folder / f"page{number}"
        folder.mkdir()
        hostile = REPORT.replace("高新技术企业7家", f"{payload}7家").replace("科技工作总结", payload)
        (folder / "r.txt").write_text(hostile, encoding="utf-8")
        done = arena.run(
            "run", folder, "-o", folder / "o", "--engine", "extractive", "--quiet", "--format", "html,md"
        )
        found = Elements()
        page = folder / "o" / "review.html"
        found.feed(page.read_text(encoding="utf-8") if page.exists() else "")
        counts[payload] = sorted(found.found)
        wrong = done.broken(allowed=(0,)) or (
            "" if counts[payload] == counts["企业"] else f"elements {counts[payload]}"
        )
        if number:
            arena.note("review page", payload, wrong)


def attack_terminal(arena):
    """Sequences in keys, names and texts."""
    for name, mark in {"title": "\x1b]0;x\x07", "clear": "\x1b[2J", "c1": "\x9b31m", "clip": "\x1b]52;c;eA==\x07", "bidi": "\u202e", "back": "\b\b\b", "cr": "\r", "link": "\x1b]8;;http://x\x07"}.items():  # fmt: skip
        call = claims_of(arena, {f"{mark}key": f"12家{mark}"}, REPORT + mark + "另有3家。")
        for more in ([], ["--json"], ["-o", arena.folder / "claims" / "t.csv"]):
            arena.judge("terminal", f"check {' '.join(map(str, more[:1]))} {name}", arena.run(*call, *more))
        arena.judge("terminal", f"numbers {name}", arena.run("numbers", arena.folder / "claims" / "s.txt"))
        report = arena.folder / "claims" / f"a{mark}b.txt".replace("/", "_")
        report.write_text(REPORT, encoding="utf-8")
        arena.judge(
            "terminal",
            f"run {name}",
            arena.run("run", report, "-o", arena.folder / f"t-{name}", "--engine", "extractive"),
        )
        arena.judge("terminal", f"a wrong call {name}", arena.run("numbers", report, report))
        report.unlink()


def _result(arena, name):
    folder = arena.folder / name
    (folder / "in").mkdir(parents=True)
    for number in (1, 2):
        (folder / "in" / f"r{number}.txt").write_text(
            f"{REPORT}另新增企业{number + 20}家。\n", encoding="utf-8"
        )
    arena.run("run", folder / "in", "-o", folder / "out", "--engine", "extractive", "--quiet")
    return folder, json.loads((folder / "out" / "r1.json").read_text(encoding="utf-8"))


def attack_decisions(arena):
    """Decisions of every wrong shape: refused whole, and the next run is as before."""
    folder, data = _result(arena, "decisions")
    before = {path.name: path.read_bytes() for path in (folder / "out").glob("*.json")}
    path = folder / "in" / "decisions.json"
    for number, text in enumerate(_wrong_decision_files(data)):
        path.write_text(text, encoding="utf-8")
        done = arena.run("apply", path, "-o", folder / "out")
        same = {path.name: path.read_bytes() for path in (folder / "out").glob("*.json")} == before
        wrong = done.broken(allowed=(2,)) or ("" if same else "results were changed")
        arena.note("decisions", f"shape {number}", wrong, done.seconds)
    path.unlink()
    done = arena.run("run", folder / "in", "-o", folder / "out", "--engine", "extractive", "--force")
    arena.judge("decisions", "the next run", done, allowed=(0,))


def _wrong_decision_files(data):
    """The texts of files of decisions none of which may be applied to a result."""
    for shape in _wrong_decisions(data):
        yield json.dumps({"format": "policysum-decisions", "version": 1, "decisions": [shape]})
    yield from (
        "", "[]", "{", "null", "1", '{"format":"policysum-decisions","version":2,"decisions":[]}', "[" * 100_000,
        '{"format":"policysum-decisions","version":1,"decisions":{}}',
    )  # fmt: skip


def _wrong_decisions(data):
    """A correction of the first KPI with one part of it wrong or missing."""
    kpi = data["kpis"][0]
    base = {name: kpi[name] for name in ("start", "end", "text", "indicator")} | {
        "report": "r1.txt", "source_sha256": data["run"]["source_sha256"], "kpi": 1, "decision": "correct", "note": "", "decided_at": "2026-11-20T10:00:00.000Z",
        "correction": {name: kpi[name] for name in ("indicator", "value", "unit", "status", "change", "period")},
    }  # fmt: skip
    values = [[1, 2, 3], [], [1], float("nan"), float("inf"), "3", True, {}, [1, None], 10**400]
    corrections = [*(("value", value) for value in values), ("indicator", ""), ("indicator", None), ("status", "x"), ("change", 1), ("period", 3), ("unit", None)]  # fmt: skip
    for key, value in corrections:
        yield {**base, "correction": {**base["correction"], key: value}}
    yield {**base, "correction": None}
    yield {key: value for key, value in base.items() if key != "correction"}
    for key, value in (
        ("decided_at", "<b>9999"), ("decided_at", 5), ("kpi", "1"), ("kpi", 0), ("kpi", 1.5), ("start", -1), ("note", "\ud83d"), ("note", 3),
        ("report", None), ("decision", "x"), ("new", 1),
    ):  # fmt: skip
        yield {**base, key: value}


def attack_damage(arena):
    """One damaged result among whole ones, under every command that reads a folder."""
    folder, data = _result(arena, "damage")
    target = folder / "out" / "r2.json"
    whole = target.read_text(encoding="utf-8")

    def changed(change):
        copy = json.loads(whole)
        change(copy)
        return json.dumps(copy)

    damages = {
        "half": whole[: len(whole) // 2], "empty": "", "null": "\0" * 50, "no counts": changed(lambda d: d["verification"].pop("counts")), "no run": changed(lambda d: d.pop("run")),
        "list": changed(lambda d: d.update(document=[])), "nan": changed(lambda d: d["kpis"][0].update(value=float("nan"))), "object": changed(lambda d: d["kpis"][0].update(value={})), "text": changed(lambda d: d["kpis"][0].update(start="x")),
    }  # fmt: skip
    kpi = data["kpis"][0]
    decision = {name: kpi[name] for name in ("start", "end", "text", "indicator")} | {
        "report": "r1.txt",
        "source_sha256": data["run"]["source_sha256"],
        "kpi": 1,
        "decision": "accept",
    }
    (folder / "in" / "d.json").write_text(
        json.dumps({"format": "policysum-decisions", "version": 1, "decisions": [decision]}), encoding="utf-8"
    )
    out = folder / "out"
    commands = [
        ["show", out],
        ["apply", folder / "in" / "d.json", "-o", out],
        ["tables", out],
        ["panel", out],
        ["track", out],
        ["query", out, "select count(*) from kpis"],
        ["run", folder / "in" / "r1.txt", "-o", out, "--engine", "extractive"],
    ]
    for name, text in damages.items():
        target.write_text(text, encoding="utf-8")
        for command in commands:
            done = arena.run(*command)
            why = done.broken(allowed=(0,)) or (
                "" if "r2.json" in done.err or command[0] == "run" else "not named"
            )
            arena.note("damaged results", f"{name}: {command[0]}", why, done.seconds)
