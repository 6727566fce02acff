"""A view as the text of a URL: there and back, short, and safe against what others write there."""

from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.view import CONTROLS, View

thorough = settings(deadline=None, derandomize=True, max_examples=120)

numbers = st.floats(-25.0, 25.0) | st.decimals(-25, 25, places=1).map(float)
ranges = st.tuples(numbers, numbers) | numbers.map(lambda low: (low, low))
views = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("step", "probe", "offset", "alpha", "slope", "span"), numbers),
        "count": st.integers(1, 200),
        "range": ranges,
        "rule": st.sampled_from(["article", "refine", "extend"]),
        "scale": st.sampled_from(["linear", "log"]),
        "theme": st.sampled_from(["auto", "light", "dark"]),
        "shown": st.lists(st.sampled_from(list(ACTIVATIONS))),
        "panels": st.lists(st.sampled_from(["value", "gradient"]), min_size=1),
        "extras": st.lists(st.sampled_from(["terms", "limit", "input", "losses"])),
    },
).map(View.from_raw)

HOSTILE = [
    "?" + "a" * 10_000,
    "alpha=2&" * 2000,
    "?" + "&".join(f"p{i}={i}" for i in range(5000)),
    "&" * 10_000,
    "=" * 1500,
    "&" * 1500,
    "a=1&" * 400,
    "?%",
    "?alpha=%zz&%ff=%00&step=%E2%28%A1&rule=%u2212",
    "?alpha=%F0%9F%98%80&shown=%00,%0a",
    "?%61lpha=\ud800",
    "????alpha=1",
    "?alpha",
    "?alpha=",
    "?=1",
    "?;alpha=1;",
    "?alpha[]=1&alpha.x=2&__proto__=1",
    "?range=1,2,3,4&range=,&range=nan,nan",
    "?shown=" + "relu," * 300,
    "?count=" + "9" * 1900,
    "<script>alert(1)</script>",
    "?alpha=1'%20OR%20'1'='1",
    "\x00\r\n\t",
]


@thorough
@given(view=views)
@example(view=View.from_raw({"range": (-0.7, 0.2)}))
@example(view=View.from_raw({"range": (0.123456789016, 0.2)}))
@example(view=View.from_raw({"shown": []}))
@example(view=View.from_raw({"shown": list(ACTIVATIONS)}))
def test_there_and_back(view: View) -> None:
    query = view.query()
    assert View.from_query(query) == view
    assert View.from_query(query.removeprefix("?")) == view
    assert View.from_query(query).query() == query


@thorough
@given(view=views)
def test_the_text_holds_what_differs_from_the_defaults_and_no_more(view: View) -> None:
    query = view.query()
    assert query.isascii()
    assert query == "" or query.startswith("?")
    changed = [name for name in CONTROLS if getattr(view, name) != getattr(View(), name)]
    assert [
        name for name, _ in parse_qsl(query.removeprefix("?"), keep_blank_values=True)
    ] == changed


@pytest.mark.parametrize(
    ("raw", "query"),
    [
        ({}, ""),
        ({"alpha": 1}, ""),
        ({"alpha": 1.5}, "?alpha=1.5"),
        ({"count": 7}, "?count=7"),
        ({"offset": -0.0}, ""),
        ({"range": (-5, 5)}, "?range=-5,5"),
        ({"shown": ["elu", "relu"]}, "?shown=relu,elu"),
        ({"shown": []}, "?shown="),
        ({"slope": 0.3, "rule": "refine"}, "?slope=0.3&rule=refine"),
        ({"shown": [], "extras": ["input"]}, "?shown=&extras=input"),
    ],
)
def test_the_text_itself(raw: dict[str, Any], query: str) -> None:
    assert View.from_raw(raw).query() == query
    assert View.from_query(query).query() == query


@pytest.mark.parametrize(
    ("query", "raw"),
    [
        ("?alpha=1.5", {"alpha": 1.5}),
        ("alpha=1.5", {"alpha": 1.5}),
        ("?alpha=1%2C5&range=-5%2C5", {"alpha": 1.5, "range": (-5, 5)}),
        ("?offset=%E2%88%922.5", {"offset": -2.5}),
        ("?alpha=99&step=0&utm_source=mail", {"alpha": 4.0, "step": 0.01}),
        ("?range=5,-5", {"range": (-5, 5)}),
        ("?rule=refine&rule=refine", {"rule": "refine"}),
        ("?alpha=nan&span=1e999", {}),
        ("", {}),
        ("?", {}),
    ],
)
def test_what_a_query_means(query: str, raw: dict[str, Any]) -> None:
    assert View.from_query(query) == View.from_raw(raw)


def valid(view: View) -> bool:
    """That the gate finds nothing to put right in it."""
    return View().with_changes(vars(view)) == (view, ())


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_gives_a_valid_view(query: str) -> None:
    view = View.from_query(query)
    assert valid(view)
    assert View.from_query(view.query()) == view


@pytest.mark.parametrize(
    "query", ["alpha=2&" * 2000, "?alpha=2&x=" + "a" * 10_000, "?alpha=2" + "&a=1" * 150]
)
def test_a_query_too_long_to_be_one_of_ours_is_left_unread(query: str) -> None:
    assert View.from_query(query) == View()


@thorough
@given(names=st.lists(st.sampled_from([*CONTROLS, "other"]), max_size=6), data=st.data())
def test_any_text_as_a_value_gives_a_valid_view(names: list[str], data: st.DataObject) -> None:
    """Percent-encoded, raw, with surrogates; a name may come twice."""
    texts = st.text(st.characters(exclude_categories=()), max_size=40) | st.text(
        "%0123456789abcdef&=,.-+e", max_size=40
    )
    encoded = st.text(max_size=20).map(quote)
    query = "?" + "&".join(f"{name}={data.draw(texts | encoded)}" for name in names)
    assert valid(View.from_query(query))
