"""The embedded model: llama.cpp in this process, spoken to over HTTP on a loopback port like any other server.

What has been learned the hard way:

- The bundled Gemma is a base model. llama.cpp gives a model without a chat template the ChatML one, whose
  marks it has never seen; it continues plain text well, so it gets a template that just joins the messages.
- Gemma attends through a sliding window, and llama.cpp keeps no more than that window of the past: the examples
  that every prompt begins with were read anew each time. `swa_full` keeps it all, and 277 of 341 tokens are reused.
- Slots share the context: each gets `context` tokens here, the server gets the sum.
- llama.cpp writes its log to stderr; `verbosity = -1` keeps it still without redirecting our own output.
- Its threads spin while they wait for each other. On a machine that has other work, each waits for one that
  is not running: 825 tokens of prompt and 60 of answer took 41 s of CPU at a load of 8 instead of 10. So they
  are set to give up spinning early, which costs nothing on an idle machine. libgomp reads that when it is loaded.
- A cached prefix changes the batch sizes and so the last bits of the logits: at temperature 0 a near tie may
  fall the other way than it does without the cache. Our response cache is what makes runs repeatable.
- The port is random; the response cache knows the model by `identity` instead.
- The server starts at the first request that the cache cannot answer, so a second run never loads a model.
"""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from policysum.errors import ConfigError
from policysum.llm.types import Capabilities, Structured
from policysum.llm.weights import PACKAGE, SHA256, bundled_weights
from policysum.places import cache_dir
from policysum.regular import open_regular

if TYPE_CHECKING:
    from collections.abc import Callable

    from anyio.from_thread import BlockingPortal

    from policysum.llm.cache import ResponseCache
    from policysum.llm.openai_model import OpenAIModel
    from policysum.llm.retry import Retrier
    from policysum.llm.sending import Planned
    from policysum.llm.types import CallRecord, Limiter

__all__ = ["LocalServer", "cores"]

_INSTALL = "Install it with: pip install 'policysum[local]'"
_MAGIC = b"GGUF"
_TEMPLATE_KEY = b"tokenizer.chat_template"
_METADATA_BYTES = 32 << 20  # metadata lead the file; Gemma's vocabulary of 262,144 words takes the most known
_SAMPLE_BYTES = 1 << 20
_PLAIN_TEMPLATE = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
_SPINS = "1000"
_BUNDLED_NAME = "gemma-3-270m"


class LocalServer:
    """A model in this process behind an OpenAI-compatible loopback address.

    Args:
        model_path: any GGUF file; the bundled model if None.
        slots: requests answered at once; on two cores a second slot pays, a third does not.
        context: tokens each slot has for prompt and answer.
        threads: threads of llama.cpp; one per core, at most eight, if None.
        models_dir: where the bundled model is put together; the platform's cache folder if None.

    Raises:
        ConfigError: the extra is not installed, or the file is missing or not a GGUF.
    """

    def __init__(
        self,
        model_path: Path | str | None = None,
        *,
        slots: int = 2,
        context: int = 4096,
        threads: int | None = None,
        models_dir: Path | None = None,
    ) -> None:
        self.slots = slots
        self.context = context
        self._threads = threads or min(cores(), 8)
        self._models_dir = models_dir
        self._path = None if model_path is None else _checked(Path(model_path))
        self._require()
        self._lock = threading.Lock()
        self._server: Any = None

    @property
    def name(self) -> str:
        """Name of the model."""
        return _BUNDLED_NAME if self._path is None else self._path.stem

    @property
    def identity(self) -> str:
        """What stands for this model in cache keys: its content, not its random port."""
        if self._path is None:
            return f"local:{SHA256[:32]}"
        return f"local:{_sample_hash(self._path)}"

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""
        return Capabilities(
            family="local",
            structured=Structured.STRICT,
            context=self.context,
            timeout=600.0,  # two busy cores may need minutes for a long passage
            extra_body={"cache_prompt": True},
        )

    @property
    def base_url(self) -> str:
        """Address of the server, which is started if it is not running yet."""
        with self._lock:
            if self._server is None:
                self._server = self._start()
            return f"{self._server.listening_address}/v1"

    @property
    def running(self) -> bool:
        """Whether the model is loaded."""
        return self._server is not None

    def model(
        self,
        *,
        cache: ResponseCache | None = None,
        retrier: Retrier | None = None,
        limiter: Limiter | None = None,
        timeout: float | None = None,
        on_call: Callable[[CallRecord], None] | None = None,
        network: BlockingPortal | None = None,
        plan: Callable[[Planned], None] | None = None,
    ) -> OpenAIModel:
        """Give the model as a `ChatModel`; the server starts with its first uncached request."""
        from policysum.llm.openai_model import OpenAIModel

        return OpenAIModel(
            lambda: self.base_url,
            model=self.name,
            capabilities=self.capabilities,
            cache=cache,
            retrier=retrier,
            limiter=limiter,
            timeout=timeout,
            identity=self.identity,
            on_call=on_call,
            network=network,
            plan=plan,
        )

    def stop(self) -> None:
        """Stop the server and free the model; the next use starts it again."""
        with self._lock:
            self._server = None  # xllamacpp stops a server when it is collected

    def __enter__(self) -> Self:
        """Use the server within a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it at the end of the block."""
        self.stop()

    def _require(self) -> None:
        from importlib.util import find_spec

        needed = ["xllamacpp"] if self._path is not None else ["xllamacpp", PACKAGE]
        for module in needed:
            if find_spec(module) is None:
                raise ConfigError("the local engine is not installed", hint=_INSTALL)

    def _start(self) -> Any:
        os.environ.setdefault("GOMP_SPINCOUNT", _SPINS)
        import xllamacpp

        path = self._path or bundled_weights(self._models_dir or cache_dir() / "models")
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.model_alias = {self.name}  # or answers would name a path of this machine
        params.n_ctx = self.context * self.slots
        params.n_parallel = self.slots
        params.n_gpu_layers = 0
        for threads in (params.cpuparams, params.cpuparams_batch):
            threads.n_threads = self._threads
            threads.poll = 0
        params.swa_full = True
        params.warmup = False  # the first request is the warm-up
        params.ui = False
        params.cache_ram_mib = (
            0  # prefixes live in the slots; the extra store of whole prompts would grow to 8 GiB
        )
        params.verbosity = -1
        if not _has_chat_template(path):
            params.chat_template = _PLAIN_TEMPLATE
        try:
            return xllamacpp.Server(params)
        except RuntimeError as error:
            raise ConfigError(
                "llama.cpp cannot load this model",
                where=str(path),
                hint="Check that it is a complete GGUF file.",
            ) from error


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _checked(path: Path) -> Path:
    """Refuse what is plainly no GGUF before llama.cpp does so without a reason."""
    try:
        with os.fdopen(open_regular(path, os.O_RDONLY), "rb") as file:
            magic = file.read(len(_MAGIC))
    except FileNotFoundError:
        raise ConfigError("no such model file", where=str(path), hint="Check --model.") from None
    except OSError as error:
        raise ConfigError(f"the model file cannot be read ({error.strerror})", where=str(path)) from error
    if magic != _MAGIC:
        raise ConfigError("this is not a GGUF file", where=str(path), hint="Give --model a .gguf file.")
    return path


def _has_chat_template(path: Path) -> bool:
    with path.open("rb") as file:
        return _TEMPLATE_KEY in file.read(_METADATA_BYTES)


def _sample_hash(path: Path) -> str:
    """Name a file of gigabytes by its size, head and tail."""
    digest = hashlib.sha256(str(size := path.stat().st_size).encode())
    with path.open("rb") as file:
        digest.update(file.read(_SAMPLE_BYTES))
        file.seek(max(size - _SAMPLE_BYTES, 0))
        digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:32]
