"""What is corrected in the settings of a URL is said."""

import pytest

from core.control import NAME_PATTERN, Name
from core.view import View


def test_a_crossed_range_is_called_crossed() -> None:
    assert "order" in View().with_changes({"range": (5, -5)})[1][0]


@pytest.mark.parametrize(("asked", "kept"), [("12.4", 12), (12.6, 13), (0.6, 1), (199.7, 200)])
def test_a_count_is_whole(asked: float | str, kept: int) -> None:
    assert View.from_raw({"count": asked}).count == kept


def test_an_unknown_setting_is_left_out_and_told_once() -> None:
    view, notes = View().with_changes(
        {"colour": "red", "": None, "low": 3, "__class__": int, "alpha": 2}
    )
    assert view == View.from_raw({"alpha": 2})
    assert len(notes) == 1


@pytest.mark.parametrize("raw", ["", "Elu", "../x", "a b", "é", "a" * 41, 3, None, ["elu"]])
def test_what_has_not_the_form_of_a_name_is_told(raw: object) -> None:
    assert Name("Scene", "", "free").clean(raw, "elu") == (
        "elu",
        "Scene: there is none of that name",
    )


@pytest.mark.parametrize("raw", ["elu", "past-the-span", "18", "a" * 40])
def test_a_name_has_small_letters_digits_and_hyphens(raw: str) -> None:
    assert NAME_PATTERN.fullmatch(raw)
    assert Name("Scene", "", "free").clean(raw, "free") == (raw, None)
