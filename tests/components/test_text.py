"""Numbers, lists and notes as a reader writes them."""

import math

import pytest

from components.text import list_text, number_text, status_note, too_few_samples
from core.view import View


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-0.0, "0"),
        (-2.0, "−2"),
        (0.5, "0.5"),
        (0.1353352832, "0.1353"),
        (-0.8646647168, "−0.8647"),
        (9.999, "9.999"),
        (9.99999, "10"),
        (0.0001, "0.0001"),
        (4.539786870e-05, "4.54 × 10⁻⁵"),
        (-4.539786870e-05, "−4.54 × 10⁻⁵"),
        (1.25e-123, "1.25 × 10⁻¹²³"),
        (12345.678, "1.235 × 10⁴"),
    ],
)
def test_a_number_as_a_reader_writes_it(value: float, said: str) -> None:
    assert number_text(value) == said


@pytest.mark.parametrize(("digits", "said"), [(1, "0.1"), (3, "0.135"), (6, "0.135335")])
def test_a_number_to_so_many_digits(digits: int, said: str) -> None:
    assert number_text(math.exp(-2), digits) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_as_a_sentence_has_it(words: list[str], said: str) -> None:
    assert list_text(words) == said


def test_a_note_follows_the_others_where_one_point_is_left_of_each_curve() -> None:
    single, usual = View(range=(0.0, 1.0), step=2.0), View()
    assert len(too_few_samples(single)) == 1
    assert status_note(single, ["First"]) == f"First. {too_few_samples(single)[0]}"
    assert status_note(usual, ["First", "Second"]) == "First. Second"
    assert status_note(usual, []) == ""
