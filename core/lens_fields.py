"""The fields of `View` that say what the lower panel shows, a part of the table of controls."""

from dataclasses import dataclass

from core.activations import ACTIVATIONS
from core.control import Choice, Number, control_field

GRADIENT, SATURATION, SUM_ERRORS = "gradient", "saturation", "sum"
MEAN, DEPTH, NOISE, DATA = "mean", "depth", "noise", "data"
LENS_NAMES = (GRADIENT, SATURATION, SUM_ERRORS, MEAN, DEPTH, NOISE, DATA)
GRADIENT_LENSES = (GRADIENT, SATURATION, DATA)  # that keep the gradients in the lower panel
OWN, ONE = "own", "one"  # the variance of the weights: of each function its own, or one for all


@dataclass(frozen=True)
class LensFields:
    """Which lens the lower panel has, and its settings."""

    lens: str = control_field(
        Choice(
            "Lens",
            "What the lower panel shows of the functions.",
            GRADIENT,
            {name: name for name in LENS_NAMES},
        )
    )
    focus: str = control_field(
        Choice(
            "Shade",
            "The function whose saturation is shaded: the first one shown if that is off.",
            "sigmoid",
            {key: activation.name for key, activation in ACTIVATIONS.items()},
        )
    )
    threshold: float = control_field(
        Number(
            "Saturation threshold",
            "A function is saturated where |f′| is below it.",
            0.01,
            0.0001,
            1.0,
            0.05,
            short_label="threshold",
            is_log=True,
        )
    )
    mu: float = control_field(
        Number("Mean μ of x", "The middle of the inputs.", 0.0, -3.0, 3.0, 0.1, short_label="μ")
    )
    sigma: float = control_field(
        Number(
            "Deviation σ of x",
            "The standard deviation of the inputs.",
            1.0,
            0.1,
            3.0,
            0.1,
            short_label="σ",
        )
    )
    depth: float = control_field(
        Number(
            "Depth in layers",
            "How many times f is applied, and how many layers a network has.",
            10.0,
            1.0,
            50.0,
            1.0,
            integer=True,
            short_label="layers",
        )
    )
    layer_measure: str = control_field(
        Choice(
            "By layer",
            "What is drawn of each layer of a random network.",
            "gradient",
            {"gradient": "gradient", "moment": "size", "mean": "mean"},
        )
    )
    weights: str = control_field(
        Choice(
            "Weight variance",
            "Times the number of inputs. Each its own: 1 / E f², which keeps the size of a signal.",
            OWN,
            {OWN: "each its own", ONE: "one for all"},
        )
    )
    weight_variance: float = control_field(
        Number(
            "Weight variance of all",
            "The variance of all weights, times the number of inputs.",
            2.0,
            0.1,
            4.0,
            0.1,
            short_label="variance",
        )
    )
    weight_seed: float = control_field(
        Number(
            "Seed of the weights",
            "Another seed draws other weights.",
            1.0,
            1.0,
            99.0,
            1.0,
            integer=True,
            short_label="seed",
        )
    )
    noise: float = control_field(
        Number(
            "Added noise",
            "The standard deviation of what is added to x.",
            0.5,
            0.05,
            2.0,
            0.05,
            short_label="noise",
        )
    )
    bias: float = control_field(
        Number(
            "Bias of the unit",
            "Is added to the input of each example.",
            -1.0,
            -6.0,
            6.0,
            0.1,
            short_label="bias",
        )
    )
