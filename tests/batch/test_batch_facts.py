"""Every figure of the closing table is taken from its own place in a result."""

import pytest

from policysum.batch.results import Facts

RESULT = {
    "kpis": [{"doubts": [{"code": "a"}]}, {"doubts": []}, {"doubts": [{"code": "b"}, {"code": "c"}]}],
    "document": {"warnings": [{"code": "scan", "message": "m1"}, {"code": "year_unclear", "message": "m2"}]},
    "verification": {
        "checked": 31, "passed": 29, "counts": {"unclear": 5, "supported": 24}, "coverage": {"numbers": 70, "captured": 40},
    },
    "run": {
        "model": "m", "model_calls": 7, "cache_hits": 6, "prompt_tokens": 500, "completion_tokens": 90, "cost": 0.25,
        "currency": "CNY", "unread": ["x", "y"], "not_looked_again": [],
    },
}  # fmt: skip


def test_each_figure_is_that_of_its_place():
    assert Facts.of(RESULT) == Facts(
        numbers=70, captured=40, kpis=3, checked=31, passed=29, calls=7, cache_hits=6, prompt_tokens=500,
        completion_tokens=90, cost=0.25, currency="CNY", seconds=0.0, unread=2, unclear=5, doubtful=2, by_model=1,
        warnings=2, warned="scan: m1; year_unclear: m2",
    )  # fmt: skip


def test_a_result_of_rules_or_of_a_schema_of_ones_own_has_no_such_figures():
    result = {
        **RESULT,
        "document": {},
        "run": {**RESULT["run"], "model": None, "unread": []},
        "verification": {**RESULT["verification"], "counts": {}},
    }
    del result["kpis"]
    facts = Facts.of(result)
    assert (facts.kpis, facts.doubtful, facts.by_model, facts.unread, facts.unclear) == (0, 0, 0, 0, 0)
    assert (facts.warnings, facts.warned) == (0, "")


@pytest.mark.parametrize(("cost", "kept"), [(0.25, 0.0), (None, None)])
def test_a_result_that_was_kept_asked_nothing_this_time(cost, kept):
    facts = Facts.of({**RESULT, "run": {**RESULT["run"], "cost": cost}}).without_traffic()
    assert (facts.calls, facts.cache_hits, facts.prompt_tokens, facts.completion_tokens) == (0, 0, 0, 0)
    assert (facts.cost, facts.kpis, facts.by_model, facts.doubtful) == (kept, 3, 1, 2)
