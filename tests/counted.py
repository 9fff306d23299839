"""How much work a call does, counted in lines run and not in seconds."""

import sys


def lines_run(work):
    """How many lines of the package a call runs."""
    count = 0

    def line(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return line

    def call(frame, _event, _arg):
        return line if "policysum" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
