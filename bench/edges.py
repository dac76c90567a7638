"""Libraries at the edges of what an archive holds, to look at and to test: each is small to write and hard to show.

    python -m bench.edges FOLDER [--only NAME …] [--language en] [--publish]

Writes FOLDER/NAME/content and FOLDER/NAME/pelican.conf.py for each of EDGES, and with ``--publish`` builds it to
FOLDER/NAME/output; ``bench/screenshots.py`` takes the pictures. The articles are invented, their places and conflicts
rows of the authorities.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import yaml

from bench import invented
from dateline import catalogue

ROOT = Path(__file__).parents[1]
BODY = (
    "The mayor said on Sunday that the road to the north was open again.\n\n"
    "## What is known\n\nTwo drivers said that they had waited at the bridge for nine hours.\n\n"
    "> Nobody told us why, one of them said.\n\n- the bridge\n- the road\n\nIt was not clear who had closed it.\n"
)
Article = dict[str, object]


def article(title: str, day: str, **fields: object) -> Article:
    """An article's front matter; the file is named after the title's number in its library."""
    return {"title": title, "date": day, "source": "Quillon World", "lang": "en", **fields}


def one() -> Iterator[Article]:
    """A single article."""
    yield article("The road to the north is open again", "2021-03-04", places=["Armenia"], conflicts=[KARABAKH])


KARABAKH = "nagorno-karabakh"
VERY_LONG = "Officials of both sides said after nine hours of talks in the capital that " * 4


def hard() -> Iterator[Article]:
    """Titles, sources and scripts that strain a page; articles that may be shown in part or not at all."""
    same = {
        "places": ["Armenia", "Azerbaijan", "Nagorno-Karabakh"],
        "conflicts": [KARABAKH],
        "tags": ["armed conflict"],
    }
    yield article(VERY_LONG[:300], "2020-10-01", source="The Outlet of a Very Long Name " * 4, **same)
    yield article("x" * 200, "2020-10-02", url=f"https://example.org/{'y' * 300}", **same)
    yield article("An article without a place", "2020-10-03")
    yield article("停火协议在午夜生效", "2020-10-04", source="晨报", lang="zh", standfirst="双方称将遵守协议。", **same)
    yield article(
        "هدنة تدخل حيز التنفيذ في كاراباخ بعد أسابيع من القتال", "2020-10-05", source="البوابة", lang="ar", **same
    )
    yield article("Only the first paragraphs may be shown", "2020-10-06", publish="excerpt", **same)
    yield article("Of this one only the facts may be shown", "2020-10-07", publish="metadata", **same)
    yield article(
        "The dead of the market are counted",
        "2020-10-08",
        warning="Describes the injuries of children.",
        standfirst="A nurse who was there tells what she saw.",
        **same,
    )
    yield article(
        "A number that was wrong",
        "2020-10-09",
        corrections=[
            {"date": "2020-10-11", "note": "An earlier version said that forty people had been hurt; it was fourteen."},
            {"date": "2020-10-12", "note": "The name of the bridge was misspelt."},
        ],
        modified="2020-10-12",
        authors=["Ada Lovelace", "Mary Somerville", "Caroline Herschel"],
        credit="News agencies",
        archived_url="https://archive.example/2020/a",
        url="https://quillon.example/a",
        **same,
    )
    yield article(
        "This one is gone",
        "2020-10-10",
        status="withdrawn",
        withdrawn={"date": "2021-01-02", "reason": "At the request of a person who is named in it."},
        **same,
    )
    yield article("Only the month is known", "2020-10", date_precision="month", **same)
    yield article("Only the year is known", "2020", date_precision="year", **same)


def many_places() -> Iterator[Article]:
    """A conflict with 200 places on its map."""
    authorities = catalogue.load()
    rows = (authorities.places.get(key) for key in sorted(authorities.places))
    near = [
        row.name
        for row in rows
        if row and row.kind == "settlement" and row.country in ("SY", "TR", "IQ") and row.population > 25_000
    ]
    names = list(dict.fromkeys(near))[:200]
    for number in range(60):
        named = [names[(number * 7 + step * step) % len(names)] for step in range(18)]
        day = date(2012, 1, 1) + timedelta(days=number * 53)
        yield article(
            f"Report number {number} from the roads", day.isoformat(), places=named, conflicts=["syrian-civil-war"]
        )


def sixty_years() -> Iterator[Article]:
    """A conflict covered for sixty years, with years of silence between."""
    for number in range(240):
        day = date(1964, 5, 27) + timedelta(days=number * 90 + (number % 17) * 20)
        if 1972 <= day.year <= 1977:
            continue
        yield article(
            f"Talks on the Colombian countryside, round {number}",
            day.isoformat(),
            conflicts=["colombian-conflict"],
            places=["Colombia", "Bogotá", "Cali"][: number % 3 + 1],
            source=("Quillon World", "The Halyard Post", "El Heraldo de Altavega")[number % 3],
            standfirst="What was said, and what was not." if number % 2 else "",
        )


def long_topic() -> Iterator[Article]:
    """A topic with 3,000 articles."""
    for number in range(3000):
        day = date(2004, 1, 1) + timedelta(days=number * 2)
        yield article(
            f"Day {number} of the peace process",
            day.isoformat(),
            tags=["peace process"],
            source=f"The Outlet {number % 9}",
            warning="Names the dead." if number % 50 == 0 else "",
        )


EDGES: dict[str, Callable[[], Iterator[Article]]] = {
    "empty": lambda: iter(()),
    "one": one,
    "hard": hard,
    "many-places": many_places,
    "sixty-years": sixty_years,
    "long-topic": long_topic,
}
MANY = "ten-thousand"


def write(name: str, folder: Path, language: str = "en") -> Path:
    """The library called ``name`` below ``folder``, with its settings; returns the settings' path."""
    content = folder / "content"
    if name == MANY:
        invented.write(content, 10_000)
    (content / "articles").mkdir(parents=True, exist_ok=True)
    for number, header in enumerate(EDGES[name]() if name in EDGES else ()):
        text = yaml.safe_dump({key: value for key, value in header.items() if value}, allow_unicode=True, width=10_000)
        (content / "articles" / f"{number:04}.md").write_text(f"---\n{text}---\n\n{BODY}", "utf-8")
    settings = (ROOT / "pelican.conf.py").read_text("utf-8")
    settings += f"\nTHEME = {str(ROOT / 'theme')!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    settings += f"DATELINE = {{'language': {language!r}}}\nSITESUBTITLE = \"An archive at the edge\"\n"
    config = folder / "pelican.conf.py"
    config.write_text(settings, "utf-8")
    return config


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=list(EDGES), choices=[*EDGES, MANY], metavar="NAME")
    parser.add_argument("--language", default="en")
    parser.add_argument("--publish", action="store_true")
    options = parser.parse_args()
    for name in options.only:
        folder = options.folder / name
        config = write(name, folder, options.language)
        if options.publish:
            command = [sys.executable, "-m", "dateline", "build", "-q", "-s", config.name]
            subprocess.run(command, cwd=folder, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
