"""Benches, training and evaluation; not part of the package."""
