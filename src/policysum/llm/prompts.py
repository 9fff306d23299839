"""Prompts are files: found in the wheel, in the checkout or in a folder of the user's, named and versioned by content.

A template is Jinja2 in a sandbox; every variable it names must be given. The text of a report only ever
enters as a variable, so that braces in a report are braces. A line `<!-- system -->`, `<!-- user -->` or
`<!-- assistant -->` on its own starts a message of that role; the file is cut there before anything is
filled in, so that no report can open a message of its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from policysum.errors import ConfigError
from policysum.llm.types import Message, MessageRole
from policysum.regular import regular_bytes

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["Prompt", "load_prompt", "prompt_dir"]

_SUFFIXES = (".md", ".j2")
_ROLES = {f"<!-- {role} -->": role for role in ("system", "user", "assistant")}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template and the hash that names its version."""

    name: str
    text: str
    fingerprint: str

    def render(self, **variables: Any) -> str:
        """Fill the whole template in as one text."""
        return _fill(self.name, self.text, variables)

    def messages(self, **variables: Any) -> tuple[Message, ...]:
        """Fill the template in as messages; without role lines it is one message of the user."""
        return tuple(
            Message(cast("MessageRole", role), _fill(self.name, part, variables).strip("\n"))
            for role, part in _cut(self.text)
        )


@lru_cache(maxsize=1)
def prompt_dir() -> Path:
    """Name the folder of our own prompts, in an installed wheel or in a checkout.

    Raises:
        ConfigError: this installation has none.
    """
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "prompts", here.parents[3] / "prompts"):
        if folder.is_dir():
            return folder
    raise ConfigError("the prompts are missing from this installation", hint="Install policysum again.")


def load_prompt(name: str, dir: Path | str | None = None) -> Prompt:  # noqa: A002  # the word users type: --prompts DIR
    """Load a prompt by name.

    Args:
        name: file name without suffix.
        dir: folder that is looked into first; a prompt it lacks comes from our own.

    Raises:
        ConfigError: the folder or the prompt does not exist, or is not UTF-8.
    """
    folders = [prompt_dir()]
    if dir is not None:
        if not Path(dir).is_dir():
            raise ConfigError("no such folder of prompts", where=str(dir), hint="Check --prompts.")
        folders.insert(0, Path(dir))
    if not name.replace("-", "_").isidentifier():
        raise ConfigError(f"{name!r} is not the name of a prompt")
    for folder in folders:
        for suffix in _SUFFIXES:
            path = folder / f"{name}{suffix}"
            if path.is_file():
                return _read(name, path)
    raise ConfigError(f"there is no prompt named {name!r}", where=str(folders[0]))


def _read(name: str, path: Path) -> Prompt:
    try:
        # A checkout on Windows must not change the version of a prompt.
        text = regular_bytes(path).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ConfigError("the prompt is not UTF-8", where=str(path)) from error
    except OSError as error:
        raise ConfigError(f"the prompt cannot be read ({error.strerror})", where=str(path)) from error
    return Prompt(name, text, hashlib.sha256(text.encode()).hexdigest()[:16])


def _cut(text: str) -> list[tuple[str, str]]:
    parts: list[tuple[str, list[str]]] = []
    for line in text.splitlines(keepends=True):
        role = _ROLES.get(line.strip())
        if role is not None:
            parts.append((role, []))
        elif parts:
            parts[-1][1].append(line)
        elif line.strip():
            parts.append(("user", [line]))
    return [(role, "".join(lines)) for role, lines in parts]


def _fill(name: str, text: str, variables: dict[str, Any]) -> str:
    try:
        return _compile(text).render(**variables)
    except Exception as error:  # a template is a program, and may raise whatever it likes
        raise ConfigError(f"the prompt cannot be filled in ({error})", where=name) from error


@lru_cache(maxsize=64)
def _compile(text: str) -> Template:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # a prompt is plain text, not HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(text)
