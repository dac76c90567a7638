"""Models: learned scores of units, and which of them are the story by these scores."""
