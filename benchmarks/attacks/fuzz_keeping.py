"""Rooms of the fuzzer for what is kept or set: decisions, states, cache rows, server tables, prompts, answers of a batch."""

import json
import sqlite3
from contextlib import closing, contextmanager, suppress

from attacks.harness import REPORT
from attacks.mangling import JUNK, mangled
from policysum import summarize
from policysum.document import Document


@contextmanager
def decisions(folder):
    """`apply`: decisions are taken, or refused with our own error, and the results stay whole."""
    from policysum.errors import PolicysumError
    from policysum.export.decision_file import read_decisions
    from policysum.export.decisions import apply_decisions
    from policysum.export.results import read_result

    summary = summarize(Document.from_text(REPORT, name="r.txt"), engine="extractive")
    data, kpi = summary.to_dict(), summary.to_dict()["kpis"][0]
    base = {name: kpi[name] for name in ("start", "end", "text", "indicator")} | {
        "report": data["document"]["name"], "source_sha256": data["run"]["source_sha256"], "kpi": 1, "decision": "correct", "note": "甲", "decided_at": "2026-11-20T10:00:00.000Z",
        "correction": {name: kpi[name] for name in ("indicator", "value", "unit", "status", "change", "period")},
    }  # fmt: skip
    text = json.dumps({"format": "policysum-decisions", "version": 1, "decisions": [base]})
    out, path = folder / "results", folder / "decisions.json"
    out.mkdir()

    def one(chance):
        (out / "r.json").write_text(summary.to_json(), encoding="utf-8")
        if chance.random() < 0.5:
            given = mangled(text, chance)
        else:
            decision = json.loads(json.dumps(base))
            place = chance.choice((decision, decision["correction"]))
            place[chance.choice(list(place))] = chance.choice(JUNK)
            given = json.dumps({"format": "policysum-decisions", "version": 1, "decisions": [decision]})
        path.write_text(given, encoding="utf-8", errors="surrogatepass")
        with suppress(PolicysumError):
            apply_decisions(read_decisions(path), out)
        try:
            read_result(out / "r.json")
        except PolicysumError as error:
            raise AssertionError(f"the result is damaged: {error}") from error

    yield one


RECORDS = {
    ".tables.state": {"made_of": "a", "files": {"kpis.csv": [1, 2]}, "results": {"r.json": "r.txt"}},
    ".batch.state": {"paths": ["r.txt"], "settings": {"model": "m", "base_url": "http://127.0.0.1:1/v1"}, "shipments": [{"mark": "a", "requests": 1, "created": "x"}], "requests": {"k": {"mark": "a", "report": "r", "passage": "1-2", "prompt": "p"}}},
}  # fmt: skip
ENTRY = {"model": "m", "prompt": "p", "response": {"choices": [{"message": {"content": "x"}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 1, "completion_tokens": 1}}}  # fmt: skip


def _changed(chance):
    """An entry of the cache with something else in one place."""
    entry = json.loads(json.dumps(ENTRY))
    response = entry["response"]
    place = chance.choice((entry, response, response["choices"][0], response["usage"]))
    place[chance.choice(list(place))] = chance.choice(JUNK)
    return entry


def _read_state(name, given, out):
    from policysum.batch.openai_batch_state import opened
    from policysum.batch.tables import Tables

    (out / name).write_text(given, encoding="utf-8", errors="surrogatepass")
    if name == ".tables.state":
        Tables(out, ["csv"]).write([])
    else:
        with opened(out):
            pass


def _given(which, chance):
    """What a file or row holds."""
    from policysum.seal import seal, unsealed

    if which not in RECORDS:
        line = {"key": "k", "stored": 1.0, "entry": ENTRY, "seal": "x"}
        return mangled(json.dumps(line if which == "line" else ENTRY), chance)
    if chance.random() < 0.5:
        return mangled(json.dumps(RECORDS[which]), chance)
    record = json.loads(json.dumps(RECORDS[which]))
    record[chance.choice(list(record))] = chance.choice(JUNK)
    return json.dumps({**record, "seal": seal(unsealed(record))})  # ours by its seal, and of any form


@contextmanager
def kept(folder):
    """Whatever stands in the files that a run keeps for the next one: it is used, refused, or made anew."""
    from policysum.batch.result_cache import KeptResults
    from policysum.llm import ResponseCache
    from policysum.llm.failures import GarbledResponseError
    from policysum.llm.response import read_response

    out = folder / "out"
    out.mkdir()
    (out / "r.json").write_text("{}")
    cache, finished, results = ResponseCache(folder), ResponseCache(folder / "finished"), KeptResults(folder)

    def one(chance):
        which = chance.choice((*RECORDS, "row", "entry", "kept", "line"))
        given = _given(which, chance)
        with suppress(GarbledResponseError):
            if which in RECORDS:
                _read_state(which, given, out)
            elif which == "line":
                (folder / "lines").write_text(given, encoding="utf-8", errors="surrogatepass")
                cache.import_(folder / "lines", trust=chance.random() < 0.5)
            elif which == "kept":
                facts, result = chance.choice(({}, *JUNK)), chance.choice(("eJwDAAAAAAE=", *JUNK))
                finished.put("f", {"result": result, "facts": facts, "source": chance.choice(JUNK)})
                results.get("f")
            else:
                cache.put("k", _changed(chance))
                if which == "row":
                    with closing(sqlite3.connect(folder / "cache.db")) as database, database:
                        database.execute("UPDATE Cache SET value = ?", (given.encode("utf-8", "replace"),))
                read_response((cache.get("k") or {}).get("response"))

    yield one
    for opened in (cache, finished, results):
        opened.close()


TABLE = '[[server]]\nhost = "llm.example.org"\nmodel = "m"\nstructured = "json_object"\ntimeout = 60\nprice = {prompt = 1, completion = 2}\n'
PROMPT = "=== system ===\n你是{{ title }}。{% for one in lines %}{{ one }}{% endfor %}\n=== user ===\n{{ text|upper }}\n"
BODY = '{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}'


@contextmanager
def settings(folder):
    """The user's own table of servers, prompts and answers of a batch: used, or refused with our own error."""
    from policysum.llm.failures import GarbledResponseError
    from policysum.llm.prompts import load_prompt
    from policysum.llm.response import parsed, read_response
    from policysum.llm.servers import user_servers

    def one(chance):
        which = chance.choice(("servers", "prompt", "response"))
        if which == "servers":
            path = folder / f"servers{chance.getrandbits(40)}.toml"  # what was read is remembered by its path
            path.write_text(mangled(TABLE, chance), encoding="utf-8", errors="surrogatepass")
            try:
                user_servers(path)
            finally:
                path.unlink()
        elif which == "prompt":
            (folder / "extract.md").write_text(
                mangled(PROMPT, chance), encoding="utf-8", errors="surrogatepass"
            )
            load_prompt("extract", folder).messages(title="甲", lines=["一"], text="文")
        else:
            with suppress(GarbledResponseError):
                read_response(parsed(mangled(BODY, chance).encode("utf-8", "surrogatepass")))

    yield one
