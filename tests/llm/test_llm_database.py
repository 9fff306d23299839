"""The database of a cache: what is stored, what is set aside as corrupt, and what is said where it cannot be used."""

import logging
import sqlite3

import pytest

from policysum.llm.database import CacheError, Database
from policysum.llm.plain_cache import PlainCache


def failing(code):
    error = sqlite3.DatabaseError("malformed")
    error.sqlite_errorcode = code
    return error


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "cache", None)
    yield database
    database.close()


@pytest.fixture
def fail_once(monkeypatch):
    """Let an operation of the cache below fail the next time."""

    def fail(name, error):
        whole = getattr(PlainCache, name)
        waiting = [error]

        def operation(self, *args, **options):
            if waiting:
                raise waiting.pop()
            return whole(self, *args, **options)

        monkeypatch.setattr(PlainCache, name, operation)

    return fail


def set_aside(database):
    return sorted(path.name for path in database._directory.glob("*corrupt-*"))


def test_nothing_is_made_before_something_is_stored(database):
    assert (database.exists, database.bytes, database.clear(), list(database.entries())) == (False, 0, 0, [])
    database.put([])
    database.remove([])
    assert not database.exists
    database.put([("a", "1"), ("b", "2")])
    assert database.exists
    assert database.bytes > 0
    found = {key: text for key, text, stored in database.entries() if stored and stored > 1e9}
    assert found == {"a": "1", "b": "2"}
    database.remove(["a"])
    assert (database.get("a"), database.get("b")) == (None, "2")
    assert (database.clear(), database.get("b")) == (1, None)


@pytest.mark.parametrize("code", [11, 26, 11 + 256])
def test_what_turns_corrupt_in_use_is_set_aside_and_begun_anew(database, fail_once, caplog, code):
    database.put([("a", "1")])
    fail_once("get", failing(code))
    with caplog.at_level(logging.WARNING, "policysum.llm"):
        assert database.get("a") is None
    assert set_aside(database)
    assert "was corrupt; set aside" in caplog.text
    database.put([("a", "2")])
    assert database.get("a") == "2"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (failing(5), "malformed"),
        (failing(1), "malformed"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError("odd"), "odd"),
        (ValueError(), "ValueError"),
    ],
    ids=repr,
)
def test_what_is_not_corrupt_is_kept_and_said(database, fail_once, error, reason):
    database.put([("a", "1")])
    fail_once("get", error)
    with pytest.raises(CacheError) as caught:
        database.get("a")
    assert f"the response cache cannot be used ({reason})" in str(caught.value)
    assert caught.value.where == str(database._directory)
    assert set_aside(database) == []
    assert database.get("a") == "1"


@pytest.mark.parametrize(("code", "kept"), [(1, False), (11, False), (26, False), (5, True), (14, True)])
def test_what_cannot_be_opened_is_set_aside_only_where_it_is_none_of_ours(database, fail_once, code, kept):
    database.put([("a", "1")])
    database.close()
    fail_once("__init__", failing(code))
    if kept:
        with pytest.raises(CacheError, match="malformed"):
            database.get("a")
        assert (set_aside(database), database.get("a")) == ([], "1")
    else:
        assert database.get("a") is None
        assert set_aside(database)


def test_a_folder_that_cannot_be_made_is_said(database, fail_once):
    fail_once("__init__", PermissionError(13, "Permission denied"))
    with pytest.raises(CacheError, match="Permission denied"):
        database.touch()
    database.touch()
    assert database.exists


def test_one_with_a_bound_drops_the_oldest_and_one_without_keeps_all(tmp_path):
    for most, bounded in ((1 << 18, True), (None, False)):
        database = Database(tmp_path / str(bounded), most)
        for number in range(64):
            database.put([(f"k{number}", "x" * 8000)])
        kept = len(list(database.entries()))
        assert (kept < 64) is bounded
        assert database.get("k63") == "x" * 8000
        (synced,) = database._opened()._sql("PRAGMA synchronous").fetchone()
        assert synced == (1 if bounded else 2)  # what is kept for good outlives a power cut
        database.close_thread()
        assert database.get("k63") == "x" * 8000
        database.close()
