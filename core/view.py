"""The table of controls, as the fields of the immutable `View`: everything that the page shows.

Whatever comes from outside (a slider, a typed text, a URL, a forged request) passes
`View.with_changes`, which cleans it.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Self

from core.control import Choice, MultiChoice, Name, Number, Range, control_field
from core.keys import AS_WRITTEN, INPUT, LIMIT, LOSSES, SUM, TERMS
from core.lens_fields import GRADIENT, GRADIENT_LENSES, SUM_ERRORS, LensFields
from core.own_fields import OwnFields
from core.plot_fields import PlotFields
from core.query import parse_query
from core.race_fields import RACE, RaceFields
from core.sigmoid_sum import RULES

FREE = "free"  # the scene of a page that is in no scene
RENAMED_FIELDS = {"moment": "stage"}  # old links keep working
SIMILAR_NAME = 0.78  # of difflib's ratio: alpah is alpha, but date is not data


def _unknown_name_note(name: object) -> tuple[str, ...]:
    """Return a note on a name that is no setting, if it is mistyped, or there is none.

    Others are not ours: mail programs and social networks add parameters to each link.
    """
    if not name:
        return ("A part of the link could not be read",)
    similar = get_close_matches(str(name).lower(), CONTROLS, n=1, cutoff=SIMILAR_NAME)
    return tuple(f"A setting was left out: its name is nearly {each}" for each in similar)


def _labels(declared: Mapping[str, Any]) -> dict[str, str]:
    """Return the label of each control of the other parts, and of those of a class body."""
    own = {name: each for name, each in declared.items() if isinstance(each, Field)}
    parts = (RaceFields, OwnFields, LensFields, PlotFields)
    others = {each.name: each for part in parts for each in fields(part)}
    return {name: each.metadata["control"].label for name, each in (others | own).items()}


@dataclass(frozen=True)
class View(PlotFields, LensFields, OwnFields, RaceFields):
    """The state of the page. A new slider is one more field here.

    The bounds limit a sum to 200 sigmoids.
    """

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
            "Far left of 0 ELU is close to −α.",
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
    sharpness: float = control_field(
        Number(
            "Sharpness β",
            "The greater β, the closer the curve comes to ReLU.",
            2.0,
            0.5,
            128.0,
            0.0301,  # the tenth part of a doubling, so that 1, 2, 4 … are on the slider
            short_label="β",
            is_log=True,
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
            "The width of x over which the sigmoids are spread.",
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
            "Where the sigmoids are, and how much each counts. "
            "article: as there, carried over to other counts and ranges.",
            "article",
            {rule: rule for rule in RULES},
        )
    )
    extras: tuple[str, ...] = control_field(
        MultiChoice(
            "Also drawn",
            "Up to 25 of the single sigmoids; T, the integral of sigmoids over the span; "
            "softplus β as written, in float32; the article's input; two losses of the sigmoid "
            "as an output, which should be 1.",
            (),
            {
                TERMS: "single sigmoids",
                LIMIT: "integral T",
                AS_WRITTEN: "as written in float32",
                INPUT: "input",
                LOSSES: "losses for y = 1",
            },
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
        Name(
            "Scene",
            "A scene of the story. Free shows what you set.",
            FREE,
        )
    )
    stage: str = control_field(
        Choice(
            "Stage",
            "First the question, then the upper panel, then the lower one, then the answer.",
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
    def has_scene(self) -> bool:
        """Whether the page is in a scene of the story."""
        return self.scene != FREE

    @property
    def is_race(self) -> bool:
        """Whether the page shows the race, alone or in a scene."""
        return self.part == RACE

    @property
    def has_starts(self) -> bool:
        """Whether a race tells of its recorded starts: in a scene once its stage is reached."""
        return "gradient" in self.revealed_panels

    @property
    def revealed_panels(self) -> tuple[str, ...]:
        """The panels that have curves: both or, in a scene, those that its stage has reached."""
        if not self.has_scene or self.stage in ("gradient", "answer"):
            return ("value", "gradient")
        return ("value",) if self.stage == "value" else ()

    @property
    def has_answer(self) -> bool:
        """Whether all may be said: not in a scene that has not answered yet."""
        return not self.has_scene or self.stage == "answer"

    @property
    def shown_lens(self) -> str:
        """The lens of the lower panel: the gradient where the one of the sum has no sum."""
        return GRADIENT if self.lens == SUM_ERRORS and SUM not in self.shown else self.lens

    @property
    def has_gradients(self) -> bool:
        """Whether the lower panel is one of gradients."""
        return self.shown_lens in GRADIENT_LENSES

    @property
    def has_lower_panel(self) -> bool:
        """Whether the page shows the lower panel, and something in it."""
        return "gradient" in self.panels and "gradient" in self.revealed_panels

    @property
    def visible_panels(self) -> tuple[str, ...]:
        """The panels that the page shows and that have curves of f or f'."""
        panels = (panel for panel in self.panels if panel in self.revealed_panels)
        return tuple(panel for panel in panels if panel == "value" or self.has_gradients)

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
        values: dict[str, Any] = dict(self.__dict__)
        notes: list[str] = []
        for raw_name, raw_value in raw.items():
            name = RENAMED_FIELDS.get(raw_name, raw_name)
            if name not in CONTROLS:
                notes += _unknown_name_note(name)
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
