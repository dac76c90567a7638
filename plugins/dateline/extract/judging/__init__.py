"""Judging: the articles of a dump, and what is decided about each one's units."""
