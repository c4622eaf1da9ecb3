"""What is wrong, why, and how one can see it: findings about gradients, networks and runs."""
