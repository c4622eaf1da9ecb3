"""Which equations exist: networks, layers, losses, optimizers, and their lowering.

Everything here is a frozen description; no numbers of a model live here.
"""
