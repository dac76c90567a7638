"""Fuzz one target, guided by coverage: ``python -m tests.fuzz.run TARGET CORPUS [-max_total_time=600]``.

Needs atheris (``make fuzz`` installs it where it can be had). libFuzzer's options follow the corpus, a folder that
grows. An input that breaks a target is left in the folder of work; it belongs in ``tests/fuzz/findings/TARGET/``, where
every test run tries it again.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dateline", "email", "warcio", "pypdf", "yaml"]):
    from tests.fuzz import mutate, seeds, targets


def _record(data: bytes, most: int, seed: int) -> bytes:
    """Three changes of four keep a record JSON; the others are libFuzzer's own."""
    changed = mutate.change(data, random.Random(seed)) if seed % 4 else None
    return bytes(atheris.Mutate(data, most)) if changed is None or len(changed) > most else changed


def main() -> None:
    """Fill the corpus with the seeds and hand over to libFuzzer, which does not return."""
    name, corpus = sys.argv[1], Path(sys.argv[2])
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds.of(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    own = {"custom_mutator": _record} if name == "sealed_records" else {}
    atheris.Setup([sys.argv[0], str(corpus), *sys.argv[3:]], targets.TARGETS[name], **own)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
