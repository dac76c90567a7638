"""Training and evaluation of extraction: ``make train CORPORA=…``, ``bench.extraction.evaluate``."""
