"""What is installed is locked with its hash, and what is not ours is named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from policysum.llm.weights import SHA256

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normal(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=;!~ ]", name, maxsplit=1)[0]).lower()


def required(extra):
    for name in PROJECT["project"]["optional-dependencies"][extra]:
        inner = re.fullmatch(r"policysum\[(.*)\]", name)
        if inner:
            for other in inner[1].split(","):
                yield from required(other)
        else:
            yield normal(name)


@pytest.mark.parametrize(("file", "extra"), [("dev.txt", "dev"), ("demo.txt", "local"), ("docs.txt", "docs")])
def test_every_dependency_is_locked_to_one_version_with_its_hashes(file, extra):
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    entries = re.findall(
        r"^([\w.-]+)==(\S+)[^\\\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", text, re.MULTILINE
    )
    locked = {normal(name) for name, _, _ in entries}
    wanted = {*map(normal, PROJECT["project"]["dependencies"]), *required(extra), "hatchling", "editables"}
    assert wanted <= locked, "run: uv lock && .ci/export-locks"
    assert len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) == len(entries)


def test_the_lock_files_say_the_same_as_the_lock():
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    versions = {(one["name"], one.get("version")) for one in lock["package"]}
    for file in (ROOT / "requirements").iterdir():
        for name, version in re.findall(
            r"^([\w.-]+)==([^\s;\\]+)", file.read_text(encoding="utf-8"), re.MULTILINE
        ):
            assert (normal(name), version) in versions, (file.name, name, version)


def test_make_installs_what_is_locked_and_upgrades_nothing():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in text.splitlines() if line.startswith("\t$(INSTALL)")]
    assert installs
    assert all("--require-hashes -r" in line or "--no-deps --no-build-isolation" in line for line in installs)
    assert "--upgrade pip" not in text
    assert "pip install" not in text.replace("INSTALL = $(BIN)/python -m pip install", "")


def test_what_is_released_is_built_with_what_is_locked_and_named_in_a_bill_of_materials():
    for workflow in ("ci.yml", "release.yml"):
        text = (ROOT / ".github" / "workflows" / workflow).read_text(encoding="utf-8")
        assert "uv build --build-constraints requirements/dev.txt --require-hashes" in text
        assert "-m build" not in text
        assert ".ci/audit --must" in text
    assert ".ci/export-locks --sbom" in text
    audit = (ROOT / ".ci" / "audit").read_text(encoding="utf-8")
    assert all(f"requirements/{file}" in audit for file in ("dev.txt", "docs.txt"))


def test_the_terms_and_the_origin_of_the_embedded_weights_are_named():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for word in (SHA256, "https://ai.google.dev/gemma/terms", "third", "--engine extractive"):
        assert word in notice
    assert {"LICENSE", "NOTICE"} <= set(PROJECT["project"]["license-files"])
    for page in ("README.md", "README.zh-CN.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert "NOTICE" in text
        assert "Gemma" in text
