"""The table of activation functions: for each its value, its gradient, and how the page names it.

The functions themselves are in `core/functions.py`, the sum in `core/sigmoid_sum.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from core import functions
from core.handle import Handle
from core.interpolation import ANALYTIC, LINEAR, LOGARITHMIC, RECIPROCAL, Interpolation
from core.keys import LIMIT, SUM
from core.sigmoid_sum import sigmoid_sum, sigmoid_sum_gradient
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

    @property
    def cut(self) -> float | None:
        """The x that rules for smooth functions may not cross: the kink or the bend."""
        return self.bend if self.kink is None else self.kink

    def interpolation(self, parameter: str) -> Interpolation:
        """Return how the curves between two values of a parameter are interpolated."""
        return self.interpolations.get(parameter, ANALYTIC)

    def value(self, x: Array | float, **parameters: float | str) -> Array:
        """Return f(x), float64, in the shape of x; nan gives nan.

        A parameter that is left out has the article's value.
        """
        return _evaluate(self.function, x, parameters)

    def gradient(self, x: Array | float, **parameters: float | str) -> Array:
        """Return f'(x), float64, in the shape of x; nan gives nan.

        A parameter that is left out has the article's value.
        """
        return _evaluate(self.derivative, x, parameters)

    def fix_parameters(self, **parameters: float | str) -> tuple[Function, Function]:
        """Return f and f' as functions of x alone."""
        return lambda x: self.value(x, **parameters), lambda x: self.gradient(x, **parameters)


def _evaluate(
    function: Callable[..., Array], x: Array | float, parameters: dict[str, float | str]
) -> Array:
    with np.errstate(under="ignore"):  # far out in a tail, 0 is the nearest double
        return function(np.asarray(x, dtype=np.float64), **parameters)


ACTIVATIONS = MappingProxyType(
    {
        "identity": Activation(
            "identity",
            "x",
            "1",
            "(−∞, ∞)",
            functions.identity,
            functions.identity_gradient,
            has_markers=True,
        ),
        "sigmoid": Activation(
            "sigmoid",
            r"\frac{1}{1 + e^{\offset - x}}",
            "f(x) (1 - f(x))",
            "(0, 1)",
            functions.sigmoid,
            functions.sigmoid_gradient,
            ("offset",),
            handle=Handle("offset", "x"),
        ),
        SUM: Activation(
            "sum of sigmoids",
            r"\weight \sum_{i=1}^{\count} \sigma(x - o_i)",
            r"\weight \sum_{i=1}^{\count} \sigma'(x - o_i)",
            "(0, {top})",
            sigmoid_sum,
            sigmoid_sum_gradient,
            ("count", "span"),
            ("rule", "high"),
            is_background=True,
            compared_with=(LIMIT, "softplus"),
            interpolations={"count": RECIPROCAL},
            handle=Handle("span", "x"),
        ),
        "softplus": Activation(
            "softplus",
            r"\log(1 + e^x)",
            r"\sigma(x)",
            "(0, ∞)",
            functions.softplus,
            functions.softplus_gradient,
        ),
        "relu": Activation(
            "ReLU",
            r"\max(0, x)",
            r"\cases{1 & x > 0 \\ 0 & \else}",
            "[0, ∞)",
            functions.relu,
            functions.relu_gradient,
            kink=0.0,
        ),
        "elu": Activation(
            "ELU",
            r"\cases{x & x > 0 \\ \alpha (e^x - 1) & \else}",
            r"\cases{1 & x > 0 \\ \alpha e^x & \else}",
            "(−{alpha}, ∞)",
            functions.elu,
            functions.elu_gradient,
            ("alpha",),
            range_at_zero="[0, ∞)",
            kink=0.0,
            interpolations={"alpha": LINEAR},
            handle=Handle("alpha", "y"),
        ),
        "tanh": Activation(
            "tanh",
            r"\tanh x",
            r"1 - \tanh^2 x",
            "(−1, 1)",
            functions.tanh,
            functions.tanh_gradient,
        ),
        "leaky_relu": Activation(
            "leaky ReLU",
            r"\cases{x & x > 0 \\ \slope x & \else}",
            r"\cases{1 & x > 0 \\ \slope & \else}",
            "(−∞, ∞)",
            functions.leaky_relu,
            functions.leaky_relu_gradient,
            ("slope",),
            range_at_zero="[0, ∞)",
            kink=0.0,
            interpolations={"slope": LINEAR},
            handle=Handle("slope", "y", share=0.2),
        ),
        "shifted_relu": Activation(
            "shifted ReLU",
            r"\max(-1, x)",
            r"\cases{1 & x > -1 \\ 0 & \else}",
            "[−1, ∞)",
            functions.shifted_relu,
            functions.shifted_relu_gradient,
            kink=-1.0,
        ),
        "selu": Activation(
            "SELU",
            r"\cases{1.0507 x & x > 0 \\ 1.7581 (e^x - 1) & \else}",
            r"\cases{1.0507 & x > 0 \\ 1.7581 e^x & \else}",
            "(−1.7581, ∞)",
            functions.selu,
            functions.selu_gradient,
            kink=0.0,
        ),
        "silu": Activation(
            "SiLU",
            r"x \sigma(x)",
            r"\sigma(x) (1 + x (1 - \sigma(x)))",
            "[−0.2785, ∞)",
            functions.silu,
            functions.silu_gradient,
        ),
        "gelu": Activation(
            "GELU",
            r"x \Phi(x)",
            r"\Phi(x) + x \varphi(x)",
            "[−0.1700, ∞)",
            functions.gelu,
            functions.gelu_gradient,
        ),
        "softplus_beta": Activation(
            "softplus β",
            r"\frac{\log(1 + e^{\sharpness x})}{\sharpness}",
            r"\sigma(\sharpness x)",
            "(0, ∞)",
            functions.softplus_beta,
            functions.softplus_beta_gradient,
            ("sharpness",),
            bend=0.0,
            interpolations={"sharpness": LOGARITHMIC},
        ),
    }
)
