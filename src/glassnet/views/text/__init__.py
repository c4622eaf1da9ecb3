"""A step as text for a terminal: rows with their numbers, one entry, the paths to the loss."""
