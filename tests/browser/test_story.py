"""Every scene opens, unfolds and answers; Back, Forward, Reset and links work."""

import pytest

from components.controls import SIDEBAR_CONTROLS
from components.story import SCENES
from components.story.navigation import CHANGED_SCENE_NOTE
from tests.browser.conftest import Page, as_seen


def parts(page: Page) -> set[str]:
    """Which parts of curves are drawn."""
    return {key.rpartition("-")[2] for key in page.curves()} - {"jump"}


@pytest.mark.parametrize(
    ("first", "width", "height"), [(1, 1024, 768), (2, 390, 844), (3, 1440, 900)]
)
def test_a_scene_opens_unfolds_and_answers(
    page: Page, first: int, width: int, height: int, subtests: pytest.Subtests
) -> None:
    """Every third scene in each window."""
    page.show("", width, height)
    for number in range(first, len(SCENES) + 1, 3):
        page.visit(f"?scene={number}")
        with subtests.test(number=number):
            check_scene(page, number)


def check_scene(page: Page, number: int) -> None:
    """From the question of a scene to its answer."""
    scene = SCENES[number - 1]
    assert scene.question in page.text("question")
    assert (page.text("hint"), page.text("answer"), parts(page)) == ("", "", set())
    page.click("#next")
    assert (page.text("hint"), parts(page)) == (scene.hint, {"value"})
    page.click("#next")
    assert parts(page) == {"value", "gradient"}
    page.click("#next")
    assert (page.text("hint"), page.text("answer")) == ("", as_seen(scene.answer))
    assert page.query() == f"?scene={number}&stage=answer"
    shown = page.script(
        "return [...document.querySelectorAll('.controls .control')]"
        ".filter((e) => !e.hidden).length"
    )
    assert shown == len([name for name in scene.controls if name in SIDEBAR_CONTROLS])
    assert page.script("return document.documentElement.scrollWidth <= innerWidth")


def test_next_and_previous_run_through_moments_and_scenes(page: Page) -> None:
    page.show()
    seen = []
    for _ in range(6):
        page.click("#next")
        seen.append(page.query())
    stages = ["", "&stage=value", "&stage=gradient", "&stage=answer"]
    assert seen == [f"?scene=1{stage}" for stage in stages] + ["?scene=2", "?scene=2&stage=value"]
    page.click("#previous")
    page.click("#previous")
    assert page.query() == "?scene=1&stage=answer"


def test_back_and_forward_follow_the_story(page: Page) -> None:
    page.open("?scene=6&stage=gradient")
    page.click("#next")
    page.drag("alpha", 20, 20)
    alpha = page.thumb_value("alpha")
    page.driver.back()
    page.until("location.search === '?scene=6&stage=gradient'")
    page.settle()
    assert page.text("answer") == ""
    page.driver.forward()
    page.until("location.search.includes('stage=answer')")
    page.settle()
    assert page.text("answer") == f"{CHANGED_SCENE_NOTE} {as_seen(SCENES[5].answer)}"
    assert page.thumb_value("alpha") == alpha


def test_a_touched_scene_is_reset_to_itself_and_found_fresh_again(page: Page) -> None:
    page.show("?scene=6&stage=answer")
    page.drag("alpha", 30, 30)
    assert "alpha=" in page.query()
    page.click("#reset")
    assert page.query() == "?scene=6&stage=answer"
    page.drag("alpha", 30, 30)
    page.switch("scene", "7")
    page.switch("scene", "6")
    assert page.query() == "?scene=6"
    assert page.thumb_value("alpha") == SCENES[5].view.alpha


def test_a_link_lands_on_the_same_moment(page: Page) -> None:
    page.open("?scene=15&stage=gradient&alpha=2")
    picture = page.picture()
    page.open("?scene=2")
    page.open("?scene=15&stage=gradient&alpha=2")
    assert page.query() == "?scene=15&stage=gradient" + (
        "" if SCENES[14].view.alpha == 2 else "&alpha=2"
    )
    assert page.picture() == picture


@pytest.mark.parametrize(
    "query", ["?scene=5&alpha=abc", "?scene=15&alpha=9", "?scene=3&stage=zzz", "?scene=99"]
)
def test_a_mistake_in_the_url_of_a_scene_is_said_as_elsewhere(page: Page, query: str) -> None:
    page.open(query)
    assert page.text("status-note")


def test_an_answer_speaks_of_the_scene_as_it_begins_once_it_was_moved(page: Page) -> None:
    page.show("?scene=15&stage=answer")
    assert page.text("answer") == as_seen(SCENES[14].answer)
    page.type("box-alpha", "0.5")
    assert page.text("answer") == f"{CHANGED_SCENE_NOTE} {as_seen(SCENES[14].answer)}"
    page.type("box-alpha", "2")
    assert page.text("answer") == as_seen(SCENES[14].answer)
