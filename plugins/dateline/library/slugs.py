"""Slugs and file names that hold on every file system: short, ASCII where we choose them, reserved by nobody."""

from __future__ import annotations

import re
import unicodedata

from unidecode import unidecode

from dateline.catalogue.language.slug import DEVICES

MAX_LENGTH = 80  # of a slug made from a title
MAX_BYTES = 200  # of a slug that a curator wrote; a name with its suffix stays below the 255 of most systems

RESERVED = DEVICES | {"index"}  # the name of every list's page
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_OTHER = re.compile(r"[^a-z0-9]+")
_ALLOWED = re.compile(r"[\w](?:[\w.-]*[\w])?")


def slugify(title: str, fallback: str = "article") -> str:
    """A slug of lower-case ASCII letters, digits and single hyphens; ``fallback`` where nothing is left.

    Titles in other scripts are romanised (Unidecode). Cut at a word's end, at most MAX_LENGTH characters.
    """
    # A title of a million characters must not cost a million romanised characters.
    text = unicodedata.normalize("NFKC", title[: MAX_LENGTH * 8])
    if not text.isascii():
        whole = _APOSTROPHES.sub("", text).encode("utf-8", "ignore").decode()  # without halves of characters
        text = unidecode(whole, errors="ignore")
    slug = _OTHER.sub("-", _APOSTROPHES.sub("", text).lower()).strip("-")
    if len(slug) > MAX_LENGTH:
        cut = slug.rfind("-", MAX_LENGTH // 2, MAX_LENGTH + 1)
        slug = slug[: cut if cut > 0 else MAX_LENGTH].strip("-")
    if not slug:
        return fallback
    return f"{slug}-article" if slug in RESERVED else slug


def problem(slug: str) -> str:
    """What is wrong with a slug that a curator wrote, as the end of a sentence; "" where nothing is."""
    if not _ALLOWED.fullmatch(slug):
        return "may hold letters, digits, hyphens, dots and underscores only, and begins and ends with none of these"
    if unicodedata.normalize("NFC", slug) != slug:
        return "is written with separate accents; write it again without them"
    if len(slug.encode()) > MAX_BYTES:
        return f"is longer than {MAX_BYTES} bytes"
    if slug.partition(".")[0].lower() in RESERVED:
        return "is a name that Windows, or the site, keeps for itself"
    return ""


def fold(slug: str) -> str:
    """The form in which two slugs are the same file on some system (no case, no accent forms)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", slug).casefold())
