"""Mistakes that the numbers show by themselves: factors, signs, penalties, places."""
