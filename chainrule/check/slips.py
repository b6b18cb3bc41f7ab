"""The values that a sigmoid and a tanh made from each other give, where one step was forgotten."""

from chainrule.check.causes import Diagnosis
from chainrule.check.worked import SIGMOID, TANH

OF_TANH = {
    Diagnosis(
        "half the argument",
        "these are the right values for Z/2.",
        "If it is made from σ, which multiple of Z does σ take?",
    ): {z: 2 * value - 1 for z, value in SIGMOID.items()},
    Diagnosis(
        "sigmoid for tanh", "these are the sigmoid's values.", "Which range has tanh?"
    ): SIGMOID,
}
OF_SIGMOID = {
    Diagnosis(
        "twice the argument",
        "these are the right values for 2Z.",
        "If it is made from tanh, which multiple of Z does tanh take?",
    ): {z: (1 + value) / 2 for z, value in TANH.items()},
    Diagnosis(
        "tanh for sigmoid", "these are the values of tanh.", "Which range has the sigmoid?"
    ): TANH,
}
