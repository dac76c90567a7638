"""Pelican's generator for everything but the articles' own pages, which Pelican's ArticlesGenerator writes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.utils import sanitised_join

from dateline.site import asked, outputs, pages, templating
from dateline.site.files import Output
from dateline.site.pages.views import Place


class ArchiveGenerator(Generator):  # type: ignore[misc]
    """Writes the archive's pages with the theme's templates; a theme that has none of them keeps its own pages."""

    def generate_context(self) -> None:
        """Compile every template, so that one which cannot be is told before the first page is written."""
        for name in self.env.list_templates(extensions=["html"]):
            self.env.get_template(name)

    def generate_output(self, writer: Any) -> None:
        """Write every page; nothing where the theme is not made for Dateline."""
        edition = self.settings["DATELINE_EDITION"]
        if not asked.made_for_dateline(Path(self.theme)):
            return
        known = set(self.env.list_templates())
        for page in pages.pages(edition):
            if f"{page.template}.html" in known:
                writer.write_file(
                    page.path,
                    self.get_template(page.template),
                    self.context,
                    relative_urls=True,
                    page=Place(page.path, page.root),
                    view=page.view(),
                )
        write(outputs.outputs(edition), self.output_path)


def write(files: Iterable[Output], folder: str) -> None:
    """Write files that no template makes below ``folder``."""
    for output in files:
        path = Path(sanitised_join(folder, output.path))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.content())


def prepare(generator: Generator) -> None:
    """Give a generator's template environment what the templates of the archive need."""
    generator.readers.disabled_readers.pop("md", None)  # Pelican would ask for its own Markdown package
    if asked.made_for_dateline(Path(generator.theme)):
        templating.escape(generator.env)
    templating.configure(generator.env, generator.settings["DATELINE_EDITION"].site)


def before_article(generator: Generator, content: Any) -> None:
    """Put an article's view into the context that Pelican renders it with next."""
    edition = generator.settings["DATELINE_EDITION"]
    page = pages.article.page(edition, edition.by_url[content.save_as])
    generator.context["page"] = Place(page.path, page.root)
    generator.context["view"] = page.view()
