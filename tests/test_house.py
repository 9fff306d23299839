"""What the documents of the house say of the code is so."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "ARCHITECTURE.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture(scope="module")
def floors():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {name.strip().removeprefix("policysum.") for layer in layers for name in layer.split("|")}


def test_every_floor_is_in_the_drawing_and_is_there(floors):
    drawing = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("## Floors")[1].split("##")[0]
    words = set(re.findall(r"\w+", drawing))
    assert floors <= words
    for name in floors:
        assert (ROOT / "src/policysum" / name).is_dir() or (ROOT / f"src/policysum/{name}.py").is_file()


def test_every_room_stands_on_a_floor(floors):
    rooms = {path.parent.name for path in (ROOT / "src/policysum").glob("*/__init__.py")}
    assert rooms <= floors


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
        if target != "CONTRIBUTING.md":
            assert (page.parent / target).exists(), target


def test_the_version_is_the_same_everywhere():
    import policysum

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert project == policysum.__version__ == cited[1]
    released = re.search(r"^date-released: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    newest = re.search(r"^## (\d\S*) - (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest.groups() == (project, released[1])


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("quantity: a line break stops no vague number", ""),
        ("verify, claims: " + "x" * 56, ""),
        ("verify, claims: " + "x" * 57, "73 characters, 72 at most"),
        ("Mend the reader", "does not begin with a place and a colon"),
        ("quantity: what stops.", "ends with a full stop"),
        ("# a remark\n\nquantity: what stops", ""),
        ("fixup! quantity: what stops.", ""),
        ("", "does not begin with a place"),
    ],
)
def test_a_commit_says_where_and_what(tmp_path, subject, said):
    message = tmp_path / "COMMIT_EDITMSG"
    message.write_text(f"{subject}\n\nWhy it is so, at any length. " + "word " * 40, encoding="utf-8")
    if not subject:
        message.write_text("# nothing but a remark\n", encoding="utf-8")
    command = [sys.executable, ROOT / ".ci/subjects.py", message]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == bool(said)
    assert said in done.stdout
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert "entry: .venv/bin/python .ci/subjects.py" in hooks
    assert ".ci/subjects.py" in (ROOT / ".github/workflows/ci.yml").read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["Kind", "Item", "Section", "Passage", "Sentence", "Plan", "Line", "Role", "Row"]
)
def test_one_word_names_one_thing(name):
    having = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src/policysum").rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if (isinstance(node, ast.ClassDef) and node.name == name)
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name)
    ]
    assert len(having) == 1
