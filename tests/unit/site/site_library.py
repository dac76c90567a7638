"""A small library that holds the hard cases, and the edition of a library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dateline.site import edition
from dateline.site.edition import Edition

ARTICLES = {
    "2020/seized.md": """\
title: Officials say the city was seized
date: 2020-11-08T14:05:00+03:00
modified: 2020-11-09
source: Quillon World
authors: [Ada Lovelace]
standfirst: But others denied it.
conflicts: [nagorno-karabakh]
places: [Armenia, Azerbaijan, Placenowhere]
tags: [armed conflict]
url: https://quillon.example/a
slug: seized
corrections:
  - {date: 2020-11-10, note: A number was wrong.}""",
    "2020/truce.md": """\
title: A truce is signed
date: 2020-11-10
source: The Plimsoll Report
conflicts: [nagorno-karabakh]
places: [Armenia]
slug: truce""",
    "excerpt.md": """\
title: Only an excerpt
date: 2019-05
source: Quillon World
standfirst: Shown standfirst.
publish: excerpt""",
    "metadata.md": """\
title: Only the facts
date: 2018
source: Quillon World
standfirst: SECRETSTANDFIRST
publish: metadata""",
    "gone.md": """\
title: SECRETTITLE
date: 2017-01-02
source: Quillon World
places: [Armenia]
status: withdrawn
withdrawn: {date: 2018-02-03, reason: At the request of a person named.}
slug: gone""",
    "hidden.md": """\
title: HIDDENTITLE
date: 2017-01-03
source: Quillon World
status: hidden
slug: hidden""",
    "draft.md": """\
title: DRAFTTITLE
date: 2017-01-04
source: Quillon World
status: draft""",
    "escape.md": """\
title: "</title><script>alert(1)</script> & \\"quotes\\""
date: 2016-02-29
source: "Out<i>let"
warning: Describes <b>violence</b>
lang: ar""",
}
BODY = "The first paragraph of it.\n\n" + "word " * 80 + "SECRETEND\n"
PELICAN = {"SITENAME": "Test archive", "AUTHOR": "Testers", "THEME": str(Path(__file__).parents[3] / "theme")}


def write(folder: Path, articles: Mapping[str, str] = ARTICLES) -> Path:
    """A content folder with ``articles``."""
    for name, header in articles.items():
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{header}\n---\n\n{BODY}", "utf-8")
    return folder


def load(folder: Path, **settings: object) -> Edition:
    """The edition of the library in ``folder``."""
    return edition.load({**PELICAN, "PATH": str(folder), "DATELINE": settings})
