"""The table of activation functions: for each its value, its gradient, and how the page names it.

The functions themselves are in `core/functions.py`, the sum in `core/sigmoid_sum.py`, those that a
reader writes in `core/own_functions.py`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from core import functions
from core.activation import Activation
from core.handle import Handle
from core.interpolation import LINEAR, LOGARITHMIC, RECIPROCAL
from core.keys import LIMIT, SUM
from core.own_functions import OWN_FUNCTIONS
from core.sigmoid_sum import sigmoid_sum, sigmoid_sum_gradient

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
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
    | dict(OWN_FUNCTIONS)
)
