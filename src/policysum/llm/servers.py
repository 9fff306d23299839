"""What each family of servers can do: a table, and nothing but the table decides.

Prices are stated only where they were published for good and are known to the author; unknown stays
unknown. Users add rows, which go first, in `servers.toml` in the platform's configuration folder:

    [[server]]
    name = "our gateway"
    host = "llm.example.org"        # host, or host:port
    model = "qwen3"                 # optional: the beginning of the model's name
    structured = "json_schema"      # json_schema_strict, json_schema, tools, json_object, text
    context = 32768
    timeout = 300
    price = { prompt = 2.0, completion = 8.0, currency = "CNY" }
    extra_body = { chat_template_kwargs = { enable_thinking = false } }
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from policysum.errors import ConfigError
from policysum.llm.types import Capabilities, Price, Structured
from policysum.places import config_dir
from policysum.regular import regular_bytes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SERVERS", "Server", "capabilities_for", "config_path", "user_servers"]


@dataclass(frozen=True, slots=True)
class Server:
    """One row: where it applies and what holds there.

    Attributes:
        hosts: host names (subdomains count) or host:port.
        models: beginnings of model names; empty for all models.
        capabilities: what the server can do.
    """

    hosts: tuple[str, ...]
    models: tuple[str, ...]
    capabilities: Capabilities

    def matches(self, netloc: str, model: str) -> bool:
        """Whether the row is about this address and model."""
        host = netloc.rpartition(":")[0] if ":" in netloc else netloc
        at_home = any(place in (netloc, host) or host.endswith("." + place) for place in self.hosts)
        return at_home and (not self.models or model.lower().startswith(self.models))


def _local(port: int) -> tuple[str, ...]:
    return (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")


_OPENAI = ("api.openai.com",)
_OPENAI_REFUSES = frozenset({"minLength", "maxLength", "uniqueItems", "default"})  # in a strict schema
_NO_THINKING = {"thinking": {"type": "disabled"}}  # the switch of bigmodel and Ark
_NO_THINKING_TEMPLATE = {
    "chat_template_kwargs": {"enable_thinking": False}
}  # vLLM and llama.cpp, Qwen's templates


def _openai(context: int, price: Price | None, *, reasoning: bool = False) -> Capabilities:
    return Capabilities(
        family="OpenAI",
        structured=Structured.STRICT,
        context=context,
        price=price,
        timeout=300.0 if reasoning else 120.0,
        drop_keywords=_OPENAI_REFUSES,
        max_tokens_field="max_completion_tokens",
        sampling=not reasoning,  # reasoning models answer 400 to a temperature
    )


def _kimi(context: int) -> Capabilities:
    return Capabilities(family="Kimi", structured=Structured.OBJECT, context=context)


_KIMI = ("api.moonshot.cn", "api.moonshot.ai")

SERVERS: tuple[Server, ...] = (
    # OpenAI. The first row that matches wins, so that longer names stand before shorter ones.
    Server(_OPENAI, ("gpt-4o-mini",), _openai(128_000, Price(0.15, 0.60, 0.075))),
    Server(_OPENAI, ("gpt-4o",), _openai(128_000, Price(2.50, 10.00, 1.25))),
    Server(_OPENAI, ("gpt-4.1-nano",), _openai(1_047_576, Price(0.10, 0.40, 0.025))),
    Server(_OPENAI, ("gpt-4.1-mini",), _openai(1_047_576, Price(0.40, 1.60, 0.10))),
    Server(_OPENAI, ("gpt-4.1",), _openai(1_047_576, Price(2.00, 8.00, 0.50))),
    Server(_OPENAI, ("o1", "o3", "o4", "gpt-5"), _openai(200_000, None, reasoning=True)),
    Server(_OPENAI, (), _openai(128_000, None)),
    # DeepSeek: a JSON mode, no schema; its thinking models refuse a forced tool choice.
    Server(
        ("api.deepseek.com",),
        (),
        Capabilities(family="DeepSeek", structured=Structured.OBJECT, context=64_000),
    ),
    # Qwen on DashScope: JSON only with thinking switched off.
    Server(
        ("dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com"),
        (),
        Capabilities(
            family="Qwen", structured=Structured.OBJECT, context=32_768, extra_body={"enable_thinking": False}
        ),
    ),
    # GLM on bigmodel and z.ai.
    Server(
        ("open.bigmodel.cn", "api.z.ai"),
        (),
        Capabilities(family="GLM", structured=Structured.OBJECT, context=128_000, extra_body=_NO_THINKING),
    ),
    # Kimi: the context stands in the model's name.
    Server(_KIMI, ("moonshot-v1-8k",), _kimi(8_192)),
    Server(_KIMI, ("moonshot-v1-32k",), _kimi(32_768)),
    Server(_KIMI, (), _kimi(128_000)),
    # Doubao on Ark: models go by the id of an endpoint, which says nothing.
    Server(
        ("volces.com",),
        (),
        Capabilities(family="Doubao", structured=Structured.OBJECT, context=32_768, extra_body=_NO_THINKING),
    ),
    # Ollama cuts silently to its own default context, whatever the model could do.
    Server(
        _local(11434),
        (),
        Capabilities(family="Ollama", structured=Structured.SCHEMA, context=4_096, timeout=600.0),
    ),
    # LM Studio takes a schema but neither json_object nor a forced tool.
    Server(
        _local(1234),
        (),
        Capabilities(family="LM Studio", structured=Structured.SCHEMA, context=4_096, timeout=600.0),
    ),
    # vLLM and llama.cpp at their default ports; elsewhere they are found by probing.
    Server(
        _local(8000),
        (),
        Capabilities(
            family="vLLM",
            structured=Structured.STRICT,
            timeout=300.0,
            extra_body=_NO_THINKING_TEMPLATE,
        ),
    ),
    Server(
        _local(8080),
        (),
        Capabilities(
            family="llama.cpp",
            structured=Structured.STRICT,
            timeout=600.0,
            extra_body={"cache_prompt": True, **_NO_THINKING_TEMPLATE},
        ),
    ),
)


def config_path() -> Path:
    """Name the file with the user's own rows: in POLICYSUM_CONFIG_DIR, else the platform's configuration folder."""
    return config_dir() / "servers.toml"


def capabilities_for(base_url: str, model: str) -> Capabilities:
    """Look up what the server at an address can do; an unknown one is to be probed."""
    netloc = urlsplit(base_url).netloc.rpartition("@")[2].lower()
    for server in (*user_servers(config_path()), *SERVERS):
        if server.matches(netloc, model):
            return server.capabilities
    return Capabilities()


def user_servers(path: Path) -> tuple[Server, ...]:
    """Read the user's rows; an absent file has none.

    Raises:
        ConfigError: the file cannot be read or a row has something unknown in it.
    """
    try:
        return _parse(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise ConfigError("the server table cannot be read", where=str(path)) from error


@lru_cache(maxsize=4)
def _parse(path: Path, _: int) -> tuple[Server, ...]:
    import tomllib

    try:
        rows = tomllib.loads(regular_bytes(path).decode()).get("server", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"the server table is not valid TOML ({error})", where=str(path)) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError("the server table has no [[server]] rows", where=str(path))
    return tuple(_row(row, f"{path}, server {number}") for number, row in enumerate(rows, start=1))


_SETTABLE = frozenset(field.name for field in fields(Capabilities)) - {"family"}


def _row(row: dict[str, Any], where: str) -> Server:
    row = dict(row)
    host, name, model = row.pop("host", None), row.pop("name", None), row.pop("model", "")
    if not isinstance(host, str) or not host:
        raise ConfigError("a row needs a host", where=where, hint='Add host = "llm.example.org".')
    if unknown := sorted(row.keys() - _SETTABLE):
        raise ConfigError(
            f"unknown field {unknown[0]!r}", where=where, hint=f"Known are {', '.join(sorted(_SETTABLE))}."
        )
    try:
        if "structured" in row:
            row["structured"] = Structured(row["structured"])
        if "price" in row:
            row["price"] = Price(**row["price"])
        if "drop_keywords" in row:
            row["drop_keywords"] = frozenset(row["drop_keywords"])
        capabilities = Capabilities(family=str(name or host), **row)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"a row cannot be used ({error})", where=where) from error
    return Server((host.lower(),), (str(model).lower(),) if model else (), capabilities)
