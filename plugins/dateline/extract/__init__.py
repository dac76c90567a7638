"""Extract: a ``Dump`` to its ``Article``s, every line with a role.

The door is ``extract(dump, memory)``; ``explain(article)`` shows why each line became what it is.
"""

from dateline.extract.assemble import running_text
from dateline.extract.door import extract
from dateline.extract.explain import explain, legible
from dateline.extract.memory import Memory, fingerprint

__all__ = ["Memory", "explain", "extract", "fingerprint", "legible", "running_text"]
