"""Random inputs for the readers of documents, texts, claims, answers, decisions, states and settings.

    python benchmarks/fuzz.py [--cpu 3600] [--rooms answers,kept] [--seed N]

Each room gets an equal share of the seconds of CPU. An error that is none of ours, or a document that is not what
any document must be, is a finding, and so is an input that takes a minute of CPU. Each input is made from its seed
alone: `--rooms ROOM --seed N --cpu 0` makes one again and shows its error whole. Whoever is ended (SIGTERM) says what
was done until then.
"""

import argparse
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from attacks.fuzz import ROOMS, fuzzed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cpu", type=float, default=3600, help="seconds of CPU, all rooms together")
    parser.add_argument("--rooms", default=",".join(ROOMS), help="rooms, parted by commas")
    parser.add_argument("--seed", type=int, default=None, help="of the first input of each room")
    given = parser.parse_args()
    rooms = given.rooms.split(",")
    ended = []
    signal.signal(signal.SIGTERM, lambda number, _: ended.append(number))
    if unknown := set(rooms) - ROOMS.keys():
        parser.error(f"no such room: {', '.join(sorted(unknown))}; there are {', '.join(ROOMS)}")
    seed = int(time.time()) * 1000 if given.seed is None else given.seed
    print("| room | first seed | inputs | refused | seconds of CPU | findings | clean since | slowest |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    found = 0
    for room in rooms:
        tried = fuzzed(
            room, given.cpu / len(rooms), seed,
            lambda at, what, room=room: print(f"{room} {at}\n{what}", file=sys.stderr, flush=True),
            ended=ended,
        )  # fmt: skip
        found += len(tried.found)
        print(
            f"| {room} | {seed} | {tried.inputs} | {tried.refused} | {tried.seconds:.0f} | {len(tried.found)} "
            f"| {tried.clean:.0f} s | {tried.slowest[0]:.1f} s ({tried.slowest[1]}) |",
            flush=True,
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
