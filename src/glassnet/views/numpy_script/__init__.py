"""A training as a NumPy script, and a network as two plain functions."""
