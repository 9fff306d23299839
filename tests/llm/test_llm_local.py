"""The embedded model: from its files to answers over HTTP, replayed from a recording."""

import asyncio
import hashlib
import subprocess
import sys
from importlib import util
from typing import Literal

import pytest
from pydantic import BaseModel, Field
from validated import validated

from policysum.errors import ConfigError
from policysum.llm import ChatRequest, LocalServer, Message, ResponseCache, TruncatedAnswerError, weights

EXAMPLES = (
    "原文：全区高新技术企业达到290家，科技型中小企业1068家。\n数字：290家\n"
    '答：{"indicator":"高新技术企业","value":"290家","status":"已完成"}\n\n'
    "原文：计划到2025年，建成省级实验室12家。\n数字：12家\n"
    '答：{"indicator":"省级实验室","value":"12家","status":"目标"}\n\n'
)
PASSAGE = "原文：“宁科贷”贷款金额6580万元，比上年增长5.2%。\n数字：6580万元\n答："


class Label(BaseModel, extra="forbid"):
    indicator: str = Field(max_length=12)
    value: Literal["6580万元", "5.2%"]
    status: Literal["已完成", "目标"]


def request(**options):
    return ChatRequest((Message("user", EXAMPLES + PASSAGE),), max_tokens=60, seed=1, **options)


def test_the_embedded_model_answers_within_the_schema_of_the_passage(cassette, tmp_path):
    async def run(cache):
        local = LocalServer()
        async with local.model(cache=cache) as model:
            labelled = await validated(model, request(), Label)
            free = await model.complete(request(stop=("\n",)))
            with pytest.raises(TruncatedAnswerError):
                await model.complete(ChatRequest(request().messages, max_tokens=3, seed=1))
        return labelled, free

    with cassette("llm_local"), ResponseCache(tmp_path) as cache:
        (label, completions), free = asyncio.run(run(cache))
        assert label.value == "6580万元"
        assert len(label.indicator) <= 12
        assert completions[0].usage.prompt_tokens > 50
        assert completions[0].model == "gemma-3-270m"
        assert '"value":"6580万元"' in free.text
        assert cache.info().entries == 3  # the one cut off would be cut off again


def test_a_run_answered_from_the_cache_starts_no_server(cassette, tmp_path):
    async def run():
        local = LocalServer()
        with ResponseCache(tmp_path) as cache:
            async with local.model(cache=cache) as model:
                completion = await model.complete(request(stop=("\n",)))
        return completion.cached, local.running

    with cassette("llm_local_once"):
        assert asyncio.run(run()) == (False, True)
    assert asyncio.run(run()) == (True, False)


@pytest.mark.parametrize("model", [None, "own.gguf"])
def test_a_missing_extra_is_said_with_the_line_that_installs_it(monkeypatch, tmp_path, model):
    if model is not None:
        model = tmp_path / model
        model.write_bytes(b"GGUF")
    monkeypatch.setattr(util, "find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"pip install 'policysum\[local\]'"):
        LocalServer(model)


@pytest.mark.parametrize(
    ("content", "what"), [(None, "no such model file"), (b"hello", "not a GGUF"), (b"", "not a GGUF")]
)
def test_a_path_that_is_no_model_is_refused_at_once(tmp_path, content, what):
    path = tmp_path / "m.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=what) as caught:
        LocalServer(path)
    assert caught.value.where == str(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        LocalServer(tmp_path)


def test_a_broken_gguf_is_one_clear_error_and_llama_cpp_stays_silent(tmp_path):
    path = tmp_path / "m.gguf"
    path.write_bytes(b"GGUF" + bytes(500))
    code = (
        "from policysum.llm import LocalServer\n"
        "from policysum.errors import ConfigError\n"
        f"try: LocalServer({str(path)!r}).base_url\n"
        "except ConfigError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (
        done.stdout == f"{path}: llama.cpp cannot load this model. Check that it is a complete GGUF file.\n"
    )
    assert done.stderr == ""


def test_a_model_of_ones_own_is_known_by_its_content_and_not_its_place(tmp_path):
    one, copy, other = (tmp_path / name for name in ("a.gguf", "b.gguf", "c.gguf"))
    one.write_bytes(b"GGUF" + bytes(3 << 20))
    copy.write_bytes(one.read_bytes())
    other.write_bytes(one.read_bytes()[:-1] + b"x")
    identities = [LocalServer(path).identity for path in (one, copy, other)]
    assert identities[0] == identities[1] != identities[2]
    assert (LocalServer(one).name, LocalServer().name) == ("a", "gemma-3-270m")


@pytest.fixture
def bundle(monkeypatch, tmp_path):
    """Stand a small bundle in for the 253 MB one: packages whose code must never run."""
    content = b""
    for number in range(1, 5):
        package = tmp_path / "site" / f"{weights.PACKAGE}_part{number}"
        (package / "data").mkdir(parents=True)
        (package / "__init__.py").write_text("raise SystemExit('the code of the package was run')")
        part = bytes([number]) * 5000
        (package / "data" / f"{weights.MODEL_NAME}.part{number - 1:02}").write_bytes(part)
        content += part
        monkeypatch.delitem(sys.modules, package.name, raising=False)
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setattr(weights, "SHA256", hashlib.sha256(content).hexdigest())
    return content, tmp_path / "models", tmp_path / "site"


def test_the_bundled_model_is_put_together_once(bundle):
    content, folder, _ = bundle
    path = weights.bundled_weights(folder)
    assert path.read_bytes() == content
    before = path.stat().st_mtime_ns
    assert weights.bundled_weights(folder).stat().st_mtime_ns == before
    assert [p.name for p in folder.iterdir()] == [weights.MODEL_NAME]


@pytest.mark.parametrize("there", [lambda content: content[:100], lambda content: b"x" + content[1:]])
def test_a_half_written_or_altered_bundle_is_made_anew(bundle, there):
    content, folder, _ = bundle
    folder.mkdir()
    (folder / weights.MODEL_NAME).write_bytes(there(content))
    assert weights.bundled_weights(folder).read_bytes() == content


def test_weights_that_are_not_those_we_know_are_never_used(bundle):
    _, folder, site = bundle
    part = next(site.rglob("*.part02"))
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    with pytest.raises(ConfigError, match=r"not those that are known.*extractive"):
        weights.bundled_weights(folder)
    assert list(folder.iterdir()) == []
    part.unlink()
    with pytest.raises(ConfigError, match=r"part of the embedded model is missing.*_part3"):
        weights.bundled_weights(folder)


def test_the_installed_weights_are_those_that_are_pinned():
    digest = hashlib.sha256()
    for number in range(1, 5):
        digest.update(weights._part(number).read_bytes())
    assert digest.hexdigest() == weights.SHA256
