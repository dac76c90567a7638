"""A library in a temporary folder, and dumps of our own writing to put into it: for tests of several rooms."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from dateline import library
from dateline.library import manifest
from dateline.library.intake import Summary
from dateline.messages import Report
from dateline.model import MarkdownFile
from dateline.settings import Settings


def dump_text(title: str = "Talks resume in the capital", *, date: str = "2020-11-08", **more: str) -> str:
    """A dump with hints for all that an article needs; ``body`` and further hints by keyword."""
    body = more.pop(
        "body",
        "Negotiators of both sides met on Sunday for the third time this year.\n\n"
        "A spokeswoman for the ministry said that an agreement on prisoners was close, and that talks would go on.\n\n"
        "Officials of the other side did not comment on what was said behind closed doors during the morning.",
    )
    hints = {"Source": "The Example Courier", "Date": date, "Title": title, **more}
    rows = [f"{key}: {value}" for key, value in hints.items() if value]
    return "\n".join([*rows, "", title, "", body, ""])


@dataclass
class Place:
    """A library folder with shorthand for what tests do in it."""

    content: Path
    settings: Settings = field(init=False)
    report: Report = field(init=False)
    summary: Summary = field(init=False)

    def __post_init__(self) -> None:
        self.settings = Settings(content=self.content, workers=1)
        (self.content / "dumps").mkdir(parents=True, exist_ok=True)

    def put(self, name: str, data: str | bytes | None = None) -> Path:
        path = self.content / "dumps" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = dump_text() if data is None else data
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def ingest(self, *paths: Path, again: bool = False, restore: bool = False) -> Report:
        self.report = Report()
        self.summary = library.ingest(self.settings, paths, self.report, again=again, restore=restore)
        return self.report

    def check(self) -> Report:
        self.report = Report()
        library.check(self.settings, self.report)
        return self.report

    def files(self, folder: str = "") -> list[str]:
        """The paths of all files below ``folder``, without caches."""
        root = self.content / folder
        found = (path.relative_to(self.content) for path in root.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in found if not path.parts[0].startswith("."))

    def demand_whole(self) -> None:
        """See that every article and record that has its name can be read to its end."""
        for name in self.files("articles"):
            if name.endswith(".md"):
                self.article(name)
        for name in self.files("records"):
            if name.endswith(".json"):
                library.read_record(self.content / name)

    def digests(self) -> dict[str, str]:
        return {name: hashlib.sha256((self.content / name).read_bytes()).hexdigest() for name in self.files()}

    def but_arrival(self) -> dict[str, bytes]:
        """All files without what tells in how many runs they came: accessions, and so seals and the manifest."""
        found = {}
        for name in self.files():
            data = (self.content / name).read_bytes()
            if name.startswith("records/"):
                lines = data.splitlines(keepends=True)
                data = b"".join(line for line in lines if not line.startswith((b'"accession":', b'"check":')))
            if name != manifest.MANIFEST:
                found[name] = data
        return found

    def article(self, name: str = "") -> MarkdownFile:
        (path,) = [self.content / name] if name else sorted((self.content / "articles").rglob("*.md"))
        return library.read(path, self.content)

    def edit(self, old: str, new: str, name: str = "") -> Path:
        (path,) = [self.content / name] if name else sorted((self.content / "articles").rglob("*.md"))
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())
        return path

    def codes(self) -> list[str]:
        return sorted(message.code for message in self.report.messages)
