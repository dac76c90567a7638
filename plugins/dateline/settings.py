"""The ``DATELINE`` settings of ``pelican.conf.py``, checked before anything runs.

All problems are reported at once; an unknown name is answered with the nearest known one.
"""

from __future__ import annotations

import difflib
import os
import runpy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dateline.messages import DatelineError, Message
from dateline.model import Publish

LANGUAGES = ("en", "fr", "es", "ar", "ru")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a curator can set. Every field is documented in docs/settings.md (a test holds this)."""

    content: Path = Path("content")  # the library's folder; Pelican's PATH
    language: str = "en"  # of the interface: one of LANGUAGES
    publish: Publish = Publish.FULL  # how much of an article the site shows where its front matter is silent
    publish_by_source: tuple[tuple[str, Publish], ...] = ()  # the same for single sources, by their key
    max_dump_bytes: int = 64 * 1024 * 1024  # a larger file is refused
    workers: int = 0  # processes for ingest and build; 0: one per core
    page_size: int = 50  # articles on one page of a list
    search_results: int = 10  # results on one page of a search
    accent: str = "#9b1c1c"  # the one accent colour of the theme, #rrggbb
    logo: str = ""  # path of a picture below content/, "" for none
    noindex: bool = False  # ask search engines to leave the archive alone
    preview: bool = False  # add the page of what is in doubt, for the team; such a site is never bundled

    @property
    def dumps(self) -> Path:
        """Where the raw dumps are."""
        return self.content / "dumps"

    @property
    def articles(self) -> Path:
        """Where the Markdown files are."""
        return self.content / "articles"

    @property
    def records(self) -> Path:
        """Where the provenance files are."""
        return self.content / "records"

    @property
    def authority(self) -> Path:
        """Where the curator's own authority files are."""
        return self.content / "authority"


def load(config: Path, content: Path | None = None) -> Settings:
    """Read ``config`` (executed, as Pelican does) and return its settings.

    ``content`` overrides the folder that the file names. Raises DatelineError (DL001) with every problem found.
    """
    values = execute(config)
    demand(values, TEXTS, str(config))
    folder = content or config.parent / values.get("PATH", "content")
    return from_mapping(values.get("DATELINE", {}), folder, str(config))


def execute(config: Path) -> dict[str, Any]:
    """Run the file ``config``, as Pelican does, and return its names. Raises DatelineError (DL001, DL006)."""
    if not config.is_file():
        raise DatelineError(Message("DL006", "There is no such file.", str(config)))
    try:
        return runpy.run_path(str(config))
    except (Exception, SystemExit) as error:  # the file is the curator's own Python and may raise anything
        line = getattr(error, "lineno", None) or _line_of(error, config)
        raise DatelineError(
            Message("DL001", f"The file cannot be run: {type(error).__name__}: {error}.", str(config), line)
        ) from error


TEXTS = ("PATH", "OUTPUT_PATH", "THEME", "THEME_STATIC_DIR", "SITENAME", "SITEURL")  # settings of Pelican's own
LISTS = ("THEME_STATIC_PATHS",)


def demand(values: Mapping[str, Any], texts: Iterable[str], where: str, lists: Iterable[str] = ()) -> None:
    """See that settings of Pelican's are of the types that it wants too: texts (or paths), and lists of texts.

    Raises DatelineError (DL001) with every problem found.
    """
    wrong = {name: "a text" for name in texts if name in values and not _named(values[name])}
    for name in lists:
        value = values.get(name, [])
        if not isinstance(value, list | tuple) or not all(map(_named, value)):
            wrong[name] = "a list of texts"
    if wrong:
        said = {name: f"{name} = {str(values[name])[:60]!r}: must be {kind}." for name, kind in wrong.items()}
        raise DatelineError(*(Message("DL001", text, where, field=name) for name, text in said.items()))


def _named(value: object) -> bool:
    """Whether a value is a text that can be (part of) a file's name."""
    try:
        return isinstance(value, str | Path) and b"\0" not in os.fsencode(value)
    except UnicodeEncodeError:
        return False


def from_mapping(values: object, content: Path, where: str = "pelican.conf.py") -> Settings:
    """Check the mapping ``DATELINE`` and return Settings. Raises DatelineError with every problem found."""
    if not isinstance(values, Mapping):
        raise DatelineError(Message("DL001", "DATELINE must be a dictionary.", where))
    known = {f.name for f in fields(Settings)} - {"content"}
    problems: list[Message] = []
    checked: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            near = difflib.get_close_matches(str(name), sorted(known), n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            problems.append(Message("DL001", f"DATELINE has no setting {name!r}.{hint}", where, field=str(name)))
            continue
        try:
            checked[name] = _CHECKS[name](value)
        except (TypeError, ValueError) as error:
            problems.append(Message("DL001", f"DATELINE[{name!r}] = {value!r}: {error}.", where, field=name))
    if problems:
        raise DatelineError(*problems)
    return Settings(content=content, **checked)


def need_library(folder: Path) -> None:
    """See that there is a library. Raises DatelineError (DL005): a name mistyped is not an archive without articles."""
    if not folder.is_dir():
        raise DatelineError(Message("DL005", "There is no such folder.", str(folder)))


def _whole(least: int, most: int) -> Any:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least} to {most:,}")
        return value

    return check


def _text(value: object) -> str:
    if not isinstance(value, str) or not _named(value):
        raise ValueError("must be a text")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be True or False")
    return value


def _language(value: object) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
    return str(value)


def _publish(value: object) -> Publish:
    try:
        return Publish(str(value))
    except ValueError:
        raise ValueError(f"must be one of {', '.join(Publish)}") from None


def _publish_by_source(value: object) -> tuple[tuple[str, Publish], ...]:
    if not isinstance(value, Mapping):
        raise ValueError("must be a dictionary of source keys")
    return tuple(sorted((str(key), _publish(item)) for key, item in value.items()))


def _colour(value: object) -> str:
    text = _text(value)
    if len(text) != 7 or text[0] != "#" or any(c not in "0123456789abcdefABCDEF" for c in text[1:]):
        raise ValueError("must be a colour such as '#9b1c1c'")
    return text.lower()


_CHECKS: dict[str, Any] = {
    "language": _language,
    "publish": _publish,
    "publish_by_source": _publish_by_source,
    "max_dump_bytes": _whole(1, 1 << 40),
    "workers": _whole(0, 1000),
    "page_size": _whole(1, 1_000_000),
    "search_results": _whole(1, 1_000),
    "accent": _colour,
    "logo": _text,
    "noindex": _flag,
    "preview": _flag,
}


def _line_of(error: BaseException, config: Path) -> int:
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(config):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
