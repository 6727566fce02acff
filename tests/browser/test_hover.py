"""What the mouse reads in the plot: the same numbers as the rows show at that x."""

import pytest

from tests.browser.page import PLOT, Page

READ_BOX = """
return [...document.querySelectorAll(".hover-box > div")]
  .map((row) => [...row.children].map((cell) => cell.textContent));
"""


def read_at(page: Page, x: float) -> dict[str, list[str]]:
    """Move the mouse over x in the upper of the visible panels, and return what is read."""
    left, top = page.script(
        f"const plot = {PLOT}, axis = plot._fullLayout.xaxis, box = plot.getBoundingClientRect();"
        "const [low, high] = axis.range;"
        "const left = axis._offset + ((arguments[0] - low) / (high - low)) * axis._length;"
        "return [box.left + left, box.top + plot._fullLayout._size.t + 30];",
        x,
    )
    move = {"type": "mouseMoved", "x": left, "y": top}
    page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", move)
    page.until("!document.querySelector('.hover-box').hidden")
    head, *rows = page.script(READ_BOX)
    return {row[0]: row[1:] for row in [head, *rows]}


@pytest.mark.parametrize(
    ("query", "x", "expected"),
    [
        ("?shown=relu,elu&alpha=2", 0.0, {
            "x = 0": ["f", "f′"], "ReLU": ["0", "0"], "ELU": ["0", "2"],
        }),
        ("?shown=identity", 0.0, {"x = 0": ["f", "f′"], "identity": ["0", "1"]}),
        ("?shown=relu,elu&alpha=2", -0.05, {
            "x = 0": ["f", "f′"], "ReLU": ["0", "0"], "ELU": ["0", "2"],
        }),
        ("?panels=gradient&shown=sigmoid,relu,elu&range=-9,10&step=2", -0.4, {
            "x = −1": ["f′"], "sigmoid": ["0.1966"], "ReLU": ["0"], "ELU": ["0.3679"],
        }),
        ("?shown=relu&panels=gradient&scale=log", -5.0, {"x = −5": [], "ReLU": []}),
        ("?shown=sigmoid&scale=log&panels=value", -2.0, {"x = −2": ["f"], "sigmoid": ["0.1192"]}),
        ("?shown=sigmoid&extras=losses", 0.0, {
            "x = 0": ["f", "f′"], "sigmoid": ["0.5", "0.25"],
            "cross-entropy": ["0.6931", "−0.5"], "squared error": ["0.125", "−0.125"],
        }),
        ("?shown=own&formula=1+if+x+<+0+else+2", 0.0, {
            "x = 0": ["f", "f′"], "your own": ["2", "0"],
        }),
        ("?shown=own&formula=sign(x)&step=0.5", 0.0, {
            "x = 0": ["f", "f′"], "your own": ["0", "0"],
        }),
        ("?shown=own&formula=sqrt(abs(x))", 0.0, {"x = 0": ["f"], "your own": ["0"]}),
        ("?shown=own&formula=1/x", 0.0, {"x = 0": [], "your own": []}),
        ("?shown=sigmoid&scale=log", -10.0, {
            "x = −10": ["f", "f′"], "sigmoid": ["4.54 × 10⁻⁵", "4.54 × 10⁻⁵"],
        }),
    ],
)  # fmt: skip
def test_the_mouse_reads_every_curve_at_one_x(
    page: Page, query: str, x: float, expected: dict[str, list[str]]
) -> None:
    page.show(query)
    assert read_at(page, x) == expected


def test_what_the_mouse_reads_is_what_the_rows_say(page: Page) -> None:
    page.show("?probe=-2")
    read = read_at(page, -2.0)
    for key, name in (("sigmoid", "sigmoid"), ("elu", "ELU"), ("softplus", "softplus")):
        row = [page.text(f"function-{key}-{panel}") for panel in ("value", "gradient")]
        assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in read[name]] == row
    page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": 5, "y": 5})
    assert not page.is_seen(".hover-box")


def test_the_probe_has_a_dot_on_a_curve_and_none_where_the_samples_have_ended(page: Page) -> None:
    page.show("?shown=sigmoid,tanh&probe=9.8")
    seen = "return [...document.querySelectorAll('.probe-dot')].filter((e) => !e.hidden).length"
    assert page.script(seen) == 4
    page.type("box-probe", "9.9")
    assert page.script(seen) == 0
    page.type("box-probe", "-10")
    assert page.script(seen) == 4
