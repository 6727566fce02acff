"""The functions of the table, each with every choice of parameters that its tests go through."""

from dataclasses import replace
from functools import partial
from itertools import product

import pytest

from core.activation import Activation
from core.activations import ACTIVATIONS

PARAMETERS: dict[str, tuple[float | str, ...]] = {
    "offset": (0.0, 3.7, 1000.0),
    "alpha": (1.0, 0.0, 2.5),
    "slope": (0.01, 0.0, 1.0),
    "sharpness": (2.0, 0.5, 128.0),
    "count": (1, 100),
    "span": (9.8, 0.1),
    "rule": ("article", "refine", "extend"),
    "high": (10.0,),
    "formula": ("arctan(a * x)",),  # which has limits on both sides
    "a": (1.0, -2.5),
    "formula2": ("sigmoid(a * x)",),
    "a2": (3.0,),
}


def bound_activations() -> dict[str, Activation]:
    """Each function with its parameters already given, by a name that tells them."""
    bound = {}
    for key, activation in ACTIVATIONS.items():
        names = activation.parameters + activation.modes
        for values in product(*(PARAMETERS[name] for name in names)):
            given = dict(zip(names, values, strict=True))
            bound["-".join((key, *map(str, values)))] = replace(
                activation,
                function=partial(activation.function, **given),
                derivative=partial(activation.derivative, **given),
            )
    return bound


BOUND = bound_activations()


@pytest.fixture(scope="session", params=list(BOUND.values()), ids=list(BOUND))
def activation(request: pytest.FixtureRequest) -> Activation:
    """One function of the table with one choice of its parameters."""
    chosen: Activation = request.param
    return chosen
