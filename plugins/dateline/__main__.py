"""``python -m dateline``, and the command that is installed."""

import sys


def run() -> int:
    """Run the command line; stopped while it is still being loaded, it says so too."""
    try:
        from dateline.cli import main

        return main()
    except KeyboardInterrupt:  # (what runs says it itself)
        print("Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(run())
