"""The walk-throughs of docs/ print what they show, and the notebooks of examples/ hold what their cells give."""

import ast
import contextlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("walkthrough-*.md"))
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
pytestmark = pytest.mark.walkthrough


def _commands(page):
    """Each command with the lines shown under it, in order."""
    text = page.read_text(encoding="utf-8")
    for session in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_walkthrough_prints_what_it_shows(page, tmp_path):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    found = list(_commands(page))
    assert len(found) >= 2
    for command, expected in found:
        assert command.startswith("policysum ")
        words = command.replace("policysum ", f"{sys.executable} -m policysum ", 1)
        done = subprocess.run(
            words,
            cwd=tmp_path,
            shell=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.stdout == expected, command


def _run_cell(code, names):
    """What a cell prints, and the value of its last line as a notebook shows it."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None
    return printed.getvalue(), None if value is None else repr(value)


def _shown(cell):
    printed, value = "", None
    for output in cell["outputs"]:
        if output["output_type"] == "stream":
            printed += "".join(output["text"])
        else:
            value = "".join(output["data"]["text/plain"])
    return printed, value


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_what_its_cells_give(notebook, monkeypatch):
    pytest.importorskip("pandas")
    monkeypatch.chdir(notebook.parent)
    names = {}
    cells = [cell for cell in json.loads(notebook.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 3
    for cell in cells:
        assert _run_cell("".join(cell["source"]), names) == _shown(cell), "".join(cell["source"])


def test_there_is_a_page_and_a_notebook_of_each():
    assert [page.stem for page in PAGES] == ["walkthrough-check", "walkthrough-targets", "walkthrough-track"]
    assert [path.stem for path in NOTEBOOKS] == ["check", "district", "provinces"]
