"""Which tests are measured where Python traces each line that runs, and takes twice as long (before 3.14).

Of the cases of a test the first that reaches nothing new is the last that is measured, and a file is measured as long
as it finds something for its time. So the share that is printed is one that is reached at least: a few per cent of what
all tests together reach are not seen, in a third of the time.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import defaultdict

import pytest

BEGINNING = 0.3  # seconds of CPU for a file
EACH = 0.008  # more of them for each jump from line to line that nothing reached before
MOST = 0.8  # that are saved up


class Traced:
    """Takes the tracer of coverage away from tests that are not measured."""

    def __init__(self):
        self._left, self._exhausted = defaultdict(lambda: BEGINNING), set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        measured = item.config.pluginmanager.getplugin("_cov")
        tracer, threads = sys.gettrace(), threading.gettrace()
        if measured is None or tracer is None:
            return (yield)
        name, file = item.nodeid.partition("[")[0], item.path
        if name in self._exhausted or self._left[file] < 0 or item.get_closest_marker("long"):
            sys.settrace(None)
            threading.settrace(None)
            try:
                return (yield)
            finally:
                threading.settrace(threads)
                sys.settrace(tracer)
        before, began = self._reached(measured), time.process_time()
        try:
            return (yield)
        finally:
            found = self._reached(measured) - before
            self._left[file] = min(self._left[file] + EACH * found, MOST) - (time.process_time() - began)
            if not found:
                self._exhausted.add(name)

    @staticmethod
    def _reached(measured):
        return sum(map(len, measured.cov_controller.cov._collector.data.values()))
