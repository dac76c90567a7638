"""Dumps: bytes to ``Dump``s with their ``Line``s; decoding, and one reader per format.

The door is ``read(path, root)``, ``read_bytes(data, path)`` and ``find(folder)``.
"""

from dateline.dumps.door import find, read, read_bytes

__all__ = ["find", "read", "read_bytes"]
