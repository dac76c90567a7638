"""The inbox: what the program doubts, worst first, with the evidence; and what a curator decides about it.

Every decision is an edit of the article's Markdown file, by lines, as a curator would make it; and one line in
``content/decisions.jsonl``: when, who, which article, which field, what.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.catalogue import Catalogue
from dateline.library import atomic, claims, files, frontmatter, stored, yamlio
from dateline.library.propose import DECISIVE, NEEDED
from dateline.messages import DatelineError, Message, Report
from dateline.model import Doubt, Evidence, Header, MarkdownFile, Statement, Status
from dateline.settings import Settings

LOG = "decisions.jsonl"
BODY = "body"
STATUS = "status"  # of an article in the inbox that lacks nothing
ALL = "*"  # every doubt about a field


EVIDENCE = 5  # sentences of evidence that are shown


@dataclass(frozen=True, slots=True)
class Item:
    """One doubt about a field of one article, with all that helps to decide it."""

    article: str  # path of the Markdown file
    title: str
    field: str
    value: str  # as it stands in the file
    reason: str
    candidates: tuple[str, ...] = ()
    called: tuple[str, ...] = ()  # each candidate as it is shown, where its key alone says little
    evidence: tuple[str, ...] = ()  # one sentence each
    stands: str = ""  # of a list: the entry that the doubt is about
    siblings: int = 1  # how many doubts about this field there are
    waits: bool = False  # the article is in the inbox
    dump: str = ""  # where the article comes from
    claim: Statement | None = None  # a candidate for ``claims``; then nothing stands in the file yet


Called = Callable[[str, str], str]
"""A candidate as it is shown: from field and candidate."""


def items(settings: Settings, report: Report, called: Called | None = None) -> list[Item]:
    """Every doubt about a field on a review list: articles that wait first, then those whose worst doubt decides most.

    The doubts about one article stand together, so that whoever decides opens its dump once.
    ``called`` tells what a candidate's key stands for.
    """
    records = _records(settings, report)
    found: list[Item] = []
    for file in _articles(settings, report):
        header = file.header
        names = _open(file)
        if names:
            record = _read(settings, records.get(header.id, ""), report)
            for name in names:
                found += _items(file.path, header, name, record, called or (lambda _, text: text))
    order = {name: rank for rank, name in enumerate((*DECISIVE, *NEEDED, *frontmatter.KEYS)[::-1])}
    worst: dict[str, int] = {}
    for item in found:
        worst[item.article] = max(worst.get(item.article, 0), order.get(item.field, 0))
    return sorted(
        found, key=lambda item: (not item.waits, -worst[item.article], item.article, -order.get(item.field, 0))
    )


def _articles(settings: Settings, report: Report) -> Iterator[MarkdownFile]:
    """All articles of the library; one that cannot be read is reported and left out."""
    for path in files.walk(settings.articles, ".md"):
        try:
            yield files.read(path, settings.content)
        except DatelineError as error:
            report.extend(error.messages)


def claim_items(settings: Settings, report: Report) -> list[Item]:
    """Every sentence of a published article that may be a claim, less what was accepted or dismissed before."""
    dismissed = {(d.get("article"), d.get("value")) for d in decisions(settings) if d.get("action") == "dismiss"}
    found: list[Item] = []
    for file in _articles(settings, report):
        if file.header.status is not Status.PUBLISHED:
            continue
        noted = {item.says for item in file.header.claims}
        for suggestion in claims.suggestions(file.body, file.header.lang):
            value = claims.shown(suggestion.statement)
            if suggestion.statement.says not in noted and (file.path, value) not in dismissed:
                found.append(
                    Item(
                        article=file.path,
                        title=file.header.title,
                        field="claims",
                        value=value,
                        reason=f"“{suggestion.sentence}”",
                        claim=suggestion.statement,
                    )
                )
    return found


def decisions(settings: Settings) -> list[dict[str, str]]:
    """The record of decisions, oldest first. A line that is none (two people's edits merged badly) is left out."""
    try:
        lines = (settings.content / LOG).read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    found: list[dict[str, str]] = []
    for line in lines:
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict):
            found.append({str(name): str(value) for name, value in entry.items()})
    return found


def _records(settings: Settings, report: Report) -> dict[str, str]:
    """The names of the record files by the id of their article."""
    names: dict[str, str] = {}
    for path in files.walk(settings.records, ".json"):
        name = files.relative(path, settings.content)
        try:
            names[stored.read_head(path, name).id] = name
        except DatelineError as error:
            report.extend(error.messages)
    return names


def _read(settings: Settings, name: str, report: Report) -> stored.StoredRecord | None:
    if not name:
        return None
    try:
        return stored.read(settings.content / name, name)
    except DatelineError as error:
        report.extend(error.messages)
        return None


def _open(file: MarkdownFile) -> tuple[str, ...]:
    """The fields that somebody has to decide: those on the review list, and whatever keeps the article in the inbox."""
    header = file.header
    if header.status is Status.WITHDRAWN:
        return ()
    if header.status is not Status.INBOX:
        return header.review
    missing = tuple(name for name in NEEDED if not _value(file, name) and name not in header.review)
    return (*header.review, *missing) or (STATUS,)


def _value(file: MarkdownFile, name: str) -> str:
    """A field as it stands, where the body is one too."""
    return file.body.strip() if name == BODY else written(getattr(file.header, name))


def names_of(catalogue: Catalogue) -> Called:
    """What the keys of an authority stand for: "red-sea-sd" is "red-sea-sd: Red Sea, region, SD"."""

    def called(name: str, key: str) -> str:
        place = catalogue.places.get(key) if name == "places" else None
        if place is not None:
            return f"{key}: {', '.join(filter(None, (place.name, place.kind, place.country)))}"
        conflict = catalogue.conflicts.get(key) if name == "conflicts" else None
        return f"{key}: {conflict.name}" if conflict is not None else key

    return called


def _items(path: str, header: Header, name: str, record: stored.StoredRecord | None, called: Called) -> Iterator[Item]:
    doubts = [doubt for doubt in (record.doubts if record else ()) if doubt.field == name]
    for doubt in doubts or [Doubt(name, "", "")]:
        yield Item(
            article=path,
            title=header.title,
            field=name,
            value="" if name == BODY else written(getattr(header, name)),
            reason=doubt.reason,
            candidates=doubt.candidates,
            called=tuple(called(name, text) for text in doubt.candidates),
            evidence=_evidence(record, name, doubt) if record else (),
            stands=_stands(header, record, doubt) if record else "",
            siblings=max(1, len(doubts)),
            waits=header.status is Status.INBOX,
            dump=header.dump,
        )


def _evidence(record: stored.StoredRecord, name: str, doubt: Doubt) -> tuple[str, ...]:
    """The evidence for what is in doubt; where that cannot be told, the first pieces for the field."""
    all_of_it = [item for item in record.evidence if item.field == name]
    meant = [item for item in all_of_it if item.value in doubt.candidates]
    return tuple(_because(item, record) for item in (meant or all_of_it)[:EVIDENCE])


def _stands(header: Header, record: stored.StoredRecord, doubt: Doubt) -> str:
    """The entry of a list that a doubt is about: the one that the program chose among the candidates."""
    if doubt.field not in frontmatter.LISTS:
        return ""
    names = {place.name: place.key for place in record.places} if doubt.field == "places" else {}
    entries: tuple[str, ...] = getattr(header, doubt.field)
    return next((entry for entry in entries if names.get(entry, entry) in doubt.candidates), "")


def _because(evidence: Evidence, record: stored.StoredRecord | None) -> str:
    texts = {line.number: line.text for line in record.lines} if record else {}
    lines = "; ".join(f"line {number}: “{texts[number][:80]}”" for number in evidence.lines[:3] if number in texts)
    return f"{evidence.value}: {evidence.rule}" + (f" ({lines})" if lines else "")


def written(value: Any) -> str:
    """A field's value as a curator types it: the entries of a list separated by semicolons."""
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


# --------------------------------------------------------------------------- decisions


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decision of this session, and the bytes of the article's file before it."""

    item: Item
    doubt: str  # the doubt that it settled: its reason, or ALL
    before: bytes


@dataclass(slots=True)
class Session:
    """Decisions of one curator. ``now`` gives the time as ISO 8601; the log can be told apart by it."""

    settings: Settings
    who: str
    now: Callable[[], str]
    _decided: list[_Decided] = field(default_factory=list)

    def accept(self, item: Item) -> None:
        """The value is right. Raises DatelineError as the others do.

        The field leaves the review list when the last doubt about it is settled.
        """
        self._decide(item, "accept", None)

    def correct(self, item: Item, value: str) -> None:
        """Another value is right, which settles every doubt about the field.

        Raises DatelineError where it is not one that the key can have.
        """
        if item.field == BODY:
            text = f"A text is corrected in its file, {item.article}; then accept it here."
            raise DatelineError(Message("DL404", text, item.article, field=BODY))
        self._decide(item, "correct", value)

    def choose(self, item: Item, candidate: str) -> None:
        """A candidate is right: the value, or, of a list, what stands for the entry that is in doubt."""
        if item.field not in frontmatter.LISTS:
            self._decide(item, "choose", candidate)
            return
        header = files.read(self.settings.content / item.article, self.settings.content).header
        entries: tuple[str, ...] = getattr(header, item.field)
        changed = [candidate if entry == item.stands else entry for entry in entries]
        if item.stands not in entries:
            changed.append(candidate)
        self._decide(item, "choose", "; ".join(dict.fromkeys(changed)), whole=False)

    def settled(self, item: Item) -> bool:
        """Whether nothing is left to decide about the item in this session."""
        return not {item.reason, ALL}.isdisjoint(self._settled(item))

    def _settled(self, item: Item) -> set[str]:
        """The doubts about the item's field that this session has settled."""
        same = (done for done in self._decided if (done.item.article, done.item.field) == (item.article, item.field))
        return {done.doubt for done in same}

    def add(self, item: Item, value: str = "") -> None:
        """Note a claim in the article, with what the curator typed of it. Raises DatelineError (DL404)."""
        assert item.claim is not None
        try:
            statement = claims.typed(value, item.claim)
            if not statement.who:
                raise ValueError("who says it is not known; type c who: …")
        except ValueError as error:
            raise DatelineError(Message("DL404", f"claims: {error}.", item.article, field="claims")) from error
        text = files.read_text(self.settings.content / item.article, item.article)
        file = frontmatter.parse(text, item.article)
        header = replace(file.header, claims=(*file.header.claims, statement))
        self._replace(item, frontmatter.update(text, item.article, header, file.body), item.reason)
        self._log(item, "add", claims.shown(statement))

    def dismiss(self, item: Item) -> None:
        """A candidate is no claim: it is not proposed again."""
        self._log(item, "dismiss", item.value)

    def refuse(self, item: Item) -> None:
        """The article does not belong here: delete its file, which the next ingest takes as a decision."""
        self._remember(item, ALL)
        atomic.remove(self.settings.content / item.article, root=self.settings.articles)
        self._log(item, "refuse", "")

    def undo(self) -> Item | None:
        """Take the last decision of this session back; what it was about, None where there is none."""
        if not self._decided:
            return None
        last = self._decided.pop()
        path = self.settings.content / last.item.article
        atomic.write(path, last.before, root=self.settings.articles)
        self._append({"action": "undo", "article": last.item.article, "field": last.item.field})
        return last.item

    def outcome(self, item: Item) -> str:
        """What became of the article of the last decision, for the curator."""
        path = self.settings.content / item.article
        if not path.exists():
            return f"Refused: {item.article} is deleted; its dump stays."
        try:
            file = files.read(path, self.settings.content)
        except DatelineError:  # somebody edits it at this moment; the next look says what is wrong
            return ""
        if item.claim is not None:
            return f"{len(file.header.claims)} claims stand in {item.article}."
        left = ", ".join(file.header.review)
        state = "is published with the next build" if file.header.status is Status.PUBLISHED else "waits"
        value = "" if item.field in (BODY, STATUS) else f"{item.field}: {_value(file, item.field) or '–'}. "
        return f"{value}The article {state}{f'; left to review: {left}' if left else ''}."

    def _decide(self, item: Item, action: str, value: str | None, *, whole: bool = True) -> None:
        text = files.read_text(self.settings.content / item.article, item.article)
        file = frontmatter.parse(text, item.article)
        header = file.header
        if value is not None:
            header = _with(header, item.field, value, item.article)
        elif item.field in NEEDED and not _value(file, item.field):
            text_of = f"There is no {item.field} to accept: type one, or skip."
            raise DatelineError(Message("DL405", text_of, item.article, field=item.field))
        doubt = ALL if whole and value is not None else item.reason
        others = self._settled(item) | {doubt}
        if ALL in others or len(others) >= item.siblings:
            header = replace(header, review=tuple(name for name in header.review if name != item.field))
        if header.status is Status.INBOX and _complete(header, file.body):
            header = replace(header, status=Status.PUBLISHED)
        self._replace(item, frontmatter.update(text, item.article, header, file.body), doubt)
        self._log(item, action, written(getattr(header, item.field, "")))

    def _replace(self, item: Item, text: str, doubt: str) -> None:
        self._remember(item, doubt)
        atomic.write(self.settings.content / item.article, text.encode(), root=self.settings.articles)

    def _remember(self, item: Item, doubt: str) -> None:
        """Keep the file as it is before a decision."""
        before = (self.settings.content / item.article).read_bytes()
        self._decided.append(_Decided(item, doubt, before))

    def _log(self, item: Item, action: str, value: str) -> None:
        self._append(
            {"action": action, "article": item.article, "field": item.field, "was": item.value, "value": value}
        )

    def _append(self, entry: dict[str, str]) -> None:
        """One line more in the log; written whole, like everything here."""
        path = self.settings.content / LOG
        known = path.read_bytes() if path.exists() else b""
        line = json.dumps({"when": self.now(), "who": self.who, **entry}, ensure_ascii=False)
        atomic.write(path, known + line.encode("utf-8", "replace") + b"\n", root=self.settings.content)


def _with(header: Header, name: str, value: str, path: str) -> Header:
    """The header with a typed value, read by the rules of front matter. Raises DatelineError."""
    listed = name in frontmatter.LISTS
    parts = [part.strip() for part in value.split(";") if part.strip()]
    text = (
        f"[{', '.join(yamlio.scalar(part, flow=True) for part in parts)}]" if listed else yamlio.scalar(value.strip())
    )
    probe = f"---\n{name}: {text}\nstatus: draft\n---\n"
    made = frontmatter.parse(probe, path).header
    header = replace(header, **{name: getattr(made, name)})
    return replace(header, date_precision=made.date_precision) if name == "date" else header


def _complete(header: Header, body: str) -> bool:
    """Whether nothing stands between an article and its publication."""
    present = all((header.title, header.date, header.source, body.strip()))
    return present and not any(name in DECISIVE for name in header.review)


def curator() -> str:
    """Who is at the keyboard, for the log."""
    return os.environ.get("GIT_AUTHOR_NAME") or os.environ.get("USER") or os.environ.get("USERNAME") or "curator"


# --------------------------------------------------------------------------- the terminal

HELP = "a accept · c VALUE correct · 1…9 choose · s skip · r refuse the article · u undo · q stop"

HELP_CLAIM = "a note it · c who: …; says: …; denied_by: … correct · s skip · d dismiss for good · u undo · q stop"
HELP_AT_END = "u undo · anything else: stop"


def run(session: Session, queue: list[Item], ask: Callable[[str], str], say: Callable[[str], None]) -> int:
    """Ask about each item; the number of decisions. ``ask`` raises EOFError where the input ends."""
    decided = 0
    at = 0
    refused: set[str] = set()
    while True:
        while at < len(queue) and (queue[at].article in refused or session.settled(queue[at])):
            at += 1
        item = queue[at] if at < len(queue) else None
        if item is None and not decided:
            return decided
        say(describe(item, at + 1, len(queue)) if item else "That was all.")
        try:
            prompt = HELP_AT_END if item is None else HELP_CLAIM if item.claim else HELP
            answer = ask(f"{prompt}\n> ").strip()
        except EOFError:
            return decided
        action, _, value = answer.partition(" ")
        try:
            if action == "q" or (item is None and action != "u"):
                return decided
            if action == "u":
                if undone := session.undo():
                    refused.discard(undone.article)
                    decided -= 1
                    at = queue.index(undone)
                    say(f"Undone: {undone.article} is as it was.")
                else:
                    say("There is nothing to undo: no decision was made since the start.")
                continue
            assert item is not None
            if item.claim is not None:
                if not _judged(session, item, action, value.strip()):
                    say(_unclear(answer, item))
                    continue
            elif action == "a":
                session.accept(item)
            elif action == "c" and value.strip():
                session.correct(item, value)
            elif action.isascii() and action.isdigit() and 1 <= int(action) <= len(item.candidates):
                session.choose(item, item.candidates[int(action) - 1])
            elif action == "r":
                session.refuse(item)
                refused.add(item.article)
            elif action != "s":
                say(_unclear(answer, item))
                continue
            if action != "s":
                decided += 1
                say(session.outcome(item))
            at += 1
        except DatelineError as error:
            for message in error.messages:
                say(message.text)
    return decided


def _unclear(answer: str, item: Item) -> str:
    """What to say to an answer that is none."""
    if answer.split(" ")[0] == "c":
        return "Type the value after c."
    if answer.isdigit():
        return f"There is no candidate {answer}." if item.candidates else "There are no candidates: type c and a value."
    return f"{answer!r} is no answer to this." if answer else "Type a letter of these."


def _judged(session: Session, item: Item, action: str, value: str) -> bool:
    """Do what was answered to a candidate for a claim; False where that was nothing."""
    if action == "a" or (action == "c" and value):
        session.add(item, value)
    elif action == "d":
        session.dismiss(item)
    return action in ("a", "d", "s") or (action == "c" and bool(value))


def describe(item: Item, number: int, total: int) -> str:
    """What a curator sees of one item."""
    rows = [f"[{number}/{total}] {item.article}{'  (inbox)' if item.waits else ''}"]
    rows += [f"  {item.title}"] if item.title else []
    rows += [f"  from {item.dump}"] if item.dump else []
    rows.append(f"  {item.field}: {item.value or '–'}")
    if item.reason:
        rows.append(f"  doubt: {item.reason}" if item.claim is None else f"  {item.reason}")
    rows += [f"  because {text}" for text in item.evidence]
    if item.stands:
        rows.append(f"  in doubt: {item.stands}")
    rows += [f"  {n}. {text}" for n, text in enumerate(item.called or item.candidates, 1)]
    return "\n".join(rows)


def as_json(found: list[Item]) -> list[dict[str, Any]]:
    """The items for other programs."""
    return [
        {
            "article": item.article,
            "title": item.title,
            "field": item.field,
            "value": item.value,
            "reason": item.reason,
            "candidates": item.candidates,
            "evidence": item.evidence,
            "dump": item.dump,
            "status": (Status.INBOX if item.waits else Status.PUBLISHED).value,
        }
        for item in found
    ]
