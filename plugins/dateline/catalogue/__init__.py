"""Article to Record: places, conflicts, topics, source, duplicates; the authority files behind them."""

from dateline.catalogue.catalogue import Catalogue, load

__all__ = ["Catalogue", "load"]
