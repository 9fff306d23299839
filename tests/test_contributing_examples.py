"""The worked examples of CONTRIBUTING.md do what the page says; those of words stand in tests/lexicon."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from policysum.catalogue import Catalogue, load_indicators
from policysum.catalogue.indicators import COLUMNS
from policysum.document import loading, read_document
from policysum.llm.servers import capabilities_for, config_path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def example(mark):
    """The block under a mark, and the one that follows it at once."""
    found = re.search(rf"<!-- {mark} -->\n```\w+\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", PAGE, re.DOTALL)
    return found.groups()


def test_a_template_of_a_construction_finds_what_the_page_says():
    code, shown = example("run")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == shown


def test_the_files_that_a_verdict_needs_are_those_that_name_it():
    listed, _ = example("files wrong_bound")
    named = {line.split()[0] for line in listed.splitlines()}
    assert all("wrong_bound" in (ROOT / name).read_text("utf-8").lower() for name in named)
    naming = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if "wrong_bound" in path.read_text("utf-8").lower()
    }
    assert naming == {name for name in named if name.startswith("src/")}


def test_one_row_adds_an_indicator(tmp_path):
    row, shown = example("indicator")
    name, unit, _, expected = re.fullmatch(r"(\S+) (\S+) (->) (.+)\n", shown).groups()
    assert Catalogue().match(name, unit) is None
    table = tmp_path / "own.tsv"
    table.write_text("\t".join(COLUMNS) + "\n" + row, "utf-8")
    match = Catalogue(load_indicators(table)).match(name, unit)
    assert f"{match.id}, {match.measure}" == expected


def test_one_row_adds_a_server():
    row, shown = example("server")
    address, model, expected = re.fullmatch(r"(\S+) (\S+) -> (.+)\n", shown).groups()
    assert capabilities_for(address, model).family == "unknown"
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text(row, "utf-8")
    found = capabilities_for(address, model)
    assert f"{found.family}, {found.structured.value}, {found.context}" == expected


def test_a_reader_adds_a_file_format(tmp_path, monkeypatch):
    code, _ = example("format srt")
    names = {}
    exec(code, names)
    monkeypatch.setitem(loading.READERS, "srt", names["read_srt"])
    monkeypatch.setattr(loading, "sniff", lambda data, name, where: name.rpartition(".")[2])
    file = tmp_path / "speech.srt"
    file.write_text(
        "1\n00:00:01 --> 00:00:04\n全年新增企业35家。\n\n2\n00:00:05 --> 00:00:09\n完成投资12.5亿元。\n",
        "utf-8",
    )
    text = read_document(file).source
    assert "35家" in text
    assert "12.5亿元" in text
    assert "-->" not in text


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:src|tests|docs|seeds)/[\w./-]+)`", PAGE))))
def test_every_file_the_page_names_exists(path):
    assert (ROOT / path).exists()
