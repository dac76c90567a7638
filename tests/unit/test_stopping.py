"""A signal is heard wherever it arrives."""

from __future__ import annotations

import signal
import sys
import time

import pytest

from dateline import stopping


class Deaf:
    """What is deleted while a signal arrives: Python drops whatever is raised there."""

    def __init__(self, raised: type[BaseException]) -> None:
        self.raised = raised

    def __del__(self) -> None:
        raise self.raised


def work(raised: type[BaseException]) -> None:
    Deaf(raised)
    for _ in range(500):
        time.sleep(0.01)


def test_a_signal_that_python_drops_is_raised_again(capfd: pytest.CaptureFixture[str]) -> None:
    with stopping.heard(), pytest.raises(KeyboardInterrupt):
        work(KeyboardInterrupt)
    assert "Traceback" not in capfd.readouterr().err


def test_a_signal_while_a_class_is_made_is_one() -> None:
    class Interrupted:
        def __set_name__(self, _owner: type, _name: str) -> None:
            signal.raise_signal(signal.SIGTERM)

    with pytest.raises(KeyboardInterrupt), stopping.heard():
        type("Made", (), {"field": Interrupted()})
    with pytest.raises(ValueError, match="another"), stopping.heard():
        raise ValueError("another")


def half_done(error: Exception) -> None:
    try:
        raise KeyboardInterrupt
    finally:
        raise error


def test_what_fails_as_it_is_closed_after_a_signal_is_a_stop_but_a_disk_that_fails_is_told() -> None:
    with pytest.raises(KeyboardInterrupt), stopping.heard():
        half_done(ValueError("a writing handle is open"))
    with pytest.raises(OSError, match="no room"), stopping.heard():
        half_done(OSError("no room"))


def test_sigterm_is_an_interrupt_and_all_is_as_before_afterwards() -> None:
    before, hook = signal.getsignal(signal.SIGTERM), sys.unraisablehook
    with stopping.heard(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGTERM)
    assert (signal.getsignal(signal.SIGTERM), sys.unraisablehook) == (before, hook)


def test_what_else_is_dropped_is_told_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: told.append(found.exc_type))
    with stopping.heard():
        Deaf(ValueError)
    assert told == [ValueError]
