"""The sentence about the probe: true against slopes computed here."""

import re

import pytest

from components.words.probe import probe_text
from core.view import View
from tests.components.exact import Exact
from tests.components.readers import EVERYTHING, view_of
from tests.components.words.test_summary import KEYS, spelled

NUMBER = r"−?[\d.]+(?: × 10⁻?[⁰-⁹¹²³]+)?"


def read_sentence(sentence: str) -> tuple[float, dict[str, float]]:
    """The x of a sentence, and the slope that it tells of each function, in its order."""
    found = re.fullmatch(
        rf"At x = (?P<x>{NUMBER}) (?:(?P<blocked>[^;]+) pass(?:es)? nothing back)?(?:; )?"
        rf"(?:(?P<first>[A-Za-z ]+) passes (?P<rest>{NUMBER} times the gradient.*))?\.",
        sentence,
    )
    assert found is not None, sentence
    blocked = re.split(r", | and ", found["blocked"]) if found["blocked"] else []
    slopes = {}
    if found["first"]:
        number, *others = found["rest"].replace(" times the gradient", "").split(", ")
        slopes[found["first"]] = spelled(number)
        for each in others:
            pair = re.fullmatch(rf"([A-Za-z ]+?) ({NUMBER})", each)
            assert pair is not None, each
            slopes[pair[1]] = spelled(pair[2])
    told = slopes | dict.fromkeys(blocked, 0.0)
    return spelled(found["x"]), {KEYS[name]: slope for name, slope in told.items()}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?probe=3",
        "?probe=0&alpha=2.5",
        "?probe=-0.5&alpha=0",
        "?probe=-4.6&range=-5,5&count=7",
        "?probe=9.85&rule=refine&span=3.3&offset=10",
        "?probe=-20",
        "?shown=sigmoid&probe=-20",
        "?shown=sigmoid&probe=18.5&offset=-3",
        "?shown=softplus,relu&probe=-15",
        "?shown=relu,shifted_relu&probe=-1",
        "?shown=relu,elu,leaky_relu&probe=-7&alpha=0&slope=0",
        "?shown=identity,tanh,leaky_relu,shifted_relu,silu&probe=-3",
        "?shown=selu,gelu&probe=-0.9",
        "?shown=sigmoid_sum&rule=extend&count=5&probe=2.25",
        "?scene=five-gradients&stage=answer",
        "?scene=more-sigmoids&stage=gradient&probe=-7&lens=gradient",
        "?scene=five-gradients&stage=gradient&probe=-7",
        "?lens=saturation&probe=-7",
        "?lens=sum&shown=relu,elu",
    ],
)
def test_it_tells_how_much_of_a_gradient_each_function_passes_back(query: str) -> None:
    view = view_of(query)
    x, told = read_sentence(probe_text(view))
    assert x == view.probe
    expected = {key: float(Exact(view).slope(key, view.probe)) for key in view.shown}
    assert told == pytest.approx(expected, rel=5.1e-3, abs=0)
    passed = [abs(slope) for slope in told.values() if slope]
    assert passed == sorted(passed, reverse=True)


def test_the_sentence_of_the_first_visit() -> None:
    assert probe_text(View()) == (
        "At x = −2 ReLU passes nothing back; ELU passes 0.135 times the gradient, "
        "sum of sigmoids 0.126, softplus 0.119, sigmoid 0.105."
    )


def test_a_slope_that_is_too_small_for_a_double_is_not_nothing() -> None:
    view = View(shown=("relu", "softplus_beta", "elu"), sharpness=128.0, probe=-10.0)
    assert probe_text(view) == (
        "At x = −10 ReLU passes nothing back; ELU passes 4.54 × 10⁻⁵ times the gradient, "
        "softplus β less than 1 × 10⁻³⁰⁷."
    )


@pytest.mark.parametrize(
    "query",
    [
        "?shown=",
        "?panels=value",
        "?scene=input&stage=answer",
        "?scene=five-gradients",
        "?scene=five-gradients&stage=value",
        "?scene=five-gradients&stage=answer&panels=value",
        f"?shown={EVERYTHING}",
        "?lens=sum",
        "?lens=mean",
        "?lens=depth",
        "?lens=noise&panels=gradient",
        "?scene=more-sigmoids&stage=gradient",
    ],
)
def test_it_says_nothing_where_no_slope_is_shown_and_of_more_than_a_sentence_holds(
    query: str,
) -> None:
    assert probe_text(view_of(query)) == ""
