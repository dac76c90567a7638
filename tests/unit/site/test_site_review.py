"""The review page: in a preview, for the team, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.library import bundle, review
from dateline.messages import DatelineError, Report
from dateline.site import edition, pages
from dateline.site.announce import announce
from dateline.site.engine import config
from dateline.site.engine.build import build
from dateline.site.pages.review import ADDRESS, ReviewView
from tests.library_place import Place, dump_text
from tests.unit.site.site_library import PELICAN


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "content")
    made.put("undated.txt", dump_text("Without a date", date=""))
    made.put("good.txt", dump_text("With all"))
    made.ingest()
    return made


def view(place: Place) -> ReviewView:
    loaded = edition.load({**PELICAN, "PATH": str(place.content), "DATELINE": {"preview": True}})
    (page,) = [page for page in pages.pages(loaded) if page.path == ADDRESS]
    found = page.view()
    assert isinstance(found, ReviewView)
    return found


def test_it_lists_what_waits_with_its_reason_and_what_was_decided(place: Place) -> None:
    found = view(place)
    (waits,) = found.waiting
    assert waits.title == "Without a date"
    assert waits.url == waits.record == "", "what waits has no page"
    assert waits.doubts[0].field == "date"
    assert waits.doubts[0].reason
    assert found.decisions == ()
    session = review.Session(place.settings, "Ada <b>", lambda: "2021-01-02T03:04:05+00:00")
    session.correct(review.items(place.settings, Report())[0], "2020-11-08")
    found = view(place)
    assert found.waiting == ()
    assert [(entry.who, entry.action, entry.value) for entry in found.decisions] == [
        ("Ada <b>", "correct", "2020-11-08")
    ]


def test_a_published_site_has_no_such_page_and_a_preview_is_not_bundled(place: Place, tmp_path: Path) -> None:
    conf = tmp_path / "pelican.conf.py"
    theme = str(Path(PELICAN["THEME"]))
    values: dict[str, object] = {
        "SITENAME": "Test",
        "PLUGINS": ["dateline"],
        "THEME": theme,
        "PATH": str(place.content),
    }
    values["JINJA_ENVIRONMENT"] = {"autoescape": True, "extensions": ["jinja2.ext.i18n"]}
    conf.write_text("".join(f"{name} = {value!r}\n" for name, value in values.items()), "utf-8")
    for preview, folder in ((False, "output"), (True, "preview")):
        made = config.read(conf, preview=preview)
        assert made.output == tmp_path / folder
        build(made, Report(), announce)
        assert (made.output / ADDRESS).exists() == preview
        assert (ADDRESS in (made.output / "index.html").read_text("utf-8")) == preview
    text = (tmp_path / "preview" / ADDRESS).read_text("utf-8")
    assert "Without a date" in text
    assert "noindex" in text
    with pytest.raises(DatelineError, match="preview for the team"):
        bundle.write(place.settings, tmp_path / "preview", tmp_path / "archive.zip", Report())
    assert json.loads((tmp_path / "output" / "data" / "all.json").read_text("utf-8"))[0]["title"] == "With all"
