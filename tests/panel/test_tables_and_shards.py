"""Runs into one folder add up; parts of a batch are the same everywhere and together the whole."""

import csv

import pytest
from typer.testing import CliRunner

from policysum.batch import find_jobs, in_shard
from policysum.cli.app import app
from policysum.errors import ConfigError


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"r{number}.txt").write_text(
            f"2020年工作总结\n2020年补助企业{number + 10}家。\n", encoding="utf-8"
        )
    return folder


def _reports_of(out):
    with (out / "kpis.csv").open(encoding="utf-8-sig", newline="") as file:
        return sorted({row["report"] for row in csv.DictReader(file)})


def _run(*words):
    answer = CliRunner().invoke(app, [*map(str, words)])
    assert answer.exit_code == 0, answer.output
    return answer


def test_a_second_run_into_a_folder_adds_to_its_tables(reports, tmp_path):
    out = tmp_path / "out"
    for name in ("r0.txt", "r1.txt"):
        _run("run", reports / name, "-o", out, "--engine", "extractive", "--quiet", "--format", "csv")
    assert _reports_of(out) == ["r0.txt", "r1.txt"]


def test_tables_over_everything_in_a_folder(reports, tmp_path):
    out = tmp_path / "out"
    _run("run", reports / "r0.txt", "-o", out, "--engine", "extractive", "--quiet", "--format", "csv")
    other = tmp_path / "other"
    _run("run", reports / "r1.txt", "-o", other, "--engine", "extractive", "--quiet", "--format", "csv")
    (other / "r1.json").rename(out / "r1.json")
    _run("tables", out, "--format", "csv")
    assert _reports_of(out) == ["r0.txt", "r1.txt"]


def test_parts_are_disjoint_and_together_everything(reports, tmp_path):
    jobs, _ = find_jobs([str(reports)], tmp_path / "out")
    parts = [in_shard(jobs, f"{part}/3") for part in (1, 2, 3)]
    names = [job.name for part in parts for job in part]
    assert sorted(names) == sorted(job.name for job in jobs)
    assert max(map(len, parts)) < len(jobs)


@pytest.mark.parametrize("shard", ["0/3", "4/3", "3", "a/b", "1/0"])
def test_a_part_that_cannot_be_is_refused(reports, tmp_path, shard):
    jobs, _ = find_jobs([str(reports)], tmp_path / "out")
    with pytest.raises(ConfigError, match="is no shard"):
        in_shard(jobs, shard)
