"""Every number of an answer, and of the reason why it matters, against a closed form, a published
figure or a sum of its own."""

import json
import math
import re
from statistics import median
from string import Formatter

import pytest

from components.story import SCENES
from components.story.answer import scene_reason
from components.story.markup import remove_markup
from components.story.scene import Scene
from tests.benchmark.servers import ROOT
from tests.components.readers import TITLES, answer_of, scene_of
from tests.components.story.forms import (
    article_slope,
    bell,
    distribution,
    elu_mean,
    elu_square,
    limit,
    logistic,
    normal_mean,
    off_limit,
    off_softplus,
    refined,
    root,
    softplus,
)

LN2 = math.log(2.0)
CITATION = "(Nair and Hinton, 2010)"


# What a layer multiplies the mean squared gradient by, with weights that keep the mean square of f.
FACTORS = {
    "sigmoid": normal_mean(lambda x: bell(x) ** 2) / normal_mean(lambda x: logistic(x) ** 2),
    "softplus": normal_mean(lambda x: logistic(x) ** 2) / normal_mean(lambda x: softplus(x) ** 2),
    "relu": 0.5 / 0.5,
    "elu": (0.5 + math.e**2 * distribution(-2.0)) / elu_square(),
}
LARGEST_FLOAT32 = (2.0 - 2.0**-23) * 2.0**127
LARGEST_FLOAT64 = (2.0 - 2.0**-52) * 2.0**1023
EDGE = math.log(49.0 + 20.0 * math.sqrt(6.0))  # e / (1 + e)^2 = 1/100
RELU_MEAN = 1.0 / math.sqrt(2.0 * math.pi)
SOFTPLUS_MEAN = 0.806059  # facts.md; there is no closed form

RECORDS = json.loads((ROOT / "core/race_records.json").read_text())


def recorded_steps(layers: int, lane: str) -> list[float]:
    """The steps of ten starts with SGD, each lane at its own rate, on two spirals."""
    setup = {"data": "spirals", "layers": layers, "width": 32, "optimizer": "sgd"}
    setup |= {"rate": None, "gain": "moment"}
    (lanes,) = (each["lanes"] for each in RECORDS["records"] if each["setup"] == setup)
    return [math.inf if each is None else each for each in lanes[lane]["steps"]]


def middle(layers: int, lane: str) -> float:
    return median(recorded_steps(layers, lane))


def arrived(layers: int, lane: str) -> int:
    return sum(steps <= 2000 for steps in recorded_steps(layers, lane))


# The numbers of each answer, in the order of the text; a pair adds the digits if not four.
Expected = float | tuple[float, int]
ANSWERS: dict[str, tuple[Expected, ...]] = {
    "The input": (9.8, 10.0, 100.0, 100.0, 0.0, 100.0, 100.0 / 19.8),
    "Sigmoid": (0.0, 0.5, 0.25, bell(-10.0), -10.0, bell(9.8), 9.8),
    # float32 has 24 bits: 1 + exp(−x) is 1 once exp(−x) is at most 2⁻²⁴.
    "Small, but not zero": (bell(-20.0), -20.0, 0.01, -EDGE, EDGE, 24.0 * LN2),
    "An output unit": (
        logistic(-6.0) - 1.0,
        bell(-6.0),
        (logistic(-6.0) - 1.0) * bell(-6.0),
    ),
    "A sum of sigmoids": (
        article_slope(4.9),
        4.9,
        9.8,
        (article_slope(9.8), 3),
        100.0,
        10.0,
        9.8 / 99.0,
    ),
    "Past the span": (
        4.9,
        refined(4.9, 100, bell),
        9.8,
        refined(9.8, 100, bell),
        root(lambda x: refined(x, 100, bell) - 0.01, 10.0, 20.0),
        0.01,
    ),
    "More sigmoids": (
        next(n for n in range(1, 201) if off_limit(n) <= 0.01),
        3.0,
        (off_limit(3), 2),
        30.0,
        (off_limit(30), 2),
        9.8,
        (softplus(9.8) - limit(9.8), 3),
        (off_softplus(200), 2),
    ),
    "Softplus": (0.5, 0.0, LN2, (logistic(9.8), 5), 9.8, logistic(-10.0), -10.0),
    "From softplus to ReLU": (
        LN2,
        LN2 / 4.0,
        math.log(LARGEST_FLOAT32),
        math.log(LARGEST_FLOAT64),
    ),
    "ReLU": (0.0, 1.0, 0.0),
    # The largest of 20 quantiles is that of 39/40.
    "A dead unit": (
        (-root(lambda x: 39.0 / 40.0 - distribution(x), 0.0, 5.0), 3),
        -1.0,
        sum(distribution(1.0) < (i + 0.5) / 20.0 for i in range(20)),
        20.0,
        0.1,
    ),
    "ELU": (-1.0, -10.0, math.exp(-10.0), 1.0, 1.0, 1.0),
    "A jump at zero": (2.0, 1.0, -LN2, 1.0),
    # Where ELU is exp(x) − 1, its output is lognormal; ReLU's kink is 12 deviations away.
    "Quiet on the left": (
        math.exp(-6.0 + 0.125) * math.sqrt(math.expm1(0.25)),
        0.0,
        (0.1 * 0.5, 2),
        9.8,
        (0.5, 2),
    ),
    "A mean of zero": (
        elu_mean(1.0),
        1.0,
        RELU_MEAN,
        SOFTPLUS_MEAN,
        root(elu_mean, 1.0, 3.0),
        2.0,
        root(lambda alpha: elu_mean(alpha, 2.0), 1.0, 5.0),
    ),
    "Five gradients": (
        0.0,
        -2.0,
        math.exp(-2.0),
        article_slope(-2.0),
        logistic(-2.0),
        bell(-2.0),
        6.0,
        (bell(6.0), 2),
        math.log(0.01),
        0.01,
    ),
    "Ten layers": (
        *((FACTORS[key] ** (9 / 2), 2) for key in ("sigmoid", "softplus", "relu", "elu")),
        *((FACTORS[key], 2) for key in ("sigmoid", "softplus", "relu")),
        (FACTORS["elu"], 3),
    ),
    "Four networks": (
        10.0,
        middle(8, "elu"),
        0.1,
        middle(8, "relu"),
        2000.0,
        arrived(8, "softplus"),
        10.0,
        arrived(8, "sigmoid"),
    ),
    "Only the mean": (
        middle(8, "relu"),
        middle(8, "relu-0"),
        10.0,
        middle(8, "elu"),
        middle(8, "elu-relu"),
    ),
    "Two layers": tuple(middle(2, lane) for lane in ("elu", "relu", "gelu", "silu")),
}
# Those of the reasons that have any.
REASONS: dict[str, tuple[Expected, ...]] = {
    "The input": (10.0,),
    "Small, but not zero": (10.0, 0.25, 4.0**-10),
    "A jump at zero": (1.0, 1.0, 1.0),
    "A mean of zero": (
        (normal_mean(lambda x: x * logistic(x)), 3),
        (1.0 / (2.0 * math.sqrt(math.pi)), 3),  # E X Phi(X), by Stein's lemma
    ),
}

# What facts.md prints of them: title, place in the answer, figure.
PUBLISHED = [
    ("A sum of sigmoids", 3, "0.518"),
    ("Small, but not zero", 4, "4.585"),
    ("More sigmoids", 7, "0.011"),
    ("From softplus to ReLU", 2, "88.7"),
    ("From softplus to ReLU", 3, "709.8"),
    ("A mean of zero", 0, "0.1605"),
    ("A mean of zero", 2, "0.399"),
    ("A mean of zero", 3, "0.806"),
    ("A mean of zero", 4, "1.673"),
    ("A mean of zero", 6, "2.404"),
    ("Five gradients", 2, "0.135"),
    ("Five gradients", 4, "0.119"),
    ("Five gradients", 5, "0.105"),
]


def printed(text: str) -> list[float]:
    """The numbers of a text: −2, 0.5, 4.54 × 10⁻⁵."""
    plain = re.sub("f′?²|float(32|64)", "f", text).replace("−", "-")  # these are no numbers
    plain = plain.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)  # 2,000
    found = re.findall(r"(-?\d+(?:\.\d+)?)(?:\s×\s10(-?\d+))?", plain)
    return [float(f"{mantissa}e{exponent or 0}") for mantissa, exponent in found]


def to_digits(expected: Expected) -> float:
    number, digits = expected if isinstance(expected, tuple) else (expected, 4)
    return float(f"{number:.{digits}g}")


def test_numbers_are_read_off_a_text() -> None:
    assert printed("a 9.8: E f² from −4.605, 27 % to 4.54 × 10⁻⁵ and 1 × 10¹².") == [
        9.8,
        -4.605,
        27.0,
        4.54e-5,
        1e12,
    ]


@pytest.mark.parametrize("title", TITLES)
def test_every_number_of_an_answer(title: str) -> None:
    assert printed(answer_of(title)) == [to_digits(each) for each in ANSWERS[title]]


@pytest.mark.parametrize(("title", "place", "figure"), PUBLISHED)
def test_the_published_numbers(title: str, place: int, figure: str) -> None:
    decimals = len(figure.partition(".")[2])
    assert f"{printed(answer_of(title))[place]:.{decimals}f}" == figure


@pytest.mark.parametrize("title", TITLES)
def test_every_number_of_a_reason(title: str) -> None:
    said = remove_markup(scene_reason(scene_of(title))).replace(CITATION, "")
    assert printed(said) == [to_digits(each) for each in REASONS.get(title, ())]


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_no_number_of_an_answer_is_typed(scene: Scene) -> None:
    templates = scene.answer_template + scene.reason_template.replace(CITATION, "")
    parts = list(Formatter().parse(templates))
    assert not any(re.search(r"\d", re.sub("float(32|64)", "", text)) for text, *_ in parts)
    assert set(scene.numbers(scene.view)) <= {name for _, name, *_ in parts}


def test_every_answer_is_computed_here() -> None:
    assert list(ANSWERS) == TITLES


@pytest.mark.parametrize(
    ("title", "field", "said"),
    [
        ("The input", "low", "−10"),
        ("The input", "step", "0.2"),
        ("The input", "high", "10"),
        ("ELU", "alpha", "α = 1"),
        ("An output unit", "probe", "x = −6"),
        ("Five gradients", "probe", "x = −2"),
        ("Past the span", "high", "to 20"),
        ("A jump at zero", "alpha", "α be 2"),
        ("Quiet on the left", "noise", "deviation 0.5"),
        ("Quiet on the left", "probe", "x = −6"),
    ],
)
def test_what_a_question_says_of_the_view(title: str, field: str, said: str) -> None:
    scene = scene_of(title)
    assert said in scene.question + scene.hint
    assert printed(said) == [getattr(scene.view, field)]
