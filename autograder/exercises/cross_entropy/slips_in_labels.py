"""What learners make of one-hot labels and of the likelihood of class indices."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import mistake
from autograder.reference.arrays import Array, Labels

_ALL = "cost certain many"


@mistake(
    "one_hot",
    "number of classes taken from the labels",
    loses="classes",
    hint="Y has only as many columns as the largest class that occurs: how many classes there are "
    "is not for one batch to say.",
)
def _(y: Labels, k: int) -> Array:
    return np.asarray(np.eye(y.max() + 1)[y])


@mistake(
    "one_hot",
    "transposed",
    loses="Y classes",
    hint="Every example stands in a column. One example a row is the convention: compare (m, k).",
)
def _(y: Labels, k: int) -> Array:
    return np.asarray(np.eye(k)[y].T)


@mistake(
    "one_hot",
    "every row marked at every label",
    loses="Y classes",
    hint="Several ones stand in a row: each row is marked at the classes of all examples. Which "
    "row belongs to which label?",
)
def _(y: Labels, k: int) -> Array:
    Y = np.zeros((len(y), k))
    Y[:, y] = 1.0
    return Y


@mistake(
    "one_hot",
    "the class itself as the entry",
    loses="Y classes",
    hint="The entry is the number of the class, so class 0 leaves no trace. What should mark it?",
)
def _(y: Labels, k: int) -> Array:
    Y = np.zeros((len(y), k))
    Y[np.arange(len(y)), y] = y
    return Y


@mistake(
    "one_hot",
    "classes counted from 1",
    loses="Y classes",
    hint="Every mark stands one column too far to the left: classes are counted from 0.",
)
def _(y: Labels, k: int) -> Array:
    return np.asarray(np.roll(np.eye(k), -1, axis=1)[y] + (k == 1))


@mistake(
    "one_hot",
    "truth values instead of numbers",
    loses="Y classes",
    hint="True and False came back. Gradients are computed with Y: numbers are needed.",
)
def _(y: Labels, k: int) -> Array:
    return np.asarray(y[:, None] == np.arange(k))


@mistake(
    "one_hot",
    "labels changed in place",
    loses="inputs",
    hint="The caller's labels are other numbers afterwards.",
)
def _(y: Labels, k: int) -> Array:
    Y = np.eye(k)[y]
    y += k * np.arange(len(y)) + 1
    return np.asarray(Y)


@mistake(
    "negative_log_likelihood",
    "minus missing",
    loses=_ALL,
    hint="The cost is negative: the likelihood is to grow, and the cost is to shrink.",
)
def _(P: Array, y: Labels) -> float:
    return float(np.mean(np.log(P[np.arange(len(y)), y])))


@mistake(
    "negative_log_likelihood",
    "sum instead of mean",
    loses="cost certain many",
    hint="The cost is exactly m times too large. A loss belongs to one example; a cost is the mean "
    "of the losses.",
)
def _(P: Array, y: Labels) -> float:
    return float(-np.sum(np.log(P[np.arange(len(y)), y])))


@mistake(
    "negative_log_likelihood",
    "logarithm left out",
    loses=_ALL,
    hint="These are probabilities, averaged. What turns a product over the examples into a sum?",
)
def _(P: Array, y: Labels) -> float:
    return float(-np.mean(P[np.arange(len(y)), y]))


@mistake(
    "negative_log_likelihood",
    "logarithm to base 10",
    loses="cost certain many",
    hint="Every cost is 0.4343 times the right one, which is 1/log 10: which logarithm is natural?",
)
def _(P: Array, y: Labels) -> float:
    return float(-np.mean(np.log10(P[np.arange(len(y)), y])))


@mistake(
    "negative_log_likelihood",
    "every label's column for every example",
    loses="cost certain many",
    hint="Your sum runs over m times m probabilities: each example is charged for the classes of "
    "all the others. Which one entry of its row is an example's own?",
)
def _(P: Array, y: Labels) -> float:
    return float(-np.mean(np.log(P[:, y])))


@mistake(
    "negative_log_likelihood",
    "product before the logarithm",
    loses="many",
    hint="With 2000 examples the product of their probabilities is too small for a float, and its "
    "logarithm is gone: which rule of logarithms avoids the product?",
)
def _(P: Array, y: Labels) -> float:
    return float(-np.log(np.prod(P[np.arange(len(y)), y])) / len(y))


@mistake(
    "negative_log_likelihood",
    "small number inside the logarithm",
    loses=_ALL,
    hint="A small number beside the probability moves every loss, and hides an infinite one.",
)
def _(P: Array, y: Labels) -> float:
    return float(-np.mean(np.log(P[np.arange(len(y)), y] + 1e-5)))


@mistake(
    "negative_log_likelihood",
    "all classes counted",
    loses=_ALL,
    hint="The losses of all k classes are added up. Only one of them is what happened.",
)
def _(P: Array, y: Labels) -> float:
    return float(-np.sum(np.log(P)) / len(y))


@mistake(
    "negative_log_likelihood",
    "one entry instead of a number",
    loses=_ALL,
    hint="The cost of a batch is one plain number; this is an array of shape (1,).",
)
def _(P: Array, y: Labels) -> Array:
    return -np.mean(np.log(P[np.arange(len(y)), y]), keepdims=True)


@mistake(
    "negative_log_likelihood",
    "input changed in place",
    loses="inputs",
    hint="P is overwritten with its logarithms; the backward pass still needs it.",
)
def _(P: Array, y: Labels) -> float:
    np.log(P, out=P)
    return float(-np.mean(P[np.arange(len(y)), y]))


@mistake(
    "negative_log_likelihood",
    "logarithm of the mean probability",
    loses="cost certain many",
    hint="This is the surprise of the mean probability. The mean runs over the losses: which comes "
    "first?",
)
def _(P: Array, y: Labels) -> float:
    return float(-np.log(np.mean(P[np.arange(len(y)), y])))


@mistake(
    "negative_log_likelihood",
    "divided by the number of classes",
    loses="cost certain many",
    hint="The sum of the losses is divided by k. Whose mean is the cost: how many losses are "
    "there?",
)
def _(P: Array, y: Labels) -> float:
    return float(-np.sum(np.log(P[np.arange(len(y)), y])) / P.shape[1])
