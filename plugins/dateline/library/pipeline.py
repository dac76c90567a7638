"""One dump through the rooms before this one: ``dumps -> extract -> catalogue``, with every failure coded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline import catalogue, dumps, extract
from dateline.extract.models.memory import NOTHING, Shares
from dateline.messages import DatelineError, Message
from dateline.model import Article, Record
from dateline.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: its records, or the messages that say why there are none."""

    path: str
    records: tuple[Record, ...] = ()
    refusal: tuple[Message, ...] = ()


class Pipeline:
    """The stages with what they have loaded; made once in each process."""

    def __init__(self, settings: Settings) -> None:
        """Load the authorities, the curator's own among them. Raises DatelineError where those are damaged."""
        self.settings = settings
        self.catalogue = catalogue.load(settings.authority if settings.authority.is_dir() else None)

    def records(self, path: Path, root: Path, told: Shares = NOTHING) -> Outcome:
        """Everything that the file at ``path`` holds, ``told`` what of it repeats across its outlet's dumps.

        Raises nothing: a failure is an outcome with a code.
        """
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        try:
            found = dumps.read(path, root, max_bytes=self.settings.max_dump_bytes)
            articles: list[Article] = [article for dump in found for article in extract.extract(dump, told)]
            records = tuple(map(self.catalogue.record, articles))
        except DatelineError as error:
            return Outcome(name, refusal=error.messages)
        except Exception as error:
            # The border of one dump: whatever goes wrong inside is this dump's refusal, and is said with its code.
            text = f"The program failed on it ({type(error).__name__}: {str(error)[:200]})."
            return Outcome(name, refusal=(Message("DL417", text, name),))
        if not records:
            return Outcome(name, refusal=(Message("DL430", "No article was found in it.", name),))
        return Outcome(name, records)
