"""``python -m tools.persons OUTPUT``: given names and surnames, from the census of the United States of 1990.

The census lists are in the public domain; they come by way of the package ``names``.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

GIVEN = 1400  # per sex, the most frequent
SURNAMES = 6000


def main() -> int:
    """Write the file named on the command line."""
    folder = files("names")
    given = set[str]()
    for name in ("dist.male.first", "dist.female.first"):
        given |= {line.split()[0].lower() for line in folder.joinpath(name).read_text().splitlines()[:GIVEN]}
    lines = folder.joinpath("dist.all.last").read_text().splitlines()[:SURNAMES]
    surnames = sorted(line.split()[0].lower() for line in lines)
    head = "# United States census of 1990 (public domain): given names, then surnames\n"
    Path(sys.argv[1]).write_text(f"{head}{' '.join(sorted(given))}\n{' '.join(surnames)}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
