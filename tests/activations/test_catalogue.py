"""The catalogue agrees with its functions, cannot be changed by accident, and takes a new activation as one entry."""

import dataclasses
import inspect

import numpy as np
import pytest

from relu_notes import activations, tables
from relu_notes.activations import ACTIVATIONS, Activation, Parameter, entry


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_entry_agrees_with_its_functions(name):
    activation = entry(name)
    for function, public in ((activation.function, name), (activation.derivative, f"{name}_derivative")):
        module = function.__module__.replace(".", "/")
        assert public in activations.__all__, f"put {public!r} into __all__ of {module}.py"
        assert function is getattr(activations, public)
    signature = list(inspect.signature(activation.function).parameters.values())
    assert [p.name for p in signature] == ["x", *activation.parameters]
    assert {p.name: p.default for p in signature[1:]} == {k: p.default for k, p in activation.parameters.items()}
    slope_signature = inspect.signature(activation.derivative).parameters
    assert [p for p in slope_signature if p != "at_zero"] == [p.name for p in signature]
    for key, parameter in activation.parameters.items():
        if parameter.slider is None:
            assert parameter.choices == parameter.allowed and parameter.default in parameter.choices
        else:
            low, high, step = parameter.slider
            for probe in (-1e9, -1.0, 0.0, 1e9):
                if parameter.allowed[0] <= probe <= parameter.allowed[1]:
                    assert np.isfinite(activation.function(-1.0, **{key: probe}))
                else:
                    with pytest.raises(ValueError, match=key):
                        activation.function(-1.0, **{key: probe})
            assert parameter.allowed[0] <= low <= parameter.default <= high <= parameter.allowed[1]
            assert 0 < step <= high - low and parameter.choices == ()
            assert (parameter.default - low) / step == pytest.approx(round((parameter.default - low) / step))
            assert parameter.symbol.replace("α", r"\alpha") in activation.formula
            assert parameter.symbol.replace("α", r"\alpha") in activation.derivative_formula
        assert parameter.symbol
    for text in (activation.title, activation.formula, activation.derivative_formula, activation.source):
        assert text == text.strip() and text
    assert any(year in activation.source for year in map(str, range(1980, 2030)))
    assert activation.formula.startswith("f(x) = ") and activation.derivative_formula.startswith("f'(x) = ")
    assert activation.formula.count("{") == activation.formula.count("}")


def test_an_entry_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        ACTIVATIONS["relu"].title = "other"
    with pytest.raises(TypeError):
        ACTIVATIONS["elu"].parameters["alpha"] = None
    with pytest.raises(dataclasses.FrozenInstanceError):
        ACTIVATIONS["elu"].parameters["alpha"].default = 2


def test_titles_are_unique_and_the_order_is_the_menus():
    titles = [activation.title for activation in ACTIVATIONS.values()]
    assert len(set(titles)) == len(titles)
    assert list(ACTIVATIONS)[:3] == ["relu", "leaky_relu", "prelu"]


def test_unknown_names_are_answered_with_the_known_ones():
    for wrong in ("rel", "", None, 3, ["relu"]):
        with pytest.raises(ValueError, match=r"unknown activation .*; allowed are relu, leaky_relu, prelu"):
            entry(wrong)


@pytest.mark.parametrize(
    ("name", "x", "parameters", "expected"),
    [
        ("relu", "x", {}, "max(0, x)"),
        ("relu", " 1", {}, "max(0,  1)"),
        ("leaky_relu", "-2", {}, "max(0, -2) + 0.01·min(0, -2)"),
        ("leaky_relu", "x", {"negative_slope": 0.5}, "max(0, x) + 0.5·min(0, x)"),
        ("leaky_relu", "x", {"negative_slope": "a"}, "max(0, x) + a·min(0, x)"),
        ("elu", "x", {"alpha": 2.0}, "max(0, x) + 2·(exp(min(0, x)) - 1)"),
        ("sigmoid", "-2", {}, "1/(1 + exp(-(-2)))"),
        ("sigmoid", " 2", {}, "1/(1 + exp(-2))"),
        ("gelu", "x", {"approximate": "tanh"}, "x·Φ(x)"),
    ],
)
def test_written_formulas(name, x, parameters, expected):
    assert entry(name).written(x, **parameters) == expected
    assert entry(name).written(**parameters) == entry(name).written("x", **parameters)


def test_a_new_activation_is_one_entry(monkeypatch):
    """Register a throw-away activation; tests/plots and tests/live find the same in a picture and in a menu."""
    throw_away = Activation(
        title="Square",
        expression="{power_of}·{x}²",
        formula="f(x) = p x^2",
        derivative_formula="f'(x) = 2 p x",
        function=lambda x, power_of=1.0: power_of * np.square(x),
        derivative=lambda x, power_of=1.0: 2 * power_of * np.asarray(x),
        parameters={"power_of": Parameter(1.0, (0, 9), (0, 2, 0.5), "p")},
        source="nobody 2026",
    )
    monkeypatch.setitem(ACTIVATIONS, "square", throw_away)
    assert entry("square") is throw_away
    assert tables.example_table([3], "square", power_of=2).lines == ("f(3) = 2·3² = 18, f'(3) = 12",)
    with pytest.raises(ValueError, match=r"allowed are .*, square"):
        entry("cube")
