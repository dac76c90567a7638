"""Extract: a ``Dump`` to its ``Article``s, every line with a role.

The door is ``extract(dump, known)``; ``explain(article)`` shows why each line became what it is.
"""

from dateline.extract.article.assemble import running_text
from dateline.extract.article.explain import explain, legible
from dateline.extract.door import extract
from dateline.extract.models import memory

__all__ = ["explain", "extract", "legible", "memory", "running_text"]
