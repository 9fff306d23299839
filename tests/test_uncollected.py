"""No garbage is looked for while a step of a report is taken, and only then."""

import gc
import sys
import threading

import pytest

from policysum import uncollected as module
from policysum.document import Document
from policysum.extract import extractive
from policysum.uncollected import uncollected


@pytest.fixture(autouse=True)
def collecting():
    gc.enable()
    yield
    gc.enable()


def failing():
    assert not gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert not gc.isenabled()
    raise KeyError("a step that fails")


def test_garbage_is_looked_for_again_whatever_happens_inside():
    with pytest.raises(KeyError, match="fails"):
        uncollected()(failing)()
    assert gc.isenabled()
    assert not module._PAUSED.locked()


def test_who_looks_for_none_anyway_is_left_alone():
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()


def test_a_thread_that_comes_later_keeps_nobody_from_looking_again():
    entered, left = threading.Event(), threading.Event()

    def later():
        with uncollected():
            entered.set()
            left.wait(5)

    thread = threading.Thread(target=later)
    with uncollected():
        thread.start()
        assert entered.wait(5)
    assert gc.isenabled()
    left.set()
    thread.join(5)
    assert gc.isenabled()
    assert not module._PAUSED.locked()


def test_a_report_is_extracted_without_looking(monkeypatch):
    seen = []
    document = Document.from_text("2020年新增企业12家，增长5%。")
    step = sys.modules["policysum.extract.extractive"]
    plain = step.kpi
    monkeypatch.setattr(step, "kpi", lambda *given: (seen.append(gc.isenabled()), plain(*given))[1])
    assert len(extractive(document).kpis) == 2
    assert seen == [False, False]
    assert gc.isenabled()
