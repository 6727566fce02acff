"""What a lens is, and the panels that it may have in place of that of the gradients."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from core.typing import Array
from core.view import View

HEADROOM = 0.14  # of the height of a panel, for its title

Kind = Literal["line", "thin", "bar", "dots", "ring", "triangle", "area"]


@dataclass(frozen=True)
class Axis:
    """The range of an axis; of one that `is_log` in exponents of ten."""

    low: float
    high: float
    is_log: bool = False

    def add_headroom(self) -> "Axis":
        """Return the axis with room for the title of its panel above all points."""
        return replace(self, high=round(self.high + HEADROOM * (self.high - self.low), 6))


@dataclass(frozen=True)
class Series:
    """Points in a panel.

    `curve` is the key of the curve whose colour it has; curve and `part` name it within its lens.
    `kind` says how the points are drawn: as a line, a thin one, a broad bar, filled dots, rings,
    triangles, or the border of areas. `label` is written at a line. On a logarithmic axis x and y
    are the values themselves. `panel` is that of a shade.
    """

    curve: str
    part: str
    x: Array
    y: Array
    kind: Kind = "line"
    label: str = ""
    panel: Literal["value", "gradient"] = "value"

    @property
    def uid(self) -> str:
        """The name of its trace."""
        return f"{self.curve}-lens-{self.part}"


@dataclass(frozen=True)
class LensPanel:
    """One panel: its title, its axes, its series, its share of the width.

    `long_title` replaces the title where there is room. A panel that `shares_x` has the x of the
    upper one.
    """

    title: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    sides: tuple[float, float] = (0.0, 1.0)
    shares_x: bool = False
    long_title: str = ""


@dataclass(frozen=True)
class Measure:
    """A number that a lens gives for each function: its name, the number itself, and its unit.

    All are in the table. The one or two with a `symbol` are in the rows of the functions too.
    """

    name: str
    compute: Callable[[View, str], float]
    symbol: str = ""
    unit: str = ""

    @property
    def is_in_rows(self) -> bool:
        """Whether the rows of the functions have room for it."""
        return bool(self.symbol)


@dataclass(frozen=True)
class LensCode:
    """Statements of a script, and the functions that they call, whose source comes before them."""

    functions: tuple[Callable[..., object], ...]
    statements: str


@dataclass(frozen=True)
class Lens:
    """One entry of the table of lenses.

    `controls` are its sliders and choices, below `heading`. `build_panels` returns the panels in
    place of the one of the gradients, `build_shades` what is drawn over the panels of the curves.
    `describe` returns a true sentence on what is shown, `describe_row` one line on a function;
    `write_code` Python statements that print the measures, and the functions that they call.
    `step_label` names the step of the story that shows the lower panel.
    """

    name: str
    controls: tuple[str, ...] = ()
    heading: str = ""
    measures: tuple[Measure, ...] = ()
    build_panels: Callable[[View], tuple[LensPanel, ...]] | None = None
    build_shades: Callable[[View], tuple[Series, ...]] | None = None
    describe: Callable[[View], str] | None = None
    describe_row: Callable[[View, str], str] | None = None
    write_code: Callable[[View], LensCode] | None = None
    step_label: str = "Show its slope"
