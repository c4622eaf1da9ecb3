"""A blog's network from scratch: the loss is a mean with half a penalty, the gradient a sum."""

import numpy as np

np.random.seed(0)
angles = np.random.uniform(0, np.pi, 30)
y = np.arange(30) % 2
X = np.c_[np.cos(angles), np.sin(angles)] * (1 - 2 * y[:, None]) + 0.2 * np.random.randn(30, 2)
num_examples = len(X)
nn_input_dim, nn_output_dim, nn_hdim = 2, 2, 3
epsilon, reg_lambda = 0.01, 0.01

model = {
    "W1": np.random.randn(nn_input_dim, nn_hdim) / np.sqrt(nn_input_dim),
    "b1": np.zeros((1, nn_hdim)),
    "W2": np.random.randn(nn_hdim, nn_output_dim) / np.sqrt(nn_hdim),
    "b2": np.zeros((1, nn_output_dim)),
}


def predict_proba(model, x):
    a1 = np.tanh(x.dot(model["W1"]) + model["b1"])
    exp_scores = np.exp(a1.dot(model["W2"]) + model["b2"])
    return a1, exp_scores / np.sum(exp_scores, axis=1, keepdims=True)


def calculate_loss(model):
    _, probs = predict_proba(model, X)
    data_loss = np.sum(-np.log(probs[range(num_examples), y]))
    data_loss += reg_lambda / 2 * (np.sum(model["W1"] ** 2) + np.sum(model["W2"] ** 2))
    return 1.0 / num_examples * data_loss


def calculate_gradients(model):
    a1, delta3 = predict_proba(model, X)
    delta3[range(num_examples), y] -= 1
    dW2 = a1.T.dot(delta3)
    db2 = np.sum(delta3, axis=0, keepdims=True)
    delta2 = delta3.dot(model["W2"].T) * (1 - np.power(a1, 2))
    dW1 = X.T.dot(delta2)
    db1 = np.sum(delta2, axis=0)
    dW2 += reg_lambda * model["W2"]
    dW1 += reg_lambda * model["W1"]
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
