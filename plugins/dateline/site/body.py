"""As much of an article's text as its page may show."""

from __future__ import annotations

from dateline.library.shown import excerpt
from dateline.model import Publish
from dateline.site import markdown
from dateline.site.archive import Entry


def body_html(body: str, entry: Entry) -> str:
    """As much of an article's text as the site may show, as HTML."""
    if entry.publish is Publish.METADATA:
        return ""
    return markdown.render(excerpt(body) if entry.publish is Publish.EXCERPT else body)
