"""Features: what is measured of each unit, by itself and around it, for the models."""
