"""What is corrected in the settings of a URL is said."""

import pytest

from core.control import NAME_PATTERN, MultiChoice, Name
from core.query import parse_query
from core.view import CONTROLS, View


def test_a_crossed_range_is_called_crossed() -> None:
    assert "order" in View().with_changes({"range": (5, -5)})[1][0]


@pytest.mark.parametrize(("asked", "kept"), [("12.4", 12), (12.6, 13), (0.6, 1), (199.7, 200)])
def test_a_count_is_whole(asked: float | str, kept: int) -> None:
    assert View.from_raw({"count": asked}).count == kept


def test_what_is_not_ours_is_left_out_without_a_word() -> None:
    query = (
        "?alpha=2&utm_source=mail&utm_medium=email&utm_campaign=x&utm_content=y&utm_term=z&utm_id=1"
        "&fbclid=x&gclid=x&msclkid=x&igshid=x&mc_cid=x&mc_eid=x&_ga=1&ref=x&source=y&s=1&lang=en"
        "&date=1&code=x"
    )
    assert View().with_changes(parse_query(query)) == (View(alpha=2.0), ())
    view, notes = View().with_changes({"colour": "red", "low": 3, "__class__": int, "alpha": 2})
    assert (view, notes) == (View.from_raw({"alpha": 2}), ())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *(("alpah", "alpha"), ("Alpha", "alpha"), ("alph", "alpha"), ("ofset", "offset")),
        *(("ragne", "range"), ("scen", "scene"), ("them", "theme"), ("lns", "lens")),
    ],
)
def test_a_mistyped_setting_is_told(name: str, meant: str) -> None:
    note = f"A setting was left out: its name is nearly {meant}"
    assert View().with_changes({name: "2"}) == (View(), (note,))


def test_a_list_of_unknown_words_changes_nothing() -> None:
    note = "Functions: there is no such choice"
    assert View().with_changes({"shown": "foo"}) == (View(), (note,))
    assert View().with_changes({"shown": "foo,relu"}) == (View(shown=("relu",)), (note,))
    assert View().with_changes({"shown": ""}) == (View(shown=()), ())


@pytest.mark.parametrize("query", ["?=2", "?alpha=2" + "&a=1" * 150, "?alpha=2&x=" + "a" * 10_000])
def test_what_has_no_name_is_told(query: str) -> None:
    assert len(View().with_changes(parse_query(query))[1]) == 1


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


@pytest.mark.parametrize("name", [n for n, c in CONTROLS.items() if isinstance(c, MultiChoice)])
def test_the_longest_choice_of_several_is_read_back(name: str) -> None:
    longest = sorted(CONTROLS[name].options, key=len)[-CONTROLS[name].max_selected :]
    view, notes = View().with_changes({name: longest})
    assert notes == ()
    assert set(getattr(view, name)) == set(longest)
    assert View().with_changes(parse_query(view.query())) == (view, ())
