"""What the checks of chapter 04's gradients of one weight tell of the slips they know."""

from dataclasses import replace

from chainrule.check.causes import Diagnosis

NO_BEND = Diagnosis(
    "slope of σ missing",
    "the slope of σ does not take part.",
    "Which steps lie on the way from the loss to the weight? One of them is a bend.",
)
NO_INPUT = Diagnosis(
    "input missing",
    "the product stops one step before the weight.",
    "How does the pre-activation change when the weight grows by a little?",
)
NO_OUTGOING = Diagnosis(
    "outgoing weight missing",
    "the edge from the hidden unit to the output does not take part.",
    "How does the output change when the hidden unit grows by a little?",
)
NO_LOSS = Diagnosis(
    "loss missing",
    "this is how the output changes with the weight.",
    "The loss lies one step further. What does it add to the product?",
)
RESIDUAL_SIGN = Diagnosis(
    "sign",
    "the sign is the opposite one.",
    "If the output is too large, does the loss grow or shrink when it grows further?",
)
NOT_HALVED = Diagnosis(
    "times 2",
    "it is exactly twice too large.",
    "What does the ½ of the loss become when the square is differentiated?",
)
OWN_WEIGHT = Diagnosis(
    "weight for input",
    "the last factor is the weight itself.",
    "Of w · x, which is the derivative in w, and which the one in x?",
)
Z_FOR_A = Diagnosis(
    "output's formula at the input",
    "the slope of σ is written in its output, and it is given the pre-activation.",
    "Is your formula written in z or in h?",
)
NO_SQUASH = Diagnosis(
    "pre-activation for activation",
    "the output is made of z in place of h.",
    "What enters the last layer: the pre-activation, or the activation?",
)
EVERY_UNIT = Diagnosis(
    "every hidden unit",
    "the paths through all hidden units were added.",
    "Draw the weight: into which hidden unit does it lead?",
)
ALL_WEIGHTS = Diagnosis(
    "all weights", "the gradient of every weight came back.", "Which one entry was asked for?"
)
EXCHANGED = Diagnosis(
    "i and j exchanged",
    "this is the gradient of W1[j, i].",
    "In x W1, does a weight's first index name its input or its hidden unit?",
)
FIRST_PATH = Diagnosis(
    "first path only",
    "only the path through u takes part.",
    "From h the influence goes two ways. What happens to the two where they meet again?",
)
SECOND_PATH = Diagnosis(
    "second path only",
    "only the path through v takes part: was the first one overwritten?",
    "From h the influence goes two ways. What happens to the two where they meet again?",
)
MULTIPLIED = Diagnosis(
    "paths multiplied",
    "the two paths were multiplied.",
    "Along a path one multiplies. What does one do over paths?",
)
AVERAGED = Diagnosis(
    "half", "it is exactly half of what it should be.", "Over paths influences add."
)
NO_TANH = Diagnosis(
    "slope of tanh missing",
    "the slopes of tanh do not take part.",
    "Each path bends once more, at its own argument. How steep is tanh there?",
)
NO_WEIGHTS = Diagnosis(
    "u and v missing",
    "u and v do not take part.",
    "How does u h change when h grows by a little?",
)
OF_INPUT = Diagnosis(
    "gradient of x",
    "this is ∂L/∂x.",
    "Of w · x, which is the derivative in w, and which the one in x?",
)
NO_SQUARE = Diagnosis(
    "another slope of tanh",
    "the slope of tanh used here differs at −1 and at +1.",
    "Which power stands in the slope of tanh?",
)
AT_ARGUMENT = Diagnosis(
    "slope of tanh at its argument",
    "the slope of tanh is written in its output, and it is given its argument.",
    "Is your formula written in u h or in tanh(u h)?",
)
THE_LOSS = Diagnosis("the loss", "this is L itself.", "How does L change when w grows by a little?")
OTHER_INPUT = Diagnosis(
    "another input",
    "the last factor is the input number j.",
    "On which input does the weight W1[i, j] stand?",
)
OTHER_OUTGOING = Diagnosis(
    "another outgoing weight",
    "the edge to the output is that of the hidden unit number i.",
    "Into which hidden unit does W1[i, j] lead, and by which weight does that reach the output?",
)
OF_THE_LOSS = Diagnosis(
    "loss for its derivative",
    "the first factor is the loss itself.",
    "How does the loss change when the output grows by a little?",
)
ONE_FACTOR = Diagnosis(
    "h for the slope",
    "in the place of the slope of σ stands h alone.",
    "The slope of σ written in h is a product of two factors. Which?",
)
OTHER_FACTOR = Diagnosis(
    "1 − h for the slope",
    "in the place of the slope of σ stands 1 − h alone.",
    ONE_FACTOR.next_step,
)
SLOPE_AT_H = Diagnosis(
    "slope at the output",
    "the slope of σ is taken at h in place of z: σ was applied twice.",
    "Is your slope of σ a function of z or of h, and which of the two is it given?",
)
STRAIGHT = Diagnosis(
    "no σ",
    "these are the numbers of a network without σ.",
    "What happens to z before it is multiplied by w2?",
)
STRAIGHT_SLOPED = replace(STRAIGHT, name="no σ, with its slope")
VECTOR = Diagnosis(
    "a whole vector",
    "a whole array came back, and the gradient of one weight is one number.",
    "Which factor of the product still holds all inputs, or all hidden units? Which entry of it "
    "lies on the path?",
)
DIFFERENCES = Diagnosis(
    "differences",
    "where the loss is large, the digits are gone: two losses of almost one size seem to be "
    "subtracted.",
    "(4.5) is a product of four factors. Which are they?",
)
FLAT = Diagnosis(
    "differences",
    "where σ is flat, the digits are gone: two losses of almost one size seem to be subtracted.",
    "(4.7) is made of local slopes alone. Which are they?",
)
TANH_AT_H = Diagnosis(
    "tanh at h",
    "each slope of tanh is taken at h.",
    "What stands in the brackets of each tanh? Its slope is taken there.",
)
TANH_AT_WEIGHT = Diagnosis(
    "tanh at u and v",
    "the slopes of tanh are taken at u and at v.",
    "What stands in the brackets of each tanh? Its slope is taken there.",
)
TANH_AT_OUTPUT = Diagnosis(
    "tanh at p and q",
    "the slopes of tanh are taken at p and q: tanh was applied twice.",
    "Is your slope of tanh written in its argument or in its output, and which is it given?",
)
