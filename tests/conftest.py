"""What tests of several rooms share, and the summary of what was tried, printed at the end of a run in full."""

from __future__ import annotations

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
    if torture.FULL and torture.counts:
        terminalreporter.section("tried, and held")
        for what, number in sorted(torture.counts.items()):
            terminalreporter.write_line(f"{number:>9,} {what}")
