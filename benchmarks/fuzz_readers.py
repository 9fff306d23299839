"""Random files for the readers of documents, until a time is over: a document, or an error of ours.

    python benchmarks/fuzz_readers.py [--seconds 3600] [--seed N]

Each file is built from its seed alone: `--seed N --seconds 0` reads one again and shows its error whole.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from attacks.made_files import made_file
from policysum.document import load_documents
from policysum.errors import PolicysumError


def read_through(path):
    """Read a file and everything that is made of a document, and hold it against what must be true of any."""
    for document in load_documents(path, failed=[]):
        length = len(document.source)
        body = document.body
        assert 0 <= body.start <= body.end <= length, "the body lies in the text"
        assert all(0 <= one.start <= one.end <= length for one in document.chrome), "so does the rest"
        last = 0
        for figure in document.figures:
            assert last <= figure.start < figure.end <= length, (
                f"figures stand one behind the other: {figure}"
            )
            last = figure.end
        starts = [0, *document.pages, length]
        assert starts == sorted(starts), "pages follow on each other"
        for one in document.ledger:
            assert document.source[one.start : one.end] == one.text, "a quantity is quoted as it stands"
        for item in document.items(untitled=True):
            assert 0 <= item.start < item.end <= length, "items lie in the text"
        assert document.outline is not None
        assert document.metadata is not None
        assert document.warnings is not None
        assert document.clean.to_source(len(document.clean.text)) <= length


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=None, help="of the first file")
    given = parser.parse_args()
    seed = int(time.time()) * 1000 if given.seed is None else given.seed
    began = clean_since = time.monotonic()
    counts, refused, broken, slowest = Counter(), Counter(), 0, (0.0, 0, "")
    with tempfile.TemporaryDirectory() as folder:
        while True:
            chance = random.Random(seed)
            suffix, data = made_file(chance)
            path = Path(folder, f"m{suffix}")
            path.write_bytes(data)
            counts[suffix] += 1
            start = time.monotonic()
            try:
                read_through(path)
            except PolicysumError as error:
                refused[f"{suffix} {str(error).split('.', 1)[0][:60]}"] += 1
            except Exception:  # noqa: BLE001 - what is looked for
                broken += 1
                clean_since = time.monotonic()
                print(f"seed {seed} {suffix}\n{traceback.format_exc(limit=-6)}", flush=True)
            slowest = max(slowest, (time.monotonic() - start, seed, suffix))
            seed += 1
            if time.monotonic() - began >= given.seconds:
                break
    print(f"{sum(counts.values())} files in {time.monotonic() - began:.0f} s: {dict(counts)}")
    print(f"{refused.total()} refused; slowest {slowest[0]:.1f} s (seed {slowest[1]}, {slowest[2]})")
    print(f"{broken} broken; clean for the last {time.monotonic() - clean_since:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
