"""The one table of colours and strokes, for the plot and, as CSS custom properties, for the page."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

from core.activations import ACTIVATIONS
from core.curves import LIMIT
from core.view import View


@dataclass(frozen=True)
class Theme:
    """The colours of the page; `surface` lies behind the curves."""

    surface: str
    page: str
    text: str
    muted: str
    grid: str
    axis: str
    accent: str
    warning: str


@dataclass(frozen=True)
class Stroke:
    """How a curve is drawn: its colour in each theme, its dash pattern and its width in units of a usual curve's."""

    light: str
    dark: str
    dash: str = "solid"
    width: float = 1.0

    def colour(self, theme: str) -> str:
        """The colour in the theme "light" or "dark"."""
        return self.dark if theme == "dark" else self.light


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "light": Theme(
            surface="#FFFFFF",
            page="#F3F4F6",
            text="#111111",
            muted="#4B5563",
            grid="#E5E7EB",
            axis="#6B7280",
            accent="#004488",
            warning="#9A3412",
        ),
        "dark": Theme(
            surface="#111111",
            page="#1B1C1F",
            text="#F5F5F5",
            muted="#B6BCC6",
            grid="#2E3238",
            axis="#8B93A1",
            accent="#5AA9FF",
            warning="#FDBA74",
        ),
    }
)

# What lies over the page, in every theme.
COVERS = {"--black": "#000000", "--white": "#FFFFFF", "--shade": "#00000080"}

# In the order of the function table, so that no switch ever recolours a curve; a longer table begins again.
PALETTE = (
    Stroke("#595959", "#B0B0B0", "2px,4px"),
    Stroke("#004488", "#5AA9FF"),
    Stroke("#222222", "#FFFFFF", width=2.4),
    Stroke("#007D5F", "#009E73", "12px,6px"),
    Stroke("#B30000", "#FFB000", width=0.9),
    Stroke("#785EF0", "#E05DA8", "4px,5px"),
    Stroke("#8A5A00", "#D9A441", "16px,5px"),
    Stroke("#A8326E", "#FF8FA3", "10px,4px,2px,4px"),
    Stroke("#B34700", "#FF8A5B", "7px,3px"),
    Stroke("#0E7490", "#4DD0E1", "2px,3px,10px,3px"),
    Stroke("#557300", "#B5CC34", "20px,4px"),
    Stroke("#9B2FAE", "#CE93D8", "8px,3px,2px,3px,2px,3px"),
)
STROKES: Mapping[str, Stroke] = MappingProxyType(
    {key: PALETTE[index % len(PALETTE)] for index, key in enumerate(ACTIVATIONS)}
    | {LIMIT: Stroke("#C2410C", "#D97706", "2px,3px")}
)
REFERENCE = 0.5  # the width of a curve that is drawn only for comparison, in units of a usual curve's


@dataclass(frozen=True)
class Sizes:
    """The sizes of the plot in pixels; `names` are those at the right edge, 0 where there are none."""

    text: float
    ticks: float
    names: float
    curve: float
    grid: float
    height: float = 600.0  # of the plot, as far as it matters

    def dash(self, pattern: str) -> str:
        """A dash pattern, made for curves of 2.5 px, for curves of this width."""
        if pattern == "solid":
            return pattern
        return ",".join(f"{float(part.removesuffix('px')) * self.curve / 2.5:g}px" for part in pattern.split(","))


PAGE_SIZES = Sizes(text=13, ticks=13, names=0, curve=2.5, grid=1)
# Of the window's height, at least, a lecture's plot has so much: in a scene, which has words above it, and without one.
SCENE_PLOT, FREE_PLOT = 0.6, 0.8


def lecture_sizes(height: float, plot: float = FREE_PLOT) -> Sizes:
    """Sizes that the last row of a hall can read, for a window of a height in pixels; the plot has a share of it."""
    shares = {"text": 0.032, "ticks": 0.03, "names": 0.032, "curve": 0.0065, "grid": 0.0015, "height": plot}
    return Sizes(**{name: round(share * height, 1) for name, share in shares.items()})


def sizes(view: View, height: float) -> Sizes:
    """The sizes of the plot of a view, in a window of a height."""
    if view.mode != "lecture":
        return PAGE_SIZES
    return lecture_sizes(height, FREE_PLOT if view.scene == "free" else SCENE_PLOT)


def chosen(view: View) -> str:
    """The theme that a view asks for; a lecture is light unless it asks for dark."""
    return "light" if view.mode == "lecture" and view.theme == "auto" else view.theme


def scheme(view: View, dark: bool) -> str:
    """The theme that a view is drawn in: its own, or else the one of the reader's system."""
    asked = chosen(view)
    return ("dark" if dark else "light") if asked == "auto" else asked


def style_sheet() -> str:
    """The colours as CSS custom properties: light, and on a screen dark where the reader or their system asks for it.

    And for each function's switch, in the order of the table, the swatch of its curve; and for each line of the plot,
    which on paper has its light colour whatever it has been drawn in, the colour of its curve.
    """
    light, dark = _properties("light"), _properties("dark")
    swatches = enumerate(map(swatch, ACTIVATIONS), start=1)
    return "".join(f".control-of-shown label:nth-child({place}){{--swatch:{each}}}" for place, each in swatches) + (
        f":root{{color-scheme:light;{light}}}"
        f'@media screen{{:root[data-theme="dark"]{{color-scheme:dark;{dark}}}}}'
        f'@media screen and (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{color-scheme:dark;{dark}}}}}'
        + "".join(f'[class*=" trace{key}-"]{{--colour:var(--curve-{key})}}' for key in STROKES)
    )


def _properties(theme: str) -> str:
    page = {f"--{name.replace('_', '-')}": colour for name, colour in asdict(THEMES[theme]).items()}
    curves = {f"--curve-{key}": stroke.colour(theme) for key, stroke in STROKES.items()}
    return ";".join(f"{name}:{colour}" for name, colour in (page | COVERS | curves).items())


def swatch(key: str) -> str:
    """A CSS background that repeats a curve's colour and dash pattern."""
    colour = f"var(--curve-{key})"
    if STROKES[key].dash == "solid":
        return f"linear-gradient({colour},{colour})"
    stops, position = [], 0
    for index, part in enumerate(STROKES[key].dash.split(",")):
        end = position + int(part.removesuffix("px"))
        stops.append(f"{'transparent' if index % 2 else colour} {position}px {end}px")
        position = end
    return f"repeating-linear-gradient(90deg,{','.join(stops)})"
