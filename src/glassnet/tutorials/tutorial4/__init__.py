"""Tutorial 4: a network by hand, then trained by moving every weight a little."""
