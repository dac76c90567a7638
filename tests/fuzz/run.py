"""Fuzz one target, guided by coverage: ``python -m tests.fuzz.run TARGET CORPUS [-max_total_time=600]``.

Needs atheris (``make fuzz`` installs it where it can be had). libFuzzer's options follow the corpus, a folder that
grows. An input that breaks a target is left in the folder of work; it belongs in ``tests/fuzz/findings/TARGET/``, where
every test run tries it again.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dateline", "email", "warcio", "pypdf", "yaml"]):
    from tests.fuzz import seeds, targets


def main() -> None:
    """Fill the corpus with the seeds and hand over to libFuzzer, which does not return."""
    name, corpus = sys.argv[1], Path(sys.argv[2])
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds.of(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], str(corpus), *sys.argv[3:]], targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
