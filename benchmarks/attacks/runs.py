"""Small resources, and repeats under other settings."""

import json
import random
import sys

from attacks.faults import answered
from attacks.harness import ROOT, SEEDS

sys.path.insert(0, str(ROOT / "tests" / "llm"))
from fake_server import FakeServer, Step, completion


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


SETTINGS = (
    ["--processes", "1"], ["--processes", "1", "--concurrency", "1"], ["--processes", "2"], ["--processes", "4"],
)  # fmt: skip


def attack_repeats_with_model(arena, settings=SETTINGS):
    """The same for a model that exchanges names, so that many are refused, and answers in any order."""
    folder = reports(arena, "model-repeats", 4)
    first, server = None, FakeServer()
    server.respond = _exchanging
    for number, more in enumerate(settings):
        out = arena.folder / f"model-repeat-{number}" / "o"
        done = arena.run(
            "run", folder, "-o", out, "--engine", "openai", "--base-url", server.url, "--model", "m", "--format", "csv,html,jsonl,md,xlsx,parquet", *more,
            timeout=300, env={"POLICYSUM_CACHE_DIR": arena.fresh("cache")},
        )  # fmt: skip
        found = _contents(out)
        first = first or found
        other = sorted(name for name in first | found if found.get(name) != first.get(name))
        refused = sum(
            len(json.loads(one)["verification"]["refused"])
            for name, one in found.items()
            if name.startswith("r0") and name.endswith(".json")
        )
        why = (
            done.broken(allowed=(0,))
            or (f"other bytes in {other}" if other else "")
            or ("" if refused else "nothing was refused")
        )
        arena.note("repeats", f"model, {' '.join(more)}", why, done.seconds)
    server.close()


def _exchanging(body):
    """An answer in which the names of numbers have changed places, by the body alone, after a while of any length."""
    answer = answered(body)
    indices, names = zip(*(line.split(":", 1) for line in answer.get("kpis") or ["0:x"]), strict=True)
    if "kpis" in answer:
        mixed = random.Random(len(json.dumps(body))).sample(names, len(names))
        answer["kpis"] = [f"{index}:{name}" for index, name in zip(indices, mixed, strict=True)]
    return Step(completion(json.dumps(answer, ensure_ascii=False)), delay=random.uniform(0, 0.3))
