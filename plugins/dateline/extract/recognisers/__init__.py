"""Recognisers: dates, names, captions and outlets, found in a line by how they are written."""
