"""Head: the lines above a story, of which one is the headline, one the byline, one has the date."""
