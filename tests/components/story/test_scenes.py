"""Scenes are valid, short, and set so that what they ask can be seen."""

import dataclasses
import re

import numpy as np
import pytest

from components.controls import hidden_controls
from components.lenses.table import LENSES
from components.story import SCENES
from components.story.answer import scene_answer, scene_reason
from components.story.markup import remove_markup
from components.story.numbers import count_arrived, find_medians
from components.story.scene import Scene
from components.story.scenes import SCENES_BY_KEY
from core.activations import ACTIVATIONS
from core.curves import drawn_keys, sample_curve
from core.race import recorded_starts
from core.statistics import max_abs_difference
from core.view import CONTROLS, View
from tests.components.exact import Exact
from tests.components.readers import ARTICLE_X, TITLES, answer_of, picture, scene_of, view_of

PLOT_TITLES = {
    "input": "The input",
    "sigmoid": "Sigmoid",
    "sigmoid_sum": "A sum of sigmoids",
    "softplus": "Softplus",
    "relu": "ReLU",
    "elu": "ELU",
}
PLOTS = tuple(PLOT_TITLES)


def test_scenes_have_titles_keys_and_views_of_their_own() -> None:
    assert 16 <= len(SCENES) <= 20
    assert len({scene.title for scene in SCENES}) == len(SCENES)
    assert len({scene.view for scene in SCENES}) == len(SCENES)
    assert len(SCENES_BY_KEY) == len(SCENES)


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_a_scene_is_valid(scene: Scene) -> None:
    assert View.from_raw(vars(scene.view)) == scene.view
    assert View().with_changes(vars(scene.view))[1] == ()
    assert View.from_query(scene.view.query()) == scene.view
    assert set(scene.view.panels) == {"value", "gradient"}
    assert scene.view.theme == "auto"
    assert scene.view.low <= scene.view.probe <= scene.view.high


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_the_controls_of_a_scene_are_alive(scene: Scene) -> None:
    assert scene.controls
    assert len(set(scene.controls)) == len(scene.controls)
    assert set(scene.controls) <= set(CONTROLS)
    # The variance for all comes with the choice of one for all.
    chosen = {"weights": "one"} if "weights" in scene.controls else {}
    idle = set(scene.controls) & hidden_controls(scene.view)
    assert idle <= {"weight_variance"}
    assert not set(scene.controls) & hidden_controls(scene.view.with_changes(chosen)[0])


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_a_scene_with_a_lens_has_its_controls(scene: Scene) -> None:
    assert scene.view.shown_lens == scene.view.lens
    assert set(LENSES[scene.view.lens].controls) <= set(scene.controls)


@pytest.mark.parametrize(
    ("title", "words", "layers"),
    [("Four networks", "eight layers", 8), ("Two layers", "two layers", 2)],
)
def test_a_question_on_a_race_has_the_layers_of_its_scene(
    title: str, words: str, layers: int
) -> None:
    scene = scene_of(title)
    assert words in scene.question
    assert scene.view.layers == layers


def test_an_answer_has_no_median_of_starts_that_did_not_arrive() -> None:
    view = scene_of("Four networks").view
    with pytest.raises(AssertionError):
        find_medians(view, "softplus")
    assert count_arrived(view, "sigmoid", "elu") == {"sigmoid": 0, "elu": 10}


@pytest.mark.parametrize("scene", [each for each in SCENES if each.view.is_race])
def test_ten_starts_of_each_lane_of_a_race_scene_are_recorded_and_no_ranking_is_claimed(
    scene: Scene,
) -> None:
    assert set(recorded_starts(scene.view)) == set(scene.view.lanes)
    assert scene_reason(scene).endswith("one small task: no ranking.")


def test_every_lens_has_a_scene() -> None:
    assert {scene.view.lens for scene in SCENES} == set(LENSES)


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_a_scene_is_short_and_set_with_care(scene: Scene) -> None:
    assert 0 < len(scene.title) <= 30
    assert 0 < len(scene.question) <= 120
    assert scene.question.endswith("?")
    assert 0 < len(scene.hint) <= 160
    answer, reason = answer_of(scene.title), remove_markup(scene_reason(scene))
    assert 0 < len(scene.source) <= 60
    assert 0 < len(scene.claim) <= 120
    assert 0 < len(answer) <= 330
    assert 0 < len(reason) <= 220
    assert re.fullmatch("[a-z-]{1,20}", scene.key)
    for text in (scene.title, scene.question, scene.hint, scene.claim, answer, reason):
        assert not re.search(
            r"-\d|\d-|[{}*\n]| x \d|  |\be-?\d", text
        )  # − and ×, no template left open
        assert text == text.strip()


GUESSED = [scene for scene in SCENES if scene.guess]


@pytest.mark.parametrize("scene", GUESSED, ids=[scene.title for scene in GUESSED])
def test_a_guess_is_about_a_curve_of_its_scene_and_can_be_right(scene: Scene) -> None:
    view, guess = view_of(f"?scene={scene.key}"), scene.guess
    assert guess is not None
    assert guess.key in view.shown
    assert guess.panel == "value" or view.has_gradients
    assert view.low <= guess.x <= view.high
    compute = {"value": Exact(view).value, "gradient": Exact(view).slope}[guess.panel]
    height = compute(guess.key, guess.x)
    low, high = picture(view)["layout"][{"value": "yaxis", "gradient": "yaxis2"}[guess.panel]][
        "range"
    ]
    assert low < height < high


@pytest.mark.parametrize("key", PLOTS)
def test_the_articles_plots_are_scenes_as_they_are(key: str) -> None:
    scene = scene_of(PLOT_TITLES[key])
    x = np.arange(-10, 10, 0.2)
    if key == "input":
        assert (scene.view.shown, scene.view.extras) == ((), (key,))
        expected = np.linspace(0, len(x), len(x))
    else:
        assert scene.view.shown == (key,)
        expected = ACTIVATIONS[key].value(x)
    told = {"shown", "probe", "extras"}
    assert {name for name in CONTROLS if getattr(scene.view, name) != getattr(View(), name)} <= told
    curve = sample_curve(scene.view, key)
    assert curve.x.tolist() == pytest.approx(ARTICLE_X, rel=0.0, abs=1e-12)
    assert curve.value.tolist() == pytest.approx(expected.tolist(), rel=0.0, abs=1e-9)


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_a_scene_about_the_sum_draws_its_sigmoids_and_t_if_it_speaks_of_it(scene: Scene) -> None:
    is_about_sum = scene.view.shown == ("sigmoid_sum",)
    assert ("terms" in scene.view.extras) == is_about_sum
    if re.search(r"\bT\b", answer_of(scene.title)):
        assert "limit" in scene.view.extras


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_a_range_of_a_scene_holds_its_curves_at_the_bottom(scene: Scene) -> None:
    ranges = {"value": scene.value_range, "gradient": scene.gradient_range}
    for key in drawn_keys(scene.view):
        curve = sample_curve(scene.view, key)
        for panel, interval in ranges.items():
            assert interval is None or np.nanmin(getattr(curve, panel)) >= interval[0]


def test_the_articles_plots_come_in_its_order() -> None:
    assert [title for title in TITLES if title in PLOT_TITLES.values()] == list(
        PLOT_TITLES.values()
    )


def test_one_scene_shows_all_of_them_with_their_gradients() -> None:
    view = scene_of("Five gradients").view
    assert view.shown == PLOTS[1:]
    assert (view.visible_panels, view.scale) == (("value", "gradient"), "log")


def test_more_sigmoids_on_the_same_span_come_no_nearer_to_softplus() -> None:
    view = scene_of("More sigmoids").view
    gaps = [
        max_abs_difference(dataclasses.replace(view, count=n), "sigmoid_sum", "softplus")
        for n in (10.0, 20.0, 100.0)
    ]
    assert gaps == sorted(gaps)


def test_dots_that_a_reader_is_sent_to_are_there() -> None:
    for title, key, slopes in (("ReLU", "relu", (0.0, 1.0)), ("A jump at zero", "elu", (2.0, 1.0))):
        assert sample_curve(scene_of(title).view, key).one_sided_gradients == (slopes,)
    assert sample_curve(scene_of("ELU").view, "elu").one_sided_gradients == ((1.0, 1.0),)


def test_a_scene_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        SCENES[0].title = "another"  # type: ignore[misc]
    assert scene_answer(SCENES[0]) is scene_answer(SCENES[0])
