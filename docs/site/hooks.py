"""Pages of the site that code can say: commands, fields, servers; and the pages that lie beside `docs/`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
BESIDE = {
    "ARCHITECTURE.md": "architecture.md",
    "BENCHMARKS.md": "measured.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
"""File of the checkout -> page of the site."""

_LINK = re.compile(r"(!?\[([^\[\]]*)\])\((?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made, and what lies beside the folder."""
    made = {name: (ROOT / path).read_text(encoding="utf-8") for path, name in BESIDE.items()}
    made |= {"commands.md": commands(), "fields.md": fields()}
    for name, text in made.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Fill in what is made, and lead links to files of the checkout to their pages, or to none."""
    markdown = markdown.replace("<!-- made: servers -->", servers())
    markdown = re.sub(r"<!-- made: file (\S+) -->", _listing, markdown)
    at = page.file.src_uri

    def lead(link: re.Match[str]) -> str:
        home = ROOT if at in BESIDE.values() else (ROOT / "docs" / at).parent
        target = Path(os.path.normpath(home / link[3]))
        inside = target.relative_to(ROOT).as_posix()
        if inside == "README.md":
            to = "index.md"
        elif inside in BESIDE:
            to = BESIDE[inside]
        elif inside.startswith("docs/") and target.is_file():
            to = inside.removeprefix("docs/")
        elif target.exists():  # a file of the checkout that is no page: its name has been said
            return link[2]
        else:
            return link[0]  # a fault, which the strict build then names
        return f"{link[1]}({os.path.relpath(to, Path(at).parent).replace(os.sep, '/')}{link[4] or ''})"

    return _LINK.sub(lead, markdown)


def commands() -> str:
    """Every command with its arguments and options, as the command line says them."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "typer",
            "policysum.cli.app",
            "utils",
            "docs",
            "--name",
            "policysum",
            "--title",
            "Commands",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "TERM": "dumb"},
    )
    return done.stdout


def fields() -> str:
    """Every model of the schema with its fields, types and descriptions."""
    from policysum import schema

    parts = [
        "# Every field of the schema",
        (
            "Made from the Pydantic models. The descriptions are in Chinese, because a model is told them as they stand; "
            "[the result of one report](result.md) says the same in English, with what stands around it."
        ),
    ]
    for name in schema.__all__:
        model = getattr(schema, name)
        if not (isinstance(model, type) and hasattr(model, "model_json_schema")):
            continue
        rows = [
            f"| `{field}` | {_type(about)} | {about.get('description', '')} |"
            for field, about in model.model_json_schema()["properties"].items()
        ]
        table = "\n".join(["| field | type | what it holds |", "| --- | --- | --- |", *rows])
        parts += [f"## {name}", _first_line(model.__doc__), table]
    return "\n\n".join(parts) + "\n"


def servers() -> str:
    """The table of servers."""
    from policysum.llm.servers import SERVERS

    rows = [
        "| server | models | structured | context | price, prompt / completion |",
        "| --- | --- | --- | ---: | --- |",
    ]
    for server in SERVERS:
        can = server.capabilities
        price = (
            f"{can.price.prompt:g} / {can.price.completion:g} {can.price.currency}"
            if can.price
            else "unknown"
        )
        hosts = "<br>".join(f"`{host}`" for host in server.hosts)
        models = ", ".join(f"`{model}…`" for model in server.models) or "all"
        way = can.structured.value if can.structured else "probed"
        rows.append(f"| {can.family}<br>{hosts} | {models} | {way} | {can.context or 'unknown'} | {price} |")
    return "\n".join(rows)


def _listing(mark: re.Match[str]) -> str:
    return f"```python\n{(ROOT / mark[1]).read_text(encoding='utf-8').rstrip()}\n```"


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n\n")[0]


def _type(about: dict[str, Any]) -> str:
    """A JSON schema as a person says it."""
    if "$ref" in about:
        name = about["$ref"].rsplit("/", 1)[-1]
        return f"`{name}`"
    if "anyOf" in about:
        return " or ".join(dict.fromkeys(_type(one) for one in about["anyOf"]))
    if "enum" in about:
        return ", ".join(f"`{value}`" for value in about["enum"])
    if about.get("type") == "array":
        return f"list of {_type(about['items'])}" if "items" in about else "list"
    return {"string": "text", "null": "null", "object": "object"}.get(
        about.get("type", ""), about.get("type", "any")
    )
