"""Tutorial 2: a network is a function, built of steps and boxes; the loss measures it."""
