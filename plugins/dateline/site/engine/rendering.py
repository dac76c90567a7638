"""Pages to bytes, on all cores, into the second tree."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from jinja2 import Environment

from dateline.library import files, frontmatter, workers
from dateline.messages import DatelineError
from dateline.site import templating
from dateline.site.body import body_html
from dateline.site.edition import Edition
from dateline.site.engine import templates
from dateline.site.engine.config import Config
from dateline.site.engine.staging import Stage
from dateline.site.pages.views import Page, Place

CHUNK = 64  # pages in one task
FEW = 256  # fewer pages than this are rendered in this process: a fork costs more

Task = tuple[int, int]
Result = tuple[list[str], DatelineError | None]


def render(edition: Edition, config: Config, pages: Sequence[Page], stage: Stage) -> list[str]:
    """Render ``pages`` into the second tree; the paths of those whose bytes are new.

    Raises DatelineError (DL520) that names template and line where a template fails.
    """
    tasks = [(start, min(start + CHUNK, len(pages))) for start in range(0, len(pages), CHUNK)]
    crew = workers.count(config.settings.workers) if len(pages) > FEW else 1
    renderer = _Renderer(edition, config, pages, stage)
    written: list[str] = []
    for names, error in workers.run(lambda: renderer.work, tasks, crew, renderer.work):
        if error is not None:
            raise error
        written += names
    return written


class _Renderer:
    def __init__(self, edition: Edition, config: Config, pages: Sequence[Page], stage: Stage) -> None:
        self.edition = edition
        self.config = config
        self.pages = pages
        self.stage = stage
        self.environment: Environment = templates.environment(config.values, config.theme, stage.folder / "templates")
        templating.configure(self.environment, edition.site)
        self.articles = {entry.url: entry for entry in (*edition.archive.entries, *edition.archive.hidden)}

    def work(self, task: Task) -> Result:
        """Render the pages of one task. What goes wrong is part of the result: it has to cross a pipe."""
        written: list[str] = []
        for page in self.pages[slice(*task)]:
            try:
                data = self._page(page)
            except DatelineError as error:
                return written, error
            except Exception as error:  # a template may raise anything; it is told with its file and line
                return written, templates.problem(error, page.path, self.config.theme)
            if self.stage.write(page.path, data):
                written.append(page.path)
        return written, None

    def _page(self, page: Page) -> bytes:
        context: dict[str, object] = {"page": Place(page.path, page.root), "view": page.view()}
        if page.template == "article":
            context["article"] = SimpleNamespace(content=self._content(page.path))
        text = self.environment.get_template(f"{page.template}.html").render(context)
        return text.encode("utf-8")

    def _content(self, url: str) -> str:
        entry = self.articles[url]
        path = self.edition.settings.content / entry.source_path
        _, body = frontmatter.split(files.read_text(path, entry.source_path), entry.source_path)
        return body_html(body, entry)
