"""A class that keeps weights and gradients in itself; the loss has no factor 2 in its slope."""

import numpy as np

np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)
y = np.array([[0.0], [1.0], [1.0], [0.0]])


def sigmoid(x):
    return 1.0 / (1 + np.exp(-x))


def sigmoid_derivative(a):
    return a * (1.0 - a)


class NeuralNetwork:
    def __init__(self, n_inputs, n_hidden=4):
        self.weights1 = np.random.rand(n_inputs, n_hidden)
        self.weights2 = np.random.rand(n_hidden, 1)

    def forward(self, X):
        self.layer1 = sigmoid(X @ self.weights1)
        self.output = sigmoid(self.layer1 @ self.weights2)
        return self.output

    def loss(self, X, y):
        return np.mean((y - self.forward(X)) ** 2)

    def backward(self, X, y):
        self.forward(X)
        error = (self.output - y) * sigmoid_derivative(self.output)
        self.d_weights2 = self.layer1.T @ error
        self.d_weights1 = X.T @ (error @ self.weights2.T * sigmoid_derivative(self.layer1))

    def fit(self, X, y, epochs=10, lr=0.5):
        for _ in range(epochs):
            self.backward(X, y)
            self.weights1 -= lr * self.d_weights1
            self.weights2 -= lr * self.d_weights2


if __name__ == "__main__":
    nn = NeuralNetwork(X.shape[1])
    nn.fit(X, y)
    print(nn.output)
