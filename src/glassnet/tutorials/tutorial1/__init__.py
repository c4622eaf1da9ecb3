"""Tutorial 1: a 2-3-2 network for XOR, one step in figures, then trained."""
