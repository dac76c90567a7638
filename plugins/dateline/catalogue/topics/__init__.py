"""Topics: the authority of IPTC Media Topics that fit, and which of them a text is about."""

from dateline.catalogue.topics.authority import Topics, load
from dateline.catalogue.topics.scorer import score

__all__ = ["Topics", "load", "score"]
