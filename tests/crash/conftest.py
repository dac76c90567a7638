"""What the crash tests share: the authorities are loaded once, not once for each run."""

from __future__ import annotations

from functools import cache

import pytest

from dateline import catalogue

load_catalogue = cache(catalogue.load)


@pytest.fixture
def one_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every load of the authorities that ship gives the same one."""
    monkeypatch.setattr(catalogue, "load", lambda _=None: load_catalogue())
