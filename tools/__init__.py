"""Builders of the data that ships; not part of the package."""
