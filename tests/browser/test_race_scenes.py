"""A scene with a race: a step starts the race, the next ones tell of ten starts and answer."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from components.story import SCENES
from components.story.answer import scene_answer
from components.story.markup import remove_markup
from tests.browser.page import Page, as_seen

RACE_SCENES = [scene for scene in SCENES if scene.view.is_race]
SCENE = RACE_SCENES[0]
FOLLOWING = SCENES[SCENES.index(SCENE) + 1]
# Small networks, which are not recorded.
SMALL = f"?lanes=relu,relu-0&data=circles&layers=1&width=4&scene={SCENE.key}"
FULL = f"?scene={SCENE.key}"
STATUS = "document.getElementById('race-status').textContent"
BUTTON = "document.getElementById('race-start')"
PARTS = {  # seen at each stage, beside the lanes
    "question": set[str](),
    "value": {"#race-start", ".race-plot-card", "#hint", ".race-table-details"},
    "gradient": {"#race-start", ".race-plot-card", "#hint", ".race-table-details", ".starts-card"},
    "answer": {"#race-start", ".race-plot-card", "#answer", ".race-table-details", ".starts-card"},
}
ALL_PARTS = set[str]().union(*PARTS.values())
WINDOWS = [(1440, 900), (1024, 768), (390, 844)]


def seen_parts(page: Page) -> set[str]:
    assert page.is_seen("#question") and page.is_seen(".lane")
    assert not page.is_seen("#plot, .race-title, #race-introduction, .dock")
    return {each for each in ALL_PARTS if page.is_seen(each)}


def wait_for_end(page: Page) -> None:
    page.until(f"{STATUS} === 'step 600 of 600' && {BUTTON}.dataset.phase === 'done'")


def has_begun(page: Page) -> bool:
    return bool(page.script(f"return {BUTTON}.dataset.phase !== 'ready'"))


def strip_rows(page: Page) -> int:
    return len(page.driver.find_elements(By.CSS_SELECTOR, ".strip-row:not(.strip-axis)"))


def tells_of_starts(page: Page) -> bool:
    """Whether ten starts are anywhere in the page's HTML."""
    html = page.script("return document.documentElement.outerHTML")
    return "en recorded starts" in html or "of 10 · median" in html


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_a_race_scene_is_walked_by_its_button(page: Page, width: int, height: int) -> None:
    page.show(f"{SMALL}&stage=question", width, height)
    assert (seen_parts(page), page.text("next")) == (PARTS["question"], "Start the race")
    assert not has_begun(page)
    page.click("#next")
    wait_for_end(page)
    assert (seen_parts(page), page.text("next")) == (PARTS["value"], "Show ten starts")
    assert page.text("race-sentence").startswith("This one run, seed 1:")
    heads = page.script("return document.querySelector('#race-table thead').textContent")
    assert "ten starts" not in heads and "steps to a loss" in heads
    page.click("#next")
    assert (seen_parts(page), page.text("next")) == (PARTS["gradient"], "Answer")
    page.click("#next")
    assert seen_parts(page) == PARTS["answer"]
    assert page.text("answer").endswith(as_seen(remove_markup(scene_answer(SCENE))))
    assert page.text("next") == f"Next: {FOLLOWING.title}"
    assert page.script("return document.documentElement.scrollWidth") == width
    page.click("#next")
    assert page.query() == f"?scene={FOLLOWING.key}"
    assert not has_begun(page)


def test_going_back_hides_again_and_stops_the_race(page: Page) -> None:
    page.show(FULL)
    page.press_on(page.find("#next"), Keys.ENTER)
    page.until(f"{BUTTON}.dataset.phase === 'running'")
    page.press_on(page.find("#next"), Keys.ENTER)
    assert strip_rows(page) == len(SCENE.view.lanes)
    assert page.text("race-sentence").startswith("Ten recorded starts")
    page.click("#previous")
    assert (seen_parts(page), strip_rows(page)) == (PARTS["value"], 0)
    assert not tells_of_starts(page)
    page.click("#previous")
    assert (seen_parts(page), has_begun(page)) == (PARTS["question"], False)


@pytest.mark.parametrize("stage", list(PARTS))
def test_a_link_opens_on_a_stage_and_starts_nothing(page: Page, stage: str) -> None:
    page.open(f"{FULL}&stage={stage}")
    assert seen_parts(page) == PARTS[stage]
    assert not has_begun(page)
    is_told = stage in ("gradient", "answer")
    assert (strip_rows(page) > 0) is tells_of_starts(page) is is_told
    assert page.query() == FULL + ("" if stage == "question" else f"&stage={stage}")


def test_in_a_lecture_keys_go_on_and_the_step_starts_the_race(page: Page) -> None:
    page.show(f"{SMALL}&mode=lecture", 1024, 768)
    body = page.find("body")
    page.press_on(body, " ")
    wait_for_end(page)
    assert page.is_seen(".race-plot-card") and not page.is_seen(".starts-card")
    page.press_on(body, " ")
    assert page.is_seen(".starts-card") and not page.is_seen(".race-plot-card")
    page.press_on(body, "n")
    assert page.is_seen("#answer")
    page.press_on(body, "p", "p", "p")
    assert "stage" not in page.query()
    assert not has_begun(page)


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_in_a_lecture_all_that_a_stage_shows_is_on_the_screen(
    page: Page, width: int, height: int
) -> None:
    for scene in RACE_SCENES:
        for stage in PARTS:
            page.show(f"?scene={scene.key}&stage={stage}&mode=lecture", width, height)
            # The plot takes its size a little later.
            page.until(
                "['.race-area', '.story'].map((each) => document.querySelector(each))"
                ".every((each) => each.scrollHeight === each.clientHeight)"
            )


def test_explore_race_and_story_are_found_as_they_were_left(page: Page) -> None:
    page.show("?alpha=2")
    page.visit(f"{SMALL}&stage=value")
    page.open_view("race")
    assert page.query() == "?part=race&alpha=2"
    assert page.is_seen(".race-title") and not page.is_seen("#question")
    page.open_view("explore")
    assert page.is_seen("#plot") and not page.is_seen(".lane")
    page.open_view("story")
    assert page.query() == f"{SMALL}&stage=value"
    assert seen_parts(page) == PARTS["value"]
