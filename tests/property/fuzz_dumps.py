"""Coverage-guided fuzzing of the readers: ``python tests/property/fuzz_dumps.py CORPUS -max_total_time=600``.

Needs atheris, which is no dependency (it is built for few Pythons); libFuzzer's options follow the corpus. What it
finds becomes a file in tests/golden/dumps or a case in tests/unit/dumps.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore

with atheris.instrument_imports(include=["dateline", "email", "warcio", "pypdf"]):
    from dateline.dumps import read_bytes
    from dateline.messages import DatelineError


def one(data: bytes) -> None:
    """Any bytes give dumps whose lines partition their text, or a coded refusal."""
    try:
        dumps = read_bytes(data, "fuzz", max_bytes=1 << 20)
    except DatelineError:
        return
    for dump in dumps:
        if "".join(dump.text[line.start : line.end] for line in dump.lines) != dump.text:
            raise AssertionError("the lines do not partition the text")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
