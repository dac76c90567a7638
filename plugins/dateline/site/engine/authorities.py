"""The authorities, loaded only when a build meets a name that it has not met before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from dateline.catalogue import Catalogue


class Deferred:
    """Stands for ``catalogue.load(folder)``: its mappings are those of the catalogue, loaded at the first look-up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self) -> Catalogue:
        """The catalogue itself. Raises DatelineError with all problems of the curator's files."""
        return self._loaded

    @cached_property
    def _loaded(self) -> Catalogue:
        from dateline import catalogue

        return catalogue.load(self._folder if self._folder.is_dir() else None)

    @property
    def catalogue(self) -> Catalogue:
        """An object with the catalogue's four mappings."""
        names = ("places", "conflicts", "topics", "outlets")
        return cast("Catalogue", SimpleNamespace(**{name: _Rows(self.load, name) for name in names}))


class _Rows(Mapping[str, Any]):
    def __init__(self, load: Callable[[], Catalogue], name: str) -> None:
        self._load = load
        self._name = name

    def _rows(self) -> Mapping[str, Any]:
        rows: Mapping[str, Any] = getattr(self._load(), self._name)
        return rows

    def named(self, name: str) -> Any:
        """The places authority's own look-up."""
        return getattr(self._rows(), "named")(name)  # noqa: B009 only one of the four has it

    def __getitem__(self, key: str) -> Any:
        return self._rows()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._rows()

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows())

    def __len__(self) -> int:
        return len(self._rows())
