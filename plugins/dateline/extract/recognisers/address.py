"""What the address of an article's page tells: the day under which its outlet filed it."""

from __future__ import annotations

import re
from datetime import date

# Only whole folders: days within a name ("…-20231218-p5es82", "2018-12-03-eco-friendly…") are often another article's,
# or that of a first version.
_FOLDERS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=[/?#]|$)")


def day(url: str) -> int | None:
    """The day that stands as folders in an address ("/2020/11/08/") as a proleptic Gregorian ordinal.

    None where there is none, more than one, or no such day.
    """
    found = {tuple(map(int, match.groups())) for match in _FOLDERS.finditer(url.split("?")[0])}
    if len(found) != 1:
        return None
    (year, month, of_month) = found.pop()
    try:
        return date(year, month, of_month).toordinal()
    except ValueError:
        return None
