"""What a learner reads when a check of chapter 04 finds a slip."""

from collections.abc import Callable

import numpy as np
import pytest

from chainrule import check


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def said(name: str, *functions: Callable[..., object]) -> str:
    with pytest.raises(check.CheckFailed) as found:
        getattr(check, name)(*functions)
    return str(found.value)


ONE_WEIGHT = {
    "(o - y) * w2[j] * slope * x[j % len(x)]": "the last factor is the input number j",
    "(o - y) * w2[i % len(w2)] * slope * x[i]": "that of the hidden unit number i",
    "(o - y) ** 2 / 2 * w2[j] * slope * x[i]": "the first factor is the loss itself",
    "(o - y) * w2[j] * h[j] * x[i]": "stands h alone",
    "(o - y) * w2[j] * (1 - h[j]) * x[i]": "stands 1 − h alone",
    "(o - y) * w2[j] * sigmoid(h[j]) * (1 - sigmoid(h[j])) * x[i]": "taken at h in place of z",
    "(z @ w2 - y) * w2[j] * x[i]": "a network without σ",
    "(z @ w2 - y) * w2[j] * z[j] * (1 - z[j]) * x[i]": "a network without σ",
    "(o - y) * w2[j] * slope * x": "a whole array came back",
    "(o - y) * w2 * h * (1 - h) * x[i]": "a whole array came back",
}


@pytest.mark.parametrize("product", ONE_WEIGHT)
def test_a_wrong_factor_of_one_path_is_named(product: str) -> None:
    def backprop_one_weight(x, W1, w2, y, i, j):
        z = x @ W1
        h = sigmoid(z)
        names = {"x": x, "w2": w2, "y": y, "i": i, "j": j, "z": z, "h": h, "sigmoid": sigmoid}
        return eval(product, names | {"o": h @ w2, "slope": h[j] * (1 - h[j])})

    assert ONE_WEIGHT[product] in said("backprop_one_weight", backprop_one_weight)


TWO_PATHS = {"tanh(h)": "is taken at h", "tanh(a)": "taken at u and at v", "tanh(tanh(a * h))": "p"}


@pytest.mark.parametrize("inner", TWO_PATHS)
def test_a_slope_of_tanh_at_another_place_is_named(inner: str) -> None:
    def two_path_gradient(x, w, u, v):
        h = sigmoid(w * x)
        slopes = [1 - eval(inner, {"tanh": np.tanh, "a": a, "h": h}) ** 2 for a in (u, v)]
        return (u * slopes[0] + v * slopes[1]) * h * (1 - h) * x

    told = said("two_path_gradient", two_path_gradient)
    assert TWO_PATHS[inner] in told
    assert "brackets" in told or "applied twice" in told


@pytest.mark.parametrize("step", [1e-3, 1e-5, 1e-7])
def test_differences_are_not_taken_for_a_product(step: float) -> None:
    def backprop_one_weight(x, W1, w2, y, i, j):
        def loss(nudge):
            W = W1.copy()
            W[i, j] += nudge
            return (sigmoid(x @ W) @ w2 - y) ** 2 / 2

        return (loss(step) - loss(-step)) / (2 * step)

    def two_path_gradient(x, w, u, v):
        def loss(w):
            return np.tanh(u * sigmoid(w * x)) + np.tanh(v * sigmoid(w * x))

        return (loss(w + step) - loss(w - step)) / (2 * step)

    for function in (backprop_one_weight, two_path_gradient):
        said(function.__name__, function)
    if step == 1e-5:
        assert "two losses of almost one size" in said("backprop_one_weight", backprop_one_weight)
        assert "two losses of almost one size" in said("two_path_gradient", two_path_gradient)


def linear_forward(X, W, b):
    return X @ W + b, (X, W, b)


def test_the_first_example_alone_is_named() -> None:
    def linear_backward(dZ, cache):
        X, W, _ = cache
        return dZ @ W.T, np.outer(X[0], dZ[0]), dZ.sum(axis=0)

    assert "first example's share alone" in said("linear_backward", linear_forward, linear_backward)


def test_a_bias_gradient_for_every_example_has_one_axis_too_many() -> None:
    def linear_backward(dZ, cache):
        X, W, _ = cache
        return dZ @ W.T, X.T @ dZ, dZ

    told = said("linear_backward", linear_forward, linear_backward)
    assert "one axis is too many: sum over it and this is right" in told


def test_whole_numbers_in_a_jacobian_are_told_before_its_form() -> None:
    def dense_jacobian_wrt_W(x, n_out):
        J = np.zeros((n_out, len(x) * n_out), dtype=int)
        for i in range(len(x)):
            for p in range(n_out):
                J[p, i * n_out + p] = x[i]
        return J

    told = said("dense_jacobian_wrt_W", dense_jacobian_wrt_W)
    assert "got dtype int" in told
    assert "integer array" in told


def two_layers_only(dZ_L, activations, params, hidden_slope):
    X, A1 = activations[0], activations[1]
    dZ1 = dZ_L @ params[1][0].T * hidden_slope(A1)
    return [(X.T @ dZ1, dZ1.sum(axis=0)), (A1.T @ dZ_L, dZ_L.sum(axis=0))]


def never_carried_on(dZ_L, activations, params, hidden_slope):
    dZ, gradients = dZ_L, []
    for layer in reversed(range(len(params))):
        A = activations[layer]
        gradients.append((A.T @ dZ, dZ.sum(axis=0)))
        if layer:
            dZ = dZ_L @ params[layer][0].T * hidden_slope(A)
    return gradients[::-1]


def always_the_second_weights(dZ_L, activations, params, hidden_slope):
    dZ, gradients = dZ_L, []
    for layer in reversed(range(len(params))):
        A = activations[layer]
        gradients.append((A.T @ dZ, dZ.sum(axis=0)))
        if layer:
            dZ = dZ @ params[1][0].T * hidden_slope(A)
    return gradients[::-1]


@pytest.mark.parametrize("function", [two_layers_only, never_carried_on, always_the_second_weights])
def test_what_is_right_for_two_layers_only_is_told_so(function: Callable[..., object]) -> None:
    told = said("mlp_backward", function)
    assert "right for 2 layers, and not for 3: does it depend on their number?" in told
    assert "transposed" not in told


def test_weights_of_the_wrong_layer_are_not_told_of_transposing_alone() -> None:
    def mlp_backward(dZ_L, activations, params, hidden_slope):
        dZ, gradients = dZ_L, []
        for layer in reversed(range(len(params))):
            A = activations[layer]
            gradients.append((A.T @ dZ, dZ.sum(axis=0)))
            if layer:
                dZ = dZ @ params[layer - 1][0].T * hidden_slope(A)
        return gradients[::-1]

    assert "do both belong to the layer you are at" in said("mlp_backward", mlp_backward)
