"""The READMEs: what they show is what happens, and both languages show the same."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
BLOCK = re.compile(r"(<!-- (?P<mark>\w+) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)```\n", re.DOTALL)


def blocks(path, kind=None, mark=None):
    found = [match.groupdict() for match in BLOCK.finditer(path.read_text(encoding="utf-8"))]
    return [one for one in found if kind in {None, one["kind"]} and mark in {None, one["mark"]}]


def in_checkout(tmp_path):
    """A folder that looks like the checkout to read from, but may be written to."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    return tmp_path


@pytest.fixture
def folder(tmp_path):
    return in_checkout(tmp_path)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_python_of_the_readme_prints_what_the_readme_shows(readme, folder):
    found = blocks(readme)
    at = next(i for i, block in enumerate(found) if block["kind"] == "python" and block["mark"] == "run")
    done = subprocess.run(
        [sys.executable, "-c", found[at]["text"]], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout == found[at + 1]["text"]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_commands_of_the_readme_print_what_the_readme_shows(readme, folder):
    sessions = blocks(readme, "console", "run")
    assert sessions
    for session in sessions:
        for command, expected in commands(session["text"]):
            done = subprocess.run(
                command.replace("policysum ", f"{shlex.quote(sys.executable)} -m policysum ", 1)
                if command.startswith("policysum ")
                else command,
                cwd=folder,
                shell=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            assert sorted_lines(done.stdout, expected), done.stdout


def commands(session):
    """Each `$ command` and the lines shown under it."""
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def sorted_lines(printed, shown):
    """Whether every line shown is printed; `...` stands for what was left out. stderr may come first."""
    lines = printed.splitlines()
    patterns = [re.escape(line).replace(r"\.\.\.", ".*") for line in shown.splitlines()]
    return len(lines) == len(patterns) and all(any(re.fullmatch(p, line) for line in lines) for p in patterns)


def test_both_languages_show_the_same_commands_and_code():
    english, chinese = (
        [(block["kind"], block["mark"], block["text"]) for block in blocks(path) if block["kind"] != "text"]
        for path in READMES
    )
    assert [strip_comments(one) for one in english] == [strip_comments(one) for one in chinese]


def strip_comments(block):
    kind, mark, text = block
    return kind, mark, re.sub(r"\s+# .*", "", text)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_file_a_readme_links_to_exists(readme):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", readme.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_and_verdict_stands_in_the_readme(readme):
    from policysum.cli.app import app
    from policysum.schema import Verdict

    text = readme.read_text(encoding="utf-8")
    names = [command.name for command in app.registered_commands] + [
        group.name for group in app.registered_groups
    ]
    assert [name for name in names if f"`policysum {name}" not in text] == []
    assert [verdict for verdict in Verdict if f"`{verdict}`" not in text] == []
