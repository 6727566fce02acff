"""The story: every scene opens, unfolds and answers; Back, Forward, Reset and a link do what they say."""

import pytest

from components.answer import AS_MADE
from components.controls import SIDE
from components.story import SCENES
from tests.browser.conftest import Page, as_seen


def parts(page: Page) -> set[str]:
    """Which parts of curves are drawn."""
    return {key.rpartition("-")[2] for key in page.curves()} - {"jump"}


@pytest.mark.parametrize("number", range(1, len(SCENES) + 1))
def test_a_scene_opens_unfolds_and_answers(page: Page, number: int) -> None:
    scene = SCENES[number - 1]
    page.open(f"?scene={number}", *([(1440, 900), (1024, 768), (390, 844)][number % 3]))
    assert scene.question in page.text("question")
    assert (page.text("look"), page.text("solution"), parts(page)) == ("", "", set())
    page.click("#next")
    assert (page.text("look"), parts(page)) == (scene.look, {"value"})
    page.click("#next")
    assert parts(page) == {"value", "gradient"}
    page.click("#next")
    assert (page.text("look"), page.text("solution")) == ("", as_seen(scene.answer))
    assert page.query() == f"?scene={number}&moment=answer"
    shown = page.script("return [...document.querySelectorAll('.controls .control')].filter((e) => !e.hidden).length")
    assert shown == len([name for name in scene.controls if name in SIDE])
    assert page.script("return document.documentElement.scrollWidth <= innerWidth")


def test_next_and_previous_run_through_moments_and_scenes(page: Page) -> None:
    page.open()
    seen = []
    for _ in range(6):
        page.click("#next")
        seen.append(page.query())
    moments = ["", "&moment=value", "&moment=gradient", "&moment=answer"]
    assert seen == [f"?scene=1{moment}" for moment in moments] + ["?scene=2", "?scene=2&moment=value"]
    page.click("#previous")
    page.click("#previous")
    assert page.query() == "?scene=1&moment=answer"


def test_back_and_forward_follow_the_story(page: Page) -> None:
    page.open("?scene=6&moment=gradient")
    page.click("#next")
    page.drag("alpha", 20, 20)
    alpha = page.thumb_value("alpha")
    page.driver.back()
    page.until("location.search === '?scene=6&moment=gradient'")
    page.settle()
    assert page.text("solution") == ""
    page.driver.forward()
    page.until("location.search.includes('moment=answer')")
    page.settle()
    assert page.text("solution") == f"{AS_MADE} {as_seen(SCENES[5].answer)}"
    assert page.thumb_value("alpha") == alpha


def test_a_touched_scene_is_reset_to_itself_and_found_fresh_again(page: Page) -> None:
    page.open("?scene=6&moment=answer")
    page.drag("alpha", 30, 30)
    assert "alpha=" in page.query()
    page.click("#reset")
    assert page.query() == "?scene=6&moment=answer"
    page.drag("alpha", 30, 30)
    page.switch("scene", "7")
    page.switch("scene", "6")
    assert page.query() == "?scene=6"
    assert page.thumb_value("alpha") == SCENES[5].view.alpha


def test_a_link_lands_on_the_same_moment(page: Page) -> None:
    page.open("?scene=15&moment=gradient&alpha=2")
    picture = page.picture()
    page.open("?scene=2")
    page.open("?scene=15&moment=gradient&alpha=2")
    assert page.query() == "?scene=15&moment=gradient" + ("" if SCENES[14].view.alpha == 2 else "&alpha=2")
    assert page.picture() == picture


@pytest.mark.parametrize("query", ["?scene=5&alpha=abc", "?scene=15&alpha=9", "?scene=3&moment=zzz", "?scene=99"])
def test_a_mistake_in_the_url_of_a_scene_is_said_as_elsewhere(page: Page, query: str) -> None:
    page.open(query)
    assert page.text("note")


def test_an_answer_speaks_of_the_scene_as_it_begins_once_it_was_moved(page: Page) -> None:
    page.open("?scene=15&moment=answer")
    assert page.text("solution") == as_seen(SCENES[14].answer)
    page.type("box-alpha", "0.5")
    assert page.text("solution") == f"{AS_MADE} {as_seen(SCENES[14].answer)}"
    page.type("box-alpha", "2")
    assert page.text("solution") == as_seen(SCENES[14].answer)
