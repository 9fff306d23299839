"""What the same kind of text costs eight times as long, in lines run and in what is written, and a million characters of
it, in seconds of CPU.
"""

import subprocess

from attacks.harness import REPORT, ROOT

_LINEAR = 1.2
"""How much more than in proportion eight times the text may take; quadratic work takes eight times as much."""
_MILLION = 60
"""Seconds of CPU that a million characters may take."""

GROWTH = {
    # name: text of size n, size to begin with
    "equal sentences": (lambda n: "全市完成生产总值1234.5亿元,同比增长6.7%。" * n, 60), "equal rows": (lambda n: "\n".join(["| 12家 | 12家 |"] * n), 60), "growths": (lambda n: "增长1%，" * n, 120),
    "members": (lambda n: "甲、乙、丙分别为" + "、".join(["5家"] * n) + "。", 120), "distinct members": (lambda n: "分别为" + "、".join(f"{i}家" for i in range(n)) + "。", 150), "of which": (lambda n: "共有企业100家，" + "其中1家，" * n, 120),
    "nested": (lambda n: "（其中1家" * n + "）" * n, 120), "commas": (lambda n: "，".join(str(i) for i in range(n)), 250), "enumeration": (lambda n: "、".join(str(i) for i in range(n)), 250), "distinct": (lambda n: "".join(f"新增第{i}类企业{i}家。" for i in range(n)), 120),
    "transitions": (lambda n: "由100亿元增加到110亿元,增长10%。" * n, 60), "headings": (lambda n: "一、\n" * n, 250), "titled": (lambda n: "".join(f"一、标题\n完成{i}家。\n" for i in range(n)), 120), "fractions": (lambda n: "三分之一，" * n, 120),
    "fullwidth": (lambda n: "１２家，" * n, 120), "numerals": (lambda n: "十二家，" * n, 120), "years": (lambda n: "2020年，" * n, 120), "ranks": (lambda n: "居全省第3位，" * n, 120), "grants": (lambda n: "备案的企业，给予5万元补贴，" * n, 60), "sums": (lambda n: "共6家：其中甲1家、乙2家、丙3家。" * n, 40),
    "divs": (lambda n: "<html><body>" + "<div id=zoom>" * n + REPORT, 1200), "comments": (lambda n: "<!-- c -->\n" * n + REPORT, 1500), "paragraphs": (lambda n: (REPORT + "\n") * n, 6), "blanks": (lambda n: " " * n + REPORT, 40_000), "hashes": (lambda n: "#" * n + "\n" + REPORT, 20_000),
    "digits": (lambda n: "9" * n + "家", 3000), "brackets": (lambda n: "（" * n + REPORT, 4000), "quotes": (lambda n: "“" * n + REPORT, 4000), "units": (lambda n: "3" + "万" * n, 2000), "indented": (lambda n: "\n".join("　" * (i % 9) + f"{i}.要点。" for i in range(n)), 200),
}  # fmt: skip

_GROWING = """
import asyncio, resource, sys, time
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]), int(sys.argv[3])))
sys.path[:0] = [sys.argv[2] + "/benchmarks", sys.argv[2] + "/tests"]
from attacks.growth import GROWTH
from counted import lines_run
from policysum import asummarize
from policysum.document import Document
make, size = GROWTH[sys.argv[1]]
def work(text):
    return asyncio.run(asummarize(Document.from_text(text), engine="extractive"))  # in this thread
work("2020年新增企业1家，增长5%。")
if sys.argv[4] == "lines":
    for factor in (1, 8):
        text = make(size * factor)
        print(lines_run(lambda: work(text)), len(work(text).to_json()), flush=True)
else:
    from policysum.batch.worker import collect_less
    collect_less()  # as every run does
    text = make(size * 1_000_000 // len(make(size)))[:1_000_000]
    began = time.process_time()
    work(text)
    print(time.process_time() - began, flush=True)
"""


def attack_growth(arena, names=None):
    """Lines run and characters written for n and 8n: other work on the machine changes none of them."""
    for name in names or GROWTH:
        one, written, eight, more = _measured(arena, name, "lines", 600) or (0, 1, 0, 1)
        ratio, larger = eight / one / 8 if one else float("inf"), more / written / 8
        print(
            f"# growth, {name}: {one:.0f} -> {eight:.0f} lines for 8n, {ratio:.2f} of in proportion; "
            f"{written:.0f} -> {more:.0f} characters of result, {larger:.2f}",
            flush=True,
        )
        most = max(ratio, larger)
        arena.note("growth", name, "" if most <= _LINEAR else f"{most:.2f} times of in proportion for 8n")


def attack_million(arena, names=None):
    """Seconds of CPU for a million characters of each kind: what C does beneath a line counts here."""
    for name in names or GROWTH:
        (seconds,) = _measured(arena, name, "million", 2 * _MILLION) or (float("inf"),)
        print(f"# a million characters, {name}: {seconds:.0f} s of CPU", flush=True)
        arena.note("million", name, "" if seconds <= _MILLION else f"{seconds:.0f} s of CPU", seconds)


def _measured(arena, name, what, bound):
    """The figures that a process of its own prints; none where it outlasts its seconds of CPU."""
    process = arena.start(
        ["-c", _GROWING, name, str(ROOT), str(bound), what],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=arena.environment(),
    )  # fmt: skip
    out, _ = process.communicate(timeout=40 * bound)
    return [float(line) for line in out.split()] if not process.returncode else None
