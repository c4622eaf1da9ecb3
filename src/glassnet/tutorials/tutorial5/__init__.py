"""Tutorial 5: a shallow network in the course's notation, its gradients, its first weights."""
