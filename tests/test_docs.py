"""The documentation: every page is reached, and every public name is explained. `make docs` builds it strictly."""

import re
from pathlib import Path

import pytest

import policysum

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CONFIG = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_every_page_stands_in_the_navigation():
    named = set(re.findall(r"[\w/-]+\.md", CONFIG[CONFIG.index("\nnav:") :]))
    written = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert written <= named
    made = named - written
    assert made == {
        "architecture.md", "changelog.md", "commands.md", "contributing.md", "fields.md", "measured.md", "security.md",
    }  # fmt: skip


def test_every_public_name_has_its_place_in_the_reference():
    shown = re.findall(r"^::: policysum\.([\w.]+)$", (DOCS / "reference.md").read_text("utf-8"), re.MULTILINE)
    rooms = {name for name in shown if name in {"panel", "errors"}}
    missing = {
        name
        for name in policysum.__all__
        if name not in {one.rpartition(".")[2] for one in shown}
        and getattr(policysum, name).__module__ not in {f"policysum.{room}" for room in rooms}
    }
    assert missing == set()


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.stem)
def test_every_file_a_page_links_to_exists(page):
    made = {"commands.md", "fields.md", "measured.md"}
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text("utf-8"))
    assert [link for link in links if link not in made and not (page.parent / link).exists()] == []
