"""``python -m tools.places OUTPUT``: rebuild the places authority."""

from __future__ import annotations

import sys
from pathlib import Path

from .build import build
from .pack import pack


def main() -> int:
    """Write the file named on the command line."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m tools.places OUTPUT\n")
        return 2
    drafts = build()
    data = pack(drafts)
    Path(sys.argv[1]).write_bytes(data)
    sys.stdout.write(f"{len(drafts)} places, {len(data)} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
