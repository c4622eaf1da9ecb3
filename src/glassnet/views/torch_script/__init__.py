"""A training as a PyTorch script: its equations, their idiomatic twin, and a check of both."""
