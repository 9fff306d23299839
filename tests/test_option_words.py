"""Messages name options as whoever reads them gives them: to a command, or to a function."""

import ast
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import policysum
from policysum.cli.app import app
from policysum.errors import ConfigError, PolicysumError
from policysum.llm.retry import RetryPolicy
from policysum.option_words import IN_PYTHON, of_commands, said
from policysum.options import Options

PACKAGE = Path(policysum.__file__).parent


@pytest.mark.parametrize(
    ("message", "python"),
    [
        ("Give --base-url, or set OPENAI_BASE_URL.", "Give base_url, or set OPENAI_BASE_URL."),
        ("Use --engine openai or --engine local.", 'Use engine="openai" or engine="local".'),
        ("take --model FILE.gguf, or none", 'take model="FILE.gguf", or none'),
        ("recognise it with --ocr (slow)", "recognise it with ocr=True (slow)"),
        ("raise --patience", "raise patience in retries"),
        ("Run: pip install --force-reinstall x", "Run: pip install --force-reinstall x"),
        ("Name another with --out.", "Name another with --out."),
    ],
)
def test_a_message_names_options_as_its_reader_gives_them(message, python):
    error = PolicysumError("x", where="y", hint=message)
    assert said(message) == python
    assert python.removesuffix(".") in str(error)
    with of_commands():
        assert said(message) == message
        assert message.removesuffix(".") in str(error)
    assert said(message) == python


def test_every_option_that_is_renamed_is_one_of_the_function():
    taken = {*Options.__annotations__, "patience in retries", "ocr=True"}
    assert set(IN_PYTHON.values()) <= taken
    assert RetryPolicy.__dataclass_fields__.keys() >= {"patience"}


def test_a_caller_of_python_and_one_of_a_command_each_read_their_own_words(tmp_path):
    report = tmp_path / "报告.txt"
    report.write_text("2024年新建学校12所。", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"Give base_url, or set OPENAI_API_KEY"):
        policysum.summarize(report, engine="openai")
    arguments = ["run", str(report), "-o", str(tmp_path / "out"), "--engine", "openai"]
    result = CliRunner().invoke(app, arguments)
    with of_commands():
        assert "Give --base-url, or set OPENAI_API_KEY" in str(result.exception)


def test_options_that_functions_take_are_known_wherever_a_hint_names_one():
    """A hint outside of the rooms that only commands reach names no option that Python cannot be told."""
    of_the_command = {
        "text-column",
        "processes",
        "out",
        "debug",
        "trust",
        "gold",
        "all",
        "format",
        "force-reinstall",
    }
    named = set()
    for path in set(PACKAGE.rglob("*.py")) - set(PACKAGE.glob("cli/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "hint":
                named |= set(re.findall(r"--([a-z-]+)", ast.unparse(node.value)))
    assert named - of_the_command <= IN_PYTHON.keys()
