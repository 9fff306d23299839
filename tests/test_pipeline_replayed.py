"""The whole pipeline with the embedded model, replayed from what it really answered."""

from pathlib import Path

import policysum
from policysum.schema import LabelOrigin

REPORT = next((Path(__file__).parents[1] / "seeds").glob("004_*.txt"))


def test_the_embedded_model_names_figures_and_a_second_run_asks_nothing(cassette):
    floor = policysum.summarize(REPORT, engine="extractive")
    with cassette("pipeline_004"):
        first = policysum.summarize(REPORT, engine="local")
    # No cassette is open now: a request would fail, and so would loading the model.
    second = policysum.summarize(REPORT, engine="local")

    assert (first.run.engine, first.run.unread) == ("local", [])
    assert first.run.model_calls > 0
    assert (second.run.model_calls, second.run.cache_hits) == (0, first.run.model_calls)
    assert second.run.prompt_tokens == 0
    assert second.report == first.report

    by_model = [kpi for kpi in first.report.kpis if kpi.origin is LabelOrigin.MODEL]
    assert by_model
    assert [(kpi.start, kpi.text) for kpi in first.report.kpis] == [
        (kpi.start, kpi.text) for kpi in floor.report.kpis
    ]
    assert all(kpi.verdict.passes for kpi in by_model)
    assert all(first.source[kpi.start : kpi.end] == kpi.text for kpi in first.report.kpis)
    assert first.verification.coverage.share == 1.0
