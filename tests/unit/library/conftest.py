"""Fixtures of the library's tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dateline import catalogue
from dateline.catalogue import Catalogue
from tests.library_place import Place

load_catalogue = catalogue.load


@cache
def shipped_catalogue() -> Catalogue:
    """What ships, read once for all tests."""
    return load_catalogue()


@pytest.fixture(autouse=True)
def one_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading the authorities costs more than all else here."""

    def load(authority: Path | None = None) -> Catalogue:
        return load_catalogue(authority) if authority else shipped_catalogue()

    monkeypatch.setattr(catalogue, "load", load)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "content")


@pytest.fixture
def new_place(tmp_path: Path) -> Callable[[str], Place]:
    return lambda name: Place(tmp_path / name / "content")
