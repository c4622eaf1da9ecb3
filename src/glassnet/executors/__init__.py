"""How equations are computed: numbers come out."""
