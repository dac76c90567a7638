"""The summary of what was tried, printed at the end of a run in full."""

from __future__ import annotations

import pytest

from tests import torture


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if torture.FULL and torture.counts:
        terminalreporter.section("tried, and held")
        for what, number in sorted(torture.counts.items()):
            terminalreporter.write_line(f"{number:>9,} {what}")
