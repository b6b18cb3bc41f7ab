"""What learners make of difference quotients, in words: told by the numbers, by the places that f
was asked at, or by the error that came."""

from chainrule.check.causes import Diagnosis
from chainrule.check.probe import Manner

NOT_DIVIDED = Diagnosis(
    "not divided",
    "this is how much f rises, not how steeply.",
    "A slope is rise over run. How wide is the run?",
)
MULTIPLIED = Diagnosis(
    "multiplied by h",
    "the rise was divided by 2 and then multiplied by h: Python works from left to right.",
    "Which brackets keep the whole run below the line?",
)
TWICE = Diagnosis(
    "run of h",
    "this is exactly twice too steep.",
    "How far apart are the two places that f is asked at?",
)
TURNED = Diagnosis(
    "sign turned",
    "this is the slope with its sign turned.",
    "Which of the two values of f is taken from which?",
)
CUT = Diagnosis(
    "cut off",
    "these are the right numbers without their decimals: an array of integers cuts off what is "
    "written into it.",
    "Where is the array for the results made, and with which dtype?",
)
UNBRACKETED = Diagnosis(
    "brackets missing",
    "division comes before subtraction: only the second value of f was divided by the run.",
    "Which brackets keep the whole rise above the line?",
)
WHOLE = Diagnosis(
    "integers",
    "x holds integers here, and so does a copy of it: an array of integers cuts 0.99999 off to 0.",
    "Of which dtype is the array in which an entry moves? `x.astype(float)` is a copy, too.",
)
ROWS = Diagnosis(
    "whole rows",
    "len(x) counts the rows of a matrix, and x[i] is a whole row: all its entries moved at once.",
    "Which loop reaches every entry by itself, whatever the shape?",
)
FEW = Diagnosis(
    "as many as rows",
    "len(x) counts the rows of a matrix, not its entries: some were never moved.",
    ROWS.next_step,
)
INDEX = Diagnosis(
    "index of a row",
    "one index reaches a row of a matrix, and there are fewer rows than entries.",
    ROWS.next_step,
)
RESHAPED = Diagnosis(
    "reshaped",
    "the numbers are right, but out of order: reshape does not transpose.",
    "Which entries does reshape put side by side, and which does .T?",
)
INTO_ROW = Diagnosis(
    "row of J",
    "what two calls of f give has an entry for each of the k outputs, and the part of J that it is "
    "written into has another number of them.",
    "One input moved, all k outputs answered: is that a row of J, (k, n), or a column?",
)
TRANSPOSED = Diagnosis(
    "transposed",
    "rows and columns are exchanged.",
    "Entry (i, j) is ∂y_i/∂x_j. Does a call of f give a row of that, or a column?",
)
SUMMED = Diagnosis(
    "outputs summed",
    "these are the sums of the Jacobian's columns.",
    "Each output of f has a row of its own. Where are the outputs added up?",
)
MANNERS = {
    Manner.NEVER: Diagnosis(
        "never asked",
        "f was not asked anywhere beside x: the step is too small to move it, or both ends of the "
        "secant are one array, or f was not called.",
        "Print the places that f is asked at. Are there two of them, with two names?",
    ),
    Manner.ONE_SIDED: Diagnosis(
        "one-sided",
        "f is asked on one side of x only: a one-sided difference, wrong by about as much as h.",
        "Which two places lie evenly about x?",
    ),
    Manner.OTHER_STEP: Diagnosis(
        "another step",
        "f is asked at another distance from x than h.",
        "How far from x are the two places of the formula, and is the h that was passed the one "
        "used?",
    ),
    Manner.TOGETHER: Diagnosis(
        "several entries at once",
        "a partial derivative moves one entry and holds the others, and here several had moved.",
        "When the second entry moves, where does the first one stand? For a matrix, how many "
        "entries does one index reach?",
    ),
    Manner.INCOMPLETE: Diagnosis(
        "not every entry",
        "some entries are not moved both ways.",
        "Which entries does the loop visit, and does each get a step up and a step down?",
    ),
    Manner.OFTEN: Diagnosis(
        "too often",
        "f is called more often than needed. In a network each call is a whole forward pass.",
        "Two calls tell how every output answers to one input. What is asked a second time?",
    ),
}
REASONS = {
    "numerical_gradient": (("IndexError.*axis 0", INDEX),),
    "numerical_jacobian": (("ValueError.*broadcast|IndexError.*axis 0", INTO_ROW),),
}
