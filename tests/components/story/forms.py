"""Functions of one number in closed form, and sums and means of them."""

import math
from collections.abc import Callable

from tests.components.readers import ARTICLE_X


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


def limit(x: float) -> float:
    """T, to which they tend."""
    return softplus(x) - softplus(x - 9.8)


def off_limit(count: int) -> float:
    return max(abs(refined(0.05 * i, count, logistic) - limit(0.05 * i)) for i in range(-200, 200))


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


def normal_mean(function: Callable[[float], float]) -> float:
    """Of a smooth function of standard normal x: the trapezoidal rule is right to all digits."""
    x = [0.05 * i for i in range(-240, 241)]
    return math.fsum(function(z) * math.exp(-0.5 * z * z) for z in x) * 0.05 / math.sqrt(math.tau)


def elu_mean(alpha: float, sigma: float = 1.0) -> float:
    below = math.exp(0.5 * sigma**2) * distribution(-sigma) - 0.5
    return sigma / math.sqrt(2.0 * math.pi) + alpha * below


def elu_square() -> float:
    return 0.5 + math.e**2 * distribution(-2.0) - 2.0 * math.sqrt(math.e) * distribution(-1.0) + 0.5
