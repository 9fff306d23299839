"""The benchmark of synonyms tries its table, and a swap that says the same changes no reading."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("metamorphic", ROOT / "benchmarks" / "metamorphic.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_has_its_twenty_five_swaps_and_each_stands_in_a_sentence_of_the_tests(benchmark):
    swaps = benchmark.swaps()
    text = (ROOT / "tests" / "snapshot" / "sentences.txt").read_text("utf-8")
    assert len({swap.word for swap in swaps}) == 25
    assert [swap.word for swap in swaps if swap.apply(text) == text] == []


@pytest.mark.parametrize(
    ("sentence", "word", "changes"),
    [
        ("确保全年新增企业350家。", "确保", []),
        ("新建道路12公里，同比增长5%。", "同比", []),
        ("全市企业比上年增长5%，预计投资3亿元。", "预计", []),
        ("前两项分别占30%、40%，约20家。", "分别", []),
    ],
)
def test_a_synonym_changes_no_reading(benchmark, sentence, word, changes):
    swap = next(one for one in benchmark.swaps() if one.word == word)
    found = benchmark.changed(sentence, swap.apply(sentence), swap, names=False)
    assert [what for _, what in found] == changes


def test_a_word_within_another_stays(benchmark):
    swap = next(one for one in benchmark.swaps() if one.word == "约")
    assert swap.apply("节约资金约3亿元") == "节约资金大约3亿元"


def test_a_reading_that_changes_is_counted(benchmark):
    swap = benchmark.Swap("确保", "曾经", None)
    found = list(benchmark.changed("确保全年新增企业350家。", "曾经全年新增企业350家。", swap, names=False))
    assert [what for _, what in found] == ["status: target -> actual"]
