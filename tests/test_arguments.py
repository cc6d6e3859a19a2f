"""The checks of arguments, each with what it lets through and the words of what it refuses."""

import fractions
import math

import numpy as np
import pytest

from relu_notes import _arguments as arguments


def refused(error, words, check, *given, **settings):
    with pytest.raises(error) as caught:
        check(*given, **settings)
    assert str(caught.value) == words


@pytest.mark.parametrize("right", [3, np.int8(3), np.uint64(3), np.array(3)])
def test_whole_numbers_come_back_as_int(right):
    number = arguments.whole_number(right, "depth")
    assert number == 3 and type(number) is int
    assert arguments.whole_number(0, "depth", least=0) == 0
    assert arguments.whole_number(2**31 - 1, "depth") == 2**31 - 1


def test_what_is_no_whole_number():
    for wrong in (3.0, "3", None, True, np.True_, [3], np.array([3]), np.ma.array(3), 3j, fractions.Fraction(3)):
        words = f"depth must be a whole number, not {type(wrong).__name__}"
        refused(TypeError, words, arguments.whole_number, wrong, "depth")
    refused(ValueError, "depth must be at least 1, not 0", arguments.whole_number, 0, "depth")
    refused(ValueError, "depth must be at least 0, not -1", arguments.whole_number, -1, "depth", least=0)
    refused(ValueError, "depth must be at most 2147483647", arguments.whole_number, 2**31, "depth")
    refused(ValueError, "depth must be at most 2147483647", arguments.whole_number, 10**5000, "depth")


def test_no_more_numbers_than_a_machine_has_not_too_many():
    assert arguments.not_too_many(2**28, "widths") is None
    words = "widths ask for 268,435,457 numbers at once, and at most 268,435,456 are allowed"
    refused(ValueError, words, arguments.not_too_many, 2**28 + 1, "widths")


def test_numbers_and_intervals():
    for infinite, value in ((math.inf, math.inf), (-(10**400), -math.inf), (10**400, math.inf)):
        assert arguments.number(infinite, "low") == value
        refused(ValueError, f"low must be a finite number, not {value}", arguments.finite, infinite, "low")
    assert arguments.finite(fractions.Fraction(1, 2), "low") == 0.5
    refused(ValueError, "low must be a finite number or infinity, not nan", arguments.number, math.nan, "low")
    refused(ValueError, "low must be a finite number, not nan", arguments.finite, math.nan, "low")
    refused(TypeError, "low must be a real number, not str", arguments.number, "1", "low")
    assert arguments.interval(-1, 2) == (-1.0, 2.0)
    for low, high in ((1.0, 1.0), (2.0, 1.0), (-1e308, 1e308)):
        words = f"low must be less than high, by a finite number, not {low} and {high}"
        refused(ValueError, words, arguments.interval, low, high)


def test_sequences_words_and_generators():
    assert arguments.several((1, 2), "sizes") == [1, 2]
    assert arguments.several(range(2), "sizes") == [0, 1]
    for wrong in ("ab", b"ab", 3, None, np.ma.zeros(2)):
        words = f"sizes must be a sequence, not {type(wrong).__name__}"
        refused(TypeError, words, arguments.several, wrong, "sizes")
    with pytest.raises(TypeError, match=r"sizes of type ndarray is no sequence \(iteration over a 0-d array\)"):
        arguments.several(np.array(3), "sizes")
    assert arguments.plain_text("", "title") == ""
    refused(TypeError, "title must be text, not bytes", arguments.plain_text, b"", "title")
    rng = np.random.default_rng(0)
    assert arguments.generator(rng) is rng
    for wrong in (0, None, np.random, np.random.RandomState(0), np.random.default_rng):
        words = "rng must be a numpy.random.Generator, as numpy.random.default_rng(0) makes, not "
        refused(TypeError, words + type(wrong).__name__, arguments.generator, wrong)


def test_dtypes():
    for right in ("float32", np.float32, np.dtype("f4")):
        assert arguments.float_dtype(right) == np.float32
    kinds = "float16 or float32 or float64"
    refused(ValueError, f"dtype must be {kinds}, not int64", arguments.float_dtype, np.int64)
    refused(TypeError, f"dtype must be {kinds}, not 'float33'", arguments.float_dtype, "float33")
    refused(TypeError, f"dtype must be {kinds}, not of type set", arguments.float_dtype, {3})
    refused(ValueError, "dtype must be float64, not float16", arguments.float_dtype, "float16", ("float64",))
    with pytest.raises(ValueError, match="must be float16 or float32 or float64"):
        arguments.float_dtype(">f8" if np.dtype("f8").str == "<f8" else "<f8")
