"""A lecture: large sizes, keys and a clicker, the blank screen, the connection at the edge."""

import time

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from components.lecture import COMMANDS
from components.story import SCENES
from components.story.answer import scene_answer
from components.story.markup import remove_markup
from components.story.navigation import STAGES
from components.story.scenes import SCENES_BY_KEY
from tests.browser.page import PLOT, Page, as_seen
from tests.browser.test_transport import INTERCEPT, UNREACHABLE
from tests.browser.texts import find_defects
from tests.components.readers import EVERYTHING

# Without a scene: as at first, with all that there is, with one panel.
FREE = [
    "?mode=lecture",
    f"?shown={EVERYTHING}&mode=lecture",
    "?panels=gradient&scale=log&mode=lecture",
    "?lens=mean&mode=lecture",
    "?lens=depth&depth=30&mode=lecture",
    "?lens=sum&rule=refine&mode=lecture",
]
ANSWERS = [remove_markup(scene_answer(scene)) for scene in SCENES]
LONGEST = ANSWERS.index(max(ANSWERS, key=len)) + 1
# What fills a window most.
FULL = [FREE[1], f"?scene={LONGEST}&stage=answer&mode=lecture"]
TELLING = [*FREE, *FULL]


def states() -> list[str]:
    """Every answer, two scenes with high formulas, and three pages without a scene.

    In a window of 1024 x 768 a clicker goes through all stages, in a test below.
    """
    answers = [f"?scene={scene.key}&stage=answer&mode=lecture" for scene in SCENES]
    return [
        *FREE,
        *answers,
        *(f"?scene={key}&stage=gradient&mode=lecture" for key in ("sum", "mean")),
    ]


@pytest.mark.parametrize(
    ("width", "height", "queries"),
    [(1024, 768, TELLING), (1280, 800, FULL), (1920, 1080, states()), (3840, 2160, FULL)],
    ids=["1024x768", "1280x800", "1920x1080", "3840x2160"],
)
def test_every_text_is_large_and_none_is_cut_or_covered(
    page: Page, width: int, height: int, queries: list[str]
) -> None:
    page.show("?mode=lecture", width, height)
    page.until("document.documentElement.dataset.pointerIdle === ''")
    found = []
    for query in queries:
        page.visit(query)
        found += [(query, *each) for each in find_defects(page, height)]
    assert not found, "\n".join(map(str, found))


def press(page: Page, *keys: str) -> None:
    """Keys on whatever has the focus."""
    for key in keys:
        ActionChains(page.driver).send_keys(key).perform()
    page.settle()


def mode(page: Page) -> str:
    return str(page.script("return document.documentElement.dataset.mode"))


def curtain(page: Page) -> str | None:
    """The colour of the curtain, if it is down."""
    style = "getComputedStyle(document.getElementById('blank-screen'))"
    shown = f"return {style}.display === 'none' ? null : {style}.backgroundColor"
    colour: str | None = page.script(shown)
    return colour


@pytest.mark.parametrize("key", [SCENES[0].key, SCENES[-2].key])
def test_a_clicker_runs_through_two_scenes(page: Page, key: str) -> None:
    page.show(f"?scene={key}", 1024, 768)
    press(page, Keys.F5)
    assert (mode(page), page.query()) == ("lecture", f"?scene={key}&mode=lecture")
    seen, found = [page.query()], find_defects(page, 768)
    for _ in range(2 * len(STAGES) - 1):
        press(page, Keys.PAGE_DOWN)
        seen.append(page.query())
        found += [(seen[-1], *each) for each in find_defects(page, 768)]
    assert not found, "\n".join(map(str, found))
    stages = ["", *(f"&stage={stage}" for stage in STAGES[1:])]
    place = list(SCENES_BY_KEY).index(key)
    scenes = [each.key for each in SCENES[place : place + 2]]
    assert seen == [f"?scene={each}{stage}&mode=lecture" for each in scenes for stage in stages]
    press(page, Keys.F5)
    assert mode(page) == "page"


def test_a_clicker_stops_at_the_end_goes_back_and_blanks_the_screen(page: Page) -> None:
    page.show(f"?scene={SCENES[-1].key}&stage=gradient&mode=lecture", 1024, 768)
    press(page, Keys.PAGE_DOWN)
    last = page.query()
    assert page.text("answer") == as_seen(ANSWERS[-1])
    press(page, Keys.PAGE_DOWN)
    assert page.query() == last
    press(page, Keys.PAGE_UP)
    assert page.query() == f"?scene={SCENES[-1].key}&stage=gradient&mode=lecture"
    press(page, ".")
    assert curtain(page) == "rgb(0, 0, 0)"
    press(page, ".")
    assert curtain(page) is None
    press(page, Keys.ESCAPE)
    assert mode(page) == "lecture"
    press(page, Keys.F5)
    assert mode(page) == "page"


def test_the_keys_act_in_a_lecture_only(page: Page) -> None:
    page.show("?scene=sigmoid")
    keys = [key for command in COMMANDS for key in command.keys if len(key) == 1]
    press(page, *keys, Keys.PAGE_DOWN, Keys.PAGE_UP)
    assert page.query() == "?scene=sigmoid"
    assert curtain(page) is None


def test_each_key_goes_where_it_says(page: Page, subtests: pytest.Subtests) -> None:
    page.show("?scene=elu&mode=lecture", 1280, 800)
    for keys, query in [
        ("n ", "?scene=elu&stage=gradient&mode=lecture"),
        ("nnp", "?scene=elu&stage=value&mode=lecture"),
        (Keys.HOME, "?scene=input&mode=lecture"),
        (Keys.END, f"?scene={SCENES[-1].key}&mode=lecture"),
        ("9", f"?scene={SCENES[8].key}&mode=lecture"),
        ("nn6", f"?scene={SCENES[5].key}&mode=lecture"),
    ]:
        page.visit("?scene=elu&mode=lecture")
        press(page, *keys)
        with subtests.test(keys=keys):
            assert page.query() == query


def test_a_slider_with_the_focus_keeps_the_arrows_and_nothing_else(page: Page) -> None:
    page.show("?scene=elu&mode=lecture", 1024, 768)
    press(page, "c")
    seen = "[...document.querySelectorAll('.control')].filter((each) => each.checkVisibility())"
    shown = page.script(f"return {seen}.map((each) => each.id)")
    assert shown == ["row-alpha", "row-probe"]
    page.press("alpha", Keys.ARROW_RIGHT)
    assert page.thumb_value("alpha") == 1.01
    page.press("alpha", Keys.PAGE_DOWN)
    assert page.query() == "?alpha=1.01&scene=elu&stage=value&mode=lecture"
    page.type("box-alpha", "2")
    assert page.query() == "?alpha=2&scene=elu&stage=value&mode=lecture"
    page.press("alpha", "r")
    assert page.query() == "?scene=elu&stage=value&mode=lecture"
    page.press("alpha", "c")
    assert not page.find("#row-alpha").is_displayed()


def test_black_and_white_cover_all_and_any_key_lifts_them(page: Page) -> None:
    page.show("?scene=elu&mode=lecture")
    press(page, "w")
    assert curtain(page) == "rgb(255, 255, 255)"
    covered = "return document.elementFromPoint(innerWidth / 2, innerHeight / 2).id"
    assert page.script(covered) == "blank-screen"
    press(page, "b")
    assert curtain(page) == "rgb(0, 0, 0)"
    press(page, "n")
    assert curtain(page) is None


def test_help_lists_the_keys_and_closes(page: Page) -> None:
    page.show("?scene=elu&mode=lecture")
    press(page, "?")
    said = page.text("shortcuts-dialog")
    assert all(command.help in said for command in COMMANDS)
    press(page, Keys.ESCAPE)
    assert not page.find("#shortcuts-dialog").is_displayed()
    assert mode(page) == "lecture"


def test_the_pointer_and_the_buttons_hide_when_it_rests(page: Page) -> None:
    page.show("?scene=elu&mode=lecture")
    page.until("document.documentElement.dataset.pointerIdle === ''")
    styles = "document.documentElement, document.querySelector('.lecture-buttons')"
    styled = f"[{styles}].map((each) => getComputedStyle(each))"
    seen = f"return {styled}.map((style) => [style.cursor, style.opacity])"
    assert page.script(seen) == [["none", "1"], ["none", "0"]]
    ActionChains(page.driver).move_to_element(page.find("#question")).perform()
    assert page.script(seen) == [["auto", "1"], ["auto", "1"]]
    page.find("[data-action=next]").click()
    page.settle()
    assert page.query() == "?scene=elu&stage=value&mode=lecture"


def test_the_sizes_follow_the_window(page: Page) -> None:
    page.show("?mode=lecture", 1024, 768)
    width = f"{PLOT}._fullData.find((line) => line.uid === 'elu-value').line.width"
    assert page.script(f"return {width}") == 5
    size = {"width": 1920, "height": 1080, "deviceScaleFactor": 1, "mobile": False}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page.until(f"{width} === 7")
    page.settle()


def test_names_follow_their_curves(page: Page) -> None:
    page.show("?shown=sigmoid,elu&mode=lecture&range=-5,5", 1280, 800)
    place = f"return {PLOT}.layout.annotations.map((name) => name.y)"
    before = page.script(place)
    page.script("activationLab.setControls({ offset: 5 })")
    page.settle()
    page.until(f"{PLOT}.layout.annotations[0].y < {before[0]}")


def test_without_a_server_what_was_shown_stays_and_the_word_is_at_the_edge(page: Page) -> None:
    page.show("?scene=softplus&mode=lecture", 1024, 768)
    for _ in range(4):
        press(page, "n")
    picture = page.picture()
    page.script(INTERCEPT, UNREACHABLE)
    seen = []
    for _ in range(4):
        before = page.query()
        ActionChains(page.driver).send_keys(Keys.PAGE_UP).perform()
        page.until(f"location.search !== {before!r}")
        seen.append(page.query())
    stages = ["&stage=answer", "&stage=gradient", "&stage=value", ""]
    assert seen == [f"?scene=softplus{stage}&mode=lecture" for stage in stages]
    place = list(SCENES_BY_KEY).index("softplus")
    assert page.text("headline").startswith(f"{place + 1} /")
    page.until("document.getElementById('connection-status').textContent.includes('No connection')")
    box = page.script(
        "return document.getElementById('connection-status').getBoundingClientRect().toJSON()"
    )
    assert box["top"] > 0.93 * 768
    for _ in range(4):
        ActionChains(page.driver).send_keys(Keys.PAGE_DOWN).perform()
        time.sleep(0.2)
    page.until(f"location.search === '?scene={SCENES[place + 1].key}&mode=lecture'")
    assert page.picture() == picture
    page.script("restore()")
    page.until("document.getElementById('connection-status').textContent === ''")
    page.settle()


def test_what_is_recalled_is_the_picture_as_it_was_shown(page: Page) -> None:
    page.show("?scene=elu&stage=gradient&mode=lecture", 1024, 768)
    shown = page.curves()
    page.script("activationLab.setControls({ alpha: 3 })")
    page.settle()
    assert page.curves() != shown
    page.script(INTERCEPT, UNREACHABLE)
    ActionChains(page.driver).send_keys("r").perform()
    page.until("location.search === '?scene=elu&stage=gradient&mode=lecture'")
    page.settle()
    assert page.curves() == shown
    page.script("restore()")
