"""What the check of chapter 04's backward pass through a network tells of the slips it knows."""

from chainrule.check.causes import Diagnosis

NEVER_ASKED = Diagnosis(
    "slope not asked",
    "hidden_slope was never called.",
    "Between two layers lies a bend. Where does its slope multiply the gradient?",
)
LAST_SLOPE = Diagnosis(
    "slope of the last layer",
    "hidden_slope was called on the last layer's output.",
    "dZ_L is the gradient at the last pre-activation. Which bends lie before it?",
)
OF_GRADIENT = Diagnosis(
    "slope of another value",
    "hidden_slope was called on something that is no layer's activation.",
    "At which activation has the gradient arrived when its slope is needed?",
)
OTHER_LAYER = Diagnosis(
    "product does not fit",
    "",
    "Write the shape under each factor: do both belong to the layer you are at, and which way "
    "round does each of them stand?",
)
REVERSED = Diagnosis(
    "last layer first",
    "the gradients are right, last layer first.",
    "The backward pass meets the last layer first; the list begins with the first, as `params`.",
)
TURNED = Diagnosis(
    "pair turned round",
    "dW and db have changed places.",
    "Each pair has the order of `params`: weights, then bias.",
)
EVERY_LAYER = Diagnosis(
    "1/m at every layer",
    "each layer further back is smaller by another factor of the number of examples.",
    "The 1/m of the cost is in dZ_L already. Which layer divides again?",
)
OTHER_INPUT = Diagnosis(
    "output for input",
    "dW has a row for every output of its layer, and should have one for every input.",
    "`activations` begins with X. Which of its entries went into this layer?",
)
