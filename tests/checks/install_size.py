"""Check that what `make html` installs stays small.

    python tests/checks/install_size.py FOLDER LIMIT

FOLDER is the environment before any developer's tool is in it, LIMIT is in MB (10**6 bytes of file content).
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Add up the sizes of all files below the folder named on the command line."""
    folder, limit = Path(sys.argv[1]), int(sys.argv[2])
    total = sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6
    print(f"install: {total:.0f} MB, at most {limit}")
    return 1 if total > limit else 0


if __name__ == "__main__":
    sys.exit(main())
