"""The fields of `View` that set up a race, a part of the table of controls."""

from dataclasses import dataclass

from core.control import Choice, MultiChoice, Number, control_field
from core.lanes import FIRST_LANES, LANES, MAX_LANES

CURVES, RACE = "curves", "race"
MEASURES = {"loss": "loss", "gradient": "gradient", "mean": "mean output"}
SHARED_RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)


@dataclass(frozen=True)
class RaceFields:
    """What decides a race, and whether the page shows it."""

    part: str = control_field(
        Choice(
            "View",
            "Curves to explore, or networks that learn.",
            CURVES,
            {CURVES: "curves", RACE: "race"},
        )
    )
    lanes: tuple[str, ...] = control_field(
        MultiChoice(
            "Lanes",
            "Each trains the same network with another function.",
            FIRST_LANES,
            {key: lane.name for key, lane in LANES.items()},
            min_selected=1,
            max_selected=MAX_LANES,
        )
    )
    data: str = control_field(
        Choice(
            "Data",
            "The points that the networks learn to tell apart.",
            "spirals",
            {
                "spirals": "spirals",
                "checkerboard": "checkerboard",
                "circles": "circles",
                "xor": "exclusive or",
            },
        )
    )
    layers: float = control_field(
        Number(
            "Hidden layers",
            "How many layers lie between the inputs and the output.",
            8.0,
            1.0,
            12.0,
            1.0,
            integer=True,
            unit="layers",
            short_label="layers",
        )
    )
    width: float = control_field(
        Number(
            "Layer width",
            "How many units a hidden layer has.",
            32.0,
            4.0,
            48.0,
            4.0,
            integer=True,
            unit="units",
            short_label="width",
        )
    )
    seed: float = control_field(
        Number(
            "Random seed",
            "Another seed draws other points and other weights.",
            1.0,
            1.0,
            99.0,
            1.0,
            integer=True,
            short_label="seed",
        )
    )
    optimizer: str = control_field(
        Choice(
            "Optimizer",
            "How a gradient becomes a step.",
            "sgd",
            {"sgd": "SGD", "adam": "Adam"},
        )
    )
    rates: str = control_field(
        Choice(
            "Learning rates",
            "Each lane at the best of the rates tried in recorded starts, or one rate for all.",
            "own",
            {"own": "own best", "one": "one for all"},
        )
    )
    rate: str = control_field(
        Choice(
            "Rate for all",
            "How far a step goes.",
            "0.01",
            {f"{rate:g}": f"{rate:g}" for rate in SHARED_RATES},
        )
    )
    gain: str = control_field(
        Choice(
            "Weight scale",
            "What keeps the signal's size from layer to layer: E f² counts the mean as signal, "
            "Var f does not.",
            "moment",
            {"moment": "1 / E f²", "variance": "1 / Var f"},
        )
    )
    measure: str = control_field(
        Choice(
            "Lower plot",
            "The loss by step, or the gradient or the mean output of each layer.",
            "loss",
            MEASURES,
        )
    )
