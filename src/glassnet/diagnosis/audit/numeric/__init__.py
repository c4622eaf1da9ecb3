"""What the gradient must be, from nothing but values of the loss: slopes, kinks, rounding."""
