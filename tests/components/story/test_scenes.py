"""Scenes are valid, short, and set so that what they ask can be seen."""

import dataclasses
import re

import numpy as np
import pytest

from components.controls import hidden_controls
from components.lenses.table import LENSES
from components.story import SCENES
from components.story.answer import scene_answer
from components.story.scene import Scene
from core.activations import ACTIVATIONS
from core.curves import drawn_keys, sample_curve
from core.statistics import max_abs_difference
from core.view import CONTROLS, View
from tests.components.closed_forms import slope_of, value_of
from tests.components.readers import ARTICLE_X, TITLES, answer_of, picture, scene_of, view_of

PLOTS = ("input", "sigmoid", "sigmoid_sum", "softplus", "relu", "elu")


def test_scenes_are_at_least_twelve_and_have_titles_of_their_own() -> None:
    assert 12 <= len(SCENES) <= 18
    assert len({scene.title for scene in SCENES}) == len(SCENES)
    assert len({scene.view for scene in SCENES}) == len(SCENES)


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


def test_every_lens_has_a_scene() -> None:
    assert {scene.view.lens for scene in SCENES} == set(LENSES)


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_a_scene_is_short_and_set_with_care(scene: Scene) -> None:
    assert 0 < len(scene.title) <= 30
    assert 0 < len(scene.question) <= 120
    assert scene.question.endswith("?")
    assert 0 < len(scene.hint) <= 160
    assert 0 < len(answer_of(scene.title)) <= 280
    for text in (scene.title, scene.question, scene.hint, answer_of(scene.title)):
        assert not re.search(
            r"-\d|\d-|[{}*\n]| x \d|  |\be-?\d", text
        )  # − and ×, no template left open
        assert text == text.strip()


GUESSED = [number for number, scene in enumerate(SCENES, start=1) if scene.guess]


@pytest.mark.parametrize("number", GUESSED)
def test_a_guess_is_about_a_curve_of_its_scene_and_can_be_right(number: int) -> None:
    view, guess = view_of(f"?scene={number}"), SCENES[number - 1].guess
    assert guess is not None
    assert guess.key in view.shown
    assert guess.panel == "value" or view.has_gradients
    assert view.low <= guess.x <= view.high
    compute = {"value": value_of, "gradient": slope_of}[guess.panel]
    (height,) = compute(view, guess.key, np.array([guess.x]))
    low, high = picture(view)["layout"][{"value": "yaxis", "gradient": "yaxis2"}[guess.panel]][
        "range"
    ]
    assert low < height < high


@pytest.mark.parametrize("place", range(6))
def test_the_first_six_are_the_articles_plots(place: int) -> None:
    scene, key = SCENES[place], PLOTS[place]
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
def test_a_frame_of_a_scene_holds_its_curves_at_the_bottom(scene: Scene) -> None:
    frames = {"value": scene.value_frame, "gradient": scene.gradient_frame}
    for key in drawn_keys(scene.view):
        curve = sample_curve(scene.view, key)
        for panel, frame in frames.items():
            assert frame is None or np.nanmin(getattr(curve, panel)) >= frame[0]


def test_the_seventh_shows_all_of_them_with_their_gradients() -> None:
    assert SCENES[6].view == View(shown=PLOTS[1:])


def test_more_sigmoids_on_the_same_span_come_no_nearer_to_softplus() -> None:
    view = scene_of("More sigmoids").view
    gaps = [
        max_abs_difference(dataclasses.replace(view, count=n), "sigmoid_sum", "softplus")
        for n in (10.0, 20.0, 100.0)
    ]
    assert gaps == sorted(gaps)


def test_dots_that_a_reader_is_sent_to_are_there() -> None:
    for title, key, slopes in (("ReLU", "relu", (0.0, 1.0)), ("A jump at zero", "elu", (2.0, 1.0))):
        assert sample_curve(scene_of(title).view, key).one_sided_gradients == slopes
    assert sample_curve(scene_of("ELU").view, "elu").one_sided_gradients == (1.0, 1.0)


def test_a_scene_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        SCENES[0].title = "another"  # type: ignore[misc]
    assert scene_answer(SCENES[0]) is scene_answer(SCENES[0])
