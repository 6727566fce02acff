"""What a lens writes into the rows of the functions: its numbers, and a line of its own."""

import math

import pytest

from components import ids
from components.functions import row_texts
from components.lenses.table import LENSES
from core.view import View
from tests.components.test_functions import ARTICLE, READINGS, said_number


@pytest.mark.parametrize("panels", ["value", "gradient", "value,gradient"])
@pytest.mark.parametrize("lens", LENSES)
def test_a_lens_with_numbers_of_its_own_has_them_in_the_last_columns(
    lens: str, panels: str
) -> None:
    view = View.from_raw({"lens": lens, "panels": panels, "shown": ARTICLE})
    rows_of_lens = [each for each in LENSES[lens].measures if each.is_in_rows]
    own = rows_of_lens if "gradient" in panels else []
    texts, usual = row_texts(view, ARTICLE), row_texts(View(), ARTICLE)
    for index, panel in enumerate(READINGS):
        place = index - (len(READINGS) - len(own))
        is_usual = place < 0
        head = usual[ids.head_id(panel)] if is_usual else own[place].symbol
        assert texts[ids.head_id(panel)] == head
        for key in ARTICLE:
            said = texts[ids.function_id(key, panel)]
            if is_usual:
                assert said == usual[ids.function_id(key, panel)]
            else:
                number = said_number(said.removesuffix(own[place].unit))
                exact = own[place].compute(view, key)  # written with three digits, or two
                assert math.isclose(number, exact, rel_tol=6e-3 if abs(exact) >= 1e-3 else 6e-2)


@pytest.mark.parametrize(
    ("lens", "key", "numbers"),
    [
        ("saturation", "relu", ("0", "50 %")),
        ("saturation", "elu", ("−0.8647", "27 %")),  # (10 + ln 0.01) / 20
        ("mean", "relu", ("0.399", "2")),  # 1 / √(2π), 1 / (1 / 2)
        ("depth", "identity", ("1", "1")),
        ("depth", "relu", ("0", "1")),
        ("noise", "identity", ("−2", "0.5")),
        ("data", "relu", ("0", "3 of 20")),  # 20 Φ(−1) = 3.2
        ("data", "leaky_relu", ("−0.02", "20 of 20")),
        ("sum", "relu", ("0", "0")),
    ],
)
def test_the_numbers_of_a_lens(lens: str, key: str, numbers: tuple[str, str]) -> None:
    texts = row_texts(View(lens=lens), [key])
    assert tuple(texts[ids.function_id(key, panel)] for panel in READINGS) == numbers


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ({}, ""),
        ({"lens": "saturation"}, "saturated up to 0"),
        ({"lens": "saturation", "panels": "value"}, ""),
        ({"lens": "saturation", "part": "race"}, ""),
        ({"lens": "mean"}, "the square of the mean is 31.8 % of E f²"),
        ({"lens": "noise"}, ""),
        ({"lens": "data"}, "dead with a bias of −1.96 or less"),  # Φ⁻¹(1 / 40)
    ],
)
def test_a_lens_has_a_line_in_the_row_for_what_has_no_room_beside_the_name(
    raw: dict[str, object], note: str
) -> None:
    assert row_texts(View.from_raw(raw), ["relu"])[ids.function_id("relu", "lens")] == note
