"""The walk-throughs of docs/ print what they show, and the notebooks of examples/ hold what their cells give."""

import ast
import contextlib
import io
import json
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("walkthrough-*.md"))
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
STATUS = 'echo "exit status $?"'
pytestmark = [pytest.mark.walkthrough, pytest.mark.long]


def _commands(page):
    """Each command with the lines shown under it, in order."""
    text = page.read_text(encoding="utf-8")
    for session in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_walkthrough_prints_what_it_shows(page, tmp_path, forks):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    found = list(_commands(page))
    assert len(found) >= 2
    for command, expected in found:
        call, _, then = command.partition("; ")
        assert call.startswith("policysum ")
        assert then in {"", STATUS}
        with (tmp_path / "printed").open("w+", encoding="utf-8") as printed:
            arguments = ["-m", "policysum", *shlex.split(call)[1:]]
            status = forks.start(arguments, cwd=tmp_path, stdout=printed, stderr=printed).wait()
            printed.seek(0)
            shown = printed.read() + (f"exit status {status}\n" if then else "")
        assert shown == expected, command


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
