"""The exact limits of the parts below a call: bytes of an answer, rows of the cache, what the local engine needs."""

import zlib
from importlib import util

import pytest

from policysum.errors import ConfigError
from policysum.llm import LocalServer
from policysum.llm.local import _MAGIC, PACKAGE
from policysum.llm.plain_cache import _RAW, _PlainDisk
from policysum.llm.transport import OversizedError, _Counter

BODY = b"0123456789" * 10


@pytest.mark.parametrize("packed", [False, True])
def test_a_body_may_be_as_long_as_its_bound_and_not_a_byte_longer(packed):
    sent = zlib.compress(BODY) if packed else BODY
    assert b"".join(_Counter(len(BODY), packed=packed).pieces(sent)) == BODY
    with pytest.raises(OversizedError):
        list(_Counter(len(BODY) - 1, packed=packed).pieces(sent))


def test_the_bound_is_of_all_pieces_together():
    counter = _Counter(len(BODY), packed=False)
    assert b"".join([*counter.pieces(BODY[:40]), *counter.pieces(BODY[40:])]) == BODY
    with pytest.raises(OversizedError):
        list(counter.pieces(b"1"))


@pytest.mark.parametrize(
    ("key", "raw", "given"), [("key", True, "key"), ("key", False, ""), (b"key", True, ""), (7, True, "")]
)
def test_only_text_is_given_back_as_a_key(tmp_path, key, raw, given):
    assert _PlainDisk(str(tmp_path)).get(key, raw) == given


@pytest.mark.parametrize(
    ("mode", "filename", "value", "read", "given"),
    [
        (_RAW, None, "text", False, "text"),
        (_RAW + 1, None, "text", False, ""),
        (_RAW, "planted", "text", False, ""),
        (_RAW, None, "text", True, ""),
        (_RAW, None, b"bytes", False, ""),
    ],
)
def test_only_text_in_its_row_is_given_back_as_a_value(tmp_path, mode, filename, value, read, given):
    assert _PlainDisk(str(tmp_path)).fetch(mode, filename, value, read) == given


def test_text_is_kept_in_its_row_without_a_file_of_a_size(tmp_path):
    assert _PlainDisk(str(tmp_path)).store("text", read=False) == (0, _RAW, None, "text")


@pytest.mark.parametrize("stored", [(b"text", False), ("text", True), (7, False)])
def test_nothing_but_text_is_kept(tmp_path, stored):
    value, read = stored
    with pytest.raises(TypeError):
        _PlainDisk(str(tmp_path)).store(value, read=read)


@pytest.mark.parametrize(
    ("path", "missing", "refused"),
    [
        (None, PACKAGE, True),
        (None, "xllamacpp", True),
        ("weights.gguf", PACKAGE, False),
        ("weights.gguf", "xllamacpp", True),
        (None, "", False),
    ],
)
def test_the_package_of_weights_is_needed_only_where_no_file_is_given(
    monkeypatch, tmp_path, path, missing, refused
):
    monkeypatch.setattr(util, "find_spec", lambda name: None if name == missing else object())
    if path is not None:
        path = tmp_path / path
        path.write_bytes(_MAGIC)
    if refused:
        with pytest.raises(ConfigError, match="not installed"):
            LocalServer(path)
    else:
        LocalServer(path)
