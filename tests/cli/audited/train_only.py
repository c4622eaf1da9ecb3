"""Everything happens in one training loop: there is no function that could be audited."""

import numpy as np

np.random.seed(0)
X = np.random.randn(10, 2)
y = (X[:, :1] * X[:, 1:] > 0).astype(float)
W1, W2 = np.random.randn(2, 3), np.random.randn(3, 1)

for epoch in range(5):
    h = 1 / (1 + np.exp(-X @ W1))
    out = 1 / (1 + np.exp(-h @ W2))
    error = y - out
    d_out = error * out * (1 - out)
    d_h = d_out @ W2.T * h * (1 - h)
    W2 += 0.1 * h.T @ d_out
    W1 += 0.1 * X.T @ d_h
    print("loss", np.mean(error**2))
