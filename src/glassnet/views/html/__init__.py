"""A step as one HTML page: formulas, numbers, and for every number where it comes from."""
