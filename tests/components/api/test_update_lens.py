"""The response to the sliders of a lens."""

import pytest

from components import ids
from components.lenses.table import LENSES
from core.view import CONTROLS, SLIDERS
from tests.components.readers import (
    by_id,
    page_of,
    picture,
    props_named,
    respond,
    traces_of_lens,
    view_of,
)


@pytest.mark.parametrize(
    ("lens", "name"),
    [(lens, name) for lens in LENSES for name in LENSES[lens].controls if name in SLIDERS],
)
def test_a_slider_of_a_lens_moves_all_that_it_draws_and_no_curve(lens: str, name: str) -> None:
    query = f"?shown=sigmoid,relu,elu&weights=one&lens={lens}"
    answered = respond(query, {name: CONTROLS[name].high})
    whole = picture(view_of(query))
    assert [each["index"] for each in answered["frame"]["traces"]] == traces_of_lens(whole) != []
    said = props_named(answered, "text")
    for key in ("sigmoid", "relu", "elu"):
        assert {ids.function_id(key, part) for part in ("value", "gradient", "lens")} <= set(said)


@pytest.mark.parametrize("lens", LENSES)
def test_the_probe_moves_nothing_of_a_lens(lens: str) -> None:
    assert respond(f"?lens={lens}", {"probe": 1.5})["frame"]["traces"] == []


@pytest.mark.parametrize(
    ("query", "alpha"),
    [
        ("", 1.6732632423543772),  # SELU's
        ("?sigma=0.5", 1.3264),
        ("?sigma=2&lens=mean", 2.4040),
        ("?sigma=3&shown=relu", 3.1621),
        ("?mu=1&sigma=0.5", None),  # on the slider there is none
    ],
)
def test_the_page_is_told_the_alpha_at_which_elu_has_mean_zero(
    query: str, alpha: float | None
) -> None:
    found = respond(query, {"probe": 1})["zeroMean"]
    assert found == (alpha if alpha is None else pytest.approx(alpha, abs=0.00005))
    assert by_id(page_of(query))[ids.PAGE_DATA].data["zeroMean"] == found
