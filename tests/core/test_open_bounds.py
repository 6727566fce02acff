"""The distances to bounds that are never reached, against mpmath with fifty digits."""

from collections.abc import Iterator

import mpmath
import pytest

from core.open_bounds import find_open_bounds, list_open_bounds


@pytest.fixture(autouse=True)
def _fifty_digits() -> Iterator[None]:
    with mpmath.workdps(50):
        yield


def logistic(x: mpmath.mpf) -> mpmath.mpf:
    return 1 / (1 + mpmath.exp(-x))


@pytest.mark.parametrize("x", [-20.0, -10.0, -0.3, 0.0, 2.5, 10.0, 20.0])
def test_sigmoid_tanh_and_elu(x: float) -> None:
    exact = mpmath.mpf(x)
    ((top, gap),) = find_open_bounds("sigmoid", x, offset=-2.5)
    assert top == 1.0
    assert gap == pytest.approx(float(logistic(exact + 2.5) - 1), rel=1e-14)
    (bottom, above), (top, below) = find_open_bounds("tanh", x)
    assert (bottom, top) == (-1.0, 1.0)
    assert above == pytest.approx(float(mpmath.tanh(exact) + 1), rel=1e-14)
    assert below == pytest.approx(float(mpmath.tanh(exact) - 1), rel=1e-14)
    elu = dict(find_open_bounds("elu", x, alpha=2.5))
    expected = {-2.5: float(2.5 * mpmath.exp(exact))} if x < 0 else {}
    assert elu == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("x", [-30.0, -10.0, 0.0, 3.0, 20.0])
def test_the_squared_error(x: float) -> None:
    ((top, gap),) = find_open_bounds("squared_error", x, offset=-2.5)
    assert top == 0.5
    p = logistic(mpmath.mpf(x) + 2.5)
    assert gap == pytest.approx(float((p - 1) ** 2 / 2 - 0.5), rel=1e-14)


@pytest.mark.parametrize("x", [-20.0, 3.0, 12.0, 20.0])
@pytest.mark.parametrize(
    ("rule", "count", "first", "last", "weight"),
    [("article", 100, 0.0, 9.8, 0.1), ("refine", 7, 0.7, 9.1, 1.4), ("extend", 1, 0.5, 0.5, 1.0)],
)
def test_the_sum(x: float, rule: str, count: int, first: float, last: float, weight: float) -> None:
    span = 1.0 if rule == "extend" else 9.8
    ((top, gap),) = find_open_bounds("sigmoid_sum", x, count=count, span=span, rule=rule)
    places = mpmath.linspace(mpmath.mpf(first), mpmath.mpf(last), count) if count > 1 else [first]
    missing = weight * mpmath.fsum(1 - logistic(mpmath.mpf(x) - place) for place in places)
    assert top == pytest.approx(weight * count, rel=1e-14)
    assert gap == pytest.approx(-float(missing), rel=1e-12)


@pytest.mark.parametrize("key", ["identity", "softplus", "relu", "selu", "silu", "input"])
def test_other_functions_have_no_such_bound_that_four_digits_reach(key: str) -> None:
    assert find_open_bounds(key, 10.0) == ()
    assert find_open_bounds("elu", -30.0, alpha=0.0) == ()


def test_the_bounds_of_all_x_are_listed() -> None:
    assert list_open_bounds("sigmoid", offset=3.0) == (1.0,)
    assert list_open_bounds("tanh") == (-1.0, 1.0)
    assert list_open_bounds("elu", alpha=2.5) == (-2.5,)
    assert list_open_bounds("elu", alpha=0.0) == list_open_bounds("relu") == ()
    assert list_open_bounds("sigmoid_sum", count=7, span=9.8, rule="extend") == (7.0,)
