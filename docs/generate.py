"""Write the generated parts of the docs: ``python docs/generate.py``; ``--check`` only says whether they are true.

docs/messages.md is written whole from ``dateline.messages.CODES``; in docs/commands.md the part between the two marks
of each command is written from the command line's own parser. A test runs the check.
"""

from __future__ import annotations

import argparse
import re
import sys
from itertools import groupby
from pathlib import Path

from dateline.cli import parser
from dateline.messages import CODES, Severity

DOCS = Path(__file__).parent
ROOMS = {
    "DL0": "Settings and command line",
    "DL1": "Reading dumps",
    "DL2": "Extraction",
    "DL3": "Catalogue",
    "DL4": "Library",
    "DL5": "Site",
    "DL6": "Search",
}
SEVERITIES = {
    Severity.NOTICE: "worth knowing; the exit status stays 0",
    Severity.DOUBT: "something went to the inbox, and a curator decides; the exit status stays 0",
    Severity.ERROR: "an input or a file could not be used, the others went on; the exit status is 1",
    Severity.FATAL: "nothing was done; the exit status is 1",
}


def messages() -> str:
    """The whole of docs/messages.md."""
    rows = [
        "# Messages",
        "",
        "Every message has a code, the file and line it speaks of, what is wrong and what to do. This page is written",
        "from `plugins/dateline/messages.py` by `python docs/generate.py`.",
        "",
        *(f"- **{severity.name.lower()}**: {meaning}" for severity, meaning in SEVERITIES.items()),
        "",
    ]
    for prefix, codes in groupby(sorted(CODES), key=lambda code: code[:3]):
        rows += [f"## {ROOMS[prefix]}", ""]
        for code in codes:
            entry = CODES[code]
            rows += [f"### {code}", "", f"*{entry.severity.name.lower()}*. {entry.meaning}", "", entry.remedy, ""]
    return "\n".join(rows)


def commands(text: str) -> str:
    """``text`` (docs/commands.md) with the part between the marks of each command written anew."""
    found = _commands()
    marks = re.findall(r"<!-- begin (\w+) -->", text)
    if marks != list(found):
        raise SystemExit(f"docs/commands.md must have the marks of {', '.join(found)}, in this order; it has {marks}.")
    for name, command in found.items():
        begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
        before, rest = text.split(begin)
        text = before + begin + _usage(command) + end + rest.split(end, 1)[1]
    return text


def _commands() -> dict[str, argparse.ArgumentParser]:
    (group,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(group.choices)


def _usage(command: argparse.ArgumentParser) -> str:
    rows = [command.description or "", "", "| argument | meaning |", "|---|---|"]
    for action in command._actions:
        if action.dest == "help":
            continue
        name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        if action.option_strings and action.metavar and action.nargs != 0:
            name += f" {action.metavar}"
        if action.nargs in ("*", "+"):
            name += " …"
        rows.append(f"| `{name}` | {action.help} |")
    return "\n".join([*rows, ""])


def main() -> int:
    """Write the files, or with ``--check`` compare them; the exit status."""
    wanted = {
        DOCS / "messages.md": messages(),
        DOCS / "commands.md": commands((DOCS / "commands.md").read_text("utf-8")),
    }
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.name} is not what the program says; run: python docs/generate.py", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
