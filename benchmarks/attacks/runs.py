"""Small resources, repeats under other settings, and growth."""

import json
import subprocess
import sys

from attacks.harness import REPORT, ROOT, SEEDS

_LAST = 3.0
"""How much longer than in proportion eight times the input may take; quadratic cost takes eight times longer."""


def reports(arena, name, count):
    folder = arena.folder / name
    folder.mkdir()
    for number in range(count):
        text = SEEDS[number % len(SEEDS)].read_text(encoding="utf-8")[:1500]
        (folder / f"r{number:03}.txt").write_text(f"{text}\n另新增企业{number + 20}家。\n", encoding="utf-8")
    return folder


def _contents(out):
    found = {}
    for path in sorted(out.iterdir()):
        if path.is_file() and path.name[0] != "." and path.name != "run.jsonl":
            found[path.name] = path.read_bytes()
    return found


def results(out):
    """Each result without what is of the run itself."""
    found = {}
    for path in sorted(out.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["run"] = {"output": data["run"]["output"], "fingerprint": data["run"]["fingerprint"]}
        found[path.name] = data
    return found


def attack_resources(arena):
    """Few descriptors, little memory, small files, no home."""
    folder = reports(arena, "few", 4)
    for files in (16, 20, 32, 64):
        done = _extracted(arena, folder, arena.folder / f"f{files}", files=files)
        arena.judge("resources", f"{files} descriptors", done)
    for memory in (150, 300, 600):
        done = _extracted(arena, folder, arena.folder / f"m{memory}", "--processes", "1", memory=memory)
        named = done.status not in {None, 70} and "internal error" not in done.err
        arena.note("resources", f"{memory} MB", "" if named else f"{done.status}: {done.err[-200:]}")
    for size in (2_000, 20_000, 100_000):
        for more in ([], ["--format", "xlsx,jsonl"]):
            done = _extracted(arena, folder, arena.folder / f"s{size}{len(more)}", *more, size=size)
            arena.judge("resources", f"files of {size} bytes {' '.join(more)}", done)
    _no_place(arena, folder)


def _extracted(arena, folder, out, *more, **bounds):
    """A run without a model under bounds of its own."""
    return arena.run("run", folder, "-o", out, "--engine", "extractive", *more, timeout=90, **bounds)


def _no_place(arena, folder):
    """Homes, caches and outputs where nothing can be written."""
    closed = arena.folder / "closed"
    closed.mkdir()
    (closed / "f").write_text("")
    for name, env in {
        "no home": {"HOME": "/nonexistent"},
        "home is a file": {"HOME": str(closed / "f")},
        "cache is a file": {"POLICYSUM_CACHE_DIR": str(closed / "f")},
        "cache in /proc": {"POLICYSUM_CACHE_DIR": "/proc/x"},
    }.items():
        done = _extracted(arena, folder, arena.folder / f"h-{name}", env=env)
        arena.judge("resources", name, done, allowed=(0,))
    for name, out in {
        "out is a file": closed / "f",
        "out in /proc": "/proc/x",
        "out too long": arena.folder / ("x" * 300),
    }.items():
        arena.judge("resources", name, _extracted(arena, folder, out))


def attack_repeats(arena):
    """The same reports under other settings give the same bytes in every output."""
    folder = reports(arena, "repeats", 6)
    formats = "csv,html,jsonl,md,xlsx,parquet"
    settings = {
        "first": ([], {}), "again": ([], {}), "hash 1": ([], {"PYTHONHASHSEED": "1"}), "hash 2": ([], {"PYTHONHASHSEED": "2"}), "one process": (["--processes", "1"], {}), "two": (["--processes", "2"], {}),
        "four": (["--processes", "4"], {}), "C": ([], {"LANG": "C", "LC_ALL": "C"}), "GBK": ([], {"PYTHONIOENCODING": "gbk"}), "zone": ([], {"TZ": "Pacific/Kiritimati"}), "concurrency": (["--concurrency", "1"], {}),
    }  # fmt: skip
    first = None
    for name, (more, env) in settings.items():
        out = arena.folder / f"repeat-{name}" / "o"
        done = arena.run(
            "run",
            folder,
            "-o",
            out,
            "--engine",
            "extractive",
            "--format",
            formats,
            *more,
            timeout=180,
            env={"POLICYSUM_CACHE_DIR": arena.folder / f"rc-{name}", **env},
        )
        found = _contents(out)
        first = first or found
        other = [key for key in first if found.get(key) != first[key]]
        arena.note("repeats", name, done.broken(allowed=(0,)) or (f"other bytes in {other}" if other else ""))


GROWTH = {
    # name: text of size n, size to begin with
    "equal sentences": (lambda n: "全市完成生产总值1234.5亿元,同比增长6.7%。" * n, 60), "equal rows": (lambda n: "\n".join(["| 12家 | 12家 |"] * n), 60), "growths": (lambda n: "增长1%，" * n, 120),
    "members": (lambda n: "甲、乙、丙分别为" + "、".join(["5家"] * n) + "。", 120), "distinct members": (lambda n: "分别为" + "、".join(f"{i}家" for i in range(n)) + "。", 150), "of which": (lambda n: "共有企业100家，" + "其中1家，" * n, 120),
    "nested": (lambda n: "（其中1家" * n + "）" * n, 120), "commas": (lambda n: "，".join(str(i) for i in range(n)), 250), "enumeration": (lambda n: "、".join(str(i) for i in range(n)), 250), "distinct": (lambda n: "".join(f"新增第{i}类企业{i}家。" for i in range(n)), 120),
    "transitions": (lambda n: "由100亿元增加到110亿元,增长10%。" * n, 60), "headings": (lambda n: "一、\n" * n, 250), "titled": (lambda n: "".join(f"一、标题\n完成{i}家。\n" for i in range(n)), 120), "fractions": (lambda n: "三分之一，" * n, 120),
    "fullwidth": (lambda n: "１２家，" * n, 120), "numerals": (lambda n: "十二家，" * n, 120), "years": (lambda n: "2020年，" * n, 120), "ranks": (lambda n: "居全省第3位，" * n, 120), "sums": (lambda n: "共6家：其中甲1家、乙2家、丙3家。" * n, 40),
    "divs": (lambda n: "<html><body>" + "<div id=zoom>" * n + REPORT, 1200), "comments": (lambda n: "<!-- c -->\n" * n + REPORT, 1500), "paragraphs": (lambda n: (REPORT + "\n") * n, 6), "blanks": (lambda n: " " * n + REPORT, 40_000), "hashes": (lambda n: "#" * n + "\n" + REPORT, 20_000),
    "digits": (lambda n: "9" * n + "家", 3000), "brackets": (lambda n: "（" * n + REPORT, 4000), "quotes": (lambda n: "“" * n + REPORT, 4000), "units": (lambda n: "3" + "万" * n, 2000), "indented": (lambda n: "\n".join("　" * (i % 9) + f"{i}.要点。" for i in range(n)), 200),
}  # fmt: skip
_GROWING = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[4]), int(sys.argv[4])))
sys.path.insert(0, sys.argv[3])
from attacks.runs import GROWTH
from policysum import summarize
from policysum.document import Document
make, size = GROWTH[sys.argv[1]]
summarize(Document.from_text("2020年新增企业1家。"), engine="extractive")
for factor in map(int, sys.argv[2].split(",")):
    document = make(size * factor)
    began = time.process_time()
    summarize(Document.from_text(document), engine="extractive")
    print(time.process_time() - began, flush=True)
"""


def attack_growth(arena, names=None, factors=(1, 8), bound=90):
    """Seconds of CPU for n and 8n of the same kind of text; other work on the machine makes none of it a hang."""
    for name in names or GROWTH:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _GROWING, name, ",".join(map(str, factors)), str(ROOT / "benchmarks"), str(bound)],
            capture_output=True, text=True, timeout=20 * bound, env=arena.environment(), check=False,
        )  # fmt: skip
        if done.returncode < 0:
            arena.note("growth", name, f"hang: {factors[-1]}n takes over {bound} s", bound)
            continue
        times = [float(line) for line in done.stdout.split()]
        if len(times) < len(factors):
            arena.note("growth", name, done.stderr[-200:])
            continue
        ratio = max(times[-1], 0.05) / max(times[0], 0.05) / (factors[-1] / factors[0])
        arena.note(
            "growth",
            name,
            f"{times[0]:.2f} s -> {times[-1]:.2f} s for {factors[-1]}n" if ratio > _LAST else "",
            times[-1],
        )
