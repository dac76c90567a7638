"""Languages: which language a text is in, and the words of a text."""

from dateline.catalogue.language.identify import identify

__all__ = ["identify"]
