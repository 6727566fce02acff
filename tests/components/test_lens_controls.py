"""The controls of the lenses: which are seen with which lens, and what may be chosen of them."""

from typing import Any

import pytest

from components import ids
from components.controls import LENS_CONTROLS
from components.lenses.table import LENSES
from core.view import CONTROLS
from tests.components.api.test_sweep import call_scripts
from tests.components.readers import EVERYTHING, by_id, seen, text
from tests.components.test_controls import SLIDERS, is_log, names_of_rows, page, rows_seen, tree


@pytest.mark.parametrize("lens", CONTROLS["lens"].options)
def test_a_lens_brings_its_controls_and_takes_the_scale_where_it_has_no_gradients(
    lens: str,
) -> None:
    added, first = set(LENSES[lens].controls), rows_seen()
    taken = set() if lens in ("gradient", "saturation", "data") else {"scale"}
    span = {"span"} if lens == "sum" else set()  # of the rule refine, which that lens shows too
    assert rows_seen(lens=lens, weights="one") == (first | added | span) - taken
    assert rows_seen(lens=lens) == (first | added | span) - taken - {"weight_variance"}
    assert rows_seen(lens=lens, panels="value") == first - {"scale", "lens"}
    assert rows_seen(lens=lens, hide=[*added, "step"]) == (first | span) - taken - {"step"}
    assert rows_seen(lens=lens, part="race") == rows_seen(part="race")
    found = seen(tree(lens=lens)[ids.LENS_CONTROLS])
    assert (found is not None) == bool(added)
    if found is not None:
        assert added - {"weight_variance"} == names_of_rows(found)
        assert text(by_id(found)[ids.LENS_HEADING]) == LENSES[lens].heading


def test_every_control_of_a_lens_is_of_one_lens_and_stands_in_its_panel() -> None:
    assert sorted(name for each in LENSES.values() for name in each.controls) == (
        sorted(LENS_CONTROLS)
    )
    inside = by_id(tree()[ids.LENS_CONTROLS])
    assert {name for name in CONTROLS if ids.row_id(name) in inside} == set(LENS_CONTROLS)


def test_without_the_sum_its_lens_is_that_of_the_gradient() -> None:
    assert rows_seen(lens="sum", shown="elu") == rows_seen(shown="elu")
    for shown in ("sigmoid_sum", "elu"):
        classes = tree(shown=shown)[ids.row_id("lens")].className.split()
        assert ("has-sum" in classes) == (shown == "sigmoid_sum")


@pytest.mark.parametrize("shown", ["", "relu", "sigmoid,gelu", EVERYTHING])
def test_the_functions_that_may_be_shaded_are_those_shown(shown: str) -> None:
    classes = tree(shown=shown, lens="saturation")[ids.row_id("focus")].className.split()
    keys = {each for each in shown.split(",") if each}
    assert {each for each in classes if each.startswith("has-")} == {f"has-{key}" for key in keys}


@pytest.mark.parametrize(
    ("raw", "is_seen"),
    [
        ({"lens": "mean"}, True),
        ({"lens": "depth"}, False),
        ({}, False),
        ({"lens": "mean", "shown": "relu"}, False),
        ({"lens": "mean", "hide": ["alpha"]}, False),
        ({"lens": "mean", "panels": "value"}, False),
        ({"scene": "mean"}, True),
        ({"scene": "noise"}, False),
    ],
)
def test_the_alpha_with_mean_zero_can_be_asked_for_where_it_can_be_set(
    raw: dict[str, Any], is_seen: bool
) -> None:
    assert (ids.ZERO_MEAN in by_id(seen(page(**raw)))) is is_seen


def test_the_page_finds_the_places_on_a_slider_as_python_does() -> None:
    numbers = {"threshold": [1e-6, 0.00123, 0.01, 0.316, 1.0], "alpha": [0.0, 1.67, 4.0]}
    for name, some in numbers.items():
        spec, control = {"isLog": is_log(name)}, CONTROLS[name]
        places = [control.to_position(each) for each in some]
        calls = [["slider_scale.mjs", "toPosition", [spec, each]] for each in some]
        calls += [["slider_scale.mjs", "fromPosition", [spec, each]] for each in places]
        assert call_scripts(calls) == [*places, *some]


@pytest.mark.parametrize("name", SLIDERS)
def test_a_slider_says_whether_it_is_logarithmic(name: str) -> None:
    row = tree()[ids.row_id(name)].to_plotly_json()["props"]
    assert ("data-log" in row) == is_log(name) == (name in ("threshold", "sharpness"))


@pytest.mark.parametrize("raw", [{}, {"lens": "mean"}, {"part": "race"}, {"hide": "alpha,lanes"}])
def test_a_link_can_leave_out_what_is_there(raw: dict[str, Any]) -> None:
    """Or what it leaves out already."""
    classes = tree(**raw)[ids.row_id("hide")].className.split()
    offered = {each.removeprefix("has-") for each in classes if each.startswith("has-")}
    hidden = set(str(raw.get("hide", "")).split(",")) - {""}
    assert offered == ((rows_seen(**raw) | hidden | {"part"}) & set(CONTROLS["hide"].options))
