"""A scene with a race shows it in stages, and tells of ten starts no earlier than at theirs."""

import json
import math
import re
from statistics import median
from typing import Any

import pytest

from components import ids
from components.controls import hidden_controls
from components.export.files import file_name
from components.first_page import build_first_page, page_attributes
from components.story import SCENES
from components.story.navigation import STAGES, view_query
from components.story.scenes import SCENES_BY_KEY
from core.control import format_number
from core.race import recorded_starts
from core.view import CONTROLS
from tests.components.readers import by_id, describe, page_of, props_named, respond, text, view_of
from tests.components.story.test_answers import arrived, middle

KEYS = [scene.key for scene in SCENES if scene.view.is_race]
LATE = STAGES[2:]
AT_STAGES = [(key, stage) for key in KEYS for stage in STAGES]


def query_at(key: str, stage: str) -> str:
    return f"?scene={key}&stage={stage}"


def tells_of_starts(said: Any) -> bool:
    """Whether anything in a page or a response is what ten starts came to."""
    written = json.dumps(said, default=lambda each: getattr(each, "tolist", each.to_plotly_json)())
    return bool(re.search(r"[Tt]en recorded starts|\d of 10|\bmedian\b", written))


@pytest.mark.parametrize(("key", "stage"), AT_STAGES)
def test_ten_starts_come_with_their_stage_wherever_they_are_told(key: str, stage: str) -> None:
    is_told = stage in LATE
    answered = respond(f"?scene={key}", {"stage": stage})
    assert tells_of_starts(answered) is is_told
    assert tells_of_starts(page_of(query_at(key, stage))) is is_told
    spoken = describe(query_at(key, stage), f"?scene={key}")
    assert tells_of_starts(spoken) is is_told
    assert len(answered["race"]["strip"]["rows"]) == (4 if is_told else 0)
    assert bool(answered["race"]["sentence"]) is is_told
    assert ("ten starts" in answered["race"]["tables"]["loss"]["heads"]) is is_told
    for table in answered["race"]["tables"].values():
        assert {len(row) for row in table["rows"]} == {len(table["heads"])}


@pytest.mark.parametrize("key", KEYS)
def test_a_step_to_ten_starts_says_them_and_nothing_of_curves(key: str) -> None:
    view = view_of(query_at(key, "gradient"))
    said = describe(query_at(key, "gradient"), query_at(key, "value"))["changes"]
    assert said.startswith("Ten recorded starts")
    for steps in recorded_starts(view).values():
        finished = [each for each in steps if each is not None]
        if len(finished) == len(steps):
            assert format_number(median(finished)) in said
    summary = describe(query_at(key, "gradient"))["props"][ids.SUMMARY]["text"]
    assert "networks" in summary or "copies of one network" in summary
    assert "x from" not in said + summary


@pytest.mark.parametrize(("key", "stage"), AT_STAGES)
def test_a_race_scene_is_in_the_story_and_shows_the_race(key: str, stage: str) -> None:
    query = query_at(key, stage)
    found, answered = by_id(page_of(query)), respond(f"?scene={key}", {"stage": stage})
    hidden = props_named(answered, "hidden")
    for each in (ids.RACE_AREA, ids.RACE_PANEL, ids.STORY, ids.STEPS):
        assert hidden[each] is found[each].hidden is False
    assert props_named(answered, "value")[ids.VIEWS] == "story"
    assert 'data-view="story" data-area="race"' in page_attributes(query)
    first = build_first_page(query, ("wide",))
    assert SCENES_BY_KEY[key].question in first.replace("&#x27;", "'").replace("&#39;", "'")
    assert 'id="first-picture"' not in first
    assert file_name(view_of(query), "csv").startswith("activation-lab-race")


def test_curves_are_told_from_a_race_on_the_root() -> None:
    for query, area in (("", "curves"), ("?scene=input", "curves"), ("?part=race", "race")):
        assert f'data-area="{area}"' in page_attributes(query)


@pytest.mark.parametrize("key", KEYS)
def test_a_race_scene_has_its_own_controls_only(key: str) -> None:
    scene, view = SCENES_BY_KEY[key], view_of(f"?scene={key}")
    always = {"part", "scene", "stage", "theme", "mode", "hide", "shown"}
    assert set(CONTROLS) - hidden_controls(view) == {*scene.controls, *always}


@pytest.mark.parametrize("key", ["input", "five-gradients", *KEYS])
def test_a_scene_keeps_its_part_of_the_page(key: str) -> None:
    for part in CONTROLS["part"].options:
        read = view_of(f"?scene={key}&part={part}")
        answered = respond(f"?scene={key}", {"part": part})
        assert read == view_of(f"?scene={key}")
        assert answered["query"] == view_query(read) == f"?scene={key}"
        assert (answered["race"] is not None) is (key in KEYS)


def test_a_scene_that_is_left_leaves_its_race_behind() -> None:
    for query in (query_at(KEYS[0], "value"), f"?scene={KEYS[-1]}&seed=3"):
        assert respond(query, {"scene": "free"})["query"] == ""
        assert respond(query, {"scene": "input"})["query"] == "?scene=input"


@pytest.mark.parametrize("key", KEYS)
def test_another_seed_is_no_change_of_what_the_texts_are_about(key: str) -> None:
    def note(query: str) -> str:
        return text(by_id(page_of(query))[ids.CHANGED_NOTE])

    assert note(query_at(key, "answer")) == ""
    assert note(f"{query_at(key, 'answer')}&seed=7") == ""
    assert note(f"{query_at(key, 'answer')}&layers=4").startswith("Changed: Hidden layers.")


@pytest.mark.parametrize("key", KEYS)
def test_the_stages_of_a_race_have_names_of_their_own(key: str) -> None:
    found = by_id(page_of(f"?scene={key}"))
    said = props_named(respond("?scene=input", {"scene": key}), "text")
    stages = {each["value"]: text(each["label"]) for each in found["control-stage"].options}
    assert list(stages.values()) == ["question", "race", "ten starts", "answer"]
    assert (said[ids.VALUE_STAGE], said[ids.LENS_STAGE]) == ("race", "ten starts")
    back = props_named(respond(f"?scene={key}", {"scene": "input"}), "text")
    assert (back[ids.VALUE_STAGE], back[ids.LENS_STAGE]) == ("f(x)", "f′(x)")


def test_the_race_scenes_say_what_their_records_say() -> None:
    assert (middle(8, "relu-0") < middle(8, "elu") < middle(8, "relu")) and (
        middle(8, "elu") < middle(8, "elu-relu")
    )
    assert max(middle(2, "gelu"), middle(2, "silu")) < middle(2, "relu") < middle(2, "elu")
    assert min(arrived(8, "elu"), arrived(8, "relu")) == 10
    assert math.isinf(middle(8, "softplus"))
