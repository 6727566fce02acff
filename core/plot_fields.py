"""The fields of `View` that say what is drawn and at which x, a part of the table of controls."""

from dataclasses import dataclass

from core.activations import ACTIVATIONS
from core.control import Choice, MultiChoice, Number, Range, control_field
from core.keys import SUM


@dataclass(frozen=True)
class PlotFields:
    """Which functions and panels the plot has, its x, and the probe.

    The bounds limit x to 4,000 points, 40 wide, 0.01 apart.
    """

    shown: tuple[str, ...] = control_field(
        MultiChoice(
            "Functions",
            "Which functions are shown.",
            ("sigmoid", SUM, "softplus", "relu", "elu"),
            {key: activation.name for key, activation in ACTIVATIONS.items()},
        )
    )
    panels: tuple[str, ...] = control_field(
        MultiChoice(
            "Panel",
            "The upper panel, the lower one, or both.",
            ("value", "gradient"),
            {"value": "upper panel", "gradient": "lower panel"},
            min_selected=1,
        )
    )
    scale: str = control_field(
        Choice(
            "Gradient scale",
            "A log₁₀ scale shows how small a vanishing gradient is. "
            "Zero and negative slopes cannot be drawn on it.",
            "linear",
            {"linear": "linear", "log": "log₁₀"},
        )
    )
    range: tuple[float, float] = control_field(
        Range(
            "Range of x",
            "x starts at the first number and ends at the second or at most one step before it.",
            (-10.0, 10.0),
            -20.0,
            20.0,
            0.1,
            1,
            short_label="range",
        )
    )
    step: float = control_field(
        Number(
            "Step of x",
            "The distance from one value of x to the next.",
            0.2,
            0.01,
            2.0,
            0.01,
            short_label="step",
        )
    )
    probe: float = control_field(
        Number(
            "Probe x",
            "The x at which functions are read. Or click the plot.",
            -2.0,
            -20.0,
            20.0,
            0.1,
            short_label="probe",
        )
    )

    @property
    def low(self) -> float:
        """The first x."""
        return self.range[0]

    @property
    def high(self) -> float:
        """The bound that x stays below, unless the rounding of numpy.arange includes it."""
        return self.range[1]
