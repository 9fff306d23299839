"""Random inputs for the readers of documents, of answers and of decisions, in this process, for a while."""

import json
import random
import sqlite3
import time
from contextlib import closing

from attacks.files import mutated
from policysum.document import Document
from policysum.errors import PolicysumError

ANSWERS = [
    '{"kpis": [{"number": 1, "indicator": "企业", "status": "actual"}], "achievements": []}',
    '```json\n{"plans": [{"title": "甲", "sentences": [1, 2]}]}\n```',
    "{'a': [1, 2,], // x\n}",
]
SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["kpis", "plans"],
    "properties": {
        "kpis": {"type": "array", "items": {"type": "object", "properties": {"number": {"type": "integer", "minimum": 1, "maximum": 9}, "indicator": {"type": "string"}, "status": {"type": "string", "enum": ["actual", "target"]}}, "required": ["number"]}},
        "plans": {"type": "array", "items": {"type": "object", "properties": {"title": {"type": "string"}, "sentences": {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 9}}}, "required": ["title"]}},
        "achievements": {"type": "array", "items": {"type": "string"}},
    },
}  # fmt: skip


JUNK = [
    None,
    True,
    -1,
    1.5,
    10**400,
    "x",
    "",
    "\ud83d",
    [],
    [1, 2],
    [1, 2, 3],
    {},
    float("nan"),
    float("inf"),
]


def mangled(text, chance):
    """A text with characters changed, cut out, doubled and put in."""
    for _ in range(chance.choice([1, 2, 5, 30])):
        at, length = chance.randrange(len(text) + 1), chance.choice([1, 1, 3, 20])
        put = chance.choice(
            [
                "",
                "{",
                "}",
                "[",
                "]",
                '"',
                ",",
                "\\",
                "\\ud83d",
                "null",
                "1e999",
                "NaN",
                "\x00",
                "“",
                "```",
                text[at : at + length] * 3,
                "[" * 2000,
            ]
        )
        text = text[:at] + put + text[at + chance.choice([0, length]) :]
    return text


def fuzz_documents(seconds, seed, folder):
    """Readers of files: a document or our own error."""
    from policysum.document import read_document

    ends, count, wrong = time.monotonic() + seconds, 0, []
    while time.monotonic() < ends:
        for name, data in mutated(20, seed + count):
            path = folder / name
            path.write_bytes(data)
            try:
                document = read_document(path)
                assert isinstance(document, Document)
                document.ledger.quantities  # noqa: B018
            except PolicysumError:
                pass
            except Exception as error:  # noqa: BLE001 - what is looked for
                wrong.append(f"{type(error).__name__}: {error} (seed {seed + count}, {name})"[:200])
            path.unlink()
            count += 1
    return count, wrong


def fuzz_answers(seconds, seed, _folder):
    """The reader of answers: something usable, or ValueError."""
    from policysum.extract.salvage import salvaged

    chance, ends, count, wrong = random.Random(seed), time.monotonic() + seconds, 0, []
    while time.monotonic() < ends:
        text = mangled(chance.choice(ANSWERS), chance)
        try:
            json.dumps(salvaged(text, SCHEMA).value, allow_nan=False).encode()
        except ValueError as error:
            if "JSON compliant" in str(error):
                wrong.append(f"not a number in {text[:150]!r}")
        except Exception as error:  # noqa: BLE001 - what is looked for
            wrong.append(f"{type(error).__name__}: {error} of {text[:120]!r}"[:300])
        count += 1
    return count, wrong


def fuzz_decisions(seconds, seed, folder):
    """`apply`: decisions are taken, or refused with our own error, and the results stay whole."""
    from attacks.harness import REPORT
    from policysum import summarize
    from policysum.export.decisions import apply_decisions, read_decisions
    from policysum.export.results import read_result

    summary = summarize(Document.from_text(REPORT, name="r.txt"), engine="extractive")
    data, kpi = summary.to_dict(), summary.to_dict()["kpis"][0]
    base = {name: kpi[name] for name in ("start", "end", "text", "indicator")} | {
        "report": data["document"]["name"], "source_sha256": data["run"]["source_sha256"], "kpi": 1, "decision": "correct", "note": "甲", "decided_at": "2026-11-20T10:00:00.000Z",
        "correction": {name: kpi[name] for name in ("indicator", "value", "unit", "status", "change", "period")},
    }  # fmt: skip
    text = json.dumps({"format": "policysum-decisions", "version": 1, "decisions": [base]})
    chance, ends, count, wrong = random.Random(seed), time.monotonic() + seconds, 0, []
    out = folder / "results"
    out.mkdir(exist_ok=True)
    while time.monotonic() < ends:
        (out / "r.json").write_text(summary.to_json(), encoding="utf-8")
        if chance.random() < 0.5:
            given = mangled(text, chance)
        else:
            decision = json.loads(json.dumps(base))
            place = chance.choice([decision, decision["correction"]])
            place[chance.choice(list(place))] = chance.choice(JUNK)
            given = json.dumps({"format": "policysum-decisions", "version": 1, "decisions": [decision]})
        path = folder / "decisions.json"
        path.write_text(given, encoding="utf-8", errors="surrogatepass")
        try:
            apply_decisions(read_decisions(path), out)
        except PolicysumError:
            pass
        except Exception as error:  # noqa: BLE001 - what is looked for
            wrong.append(f"{type(error).__name__}: {error} of {given[:200]!r}"[:300])
        try:
            read_result(out / "r.json")
        except PolicysumError as error:
            wrong.append(f"the result is damaged: {error}"[:300])
        count += 1
    return count, wrong


CLAIMS = {
    ".json": '{"kpis": [{"indicator": "企业", "value": 7, "unit": "家"}], "text": "新增企业7家，增长5.2%。"}',
    ".jsonl": '{"claim": "新增企业7家"}\n{"claim": "贷款1.5亿元"}\n',
    ".csv": "indicator,value,unit\n企业,7,家\n贷款,1.5,亿元\n",
    ".txt": "今年新认定高新技术企业7家，下发补助资金6134万元，同比增长5.2%。",
    ".md": "| 指标 | 值 |\n| --- | --- |\n| 企业 | 7家 |\n",
}


def fuzz_claims(seconds, seed, folder):
    """Whatever is given to `check` is checked, or refused with our own error."""
    from attacks.harness import REPORT
    from policysum import check
    from policysum.claims import load_claims

    document = Document.from_text(REPORT, name="r.txt")
    chance, ends, count, wrong = random.Random(seed), time.monotonic() + seconds, 0, []
    while time.monotonic() < ends:
        suffix = chance.choice(list(CLAIMS))
        given = mangled(CLAIMS[suffix], chance)
        path = folder / f"claims{chance.choice([suffix, suffix, '', '.json'])}"
        path.write_text(given, encoding="utf-8", errors="surrogatepass")
        try:
            json.dumps([one.to_dict() for one in check(load_claims(path), document)])
        except PolicysumError:
            pass
        except Exception as error:  # noqa: BLE001 - what is looked for
            wrong.append(f"{type(error).__name__}: {error} of {given[:200]!r} as {path.name}"[:400])
        count += 1
    return count, wrong


RECORDS = {
    ".tables.state": {"made_of": "a", "files": {"kpis.csv": [1, 2]}, "results": {"r.json": "r.txt"}},
    ".batch.state": {"paths": ["r.txt"], "settings": {"model": "m", "base_url": "http://127.0.0.1:1/v1"}, "shipments": [{"mark": "a", "requests": 1, "created": "x"}], "requests": {"k": {"mark": "a", "report": "r", "passage": "1-2", "prompt": "p"}}},
}  # fmt: skip
ENTRY = {"model": "m", "prompt": "p", "response": {"choices": [{"message": {"content": "x"}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 1, "completion_tokens": 1}}}  # fmt: skip


def _changed(chance):
    """An entry of the cache with something else in one place."""
    entry = json.loads(json.dumps(ENTRY))
    response = entry["response"]
    place = chance.choice([entry, response, response["choices"][0], response["usage"]])
    place[chance.choice(list(place))] = chance.choice(JUNK)
    return entry


def _read_state(name, given, out):
    from policysum.batch.ledger import opened
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


def fuzz_kept(seconds, seed, folder):
    """Whatever stands in the files that a run keeps for the next one: it is used, refused, or made anew."""
    from policysum.batch.kept import KeptResults
    from policysum.llm import ResponseCache
    from policysum.llm.response import read_response

    chance, ends, count, wrong = random.Random(seed), time.monotonic() + seconds, 0, []
    out = folder / "out"
    out.mkdir(exist_ok=True)
    (out / "r.json").write_text("{}")
    cache, finished, kept = ResponseCache(folder), ResponseCache(folder / "finished"), KeptResults(folder)
    while time.monotonic() < ends:
        which = chance.choice([*RECORDS, "row", "entry", "kept", "line"])
        given = _given(which, chance)
        try:
            if which in RECORDS:
                _read_state(which, given, out)
            elif which == "line":
                (folder / "lines").write_text(given, encoding="utf-8", errors="surrogatepass")
                cache.import_(folder / "lines", trust=chance.random() < 0.5)
            elif which == "kept":
                facts, result = chance.choice([{}, *JUNK]), chance.choice(["eJwDAAAAAAE=", *JUNK])
                finished.put("f", {"result": result, "facts": facts, "source": chance.choice(JUNK)})
                kept.get("f")
            else:
                cache.put("k", _changed(chance))
                if which == "row":
                    with closing(sqlite3.connect(folder / "cache.db")) as database, database:
                        database.execute("UPDATE Cache SET value = ?", (given.encode("utf-8", "replace"),))
                read_response((cache.get("k") or {}).get("response"))
        except PolicysumError:
            pass
        except Exception as error:  # noqa: BLE001 - what is looked for
            if type(error).__name__ != "GarbledResponseError":
                wrong.append(f"{which}: {type(error).__name__}: {error} of {given[:200]!r}"[:400])
        count += 1
    for one in (cache, finished, kept):
        one.close()
    return count, wrong


def fuzz_settings(seconds, seed, folder):
    """The user's own table of servers, prompts and answers of a batch: used, or refused with our own error."""
    from policysum.llm.prompts import load_prompt
    from policysum.llm.response import parsed, read_response
    from policysum.llm.servers import user_servers

    table = '[[server]]\nhost = "llm.example.org"\nmodel = "m"\nstructured = "json_object"\ntimeout = 60\nprice = {prompt = 1, completion = 2}\n'
    prompt = "=== system ===\n你是{{ title }}。{% for one in lines %}{{ one }}{% endfor %}\n=== user ===\n{{ text|upper }}\n"
    chance, ends, count, wrong = random.Random(seed), time.monotonic() + seconds, 0, []
    while time.monotonic() < ends:
        given = ""
        try:
            which = chance.choice(["servers", "prompt", "response"])
            if which == "servers":
                given = mangled(table, chance)
                path = folder / f"servers{count}.toml"
                path.write_text(given, encoding="utf-8", errors="surrogatepass")
                try:
                    user_servers(path)
                finally:
                    path.unlink()
            elif which == "prompt":
                given = mangled(prompt, chance)
                (folder / "extract.md").write_text(given, encoding="utf-8", errors="surrogatepass")
                load_prompt("extract", folder).messages(title="甲", lines=["一"], text="文")
            else:
                given = mangled(
                    '{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}',
                    chance,
                )
                read_response(parsed(given.encode("utf-8", "surrogatepass")))
        except PolicysumError:
            pass
        except Exception as error:  # noqa: BLE001 - what is looked for
            if type(error).__name__ != "GarbledResponseError":
                wrong.append(f"{which}: {type(error).__name__}: {error} of {given[:200]!r}"[:400])
        count += 1
    return count, wrong


FUZZERS = (fuzz_documents, fuzz_answers, fuzz_decisions, fuzz_claims, fuzz_kept, fuzz_settings)


def attack_fuzz(arena, seconds=60, seed=11):
    """Each reader gets its part of the time; an input that breaks one is one broken attack, all others are one survived."""
    folder = arena.folder / "fuzz"
    folder.mkdir()
    for fuzz in FUZZERS:
        count, wrong = fuzz(seconds / len(FUZZERS), seed, folder)
        arena.note(
            "fuzz",
            f"{fuzz.__name__}: {count} inputs",
            "; ".join(dict.fromkeys(wrong[:3])),
            seconds / len(FUZZERS),
        )
