"""The palette: contrast as WCAG 2.2 computes it, and distances as colour-blind readers see them."""

import itertools
import re

import numpy as np
import numpy.typing as npt
import pytest

from components import ids
from components.functions import make_functions
from components.lenses.table import LENSES
from components.theme import STROKES, THEMES, style_sheet
from core.activations import ACTIVATIONS
from core.curves import FUNCTIONS
from core.keys import AS_WRITTEN, INPUT, LIMIT, TERMS
from core.view import CONTROLS, SLIDERS, View
from tests.benchmark.servers import ROOT
from tests.components.readers import EVERYTHING, by_id, is_lens, picture, traces, view_of

Colour = npt.NDArray[np.float64]
ARTICLE = ("sigmoid", "sigmoid_sum", "softplus", "relu", "elu")
CURVES = (*FUNCTIONS, LIMIT)  # the single sigmoids and the input have the sigmoid's colour
EVERY_CURVE = f"?shown={EVERYTHING}&extras=terms,limit,as_written,input,losses"
FAR_ENOUGH = 15.0  # of CIEDE76
# Machado, Oliveira and Fernandes 2009, severity 1.
VISION = {
    "normal": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
TO_XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip


def encoded(colour: str) -> Colour:
    """Red, green and blue of #RRGGBB, from 0 to 1."""
    assert re.fullmatch("#[0-9A-Fa-f]{6}", colour)
    return np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255


def linear(channels: Colour) -> Colour:
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2: (lighter + 0.05) / (darker + 0.05) of the relative luminances."""
    darker, lighter = sorted(
        float(linear(each) @ [0.2126, 0.7152, 0.0722]) for each in (one, other)
    )
    return (lighter + 0.05) / (darker + 0.05)


def lab(light: Colour) -> Colour:
    """CIE L*a*b* under D65."""
    ratio = TO_XYZ @ np.clip(light, 0, 1) / TO_XYZ.sum(axis=1)
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str) -> float:
    """CIEDE76 between two colours, as some eyes see them."""
    first, second = (lab(VISION[vision] @ linear(encoded(each))) for each in (one, other))
    return float(np.linalg.norm(first - second))


def test_the_yardsticks_are_right() -> None:
    black, white, red = encoded("#000000"), encoded("#FFFFFF"), encoded("#FF0000")
    assert round(contrast(black, white), 6) == 21
    assert round(contrast(white, red), 2) == 4.00  # published for pure red on white
    assert np.allclose(lab(linear(white)), [100, 0, 0], atol=1e-3)
    assert np.allclose(lab(linear(red)), [53.24, 80.09, 67.20], atol=0.02)  # Lindbloom
    assert all(np.allclose(matrix.sum(axis=1), 1, atol=1e-5) for matrix in VISION.values())
    assert (
        distance("#D00000", "#707000", "deuteranopia")
        < distance("#D00000", "#707000", "normal") / 3
    )


@pytest.mark.parametrize("theme", THEMES)
def test_every_line_that_is_drawn_stands_out_from_the_surface(theme: str) -> None:
    surface = encoded(THEMES[theme].surface)
    faint = {}
    for each in traces(picture(view_of(EVERY_CURVE), theme)):
        opacity = each.get("opacity", 1)
        seen = opacity * encoded(each["line"]["color"]) + (1 - opacity) * surface
        if contrast(seen, surface) < 3:
            faint[each["name"]] = round(contrast(seen, surface), 2)
    assert not faint


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("query", [EVERY_CURVE, "?shown="])
def test_what_stands_beside_the_curves_is_legible_and_the_probe_stands_out(
    query: str, theme: str
) -> None:
    surface, layout = encoded(THEMES[theme].surface), picture(view_of(query), theme)["layout"]
    words = [
        layout["font"],
        *(each["font"] for each in layout["annotations"]),
    ]
    lines = [each["line"] for each in layout["shapes"]]
    titles = 2
    assert len(words) == 1 + titles + (1 if query == "?shown=" else 2 * (len(CURVES) + 1))
    assert lines
    assert min(contrast(encoded(each["color"]), surface) for each in words) >= 4.5
    assert (
        min(
            contrast(encoded(each["color"]), surface)
            for each in (*lines, {"color": layout["modebar"]["color"]})
        )
        >= 3
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("key", STROKES)
def test_the_colour_of_a_curve_is_legible_as_the_text_of_its_formula(key: str, theme: str) -> None:
    assert contrast(encoded(STROKES[key].colour_in(theme)), encoded(THEMES[theme].surface)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["surface", "page"])
@pytest.mark.parametrize(
    ("part", "least"),
    [("text", 4.5), ("muted", 4.5), ("warning", 4.5), ("accent", 4.5), ("axis", 3)],
)
def test_the_page_is_legible(part: str, least: float, ground: str, theme: str) -> None:
    colours = THEMES[theme]
    assert contrast(encoded(getattr(colours, part)), encoded(getattr(colours, ground))) >= least


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("part", "ground", "least"),
    [
        ("on_accent", "accent", 4.5),
        ("text", "tint", 4.5),
        ("accent", "tint", 4.5),
        *((part, ground, 4.5) for part in ("text", "muted") for ground in ("track", "chosen")),
        ("edge", "surface", 3),  # round boxes and thumbs, which WCAG 1.4.11 counts
    ],
)
def test_the_filled_button_an_answer_and_choices_are_legible(
    part: str, ground: str, least: float, theme: str
) -> None:
    colours = THEMES[theme]
    assert contrast(encoded(getattr(colours, part)), encoded(getattr(colours, ground))) >= least


@pytest.mark.parametrize("key", [TERMS, INPUT])
def test_what_is_made_of_sigmoids_or_put_into_them_has_their_colour(key: str) -> None:
    sigmoid = STROKES["sigmoid"]
    assert (STROKES[key].light, STROKES[key].dark) == (sigmoid.light, sigmoid.dark)


def test_the_single_sigmoids_are_hair_lines() -> None:
    assert STROKES[TERMS].width <= min(STROKES[key].width for key in ACTIVATIONS) / 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_the_curves_of_the_article_differ_in_colour_for_every_reader(
    vision: str, theme: str
) -> None:
    colours = {key: STROKES[key].colour_in(theme) for key in ARTICLE}
    near = {
        pair: distance(colours[pair[0]], colours[pair[1]], vision)
        for pair in itertools.combinations(ARTICLE, 2)
        if distance(colours[pair[0]], colours[pair[1]], vision) < FAR_ENOUGH
    }
    assert not near


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_any_two_curves_differ_in_dashes_or_in_colour_for_every_reader(
    vision: str, theme: str
) -> None:
    alike = [
        (one, other)
        for one, other in itertools.combinations(CURVES, 2)
        if STROKES[one].dash == STROKES[other].dash
        and distance(STROKES[one].colour_in(theme), STROKES[other].colour_in(theme), vision)
        < FAR_ENOUGH
    ]
    assert set(STROKES) == {*CURVES, AS_WRITTEN, TERMS, INPUT}
    assert not alike


def rules() -> list[tuple[str, str]]:
    """The rules of the style sheet, in order: the selector and what stands in its braces."""
    return re.findall(r"([^{}]+)\{([^{}]*)\}", style_sheet())


def colour_blocks() -> list[str]:
    """Return the blocks of colours: light, dark, and dark where the reader's system is."""
    blocks = [block for selector, block in rules() if ":root" in selector]
    assert len(blocks) == 3
    # For each option that may be left out one; a halo for each look.
    options = sum(len(CONTROLS[name].options) for name in ("focus", "hide"))
    assert len(rules()) == 3 + len(STROKES) + options + 3 * len(SLIDERS)
    return blocks


def test_only_a_screen_is_dark() -> None:
    darkened = re.findall(r"@media screen[^{]*\{[^{}]*\{color-scheme:dark", style_sheet())
    assert len(darkened) == style_sheet().count("{color-scheme:dark") == 2


@pytest.mark.parametrize("lens", LENSES)
def test_each_line_of_the_plot_knows_its_colour_for_paper(lens: str) -> None:
    colours = {selector: block for selector, block in rules() if "trace" in selector}
    for each in traces(picture(view_of(f"{EVERY_CURVE}&lens={lens}"))):
        fitting = [
            block for selector, block in colours.items() if selector[9:-2] in f" trace{each['uid']}"
        ]
        assert fitting == [f"--colour:var(--curve-{each['uid'].partition('-')[0]})"]


def test_the_row_of_each_function_has_the_colour_of_its_curve() -> None:
    found = by_id(make_functions(View()))
    for key in ACTIVATIONS:
        assert found[ids.function_id(key)].style == {"--colour": f"var(--curve-{key})"}


def test_the_style_sheet_names_every_colour_that_the_page_uses() -> None:
    page = "".join(each.read_text("utf-8") for each in (ROOT / "assets").rglob("*.css"))
    code = [*(ROOT / "assets" / "lab").glob("*.mjs"), *(ROOT / "components").rglob("*.py")]
    used = set(re.findall(r"var\((--[\w-]+)", page))
    own = set(re.findall(r"(--[\w-]+)\s*:", page))
    # What the page's code sets on single elements.
    own |= {name for each in code for name in re.findall(r'"(--[a-z-]+)"', each.read_text("utf-8"))}
    own |= {"--rows", "--rows-wide", "--columns", "--columns-wide"}  # made of two parts there
    own -= {"--black", "--white", "--shade"}
    wanted = {name for name in used - own if not name.startswith(("--Dash", "--radix"))}
    assert {"--surface", "--tint", "--on-accent", "--black"} <= wanted
    for block in colour_blocks():
        assert wanted <= {line.split(":")[0].strip() for line in block.split(";")}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lens", LENSES)
def test_what_a_lens_draws_has_the_colour_of_its_curve_and_stands_out(
    lens: str, theme: str
) -> None:
    surface = encoded(THEMES[theme].surface)
    drawn = traces(picture(view_of(f"?shown={EVERYTHING}&lens={lens}"), theme))
    found = [each for each in drawn if is_lens(each)]
    assert bool(found) == (lens != "gradient")
    for each in found:
        key = each["uid"].partition("-")[0]
        assert each["line"]["color"] == STROKES[key].colour_in(theme)
        is_shade = "fill" in each  # so faint that the curves on it stay legible
        assert each["opacity"] == pytest.approx(0.14 if is_shade else 1.0)
        assert contrast(encoded(each["line"]["color"]), surface) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_a_curve_stands_out_from_the_shade_of_its_saturation(theme: str) -> None:
    surface = encoded(THEMES[theme].surface)
    for key in ACTIVATIONS:
        drawn = traces(picture(view_of(f"?shown={key}&lens=saturation&focus={key}"), theme))
        colour = encoded(STROKES[key].colour_in(theme))
        for shade in (each for each in drawn if "fill" in each):
            opacity = shade["opacity"]
            ground = opacity * encoded(shade["fillcolor"]) + (1 - opacity) * surface
            assert contrast(colour, ground) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_and_the_plot_have_the_same_colours(theme: str) -> None:
    light, dark, system = colour_blocks()
    assert dark == system
    properties = dict(
        line.strip().split(":") for line in (dark if theme == "dark" else light).split(";") if line
    )
    assert properties["--surface"] == THEMES[theme].surface
    for each in traces(picture(view_of(EVERY_CURVE), theme), "y"):
        key = each["uid"].removesuffix("-value")
        assert properties[f"--curve-{key}"] == each["line"]["color"]
