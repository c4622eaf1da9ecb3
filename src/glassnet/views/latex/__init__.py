"""A step in LaTeX: rows that break where they are too wide, and formulas of single units."""
