"""Build the places authority from GeoNames, CLDR, ISO 3166-2 and the tables beside this file."""
