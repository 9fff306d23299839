"""How llama.cpp is started, in place of which a module of the same face notes what it is asked for."""

import asyncio
import sys
from importlib import util
from types import ModuleType, SimpleNamespace

import pytest

from policysum.errors import ConfigError
from policysum.llm import ChatRequest, LocalServer, Message
from policysum.llm.failures import NotSentError
from policysum.llm.types import Structured


@pytest.fixture
def started(monkeypatch):
    """The parameters of each server that was started; a model whose file holds `broken` cannot be loaded."""
    found = []

    class Server:
        listening_address = "http://127.0.0.1:9"

        def __init__(self, params):
            found.append(params)
            with open(params.model.path, "rb") as file:  # noqa: PTH123 - as llama.cpp would
                if b"broken" in file.read():
                    raise RuntimeError("no")

    def parameters():
        return SimpleNamespace(
            model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace()
        )

    fake = ModuleType("xllamacpp")
    fake.Server, fake.CommonParams = Server, parameters
    monkeypatch.setitem(sys.modules, "xllamacpp", fake)
    monkeypatch.setattr(util, "find_spec", lambda _: object())
    return found


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF")
    return path


def test_a_server_is_started_once_and_anew_after_it_was_stopped(started, path):
    with LocalServer(path) as local:
        assert not local.running
        assert local.base_url == local.base_url == "http://127.0.0.1:9/v1"
        assert (local.running, len(started)) == (True, 1)
    assert not local.running
    assert (local.base_url, len(started)) == ("http://127.0.0.1:9/v1", 2)


def test_each_slot_has_the_whole_context_and_every_thread(started, path):
    assert LocalServer(path, slots=3, context=512, threads=5).base_url
    (asked,) = started
    assert (asked.model.path, asked.model_alias) == (str(path), {"own"})
    assert (asked.n_ctx, asked.n_parallel, asked.n_gpu_layers) == (1536, 3, 0)
    assert [(one.n_threads, one.poll) for one in (asked.cpuparams, asked.cpuparams_batch)] == [(5, 0)] * 2
    assert (asked.swa_full, asked.warmup, asked.ui) == (True, False, False)
    assert (asked.cache_ram_mib, asked.verbosity) == (0, -1)


@pytest.mark.parametrize(("content", "plain"), [(b"GGUF", True), (b"GGUF tokenizer.chat_template", False)])
def test_only_a_model_without_a_template_of_its_own_gets_the_plain_one(started, path, content, plain):
    path.write_bytes(content)
    assert LocalServer(path).base_url
    assert hasattr(started[0], "chat_template") is plain


@pytest.mark.parametrize(("beyond", "plain"), [(0, False), (1, True)])
def test_the_template_is_looked_for_in_the_first_thirty_two_megabytes(started, path, beyond, plain):
    key = b"tokenizer.chat_template"
    with path.open("wb") as file:
        file.write(b"GGUF")
        file.seek((32 << 20) - len(key) + beyond)
        file.write(key)
    assert LocalServer(path).base_url
    assert hasattr(started[0], "chat_template") is plain


def test_a_model_that_cannot_be_loaded_is_named(started, path):
    path.write_bytes(b"GGUF broken")
    with pytest.raises(ConfigError, match=r"own\.gguf: llama\.cpp cannot load this model"):
        assert LocalServer(path).base_url
    assert len(started) == 1


def test_the_embedded_model_is_asked_as_what_it_is(started, path):
    local = LocalServer(path, context=999)
    assert (local.capabilities.structured, local.capabilities.context) == (Structured.STRICT, 999)
    assert local.capabilities.timeout == 600
    assert local.capabilities.extra_body == {"cache_prompt": True}
    planned = []

    async def ask():
        async with local.model(plan=planned.append) as model:
            assert (model.name, model.capabilities) == ("own", local.capabilities)
            await model.complete(ChatRequest((Message("user", "你好"),)))

    with pytest.raises(NotSentError):
        asyncio.run(ask())
    assert len(planned) == 1
    assert started == []
