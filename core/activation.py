"""What is known of one activation function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from core.gaps import Gap
from core.handle import Handle
from core.interpolation import ANALYTIC, Interpolation
from core.typing import Array, Function


@dataclass(frozen=True)
class Activation:
    """One function of the table.

    `name` is its name on the page. `formula` and `gradient_formula` are f and f' in the TeX of
    `components/tex.py`, with a command for each parameter. `range` is a template that the
    parameters fill in; `range_at_zero` replaces it where all parameters are 0. `function` and
    `derivative` compute the value and the gradient. `parameters` are the controls that change the
    curve, `modes` the other fields of a view that it reads. `kink` is the x at which the gradient
    may jump, `bend` one at which it may change almost as fast. A function that `has_markers` is
    drawn with a dot at each sample; one that `is_background` is drawn broad and below all others.
    `compared_with` are the keys of curves that are drawn with it, thinner. `interpolations` says
    how f and f' depend on a parameter, where it is not ANALYTIC. `handle` is where the curve can be
    grabbed.
    """

    name: str
    formula: str
    gradient_formula: str
    range: str
    function: Callable[..., Array]
    derivative: Callable[..., Array]
    parameters: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    range_at_zero: str = ""
    kink: float | None = None
    bend: float | None = None
    has_markers: bool = False
    is_background: bool = False
    compared_with: tuple[str, ...] = ()
    interpolations: Mapping[str, Interpolation] = field(default_factory=dict)
    handle: Handle | None = None

    def find_kinks(self, **parameters: float | str) -> tuple[float, ...]:
        """Return the x at which the gradient jumps or may jump, ascending."""
        return () if self.kink is None else (self.kink,)

    def find_cuts(self, **parameters: float | str) -> tuple[float, ...]:
        """Return the x that rules for smooth functions may not cross: the kink or the bend."""
        return self.find_kinks() if self.bend is None else (self.bend,)

    def find_gaps(self, **parameters: float | str) -> tuple[Gap, ...]:
        """Return where f or f' has no finite value, ascending."""
        return ()

    def interpolation(self, parameter: str) -> Interpolation:
        """Return how the curves between two values of a parameter are interpolated."""
        return self.interpolations.get(parameter, ANALYTIC)

    def value(self, x: Array | float, **parameters: float | str) -> Array:
        """Return f(x), float64, in the shape of x; nan gives nan.

        A parameter that is left out has the value of a first visit.
        """
        return _evaluate(self.function, x, parameters)

    def gradient(self, x: Array | float, **parameters: float | str) -> Array:
        """Return f'(x), float64, in the shape of x; nan gives nan.

        A parameter that is left out has the value of a first visit.
        """
        return _evaluate(self.derivative, x, parameters)

    def value_and_gradient(
        self, x: Array | float, **parameters: float | str
    ) -> tuple[Array, Array]:
        """Return f(x) and f'(x)."""
        return self.value(x, **parameters), self.gradient(x, **parameters)

    def fix_parameters(self, **parameters: float | str) -> tuple[Function, Function]:
        """Return f and f' as functions of x alone."""
        return lambda x: self.value(x, **parameters), lambda x: self.gradient(x, **parameters)


def _evaluate(
    function: Callable[..., Array], x: Array | float, parameters: dict[str, float | str]
) -> Array:
    with np.errstate(under="ignore"):  # far out in a tail, 0 is the nearest double
        return function(np.asarray(x, dtype=np.float64), **parameters)
