"""The picture in words: true in every state, and silent where a scene only asks."""

import math
import re

import numpy as np
import pytest
from hypothesis import example, given

from components.lenses.rows import lens_sentence
from components.lenses.table import LENSES
from components.race.words import introduce_race
from components.story.navigation import initial_view
from components.story.scene import Scene
from components.text import number_text
from components.words.summary import summarize_view
from core.curves import FUNCTIONS, drawn_keys, drawn_losses, sample_curve, x_grid
from core.own_functions import OWN_FUNCTIONS
from core.view import View
from tests.components.readers import CURVE_SCENES, CURVE_TITLES, EVERYTHING, view_of
from tests.components.strategies import VIEWS, few

EMPTY_TEXT = "No function is switched on: the graph is empty."
UNDRAWN_TEXT = "Nothing is drawn yet: first comes the question."
LATER_TEXT = "Nothing is drawn yet: the lower panel comes with the next step."
KEYS = {each.name: key for key, each in FUNCTIONS.items()}


def spelled(text: str) -> float:
    """The number that a text spells: −4.585, 4.54 × 10⁻⁵, 1 − 4.54 × 10⁻⁵, none."""
    plain = (
        text.replace("none", "nan")
        .translate(str.maketrans("−⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "-0123456789-"))
        .replace(" × 10", "e")
    )
    number, *gap = re.split(r" (?=[+-] )", plain)
    return float(number) + sum(float(each.replace(" ", "")) for each in gap)


def readings(text: str) -> dict[str, list[float]]:
    """What a text says of each function at the probe."""
    listed = re.search(r"At x = .+?, f.*?: (.+?)\.(?: |$)", text)
    assert listed is not None
    pairs = (each.split(" for ") for each in listed[1].split(", "))
    return {
        KEYS[name]: [spelled(number) for number in numbers.split(" and ")]
        for numbers, name in pairs
    }


def readings_are_absent(text: str) -> bool:
    """Whether a text says nothing of curves."""
    return re.search(r"At x = |f′|x from", text) is None


def test_it_names_the_curves_the_samples_the_values_and_where_each_is_flat() -> None:
    assert summarize_view(view_of("")) == (
        "f(x) and f′(x) of sigmoid, sum of sigmoids, softplus, ReLU and ELU, "
        "x from −10 to 9.8 in 100 samples. "
        "At x = −2, f and f′: 0.1192 and 0.105 for sigmoid, "
        "0.1343 and 0.1257 for sum of sigmoids, 0.1269 and 0.1192 for softplus, "
        "0 and 0 for ReLU, "
        "−0.8647 and 0.1353 for ELU. The gradient is between −0.01 and 0.01: "
        "sigmoid up to −4.585 and from 4.585 "
        "on; sum of sigmoids up to −4.654; softplus up to −4.595; ReLU up to 0; ELU up to −4.605."
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?shown=", EMPTY_TEXT),
        ("?shown=elu&panels=value", "f(x) of ELU,"),
        ("?shown=elu&panels=gradient", "f′(x) of ELU,"),
        ("?shown=elu&scale=log", "f(x), and f′(x) on a log₁₀ scale, of ELU,"),
        ("?shown=elu&scale=log&panels=gradient", "f′(x) on a log₁₀ scale, of ELU,"),
        (
            "?shown=sigmoid_sum&extras=limit",
            "For comparison, thinner: T (the limit of the sum is 1.02 T) and softplus.",
        ),
        (
            "?shown=sigmoid_sum,softplus&extras=limit",
            "For comparison, thinner: T (the limit of the sum is 1.02 T).",
        ),
        (
            "?shown=sigmoid&extras=losses",
            "For comparison, thinner: cross-entropy of the sigmoid and y = 1 and squared error of "
            "the sigmoid and y = 1.",
        ),
        (
            "?shown=sigmoid_sum&extras=limit&rule=refine",
            "For comparison, thinner: T (the limit of the sum) and softplus.",
        ),
        (
            "?shown=sigmoid_sum&extras=limit&rule=extend",
            "For comparison, thinner: T (its span grows with the count) and softplus.",
        ),
        ("?shown=tanh&probe=10", "f and f′: 1 − 4.12 × 10⁻⁹ and 8.245 × 10⁻⁹ for tanh."),
        ("?shown=sigmoid_sum&extras=terms", "For comparison, thinner: single sigmoids."),
        (
            "?scene=input&stage=value",
            "f(x) of the article's input, x from −10 to 9.8 in 100 samples.",
        ),
        ("?shown=relu&range=1,9", "ReLU nowhere"),
        ("?shown=relu&range=-9,-1", "ReLU everywhere"),
        ("?shown=tanh&range=0,1&step=2", "a single sample at x = 0."),
        ("?shown=elu&alpha=0", "ELU up to 0"),
        (f"?shown=elu&alpha=2&range=-{20},5", f"ELU up to −{abs(math.log(0.005)):.4g}"),
    ],
)
def test_it_says_what_is_special_in_a_view(query: str, said: str) -> None:
    assert said in summarize_view(view_of(query))


def panels_with_curves(view: View) -> list[str]:
    """The panels of f and f′ that a reader sees: below another lens there are no gradients."""
    shown = {"question": 0, "value": 1}.get(view.stage, 2) if view.has_scene else 2
    if view.lens not in ("gradient", "saturation", "data") and view.shown_lens != "gradient":
        shown = min(shown, 1)
    return [panel for panel in ("value", "gradient")[:shown] if panel in view.panels]


@given(view=VIEWS)
@example(view_of("?lens=saturation&threshold=0.2"))
@example(view_of("?lens=mean"))
@example(view_of("?lens=sum&shown=relu"))
@example(view_of("?lens=depth&scene=five-gradients&stage=answer"))
@few
def test_it_is_true_of_every_view(view: View) -> None:
    text = summarize_view(view)
    if view.is_race:
        assert text.startswith(introduce_race(view))
        assert readings_are_absent(text)
        return
    undrawn = view.has_scene and (
        view.stage == "question" or (view.stage == "value" and "value" not in view.panels)
    )
    if undrawn or not drawn_keys(view):
        later = LATER_TEXT if view.stage == "value" else UNDRAWN_TEXT
        assert text == (later if undrawn else EMPTY_TEXT)
        return
    panels = panels_with_curves(view)
    assert not panels or ("the article's input" in text) == ("input" in view.extras)
    if not view.shown:
        return
    for key, numbers in readings(text).items() if panels else ():
        if key in OWN_FUNCTIONS:  # which may jump between two samples
            continue
        expected = [curve_at(view, key, part) for part in panels]
        assert numbers == pytest.approx(expected, rel=1e-3, abs=1e-300)
    assert not panels or set(readings(text)) == {*view.shown, *drawn_losses(view)}
    threshold = number_text(view.threshold if view.lens == "saturation" else 0.01)
    bounds = f"The gradient is between −{threshold} and {threshold}: "
    assert (bounds in text) == ("The gradient is between" in text) == ("gradient" in panels)
    assert text.endswith(lens_sentence(view))


@pytest.mark.parametrize("lens", [each for each in LENSES if each != "gradient"])
def test_a_lens_is_described_also_where_it_is_alone(lens: str) -> None:
    sentence = lens_sentence(view_of(f"?lens={lens}"))
    assert sentence.endswith(".")
    assert lens_sentence(view_of(f"?lens={lens}&panels=gradient")) == sentence
    assert summarize_view(view_of(f"?lens={lens}")).endswith(sentence)
    alone = summarize_view(view_of(f"?lens={lens}&panels=gradient"))
    assert alone.endswith(sentence)
    assert UNDRAWN_TEXT not in alone


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize(
    "query", ["?panels=value", "?part=race", "?shown=", "?scene=five-gradients&stage=value"]
)
def test_a_lens_that_is_not_shown_is_not_described(lens: str, query: str) -> None:
    assert lens_sentence(view_of(f"{query}&lens={lens}")) == ""
    assert ".." not in summarize_view(view_of(f"{query}&lens={lens}"))


def curve_at(view: View, key: str, part: str) -> float:
    parameters = {name: getattr(view, name) for name in FUNCTIONS[key].parameters}
    if key == "sigmoid_sum":
        x = x_grid(view.low, view.high, view.step)
        spans = {"article": max(float(x[-1]), 0.1), "refine": view.span, "extend": view.count}
        parameters |= {"span": spans[view.rule], "rule": view.rule, "high": max(view.high, 0.1)}
    return float(getattr(FUNCTIONS[key], part)(view.probe, **parameters))


@pytest.mark.parametrize(
    "query",
    ["", "?offset=-7", "?range=-20,20&step=0.01", "?range=-3,3", "?slope=0", "?rule=refine"],
)
def test_a_gradient_is_called_small_where_it_is(query: str) -> None:
    view = view_of(f"{query or '?'}&shown={EVERYTHING}")
    said = summarize_view(view).partition("and 0.01: ")[2].removesuffix(".")
    for clause in said.split("; "):
        name = next(
            name for name in sorted(KEYS, key=len, reverse=True) if clause.startswith(f"{name} ")
        )
        drawn = sample_curve(view, KEYS[name])
        faint, clear = np.zeros(drawn.x.size, bool), np.ones(drawn.x.size, bool)
        for stretch in clause.removeprefix(f"{name} ").split(" and "):
            low, high = interval_ends(stretch)
            faint |= (low <= drawn.x) & (drawn.x <= high)
            # An end is printed to four digits.
            clear &= (abs(drawn.x - low) > 1e-2) & (abs(drawn.x - high) > 1e-2)
        assert clear.sum() > 0.8 * clear.size
        assert np.array_equal(faint[clear], (abs(drawn.gradient) < 0.01)[clear]), clause


def interval_ends(stretch: str) -> tuple[float, float]:
    if stretch in ("everywhere", "nowhere"):
        return (-math.inf, math.inf) if stretch == "everywhere" else (math.inf, math.inf)
    numbers = [
        spelled(each)
        for each in re.findall(r"(?:up to|from|to) (−?[\d.]+(?: × 10[⁻⁰-⁹]+)?)", stretch)
    ]
    if stretch.startswith("up to"):
        return -math.inf, numbers[0]
    return numbers[0], math.inf if stretch.endswith(" on") else numbers[1]


@pytest.mark.parametrize("scene", CURVE_SCENES, ids=CURVE_TITLES)
def test_a_scene_that_only_asks_reveals_no_number_and_one_without_its_gradient_no_slope(
    scene: Scene,
) -> None:
    assert not re.search(r"\d", summarize_view(initial_view(scene.key)))
    assert "′" not in summarize_view(view_of(f"?scene={scene.key}&stage=value"))
    sloped = view_of(f"?scene={scene.key}&stage=gradient")
    text, sentence = summarize_view(sloped), lens_sentence(sloped)
    assert ("′" in text) == sloped.has_gradients
    assert bool(sentence) == (sloped.lens != "gradient")
    if sentence:
        assert text.endswith(sentence)
        assert sentence not in summarize_view(view_of(f"?scene={scene.key}&stage=value"))
