"""The slips that the check of chapter 02's network knows, each with a cause and a next step."""

from chainrule.check.causes import Diagnosis


def hard_wired(name: str) -> Diagnosis:
    return Diagnosis(
        f"{name} in place of the argument",
        f"this is {name} of the right pre-activation, whatever activation was handed in.",
        "The activations are arguments: which of them belongs to this layer?",
    )


SIGMOID, TANH, RELU = map(hard_wired, ("the sigmoid", "tanh", "ReLU"))
FIRST = Diagnosis(
    "not X first",
    "the list does not begin with X.",
    "The first layer's own input is needed on the way back. Where does the list begin?",
)
OTHER_CURVE = Diagnosis(
    "the other activation",
    "the pre-activation is right, and the other of the two activations was applied to it.",
    "`output` belongs to the last layer alone, `hidden` to all before it. How does your loop know "
    "which layer is the last?",
)
UNBENT = Diagnosis(
    "pre-activation listed",
    "this is the pre-activation Z; no activation was applied to it.",
    "Which of Z and A is wanted in the list?",
)
BENT_TWICE = Diagnosis(
    "bent twice",
    "both activations were applied, hidden first and output on top of it.",
    "Each layer has one activation. How does your loop know which layer is the last?",
)
NO_BIAS = Diagnosis(
    "bias forgotten",
    "the layer was computed without its bias.",
    "What does params hold for each layer?",
)
BENT_BEFORE = Diagnosis(
    "bent before",
    "the activation was applied to the layer's input, before the weights.",
    "Which comes first in a layer, the weighted sum or the bend?",
)
PASSED_ON = Diagnosis(
    "pre-activation passed on",
    "this layer was fed with the pre-activation of the one before.",
    "What is the input of layer 2: Z1 or A1?",
)
FED_WITH_X = Diagnosis(
    "fed with X",
    "this layer was fed with X again.",
    "What is the input of layer 2: X or A1?",
)
FIRST_WEIGHTS = Diagnosis(
    "first weights",
    "this layer used the weights of the first.",
    "Which pair of params belongs to this layer?",
)
