"""Look the pinned dependencies up in the database of known weaknesses, where it can be had.

    python tests/checks/audit.py LOCK...

Exits 1 where a weakness is known. Where the database cannot be reached (no network, as in most checks of a change), it
says that nothing was audited and exits 0: a missing answer is no answer, and it is not taken for a good one.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

SECONDS = 20  # to wait for the database


def audit(lock: Path) -> tuple[dict[str, list[str]], int, str]:
    """The known weaknesses by dependency, how many dependencies were looked up, and why others were not."""
    if importlib.util.find_spec("pip_audit") is None:
        return {}, 0, "pip-audit is not installed"
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"]
    options = ["--format", "json", "--progress-spinner", "off", "--timeout", str(SECONDS)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    try:
        rows = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        lines = done.stderr.strip().splitlines()
        return {}, 0, lines[-1][:200] if lines else f"pip-audit ended with {done.returncode} and no answer"
    known = {f"{row['name']} {row['version']}": [w["id"] for w in row["vulns"]] for row in rows if row.get("vulns")}
    skipped = [row["skip_reason"] for row in rows if "skip_reason" in row]
    return known, len(rows) - len(skipped), skipped[0] if skipped else ""


def main() -> int:
    """Audit every lock named on the command line."""
    status = 0
    for lock in map(Path, sys.argv[1:]):
        known, looked_up, reason = audit(lock)
        for name, weaknesses in known.items():
            print(f"{lock}: {name}: {', '.join(weaknesses)}")
            status = 1
        print(f"{lock}: {looked_up} dependencies looked up, {len(known)} with a known weakness")
        if reason:
            print(f"{lock}: NOT audited in full: {reason}")
    return status


if __name__ == "__main__":
    sys.exit(main())
