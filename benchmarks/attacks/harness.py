"""One attack: a command with bounds on time and memory, and what counts as broken."""

import contextlib
import itertools
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("0*.txt"))
REPORT = (
    "2020年科技工作总结\n\n一、工作完成情况\n今年以来，新认定高新技术企业7家，下发补助资金6134万元，同比增长5.2%。"
    "获得贷款1.5亿元，惠及企业91家。\n\n二、存在问题\n研发投入强度仅1.8%。\n\n三、下一步工作计划\n力争新增高新技术企业16家。\n"
)
MEMORY = 3_000  # MB of address space a command may take
ACTING = frozenset(
    map(chr, (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
RESIDENT = 1_000  # MB of memory beyond which a small input counts as having eaten the machine


@dataclass
class Case:
    """One attack and how it ended; `broken` is empty where it was survived."""

    kind: str
    name: str
    broken: str = ""
    seconds: float = 0.0


@dataclass
class Done:
    """How a command ended."""

    status: int | None
    out: str
    err: str
    seconds: float
    resident: float

    def broken(self, *, allowed=(0, 1, 2), resident=RESIDENT):
        """Why this is a break; empty where it is none."""
        if self.status is None:
            return f"hang (killed after {self.seconds:.0f} s)"
        for word in ("internal error", "Traceback (most recent call last)", "ExceptionGroup", "MemoryError"):
            if word in self.err:
                return self.err[max(0, self.err.index(word) - 80) :][:240].replace("\n", " ")
        if self.status not in allowed:
            return f"exit status {self.status}: {self.err[-160:]!r}"
        if self.resident > resident:
            return f"{self.resident:.0f} MB of memory"
        acting = [char for char in self.out + self.err if char in ACTING]
        return f"sent {acting[0]!r} to the terminal" if acting else ""


def _wanted():
    """How many processes want each core: so many times as long everything takes beside other work."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _peak(pid):
    """MB that a process has held at most since its program began; 0 where it has ended.

    `ru_maxrss` would not do: it counts what the parent held when it forked, a large test runner for one.
    """
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def used(pid):
    """Seconds of CPU that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return float("inf")  # it has ended
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _popen(arguments, **options):
    """This Python, started with these arguments."""
    return subprocess.Popen([sys.executable, "-P", *map(str, arguments)], **options)


@dataclass
class Arena:
    """A folder to attack in, and the environment that commands get: a cache and settings of their own."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="policysum-attack-")))
    start: Callable = _popen
    cases: list[Case] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def environment(self, **more):
        """Nothing of the user's: no key, no proxy, no cache."""
        kept = {
            name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "SYSTEMROOT") if name in os.environ
        }
        home = self.folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        own = {"HOME": str(home), "POLICYSUM_CACHE_DIR": str(self.folder / "cache"), "COLUMNS": "200"}
        # A command whose files may not grow would leave half a compiled module behind, for everybody after it.
        own["PYTHONDONTWRITEBYTECODE"] = "1"
        return {**kept, **own, **{name: str(value) for name, value in more.items()}}

    def run(
        self, *arguments, timeout=60, memory=MEMORY, env=None, cwd=None, stdin=None, files=None, size=None
    ):
        """Run policysum with bounds; a command that outlasts `timeout`, of a machine of its own, is killed."""

        began = time.monotonic()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = self.start(
                ["-m", "policysum", *arguments], stdout=out, stderr=err,
                stdin=subprocess.DEVNULL if stdin is None else stdin, env=self.environment(**(env or {})), cwd=cwd,
                start_new_session=True,
            )  # fmt: skip
            limits = {
                resource.RLIMIT_AS: memory << 20,
                resource.RLIMIT_NOFILE: files,
                resource.RLIMIT_FSIZE: size,
            }
            for kind, limit in limits.items():
                if limit:
                    resource.prlimit(process.pid, kind, (limit, limit))
            status, usage = self._wait(process, timeout)
            seconds = time.monotonic() - began
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read(4_000_000).decode("utf-8", "replace"))
        return Done(status, *texts, seconds, usage)

    @staticmethod
    def _wait(process, timeout):
        ends = time.monotonic() + timeout * _wanted()
        resident = 0.0
        while time.monotonic() < ends:
            resident = max(resident, _peak(process.pid))
            if process.poll() is not None:
                return process.returncode, resident
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None, 0.0

    def note(self, kind, name, broken="", seconds=0.0):
        """Count one attack."""
        self.cases.append(Case(kind, name, broken, seconds))
        if broken:
            print(f"# BROKEN {kind}, {name}: {broken}", file=sys.stderr, flush=True)

    def fresh(self, name):
        """A path that nobody has used."""
        return self.folder / f"{name}-{next(self.numbers)}"

    def together(self, attacks):
        """Attacks that mostly wait, several at once."""
        with ThreadPoolExecutor(6) as pool:
            for done in [pool.submit(*attack) for attack in attacks]:
                done.result()

    def judge(self, kind, name, done, **rules):
        """Count one attack that was a command."""
        self.note(kind, name, done.broken(**rules), done.seconds)
