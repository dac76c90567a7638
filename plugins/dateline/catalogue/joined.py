"""The words of an article that count, as one text, and the way back from its offsets to the dump's lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model import Article, Role, Span

SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Joined:
    """Headline, standfirst, body and captions joined by blank lines; ``starts`` and ``lines`` run in parallel."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, article: Article) -> Joined:
        """Join what was kept of the article; dropped lines are never in it."""
        pieces = [
            (article.headline, _lines_of_role(article, Role.HEADLINE)),
            (article.standfirst, _lines_of_role(article, Role.STANDFIRST)),
            *((block.text, block.lines) for block in article.blocks),
            *((caption.text, caption.lines) for caption in article.captions),
        ]
        texts, starts, lines, at = [], [], [], 0
        for text, numbers in pieces:
            if not text:
                continue
            texts.append(text)
            starts.append(at)
            lines.append(numbers)
            at += len(text) + len(SEPARATOR)
        return cls(SEPARATOR.join(texts), tuple(starts), tuple(lines))

    def lines_of(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """The numbers of the dump's lines that hold the spans, in order."""
        found = {n for span in spans if self.starts for n in self.lines[bisect_right(self.starts, span.start) - 1]}
        return tuple(sorted(found))

    def lines_with(self, words: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the dump's lines in whose piece one of the words stands (case does not count)."""
        wanted = [word.casefold() for word in words if word]
        found: set[int] = set()
        ends = (*self.starts[1:], len(self.text))
        for start, end, numbers in zip(self.starts, ends, self.lines, strict=True):
            piece = self.text[start:end].casefold()
            if any(word in piece for word in wanted):
                found.update(numbers)
        return tuple(sorted(found))


def _lines_of_role(article: Article, role: Role) -> tuple[int, ...]:
    return tuple(labelled.line.number for labelled in article.lines if labelled.role is role)
