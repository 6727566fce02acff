"""Every number of an answer, against a closed form, a published figure or a sum of its own."""

import math
import re
from collections.abc import Callable
from string import Formatter

import pytest

from components.story import SCENES
from components.story.scene import Scene
from tests.components.readers import ARTICLE_X, TITLES, answer_of, scene_of

LN2 = math.log(2.0)


def logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def bell(x: float) -> float:
    """The sigmoid's slope."""
    return logistic(x) * logistic(-x)


def softplus(x: float) -> float:
    return math.log1p(math.exp(x))


def distribution(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


def article_slope(x: float) -> float:
    """Of the article's sum: a hundred offsets from 0 to 9.8, each a tenth."""
    return math.fsum(bell(x - 9.8 * i / 99) for i in range(100)) / 10


def refined(x: float, count: int, function: Callable[[float], float]) -> float:
    """Return the sum over the midpoints of `count` cells of [0, 9.8], weight 9.8 / count."""
    return math.fsum(function(x - 9.8 * (i + 0.5) / count) for i in range(count)) * 9.8 / count


def off_limit(count: int) -> float:
    return max(
        abs(refined(x, count, logistic) - softplus(x) + softplus(x - 9.8)) for x in ARTICLE_X
    )


def off_softplus(count: int) -> float:
    """Of the sum whose offsets are 1/2, 3/2, ..."""
    return max(
        abs(math.fsum(logistic(x - i - 0.5) for i in range(count)) - softplus(x)) for x in ARTICLE_X
    )


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function is 0."""
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if function(middle) > 0.0 else (low, middle)
    return low


def percent(length: float) -> float:
    return 100.0 * length / 20.0  # of the range from −10 to 10


def normal_mean(function: Callable[[float], float]) -> float:
    """Of a smooth function of standard normal x: the trapezoidal rule is right to all digits."""
    x = [0.05 * i for i in range(-240, 241)]
    return math.fsum(function(z) * math.exp(-0.5 * z * z) for z in x) * 0.05 / math.sqrt(math.tau)


def elu_mean(alpha: float, sigma: float = 1.0) -> float:
    below = math.exp(0.5 * sigma**2) * distribution(-sigma) - 0.5
    return sigma / math.sqrt(2.0 * math.pi) + alpha * below


def elu_square() -> float:
    return 0.5 + math.e**2 * distribution(-2.0) - 2.0 * math.sqrt(math.e) * distribution(-1.0) + 0.5


# What a layer multiplies the mean squared gradient by, with weights that keep the mean square of f.
FACTORS = {
    "sigmoid": normal_mean(lambda x: bell(x) ** 2) / normal_mean(lambda x: logistic(x) ** 2),
    "softplus": normal_mean(lambda x: logistic(x) ** 2) / normal_mean(lambda x: softplus(x) ** 2),
    "relu": 0.5 / 0.5,
    "elu": (0.5 + math.e**2 * distribution(-2.0)) / elu_square(),
}
EDGE = math.log(49.0 + 20.0 * math.sqrt(6.0))  # e / (1 + e)^2 = 1/100
RELU_MEAN = 1.0 / math.sqrt(2.0 * math.pi)
SOFTPLUS_MEAN = 0.806059  # facts.md; there is no closed form

# The numbers of each answer, in the order of the text; a pair adds the digits if not four.
Expected = float | tuple[float, int]
ANSWERS: dict[str, tuple[Expected, ...]] = {
    "The input": (9.8, 10.0, 100.0, 100.0, 0.0, 100.0, 100.0 / 19.8),
    "Sigmoid": (0.0, 0.5, 0.25, bell(-10.0), -10.0, bell(9.8), 9.8),
    "A sum of sigmoids": (
        article_slope(4.9),
        4.9,
        9.8,
        (article_slope(9.8), 3),
        100.0,
        10.0,
        10.0,
        9.8 / 99.0,
    ),
    "Softplus": (0.5, 0.0, LN2, (logistic(9.8), 5), 9.8, logistic(-10.0), -10.0),
    "ReLU": (0.0, 1.0, 0.0, percent(10.0), 0.01),
    "ELU": (-1.0, -10.0, (math.expm1(-10.0), 6), 1.0, 1.0, 1.0),
    "Five gradients": (-2.0, math.exp(-2.0), article_slope(-2.0), logistic(-2.0), bell(-2.0), 0.0),
    "What the offset sets": (0.5, 0.25),
    "Small, but not zero": (bell(-20.0), -20.0, -EDGE, EDGE, 0.01, 10.0, 0.25, 4.0**-10),
    "Past the span": (
        4.9,
        refined(4.9, 100, bell),
        9.8,
        refined(9.8, 100, bell),
        root(lambda x: refined(x, 100, bell) - 0.01, 10.0, 20.0),
        0.01,
    ),
    "More sigmoids": ((off_limit(10), 3), 10.0, (off_limit(100), 2), 100.0, LN2),
    "A longer ramp": (
        (off_softplus(6), 3),
        6.0,
        (off_softplus(10), 3),
        10.0,
        off_softplus(20),
        20.0,
        off_softplus(200),
        200.0,
    ),
    "Softplus against ReLU": (LN2, 0.0, SOFTPLUS_MEAN, RELU_MEAN),
    "A mean of zero": (
        root(elu_mean, 1.0, 3.0),
        1.0,
        elu_mean(1.0),
        RELU_MEAN,
        (100.0 * elu_mean(1.0) ** 2 / elu_square(), 2),
        (100.0 / math.pi, 3),
        2.0,
        root(lambda alpha: elu_mean(alpha, 2.0), 1.0, 5.0),
    ),
    "A jump at zero": (2.0, 1.0, -LN2, 1.0),
    "Small slopes on the left": (
        math.log(0.01),
        0.01,
        -math.log(99.0),
        (percent(10.0 + math.log(0.01)), 2),
        (percent(10.0 - math.log(99.0)), 2),
        (percent(10.0), 2),
        (percent(2.0 * (10.0 - EDGE)), 2),
    ),
    "Ten layers": (
        *((FACTORS[key] ** (9 / 2), 2) for key in ("sigmoid", "softplus", "relu", "elu")),
        *((FACTORS[key], 2) for key in ("sigmoid", "softplus", "relu")),
        (FACTORS["elu"], 3),
    ),
    # Where ELU is exp(x) − 1, its output is lognormal; ReLU's kink is 12 deviations away.
    "Quiet on the left": (
        math.exp(-6.0 + 0.125) * math.sqrt(math.expm1(0.25)),
        0.0,
        (0.01 * 0.5, 2),
        9.8,
        (0.5, 2),
    ),
}

# What facts.md prints of them: title, place in the answer, figure.
PUBLISHED = [
    ("A sum of sigmoids", 3, "0.518"),
    ("Five gradients", 1, "0.135"),
    ("Five gradients", 3, "0.119"),
    ("Five gradients", 4, "0.105"),
    ("Small, but not zero", 3, "4.585"),
    ("More sigmoids", 0, "0.0102"),
    ("More sigmoids", 2, "0.00010"),
    ("A longer ramp", 2, "0.588"),
    ("A longer ramp", 4, "0.01058"),
    ("Softplus against ReLU", 2, "0.806"),
    ("Softplus against ReLU", 3, "0.399"),
    ("A mean of zero", 0, "1.673"),
    ("A mean of zero", 2, "0.1605"),
    ("A mean of zero", 4, "4.0"),
    ("A mean of zero", 5, "31.8"),
    ("A mean of zero", 7, "2.404"),
]


def printed(text: str) -> list[float]:
    """The numbers of a text: −2, 0.5, 4.54 × 10⁻⁵."""
    plain = re.sub("f′?²", "f", text).replace("−", "-")  # f² is no number
    plain = plain.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
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


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_no_number_of_an_answer_is_typed(scene: Scene) -> None:
    parts = list(Formatter().parse(scene.answer_template))
    assert not any(re.search(r"\d", text) for text, *_ in parts)
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
        ("Five gradients", "probe", "x = −2"),
        ("What the offset sets", "offset", "offset be 3"),
        ("What the offset sets", "probe", "x = 3"),
        ("Past the span", "high", "to 20"),
        ("Past the span", "span", "x = 9.8"),
        ("A jump at zero", "alpha", "α be 2"),
        ("Quiet on the left", "noise", "Noise of 0.5"),
        ("Quiet on the left", "probe", "x = −6"),
    ],
)
def test_what_a_question_says_of_the_view(title: str, field: str, said: str) -> None:
    scene = scene_of(title)
    assert said in scene.question + scene.hint
    assert printed(said) == [getattr(scene.view, field)]
