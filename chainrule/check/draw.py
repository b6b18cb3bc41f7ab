"""Inputs that leave a mistake nowhere to hide: all sizes different, a batch of one, a single
column, signs mixed, nothing special about any value unless asked for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Shape: TypeAlias = str | int | Sequence[str | int]

SIZES = (3, 4, 5, 6)


def generator() -> np.random.Generator:
    """A fresh generator: a check that is passed by luck once is not passed twice."""
    return np.random.default_rng()


def axes(shape: Shape) -> tuple[str | int, ...]:
    """("m", "n") from "m n" or from ("m", "n"); (3,) from 3; ("m", 2) from ("m", 2)."""
    if isinstance(shape, int):
        return (shape,)
    if isinstance(shape, str):
        return tuple(int(axis) if axis.isdigit() else axis for axis in shape.split())
    return tuple(shape)


def rounds(
    shapes: Mapping[str, Shape], rng: np.random.Generator
) -> Iterator[dict[str, tuple[int, ...]]]:
    """Five rounds of shapes, each letter one size in all arrays: twice all letters different, then
    the first letter 1 (a batch of one), the last letter 1 (a single column), then all of them.

    With no letters there is one round. Raises ValueError for more than four letters."""
    named = {name: axes(shape) for name, shape in shapes.items()}
    letters = list(dict.fromkeys(a for each in named.values() for a in each if isinstance(a, str)))
    if len(letters) > len(SIZES):
        raise ValueError(f"at most {len(SIZES)} different letters, not {len(letters)}: {letters}")
    for ones in ([], [], letters[:1], letters[-1:], letters) if letters else ([],):
        sizes = dict(zip(letters, rng.permutation(SIZES).tolist(), strict=False))
        sizes.update(dict.fromkeys(ones, 1))
        yield {
            name: tuple(sizes[a] if isinstance(a, str) else a for a in each)
            for name, each in named.items()
        }


def normal(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Numbers of size about 1, both signs."""
    return np.asarray(rng.normal(size=shape), dtype=np.float64)


def upstream(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """An upstream gradient: both signs, as often one as the other, and never near 0, 1 or −1, so
    that a factor lost shows."""
    size = rng.uniform(0.4, 0.9, size=shape) + rng.integers(0, 2, size=shape)
    count = int(np.prod(shape))
    signs = rng.permutation(np.resize([-1.0, 1.0] if rng.random() < 0.5 else [1.0, -1.0], count))
    return np.asarray(size * signs.reshape(shape), dtype=np.float64)


def extreme(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """1000 and −1000 at random."""
    return np.asarray(rng.choice([-1000.0, 1000.0], size=shape), dtype=np.float64)


def with_zeros(array: Array, rng: np.random.Generator) -> Array:
    """The array with about a quarter of its entries, and at least one, exactly 0."""
    gone = rng.random(array.shape) < 0.25
    gone.flat[int(rng.integers(array.size))] = True
    return np.where(gone, 0.0, array)
