"""A usable key from any name, in any script, and what no key may be."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_EXTRA = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"})


# Names that Windows keeps for devices, whatever follows after a dot.
DEVICES = frozenset(["con", "prn", "aux", "nul", "conin$", "conout$"]) | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}


def slug(name: str) -> str:
    """Small ASCII letters, digits and hyphens; ``x-`` and a digest where the name holds no such letter."""
    low = unicodedata.normalize("NFKD", name.casefold().translate(_EXTRA).replace("&", " and "))
    plain = "".join(c for c in low if not unicodedata.combining(c))
    plain = re.sub(r"['’ʼ`]", "", plain)
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    lost = sum(c.isalpha() and not c.isascii() for c in plain)
    if found and not lost:
        return found
    digest = hashlib.sha256(unicodedata.normalize("NFC", name).encode()).hexdigest()[:8]
    return f"{found}-{digest}" if found else f"x-{digest}"
