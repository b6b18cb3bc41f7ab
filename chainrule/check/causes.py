"""The likely causes of a wrong answer in words, a sentence on the cause and one on the next step.
Each points at the mathematics; none gives the line to write."""

from dataclasses import dataclass

from chainrule.check.words import number


@dataclass(frozen=True)
class Diagnosis:
    """A mistake's name, and one sentence each on the likely cause and the next step."""

    name: str
    cause: str
    next_step: str


def times_examples(m: int) -> Diagnosis:
    return Diagnosis(
        "times m",
        f"every entry is exactly {m} times too large, and {m} is the number of examples.",
        "The cost is a mean; its 1/m belongs in one place. Is it missing here, or undone?",
    )


def over_examples(m: int) -> Diagnosis:
    return Diagnosis(
        "times 1/m",
        f"every entry is exactly {m} times too small, and {m} is the number of examples.",
        "The 1/m of the cost is in the gradient that arrives already. Does it come in twice?",
    )


def constant_factor(ratio: float) -> Diagnosis:
    return Diagnosis(
        "constant factor",
        f"every entry is the right one times {number(ratio)}.",
        "Which constant of the formula is missing, there twice, or of another value?",
    )


def dropped(count: int, size: int) -> Diagnosis:
    return Diagnosis(
        "dropped",
        f"{count} of {size} entries are 0 and should not be; the others are right.",
        "What do those entries of the input have in common? Which case of the derivative is "
        "theirs?",
    )


ORDER = Diagnosis(
    "order swapped",
    "the gradients are right, but stand in another order.",
    "Return them in the order of the forward function's inputs.",
)
NOTHING = Diagnosis(
    "nothing returned",
    "the function ends without returning this value.",
    "Does every path through the function end in a return?",
)
KIND = Diagnosis(
    "not an array",
    "something else than one NumPy array stands where this value should be.",
    "Compare what you return with the contract: how many values, and in which order?",
)
SINGLE = Diagnosis(
    "single number",
    "this is one single number: it was summed, or maximised, over every axis.",
    "Which axes should remain in the result? Name the one that goes.",
)
USED_UP = Diagnosis(
    "cache changed",
    "the second backward differs from the first: the first changed or used up what forward left.",
    "A cache is read, not written: which line of the backward pass writes into it, or takes "
    "something out of it?",
)
HALF = Diagnosis(
    "float32",
    "the numbers were squeezed into fewer digits than a gradient check needs.",
    "Use float64 throughout; that is what NumPy gives when no dtype is named.",
)
TRUTH = Diagnosis(
    "mask returned",
    "a mask of True and False came back in place of the values it selects.",
    "What should an entry that the mask lets through be?",
)
INTEGERS = Diagnosis(
    "integers",
    "the result is not held in real floating-point numbers.",
    "A copy of an integer array stays one, and cuts off what is written into it. Where is the "
    "result made?",
)
NO_VALUE = Diagnosis(
    "no value",
    "an operation has no value here: 0/0, or the root or logarithm of a negative number.",
    "Which part of the formula is not defined at this input?",
)
OVERFLOW = Diagnosis(
    "overflow",
    "an exponential grew past the largest number; infinity − infinity, infinity / infinity and "
    "0 · infinity have no value.",
    "Which exponent becomes large and positive here? Find a form of the formula in which it "
    "cannot.",
)
TRANSPOSED = Diagnosis(
    "transposed",
    "this is the right gradient, transposed.",
    "Write the shape under every factor of the product: which order fits?",
)
KEPT = Diagnosis(
    "kept dimension",
    "the numbers are right, with one axis of length 1 too many or too few.",
    "A gradient has the shape of what it is the gradient of. Did a sum keep its axis?",
)
FLATTENED = Diagnosis(
    "flattened",
    "the numbers are right, in another shape.",
    "A gradient has the shape of what it is the gradient of.",
)
UNSUMMED = Diagnosis(
    "missing sum",
    "one axis is too many: sum over it and this is right.",
    "One value was used for every example. Its effects on the cost add: over which axis?",
)
WRONG_AXIS = Diagnosis(
    "wrong axis",
    "the total is right, so the sum seems to run over the wrong axis.",
    "Which axis counts the examples, and which the units?",
)
OVERSUMMED = Diagnosis(
    "summed too far",
    "everything was added up into one number.",
    "Which axis counts the examples? The other one should remain.",
)
UNMASKED = Diagnosis(
    "mask missing",
    "the upstream gradient passes unchanged everywhere.",
    "For which inputs is the local slope not 1?",
)
FORGOTTEN = Diagnosis(
    "upstream forgotten",
    "this is the local slope alone; the upstream gradient does not take part.",
    "The chain rule multiplies two factors along each edge. What is the other one?",
)
TWICE = Diagnosis(
    "upstream twice",
    "the upstream gradient is multiplied in twice.",
    "Along each edge of the diagram there is one local slope and one upstream gradient.",
)
UPSTREAM_SIGN = Diagnosis(
    "mask from upstream",
    "the gradient passes where the upstream gradient is positive, whatever the input was.",
    "Whose sign decides whether a unit is open: the upstream gradient's or the input's?",
)
SIGN = Diagnosis(
    "sign",
    "every entry has the opposite sign.",
    "Follow the minus signs through the derivative, one factor at a time.",
)
DOUBLE = Diagnosis(
    "times 2",
    "every entry is exactly twice too large.",
    "Does a path count twice, or is a 1/2 missing?",
)
HALVED = Diagnosis(
    "times 1/2",
    "every entry is exactly half of what it should be.",
    "Is a path missing, or a 2 that a square leaves behind?",
)
NO_GRADIENT = Diagnosis(
    "all zero",
    "no gradient passes anywhere.",
    "Is the result filled in before it is returned, and from the right cache?",
)
UNEXPLAINED = {
    "shape": Diagnosis(
        "shape",
        "",
        "Write the shape beside each line of the function: where does it leave the contract's?",
    ),
    "value": Diagnosis(
        "value",
        "",
        "Work out this one number by hand, step by step, and print the same steps of your code.",
    ),
}
