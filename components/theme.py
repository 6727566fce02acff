"""The table of colours and strokes, for the plot and, as CSS custom properties, for the page."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from core.activations import ACTIVATIONS
from core.keys import AS_WRITTEN, CROSS_ENTROPY, INPUT, LIMIT, SQUARED_ERROR, TERMS
from core.view import CONTROLS, SLIDERS, View


@dataclass(frozen=True)
class Theme:
    """The colours of the page; `surface` is the ground behind the curves.

    `accent` marks what can be pressed, `on_accent` is the text on it, `tint` the ground of an
    answer. `edge` is round what can be typed in or moved, `track` behind choices, `chosen` behind
    the one that is chosen. `class_0` and `class_1` are the points of a race, on their grounds.
    """

    surface: str
    page: str
    text: str
    muted: str
    grid: str
    axis: str
    accent: str
    on_accent: str
    tint: str
    edge: str
    track: str
    chosen: str
    warning: str
    class_0: str
    class_1: str
    class_0_ground: str
    class_1_ground: str
    class_edge: str


@dataclass(frozen=True)
class Stroke:
    """How a curve is drawn: its colour in each theme, its dash pattern, its relative width."""

    light: str
    dark: str
    dash: str = "solid"
    width: float = 1.0

    def colour_in(self, theme: str) -> str:
        """Return the colour in the theme "light" or "dark"."""
        return self.dark if theme == "dark" else self.light


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "light": Theme(
            surface="#FFFFFF",
            page="#F5F6F8",
            text="#111111",
            muted="#4B5563",
            grid="#E5E7EB",
            axis="#6B7280",
            accent="#4F46E5",
            on_accent="#FFFFFF",
            tint="#EEF2FF",
            edge="#8A93A1",
            track="#E8EBF1",
            chosen="#FFFFFF",
            warning="#9A3412",
            class_0="#E07A10",
            class_1="#1D5FD1",
            class_0_ground="#FBD3A1",
            class_1_ground="#A9CBFC",
            class_edge="#FFFFFF",
        ),
        "dark": Theme(
            surface="#111111",
            page="#1B1C1F",
            text="#F5F5F5",
            muted="#B6BCC6",
            grid="#2E3238",
            axis="#8B93A1",
            accent="#A5B4FC",
            on_accent="#111111",
            tint="#23243A",
            edge="#7C8594",
            track="#24272D",
            chosen="#434954",
            warning="#FDBA74",
            class_0="#FF9F45",
            class_1="#6FB1FF",
            class_0_ground="#5E3A12",
            class_1_ground="#173B70",
            class_edge="#111111",
        ),
    }
)

# Colours of what covers the page, the same in both themes.
OVERLAYS = {"--black": "#000", "--white": "#FFF", "--shade": "#00000080", "--shadow": "#00000026"}

# In the order of the table, so that a switch never changes a colour; a longer table starts anew.
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
    Stroke("#1F35FF", "#4DFF6A", "14px,3px,4px,3px"),
)
STROKES: Mapping[str, Stroke] = MappingProxyType(
    {key: PALETTE[index % len(PALETTE)] for index, key in enumerate(ACTIVATIONS)}
    | {
        "own": Stroke("#D1006C", "#FF5CC8", width=1.2),
        "own2": Stroke("#5B3A00", "#FFE08A", "6px,2px,2px,2px"),
        LIMIT: Stroke("#C2410C", "#D97706", "2px,3px"),
        TERMS: Stroke("#004488", "#5AA9FF", width=0.25),
        AS_WRITTEN: Stroke("#111111", "#F5F5F5"),
        INPUT: Stroke("#004488", "#5AA9FF"),
        CROSS_ENTROPY: Stroke("#006B3C", "#5FD38D", "9px,2px"),
        SQUARED_ERROR: Stroke("#A3195B", "#FF7EB6", "3px,2px"),
    }
)
COMPARISON_WIDTH = 0.5  # of a curve drawn only for comparison, relative to a usual curve


@dataclass(frozen=True)
class Window:
    """The size of a reader's window in pixels."""

    width: int
    height: int

    @property
    def shape(self) -> str:
        """The layout that the style sheets give the page: "low", "narrow" or "wide"."""
        if self.height <= MAX_LOW_PX:
            return "low"
        return "narrow" if self.width <= MAX_NARROW_PX else "wide"


MAX_LOW_PX, MAX_NARROW_PX = 500, 832  # a phone on its side, a phone
DEFAULT_WINDOW = Window(1440, 900)  # until the browser tells its own
# Sizes of the plot that stand for all windows of a shape: labels that have room in it have room in
# larger ones, so that the picture in the HTML needs not know the window.
PLOT_OF_SHAPE = {"wide": (604, 590), "narrow": (360, 282), "low": (400, 263)}


@dataclass(frozen=True)
class Sizes:
    """The sizes of the plot in pixels.

    `labels` is the size of the curves' labels, which stand on the curves or, where the layout
    `is_lecture`, in a rail at the right edge; `width` and `height` are those of the plot.
    """

    text: float
    ticks: float
    labels: float
    curve: float
    grid: float
    width: float
    height: float
    is_lecture: bool = False

    @property
    def inner_width(self) -> float:
        """The width without the margins of a plot without a rail."""
        return self.width - self.margin_left - self.margin_right

    @property
    def inner_height(self) -> float:
        """The height without the margins."""
        return self.height - self.margin_top - self.margin_bottom

    @property
    def margin_left(self) -> int:
        """The room for the ticks of y."""
        return round(3.4 * self.ticks)

    @property
    def margin_right(self) -> int:
        """The room right of a plot without a rail."""
        return round(1.5 * self.ticks)

    @property
    def margin_top(self) -> int:
        """The room above the upper panel."""
        return round(self.ticks)

    @property
    def margin_bottom(self) -> int:
        """The room for the ticks of x and the pill of the probe."""
        return round(2.8 * self.ticks if self.is_lecture else 3.4 * self.ticks)

    def scale_dash(self, pattern: str) -> str:
        """Return a dash pattern, given for curves of 2.5 px, for curves of this width."""
        if pattern == "solid":
            return pattern
        return ",".join(
            f"{float(part.removesuffix('px')) * self.curve / 2.5:g}px"
            for part in pattern.split(",")
        )


# The shares of the window's height that the plot of a lecture takes: in a scene, which has its
# texts above the plot, and without one.
SCENE_PLOT_SHARE, FREE_PLOT_SHARE = 0.6, 0.8


def lecture_sizes(height_px: float, plot_share: float = FREE_PLOT_SHARE) -> Sizes:
    """Return sizes that can be read from the last row, for a window of a height in pixels."""
    shares = {
        "text": 0.032,
        "ticks": 0.03,
        "labels": 0.032,
        "curve": 0.0065,
        "grid": 0.0015,
        "height": plot_share,
        "width": 16 / 9,
    }
    sizes: dict[str, Any] = {name: round(share * height_px, 1) for name, share in shares.items()}
    return Sizes(**sizes, is_lecture=True)


def plot_sizes(view: View, window: Window) -> Sizes:
    """Return the sizes of the plot of a view in a window."""
    if view.mode == "lecture":
        share = SCENE_PLOT_SHARE if view.has_scene else FREE_PLOT_SHARE
        # A window higher than 4:3 counts as one of 4:3.
        return lecture_sizes(min(window.height, 0.75 * window.width), share)
    return page_sizes(window.shape)


def page_sizes(shape: str) -> Sizes:
    """Return the sizes of the plot in a window of a shape."""
    width, height = PLOT_OF_SHAPE[shape]
    labels = 14 if shape == "wide" else 13
    return Sizes(13, 12, labels, curve=2.5, grid=1, width=width, height=height)


def requested_theme(view: View) -> str:
    """Return "light", "dark" or "auto"; a lecture is light unless the view says dark."""
    return "light" if view.mode == "lecture" and view.theme == "auto" else view.theme


def effective_theme(view: View, is_system_dark: bool) -> str:
    """Return "light" or "dark": the theme of the view, or else that of the reader's system."""
    theme = requested_theme(view)
    return ("dark" if is_system_dark else "light") if theme == "auto" else theme


def style_sheet() -> str:
    """Return the colours as CSS custom properties, and what depends on the table of strokes.

    Light is the default; on a screen the reader's choice or system may ask for dark. Each line of
    the plot knows its colour, since on paper it is printed in its light one.
    """
    light, dark = _custom_properties("light"), _custom_properties("dark")
    themes = (
        f":root{{color-scheme:light;{light}}}"
        f'@media screen{{:root[data-theme="dark"]{{color-scheme:dark;{dark}}}}}'
        "@media screen and (prefers-color-scheme:dark)"
        f'{{:root:not([data-theme="light"]){{color-scheme:dark;{dark}}}}}'
    )
    lines = "".join(f'[class*=" trace{key}-"]{{--colour:var(--curve-{key})}}' for key in STROKES)
    # Options without effect are left out: see `choice_classes` in components/controls.py.
    options = "".join(
        f'.control-of-{name}:not(.has-{each}) label:has([value="{each}"]){{display:none}}'
        for name in ("focus", "hide")
        for each in CONTROLS[name].options
    )
    return themes + lines + options + "".join(map(_halo, SLIDERS))


def _halo(name: str) -> str:
    """Return what handle, number and slider of a control look like while one of them is held."""
    held = f'[data-held="{name}"] '
    colour = "color-mix(in srgb,var(--colour,var(--muted)) 20%,transparent)"
    return (
        f'{held}.live-number[data-number="{name}"]{{border-radius:5px;background:{colour}}}'
        f'{held}.handle[data-control-name="{name}"]::before{{background:{colour}}}'
        f"{held}.control-of-{name} .dash-slider-thumb{{box-shadow:0 0 0 7px {colour}}}"
    )


def _custom_properties(theme: str) -> str:
    page = {f"--{name.replace('_', '-')}": colour for name, colour in asdict(THEMES[theme]).items()}
    curves = {f"--curve-{key}": stroke.colour_in(theme) for key, stroke in STROKES.items()}
    return ";".join(f"{name}:{colour}" for name, colour in (page | OVERLAYS | curves).items())
