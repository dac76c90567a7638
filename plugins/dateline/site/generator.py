"""Pelican's generator for everything but the articles' own pages, which Pelican's ArticlesGenerator writes."""

from __future__ import annotations

from typing import Any

from pelican.generators import Generator

from dateline.site import pages, templating
from dateline.site.pages.views import Place

OWN_TEMPLATE = "record.html"  # a template that no other theme has


class ArchiveGenerator(Generator):  # type: ignore[misc]
    """Writes the archive's pages with the theme's templates; a theme that has none of them keeps its own pages."""

    def generate_output(self, writer: Any) -> None:
        """Write every page; nothing where the theme is not made for Dateline."""
        state = self.settings["DATELINE_STATE"]
        known = set(self.env.list_templates())
        if OWN_TEMPLATE not in known:
            return
        for page in pages.pages(state.archive, state.documents, state.settings):
            if f"{page.template}.html" in known:
                writer.write_file(
                    page.path,
                    self.get_template(page.template),
                    self.context,
                    relative_urls=True,
                    page=Place(page.path, page.root),
                    view=page.view(),
                )


def prepare(generator: Generator) -> None:
    """Give a generator's template environment what the templates of the archive need."""
    generator.readers.disabled_readers.pop("md", None)  # Pelican would ask for its own Markdown package
    templating.configure(generator.env, generator.settings["DATELINE_STATE"].site)


def before_article(generator: Generator, content: Any) -> None:
    """Put an article's view into the context that Pelican renders it with next."""
    page = generator.settings["DATELINE_STATE"].article_page(content.save_as)
    generator.context["page"] = Place(page.path, page.root)
    generator.context["view"] = page.view()


