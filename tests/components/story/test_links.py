"""Older links to scenes, which had numbers and moments, lead to the scenes that they meant."""

import pytest

from components.story.navigation import STAGES, initial_view, read_view
from core.query import parse_query
from core.view import View
from tests.components.readers import TITLES, respond, scene_of, view_of

# What the numbers meant, and where that is told now.
OLD_SCENES = {
    "1": "The input",
    "2": "Sigmoid",
    "3": "A sum of sigmoids",
    "4": "Softplus",
    "5": "ReLU",
    "6": "ELU",
    "7": "Five gradients",
    "8": "Sigmoid",  # what the offset sets
    "9": "Small, but not zero",
    "10": "Past the span",
    "11": "More sigmoids",
    "12": "More sigmoids",  # a longer ramp
    "13": "A mean of zero",  # softplus against ReLU
    "14": "A mean of zero",
    "15": "A jump at zero",
    "16": "Five gradients",  # small slopes on the left
    "17": "Ten layers",
    "18": "Quiet on the left",
}


@pytest.mark.parametrize("number", OLD_SCENES)
def test_the_number_of_a_scene_leads_to_it(number: str) -> None:
    scene = scene_of(OLD_SCENES[number])
    assert view_of(f"?scene={number}") == initial_view(scene.key)
    answered = respond(f"?scene={number}", {})
    assert (answered["query"], answered["note"]) == (f"?scene={scene.key}", "")
    changed = respond(f"?theme=dark&scene={number}&stage=value&probe=1", {})["query"]
    assert changed == respond(f"?theme=dark&scene={scene.key}&stage=value&probe=1", {})["query"]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("number", OLD_SCENES)
def test_a_moment_leads_to_its_stage(number: str, stage: str) -> None:
    expected = view_of(f"?scene={scene_of(OLD_SCENES[number]).key}&stage={stage}")
    assert view_of(f"?scene={number}&moment={stage}") == expected


def test_a_request_of_an_open_page_from_before_is_understood() -> None:
    answered = respond("?scene=2&stage=answer", {"scene": "9", "stage": "value"})
    assert answered["query"] == "?scene=small-slopes&stage=value"


@pytest.mark.parametrize("number", ["0", "19", "20", "007", "-1", "1e0", "١"])
def test_a_number_that_never_was_one_is_no_scene(number: str) -> None:
    assert view_of(f"?scene={number}") == View()


def test_scenes_that_had_no_number_are_those_added_since() -> None:
    new = set(TITLES) - set(OLD_SCENES.values())
    assert new == {
        "An output unit",
        "From softplus to ReLU",
        "A dead unit",
        "Four networks",
        "Only the mean",
        "Two layers",
    }


@pytest.mark.parametrize("scene", ["no-such-scene", "0", "19", "99", "Elu"])
def test_a_url_of_a_scene_that_does_not_exist_is_that_of_none(scene: str) -> None:
    view, notes = read_view(parse_query(f"?scene={scene}&alpha=2"))
    assert view == View(alpha=2.0)
    assert notes
