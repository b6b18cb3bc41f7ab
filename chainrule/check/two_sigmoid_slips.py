"""The slips that the check of chapter 01's first network knows, each with cause and next step."""

from chainrule.check.causes import Diagnosis


def b2_in(which: str) -> Diagnosis:
    return Diagnosis(
        f"b2 in the {which} hidden neuron",
        f"the {which} hidden neuron adds b2 in place of b1.",
        "The two hidden neurons share one bias. Which, and where does the other belong?",
    )


def b1_missing(which: str) -> Diagnosis:
    return Diagnosis(
        f"no bias in the {which} hidden neuron",
        f"the {which} hidden neuron adds no bias.",
        "To which sums do the equations add b1?",
    )


LISTED = Diagnosis(
    "list",
    "a Python list came back.",
    "An array can be added and compared as a whole. What makes an array of a list?",
)
COLUMN = Diagnosis(
    "column",
    "the numbers are right and stand in a column.",
    "The outputs have one axis, (m,). Which line gives them a second one?",
)
ONE_FOR_ALL = Diagnosis(
    "one for all",
    "one number came back for a whole batch.",
    "x is (m, 2), one example a row. What is x[0], and what is x[:, 0]?",
)
ROWS = Diagnosis(
    "rows for columns",
    "two numbers came back, however many examples there are: x[0] and x[1] are the first two "
    "examples.",
    "x is (m, 2), one example a row. What is x[0], and what is x[:, 0]?",
)
NOT_BENT = Diagnosis(
    "last sigmoid left out",
    "this is the sum of the last neuron; the last sigmoid does not take part.",
    "How many neurons are there, and how many of them bend their sum?",
)
OTHER_WAY = Diagnosis(
    "weights read the other way",
    "w12 and w13 have changed places.",
    "Which two weights belong to the first hidden neuron, and which two to the second?",
)
LAST_EXCHANGED = Diagnosis(
    "last weights exchanged",
    "w21 and w22 have changed places.",
    "Which hidden neuron does each of the two listen to?",
)
BIASES_EXCHANGED = Diagnosis(
    "biases exchanged",
    "b1 and b2 have changed places.",
    "Which of the two is added in the hidden neurons?",
)
NO_B1 = Diagnosis(
    "b1 left out",
    "b1 does not take part.",
    "To which sums do the equations add b1?",
)
NO_B2 = Diagnosis(
    "b2 left out",
    "b2 does not take part in the last sum.",
    "To which sum do the equations add b2, and to which do they not?",
)
NOT_HEARD = Diagnosis(
    "hidden neurons unheard",
    "the first four weights and b1 do not take part.",
    "What does the last neuron listen to: the inputs, or the hidden neurons?",
)
STRAIGHT = Diagnosis(
    "hidden sigmoids left out",
    "the hidden sums reach the last neuron as they are: nothing bends them.",
    "What do the hidden neurons do with their sums before the last neuron hears of them?",
)
