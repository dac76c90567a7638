"""What grows faster than its input: each kind of load at a size and at four times that size, in one run.

    python -m bench.load SCRATCH [--full] [--only NAME…]

Loads: many dumps, many tags on one article, many articles in one conflict, many places on one map, one long dump, a
dump of many articles, one long article. Each is taken in or published by the commands that users run. What is printed
is CPU seconds (children included), the largest process's memory, and how the CPU grows from one size to the next, less
what the command costs with next to nothing to do: 4.0 is in proportion. ``--full`` goes on to the sizes that the
archive promises to bear (100,000 dumps, 1,000 tags, 20,000 articles, 5,000 places, 5 MB), which takes hours.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.site import ROOT, Cost, cost
from dateline import catalogue
from dateline.model import Place

TOWNS = ("Shusha", "Mariupol", "Gaza City", "El Fasher", "Goma", "Kabul", "Sanaa", "Aleppo", "Mekelle", "Donetsk")
SENTENCE = (
    "Residents of {town} said on day {number} that the night had been quiet, and officials spoke of {word} talks. "
)
WORDS = ("further", "secret", "failed", "direct", "early", "final", "peace", "local", "new", "long")


def article(number: int, *, size: int = 1200, **header: str) -> str:
    """A Markdown file of about ``size`` characters; header values are YAML."""
    values = {
        "title": f"Quiet night in {TOWNS[number % 10]}, day {number}",
        "date": f"{2000 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}",
        "source": "The Quill",
        "slug": f"s{number}",
        **header,
    }
    rows = "\n".join(f"{key}: {value}" for key, value in values.items())
    return f"---\n{rows}\n---\n\n{text(number, size)}\n"


def text(number: int, size: int) -> str:
    """Paragraphs of invented news of about ``size`` characters."""
    made: list[str] = []
    length = 0
    while length < size:
        n = number + len(made)
        line = "".join(
            SENTENCE.format(town=TOWNS[(n + k) % 10], number=n * 7 + k, word=WORDS[(n * k) % 10]) for k in range(4)
        )
        made.append(line)
        length += len(line)
    return "\n\n".join(made)


def write(content: Path, name: str, data: str) -> None:
    """One file of the library."""
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data, "utf-8")


def dumps(content: Path, size: int) -> None:
    """``size`` dumps with hints."""
    for n in range(size):
        head = f"Source: The Quill\nDate: {2000 + n % 20}-{1 + n % 12:02}-{1 + n % 28:02}\n\nQuiet night, day {n}\n\n"
        write(content, f"dumps/{n // 1000}/{n}.txt", head + text(n, 1200))


def tags(content: Path, size: int) -> None:
    """One article with ``size`` tags."""
    write(content, "articles/2020/s0.md", article(0, tags=str([f"tag number {n}" for n in range(size)])))


def conflict(content: Path, size: int) -> None:
    """``size`` articles in one conflict."""
    for n in range(size):
        write(content, f"articles/{n // 1000}/s{n}.md", article(n, conflicts="[nagorno-karabakh]", places="[Shusha]"))


def places(content: Path, size: int) -> None:
    """One conflict with ``size`` places on its map, ten to an article."""
    known = islice((p.name for p in _settlements() if p.name.isalpha()), size)
    for n, names in enumerate(iter(lambda: list(islice(known, 10)), [])):
        write(content, f"articles/{n // 1000}/s{n}.md", article(n, conflicts="[nagorno-karabakh]", places=str(names)))


def _settlements() -> Iterator[Place]:
    seen: set[str] = set()
    for place in catalogue.load().places.values():
        if place.kind == "settlement" and place.name not in seen:
            seen.add(place.name)
            yield place


def long_dump(content: Path, size: int) -> None:
    """One dump of ``size`` kB."""
    write(content, "dumps/long.txt", f"Source: The Quill\nDate: 2020-11-08\n\nA long report\n\n{text(0, size * 1000)}")


def many_in_one(content: Path, size: int) -> None:
    """One dump of ``size`` articles, parted by lines of dashes."""
    write(
        content,
        "dumps/many.txt",
        "\n\n----------\n\n".join(
            f"Quiet night in {TOWNS[n % 10]}\n\nBy Ann Doe\n\n{1 + n % 28} March {2000 + n % 20}\n\n{text(n, 1200)}"
            for n in range(size)
        ),
    )


def long_article(content: Path, size: int) -> None:
    """One article of ``size`` kB."""
    write(content, "articles/2020/s0.md", article(0, size=size * 1000))


@dataclass(frozen=True, slots=True)
class Load:
    """What is made, which command bears it, and at which sizes."""

    make: Callable[[Path, int], None]
    command: tuple[str, ...]
    sizes: tuple[int, ...]
    full: tuple[int, ...]


LOADS = {
    "dumps": Load(dumps, ("ingest", "-q", "--workers", "1"), (100, 400, 1600), (10_000, 100_000)),
    "tags on one article": Load(tags, ("build", "-q"), (62, 250, 1000), ()),
    "articles in one conflict": Load(conflict, ("build", "-q"), (300, 1200), (5000, 20_000)),
    "places on one map": Load(places, ("build", "-q"), (300, 1200), (5000,)),
    "kB of one dump": Load(long_dump, ("ingest", "-q", "--workers", "1"), (80, 320, 1280), (5000,)),
    "articles in one dump": Load(many_in_one, ("ingest", "-q", "--workers", "1"), (100, 400, 1600), (6400,)),
    "kB of one article": Load(long_article, ("build", "-q"), (80, 320, 1280), (5000,)),
}


def measure(scratch: Path, load: Load, size: int) -> Cost:
    """One load at one size, from nothing."""
    shutil.rmtree(scratch, ignore_errors=True)
    content = scratch / "content"
    content.mkdir(parents=True)
    load.make(content, size)
    (scratch / "pelican.conf.py").write_text((ROOT / "pelican.conf.py").read_text("utf-8"), "utf-8")
    (scratch / "theme").symlink_to(ROOT / "theme")
    return cost([sys.executable, "-m", "dateline", *load.command], scratch)


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", nargs="*", choices=[*LOADS], default=[*LOADS])
    options = parser.parse_args()
    for name in options.only:
        load = LOADS[name]
        idle = measure(options.scratch, load, 1).cpu
        before: tuple[int, float] | None = None
        for size in (*load.sizes, *(load.full if options.full else ())):
            found = measure(options.scratch, load, size)
            net = max(0.01, found.cpu - idle)
            grows = ""
            if before is not None:
                grows = f"  CPU x {net / before[1]:.1f} for x {size / before[0]:.1f}"
            print(f"{size:>7,} {name:<26} {found.cpu:7.1f} CPU s {found.memory:6.0f} MB{grows}", flush=True)
            before = size, net
    shutil.rmtree(options.scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
