"""Where the slope is faint, against closed forms and a count over a fine grid."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.curves import curve_parameters
from core.saturation import EDGES, Saturation, find_saturation, saturation
from core.typing import Array
from core.view import View

ARTICLE_THRESHOLD = 0.01
THRESHOLDS = (1e-6, 1e-3, 0.01, 0.1, 0.2, 0.25, 0.3, 0.5, 0.9, 1.0, 1.05, 2.0)
VIEWS = (
    View(),
    View(range=(-20.0, 20.0), offset=3.7, alpha=2.5, slope=0.2, rule="extend", count=5.0),
    View(range=(-3.3, 1.4), offset=-1.0, alpha=0.0, slope=0.0, rule="refine", span=3.0),
    View(range=(2.0, 9.0), offset=10.0, alpha=0.05, slope=1.0),
)
SIGMOID_EDGE = math.log(49.0 + 20.0 * math.sqrt(6.0))  # at 0.01, 4.58486

thorough = settings(deadline=None, derandomize=True, max_examples=60)


def find_by_samples(view: View, key: str, threshold: float) -> Saturation:
    activation, parameters = ACTIVATIONS[key], curve_parameters(view, key)

    def derivative(x: Array) -> Array:
        return activation.gradient(x, **parameters)

    return find_saturation(derivative, view.low, view.high, threshold, activation.find_kinks())


def assert_same(found: Saturation, expected: Saturation) -> None:
    assert found.fraction == pytest.approx(expected.fraction, abs=1e-9)
    assert found.edges == pytest.approx(expected.edges, abs=1e-9)
    assert np.ravel(found.intervals) == pytest.approx(np.ravel(expected.intervals), abs=1e-9)


@pytest.mark.parametrize(
    ("key", "edges"),
    [
        ("identity", ()),
        ("sigmoid", (-SIGMOID_EDGE, SIGMOID_EDGE)),
        ("softplus", (-math.log(99.0),)),
        ("relu", (0.0,)),
        ("elu", (math.log(0.01),)),
        ("tanh", (-math.atanh(math.sqrt(0.99)), math.atanh(math.sqrt(0.99)))),
        ("leaky_relu", ()),  # its slope is 0.01, not less
        ("shifted_relu", (-1.0,)),
    ],
)
def test_the_edges_of_the_article(key: str, edges: tuple[float, ...]) -> None:
    assert saturation(View(), key, ARTICLE_THRESHOLD).edges == pytest.approx(edges, abs=1e-13)


def test_edges_obey_the_parameters() -> None:
    moved = saturation(View(offset=3.0), "sigmoid", ARTICLE_THRESHOLD)
    assert moved.edges == pytest.approx((3.0 - SIGMOID_EDGE, 3.0 + SIGMOID_EDGE), abs=1e-13)
    beyond = saturation(View(offset=8.0), "sigmoid", ARTICLE_THRESHOLD)
    assert beyond.edges == pytest.approx((8.0 - SIGMOID_EDGE,), abs=1e-13)
    assert beyond.intervals == ((-10.0, beyond.edges[0]),)
    deep = saturation(View(alpha=2.5), "elu", ARTICLE_THRESHOLD)
    assert deep.edges == pytest.approx((math.log(0.01 / 2.5),), abs=1e-13)
    coarse = saturation(View(step=2.0), "elu", 0.5)
    assert coarse.edges == pytest.approx((-math.log(2.0),), abs=1e-13)


@pytest.mark.parametrize(
    ("key", "percent"),
    [("sigmoid", "54"), ("sigmoid_sum", "27"), ("softplus", "27"), ("relu", "50"), ("elu", "27")],
)
def test_the_share_of_the_articles_range_where_the_gradient_is_faint(
    key: str, percent: str
) -> None:
    """Of its grid, whose last x is 9.8, it is 55, 27, 28, 51 and 27 %."""
    found = saturation(View(), key, ARTICLE_THRESHOLD)
    assert f"{100.0 * found.fraction:.0f}" == percent
    x = np.arange(-10.0, 10.0, 0.2)
    faint = np.zeros(x.size, bool)
    for start, end in found.intervals:
        faint |= (start <= x) & (x <= end)
    gradient = ACTIVATIONS[key].gradient(x, **curve_parameters(View(), key))
    assert np.array_equal(faint, np.abs(gradient) < ARTICLE_THRESHOLD)


def test_relu_is_faint_in_exactly_half_of_the_articles_range() -> None:
    assert saturation(View(), "relu", ARTICLE_THRESHOLD) == (0.5, (0.0,), ((-10.0, 0.0),))


def test_elu_is_faint_on_the_side_that_is_below_the_threshold() -> None:
    low, high = -10.0, 10.0
    edge = -math.log(2.0)
    steep = Saturation(0.5 + 0.05 * edge, (edge,), ((low, edge),))
    assert_same(saturation(View(alpha=2.0), "elu", 1.0), steep)
    assert saturation(View(alpha=0.5), "elu", 0.6) == (0.5, (0.0,), ((low, 0.0),))
    assert saturation(View(alpha=0.0), "elu", 1e-6) == (0.5, (0.0,), ((low, 0.0),))
    edge = math.log(1.5 / 4.0)  # on the right the slope is 1, below 1.5
    both = Saturation(1.0 + 0.05 * edge, (edge, 0.0), ((low, edge), (0.0, high)))
    assert_same(saturation(View(alpha=4.0), "elu", 1.5), both)


@pytest.mark.parametrize(
    ("key", "top"), [("identity", 1.0), ("sigmoid", 0.25), ("tanh", 1.0), ("leaky_relu", 1.0)]
)
def test_a_slope_at_the_threshold_is_not_below_it(key: str, top: float) -> None:
    """Sigmoid and tanh touch it in one point, which has no length."""
    view = View(slope=1.0)
    at_top = 1.0 if key in ("sigmoid", "tanh") else 0.0
    assert saturation(view, key, top).fraction == at_top
    assert saturation(view, key, top * 1.000001) == (1.0, (), ((-10.0, 10.0),))


@thorough
@pytest.mark.parametrize("key", EDGES)
@given(
    threshold=st.floats(1e-6, 2.0),
    offset=st.floats(-10.0, 10.0),
    alpha=st.floats(0.0, 4.0),
    slope=st.floats(0.0, 1.0),
    low=st.integers(-20, 0),
    width=st.integers(1, 20),
)
def test_closed_forms_agree_with_samples(
    key: str, threshold: float, offset: float, alpha: float, slope: float, low: int, width: int
) -> None:
    view = View(offset=offset, alpha=alpha, slope=slope, range=(float(low), float(low + width)))
    tops = {"sigmoid": (0.25,), "tanh": (1.0,), "elu": (alpha,)}.get(key, ())
    assume(all(abs(threshold / top - 1.0) > 1e-3 for top in tops if top))  # within one cell there
    closed = saturation(view, key, threshold)
    ends = view.range + ((0.0,) if key == "elu" else ())
    assume(all(abs(edge - end) > 1e-6 for edge in closed.edges for end in ends if edge != end))
    assert_same(find_by_samples(view, key, threshold), closed)


@pytest.mark.parametrize("key", ACTIVATIONS)
@pytest.mark.parametrize("view", VIEWS, ids=range(len(VIEWS)))
def test_the_fraction_is_that_of_a_fine_grid(key: str, view: View) -> None:
    cells = 20000
    middles = view.low + (view.high - view.low) * (np.arange(cells) + 0.5) / cells
    slopes = np.abs(ACTIVATIONS[key].gradient(middles, **curve_parameters(view, key)))
    for threshold in THRESHOLDS:
        found = saturation(view, key, threshold)
        is_flat = slopes < threshold
        assert found.fraction == pytest.approx(float(is_flat.mean()), abs=1e-3), threshold
        inside = [(middles > low) & (middles < high) for low, high in found.intervals]
        is_inside = np.any(inside, axis=0) if inside else np.zeros(cells, dtype=np.bool_)
        assert (is_inside != is_flat).mean() < 1e-3, threshold
        assert list(found.edges) == sorted(set(found.edges))


@pytest.mark.parametrize("key", ["silu", "gelu"])
@pytest.mark.parametrize("threshold", [1e-5, 1e-3, 0.01, 0.05, 0.25, 0.5, 1.05])
def test_the_edges_of_functions_that_dip(key: str, threshold: float) -> None:
    found = saturation(View(range=(-20.0, 20.0)), key, threshold)
    slopes = np.abs(ACTIVATIONS[key].gradient(np.array(found.edges)))
    assert slopes == pytest.approx(np.full(len(found.edges), threshold), abs=1e-10)
    assert len(found.edges) == (3 if threshold < 0.09 else 1 if threshold < 1.0 else 2)
    for step in (0.01, 0.2, 2.0):
        assert saturation(View(range=(-20.0, 20.0), step=step), key, threshold) == found


def test_the_dip_of_silu_is_found_between_two_samples() -> None:
    """f' passes through 0 at -1.27846, where f'' is 0.218: the dip is 2 t / f'' wide."""
    wide = saturation(View(), "silu", 0.01).intervals[1]
    assert wide == pytest.approx((-1.32588, -1.23390), abs=1e-5)
    narrow = saturation(View(range=(-10.0, 0.0)), "silu", 1e-5).intervals
    assert len(narrow) == 1
    assert narrow[0][1] - narrow[0][0] == pytest.approx(9.18e-5, rel=1e-3)


def test_a_kink_at_an_end_of_the_range_is_no_edge() -> None:
    for low, high, fraction in ((-5.0, 0.0, 1.0), (0.0, 5.0, 0.0)):
        view = View(range=(low, high))
        assert saturation(view, "relu", 0.5)[:2] == (fraction, ())
        assert find_by_samples(view, "relu", 0.5)[:2] == (fraction, ())


def test_a_slope_that_would_round_to_1_is_below_1() -> None:
    view = View(range=(1.0, 2.0), sharpness=128.0)
    assert saturation(view, "softplus_beta", 1.0).intervals == ((1.0, 2.0),)
    assert find_by_samples(view, "softplus_beta", 1.0).fraction == 1.0


def test_only_the_parameters_of_a_function_count() -> None:
    view = View(offset=2.0)
    assert saturation(view, "sigmoid", 0.1) is saturation(replace(view, alpha=3.0), "sigmoid", 0.1)


@pytest.mark.parametrize("key", ["unknown", "limit", "input", "terms", "cross_entropy"])
def test_what_is_not_in_the_table_raises(key: str) -> None:
    with pytest.raises(KeyError):
        saturation(View(), key, 0.1)
