"""A walk in Firefox: drag, keys, story, lecture, export, print. All else is tested in Chromium."""

import csv
import math
import re
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.common.keys import Keys

from components.export.kinds import FILE_KINDS
from components.story import SCENES
from components.story.answer import scene_answer
from components.story.markup import remove_markup
from components.story.scenes import SCENES_BY_KEY
from tests.browser.firefox import Firefox, open_firefox
from tests.browser.page import PLOT, Page, middle_of

SIZE = f"[{PLOT}._fullLayout.width, {PLOT}._fullLayout.height]"
BOX = "return document.querySelector(arguments[0]).getBoundingClientRect().toJSON()"
FOCUS = "return document.activeElement.id"
# Whether paper's style held whenever printing began and ended.
WATCH_PRINTING = """
window.printing = [];
for (const name of ["beforeprint", "afterprint"])
  addEventListener(name, () => printing.push([name, matchMedia("print").matches]), { once: true });
"""


class FirefoxPage(Page):
    """The page in Firefox, as far as it needs no element of the driver."""

    def __init__(self, firefox: Firefox, address: str) -> None:
        super().__init__(cast(Browser, SimpleNamespace(driver=firefox)), address)
        self.firefox = firefox

    def set_window(self, width: int, height: int, *, is_enlarged: bool = False) -> None:
        self.firefox.set_window(width, height)

    def text(self, identity: str) -> str:
        return str(self.script("return document.getElementById(arguments[0]).innerText", identity))

    def middle(self, selector: str) -> tuple[float, float]:
        self.script(
            "document.querySelector(arguments[0]).scrollIntoView({block: 'nearest'})", selector
        )
        return middle_of(self.script(BOX, selector))

    def click(self, selector: str) -> None:
        self.firefox.drag(*self.middle(selector))
        self.settle()

    def drag_by(self, selector: str, *steps: tuple[int, int]) -> None:
        self.firefox.drag(*self.middle(selector), *steps)
        self.settle()

    def press_keys(self, *keys: str) -> None:
        """Keys on whatever has the focus."""
        self.firefox.press(*keys)
        self.settle()

    def focus(self, selector: str) -> None:
        self.script("document.querySelector(arguments[0]).focus()", selector)


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """One Firefox for all tests of this file."""
    with open_firefox() as opened:
        yield opened


@pytest.fixture
def page(firefox: Firefox, address: str) -> Iterator[FirefoxPage]:
    """The page. Afterwards the console must be empty, and no other host asked."""
    opened = FirefoxPage(firefox, address)
    yield opened
    assert firefox.take_errors() == []
    assert opened.foreign_requests() == []


def test_a_drag_of_a_handle_and_of_a_thumb_moves_the_curve(page: FirefoxPage) -> None:
    page.show("?alpha=0.5")
    page.until("activationLab.hasSweeps()")
    page.drag_by(".handle[data-handle=elu]", *[(0, 4)] * 10)
    page.drag_by("#control-offset [role=slider]", *[(4, 0)] * 6)
    alpha, offset = float(page.box("box-alpha")), float(page.box("box-offset"))
    assert alpha > 0.6
    assert offset > 1
    assert page.query() == f"?offset={offset:g}&alpha={alpha:g}"
    curves = page.curves()
    assert curves["elu-value"][0] == pytest.approx(alpha * math.expm1(-10), rel=1e-12)
    assert curves["sigmoid-value"][0] == pytest.approx(1 / (1 + math.exp(10 + offset)), rel=1e-12)


def test_keys_move_a_slider_and_the_focus(page: FirefoxPage) -> None:
    page.show()
    page.focus("#control-alpha [role=slider]")
    page.press_keys(Keys.ARROW_RIGHT, Keys.PAGE_UP)
    assert page.query() == "?alpha=1.11"
    assert page.curves()["elu-value"][0] == pytest.approx(1.11 * math.expm1(-10), rel=1e-12)
    page.press_keys(Keys.TAB)
    assert page.script(FOCUS) == "box-alpha"
    page.script("document.activeElement.select()")
    page.press_keys("2", Keys.ENTER)
    assert page.query() == "?alpha=2"


def test_a_scene_unfolds_and_the_next_one_follows(page: FirefoxPage) -> None:
    page.show("?scene=elu")
    seen = []
    for _ in range(3):
        page.click("#next")
        seen.append(page.query())
    assert seen == [f"?scene=elu&stage={stage}" for stage in ("value", "gradient", "answer")]
    assert page.text("answer") == remove_markup(scene_answer(SCENES_BY_KEY["elu"]))
    page.click("#next")
    following = SCENES[SCENES.index(SCENES_BY_KEY["elu"]) + 1]
    assert page.query() == f"?scene={following.key}"
    assert page.text("question") == following.question


def test_keys_lead_through_a_lecture(page: FirefoxPage) -> None:
    page.show("?scene=elu")
    page.press_keys(Keys.F5)
    assert page.query() == "?scene=elu&mode=lecture"
    page.press_keys(Keys.PAGE_DOWN)
    assert page.query() == "?scene=elu&stage=value&mode=lecture"
    page.press_keys("9")
    assert page.query() == f"?scene={SCENES[8].key}&mode=lecture"
    curtain = "return getComputedStyle(document.getElementById('blank-screen')).display"
    page.press_keys(".")
    assert page.script(curtain) != "none"
    page.press_keys(".")
    assert page.script(curtain) == "none"
    page.press_keys(Keys.F5)
    assert page.script("return document.documentElement.dataset.mode") == "page"


def save(page: FirefoxPage, kind: str) -> Path:
    """Save a kind of file by its button, and wait for it."""
    page.click(f"[data-export={kind}]")
    status = "document.getElementById('export-status').textContent"
    page.until(
        f"{status}.startsWith('Saved as ') && {status}.endsWith('{FILE_KINDS[kind].extension}')"
    )
    file = page.firefox.downloads / page.text("export-status").removeprefix("Saved as ")
    for _ in range(300):
        if (
            file.exists()
            and file.stat().st_size
            and not file.with_name(f"{file.name}.part").exists()
        ):
            return file
        time.sleep(0.05)
    raise TimeoutError(file)


def test_every_kind_of_file_arrives_with_its_content(page: FirefoxPage) -> None:
    page.show("?shown=sigmoid,elu&alpha=2")
    page.click("[data-opens=export-dialog]")
    files = {kind: save(page, kind) for kind in FILE_KINDS}
    image = files["png"].read_bytes()
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", image[16:24]) == (3840, 2160)
    assert len(image) > 100_000
    lines = [line for line in files["csv"].read_text().splitlines() if not line.startswith("#")]
    first = next(csv.DictReader(lines))
    assert float(first["elu"]) == pytest.approx(2 * math.expm1(-10), rel=1e-12)
    assert ">ELU<" in files["svg"].read_text("utf-8")
    assert "def elu(" in files["code"].read_text("utf-8")
    page.script("document.getElementById('export-dialog').close()")


@pytest.mark.parametrize(
    ("query", "orientation"),
    [("", "landscape"), ("", "portrait"), ("?scene=sum&stage=answer&mode=lecture", "landscape")],
)
def test_the_page_is_printed_on_one_sheet_and_the_plot_is_then_as_before(
    page: FirefoxPage, query: str, orientation: str
) -> None:
    page.show(query)
    page.script(WATCH_PRINTING)
    before, size = page.picture(), page.script(f"return String({SIZE})")
    sheet = page.firefox.print_page(orientation)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    # The way of Firefox: it tells of the end while the plot still has its size on paper.
    assert page.script("return printing") == [["beforeprint", False], ["afterprint", True]]
    page.until(f"String({SIZE}) === '{size}'")
    assert page.picture() == before
    assert page.script("return document.querySelectorAll('.main-svg[viewBox]').length") == 0
