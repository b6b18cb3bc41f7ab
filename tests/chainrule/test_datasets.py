"""The digits that ship with the kit are the real ones, split in the same way every time."""

import zipfile
from pathlib import Path

import numpy as np

from autograder.bundle import build_wheel
from chainrule.datasets import DATA, digits


def test_the_digits_have_the_shapes_and_ranges_that_are_promised() -> None:
    X, y, X_test, y_test = digits()
    assert (X.shape, y.shape) == ((1348, 64), (1348,))
    assert (X_test.shape, y_test.shape) == ((449, 64), (449,))
    for images, labels in ((X, y), (X_test, y_test)):
        assert images.dtype == np.float64
        assert (images.min(), images.max()) == (0.0, 1.0)
        assert sorted(set(labels.tolist())) == list(range(10))
        assert np.bincount(labels).min() > 40


def test_no_image_is_both_studied_and_held_out() -> None:
    data = digits()
    studied = {row.tobytes() for row in data.X_train}
    assert not any(row.tobytes() in studied for row in data.X_test)


def test_two_calls_give_equal_arrays_that_share_no_memory() -> None:
    first, second = digits(), digits()
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
        assert not np.shares_memory(one, other)


def test_an_image_looks_like_its_label() -> None:
    X, y, *_ = digits()
    ring = X[y == 0].mean(axis=0).reshape(8, 8)
    stroke = X[y == 1].mean(axis=0).reshape(8, 8)
    assert ring[3:5, 3:5].mean() < 0.2 < 0.6 < stroke[3:5, 3:5].mean()


def test_source_and_licence_stand_beside_the_data() -> None:
    text = (DATA / "digits.txt").read_text("utf-8")
    for part in ("Alpaydin", "UCI", "10.24432/C50P49", "CC BY 4.0", "scikit-learn"):
        assert part in text


def test_the_wheel_carries_the_data(tmp_path: Path) -> None:
    with zipfile.ZipFile(build_wheel(tmp_path)) as wheel:
        names = wheel.namelist()
    assert {"chainrule/data/digits.npz", "chainrule/data/digits.txt"} <= set(names)
