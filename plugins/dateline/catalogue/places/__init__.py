"""Places: the gazetteer, the mentions in a text, and which place each of them means."""

from dateline.catalogue.places.annotator import annotate
from dateline.catalogue.places.gazetteer import Places, load
from dateline.catalogue.places.institutions import elsewhere

__all__ = ["Places", "annotate", "elsewhere", "load"]
