"""A tag "x1" whose list has two pages stands beside a tag "x12": neither takes the other's address."""

from __future__ import annotations

from pathlib import Path

from dateline.messages import Report
from dateline.site.announce import announce
from dateline.site.engine import config
from dateline.site.engine.build import build

ROOT = Path(__file__).parents[2]
ARTICLE = (
    "---\ntitle: Story {n}\ndate: 2020-01-{day:02}\nsource: The Quill\ntags: [{tag}]\nslug: s{n}\n---\n\nText {n}.\n"
)


def test_the_second_page_of_one_tag_is_not_the_other_tag(tmp_path: Path) -> None:
    articles = tmp_path / "content" / "articles"
    articles.mkdir(parents=True)
    for n in range(9):
        tag = "x12" if n == 8 else "x1"
        (articles / f"s{n}.md").write_text(ARTICLE.format(n=n, day=n + 1, tag=tag), "utf-8")
    values = {
        "PLUGINS": ["dateline"],
        "DATELINE": {"page_size": 4, "workers": 1},
        "JINJA_ENVIRONMENT": {"autoescape": True, "extensions": ["jinja2.ext.i18n"]},
    }
    report = Report()
    made = config.make(values, ROOT / "theme", tmp_path / "content", tmp_path / "site")
    done = build(made, report, announce)
    assert done is not None
    assert report.exit_status == 0
    topics = tmp_path / "site" / "topics"
    first, second, other = (
        (topics / name).read_text("utf-8") for name in ("x1/index.html", "x1/page/1.html", "x12/index.html")
    )
    assert "Story 7" in first
    assert "Story 0" in second
    assert "Story 8" in other
    assert "Story 8" not in first + second
