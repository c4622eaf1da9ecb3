"""Mistakes that show beside the network that the code is meant to be: each is made in its rows."""
