"""A book's class that only trains itself: the bare error is passed back, the 2 is dropped."""

import numpy as np

np.random.seed(12)


class neuralNetwork:
    def __init__(self, inodes, hnodes, onodes, learningrate):
        self.wih = np.random.normal(0.0, pow(hnodes, -0.5), (hnodes, inodes))
        self.who = np.random.normal(0.0, pow(onodes, -0.5), (onodes, hnodes))
        self.lr = learningrate
        self.activation_function = lambda x: 1 / (1 + np.exp(-x))

    def query(self, inputs_list):
        inputs = np.array(inputs_list, ndmin=2).T
        return self.activation_function(self.who @ self.activation_function(self.wih @ inputs))

    def total_error(self, inputs_list, targets_list):
        return np.sum((np.array(targets_list, ndmin=2).T - self.query(inputs_list)) ** 2)

    def train(self, inputs_list, targets_list):
        inputs = np.array(inputs_list, ndmin=2).T
        targets = np.array(targets_list, ndmin=2).T
        hidden = self.activation_function(self.wih @ inputs)
        final = self.activation_function(self.who @ hidden)
        output_errors = targets - final
        hidden_errors = np.dot(self.who.T, output_errors)
        self.who += self.lr * np.dot(output_errors * final * (1.0 - final), hidden.T)
        self.wih += self.lr * np.dot(hidden_errors * hidden * (1.0 - hidden), inputs.T)


n = neuralNetwork(3, 3, 3, 0.3)
inputs = np.random.uniform(0.01, 0.99, (4, 3))
targets = np.random.uniform(0.01, 0.99, (4, 3))
