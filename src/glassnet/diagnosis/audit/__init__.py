"""The gradient audit: what is wrong with somebody else's gradient, and which mistake it is."""
