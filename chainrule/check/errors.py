"""What Python and NumPy say when a learner's function stops, and what that is likely to mean."""

import re

from chainrule.check.words import listed

# exercises that have layers, or a forward with a cache
LAYERS = "forward|backward|Linear|linear|mlp|ReLU|Softmax|depth|softmax_cross"

# (what the error says, what its line says, the exercise, cause, next step); the first that fits
ERRORS = (
    (
        "truth value of an array|only integer scalar arrays|cannot be interpreted",
        r"ndindex\(",
        "",
        "np.ndindex takes a shape, and here it meets the array itself.",
        "What is the shape of an array called? np.ndindex goes through all indices of a shape.",
    ),
    (
        "truth value of an array.*ambiguous",
        "",
        "",
        "`if`, `and` and `max` take one number, and here they meet a whole array.",
        "`if` and `max` take one number; np.where or np.maximum take an array.",
    ),
    (
        "only integer scalar arrays|cannot be interpreted as an integer|AxisError",
        r"np\.a?(max|min)\(",
        "",
        "np.max and np.min look for one extreme within one array; what stands second is an axis.",
        "np.maximum and np.minimum compare two arrays, or an array and a number, entry by entry.",
    ),
    (
        "converted to (a )?Python (scalar|float)",
        r"math\.exp\(|(?<![\w.])exp\(",
        "",
        "`math.exp` takes one number, and here it meets a whole array.",
        "`math.exp` takes one number; np.exp takes both, numbers and arrays.",
    ),
    (
        "converted to (a )?Python (scalar|float)",
        "",
        "two_sigmoid_network",
        "a whole array stands where one number is wanted: `neuron` takes one example, x (n,), and "
        "gives one number.",
        "Here x holds m examples, one a row. Which sums of (1.8) can take all of them at once?",
    ),
    (
        "converted to (a )?Python (scalar|float)",
        "",
        "",
        "an array stands where one plain number is wanted.",
        "Print its shape just before this line. Which step should have made one number of it?",
    ),
    (
        "inhomogeneous",
        r"np\.(as)?array\(|stack\(|concatenate\(",
        "",
        "the arrays have different shapes, and no single array can hold them.",
        "The arrays have different shapes: a list holds them.",
    ),
    (
        "inhomogeneous",
        "",
        "",
        "a pair, or another group of arrays of different shapes, stands where one array is wanted.",
        "A forward such as linear_forward returns a pair: which of the two is wanted on this line? "
        "Take it apart first, one name for each value.",
    ),
    (
        "tuple|can't multiply sequence",
        "",
        LAYERS,
        "a pair of values is used as if it were one array: a forward returns two values, and a "
        "cache may hold several.",
        "Which name on this line holds a tuple? Take it apart first: one name for each value.",
    ),
    (
        "'tuple'|can't multiply sequence",
        "",
        "",
        "several values in a tuple are used as if they were one.",
        "Which name on this line holds a tuple? Take it apart first: one name for each value.",
    ),
    (
        "missing .* required positional",
        "",
        "",
        "a function on this line is called with fewer values than it takes.",
        "What does this function take, and what should it be given here?",
    ),
    (
        "NoneType",
        "",
        "",
        "a value on this line is None.",
        "Which function or method came to its end without a return?",
    ),
    (
        "matmul|not aligned",
        "",
        "",
        "",
        "Write the shape under each factor of the product: which of them has to be transposed?",
    ),
    (
        "could not be broadcast",
        r"\[[^]]*[<>!=]=?[^]]*\].*\[[^]]*[<>!=]=?[^]]*\]",
        "",
        "two masks on this line choose different numbers of entries.",
        "{shapes}: which entry should meet which, and which mask chooses that of both?",
    ),
    (
        "could not be broadcast",
        "",
        LAYERS,
        "",
        "Print both shapes just before this line. Do the two belong to the same layer and call?",
    ),
    ("could not (be )?broadcast", "", "", "", "{shapes}: which entry should meet which?"),
    (
        "values to unpack",
        r"\.shape",
        "",
        "this line takes another number of sizes out of a shape than the array has axes.",
        "How many axes has the array? The contract gives its shape, and so does printing it.",
    ),
    (
        "values to unpack",
        "cache",
        "",
        "",
        "Count what the forward puts into its cache and what the backward takes out of it.",
    ),
    (
        "values to unpack",
        r"(=|in)\s*x\b",
        "two_sigmoid_network",
        "x has m rows, one an example, and here it is taken apart row by row.",
        "x has m rows: what do x[0] and x[:, 0] hold?",
    ),
    (
        "values to unpack",
        "sizes",
        "",
        "sizes may have any length, and this line takes one length for granted.",
        "sizes may hold two numbers or twenty. How does a loop meet every pair of neighbours?",
    ),
    (
        "values to unpack",
        "params",
        "",
        "params may hold any number of pairs, also one.",
        "Does this line meet the list, or one of its pairs (W, b)? How long may each of them be?",
    ),
    (
        "values to unpack",
        "",
        "backward",
        "",
        "Count what the forward puts into its cache and what the backward takes out of it.",
    ),
    (
        "values to unpack",
        "",
        "",
        "",
        "Count the names on the left of this line, and print what stands on its right: how many "
        "values does it hold, and is that so at every call?",
    ),
    (
        "^NameError",
        "",
        LAYERS,
        "",
        "Is the name spelled as where it was made? If the forward made it, did you take it from "
        "the cache?",
    ),
    (
        "^NameError",
        "",
        "",
        "",
        "Is the name spelled as where it was made? Did you run the cell that makes it?",
    ),
    (
        "^UnboundLocalError",
        "",
        "",
        "",
        "On which path through the function is this name not given a value before this line?",
    ),
    (
        "^AttributeError",
        "",
        "",
        "",
        "What stands before the dot here? Print its type, and see where it is made.",
    ),
    (
        "^IndexError",
        "",
        "",
        "",
        "Print the shape or the length of what is indexed just before this line.",
    ),
    ("^KeyError", "", "", "", "Print the keys that are there just before this line."),
    (
        "^RecursionError",
        "",
        "",
        "",
        "Where does the function call itself, and when should it stop?",
    ),
    ("not callable", "", "", "", "Which name before the brackets holds a value and no function?"),
    (
        "^OverflowError",
        "",
        "",
        "a number grew past the largest that a float can hold, and Python's own arithmetic stops.",
        "NumPy's functions, such as np.exp, give inf in place of an error.",
    ),
)
READ = "Read the error from its last word back: which name or shape is not what this line needs?"


def of_error(error: Exception, line: str, exercise: str = "") -> tuple[str, str]:
    """The likely cause, empty where the error does not tell, and the next step."""
    said = f"{type(error).__name__}: {error}"
    for pattern, source, where, cause, next_step in ERRORS:
        fits = re.search(pattern, said) and re.search(source, line)
        if fits and re.search(where, exercise):
            return cause, next_step.replace("{shapes}", _shapes(said))
    return "", READ


def _shapes(said: str) -> str:
    """The shapes that an error names: "Their shapes are (3,) and (4,)"."""
    shapes = re.findall(r"\([\d, ]+\)", said.replace(",", ", ").replace(", )", ",)"))
    return f"Their shapes are {listed(shapes)}" if shapes else "Print both shapes"
