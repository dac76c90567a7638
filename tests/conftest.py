"""What tests of several rooms share, and the summary of what was tried, printed at the end of a run in full."""

from __future__ import annotations

from collections import Counter
from functools import cache

import hypothesis
import pytest

from dateline import catalogue
from tests import torture

# No test measures time: on a busy machine anything takes long once.
hypothesis.settings.register_profile("dateline", deadline=None)
hypothesis.settings.load_profile("dateline")

load_catalogue = cache(catalogue.load)


@pytest.fixture
def one_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The authorities that ship are loaded once, not once for each run."""
    load = catalogue.load
    monkeypatch.setattr(catalogue, "load", lambda own=None: load(own) if own else load_catalogue())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried, how often, and what was not: under ``make torture`` all of it, else that it was a sample."""
    if not torture.counts:
        return
    if not torture.FULL:
        tried = sum(torture.counts.values())
        terminalreporter.write_line(f"{tried:,} hostile inputs and faults: a sample; make torture tries all of them")
        return
    terminalreporter.section("tried, and held")
    for what, number in sorted(torture.counts.items()):
        terminalreporter.write_line(f"{number:>9,} {what}")
    skipped = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", ()))
    terminalreporter.section("not tried")
    for why, number in sorted(skipped.items()):
        terminalreporter.write_line(f"{number:>9,} {why}")
    for why in torture.ELSEWHERE:
        terminalreporter.write_line(f"          {why}")


def _reason(report: pytest.TestReport) -> str:
    told = report.longrepr
    return str(told[2] if isinstance(told, tuple) else told).removeprefix("Skipped: ")
