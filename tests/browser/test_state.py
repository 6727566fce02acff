"""The state: in the URL both ways, undone and redone, kept while the page is worked on."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from components.story.scenes import SCENES_BY_KEY
from tests.browser.page import PLOT, Page

WITH_TANH = "?shown=sigmoid,sigmoid_sum,softplus,relu,elu,tanh"
STATES = [
    "?shown=sigmoid_sum,tanh,gelu&scale=log&range=-20,20&step=0.5&count=7&rule=extend&extras=limit",
    "?shown=",
    "?shown=sigmoid,leaky_relu&panels=gradient&probe=3&offset=-4&slope=0.2&theme=dark",
]


def test_a_url_restores_the_whole_state(page: Page, subtests: pytest.Subtests) -> None:
    page.show()
    pictures = {}
    for query in STATES:
        page.visit(query)
        pictures[query] = page.picture()
    for query, picture in pictures.items():
        page.open(query)
        with subtests.test(query=query):
            assert page.query() == query
            assert page.picture() == picture


@pytest.mark.parametrize(
    ("query", "clean"),
    [
        ("?step=0&range=8,5&shown=elu,<script>alert(1)</script>", "?shown=elu&range=5,8&step=0.01"),
        ("?%ff%00&&&==&alpha", ""),
    ],
)
def test_a_broken_url_gives_a_valid_page_and_a_note(page: Page, query: str, clean: str) -> None:
    page.open(query)
    assert page.query() == clean
    assert page.text("status-note")
    assert page.curves()


def test_work_changes_the_url_without_filling_the_history(page: Page) -> None:
    page.show()
    entries = page.script("return history.length")
    page.drag("alpha", 10, 10, 10)
    page.switch("tanh")
    assert page.query() == f"{WITH_TANH}&alpha={page.thumb_value('alpha'):g}"
    assert page.script("return history.length") == entries


def test_back_restores(page: Page) -> None:
    page.show()
    page.script("history.pushState(null, '', '?alpha=3')")
    page.driver.back()
    page.settle()
    page.driver.forward()
    page.until("location.search === '?alpha=3'")
    page.settle()
    assert page.thumb_value("alpha") == 3
    assert page.box("box-alpha") == "3"


def test_the_last_move_is_kept_when_the_page_is_reloaded_before_its_answer(page: Page) -> None:
    page.open("?offset=2")
    page.script("fetch = () => new Promise(() => {})")
    page.thumb("alpha").send_keys(Keys.ARROW_RIGHT)
    page.driver.refresh()
    page.until("location.search === '?offset=2&alpha=1.01'")
    page.until("!document.getElementById('undo').disabled")
    assert page.thumb_value("alpha") == 1.01
    page.driver.refresh()
    page.until("window.activationLab?.isReady()")
    page.settle()
    assert page.query() == "?offset=2&alpha=1.01"
    page.script("fetch = () => new Promise(() => {})")
    page.thumb("alpha").send_keys(Keys.ARROW_RIGHT)
    page.open("?offset=2&alpha=1.01")  # anew
    assert page.thumb_value("alpha") == 1.01


def test_undo_and_redo_go_through_the_last_changes(page: Page) -> None:
    page.open()
    assert not page.find("#undo").is_enabled()
    page.type("box-alpha", "2")
    page.switch("tanh")
    page.drag("offset", 10, 10, 10)
    queries = [page.query()]
    for _ in range(3):
        page.click("#undo")
        queries.append(page.query())
    assert queries[1:] == [f"{WITH_TANH}&alpha=2", "?alpha=2", ""]
    assert not page.find("#undo").is_enabled()
    assert page.box("box-alpha") == "1"
    for expected in reversed(queries[:3]):
        page.click("#redo")
        assert page.query() == expected
    assert not page.find("#redo").is_enabled()


def press_keys(page: Page, *keys: str) -> None:
    """Keys at once, on whatever has the focus."""
    actions = ActionChains(page.driver)
    for key in keys:
        actions.key_down(key)
    for key in reversed(keys):
        actions.key_up(key)
    actions.perform()
    page.settle()


def test_keys_undo_and_redo_but_not_in_a_box_or_behind_a_dialog(page: Page) -> None:
    page.open()
    page.press("alpha", Keys.ARROW_RIGHT)
    page.switch("tanh")
    queries = [f"{WITH_TANH}&alpha=1.01", "?alpha=1.01", ""]
    page.find("#box-offset").click()
    press_keys(page, Keys.CONTROL, "z")
    assert page.query() == queries[0]
    page.thumb("alpha").send_keys("")  # the focus
    for expected in queries[1:]:
        press_keys(page, Keys.CONTROL, "z")
        assert page.query() == expected
    press_keys(page, Keys.CONTROL, Keys.SHIFT, "z")
    assert page.query() == queries[1]
    press_keys(page, Keys.CONTROL, "y")
    assert page.query() == queries[0]
    page.click("[data-opens=share-dialog]")
    press_keys(page, Keys.CONTROL, "z")
    assert page.query() == queries[0]


def test_the_tab_has_the_title_of_the_scene(page: Page) -> None:
    page.open("?scene=elu")
    assert page.driver.title == f"{SCENES_BY_KEY['elu'].title} · Activation Lab"
    page.visit("?scene=softplus&stage=answer")
    assert page.driver.title == f"{SCENES_BY_KEY['softplus'].title} · Activation Lab"
    page.open_view("race")
    assert page.driver.title == "Race · Activation Lab"
    page.open_view("explore")
    assert page.driver.title == "Activation Lab"


def test_reset_is_the_first_visit_and_can_be_undone(page: Page) -> None:
    page.show()
    first = page.picture()
    page.visit("?alpha=2&shown=gelu")
    page.click("#reset")
    assert page.query() == ""
    assert page.picture() == first
    page.click("#undo")
    assert page.query() == "?shown=gelu&alpha=2"


def test_the_picture_after_drags_is_that_of_a_fresh_load(page: Page) -> None:
    page.show("?shown=sigmoid_sum,elu,relu,gelu&scale=log")
    for name, steps in {"range": (15, 10), "step": (40, -20, 60), "alpha": (20, 30, -10)}.items():
        page.drag(name, *steps)
    query, picture = page.query(), page.picture()
    assert all(f"{name}=" in query for name in ("range", "step", "alpha"))
    page.open(query)
    assert page.picture() == picture


def test_a_zoom_survives_slider_moves_and_a_double_click_ends_it(page: Page) -> None:
    page.show()
    page.script(
        f"return Plotly.relayout({PLOT}, {{'yaxis.range': [0, 1], 'xaxis.range': [-3, 3]}})"
    )
    page.drag("alpha", 10, 10)
    page.switch("tanh")
    assert page.picture()["axes"][:2] == [[-3, 3], [0, 1]]
    panel = page.find("#plot .nsewdrag")
    beside_handles = ActionChains(page.driver).move_to_element(panel).move_by_offset(150, 90)
    beside_handles.double_click().perform()
    page.until(f"String({PLOT}._fullLayout.yaxis.range) === '-2,6'")


def test_y_ranges_stay_until_a_curve_would_leave_them(page: Page) -> None:
    page.show()
    axes = page.picture()["axes"][1:3]
    page.type("box-alpha", "0.3")
    assert page.picture()["axes"][1:3] == axes
    page.press("alpha", Keys.END)
    (low, _), (_, high) = page.picture()["axes"][1:3]
    assert low <= -4 * 0.9999
    assert high >= 4 * 0.9
