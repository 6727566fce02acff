"""The table of controls, as the fields of the immutable `View`: everything that the page shows.

Whatever comes from outside (a slider, a typed text, a URL, a forged request) passes
`View.with_changes`, which cleans it.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from types import MappingProxyType
from typing import Any, Self

from core.activations import ACTIVATIONS
from core.control import Choice, MultiChoice, Number, Range, control_field
from core.keys import INPUT, LIMIT, SUM, TERMS
from core.query import parse_query
from core.race_fields import RACE, RaceFields
from core.sigmoid_sum import RULES

FREE = "free"  # the scene of a page that is in no scene
# The scenes that a URL may name; which of them exist, `components.story` knows.
SCENE_NUMBERS = tuple(str(number) for number in range(1, 100))
RENAMED_FIELDS = {"moment": "stage"}  # old links keep working


def _labels(declared: Mapping[str, Any]) -> dict[str, str]:
    """Return the label of each control of a race, and of those that a class body has declared."""
    own = {name: each for name, each in declared.items() if isinstance(each, Field)}
    of_race = {each.name: each for each in fields(RaceFields)}
    return {name: each.metadata["control"].label for name, each in (of_race | own).items()}


@dataclass(frozen=True)
class View(RaceFields):
    """The state of the page. A new slider is one more field here.

    The bounds limit x to 4,000 points (40 wide, 0.01 apart) and a sum to 200 sigmoids.
    """

    shown: tuple[str, ...] = control_field(
        MultiChoice(
            "Functions",
            "Each is drawn with its gradient.",
            ("sigmoid", SUM, "softplus", "relu", "elu"),
            {key: activation.name for key, activation in ACTIVATIONS.items()},
        )
    )
    panels: tuple[str, ...] = control_field(
        MultiChoice(
            "Panel",
            "Values, gradients, or both.",
            ("value", "gradient"),
            {"value": "f(x)", "gradient": "f′(x)"},
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
            "Where x starts and where it ends.",
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
            "The distance between two values of x.",
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
            "Where f and f′ are read. Or click the plot.",
            -2.0,
            -20.0,
            20.0,
            0.1,
            short_label="probe",
        )
    )
    offset: float = control_field(
        Number(
            "Sigmoid offset",
            "The x at which the sigmoid is ½.",
            0.0,
            -10.0,
            10.0,
            0.1,
            short_label="offset",
        )
    )
    alpha: float = control_field(
        Number(
            "ELU α",
            "On the left ELU gets closer and closer to −α.",
            1.0,
            0.0,
            4.0,
            0.01,
            short_label="α",
        )
    )
    slope: float = control_field(
        Number(
            "Leaky slope",
            "The slope of leaky ReLU left of 0.",
            0.01,
            0.0,
            1.0,
            0.01,
            short_label="slope",
        )
    )
    count: float = control_field(
        Number(
            "Sum count",
            "How many sigmoids are added.",
            100.0,
            1.0,
            200.0,
            1.0,
            integer=True,
            unit="sigmoids",
            short_label="count",
        )
    )
    span: float = control_field(
        Number(
            "Sum span",
            "The width of x over which they are spread.",
            9.8,
            0.1,
            20.0,
            0.1,
            short_label="span",
        )
    )
    rule: str = control_field(
        Choice(
            "Sum rule",
            "Where the sigmoids are, and how much each counts.",
            "article",
            {rule: rule for rule in RULES},
        )
    )
    extras: tuple[str, ...] = control_field(
        MultiChoice(
            "Also drawn",
            "The single sigmoids of the sum; T, the integral that the sum imitates; "
            "the article's input.",
            (),
            {TERMS: "single sigmoids", LIMIT: "limit T", INPUT: "input"},
        )
    )
    hide: tuple[str, ...] = control_field(
        MultiChoice(
            "Hidden controls",
            "Whoever opens the link cannot change what you hide.",
            (),
            _labels(locals()),
        )
    )
    scene: str = control_field(
        Choice(
            "Scene",
            "The article's plots, then what it leaves out. Free shows what you set.",
            FREE,
            {name: name for name in (FREE, *SCENE_NUMBERS)},
        )
    )
    stage: str = control_field(
        Choice(
            "Stage",
            "First the question, then f, then its gradient, then the answer.",
            "question",
            {"question": "question", "value": "f(x)", "gradient": "f′(x)", "answer": "answer"},
        )
    )
    theme: str = control_field(
        Choice(
            "Theme",
            "Colours of the page.",
            "auto",
            {"auto": "auto", "light": "light", "dark": "dark"},
        )
    )
    mode: str = control_field(
        Choice(
            "Mode",
            "Lecture: large type for a lecture room, controlled by keys.",
            "page",
            {"page": "page", "lecture": "lecture"},
        )
    )

    @property
    def low(self) -> float:
        """The first x."""
        return self.range[0]

    @property
    def high(self) -> float:
        """The bound that x stays below, except where the rounding of numpy.arange includes it."""
        return self.range[1]

    @property
    def has_scene(self) -> bool:
        """Whether the page is in a scene of the story."""
        return self.scene != FREE

    @property
    def is_race(self) -> bool:
        """Whether the page shows the race."""
        return self.part == RACE and not self.has_scene

    @property
    def revealed_panels(self) -> tuple[str, ...]:
        """The panels that have curves: both or, in a scene, those that its stage has reached."""
        if not self.has_scene or self.stage in ("gradient", "answer"):
            return ("value", "gradient")
        return ("value",) if self.stage == "value" else ()

    @property
    def visible_panels(self) -> tuple[str, ...]:
        """The panels that the page shows and that have curves."""
        return tuple(panel for panel in self.panels if panel in self.revealed_panels)

    @classmethod
    def from_raw(cls, raw: Mapping[str, object]) -> Self:
        """Return a valid view of anything; what is unusable keeps its default. Never raises."""
        return cls().with_changes(raw)[0]

    @classmethod
    def from_query(cls, query: str) -> Self:
        """Return the view of a query, with or without its question mark. Never raises.

        A URL in a scene says only what differs from that scene: `read_view` of
        `components.story.navigation` reads those too.
        """
        return cls.from_raw(parse_query(query))

    def with_changes(self, raw: Mapping[str, object]) -> tuple[Self, tuple[str, ...]]:
        """Return this view with the usable part of `raw`, and a note for each corrected part."""
        if not raw:
            return self, ()
        values, notes = dict(self.__dict__), []
        for raw_name, raw_value in raw.items():
            name = RENAMED_FIELDS.get(raw_name, raw_name)
            if name not in CONTROLS:
                notes.append("A setting that this page does not know was left out")
                continue
            values[name], note = CONTROLS[name].clean(raw_value, values[name])
            if note is not None:
                notes.append(note)
        return type(self)(**values), tuple(dict.fromkeys(notes))

    def query(self, base: "View | None" = None) -> str:
        """Return the text of this view in a URL, `?alpha=1.5`: what differs from `base`.

        `base` is the view of a first visit unless given. The text is empty if nothing differs.
        """
        values, base_values = self.__dict__, (base or DEFAULT).__dict__
        changed = [
            f"{name}={control.to_text(values[name])}"  # holds only characters that a URL may hold
            for name, control in CONTROLS.items()
            if values[name] != base_values[name]
        ]
        return "?" + "&".join(changed) if changed else ""


DEFAULT = View()
CONTROLS: Mapping[str, Any] = MappingProxyType(
    {each.name: each.metadata["control"] for each in fields(View)}
)
SLIDERS = tuple(name for name, each in CONTROLS.items() if isinstance(each, (Number, Range)))
