"""Exports of the real page: files in a folder, code on the clipboard, a sheet of paper."""

import base64
import re
import struct
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from components.export.script import build_script
from components.text import CURVE_NAMES
from components.theme import STROKES
from core.activations import ACTIVATIONS
from core.curves import drawn_keys, sample_curves
from core.keys import TERMS
from core.properties import PROPERTIES
from tests.browser.page import PLOT, Page
from tests.browser.test_access import AXE, RULES
from tests.components.readers import EVERYTHING, view_of

STATES = [
    "",
    "?shown=gelu",
    "?shown=sigmoid_sum,elu&range=-3,12&alpha=1.5&theme=dark",
    "?scene=sum&stage=answer",
]
Take = Callable[[str], Path]


@pytest.fixture
def take(page: Page, tmp_path: Path) -> Take:
    """Takes a kind of file away, by its button, and tells where it has been saved."""
    numbers = count()

    def taken(kind: str) -> Path:
        folder = tmp_path / str(next(numbers))  # or a file of the same name would get another
        folder.mkdir()
        allowed = {"behavior": "allow", "downloadPath": str(folder)}
        page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", allowed)
        open_dialog(page)
        page.find(f"[data-export={kind}]").click()
        page.until("document.getElementById('export-status').textContent.startsWith('Saved as ')")
        file = folder / page.text("export-status").removeprefix("Saved as ")
        WebDriverWait(page.driver, 15, 0.03).until(
            lambda _: file.exists() and not list(folder.glob("*.crdownload"))
        )
        return file

    return taken


def curve_keys(query: str) -> list[str]:
    """The curves that have a name and a column: all but the single sigmoids of the sum."""
    return [key for key in drawn_keys(view_of(query)) if key != TERMS]


def open_dialog(page: Page) -> None:
    if not page.script("return document.getElementById('export-dialog').open"):
        # On a phone the button is in the menu.
        page.script("document.querySelector('[data-opens=export-dialog]').click()")


def allow_clipboard(page: Page, setting: str) -> None:
    for name in ("clipboard-read", "clipboard-write"):
        asked = {"permission": {"name": name}, "setting": setting}
        page.driver.execute_cdp_cmd("Browser.setPermission", asked)


def test_the_table_has_the_curves_that_are_drawn(
    page: Page, take: Take, subtests: pytest.Subtests
) -> None:
    page.show()
    for query in STATES[2:]:
        page.visit(query)
        with subtests.test(query=query):
            check_table(page, query, take("csv"))


def check_table(page: Page, query: str, table: Path) -> None:
    """A table has the query, and the numbers of the page."""
    assert page.address + query.replace(",", "%2C") in table.read_text("ascii")
    (skipped,) = re.findall(r"skip_header=(\d+)", table.read_text("ascii"))
    read = np.genfromtxt(table, delimiter=",", skip_header=int(skipped), names=True)
    sampled = sample_curves(view_of(query))
    np.testing.assert_array_equal(read["x"], sampled.x)
    for key in curve_keys(query):
        np.testing.assert_array_equal(read[key], sampled.curves[key].value)
        np.testing.assert_array_equal(read[f"{key}_gradient"], sampled.curves[key].gradient)
        np.testing.assert_array_equal(read[key], page.curves()[f"{key}-value"])


def test_the_svg_names_every_curve_and_cuts_nothing(
    page: Page, take: Take, subtests: pytest.Subtests
) -> None:
    page.show()
    # With one function more, one name has no room.
    all_but_one = ",".join(key for key in PROPERTIES if key != "softplus_beta")
    for query in [*STATES[2:], f"?shown={all_but_one}&scale=log"]:
        page.visit(query)
        with subtests.test(query=query):
            check_svg(page, query, take("svg").read_text("utf-8"))


def check_svg(page: Page, query: str, source: str) -> None:
    """Every text of an SVG lies within it, and every curve has its name."""
    root = ElementTree.fromstring(source)
    assert (root.get("width"), root.get("height")) == ("1920", "1080")
    texts = {"".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {CURVE_NAMES[key] for key in curve_keys(query)} <= texts
    measured = """
        const frame = document.createElement("div");
        frame.style = "position: absolute; left: 0; top: 0";
        document.body.append(frame);
        frame.innerHTML = arguments[0];
        const texts = [...frame.querySelectorAll("text")];
        const boxes = texts.map((text) => text.getBoundingClientRect());
        frame.remove();
        const visible = boxes.filter((box) => box.width);
        return visible.map((box) => [box.left, box.top, box.right, box.bottom]);
    """
    page.script("scrollTo(0, 0)")
    boxes = np.array(page.script(measured, source))
    assert len(boxes) > 10
    assert boxes[:, :2].min() >= 0
    assert (boxes[:, 2:] <= (1920, 1080)).all()


def test_the_png_is_twice_1920_by_1080(page: Page, take: Take) -> None:
    page.show(STATES[2], 390, 844)
    image = take("png").read_bytes()
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", image[16:24]) == (3840, 2160)
    assert len(image) > 100_000  # an empty one has a tenth


def test_the_code_is_saved_and_copied(page: Page, take: Take) -> None:
    query = STATES[2]
    page.show(query)
    expected = build_script(view_of(query), page.address)
    assert take("code").read_text("utf-8") == expected
    allow_clipboard(page, "denied")
    page.find("[data-copy-code]").click()
    page.until("document.getElementById('export-status').textContent === 'Copy it from below.'")
    assert page.script("return getSelection().toString()").split() == expected.split()
    allow_clipboard(page, "granted")
    page.find("[data-copy-code]").click()
    page.until("document.getElementById('export-status').textContent === 'Copied.'")
    read = "navigator.clipboard.readText().then(arguments[0])"
    assert page.run_async(read) == expected


def test_without_the_server_nothing_is_saved_and_the_page_says_so(page: Page) -> None:
    page.open()
    conditions = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.driver.execute_cdp_cmd("Network.enable", {})
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", conditions | {"offline": True})
    open_dialog(page)
    page.find("[data-export=csv]").click()
    page.until("document.getElementById('export-status').textContent.includes('no connection')")
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", conditions | {"offline": False})
    assert all(
        "ERR_INTERNET_DISCONNECTED" in each["message"] for each in page.driver.get_log("browser")
    )


def test_the_dialog_works_by_keyboard_and_on_touch(phone: Page) -> None:
    phone.show("", 1024, 768)
    phone.find("[data-opens=export-dialog]").send_keys(Keys.ENTER)
    heights = phone.script(
        "return [...document.querySelectorAll('#export-dialog button')].map((e) => e.offsetHeight)"
    )
    assert min(heights) >= 44
    phone.script(AXE)
    run = "const done = arguments[1]; axe.run('#export-dialog', {runOnly: arguments[0]}).then(done)"
    assert phone.run_async(run, RULES)["violations"] == []
    assert phone.script("return document.activeElement.dataset.export") == "png"
    ActionChains(phone.driver).send_keys(Keys.ESCAPE).perform()
    assert phone.script("return document.activeElement.dataset.opens") == "export-dialog"


PAPERS = [
    "",
    STATES[3],
    "?scene=sum&stage=answer&theme=dark&mode=lecture",
    f"?shown={EVERYTHING}&scale=log&theme=dark",
]


def test_the_page_is_printed_on_one_landscape_sheet_and_is_then_as_before(
    page: Page, subtests: pytest.Subtests
) -> None:
    page.show()
    for query in PAPERS[1:3]:
        page.visit(query)
        with subtests.test(query=query):
            check_sheet(page)


def check_sheet(page: Page) -> None:
    """One sheet, and nothing left of the printing."""
    before, size = page.picture(), page.script(f"return {PLOT}._fullLayout.width")
    options = {"preferCSSPageSize": True, "printBackground": True}
    sheet = base64.b64decode(page.driver.execute_cdp_cmd("Page.printToPDF", options)["data"])
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    assert re.findall(rb"/MediaBox\s*\[0 0 792 612\]", sheet)
    assert page.picture() == before
    page.until(f"{PLOT}._fullLayout.width === {size}")
    assert page.script("return document.querySelectorAll('.main-svg[viewBox]').length") == 0


@pytest.mark.parametrize(
    ("width", "height", "queries"),
    [(1000, 700, PAPERS), (740, 1000, PAPERS[3:])],  # the second is paper before it is turned
)
def test_paper_is_light_and_has_the_plot_the_rows_the_parameters_and_the_url(
    page: Page, width: int, height: int, queries: list[str], subtests: pytest.Subtests
) -> None:
    page.show("", width, height)
    for query in queries:
        page.visit(query)
        with subtests.test(query=query):
            check_paper(page, query, width, height)


def check_paper(page: Page, query: str, width: int, height: int) -> None:
    """What is on the paper, as the page shows it while it is printed."""
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    page.script("dispatchEvent(new Event('beforeprint'))")
    # What was announced is text of the page, too.
    text = page.script("announcement.textContent = ''; return document.body.innerText")
    assert page.address + query in text
    assert "Step of x 0.2" in text
    for unprinted in ("Undo", "Share", "Take the tour", "Whole view", "Next: ", "offset\n"):
        assert unprinted not in text
    assert not page.is_seen("button:not(.x-place), input[type=range], .handle, .dock, .menu")
    view = view_of(query)
    for key in view.shown:
        assert page.is_seen(f"#function-{key} .reading")
        assert ACTIVATIONS[key].name in text
    check_colours(page, query)
    plot, last = page.find("#plot .main-svg").rect, page.find(".print-footer").rect
    assert plot["height"] > 200
    assert plot["width"] > 0.9 * width
    assert last["y"] + last["height"] < height + 1
    page.script("dispatchEvent(new Event('afterprint'))")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def check_colours(page: Page, query: str) -> None:
    """On paper every line has its colour on white."""
    lines = "[...document.querySelectorAll('#plot .js-line')]"
    strokes = f"{lines}.map((line) => getComputedStyle(line).stroke)"
    light = {STROKES[key].light for key in drawn_keys(view_of(query))}
    assert {as_hexadecimal(colour) for colour in page.script(f"return {strokes}")} == light
    page_colour = page.script("return getComputedStyle(document.documentElement).backgroundColor")
    assert as_hexadecimal(page_colour) == "#FFFFFF"


def test_a_button_prints_the_page_without_the_dialog(page: Page) -> None:
    page.show()
    page.script(
        "window.realPrint = print;"
        "window.print = () => {"
        "  window.openAtPrint = document.querySelectorAll('dialog[open]').length;"
        "}"
    )
    open_dialog(page)
    page.find("[data-print]").click()
    assert page.script("return window.openAtPrint") == 0
    page.script("window.print = realPrint")


def as_hexadecimal(colour: str) -> str:
    return "#" + "".join(f"{int(part):02X}" for part in re.findall(r"\d+", colour))
