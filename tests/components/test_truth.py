"""Every generated sentence, row and table in thousands of random views, held against closed forms,
expectations and sums that are computed without the project.

A part of the seeds is one test, whose name has the first seed; a failure ends in the view's query.
"""

from collections.abc import Callable, Iterable
from functools import partial
from random import Random

import pytest

from core.view import CONTROLS, View
from tests.components.truth import changes, curves, docstrings, formulas, lenses, properties, race
from tests.components.truth.views import random_race, random_scene, random_view

Check = Callable[[View], None]
MEASURED = ("saturation", "sum", "mean", "depth", "noise", "data")


def chunks(count: int, size: int = 100) -> list[range]:
    """Seeds in parts."""
    return [range(start, start + size) for start in range(0, count, size)]


def name_of(part: object) -> str | None:
    if isinstance(part, range):
        return f"seeds-{part.start}"
    return getattr(part, "__name__", None)


def check_all(views: Iterable[View], checks: Iterable[Check]) -> None:
    """Every check of every view; a failure names the view."""
    for view in views:
        for check in checks:
            try:
                check(view)
            except Exception as error:
                error.add_note(f"in the view {view.query()}")
                raise


@pytest.mark.parametrize("seeds", chunks(1000), ids=name_of)
def test_what_is_said_of_the_curves_is_true(seeds: range) -> None:
    checks = (curves.check_summary, curves.check_rows, curves.check_probe_sentence)
    check_all(map(random_view, seeds), checks)


@pytest.mark.parametrize("seeds", chunks(100, 50), ids=name_of)
def test_the_numbers_of_the_table_are_true(seeds: range) -> None:
    check_all(map(random_view, seeds), (curves.check_value_table,))


@pytest.mark.parametrize("seeds", chunks(500), ids=name_of)
def test_the_formulas_and_the_ranges_are_true(seeds: range) -> None:
    check_all(map(random_view, seeds), (formulas.check_formulas,))


@pytest.mark.parametrize("seeds", chunks(500), ids=name_of)
def test_what_is_said_of_a_change_is_true(seeds: range) -> None:
    for seed in seeds:
        random = Random(seed)
        before = random_scene(seed) if seed % 4 == 0 else random_view(seed, scene="free")
        other = random_view(-seed, scene="free")
        movable = [name for name in CONTROLS if name not in ("scene", "stage", "part")]
        names = random.sample(movable, random.choice((1, 1, 2, 3)))
        now, _ = before.with_changes({name: getattr(other, name) for name in names})
        check_all([now], (partial(changes.check_changes, before), changes.check_note))


@pytest.mark.parametrize("seeds", chunks(600, 200), ids=name_of)
def test_what_is_said_of_a_changed_scene_is_true(seeds: range) -> None:
    check_all(map(random_scene, seeds), (changes.check_note,))


@pytest.mark.parametrize("seeds", chunks(90, 30), ids=name_of)
@pytest.mark.parametrize("lens", MEASURED)
def test_what_a_lens_says_and_measures_is_true(lens: str, seeds: range) -> None:
    checks = (lenses.check_measures, lenses.check_row_notes, lenses.check_sentence)
    check_all((random_view(seed, lens=lens) for seed in seeds), checks)


@pytest.mark.parametrize("seeds", chunks(400), ids=name_of)
def test_what_is_said_of_a_race_is_true(seeds: range) -> None:
    checks = (race.check_introduction, race.check_notes, race.check_starts)
    check_all(map(random_race, seeds), checks)


@pytest.mark.parametrize("seeds", chunks(60, 30), ids=name_of)
def test_the_table_of_properties_is_true(seeds: range) -> None:
    check_all(map(random_view, seeds), (properties.check_properties,))


def test_every_function_that_is_bounded_says_its_range() -> None:
    bounded = {"sigmoid", "tanh", "tanh_gradient", "silu_gradient", "gelu_gradient"}
    half_bounded = {"softplus", "relu", "shifted_relu", "elu", "selu", "silu", "gelu"}
    assert set(docstrings.SOURCES) == (
        bounded | half_bounded | {"softplus_beta", "softplus_beta_gradient"}
    )


@pytest.mark.parametrize("name", docstrings.SOURCES)
def test_the_ranges_in_docstrings_are_true(name: str) -> None:
    docstrings.check_docstring(name)
