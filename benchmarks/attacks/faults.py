"""Passing faults and foreign hands: an outage in the second look, rows of a cache changed, Ctrl-C in the middle, odd inputs."""

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time

from _faulty_server import answer_of
from attacks.growth import GROWTH
from attacks.harness import REPORT, ROOT, used

sys.path.insert(0, str(ROOT / "tests" / "llm"))
from fake_server import FakeServer, Step, completion, failing


def _asked(arena, server, out, cache, *more):
    """A run that asks; the requests that it took."""
    report = arena.folder / "outage.txt"
    report.write_text(REPORT, encoding="utf-8")
    before = len(server.requests)
    done = arena.run(
        "run", report, "-o", out, "--engine", "openai", "--base-url", server.url, "--model", "m", *more,
        timeout=300, env={"POLICYSUM_CACHE_DIR": cache},
    )  # fmt: skip
    result = (
        json.loads((out / "outage.json").read_text(encoding="utf-8"))
        if (out / "outage.json").exists()
        else {}
    )
    return done, server.requests[before:], result


def _parts(body):
    """What an answer to a request is to hold."""
    schema = (body.get("response_format") or {}).get("json_schema", {}).get("schema", {})
    return set(schema.get("properties", {}))


def answered(body):
    """What a good model says; an unknown server is asked first what it can do."""
    return json.loads(answer_of(body)) if _parts(body) - {"answer"} else {"answer": "可以"}


OUTAGES = {
    "500": failing(500), "503": failing(503), "empty": Step(completion("")), "filtered": Step(completion("", finish="content_filter")), "cut": Step(fault="cut"),
}  # fmt: skip


def attack_outage(arena, names=tuple(OUTAGES)):
    """What a second look could not ask is asked again by the next run, that alone, and then kept."""
    for name in names:
        fault = OUTAGES[name]
        server, down = FakeServer(), threading.Event()
        down.set()

        def respond(body, fault=fault, down=down):
            parts = _parts(body)
            answer = answered(body)
            if "achievements" in parts:
                answer["kpis"] = answer["kpis"][:2]  # the rest is asked for in a second look
            elif "kpis" in parts and down.is_set():
                return fault
            return Step(completion(json.dumps(answer, ensure_ascii=False)))

        server.respond = respond
        out, cache = arena.fresh("outage"), arena.fresh("outage-cache")
        first, _, result = _asked(arena, server, out, cache)
        left = result.get("run", {}).get("not_looked_again")
        down.clear()
        second, asked, healed = _asked(arena, server, out, cache)
        third, again, _ = _asked(arena, server, out, cache)
        why = (
            first.broken(allowed=(0, 1)) or second.broken(allowed=(0,)) or third.broken(allowed=(0,))
            or ("" if left or not result else "the first run says nothing of it")
            or ("" if asked and not any("achievements" in _parts(body) for body in asked) else f"asked again: {[sorted(_parts(body)) for body in asked]}")
            or ("" if all(kpi["origin"] == "model" for kpi in healed["kpis"]) else "names are still missing")
            or (f"the third run asks {len(again)} times" if again else "")
            or ("cache clear is advised" if "cache clear" in first.err + second.err else "")
        )  # fmt: skip
        arena.note("outage", f"second look: {name}", why)
        server.close()


def attack_tampered(arena):
    """A row changed by another hand, in the cache of answers and of results, is not believed."""
    server = FakeServer()
    server.respond = lambda body: Step(completion(json.dumps(answered(body), ensure_ascii=False)))
    for which, more in (("responses", ["--force"]), ("finished", [])):
        cache = arena.fresh("tampered-cache")
        _, _, before = _asked(arena, server, arena.fresh("tampered"), cache)
        changed = _forged(cache / which / "cache.db")
        done, asked, result = _asked(arena, server, arena.fresh("tampered"), cache, *more)
        why = (
            done.broken(allowed=(0,)) or ("" if changed else "nothing was changed")
            or ("a forged row was believed" if result["kpis"] != before["kpis"] else "")
            or ("a forged row was used" if which == "responses" and len(asked) < changed else "")
        )  # fmt: skip
        arena.note("tampered rows", which, why)
    server.close()


def _forged(path):
    """How many rows of a database now say something else."""
    changed = 0
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        for row, text in database.execute("SELECT rowid, value FROM Cache").fetchall():
            half = len(text) // 2
            forged = text.replace("技术", "艺术").replace("\\u6280", "\\u827a")
            forged = (
                text[:half] + ("A" if text[half] != "A" else "B") + text[half + 1 :]
                if forged == text
                else forged
            )
            database.execute("UPDATE Cache SET value = ? WHERE rowid = ?", (forged, row))
            changed += 1
    return changed


def attack_interrupts(
    arena, names=("equal rows", "titled", "members", "divs", "comments"), after=3.0, again=5.0
):
    """Ctrl-C in the middle of the heaviest texts ends a run.

    Args:
        arena: where.
        names: of the texts.
        after: seconds of CPU from the start to the first.
        again: seconds from one to the next.
    """
    for name in names:
        make, size = GROWTH[name]
        path = arena.folder / f"heavy-{name.replace(' ', '-')}.txt"
        path.write_text(make(size * 300_000 // len(make(size))), encoding="utf-8")
        for command in (["run", path, "-o", arena.fresh("heavy"), "--engine", "extractive"], ["numbers", path], ["check", path, "--source", path]):  # fmt: skip
            process = arena.start(
                ["-m", "policysum", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                env=arena.environment(), start_new_session=True,
            )  # fmt: skip
            while process.poll() is None and used(process.pid) < after:
                time.sleep(0.02)
            began = time.monotonic()
            why = ""
            while process.poll() is None and not why:
                process.send_signal(signal.SIGINT)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(again)
                why = "Ctrl-C does not end it" if time.monotonic() - began > 60 else ""
            process.kill()
            _, err = process.communicate()
            arena.note(
                "interrupts",
                f"{command[0]} {name}",
                why or ("internal error" if b"internal error" in err or b"Traceback" in err else ""),
            )


def attack_streams(arena):
    """Files that grow while they are read, and what a shell hands over as a pipe."""
    good = arena.folder / "stream.txt"
    good.write_text(REPORT, encoding="utf-8")
    growing, ends = arena.folder / "growing.txt", threading.Event()

    def grow():
        with growing.open("w", encoding="utf-8") as file:
            while not ends.is_set():
                file.write(REPORT * 50)
                file.flush()
                time.sleep(0.002)

    threading.Thread(target=grow, daemon=True).start()
    for command in (["numbers", growing], ["run", growing, "-o", arena.fresh("growing"), "--engine", "extractive"], ["check", good, "--source", growing]):  # fmt: skip
        arena.judge("special files", f"{command[0]} of a growing file", arena.run(*command, timeout=120))
    ends.set()
    shell = f'"{sys.executable}" -P -m policysum'
    for call in (f'run <(cat "{good}") -o "{arena.fresh("pipe")}" --engine extractive', f'numbers <(cat "{good}")', f'check <(echo \'{{"a": "91家"}}\') --source <(cat "{good}")'):  # fmt: skip
        done = subprocess.run(["bash", "-c", f"{shell} {call}"], capture_output=True, text=True, timeout=120, env=arena.environment(), check=False)  # fmt: skip
        clear = done.returncode in {0, 2} and "internal error" not in done.stderr
        arena.note(
            "special files", f"process substitution: {call.split()[0]}", "" if clear else done.stderr[-200:]
        )
