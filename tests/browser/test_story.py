"""Every scene opens, unfolds and answers; Back, Forward, Reset and links work."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from components.controls import COLUMN_CONTROLS, hidden_controls
from components.lenses.table import LENSES
from components.story import SCENES
from components.story.answer import scene_answer, scene_reason
from components.story.markup import remove_markup
from components.story.navigation import initial_view
from components.story.scenes import SCENES_BY_KEY
from tests.browser.page import PLOT, Page, as_seen
from tests.components.readers import CURVE_SCENES

STAGES = ["", "&stage=value", "&stage=gradient", "&stage=answer"]
# The controls of functions and input that show, whatever window they are in.
SEEN_CONTROLS = """
return [...document.querySelectorAll(".column .control[data-control]")]
  .filter((control) => control.checkVisibility() && control.closest(".story") === null)
  .map((control) => control.dataset.control);
"""


# Where the panels are, and what they show.
FRAME = f"""
const layout = {PLOT}._fullLayout;
return ["xaxis", "yaxis", "yaxis2"].map((name) => {{
  const {{ range, _offset, _length }} = layout[name];
  return [...range, _offset, _length];
}});
"""


def answer_of(key: str) -> str:
    """The answer of a scene, as the driver reads it off the page."""
    return as_seen(remove_markup(scene_answer(SCENES_BY_KEY[key])))


def parts(page: Page) -> set[str]:
    """Which parts of curves are drawn."""
    curves = [each for each in page.curves() if "-" in each and "-lens-" not in each]
    return {key.rpartition("-")[2] for key in curves} - {"jump"}


def has_lens(page: Page) -> bool:
    """Whether a lens draws anything."""
    return any("-lens-" in each for each in page.curves())


@pytest.mark.parametrize(
    ("key", "width", "height"),
    [("sum", 1440, 900), ("small-slopes", 1024, 768), ("noise", 390, 844)],
)
def test_a_scene_unfolds_from_its_question_to_its_answer(
    page: Page, key: str, width: int, height: int
) -> None:
    page.show(f"?scene={key}", width, height)
    scene, frames = SCENES_BY_KEY[key], [page.script(FRAME)]
    number = 1 + SCENES.index(scene)
    lens, has_gradients = LENSES[scene.view.lens], scene.view.has_gradients
    assert page.text("headline").split("  ") == [f"{number} / {len(SCENES)}", scene.title]
    assert page.text("question") == scene.question
    assert not page.is_seen("#hint, #answer, .function .reading")
    assert (parts(page), page.text("next")) == (set(), "Show f")
    page.click("#next")
    frames.append(page.script(FRAME))
    assert (page.is_seen("#hint"), page.text("next")) == (False, lens.step_label)
    assert (parts(page), page.is_seen("#answer")) == ({"value"}, False)
    assert page.is_seen(".formula-value")
    assert not page.is_seen(".formula-gradient")
    page.click("#next")
    frames.append(page.script(FRAME))
    expected = {"value", "gradient"} if has_gradients else {"value"}
    assert (parts(page), page.text("next")) == (expected, "Answer")
    assert (page.text("hint"), page.is_seen(".formula-gradient")) == (scene.hint, False)
    assert has_lens(page) == (scene.view.lens != "gradient")
    page.click("#next")
    frames.append(page.script(FRAME))
    assert page.is_seen(".formula-gradient") is has_gradients
    assert (page.text("answer"), page.is_seen("#hint")) == (answer_of(key), False)
    assert page.query() == f"?scene={key}&stage=answer"
    assert frames == [frames[0]] * len(STAGES)


@pytest.mark.parametrize(
    ("first", "width", "height"), [(1, 1024, 768), (2, 390, 844), (3, 1440, 900)]
)
def test_a_scene_has_its_curves_its_controls_and_its_answer(
    page: Page, first: int, width: int, height: int, subtests: pytest.Subtests
) -> None:
    """Every third scene in each window."""
    page.show("", width, height)
    for scene in CURVE_SCENES[first - 1 :: 3]:
        page.visit(f"?scene={scene.key}&stage=answer")
        with subtests.test(scene=scene.title):
            assert page.text("answer") == answer_of(scene.key)
            has_gradients = scene.view.has_gradients
            assert parts(page) == ({"value", "gradient"} if has_gradients else {"value"})
            assert has_lens(page) == (scene.view.lens != "gradient")
            expected = set(scene.controls) & set(COLUMN_CONTROLS)
            expected -= hidden_controls(initial_view(scene.key))
            assert set(page.script(SEEN_CONTROLS)) == expected
            assert page.script("return document.documentElement.scrollWidth <= innerWidth")


def test_next_and_previous_run_through_stages_and_scenes(page: Page) -> None:
    page.show("?scene=input")
    page.visit("")
    page.click("#tour")
    seen = [page.query()]
    for _ in range(5):
        page.click("#next")
        seen.append(page.query())
    assert seen == [f"?scene=input{stage}" for stage in STAGES] + [
        "?scene=sigmoid",
        "?scene=sigmoid&stage=value",
    ]
    page.click("#previous")
    page.click("#previous")
    assert page.query() == "?scene=input&stage=answer"
    assert page.text("next") == f"Next: {SCENES[1].title}"


def test_each_view_is_found_as_it_was_left(page: Page) -> None:
    page.show("?alpha=2")
    page.visit(f"?scene={SCENES[-1].key}&stage=answer")
    page.open_view("explore")
    assert page.query() == "?alpha=2"
    page.open_view("story")
    assert page.query() == f"?scene={SCENES[-1].key}&stage=answer"
    assert page.text("next") == "Explore"
    page.click("#theme")
    page.click("#next")
    assert page.query() == "?alpha=2&theme=light"
    assert page.is_seen("#introduction")
    assert not page.is_seen("#story, #steps")


def test_a_scene_is_chosen_from_the_list_and_on_the_bar(page: Page) -> None:
    page.show("?scene=sigmoid")
    page.click("#headline")
    page.segment("scene", "five-gradients")
    assert page.query() == "?scene=five-gradients"
    assert not page.is_seen("#control-scene")
    bar = page.find("#scene-bar")
    left = round((6.5 / len(SCENES) - 0.5) * bar.rect["width"])
    ActionChains(page.driver).move_to_element(bar).move_by_offset(left, 0).click().perform()
    page.until("location.search === '?scene=more-sigmoids'")
    page.settle()
    page.segment("stage", "gradient")
    assert page.query() == "?scene=more-sigmoids&stage=gradient"


def test_keys_choose_in_the_list_of_scenes_and_close_it(page: Page) -> None:
    page.show("?scene=sigmoid")
    page.press_on(page.find("#headline"), Keys.ENTER)
    chosen = page.find("#control-scene input[value='sigmoid']")
    page.press_on(chosen, Keys.ARROW_DOWN)
    page.press_on(page.driver.switch_to.active_element, Keys.ARROW_DOWN)
    assert page.query() == f"?scene={SCENES[3].key}"
    assert page.is_seen("#control-scene")
    for key in (Keys.ENTER, Keys.ESCAPE):
        page.press_on(page.driver.switch_to.active_element, key)
        assert not page.is_seen("#control-scene")
        assert page.script("return document.activeElement.id") == "headline"
        page.press_on(page.find("#headline"), Keys.ENTER)
    page.find("#plot .nsewdrag").click()
    page.settle()
    assert not page.is_seen("#control-scene")


def test_a_probe_of_the_reader_leaves_the_answer_as_it_is(page: Page) -> None:
    page.show("?scene=sum&stage=answer")
    page.script("document.querySelector('#answer .x-place').focus()")
    for key in (Keys.ENTER, Keys.ENTER):
        page.press_on(page.driver.switch_to.active_element, key)
        assert page.text("answer") == answer_of("sum")
        assert page.script("return document.activeElement.matches('.x-place')")


def test_back_and_forward_follow_the_story(page: Page) -> None:
    page.show("?scene=elu&stage=gradient")
    page.click("#next")
    page.drag("alpha", 20, 20)
    alpha = page.thumb_value("alpha")
    page.driver.back()
    page.until("location.search === '?scene=elu&stage=gradient'")
    page.settle()
    assert not page.is_seen("#answer")
    page.driver.forward()
    page.until("location.search.includes('stage=answer')")
    page.settle()
    assert page.text("answer") == answer_of("elu")
    assert page.text("changed-note").startswith("Changed: ELU α.")
    assert page.thumb_value("alpha") == alpha


def test_a_touched_scene_is_reset_to_itself_and_found_fresh_again(page: Page) -> None:
    page.show("?scene=elu&stage=answer")
    page.drag("alpha", 30, 30)
    assert "alpha=" in page.query()
    page.click("#reset")
    assert page.query() == "?scene=elu&stage=answer"
    page.drag("alpha", 30, 30)
    page.visit("?scene=five-gradients")
    page.click("#headline")
    page.segment("scene", "elu")
    assert page.query() == "?scene=elu"
    assert page.thumb_value("alpha") == SCENES_BY_KEY["elu"].view.alpha


def test_a_link_lands_on_the_same_moment(page: Page) -> None:
    page.show("?scene=jump&stage=gradient&alpha=3")
    picture = page.picture()
    page.open("?scene=jump&stage=gradient&alpha=3")
    assert page.query() == "?alpha=3&scene=jump&stage=gradient"
    assert page.picture() == picture


def test_a_mistake_in_the_url_of_a_scene_is_said_as_elsewhere(
    page: Page, subtests: pytest.Subtests
) -> None:
    page.open("?scene=relu&alpha=abc")
    assert page.text("status-note")
    for query in ("?scene=jump&alpha=9", "?scene=sum&stage=zzz", "?scene=99"):
        page.visit("?scene=sum")
        page.visit(query)
        with subtests.test(query=query):
            assert page.text("status-note")


def test_a_scene_that_was_moved_says_what_and_keeps_its_answer(page: Page) -> None:
    page.show("?scene=jump&stage=answer")
    assert not page.is_seen("#changed-note")
    page.type("box-alpha", "0.5")
    assert page.text("changed-note").startswith("Changed: ELU α.")
    assert page.text("answer") == answer_of("jump")
    page.type("box-alpha", "2")
    assert not page.is_seen("#changed-note")


def test_a_scene_names_its_place_in_the_article_and_at_last_what_that_says(page: Page) -> None:
    scene = SCENES_BY_KEY["elu"]
    page.show("?scene=elu")
    assert page.text("source") == f"In the article: {scene.source}"
    assert not page.is_seen("#claim, #reason")
    page.visit("?scene=elu&stage=answer")
    assert page.text("claim") == as_seen(f"The article says: {scene.claim}")
    assert page.text("reason") == as_seen(remove_markup(scene_reason(scene)))
