"""Public docstrings are numpydoc's: its own checks, but for those that the house style decides otherwise."""

import importlib
import inspect
import pkgutil

import pytest

import relu_notes

validation = pytest.importorskip("numpydoc.validate", reason="numpydoc comes with the extra `dev`")

#: What is not asked for, and why.
NOT_ASKED = {
    "ES01": "one line can say all",
    "EX01": "figures and checks are shown in the lessons",
    "PR01": "short functions name their parameters in the summary",
    "PR03": "parameters of one kind share a line",
    "PR04": "types stand in the signature",
    "PR07": "a line such as `rng : source of weights` is both",
    "PR08": "and it is a phrase",
    "PR09": "and it is a phrase",
    "RT01": "the summary says what is returned",
    "RT02": "the name of what is returned",
    "RT03": "shape and dtype are the description",
    "RT04": "a phrase",
    "SA01": "few functions have a neighbour worth naming",
    "SA02": "a phrase",
    "SA03": "a phrase",
    "SS05": "takes nouns in s for verbs",
    "YD01": "the summary says what is yielded",
}


def public_names():
    """Every function, class, method and property without an underscore, by the module that defines it."""
    for module in pkgutil.walk_packages(relu_notes.__path__, "relu_notes."):
        if any(part.startswith("_") for part in module.name.split(".")):
            continue
        for name, thing in vars(importlib.import_module(module.name)).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != module.name:
                continue
            if inspect.isfunction(thing) or inspect.isclass(thing):
                yield f"{module.name}.{name}"
            if inspect.isclass(thing):
                for method, value in vars(thing).items():
                    if not method.startswith("_") and (inspect.isfunction(value) or isinstance(value, property)):
                        yield f"{module.name}.{name}.{method}"


def found_in(name):
    return [error for error in validation.validate(name)["errors"] if error[0] not in NOT_ASKED]


@pytest.mark.filterwarnings("ignore:Widget:DeprecationWarning")  # numpydoc looks at every attribute of ipywidgets too
def test_public_docstrings_are_valid():
    names = [name for name in public_names() if not name.endswith("Picture.set")]  # matplotlib makes it as it runs
    assert len(names) > 300
    assert {name: errors for name in names if (errors := found_in(name))} == {}
