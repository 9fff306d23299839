"""The response cache: what is kept, what is refused, and what happens when the disk or somebody on it is hostile."""

import asyncio
import errno
import json
import logging
import multiprocessing
import os
import pickle
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fake_server import Step, completion
from hypothesis import given, settings
from hypothesis import strategies as st

from policysum.errors import ModelAnswerError
from policysum.llm import CacheError, ChatRequest, Message, ResponseCache, TruncatedAnswerError
from policysum.llm.cache import request_key
from policysum.llm.database import Database
from policysum.llm.plain_cache import PlainCache

ASK = ChatRequest((Message("user", "问"),), prompt_fingerprint="p1")


@pytest.fixture
def cache(tmp_path):
    """Give an open cache."""
    with ResponseCache(tmp_path / "cache") as opened:
        yield opened


def ask(make, request=ASK, **options):
    async def run():
        async with make(**options) as model:
            return await model.complete(request)

    return asyncio.run(run())


class Bomb:
    """Writes a file when unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (os.mkdir, (str(self.path),))


def plant(cache, sql, *values):
    with closing(sqlite3.connect(cache.directory / "cache.db", isolation_level=None)) as connection:
        connection.execute(sql, values)


@pytest.mark.parametrize("kind", ["value", "file", "key"])
def test_a_planted_pickle_is_passed_over_with_a_line_and_its_code_never_runs(cache, tmp_path, kind, caplog):
    fuse = tmp_path / "exploded"
    bomb = pickle.dumps(Bomb(fuse))
    cache.put("k", {"a": 1})
    cache.put("l", {"a": 2})
    cache.close()
    if kind == "value":
        plant(cache, "UPDATE Cache SET mode = 4, value = ? WHERE key = 'k'", bomb)
    elif kind == "file":
        (cache.directory / "bomb.val").write_bytes(bomb)
        plant(cache, "UPDATE Cache SET mode = 4, value = NULL, filename = 'bomb.val' WHERE key = 'k'")
    else:
        plant(cache, "UPDATE Cache SET key = ?, raw = 0 WHERE key = 'k'", bomb)
    assert (cache.get("k"), cache.get("l")) == (None, {"a": 2})
    assert caplog.text.count("not written by you") == (kind != "key")
    assert (cache.info().entries, cache.export(tmp_path / "out.jsonl"), cache.prune(1000)) == (1, 1, 0)
    cache.put("k", {"a": 3})
    assert cache.get("k") == {"a": 3}
    assert not fuse.exists()
    pickle.loads(bomb)
    assert fuse.exists(), "the bomb was a dud; this test proves nothing"


def test_a_planted_pickle_in_place_of_an_answer_is_asked_for_again(server, model_at, cache, tmp_path):
    first = ask(model_at, cache=cache)
    plant(cache, "UPDATE Cache SET mode = 4, value = ?", pickle.dumps(Bomb(tmp_path / "exploded")))
    again = ask(model_at, cache=cache)
    assert (again.text, again.cached, len(server.requests)) == (first.text, False, 2)
    assert ask(model_at, cache=cache).cached
    assert not (tmp_path / "exploded").exists()


def test_clearing_a_tampered_cache_removes_no_file_outside_of_it(cache, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("x")
    cache.put("k", {"a": 1})
    plant(cache, "UPDATE Cache SET mode = 3, filename = '../precious'")
    assert cache.clear() == 1
    cache.put("k", {"a": 2})
    plant(cache, "UPDATE Cache SET mode = 3, filename = '../precious'")
    cache.put("k", {"a": 3})
    assert precious.exists()
    assert cache.get("k") == {"a": 3}


@pytest.mark.parametrize("value", [b"x", 1, {"a": 1}, None])
def test_the_database_takes_nothing_but_text(cache, value):
    cache.put("k", {"a": 1})
    plain = PlainCache(str(cache.directory))
    with pytest.raises(TypeError):
        plain.set("k", value)
    if value is not None:
        with pytest.raises(TypeError):
            plain.set(value, "x")
    plain.close()


def text_of(cache, key):
    with closing(sqlite3.connect(cache.directory / "cache.db")) as connection:
        return connection.execute("SELECT value FROM Cache WHERE key = ?", (key,)).fetchone()[0]


PLANTED = {
    "no text": "not json",
    "a list": "[1]",
    "an entry without a seal, as version 0.1 kept it": '{"a":2}',
    "another seal": "0" * 64 + ' {"a":2}',
    "a changed number": None,
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_row_that_somebody_else_wrote_is_not_used_and_said_once(cache, caplog, kind):
    cache.put("k", {"a": 1})
    cache.put("l", {"a": 1})
    planted = PLANTED[kind] or text_of(cache, "k").replace('{"a":1}', '{"a":2}')
    plant(cache, "UPDATE Cache SET value = ?", planted)
    assert [cache.get("k"), cache.get("l")] == [None, None]
    assert [record.message.count("not written by you") for record in caplog.records] == [1]
    cache.put("k", {"a": 3})
    assert cache.get("k") == {"a": 3}


def test_a_genuine_row_under_another_key_is_not_used(cache):
    cache.put("k", {"a": 1})
    plant(cache, "UPDATE Cache SET key = 'l'")
    assert cache.get("l") is None


def test_a_planted_answer_is_asked_for_again(server, model_at, cache):
    server.script = [Step(completion("1234.5亿元"))]
    first = ask(model_at, cache=cache)
    plant(cache, "UPDATE Cache SET value = replace(value, '1234.5', '9999.9')")
    again = ask(model_at, cache=cache)
    assert (again.text, again.cached, len(server.requests)) == (first.text, False, 2)


@pytest.mark.parametrize(
    "entry", [{}, {"response": None}, {"response": {"choices": []}}, {"structured": "magic"}]
)
def test_an_entry_that_holds_no_answer_is_asked_for_again(server, model_at, cache, entry):
    ask(model_at, cache=cache)
    with closing(sqlite3.connect(cache.directory / "cache.db")) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM Cache")]
    for key in keys:
        cache.put(key, entry)
    assert ask(model_at, cache=cache).text == "好"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("disk_evil", 1),
        ("disk_fetch", "x"),
        ("evil", "x"),
        ("set", "x"),
        ("cull_limit", "x'; --"),
        ("disk_min_file_size", "9"),
        ("eviction_policy", "evil"),
        ("sqlite_mmap_size", "x'; --"),
        ("sqlite_evil", "x'; --"),
        ("statistics", 1),
        ("size", "x"),
        ("count", None),
    ],
)
def test_a_planted_setting_is_not_obeyed(cache, name, value):
    cache.put("k", {"a": 1})
    cache.close()
    plant(cache, "INSERT OR REPLACE INTO Settings (key, value) VALUES (?, ?)", name, value)
    assert (cache.get("k"), cache.info().entries, cache.prune(1000), cache.clear()) == ({"a": 1}, 1, 0, 1)
    cache.put("k", {"a": 2})
    assert cache.get("k") == {"a": 2}


def test_a_link_in_place_of_the_folder_is_refused_and_what_it_leads_to_is_left_alone(tmp_path):
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o755)
    (theirs / "cache.db").write_text("somebody's own", encoding="utf-8")
    (tmp_path / "responses").symlink_to(theirs)
    cache = ResponseCache(tmp_path / "responses")
    with pytest.raises(CacheError, match="is a link"):
        cache.get("k")
    assert stat.S_IMODE(theirs.stat().st_mode) == 0o755
    assert [path.name for path in theirs.iterdir()] == ["cache.db"]


def test_the_folder_belongs_to_its_user_alone(cache):
    cache.directory.mkdir(mode=0o777)
    cache.directory.chmod(0o777)
    cache.put("k", {})
    assert stat.S_IMODE(cache.directory.stat().st_mode) == 0o700


def test_nothing_is_created_before_something_is_kept(cache):
    assert cache.info().entries == 0
    assert (cache.clear(), cache.prune(0)) == (0, 0)
    assert not cache.directory.exists()


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.text(max_size=5), st.one_of(st.text(), st.integers(), st.none(), st.floats(allow_nan=False))
    )
)
def test_whatever_json_is_kept_comes_back(tmp_path_factory, entry):
    with ResponseCache(tmp_path_factory.mktemp("c")) as cache:
        cache.put("k", entry)
        cache.close()
        assert cache.get("k") == entry


def test_a_corrupt_database_is_set_aside_with_a_message_and_begun_anew(cache, caplog):
    cache.put("k", {"a": 1})
    cache.close()
    (cache.directory / "cache.db").write_bytes(b"this is no database" * 100)
    with caplog.at_level(logging.WARNING, "policysum.llm"):
        assert cache.get("k") is None
    cache.put("k", {"a": 2})
    assert cache.get("k") == {"a": 2}
    assert [p for p in cache.directory.iterdir() if "corrupt-" in p.name]
    assert "corrupt" in caplog.text


def test_a_database_that_turns_corrupt_while_in_use_is_set_aside(cache):
    for number in range(200):
        cache.put(f"k{number}", {"a": "x" * 500})
    cache.close()
    path = cache.directory / "cache.db"
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = os.urandom(len(data) - 4096 * 2)
    path.write_bytes(bytes(data))
    assert cache.get("k199") is None
    cache.put("k", {"a": 2})
    assert cache.get("k") == {"a": 2}


def test_a_folder_that_cannot_be_used_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CacheError, match="POLICYSUM_CACHE_DIR"):
        ResponseCache(tmp_path / "file" / "cache").get("k")


def test_info_counts_and_prune_removes_only_what_is_old(cache):
    cache.put("old", {"a": 1})
    cache.put("new", {"a": 2})
    plant(cache, "UPDATE Cache SET tag = tag - 1000 WHERE key = 'old'")
    info = cache.info()
    assert (info.entries, info.newest - info.oldest > 900, info.bytes > 0) == (2, True, True)
    assert cache.prune(older_than=500) == 1
    assert (cache.get("old"), cache.get("new")) == (None, {"a": 2})
    assert cache.clear() == 1


def test_export_and_import_carry_every_entry_as_readable_lines(cache, tmp_path):
    cache.put("b", {"text": "数字"})
    cache.put("a", {"text": "二"})
    target = tmp_path / "out.jsonl"
    assert cache.export(target) == 2
    lines = target.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["key"] for line in lines] == ["a", "b"]
    assert "数字" in lines[1]
    with ResponseCache(tmp_path / "other") as other:
        other.put("a", {"text": "mine"})
        assert other.import_(target) == 1
        assert (other.get("a"), other.get("b")) == ({"text": "mine"}, {"text": "数字"})


def test_an_import_counts_what_it_adds_across_its_writes(cache, tmp_path, monkeypatch):
    monkeypatch.setattr("policysum.llm.cache._AT_ONCE", 2)
    for number in range(5):
        cache.put(str(number), {"text": str(number)})
    target = tmp_path / "out.jsonl"
    cache.export(target)
    with ResponseCache(tmp_path / "other") as other:
        assert other.import_(target) == 5
        assert [other.get(str(number)) for number in range(5)] == [
            {"text": str(number)} for number in range(5)
        ]


@pytest.mark.parametrize(
    "line", ["nonsense", "[]", '{"key": "k"}', '{"key": 1, "entry": {}}', '{"key": "k", "entry": []}']
)
def test_importing_something_else_names_the_line(cache, tmp_path, line):
    path = tmp_path / "in.jsonl"
    path.write_text('{"key": "ok", "entry": {}}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(CacheError, match="line 2"):
        cache.import_(path, trust=True)
    assert cache.get("ok") == {}


def test_an_exported_file_is_its_owners_alone(cache, tmp_path):
    cache.put("k", {"a": 1})
    (tmp_path / "out.jsonl").write_text("old", encoding="utf-8")
    cache.export(tmp_path / "out.jsonl")
    assert stat.S_IMODE((tmp_path / "out.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize("change", ["entry", "key", "machine"])
def test_what_somebody_else_exported_is_left_out_unless_it_is_trusted(
    cache, tmp_path, change, monkeypatch, clean_environment
):
    target = tmp_path / "out.jsonl"
    cache.put("k", {"a": 1})
    cache.put("own", {"a": 5})
    cache.export(target)
    if change == "machine":
        monkeypatch.setenv("POLICYSUM_CONFIG_DIR", str(clean_environment / "another"))
    else:
        old, new = {"entry": ('{"a":1}', '{"a":2}'), "key": ('"k"', '"l"')}[change]
        target.write_text(target.read_text("utf-8").replace(old, new), "utf-8")
    with ResponseCache(tmp_path / "other") as other:
        with pytest.raises(CacheError, match=r"[12] of its answers were not exported by you.*--trust"):
            other.import_(target)
        assert other.info().entries == (0 if change == "machine" else 1)
        other.import_(target, trust=True)
        assert other.get("l" if change == "key" else "k") == {"a": 2 if change == "entry" else 1}


def test_answers_that_an_older_version_kept_are_taken_over_by_export_and_trusting_import(cache, tmp_path):
    cache.put("k", {"a": 1})
    plant(cache, "UPDATE Cache SET value = ?", '{"a":1}')
    cache.export(tmp_path / "out.jsonl")
    assert cache.import_(tmp_path / "out.jsonl", trust=True) == 1
    assert cache.get("k") == {"a": 1}


def test_half_a_character_in_an_entry_is_kept_as_it_is(cache):
    cache.put("k", {"a": "\ud83d"})
    assert cache.get("k") == {"a": "\ud83d"}


@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENOSPC, errno.EPERM, errno.EROFS])
def test_a_passing_fault_is_no_reason_to_throw_paid_answers_away(cache, monkeypatch, code):
    def fail(*_, **__):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(CacheError) as caught:
        cache.get("k")
    assert "cache clear" not in str(caught.value)
    assert os.strerror(code) in str(caught.value)


def test_the_same_request_is_sent_once_and_then_comes_from_the_cache(server, model_at, cache):
    first = ask(model_at, cache=cache)
    second = ask(model_at, cache=cache, api_key="sk-other", timeout=9)
    assert (first.cached, second.cached, second.attempts, len(server.requests)) == (False, True, 0, 1)
    assert (second.text, second.usage, second.key) == (first.text, first.usage, first.key)


@pytest.mark.parametrize(
    "other",
    [
        replace(ASK, messages=(Message("user", "另"),)),
        replace(ASK, messages=(Message("system", "问"),)),
        replace(ASK, temperature=0.5),
        replace(ASK, seed=1),
        replace(ASK, max_tokens=5),
        replace(ASK, stop=("\n",)),
        replace(ASK, prompt_fingerprint="p2"),
        replace(ASK, attempt=1),
    ],
)
def test_whatever_may_change_the_answer_is_asked_anew(server, model_at, cache, other):
    ask(model_at, cache=cache)
    assert not ask(model_at, other, cache=cache).cached
    assert len(server.requests) == 2


def test_nothing_is_paid_for_where_nothing_can_be_kept(server, model_at, cache, monkeypatch):
    def full(self):
        raise CacheError("the response cache cannot be used (disk full)")

    monkeypatch.setattr(Database, "touch", full)
    with pytest.raises(CacheError, match="disk full"):
        ask(model_at, cache=cache)
    assert server.requests == []


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(sys.platform != "linux", reason="counts in /proc")
def test_a_cache_that_is_ready_has_open_whatever_storing_takes(cache):
    before = open_files()

    async def run():
        await cache.ready()
        ready = open_files()
        await cache.aput("k" * 64, {"a": 1})
        return ready, open_files()

    ready, stored = asyncio.run(run())
    assert ready > before
    assert stored <= ready


def test_another_model_server_or_schema_is_asked_anew():
    base = {"server": "s", "body": {"model": "m"}, "prompt": "", "attempt": 0}
    others = [{"server": "t"}, {"body": {"model": "n"}}, {"body": {"model": "m", "response_format": {}}}]
    keys = {request_key(**{**base, **other}) for other in [{}, *others]}
    assert len(keys) == 4


@pytest.mark.parametrize("answer", [completion(finish="content_filter"), completion("")])
def test_a_refused_or_empty_answer_is_never_kept(server, model_at, cache, answer):
    server.script = [Step(answer), Step()]
    with pytest.raises(ModelAnswerError):
        ask(model_at, cache=cache)
    assert not ask(model_at, cache=cache).cached
    assert cache.info().entries == 1


def test_answers_that_come_together_are_stored_together_and_each_waits_for_the_disk(tmp_path, monkeypatch):
    batches = []
    put_all = Database.put

    def noted(self, entries):
        batches.append(len(entries))
        time.sleep(0.05)  # the disk syncs
        put_all(self, entries)

    monkeypatch.setattr(Database, "put", noted)

    async def run(cache):
        await asyncio.gather(*[cache.aput(f"{number:064}", {"n": number}) for number in range(50)])
        assert all(cache.get(f"{number:064}") == {"n": number} for number in range(50))

    with ResponseCache(tmp_path) as cache:
        asyncio.run(run(cache))
    assert sum(batches) == 50
    assert len(batches) <= 3


def test_an_answer_cut_off_at_the_limit_is_not_paid_for_again(server, model_at, cache):
    server.script = [Step(completion("半", finish="length"))]
    for _ in range(2):
        with pytest.raises(TruncatedAnswerError):
            ask(model_at, cache=cache)
    assert len(server.requests) == 1


def test_identical_requests_in_flight_at_once_are_sent_once(server, model_at, cache):
    server.script = [Step(delay=0.1)]
    records = []

    async def run():
        async with model_at(cache=cache, on_call=records.append) as model:
            return await asyncio.gather(*[model.complete(ASK) for _ in range(20)])

    answers = asyncio.run(run())
    assert len(server.requests) == 1
    assert sorted(a.cached for a in answers) == [False] + [True] * 19
    assert sum(r.usage.prompt_tokens for r in records) == 10


def test_a_caller_who_gives_up_neither_stops_the_others_nor_loses_the_answer(server, model_at, cache):
    server.script = [Step(delay=0.2)]

    async def run():
        async with model_at(cache=cache) as model:
            impatient, patient = (asyncio.create_task(model.complete(ASK)) for _ in range(2))
            await asyncio.sleep(0.05)
            impatient.cancel()
            return await patient

    assert asyncio.run(run()).text == "好"
    assert (len(server.requests), cache.info().entries) == (1, 1)


def test_a_failure_in_flight_reaches_everybody_and_is_not_remembered(server, model_at, cache):
    server.script = [Step({"error": {"message": "no"}}, 400, delay=0.1), Step()]

    async def run():
        async with model_at(cache=cache) as model:
            failed = await asyncio.gather(*[model.complete(ASK) for _ in range(3)], return_exceptions=True)
            return failed, await model.complete(ASK)

    failed, answer = asyncio.run(run())
    assert [type(error).__name__ for error in failed] == ["ModelRequestError"] * 3
    assert (answer.text, len(server.requests)) == ("好", 2)


def _write_many(directory, name):
    with ResponseCache(directory) as cache:
        for number in range(50):
            cache.put(f"{name}-{number}", {"n": number})
            cache.put("shared", {"by": name})


def test_two_processes_and_four_threads_may_write_at_once(cache):
    context = multiprocessing.get_context("spawn")
    children = [context.Process(target=_write_many, args=(cache.directory, f"p{n}")) for n in range(2)]
    for child in children:
        child.start()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: cache.put(f"t-{n}", {"n": n}), range(100)))
    for child in children:
        child.join(60)
        assert child.exitcode == 0
    assert cache.info().entries == 201


def test_the_answer_is_on_disk_before_anybody_uses_it(server, model_at, cache):
    answer = ask(model_at, cache=cache)
    with closing(sqlite3.connect(cache.directory / "cache.db")) as other:
        (text,) = other.execute("SELECT value FROM Cache WHERE key = ?", (answer.key,)).fetchone()
    assert json.loads(text.partition(" ")[2])["response"]["choices"][0]["message"]["content"] == "好"
    assert "sk-secret" not in text


CACHED_RUN = """
import asyncio, sys
from pydantic import BaseModel
from policysum.llm import *
from policysum.llm.cache import request_key
from policysum.llm.database import Database
from policysum.llm.plain_cache import PlainCache
from policysum.llm.request_body import body_of

class Answer(BaseModel):
    a: int

ask = ChatRequest((Message("user", "q"),), schema=Answer.model_json_schema())
row = Capabilities(structured=Structured.STRICT)
cache = ResponseCache(sys.argv[1])
model = OpenAIModel("http://127.0.0.1:1/v1", model="m", cache=cache, capabilities=row)
key = request_key(server="http://127.0.0.1:1/v1", body=body_of(ask, row, model="m"), prompt="", attempt=0)
choice = {"finish_reason": "stop", "message": {"content": '{"a": 1}'}}
cache.put(key, {"response": {"choices": [choice]}})
completion = asyncio.run(model.complete(ask))
assert (Answer.model_validate_json(completion.text).a, completion.cached) == (1, True)
print(sorted({"openai", "instructor", "tenacity", "xllamacpp"} & sys.modules.keys()))
"""


def test_an_answer_from_the_cache_does_not_even_import_the_client(tmp_path):
    command = [sys.executable, "-c", CACHED_RUN, str(tmp_path / "c")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs an alarm")
def test_a_cache_that_turns_read_only_is_an_error_and_no_endless_wait(tmp_path):
    """As where a file system is mounted anew for a fault of its disk; diskcache would try to write for ever."""
    database = Database(tmp_path / "cache", None)
    database.put([("a", "b")])
    database._opened()._sql("PRAGMA query_only=1")

    def give_up(*_):
        raise TimeoutError("it waits for ever")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, 20)
    try:
        for write in (database.touch, lambda: database.put([("c", "d")]), lambda: database.remove(["a"])):
            with pytest.raises(CacheError, match="readonly"):
                write()
        assert database.get("a") == "b"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        database.close()


def test_a_database_that_is_locked_for_a_moment_is_waited_for(tmp_path):
    database = Database(tmp_path / "cache", None)
    database.put([("a", "b")])
    other = sqlite3.connect(tmp_path / "cache" / "cache.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    freed = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    freed.start()
    database.put([("c", "d")])
    freed.join()
    other.close()
    assert database.get("c") == "d"
    database.close()
