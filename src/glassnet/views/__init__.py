"""How equations are shown and exported: text comes out."""
