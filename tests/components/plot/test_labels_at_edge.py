"""The names at the right edge of a lecture's plot: in order, on the plot, never on one another."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.plot.labels_at_edge import label_targets, labels_width, spread_labels
from components.text import CURVE_NAMES
from components.theme import STROKES, lecture_sizes
from core.view import View
from tests.components.readers import WINDOW, numbers, picture, traces
from tests.components.strategies import few

EDGE = ("paper", 1)
WANTED = st.dictionaries(st.sampled_from(sorted(CURVE_NAMES)), st.floats(0, 1), min_size=1)


@given(wanted=WANTED, spacing=st.floats(0.01, 0.07))
@few
def test_names_keep_their_distance_their_order_and_the_plot(
    wanted: dict[str, float], spacing: float
) -> None:
    stand = spread_labels(wanted, spacing)
    assert set(stand) == set(wanted)
    order = sorted(stand, key=lambda key: stand[key])
    for lower, upper in itertools.pairwise(order):
        assert stand[upper] - stand[lower] >= spacing * (1 - 1e-9)
        assert wanted[lower] <= wanted[upper]
    assert stand[order[0]] >= 0.5 * spacing * (1 - 1e-9)
    assert stand[order[-1]] <= 1 - 0.5 * spacing * (1 - 1e-9)


def test_names_with_room_stand_where_they_are_wanted_and_crowded_ones_around_their_mean() -> None:
    assert spread_labels({"relu": 0.2, "elu": 0.8}, 0.1) == {"relu": 0.2, "elu": 0.8}
    assert spread_labels({"relu": 0.5, "elu": 0.5}, 0.1) == pytest.approx(
        {"relu": 0.55, "elu": 0.45}
    )


@pytest.mark.parametrize(("log", "share"), [(False, 0.001), (True, 0.8)])
def test_an_end_is_a_share_of_the_height_as_its_axis_counts(log: bool, share: float) -> None:
    axis = (-3.0, 2.0) if log else (0.0, 10_000.0)
    found = label_targets({"relu": 10.0, "elu": 0.0}, axis, (0.0, 1.0), log)
    assert found == pytest.approx({"relu": share, "elu": 0.0})
    assert label_targets({"relu": 1e9}, axis, (0.2, 0.6), log) == pytest.approx({"relu": 0.6})


@pytest.mark.parametrize("height", [768, 800, 1080, 2160])
def test_the_sizes_of_a_lecture_are_those_that_a_hall_needs(height: int) -> None:
    sizes = lecture_sizes(height)
    least = {"text": 0.028, "ticks": 0.03, "labels": 0.032, "curve": 0.0065, "grid": 0.0015}
    for name, share in least.items():
        assert getattr(sizes, name) >= share * height - 0.05
    assert lecture_sizes(768).text >= 22
    assert round(lecture_sizes(768).curve) == 5


def rail(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    """The names at the right edge."""
    return [each for each in drawn["layout"]["annotations"] if (each["xref"], each["x"]) == EDGE]


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"shown": ["sigmoid_sum", "elu"]},
        {"shown": ["sigmoid_sum"], "extras": ["terms", "limit"]},
        {"shown": [], "extras": ["input"]},
        {"shown": ["sigmoid"], "extras": ["losses"]},
        {"panels": ["gradient"], "scale": "log"},
    ],
)
def test_a_lecture_names_each_curve_that_it_draws_in_its_colour(raw: dict[str, object]) -> None:
    drawn = picture(View.from_raw(raw | {"mode": "lecture"}))
    named = {each["text"]: each["font"]["color"] for each in rail(drawn)}
    # The single sigmoids are too many to be named.
    assert set(named) == {each["name"] for each in traces(drawn)} - {CURVE_NAMES["terms"]}
    for key, stroke in STROKES.items():
        assert named.get(CURVE_NAMES[key], stroke.light) == stroke.light


@pytest.mark.parametrize("raw", [{"scene": "five-gradients"}, {"shown": []}])
def test_a_name_never_gives_a_curve_away(raw: dict[str, object]) -> None:
    """A question draws nothing yet, so it has no names."""
    drawn = picture(View.from_raw({"shown": ["elu"]} | raw | {"mode": "lecture"}))
    assert rail(drawn) == []
    assert len(drawn["layout"]["shapes"]) == 1  # the probe


def test_a_name_is_joined_to_the_end_of_its_curve() -> None:
    drawn = picture(
        View.from_raw({"shown": ["sigmoid", "relu"], "mode": "lecture", "panels": ["value"]})
    )
    (low, high), shapes = drawn["layout"]["yaxis"]["range"], drawn["layout"]["shapes"][1:]
    for trace, shape, name in zip(traces(drawn), shapes, rail(drawn), strict=True):
        end = (numbers(trace["y"])[-1] - low) / (high - low)
        assert shape["y0"] == pytest.approx(min(end, 1), abs=1e-4)  # a ramp leaves at the top
        assert shape["y1"] == name["y"]


def test_the_edge_is_wide_enough_for_the_longest_name_and_not_there_without_names() -> None:
    sizes = lecture_sizes(WINDOW.height)
    longest = max(map(len, CURVE_NAMES.values()))
    assert labels_width(sizes, tuple(CURVE_NAMES)) > 0.5 * longest * sizes.labels
    assert labels_width(sizes, ()) == 0
