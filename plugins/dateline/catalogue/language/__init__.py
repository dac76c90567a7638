"""Languages: which language a text is in, and the words of a text."""
