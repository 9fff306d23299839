"""Attacks of every class that a review found, on loopback only, each with bounds on time and memory.

python benchmarks/attack.py [--only growth,kills] [--fuzz 60]

Prints a table of attacks tried and broken, and each break with what was seen. `--fuzz` gives so many seconds to
random inputs for the readers. Nothing leaves the machine; every command runs with a home and a cache of its own.
"""

import argparse
import collections
import platform
import shutil
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from attacks import faults, files, fuzz, growth, kills, outputs, runs, servers
from attacks.harness import Arena

CLASSES = {
    "files": files.attack_files, "special": files.attack_special, "streams": faults.attack_streams, "hidden": outputs.attack_hidden, "cells": outputs.attack_cells, "page": outputs.attack_page, "terminal": outputs.attack_terminal,
    "decisions": outputs.attack_decisions, "damage": outputs.attack_damage, "answers": servers.attack_answers, "secrets": servers.attack_secrets, "planted": servers.attack_planted, "tampered": faults.attack_tampered,
    "outage": faults.attack_outage, "kills": kills.attack_kills, "interrupts": faults.attack_interrupts, "resources": runs.attack_resources, "repeats": runs.attack_repeats, "model_repeats": runs.attack_repeats_with_model,
    "growth": growth.attack_growth, "million": growth.attack_million, "fuzz": fuzz.attack_fuzz,
}  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--only", default=",".join(CLASSES), help="classes, parted by commas")
    parser.add_argument("--fuzz", type=float, default=60, help="seconds of CPU for random inputs")
    arguments = parser.parse_args()
    if unknown := set(arguments.only.split(",")) - CLASSES.keys():
        parser.error(f"no such class: {', '.join(sorted(unknown))}; there are {', '.join(CLASSES)}")
    # A shell starts what it sends to the background with Ctrl-C ignored, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    arena = Arena()
    try:
        for name in arguments.only.split(","):
            began = time.monotonic()
            attack = CLASSES[name]
            attack(arena, arguments.fuzz) if name == "fuzz" else attack(arena)
            print(f"# {name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    finally:
        shutil.rmtree(arena.folder, ignore_errors=True)
    report(arena.cases)
    return 1 if any(case.broken for case in arena.cases) else 0


def report(cases):
    tried, broken = collections.Counter(), collections.Counter()
    for case in cases:
        tried[case.kind] += 1
        broken[case.kind] += bool(case.broken)
    print(f"{datetime.now(UTC):%d %b %Y}, Python {platform.python_version()}\n")
    print("| class | tried | broken |\n| --- | ---: | ---: |")
    for kind, count in tried.items():
        print(f"| {kind} | {count} | {broken[kind]} |")
    print(f"| all | {sum(tried.values())} | {sum(broken.values())} |\n")
    for case in cases:
        if case.broken:
            print(f"BROKEN {case.kind}, {case.name}: {case.broken}")


if __name__ == "__main__":
    sys.exit(main())
