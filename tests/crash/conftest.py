"""What several crash tests share: one published library, and what undisturbed commands make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash import commands


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of some dumps with its site, and as many dumps again that nobody has taken in."""
    return commands.publish(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="session")
def calm(published: Path, tmp_path_factory: pytest.TempPathFactory) -> commands.Calm:
    """What undisturbed runs make of it."""
    return commands.run_calmly(commands.copied(published, tmp_path_factory.mktemp("calm") / "copy"))
