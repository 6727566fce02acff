"""The page is whole at every width, light and dark."""

from itertools import product

import pytest

from tests.browser.page import Page

SIZES = [(1440, 900), (1024, 768), (390, 844)]


def test_nothing_is_cut_or_covered(page: Page, subtests: pytest.Subtests) -> None:
    page.show()
    for (width, height), theme in product(SIZES, ("light", "dark")):
        page.resize(width, height)
        page.visit(f"?theme={theme}&shown=sigmoid,sigmoid_sum,softplus,relu,elu")
        with subtests.test(width=width, theme=theme):
            assert page.script("return document.documentElement.scrollWidth") == width
            plot = page.find("#plot").rect
            assert plot["width"] >= 0.6 * min(width, 700)
            assert plot["height"] >= 320
            assert plot["y"] + plot["height"] <= height
            cut = page.script(
                "return [...document.querySelectorAll('label, .help, .card p, .card h2, button')]"
                ".filter((e) => e.offsetParent && !e.closest('.toolbar .help'))"
                ".filter((e) => getComputedStyle(e).display !== 'inline')"
                ".filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
            )
            assert cut == []


@pytest.mark.parametrize(
    ("theme", "surface"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(17, 17, 17)")]
)
def test_the_system_decides_the_theme_until_the_reader_does(
    page: Page, theme: str, surface: str
) -> None:
    other = {"light": "dark", "dark": "light"}[theme]
    feature = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    page.open()
    background = "return getComputedStyle(document.querySelector('.plot')).backgroundColor"
    assert page.script(background) == surface
    by_system = page.picture()["lines"]
    page.switch("theme", other)
    assert page.script(background) != surface
    page.switch("theme", theme)
    assert page.picture()["lines"] == by_system
    page.open(f"?theme={theme}")
    assert page.picture()["lines"] == by_system


def test_a_slider_has_a_name_a_line_of_help_and_a_box(page: Page) -> None:
    page.show()
    names = page.script(
        "return [...document.querySelectorAll('[role=slider]')].map((e) => e.ariaLabel)"
    )
    assert names == [
        "Range of x, from",
        "Range of x, to",
        "Step of x",
        "Probe x",
        "Sigmoid offset",
        "ELU α",
        "Leaky slope",
        "Sum count",
        "Sum span",
    ]
    lines = page.script(
        "return [...document.querySelectorAll('.slider .help')].map((e) => e.offsetHeight)"
    )
    assert len(lines) == len(names) - 1
    assert max(lines) < 24


def test_hovering_reads_all_curves_in_both_panels(page: Page) -> None:
    page.show()
    page.script(
        "Plotly.Fx.hover(document.querySelector('#plot .js-plotly-plot'), {xval: 1}, ['xy'])"
    )
    page.until("document.querySelector('.hoverlayer .legend')")
    read = page.find(".hoverlayer .legend").text
    for name in ("sigmoid", "softplus", "ReLU", "ELU"):
        assert f"{name} =" in read
        assert f"{name}′ =" in read
