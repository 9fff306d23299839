"""Runs against a server that are killed at any moment and run again: nothing half written, nothing asked twice."""

import collections
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from _faulty_server import answer_of
from attacks.harness import ROOT
from attacks.runs import reports, results

sys.path.insert(0, str(ROOT / "tests" / "llm"))
from fake_server import completion

KILLS = [
    *[("SIGKILL", 2)] * 30, *[("SIGKILL", 1)] * 10, *[("SIGTERM", 2)] * 4, *[("SIGTERM", 1)] * 4, *[("SIGINT", 2)] * 3, *[("SIGINT", 1)] * 3,
]  # fmt: skip
"""Signal and processes; of those that are killed with -9, each second time all processes are, else only the first."""
_LATENCY = 0.05
_UNSEEN = 1.0
"""Seconds for which an answer may lie in the socket of a client on a busy machine: until then it is in flight."""


@dataclass
class Asked:
    """A server that names every number by the words before it, and notes when each question was answered."""

    answered: dict[str, list[float]] = field(default_factory=lambda: collections.defaultdict(list))
    came: dict[str, list[float]] = field(default_factory=lambda: collections.defaultdict(list))

    def __enter__(self):
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                data = self.rfile.read(int(self.headers["content-length"]))
                body, key = json.loads(data), hashlib.sha256(data).hexdigest()
                if "<原文>" not in body["messages"][-1]["content"] and len(body["messages"]) < 2:
                    key = ""  # what an unknown server can do is asked once a process
                owner.came[key].append(time.monotonic())
                time.sleep(_LATENCY)
                answer = json.dumps(completion(answer_of(body)), ensure_ascii=False).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
                self.wfile.flush()
                owner.answered[key].append(time.monotonic())

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # whoever was killed hears no answer

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def forget(self):
        """Begin anew at the same address: it is part of what a result is known by."""
        self.answered.clear()
        self.came.clear()

    @property
    def count(self):
        """Answers so far."""
        return sum(map(len, list(self.answered.values())))

    def again(self, killed):
        """For each question that was asked again though it had been answered: how long before the kill that was."""
        return [
            killed - min(times)
            for key, times in self.answered.items()
            if key and min(times) < killed < max(self.came[key])
        ]


@dataclass
class Killed:
    """What one row of the table counts."""

    runs: int = 0
    half: int = 0
    differ: int = 0
    again: list[float] = field(default_factory=list)
    in_flight: int = 0


def attack_kills(arena, kills=KILLS, seed=3, count=8):
    """Kill a run at any moment, and run it again; prints the table of what was lost."""
    chance, folder = random.Random(seed), reports(arena, "kills", count)
    table = collections.defaultdict(Killed)
    with Asked() as server:
        whole = arena.folder / "kills-whole"
        done = arena.run(*_call(folder, whole, server, 2), timeout=600, env=_cache(arena))
        wanted, requests = results(whole), server.count
        assert requests > count, f"every report asks the server: {done.err[-300:]}"
        for number, (name, processes) in enumerate(kills):
            server.forget()
            row = table[f"{name}, {processes} processes"]
            why = _one(arena, (chance, folder, server), row, (name, processes, number), (wanted, requests))
            arena.note("kills", f"{name} {number}, {processes} processes", why)
    _print(table, count, requests)


def _cache(arena):
    return {"POLICYSUM_CACHE_DIR": arena.fresh("kills-cache")}


def _call(folder, out, server, processes):
    return [
        "run", str(folder), "-o", str(out), "--engine", "openai", "--base-url", server.url, "--model", "m", "--quiet", "--processes", str(processes),
    ]  # fmt: skip


def _one(arena, place, row, kill, undisturbed):
    """One run killed and run again; why that is a break."""
    (chance, folder, server), (name, processes, number), (wanted, requests) = place, kill, undisturbed
    out, env = arena.fresh("kills-out"), _cache(arena)
    call = _call(folder, out, server, processes)
    process = arena.start(
        ["-m", "policysum", *call], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env=arena.environment(**env), start_new_session=True,
    )  # fmt: skip
    after, ends = chance.randrange(1, requests), time.monotonic() + 240
    while server.count < after and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.002)
    time.sleep(chance.uniform(0, _LATENCY))
    killed = time.monotonic()
    flying = sum(map(len, list(server.came.values()))) - server.count
    everybody = name == "SIGKILL" and number % 2
    (os.killpg if everybody else os.kill)(process.pid, getattr(signal, name))
    try:
        _, err = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return f"hang after {name}"
    half = [path.name for path in (out.glob("*.json") if out.exists() else ()) if not _is_json(path)]
    done = arena.run(*call, timeout=600, env=env)
    again = server.again(killed)
    differ = results(out) != wanted
    row.runs, row.half, row.differ = row.runs + 1, row.half + len(half), row.differ + differ
    row.again, row.in_flight = row.again + again, row.in_flight + flying
    litter = [
        one.name for one in out.glob(".*") if one.name.endswith(".part") or one.name.startswith(".tables-")
    ]
    return (
        ("internal error" if b"internal error" in err or b"Traceback" in err else "")
        or (f"half a file: {half}" if half else "")
        or done.broken(allowed=(0,))
        or ("results differ" if differ else "")
        or (f"litter: {litter}" if litter else "")
        or (f"asked again {max(again):.2f} s after its answer" if max(again, default=0) > _UNSEEN else "")
    )


def _is_json(path):
    try:
        json.loads(path.read_bytes())
    except ValueError:
        return False
    return True


def _print(table, count, requests):
    print(f"# {count} reports, {requests} requests undisturbed, killed after a random one of them\n")
    print(
        "| event | runs | half files | results differ after rerun | answered, then asked again | in flight |"
    )
    print("| --- | ---: | ---: | ---: | --- | ---: |")
    for name, row in table.items():
        before = ", ".join(f"{1000 * one:.0f}" for one in sorted(row.again))
        again = f"{len(row.again)}" + (f" (answered {before} ms before the kill)" if before else "")
        print(f"| {name} | {row.runs} | {row.half} | {row.differ} | {again} | {row.in_flight} |", flush=True)
    print()
