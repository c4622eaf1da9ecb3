"""A step as JSON, with a published schema."""
