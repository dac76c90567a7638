"""Outlets: the authority of news sources, the source of an article, and outlets named in a text."""

from dateline.catalogue.outlets.authority import Outlets, load
from dateline.catalogue.outlets.mentions import OutletMention, mentions
from dateline.catalogue.outlets.settle import Settled, settle

__all__ = ["OutletMention", "Outlets", "Settled", "load", "mentions", "settle"]
