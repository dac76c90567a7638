"""Pages to bytes, on all cores, into the second tree."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import NamedTuple

from jinja2.exceptions import TemplateError

from dateline.library import atomic, files, frontmatter, workers
from dateline.messages import DatelineError, Message
from dateline.site.body import body_html
from dateline.site.edition import Edition
from dateline.site.engine import templates
from dateline.site.engine.config import Config
from dateline.site.engine.staging import Stage
from dateline.site.pages.views import Page, Place, digest

CHUNK = 64  # pages in one task
FEW = 256  # fewer pages than this are rendered in this process: a fork costs more

Task = tuple[int, int]


class Done(NamedTuple):
    """What came of one page: the digest of what it depends on, and whether it was rendered and is new."""

    depends: str
    rendered: bool
    written: bool
    sha256: str = ""  # of its bytes, where they are new


Result = tuple[list[tuple[str, bool, bool, str]], list[Message], DatelineError | None]
"""What came of one task: its pages, what is wrong with its inputs, and what ended it before its last page."""


def render(
    edition: Edition, config: Config, pages: Sequence[Page], known: Mapping[str, str], stage: Stage
) -> Iterator[tuple[str, Done]]:
    """Render those of ``pages`` into the second tree whose digest is not the one in ``known``. Gives their paths.

    What a page depends on is found where it is rendered, on all cores. Raises DatelineError: DL520, which names
    template and line, at the first page where a template fails; DL521 where a page cannot be written; and when all
    pages were tried, whatever is wrong with the articles and records that they show, all of it at once.
    """
    tasks = [(start, min(start + CHUNK, len(pages))) for start in range(0, len(pages), CHUNK)]
    crew = workers.count(config.settings.workers) if len(pages) > FEW else 1
    renderer = _Renderer(edition, config, pages, known, stage)
    if crew > 1:
        renderer.prepare()
    wrong: dict[Message, None] = {}  # (an article's text and its record's page may both say it)
    with contextlib.closing(workers.run(lambda: renderer.work, tasks, crew, renderer.work)) as results:
        for (start, _), (found, refused, error) in zip(tasks, results, strict=True):
            if error is not None:
                raise error
            wrong.update(dict.fromkeys(refused))
            if not wrong:  # (else nothing will be published)
                for at, done in enumerate(found, start):
                    yield pages[at].path, Done(*done)
    if wrong:
        raise DatelineError(*wrong)


class _Renderer:
    def __init__(
        self, edition: Edition, config: Config, pages: Sequence[Page], known: Mapping[str, str], stage: Stage
    ) -> None:
        self.edition = edition
        self.config = config
        self.pages = pages
        self.known = known
        self.stage = stage
        self.templates = templates.Templates(config.values, config.theme, edition.site, stage.folder / "templates")
        self.articles = {entry.url: entry for entry in (*edition.archive.entries, *edition.archive.hidden)}

    def prepare(self) -> None:
        """Have ready, before there are several processes, what each of them would get for itself."""
        templates_ = {page.template for page in self.pages}
        self.templates.prepare()
        if "record" in templates_:
            importlib.import_module("dateline.site.transcript")  # (only where a record is shown: it takes long)

    def work(self, task: Task) -> Result:
        """The pages of one task. What goes wrong is part of the result: it has to cross a pipe."""
        results: list[tuple[str, bool, bool, str]] = []  # (plain tuples: they cross it more cheaply)
        refused: list[Message] = []
        for page in self.pages[slice(*task)]:
            try:
                depends = digest(page.template, *page.depends())
                if self.known.get(page.path) == depends:
                    results.append((depends, False, False, ""))
                    continue
                data = self._page(page)
                written = self.stage.write(page.path, data)
            except DatelineError as error:  # of one input: the others are tried, so that all are told at once
                refused.extend(error.messages)
                continue
            except OSError as error:
                if isinstance(error, TemplateError):  # a template that is not there is, for Jinja, one of both
                    return results, refused, templates.problem(error, page.path, self.config.theme)
                return results, refused, _unwritten(error, page.path)
            except Exception as error:  # a template may raise anything; it is told with its file and line
                return results, refused, templates.problem(error, page.path, self.config.theme)
            sha256 = hashlib.sha256(data).hexdigest() if written else ""
            results.append((depends, True, written, sha256))
        return results, refused, None

    def _page(self, page: Page) -> bytes:
        context: dict[str, object] = {"page": Place(page.path, page.root), "view": page.view()}
        if page.template == "article":
            context["article"] = SimpleNamespace(content=self._content(page.path))
        return self.templates.render(f"{page.template}.html", context).encode("utf-8")

    def _content(self, url: str) -> str:
        entry = self.articles[url]
        path = f"{self.edition.settings.content}/{entry.source_path}"
        _, body = frontmatter.split(files.read_text(path, entry.source_path), entry.source_path)
        return body_html(body, entry)


def _unwritten(error: OSError, page: str) -> DatelineError:
    text = f"{page} cannot be written: {atomic.reason(error)}. The published site is as it was."
    return DatelineError(Message("DL521", text, page))
