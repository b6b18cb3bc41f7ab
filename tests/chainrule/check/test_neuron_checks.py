"""What a learner reads when a check of chapter 01 finds a slip that beginners make."""

import math

import numpy as np
import pytest

from chainrule import check


def said(name, function):
    with pytest.raises(check.CheckFailed) as found:
        getattr(check, name)(function)
    return str(found.value)


def bend(z):
    return 1 / (1 + np.exp(-z))


def network(x1, x2, w, hidden_biases, last_bias):
    h1 = bend(w[0] * x1 + w[1] * x2 + hidden_biases[0])
    h2 = bend(w[2] * x1 + w[3] * x2 + hidden_biases[1])
    return bend(w[4] * h1 + w[5] * h2 + last_bias)


@pytest.mark.parametrize(
    ("biases", "words"),
    [
        ((0, 1), "the second hidden neuron adds b2 in place of b1"),
        ((1, 0), "the first hidden neuron adds b2 in place of b1"),
        ((0, 2), "the second hidden neuron adds no bias"),
        ((2, 0), "the first hidden neuron adds no bias"),
        ((2, 2), "b1 does not take part"),
    ],
)
def test_the_bias_of_each_hidden_neuron_is_named(biases, words):
    def two_sigmoid_network(x, w, b):
        each = [[*b, 0.0][n] for n in biases]
        return network(x[:, 0], x[:, 1], w, each, b[1])

    for _ in range(5):
        assert words in said("two_sigmoid_network", two_sigmoid_network)


def test_rows_taken_for_columns_are_asked_for():
    def two_sigmoid_network(x, w, b):
        return network(x[0], x[1], w, (b[0], b[0]), b[1])

    words = said("two_sigmoid_network", two_sigmoid_network)
    assert "What is x[0], and what is x[:, 0]?" in words
    assert "the first two examples" in words


def test_a_batch_taken_apart_row_by_row_is_no_question_of_a_cache():
    def two_sigmoid_network(x, w, b):
        x1, x2 = x
        return network(x1, x2, w, (b[0], b[0]), b[1])

    words = said("two_sigmoid_network", two_sigmoid_network)
    assert "x has m rows: what do x[0] and x[:, 0] hold?" in words
    assert "cache" not in words


def test_a_neuron_fed_with_a_batch_is_named():
    def neuron(x, w, b, activation):
        return float(activation(x @ w + b))

    def two_sigmoid_network(x, w, b):
        return neuron(x, w[:2], b[0], bend)

    assert "`neuron` takes one example" in said("two_sigmoid_network", two_sigmoid_network)


def test_weights_taken_apart_wrongly_are_to_be_counted():
    def two_sigmoid_network(x, w, b):
        w11, w12, w21, w22 = w
        return bend((w11 + w12 + w21 + w22) * x[:, 0])

    words = said("two_sigmoid_network", two_sigmoid_network)
    assert "Count the names on the left" in words
    assert "cache" not in words


def test_shapes_that_do_not_fit_are_named_without_speaking_of_layers():
    words = said("two_sigmoid_network", lambda x, w, b: x * w)
    assert "Their shapes are (6, 2) and (6,): which entry should meet which?" in words


@pytest.mark.parametrize("limit", [20, 25])
def test_a_sigmoid_cut_off_far_out_is_not_told_of_single_numbers(limit):
    words = said("sigmoid", lambda z: bend(np.clip(z, -limit, limit)))
    assert "z was cut off" in words
    assert "z = −30" in words or "z = −1000" in words


def test_math_exp_is_named():
    assert "`math.exp` takes one number; np.exp takes both" in said(
        "sigmoid", lambda z: 1 / (1 + math.exp(-z))
    )


@pytest.mark.filterwarnings("ignore:overflow")
def test_the_power_of_python_is_named_where_it_overflows():
    words = said("sigmoid", lambda z: 1 / (1 + np.e**-z))
    assert "sigmoid(−1000) stops" in words
    assert "Python's own power" in words


def test_a_step_in_a_list_is_named():
    words = said("step", lambda z: [float(each > 0) for each in np.ravel(z)])
    assert "the values were collected in a list" in words


def test_exchanged_cases_are_named():
    words = said("step", lambda z: np.where(np.asarray(z) > 0, 0.0, 1.0))
    assert "the two cases are exchanged" in words


def test_ndindex_takes_a_shape():
    def step(z):
        out = np.zeros(z.shape)
        for index in np.ndindex(z):
            out[index] = z[index] > 0
        return out

    assert "np.ndindex takes a shape" in said("step", step)


@pytest.mark.parametrize(("count", "which"), [(1, "first"), (2, "second")])
def test_inputs_that_take_no_part_are_named(count, which):
    def neuron(x, w, b, activation):
        return activation(x[:count] @ w[:count] + b)

    assert f"inputs after the {which} take no part" in said("neuron", neuron)


def test_a_sum_in_an_array_of_one_number_is_named():
    def neuron(x, w, b, activation):
        return activation(x.reshape(1, -1) @ w + b)

    assert "wrapped in an array of one number" in said("neuron", neuron)


def test_an_activation_without_its_sum_is_called_by_its_name_alone():
    def neuron(x, w, b, activation):
        return activation()

    words = said("neuron", neuron)
    assert "TypeError: activation() missing 1 required" in words
    assert "fewer values than it takes" in words


def test_names_in_capitals_are_noticed():
    table = {"OR": ((1, 1), -0.5), "AND": ((1, 1), -1.5), "NAND": ((-1, -1), 1.5)}

    def gate_weights(name):
        if name in table:
            return table[name]
        raise ValueError("no such gate")

    assert '"OR" is answered, "or" is not' in said("gate_weights", gate_weights)


def test_a_gate_that_is_refused_is_named():
    def gate_weights(name):
        raise ValueError("no such gate")

    assert "refuses a name that it should know" in said("gate_weights", gate_weights)


@pytest.mark.parametrize(
    ("c", "words"),
    [(-0.5, "counts too little"), (-1, "counts too little"), (-3, "counts too much")],
)
def test_a_second_unit_that_counts_too_little_or_too_much_is_named(c, words):
    def xor_relu(x1, x2):
        return float(max(0, x1 + x2) + c * max(0, x1 + x2 - 1))

    assert words in said("xor_relu", xor_relu)


@pytest.mark.parametrize("count", [2, 3])
def test_a_fixed_number_of_layers_is_named(count):
    def count_parameters(sizes):
        if count == 2:
            first, second = sizes
            return first * second + second
        first, second, third = sizes
        return first * second + second + second * third + third

    words = said("count_parameters", count_parameters)
    assert "sizes may have any length" in words
    assert "cache" not in words
