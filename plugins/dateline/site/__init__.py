"""Library to site: the archive's index, its pages, and how Pelican renders them."""
