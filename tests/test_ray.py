"""Reports on a Ray cluster give the rows that one process gives."""

import json
import os

import pytest

import policysum
import policysum.ray
from policysum.errors import ConfigError
from policysum.ray import divided
from policysum.views import rows


def _reports(folder, count=6):
    for number in range(count):
        text = f"2020年工作总结\n2020年补助企业{number + 10}家，发放补助{number + 2}万元。\n"
        (folder / f"r{number}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.glob("*.txt"))


def test_limits_are_divided_and_nothing_else():
    given = {"rpm": 60.0, "tpm": 1000.0, "budget": 4.0, "concurrency": 8, "engine": "openai", "passes": 2}
    assert divided(given, 4) == {
        "rpm": 15.0, "tpm": 250.0, "budget": 1.0, "concurrency": 2, "engine": "openai", "passes": 2,
    }  # fmt: skip
    assert divided({"concurrency": 2, "rpm": None}, 8) == {"concurrency": 1, "rpm": None}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"api_key": "sk-test"}, "api_key is not passed on"),
        ({"log": "calls.jsonl"}, "log is not passed on"),
        ({"table": "none"}, "no table 'none'"),
        ({"workers": 0}, "at least one worker"),
    ],
)
def test_what_cannot_be_passed_on_is_refused_and_no_key_is_shown(options, said):
    with pytest.raises(ConfigError, match=said) as error:
        policysum.ray.summarize(None, **options)
    assert "sk-test" not in str(error.value)


@pytest.fixture(scope="module")
def cluster():
    """Two nodes on this machine."""
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'policysum[ray]'")
    utils = pytest.importorskip("ray.cluster_utils")
    os.environ.setdefault("RAY_agent_register_timeout_ms", "120000")  # a busy machine starts its agents late
    nodes = utils.Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    nodes.add_node(num_cpus=1)
    ray.init(address=nodes.address, log_to_driver=False)
    yield ray
    ray.shutdown()
    nodes.shutdown()


_OF_RAY = pytest.mark.filterwarnings("ignore")  # its own, of every release


@_OF_RAY
def test_two_nodes_give_the_rows_of_one_process(cluster, tmp_path):
    paths = _reports(tmp_path)
    assert len([node for node in cluster.nodes() if node["Alive"]]) == 2
    dataset = cluster.data.from_items([{"path": str(path)} for path in paths])
    found = policysum.ray.summarize(dataset, workers=2, table="kpis", engine="extractive").take_all()
    with policysum.Summarizer(engine="extractive") as summarizer:
        alone = [row for one in summarizer.map(paths) for row in rows(one.to_dict(), "kpis")]

    def order(row):
        return row["report"], row["kpi"]

    assert sorted(found, key=order) == sorted(alone, key=order)


@_OF_RAY
def test_a_report_that_fails_is_a_row_with_its_error(cluster, tmp_path):
    items = [{"path": str(tmp_path / "none.txt"), "text": None, "name": None}]
    items += [{"path": None, "text": "2020年补助企业10家。\n", "name": "a.txt"}]
    answer = policysum.ray.summarize(
        cluster.data.from_items(items), workers=1, engine="extractive"
    ).take_all()
    by_name = {row["report"]: row for row in answer}
    assert "no such file" in by_name[str(tmp_path / "none.txt")]["error"]
    assert json.loads(by_name["a.txt"]["result"])["kpis"][0]["value"] == 10
