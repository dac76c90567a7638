"""What went wrong in Pelican's own run, told as Dateline tells it: a code, a file and a line, and no traceback."""

from __future__ import annotations

import os
import re
import sys
import traceback

from dateline.messages import DatelineError, Message

_NO_THEME = re.compile(r"Could not find the theme (.*)", re.DOTALL)  # what Pelican says


def speak_plainly(config: str) -> None:
    """Have the plain ``pelican`` command, which runs the settings file ``config``, end with a message.

    It may end before any plugin is loaded (a theme that is not there), so the settings file itself has to ask for this.
    With ``pelican --debug`` the traceback stays. Does nothing where Pelican does not run the file.
    """
    if "pelican" not in sys.modules:
        return
    import logging

    log = logging.getLogger("pelican")

    def plainly(record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info and record.levelno >= logging.CRITICAL else None
        if isinstance(error, Exception) and not log.isEnabledFor(logging.DEBUG):
            said = error if isinstance(error, DatelineError) else told(error, os.path.relpath(config))
            record.msg, record.args, record.exc_info = str(said), (), None
        return True

    log.addFilter(plainly)


def told(error: Exception, config: str) -> Message:
    """The message for an error that ended Pelican's run with the settings file ``config``."""
    if isinstance(error, ValueError) and (found := _NO_THEME.fullmatch(str(error))):
        return Message("DL001", f"THEME = {found[1]!r}: there is no such folder.", config, field="THEME")
    file, line = in_template(error)
    if file:
        return Message(
            "DL520", f"The site cannot be made: {type(error).__name__}: {error}.", os.path.relpath(file), line
        )
    return Message("DL524", f"The site was not built: {type(error).__name__}: {error}.", config)


def in_template(error: Exception) -> tuple[str, int]:
    """The template's file and line that an error came from; ("", 0) where it came from none."""
    if "jinja2" in sys.modules:
        from jinja2 import TemplateSyntaxError

        if isinstance(error, TemplateSyntaxError):
            return error.filename or error.name or "", error.lineno
    where, line = "", 0
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith((".html", ".xml")):
            where, line = frame.filename, frame.lineno or 0
    return where, line
