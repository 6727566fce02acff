"""The one table of controls, as the fields of an immutable `View`: what the page shows, whole.

Whatever comes from outside (a slider, a typed text, a URL, a forged request) passes `View.reviewed`.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import parse_qsl

from core.activations import ACTIVATIONS
from core.control import Choice, Control, Number, Range, Switches

LONGEST_QUERY = 2000
SCENE_NAMES = ("free", *(str(number) for number in range(1, 17)))  # none, or one of the story's


def _control(control: Control) -> Any:
    return field(default=control.default, metadata={"control": control})


def _labels(declared: Mapping[str, Any]) -> dict[str, str]:
    """The label of each control that a class has declared so far."""
    controls = {name: each.metadata["control"] for name, each in declared.items() if isinstance(each, Field)}
    return {name: control.label for name, control in controls.items()}


@dataclass(frozen=True)
class View:
    """The state of the page. A new slider is one more field here.

    The bounds hold a sample to 4,000 points (40 wide, 0.01 apart) and a sum to 200 sigmoids.
    """

    shown: tuple[str, ...] = _control(
        Switches(
            "Functions",
            "Each is drawn with its gradient.",
            ("sigmoid", "softplus", "relu", "elu"),
            {key: activation.name for key, activation in ACTIVATIONS.items()},
        )
    )
    panels: tuple[str, ...] = _control(
        Switches(
            "Panel",
            "Values, gradients, or both.",
            ("value", "gradient"),
            {"value": "f(x)", "gradient": "f′(x)"},
            least=1,
        )
    )
    scale: str = _control(
        Choice(
            "Gradient scale",
            "A log₁₀ scale shows how small a vanishing gradient is; 0 and below have no place on it.",
            "linear",
            {"linear": "linear", "log": "log₁₀"},
        )
    )
    range: tuple[float, float] = _control(
        Range("Range of x", "Where x starts and where it stops.", (-10.0, 10.0), -20.0, 20.0, 0.1, gap=1.0)
    )
    step: float = _control(Number("Step of x", "The gap between two samples.", 0.2, 0.01, 2.0, 0.01, unit="in x"))
    probe: float = _control(Number("Probe x", "Where the cards read f, f′. Or click the plot.", -2.0, -20.0, 20.0, 0.1))
    offset: float = _control(Number("Sigmoid offset", "Where the sigmoid is ½.", 0.0, -10.0, 10.0, 0.1, unit="in x"))
    alpha: float = _control(Number("ELU α", "ELU falls towards −α on the left.", 1.0, 0.0, 4.0, 0.01))
    slope: float = _control(Number("Leaky slope", "The slope of leaky ReLU left of 0.", 0.01, 0.0, 1.0, 0.01))
    count: float = _control(
        Number("Sum count", "How many sigmoids are added.", 100.0, 1.0, 200.0, 1.0, whole=True, unit="sigmoids")
    )
    span: float = _control(Number("Sum span", "Over which stretch of x they sit.", 9.8, 0.1, 20.0, 0.1, unit="in x"))
    rule: str = _control(
        Choice(
            "Sum rule",
            "Where the sigmoids sit, and what each weighs.",
            "article",
            {"article": "article", "refine": "refine", "extend": "extend"},
        )
    )
    hide: tuple[str, ...] = _control(
        Switches("Hidden controls", "What a link hides cannot be moved.", (), _labels(locals()))
    )
    scene: str = _control(
        Choice(
            "Scene",
            "The article's plots, then what it leaves out. Free shows what you set.",
            "free",
            {name: name for name in SCENE_NAMES},
        )
    )
    moment: str = _control(
        Choice(
            "Moment",
            "First the question, then f, then its gradient, then the answer.",
            "question",
            {"question": "question", "value": "f(x)", "gradient": "f′(x)", "answer": "answer"},
        )
    )
    theme: str = _control(
        Choice("Theme", "Colours of the page.", "auto", {"auto": "auto", "light": "light", "dark": "dark"})
    )
    mode: str = _control(
        Choice("Mode", "A lecture is sized for a hall and led by keys.", "page", {"page": "page", "lecture": "lecture"})
    )

    @property
    def low(self) -> float:
        """Where x starts."""
        return self.range[0]

    @property
    def high(self) -> float:
        """What x stays below, but for the rounding of numpy.arange."""
        return self.range[1]

    @classmethod
    def cleaned(cls, raw: Mapping[str, object]) -> Self:
        """A valid view from anything; what is unusable keeps its default. Never raises."""
        return cls().reviewed(raw)[0]

    @classmethod
    def from_query(cls, query: str) -> Self:
        """The view of a query, with or without its question mark. Never raises.

        A URL in the story says only what differs from its scene: `components.story.read` reads those too.
        """
        return cls.cleaned(parse_query(query))

    def reviewed(self, raw: Mapping[str, object]) -> tuple[Self, tuple[str, ...]]:
        """This view with the usable part of `raw`, and a note for each part that had to be put right."""
        if not raw:
            return self, ()
        values, notes = dict(self.__dict__), []
        for name, asked in raw.items():
            if name not in CONTROLS:
                notes.append("A setting that this page does not know was left out")
                continue
            values[name], note = CONTROLS[name].clean(asked, values[name])
            if note is not None:
                notes.append(note)
        return type(self)(**values), tuple(dict.fromkeys(notes))

    def query(self, base: "View | None" = None) -> str:
        """The text of this view in a URL, `?alpha=1.5`: what differs from the defaults, or from `base`, or nothing."""
        held, usual = self.__dict__, (base or DEFAULT).__dict__
        changed = [
            f"{name}={control.text(held[name])}"  # such texts are made of what a URL may hold
            for name, control in CONTROLS.items()
            if held[name] != usual[name]
        ]
        return "?" + "&".join(changed) if changed else ""


DEFAULT = View()
CONTROLS: Mapping[str, Any] = MappingProxyType({each.name: each.metadata["control"] for each in fields(View)})


def parse_query(query: str) -> dict[str, object]:
    """The raw settings of a URL's query; of a text too long to be one of ours, a setting that nobody knows."""
    if len(query) > LONGEST_QUERY:
        return {"": query}
    try:
        return dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return {"": query}
