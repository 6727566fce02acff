"""The response with a sweep: its size, and what the page's scripts make of it.

The scripts repeat some of Python's rules: both are called with the same numbers.
"""

import gzip
import json
import subprocess
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.api.requests import SweepRequest
from components.api.sweep import build_sweep
from components.plot.axis_ranges import AxisSteps, axis_steps
from components.plot.labels_at_edge import spread_labels
from components.story import SCENES
from components.story.scenes import scene_of
from core.activations import ACTIVATIONS
from core.control import Number
from core.curves import FUNCTIONS, SAMPLING_FIELDS
from core.keys import INPUT, LIMIT, TERMS
from core.sweep import sweep
from core.view import CONTROLS
from tests.benchmark.servers import ROOT
from tests.components.readers import view_of
from tests.components.strategies import few

NODE = ROOT / ".venv" / "bin" / "node"
EVERY_KEY = (*FUNCTIONS, LIMIT)
# Of the curves of the rows together, and of these with the losses, which only a link draws.
# A formula may depend on a in any way: its family has a curve for each step of the slider.
MAX_RESPONSE_BYTES = {(*ACTIVATIONS, LIMIT): 40_000, EVERY_KEY: 50_000}
MAX_OWN_BYTES = 65_000
QUERIES = [
    "",
    "?rule=refine&count=200&span=20&scale=log",
    "?rule=extend&alpha=4&slope=1&range=-20,20&step=0.01",
    "?range=-1.1,0.9&step=0.07&alpha=0&slope=0&offset=-10&scale=log",
]
MOVING = [name for name, each in CONTROLS.items() if isinstance(each, Number) and name != "probe"]
MOVING.append("range")


def call_scripts(calls: list[Any]) -> list[Any]:
    """Return the results of [module, function, arguments] each, in JavaScript."""
    found = subprocess.run(
        [NODE, ROOT / "tests" / "lab" / "call_modules.mjs"],
        input=orjson.dumps(calls, option=orjson.OPT_SERIALIZE_NUMPY),
        capture_output=True,
        check=True,
    )
    results: list[Any] = json.loads(found.stdout)
    return results


def response_to(query: str, name: str) -> dict[str, Any]:
    """The response with all curves, as it is sent."""
    for keys, most in MAX_RESPONSE_BYTES.items():
        built = build_sweep(SweepRequest(query, name, keys))
        sent = orjson.dumps(built, option=orjson.OPT_SERIALIZE_NUMPY)
        assert len(gzip.compress(sent, 1)) <= (MAX_OWN_BYTES if name == "a2" else most)
    response: dict[str, Any] = json.loads(sent)
    return response


def some_values(name: str) -> list[Any]:
    if name == "range":
        return [[-20, 20], [-3.3, 4.1], [0, 1]]
    control = CONTROLS[name]
    middle = control.low + 0.37 * (control.high - control.low)
    return [control.low, control.high, round(middle / control.step) * control.step]


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_interpolates_as_core_does(query: str) -> None:
    calls: list[Any] = []
    expected = []
    for name in MOVING:
        view, places = view_of(query), list[Any]()
        for value in some_values(name):
            moved = view.with_changes({name: value})[0]
            parameter = 0 if name in SAMPLING_FIELDS else getattr(moved, name)
            places.append([parameter, moved.range, moved.step, moved.scale == "log"])
            expected.append((len(calls), len(places) - 1, sweep(view, name).at(value)))
        calls.append(["", "evaluateSweep", [response_to(query, name), places]])
    results = call_scripts(calls)
    for call, place, curves in expected:
        found = results[call][place]
        assert found.keys() == curves.keys()
        for key, curve in curves.items():
            for part in ("x", "value", "gradient"):
                np.testing.assert_allclose(found[key][part], getattr(curve, part), atol=1e-6)
            slopes = [list(pair) for pair in curve.one_sided_gradients]
            np.testing.assert_allclose(found[key]["slopes"], slopes, atol=1e-6)


def test_a_response_says_for_which_settings_each_curve_holds() -> None:
    curves = response_to("?alpha=2", "range")["curves"]
    assert curves["elu"]["settings"] == {"alpha": 2}
    assert curves["relu"]["settings"] == {}
    assert curves["sigmoid_sum"] == {"settings": {"count": 100, "rule": "article"}, "family": None}
    alpha = response_to("?alpha=2", "alpha")["curves"]
    assert alpha["elu"]["settings"] == {}
    assert alpha["relu"]["family"] is None
    count = response_to("?rule=article", "count")["curves"]["sigmoid_sum"]
    assert count["settings"] == {"rule": "article", "range": [-10, 10], "step": 0.2}


@pytest.mark.parametrize("name", MOVING)
def test_the_extra_curves_have_no_family_but_say_what_moves_them(name: str) -> None:
    built = build_sweep(SweepRequest("?rule=refine", name, (TERMS, INPUT)))["curves"]
    assert [built[key]["family"] for key in (TERMS, INPUT)] == [None, None]
    sampling = set() if name in SAMPLING_FIELDS else {"range", "step"}
    terms = {"count", "rule", "span", *(sampling - {"step"})} - {name}
    assert set(built[TERMS]["settings"]) == terms
    assert set(built[INPUT]["settings"]) == sampling


NUMBERS = st.floats(-30, 30, allow_nan=False)
EXTENTS = st.lists(st.tuples(NUMBERS, NUMBERS).map(sorted), min_size=1, max_size=5)


def every_kind_of_steps() -> list[AxisSteps]:
    """How axes follow their curves: alone, together, on a logarithmic axis, in each scene."""
    views = [view_of(f"?shown={key}") for key in ("relu", "sigmoid", "tanh", "sigmoid_sum")]
    views += [view_of("?scale=log"), *(view_of(f"?scene={scene.key}") for scene in SCENES)]
    return list({each for view in views for each in axis_steps(view, scene_of(view)).values()})


@given(extents=EXTENTS, targets=st.lists(st.floats(0, 1), min_size=1, max_size=9))
@settings(few, max_examples=5)
def test_the_page_follows_the_rules_of_axes_and_labels(
    extents: list[list[float]], targets: list[float]
) -> None:
    steps = every_kind_of_steps()
    named = [{"least": low, "greatest": high} for low, high in extents]
    calls: list[Any] = [["axis_ranges.mjs", "rangeFor", [vars(each), named]] for each in steps]
    calls += [["axis_ranges.mjs", "rangeFor", [vars(each), []]] for each in steps]
    calls.append(["spread_labels.mjs", "spreadLabels", [targets, 0.07]])
    *ranges, heights = call_scripts(calls)
    pairs = [(low, high) for low, high in extents]
    expected_ranges = [each.range_for(some) for some in (pairs, []) for each in steps]
    for expected_range, found in zip(expected_ranges, ranges, strict=True):
        assert found == pytest.approx(expected_range, abs=1e-6)
    expected = spread_labels({str(index): each for index, each in enumerate(targets)}, 0.07)
    assert heights == pytest.approx([expected[str(index)] for index in range(len(targets))])
