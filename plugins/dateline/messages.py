"""Coded messages, their severities, and the report of a run.

Every message that a curator can meet has one entry in ``CODES``: what it means and what to do. The page
``docs/messages.md`` is written from this table, and a test fails when the two differ. Codes are never reused.

Ranges: DL0xx settings and command line, DL1xx dumps, DL2xx extract, DL3xx catalogue, DL4xx library,
DL5xx site, DL6xx search.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How bad a message is. From ERROR on, the run's exit status is not 0."""

    NOTICE = 1  # worth knowing
    DOUBT = 2  # something went to the inbox; a curator decides
    ERROR = 3  # an input or a file could not be used; the others went on
    FATAL = 4  # nothing was done


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the message catalogue."""

    severity: Severity
    meaning: str  # what happened, one sentence
    remedy: str  # what the curator does, one or two sentences


CODES: dict[str, Code] = {
    # DL0xx settings and command line
    "DL001": Code(
        Severity.FATAL,
        "A setting in pelican.conf.py is unknown or has a value that cannot be used.",
        "Correct the setting named in the message; docs/settings.md lists all of them.",
    ),
    "DL002": Code(
        Severity.ERROR,
        "A path on the command line does not exist or cannot be used.",
        "Look at the spelling of the path.",
    ),
    "DL003": Code(
        Severity.ERROR,
        "A line of the input is not a JSON object with the keys that the command needs.",
        "Give one object per line; docs/commands.md shows its keys.",
    ),
    "DL004": Code(
        Severity.FATAL,
        "The cluster that the work was to be done on cannot be used.",
        "See that the scheduler runs at that address, that it has workers, and that this machine and all of them have "
        "the same version of Dateline with its extra `cluster`; docs/cluster.md says how. Nothing was lost.",
    ),
    "DL005": Code(
        Severity.FATAL,
        "There is no library where the command looks for one.",
        "Go to the folder that holds pelican.conf.py, or name the library with --content. A new library is a folder "
        "'content' that holds a folder 'dumps'.",
    ),
    "DL006": Code(
        Severity.FATAL,
        "The file of the site's settings is not there.",
        "Go to the folder that holds pelican.conf.py, or name the file with --settings.",
    ),
    "DL007": Code(
        Severity.ERROR,
        "No published article has the conflict that was asked for.",
        "Take one of the keys that the message names.",
    ),
    "DL008": Code(
        Severity.ERROR,
        "An address that dumps were to come from, or the library was to be sent to, cannot be used.",
        "See that the address is right and that fsspec's driver for it is installed (docs/cluster.md); who may read "
        "and write there is a matter of the driver's own settings.",
    ),
    # DL1xx dumps
    "DL101": Code(
        Severity.ERROR,
        "The dump is empty or holds nothing but white space.",
        "Copy the article again, or delete the file.",
    ),
    "DL102": Code(
        Severity.ERROR,
        "The file is no article but a picture, a sound, a program, an archive or another binary file.",
        "Save the article as text, HTML, .docx or .odt, whatever the file's name says, and put that into the folder "
        "instead; of a picture have a program for text recognition read the text off first.",
    ),
    "DL103": Code(
        Severity.ERROR,
        "The dump is larger than the archive allows.",
        "Split the file, or raise max_dump_bytes in pelican.conf.py.",
    ),
    "DL104": Code(
        Severity.ERROR,
        "The dump cannot be read from disk.",
        "Check that the file is there, is a plain file inside the folder, and that you may read it.",
    ),
    "DL105": Code(
        Severity.ERROR,
        "The dump is damaged or cut off, so that its article cannot be read whole.",
        "Save or download it again.",
    ),
    "DL106": Code(
        Severity.ERROR,
        "The dump unfolds to far more than its size, or is nested more deeply than any page is.",
        "Do not use this file; it may have been made to do harm. Save the page again as text.",
    ),
    "DL107": Code(
        Severity.ERROR,
        "The hints beside the dump cannot be used.",
        "Correct the file NAME.meta.yaml; docs/formats.md lists its keys.",
    ),
    "DL108": Code(
        Severity.ERROR,
        "This kind of dump needs an optional package that is not installed.",
        "Run make more (or install the package that the message names where Dateline runs), then run again.",
    ),
    "DL109": Code(
        Severity.ERROR,
        "The file was recognised, but no article was found in it.",
        "Look into the file; if it holds an article, save its text as a .txt file.",
    ),
    "DL110": Code(
        Severity.DOUBT,
        "Some bytes of the dump fit no encoding and are shown as replacement characters.",
        "Compare the places named with the original page and correct the text.",
    ),
    "DL111": Code(
        Severity.DOUBT,
        "The dump's encoding is not certain.",
        "Read the text; if letters look wrong, save the dump again as UTF-8.",
    ),
    "DL112": Code(
        Severity.DOUBT,
        "The dump mixes encodings, which were decoded line by line.",
        "Compare the lines named with the original page.",
    ),
    "DL113": Code(
        Severity.NOTICE,
        "Text that another program had decoded wrongly was repaired.",
        "Nothing has to be done; the dump itself is as it was.",
    ),
    "DL114": Code(
        Severity.NOTICE,
        "A part of the dump was not read: an attachment, a frame, another page of a web archive, or an empty entry.",
        "If it holds an article, save it as a file of its own.",
    ),
    "DL115": Code(
        Severity.NOTICE,
        "A folder with the pictures, styles and scripts of a page that was saved complete is not read.",
        "Nothing has to be done. If a file in it is an article, put it beside the folder.",
    ),
    "DL116": Code(
        Severity.DOUBT,
        "The document holds changes that were tracked and neither accepted nor rejected.",
        "Compare the text with the document; the record shows what was deleted as hidden lines. Accept or reject the "
        "changes in the program that wrote it and save, or confirm the text by taking body off the review list.",
    ),
    "DL117": Code(
        Severity.NOTICE,
        "The document holds comments or hidden text, which are no part of the article.",
        "Nothing has to be done; the record keeps them as hidden lines.",
    ),
    # DL2xx extract
    "DL201": Code(
        Severity.DOUBT,
        "The outlet is not named in the dump, or only in passing.",
        "Set source in the article's front matter and take source off its review list.",
    ),
    "DL202": Code(
        Severity.DOUBT,
        "The dump shows no date of publication.",
        "Set date in the article's front matter and take date off its review list.",
    ),
    "DL203": Code(
        Severity.DOUBT,
        "The date can be read in more than one way, or the dump and its metadata disagree on it.",
        "Set date to the right reading and take date off the review list.",
    ),
    "DL204": Code(
        Severity.DOUBT,
        "No line of the dump reads like the headline, or two do.",
        "Set title in the article's front matter and take title off its review list.",
    ),
    "DL205": Code(
        Severity.DOUBT,
        "No running text was found, it breaks off (a paywall, a gallery, a page cut short), or another text follows.",
        "Compare the article with its dump; complete the body or confirm it by taking body off the review list.",
    ),
    "DL206": Code(
        Severity.DOUBT,
        "A date was found, but it may not be that of the publication (an update, or one of several).",
        "Compare date with the dump; correct it or take date off the review list.",
    ),
    # DL3xx catalogue
    "DL301": Code(
        Severity.FATAL,
        "An authority file cannot be read as YAML.",
        "Correct the line named in the message; docs/places.md shows the form of these files.",
    ),
    "DL302": Code(
        Severity.FATAL,
        "An authority file has a key, a field or a value that cannot be used.",
        "Correct the line named in the message.",
    ),
    "DL303": Code(
        Severity.DOUBT,
        "Two rows of an authority file have the same name.",
        "Take the name from one of them, or merge the rows if they are one thing; otherwise context decides.",
    ),
    "DL304": Code(
        Severity.FATAL,
        "A row of an authority file points to a key that no authority has.",
        "Correct the key; the archive's address of a place, conflict or topic shows its key.",
    ),
    "DL305": Code(
        Severity.DOUBT,
        "The program is not sure which place a name means.",
        "Look at the evidence, correct `places` if needed, and delete the word places from `review`.",
    ),
    "DL306": Code(
        Severity.DOUBT,
        "The text is so long that places, conflicts and topics were looked for in its first million characters only.",
        "If it is several articles, make a dump of each; else complete `places` and delete the word from `review`.",
    ),
    "DL307": Code(
        Severity.NOTICE,
        "A file in the folder of authorities is not read.",
        "Give it the name of the authority that it is to extend, or move it elsewhere.",
    ),
    "DL320": Code(
        Severity.DOUBT,
        "A text is about an armed conflict, and no conflict of the authority stands out.",
        "Choose one of the candidates in the article's conflicts, or leave the list empty; take conflicts off review.",
    ),
    "DL321": Code(
        Severity.DOUBT,
        "The outlet of an article is not certain.",
        "Write the outlet in the article's source, and take source off review.",
    ),
    # DL4xx library
    "DL401": Code(
        Severity.ERROR,
        "A Markdown file has no front matter, or its front matter is not closed.",
        "Begin the file with a line '---', then the keys, then another line '---'; docs/front-matter.md shows one.",
    ),
    "DL402": Code(
        Severity.ERROR,
        "The front matter is not valid YAML.",
        "Correct the line named; a text with ': ' or '#' or quotes in it is best put between double quotes.",
    ),
    "DL403": Code(
        Severity.ERROR,
        "The front matter has a key that Dateline does not know.",
        "Correct or delete the key; docs/front-matter.md lists all of them.",
    ),
    "DL404": Code(
        Severity.ERROR,
        "A key of the front matter has a value that cannot be used.",
        "Write the value as docs/front-matter.md shows it.",
    ),
    "DL405": Code(
        Severity.ERROR,
        "The front matter lacks a value that every published article needs.",
        "Add the value, or set 'status: inbox' until it is known.",
    ),
    "DL406": Code(
        Severity.ERROR,
        "A date in the front matter cannot be read, or can be read in two ways.",
        "Write it as YYYY-MM-DD (or YYYY-MM, or YYYY, or YYYY-MM-DD HH:MM).",
    ),
    "DL407": Code(
        Severity.ERROR,
        "The front matter has the same key twice.",
        "Keep one of the two lines.",
    ),
    "DL408": Code(
        Severity.ERROR,
        "The file holds the marks of a merge that two people's edits left open.",
        "Choose one side, delete the lines '<<<<<<<', '=======' and '>>>>>>>', and save.",
    ),
    "DL409": Code(
        Severity.ERROR,
        "A Markdown file is not written in UTF-8.",
        "Save it again as UTF-8 in the text editor.",
    ),
    "DL410": Code(
        Severity.ERROR,
        "A slug cannot be used as a file's name on every system.",
        "Use letters, digits and hyphens only, at most 100 of them.",
    ),
    "DL411": Code(
        Severity.NOTICE,
        "A new extraction differs from what the curator wrote; the curator's words stay.",
        "Nothing needs to be done; take the new value over by hand where it is better.",
    ),
    "DL412": Code(
        Severity.NOTICE,
        "The file of an article was deleted by the curator, so the article is not written again.",
        "To have it back, run 'dateline ingest --restore' with the path of its dump.",
    ),
    "DL413": Code(
        Severity.NOTICE,
        "Two dumps have the same bytes; they are one article.",
        "Nothing needs to be done; one of the two files may be deleted.",
    ),
    "DL414": Code(
        Severity.NOTICE,
        "A dump was renamed or moved; its article was kept and points to the new place.",
        "Nothing needs to be done.",
    ),
    "DL415": Code(
        Severity.NOTICE,
        "The dump of an article is no longer there.",
        "Put the file back if that was not meant; the article and its record stay.",
    ),
    "DL416": Code(
        Severity.ERROR,
        "A record cannot be read.",
        "Restore it from git, or delete it: the next ingest writes it anew from the dump.",
    ),
    "DL417": Code(
        Severity.ERROR,
        "The program failed on a dump; the others went on.",
        "Report it with the dump if that is possible; the dump stays untouched and is tried again at the next ingest.",
    ),
    "DL418": Code(
        Severity.FATAL,
        "Another run is writing to this library.",
        "Wait until it ends, then run the command again.",
    ),
    "DL419": Code(
        Severity.ERROR,
        "A file cannot be read or written.",
        "Look at the disk's free space and the permissions of the folder, then run the command again.",
    ),
    "DL420": Code(
        Severity.DOUBT,
        "A value that every article needs was not found in the dump; the article waits in the inbox.",
        "Write the value into the article's front matter, delete its name from 'review' and set 'status: published'.",
    ),
    "DL421": Code(
        Severity.ERROR,
        "The front matter names a conflict that no authority knows.",
        "Correct the key, or add the conflict to content/authority/conflicts.yaml.",
    ),
    "DL422": Code(
        Severity.NOTICE,
        "The front matter names a place that no authority knows.",
        "Correct the name, or add the place to content/authority/places.yaml so that it gets a point on the map.",
    ),
    "DL423": Code(
        Severity.NOTICE,
        "A tag is no topic of the authority; it is kept as a free tag.",
        "Nothing needs to be done; add it to content/authority/topics.yaml to give it a definition.",
    ),
    "DL424": Code(
        Severity.NOTICE,
        "The source is an outlet that no authority knows.",
        "Nothing needs to be done; add it to content/authority/sources.yaml to settle its spelling.",
    ),
    "DL425": Code(
        Severity.ERROR,
        "An address in the front matter or the text is not one that can be linked to.",
        "Write a full address that begins with https:// or http://.",
    ),
    "DL426": Code(
        Severity.ERROR,
        "A link in the text leads to a file that does not exist, or a slug in the header to no article.",
        "Correct the link or the slug, or delete it.",
    ),
    "DL427": Code(
        Severity.ERROR,
        "Two articles have the same slug or the same address.",
        "Give one of them another 'slug'.",
    ),
    "DL428": Code(
        Severity.ERROR,
        "A path leads out of the folder that it belongs to.",
        "Move the file into the folder, or correct the path.",
    ),
    "DL429": Code(
        Severity.NOTICE,
        "A dump has other bytes than at its last ingest; its article was extracted again.",
        "Nothing needs to be done; what the curator changed was kept.",
    ),
    "DL430": Code(
        Severity.ERROR,
        "A dump could be read, but holds no article.",
        "Look at the file; delete it if it does not belong here.",
    ),
    "DL431": Code(
        Severity.ERROR,
        "A file has other bytes than it should have.",
        "Restore it from git or a copy; if the change was meant, run 'dateline ingest' or build the site again.",
    ),
    "DL432": Code(
        Severity.ERROR,
        "A file that should be there is missing.",
        "Restore it from git or a copy; if a published file is missing, build the site again.",
    ),
    "DL433": Code(
        Severity.NOTICE,
        "A file is there that nothing speaks of.",
        "Run 'dateline ingest' if it is a new dump; delete it if it does not belong there.",
    ),
    "DL434": Code(
        Severity.ERROR,
        "A manifest is damaged, or is not that of these files.",
        "Restore it from git or a copy, or have it written anew: the library's by 'dateline ingest', the site's by "
        "'dateline build'.",
    ),
    "DL435": Code(
        Severity.FATAL,
        "The published site cannot be bundled: it is not there, or not as it was built.",
        "Build the site again, then run 'dateline bundle'.",
    ),
    "DL436": Code(
        Severity.ERROR,
        "Something that was to be imported is no article.",
        "Correct the line named, and import the file again: what is in the library already is not imported twice.",
    ),
    "DL437": Code(
        Severity.NOTICE,
        "An imported article had a key that has no place here; the key was left out.",
        "Nothing needs to be done; docs/front-matter.md lists the keys that there are.",
    ),
    "DL438": Code(
        Severity.ERROR,
        "An article that was to be imported is in the library already.",
        "Edit the article that is there; nothing was overwritten.",
    ),
    "DL439": Code(
        Severity.NOTICE,
        "A newer dump took the place of an older one; the earlier text is kept as a version of the article.",
        "Nothing needs to be done; write a correction where the newer text corrects a mistake.",
    ),
    "DL440": Code(
        Severity.ERROR,
        "A bundle is damaged or was cut short.",
        "Copy it again from where it came from, or make it anew with 'dateline bundle'.",
    ),
    "DL441": Code(
        Severity.NOTICE,
        "A file is from the future: the clock was set back, or was wrong when the file was written.",
        "Set the clock. Nothing is lost: such files are read anew in every run until their time has come, or until you "
        "save them again.",
    ),
    "DL442": Code(
        Severity.FATAL,
        "The command needs an optional package that is not installed.",
        "Run make more (or install the package that the message names where Dateline runs), then the command again.",
    ),
    "DL443": Code(
        Severity.DOUBT,
        "An article was withdrawn, but other versions or copies of it are still published.",
        "Withdraw these too if the reason holds for them; otherwise nothing needs to be done.",
    ),
    "DL444": Code(
        Severity.NOTICE,
        "A cell of an exported table is longer than spreadsheets keep (32,767 characters).",
        "Do not save the table in a spreadsheet, which would cut it; or export as JSON lines.",
    ),
    "DL445": Code(
        Severity.ERROR,
        "A file of an imported library was not taken: the library here has another one under that name.",
        "Compare the two and bring them together by hand; nothing was overwritten.",
    ),
    "DL446": Code(
        Severity.ERROR,
        "Files that belong to an exported table are not beside it; its articles come without their records and dumps.",
        "Put the folder FILE.files (library.csv.files) beside it, then import again: what is missing is completed.",
    ),
    "DL447": Code(
        Severity.NOTICE,
        "Files of another system that are no articles, or no Markdown, were left out of an import.",
        "If they are articles, save them as Markdown, or as dumps for 'dateline ingest'.",
    ),
    "DL448": Code(
        Severity.DOUBT,
        "An imported text holds HTML or marks of another system, which are shown as they stand.",
        "Write it as Markdown, then take 'body' off the article's list 'review'.",
    ),
    "DL449": Code(
        Severity.DOUBT,
        "A date of an imported article cannot be read, or can be read in two ways; the article goes without it.",
        "Write the date into the article as YYYY-MM-DD.",
    ),
    "DL450": Code(
        Severity.NOTICE,
        "An article was read anew: lines taken for its story stand in other dumps of its outlet too.",
        "Nothing needs to be done; what the curator changed was kept. The record shows which lines were left out.",
    ),
    "DL451": Code(
        Severity.ERROR,
        "The name of an article, a record or a page is not written in UTF-8, as names out of old archives may be.",
        "Rename the file; letters, digits and hyphens are safe on every system.",
    ),
    "DL452": Code(
        Severity.FATAL,
        "The run could not be finished. What it had written is whole, and in the library; nothing else was changed.",
        "Make room, also where temporary files are kept, and run the command again: it goes on where this one ended.",
    ),
    "DL453": Code(
        Severity.ERROR,
        "A bundle holds what its manifest does not name, or what could write elsewhere when it is unpacked.",
        "Do not open it: ask the one who gave it to you, and copy the bundle again from where it was made.",
    ),
    # DL5xx site
    "DL520": Code(
        Severity.FATAL,
        "A template of the theme has an error. The published site stays as it was.",
        "Correct the template at the line named; a child theme's template overrides the one of the same name.",
    ),
    "DL521": Code(
        Severity.FATAL,
        "The site could not be written, or not in full. The published site stays as it was.",
        "Free space or give the folder write permission, then build again; nothing was lost.",
    ),
    "DL523": Code(
        Severity.FATAL,
        "The preview cannot use the port that it was told to.",
        "Another preview may be running; give another port: `dateline serve --port 8001`, or `make serve PORT=8001`.",
    ),
    "DL524": Code(
        Severity.FATAL,
        "Pelican's own build, which other themes and other plugins get, ended with an error.",
        "Pelican says above what is wrong; 'pelican --debug -s pelican.conf.py' says where.",
    ),
    "DL525": Code(
        Severity.FATAL,
        "The folder that the site was to be built in is not the site's own. Nothing was written.",
        "Name another folder, one that is new, empty or holds a site of Dateline's: all else in it would be lost.",
    ),
    "DL526": Code(
        Severity.FATAL,
        "The site's folder holds a file that no build wrote, and would lose it. The published site stays as it was.",
        "Move it to content/extra, from where every build publishes it, or out of the site, or delete it.",
    ),
    "DL527": Code(
        Severity.NOTICE,
        "A setting of Pelican's has no meaning in an archive and changes nothing.",
        "Take it out of the settings, or see docs/settings.md for what does what you want.",
    ),
    "DL501": Code(
        Severity.ERROR,
        "Two articles, pages or files would have the same address; the second is not published.",
        "Give one of them another slug, or correct its date; a page or an extra file has it from its file's name.",
    ),
    # DL6xx search
}


_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def to_json(value: object) -> str:
    """One line of JSON that UTF-8 can hold and that no terminal obeys: what JSON itself leaves of either is escaped."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell the curator: a code of ``CODES``, what is wrong here, and where."""

    code: str
    text: str
    path: str = ""  # relative to the project, with "/"
    line: int = 0  # from 1; 0 where no line applies
    field: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of the message's code."""
        return CODES[self.code].severity

    @property
    def place(self) -> str:
        """``path:line`` as far as it is known."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def __str__(self) -> str:
        where = f"{self.place}: " if self.path else ""
        return f"{where}{self.severity.name.lower()} {self.code}: {self.text} {CODES[self.code].remedy}"


class DatelineError(Exception):
    """A problem that ends the work on one input (or, where FATAL, the run). Carries its messages."""

    def __init__(self, *messages: Message) -> None:
        self.messages = messages
        super().__init__("\n".join(map(str, messages)))


@dataclass(slots=True)
class Report:
    """The side channel of a run: its messages, and the ledger that must add up.

    ``received`` counts what a run took up (articles, and dumps that gave none); the invariant is
    ``received == published + inbox + refused``, checked by ``balanced``.
    """

    messages: list[Message] = field(default_factory=list)
    received: int = 0
    published: int = 0
    inbox: int = 0
    refused: int = 0

    def add(self, code: str, text: str, path: str = "", line: int = 0, field: str = "") -> None:
        """Note one message. Raises KeyError for a code that is not in ``CODES``."""
        if code not in CODES:
            raise KeyError(code)
        self.messages.append(Message(code, text, path, line, field))

    def extend(self, messages: Iterable[Message]) -> None:
        """Note several messages."""
        self.messages.extend(messages)

    @property
    def worst(self) -> Severity | None:
        """The highest severity noted, or None."""
        return max((m.severity for m in self.messages), default=None)

    @property
    def balanced(self) -> bool:
        """Whether everything received is accounted for."""
        return self.received == self.published + self.inbox + self.refused

    @property
    def exit_status(self) -> int:
        """0 only if nothing was lost and nothing is wrong."""
        worst = self.worst
        bad = worst is not None and worst >= Severity.ERROR
        return 1 if bad or self.refused or not self.balanced else 0

    def as_json(self) -> str:
        """The report as one JSON object."""
        return to_json(
            {
                "received": self.received,
                "published": self.published,
                "inbox": self.inbox,
                "refused": self.refused,
                "messages": [
                    {
                        "code": m.code,
                        "severity": m.severity.name.lower(),
                        "path": m.path,
                        "line": m.line,
                        "field": m.field,
                        "text": m.text,
                        "remedy": CODES[m.code].remedy,
                    }
                    for m in self.messages
                ],
            }
        )
