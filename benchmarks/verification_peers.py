"""What others say to the claims of benchmarks/verification.py: the value anywhere, and langextract's aligner."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from policysum.quantity.reader import read


def exists_anywhere(cases, ledger):
    """The usual check: the value, under conversion, is somewhere in the text."""
    found = []
    for case in cases:
        quantities = read(case.claim["value"])
        found.append(any(ledger.with_value(item.value, item.unit) for item in quantities))
    return found


ALIGNER = """
import json, sys
from langextract import resolver
from langextract.core import data, tokenizer
job = json.load(open(sys.argv[1], encoding="utf-8"))
settings = {
    "default": {},
    "strict": dict(enable_fuzzy_alignment=False, accept_match_lesser=False, tokenizer_impl=tokenizer.UnicodeTokenizer()),
}
answer = {}
for name, options in settings.items():
    aligner = resolver.WordAligner()
    answer[name] = []
    for text, values in job:
        row = {}
        for value in values:
            group = [[data.Extraction(extraction_class="kpi", extraction_text=value)]]
            out = list(aligner.align_extractions(group, text, **options))[0][0]
            row[value] = out.char_interval is not None and out.char_interval.start_pos is not None
        answer[name].append(row)
print(json.dumps(answer, ensure_ascii=False))
"""


def langextract(python, texts, cases):
    """Whether langextract's aligner places each value, by setting."""
    values = {
        name: sorted({case.claim["value"] for case in cases if case.document == name}) for name in texts
    }
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "job.json"
        job.write_text(
            json.dumps([(texts[name], values[name]) for name in texts], ensure_ascii=False), "utf-8"
        )
        run = subprocess.run(
            [python, "-W", "ignore", "-c", ALIGNER, str(job)], capture_output=True, text=True, check=True
        )
    answer = json.loads(run.stdout.splitlines()[-1])
    order = list(texts)
    return {
        setting: [rows[order.index(case.document)][case.claim["value"]] for case in cases]
        for setting, rows in answer.items()
    }
