"""The small library as a fixture."""

from __future__ import annotations

import pytest

from dateline.site.edition import Edition
from tests.unit.site.site_library import load, write


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition of the hard cases."""
    return load(write(tmp_path_factory.mktemp("library")))
