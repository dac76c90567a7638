"""The quick templates: the same bytes as Jinja's own, and Jinja's own where they cannot do it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from dateline.messages import Report
from dateline.settings import Settings, from_mapping
from dateline.site.engine import config, templates
from dateline.site.engine.build import build
from dateline.site.engine.templates import Templates
from dateline.site.identity import identity

ROOT = Path(__file__).parents[3]
OPTIONS = {"JINJA_ENVIRONMENT": {"autoescape": True, "trim_blocks": True, "extensions": ["jinja2.ext.i18n"]}}


@dataclass(frozen=True)
class View:
    title: str = "A <b> & 'c'"
    count: int = 3
    share: float = 0.5
    html: str = Markup("<i>x</i>")
    items: tuple[str, ...] = ("one", "<two>")
    nothing: None = None


def made(folder: Path, language: str = "en", **sources: str) -> Templates:
    (folder / "templates").mkdir(parents=True)
    for name, source in sources.items():
        (folder / "templates" / f"{name}.html").write_text(source, "utf-8")
    settings: Settings = from_mapping({"language": language}, folder)
    return Templates(OPTIONS, folder, identity({"SITENAME": "A & B"}, settings))


MACROS = """
{% macro one(text, other="<o>", more="") %}[{{ text }}|{{ other }}|{{ more }}]{% endmacro %}
{% macro wraps() %}({{ caller() }}){% endmacro %}
{% macro all() %}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}
"""


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
@pytest.mark.parametrize(
    "source",
    [
        "{{ view.title }}{{ view.count }}{{ view.share }}{{ view.html }}{{ view.nothing }}{{ view.items }}",
        "{{ site.name }}{% if site.language == 'en' %}english{% endif %}{{ site.noindex }}",
        "{% import 'm.html' as m %}{{ m.one('<b>', view.title, view.html) }}{{ m.one(m.one('<i>')) }}",
        "{{ _('<b> %(x)s', x=view.title) }}{{ _('%(x)s', x='<b>')|upper }}{{ _('<b>') }}",
        "{{ _('Search') }}|{{ gettext('Topics') }}|{{ _('Page %(number)s of %(total)s', number=view.title, total=2) }}",
        "{{ ngettext('%(num)s article', '%(num)s articles', view.count) }}",
        "{{ ngettext('%(num)s article', '%(num)s articles', 1, num='<1>') }}",
        "{{ ngettext('%(num)d <b> %(x)s', '%(num)d <i> %(x)s', view.count, x=view.title) }}",
        "{% set ngettext = view.items %}{{ view.count }}",
        "{% for x in view['items'] %}{{ loop.index }}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% import 'm.html' as m %}{{ m.one(view.title) }}{{ m.one('a', more=view.html) }}{{ m.one('a', 'b', 'c') }}",
        "{% import 'm.html' as m with context %}{% call m.wraps() %}{{ view.title }}{% endcall %}{{ m.all(1, a=2) }}",
        "{% set site = view %}{{ site.title }}",
        "{% for _ in [1] %}{{ _ }}{% endfor %}",
        "{% set x %}<p>{{ view.title }}</p>{% endset %}{{ x }}{{ view.title|upper|e }}{{ (view.title ~ '<') }}",
    ],
)
def test_the_quick_way_gives_the_bytes_of_jinja(tmp_path: Path, source: str, language: str) -> None:
    found = made(tmp_path, language, page=source, m=MACROS)
    quick = found.render("page.html", {"view": View()})
    assert not found.slow
    found._quick = None
    assert quick == found.render("page.html", {"view": View()})


@pytest.mark.parametrize("source", ["{{ view.key }}", "{{ view.gone }}.", "{% if view.gone %}a{% endif %}"])
def test_what_only_jinja_can_read_is_left_to_it(tmp_path: Path, source: str) -> None:
    found = made(tmp_path, page=source)
    context: dict[str, Any] = {"view": {"key": "<value>"}}
    first = found.render("page.html", context)
    assert found.slow == {"page.html"}
    found._quick = None
    assert first == found.render("page.html", context)


def test_an_error_is_jinjas_own(tmp_path: Path) -> None:
    found = made(tmp_path, page="one\n{{ view.absent.more }}")
    with pytest.raises(UndefinedError, match="absent") as caught:
        found.render("page.html", {"view": SimpleNamespace()})
    assert templates.problem(caught.value, "page", tmp_path).messages[0].line == 2


def test_no_template_of_the_theme_needs_the_slow_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every: list[Templates] = []

    class Watched(Templates):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            every.append(self)

    monkeypatch.setattr(templates, "Templates", Watched)
    made = config.read(ROOT / "pelican.conf.py", output=tmp_path / "output")
    summary = build(made, Report(), lambda edition, output: None)
    assert summary is not None
    assert summary.rendered > 0
    assert [found.slow for found in every] == [set()]
