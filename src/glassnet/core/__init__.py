"""What an equation is: expressions, ops, derivations, the backward pass, the checker.

Standard library only. Nothing here knows a particular op, a network or an array.
"""
