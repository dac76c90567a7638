"""Lines: the pieces of a dump that are judged as one, and what their words are."""
