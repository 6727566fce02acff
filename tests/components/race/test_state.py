"""What the page needs of a race before it runs."""

import pytest

from components.race.state import build_race_state
from components.theme import DEFAULT_WINDOW, plot_sizes
from core.view import View


@pytest.mark.parametrize(
    ("lane", "formula", "expected"),
    [
        ("relu", "x", True),
        ("elu", "x", False),
        ("sigmoid", "x", False),
        ("own", "relu(-x)", True),
        ("own", "max(0, x + 10)", True),
        ("own", "min(max(x, 0), 6)", True),
        ("own", "x * sigmoid(x)", False),
    ],
)
def test_a_lane_counts_dead_units_where_a_slope_can_be_0(
    lane: str, formula: str, *, expected: bool
) -> None:
    view = View.from_raw({"part": "race", "lanes": lane, "formula": formula})
    state = build_race_state(view, "light", plot_sizes(view, DEFAULT_WINDOW))
    assert state is not None
    assert [each["hasDeadUnits"] for each in state["lanes"]] == [expected]
