"""The page is whole at every width, light and dark, and every part has its name."""

import pytest

from tests.browser.page import Page

SIZES = [(1440, 900), (1024, 768), (390, 844)]
STATES = [
    "?shown=sigmoid,sigmoid_sum,softplus,relu,elu,leaky_relu,gelu&rule=refine&extras=terms,limit",
    "?scene=more-sigmoids&stage=answer",
]
BACKGROUND = "return getComputedStyle(document.querySelector('.plot-card')).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(17, 17, 17)"
# Texts that do not fit where they stand, and formulas that do not fit in the column.
CUT = """
const parts = "label, p, h1, h2, button:not(.x-place), .reading, .formulas, .maths";
const cut = [...document.querySelectorAll(parts)]
  .filter((e) => e.checkVisibility() && getComputedStyle(e).display !== "inline")
  .filter((e) => e.closest(".visually-hidden, .summary, .handles") === null)
  .filter((e) => e.scrollWidth > e.clientWidth + 1);
const main = document.querySelector(".main-column").getBoundingClientRect();
const column = [...document.querySelectorAll(".maths")].filter((e) => e.checkVisibility()
  && e.getBoundingClientRect().right > (innerWidth > 832 ? main.left : innerWidth));
return [...cut, ...column].map((e) => e.textContent);
"""


def test_nothing_is_cut_or_covered(page: Page, subtests: pytest.Subtests) -> None:
    page.show()
    for width, height in SIZES:
        page.resize(width, height)
        for query in STATES:
            page.visit(query)
            with subtests.test(width=width, query=query):
                assert page.script("return document.documentElement.scrollWidth") == width
                plot = page.find("#plot").rect
                assert plot["width"] >= 0.6 * min(width, 700)
                assert plot["height"] >= 320
                assert plot["y"] + plot["height"] <= height
                assert page.script(CUT) == []


def test_the_system_decides_the_theme_until_the_reader_does(page: Page) -> None:
    def set_system(theme: str) -> None:
        feature = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)

    set_system("dark")
    page.open()
    assert page.script(BACKGROUND) == DARK
    by_system = page.picture()["lines"]
    page.click("#theme")
    assert (page.query(), page.script(BACKGROUND)) == ("?theme=light", LIGHT)
    light = page.picture()["lines"]
    assert light != by_system
    page.click("#theme")
    assert (page.query(), page.script(BACKGROUND)) == ("?theme=dark", DARK)
    assert page.picture()["lines"] == by_system
    page.click("#theme")
    assert (page.query(), page.script(BACKGROUND)) == ("", DARK)
    set_system("light")
    page.until(f"{BACKGROUND.removeprefix('return ')} === '{LIGHT}'")
    page.settle()
    assert page.picture()["lines"] == light
    page.open("?theme=dark")
    assert page.picture()["lines"] == by_system


def test_a_slider_has_a_name_of_its_own_and_a_line_of_help(page: Page) -> None:
    page.show()
    names = page.script(
        "return [...document.querySelectorAll('[role=slider]')]"
        ".filter((e) => e.checkVisibility() && !e.closest('[aria-hidden=true]'))"
        ".map((e) => e.ariaLabel)"
    )
    assert names == [
        "Sigmoid offset, in the formula",
        "Sigmoid offset",
        "Sum count, in the formula",
        "Sum count",
        "ELU α, in the formula",
        "ELU α",
        "Range of x, from",
        "Range of x, to",
        "Step of x",
        "Probe x",
        "sigmoid: Sigmoid offset, on the curve",
        "ELU: ELU α, on the curve",
        "Probe x, on the axis",
    ]
    helps = page.script(
        "return [...document.querySelectorAll('.control [role=slider]')]"
        ".filter((e) => e.checkVisibility())"
        ".map((e) => document.getElementById(e.getAttribute('aria-describedby')).textContent)"
    )
    assert len(helps) == 7
    assert all(text.endswith((".", "½.")) for text in helps)
