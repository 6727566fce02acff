"""Holds what the lens of data says and measures against the quantiles of a normal distribution."""

import re
from collections.abc import Callable

import numpy as np
from scipy.special import ndtri

from tests.components.exact import KEYS, KINKS, NAMES, Exact, Numbers
from tests.components.truth.reading import NUMBER, check_number

COUNT = 20
LISTED = r", | and "


def inputs_of(exact: Exact) -> Numbers:
    """The inputs of the examples: the bias and the 2.5th, 7.5th, ... percentile."""
    inputs: Numbers = exact.view.bias + ndtri(np.arange(1, 2 * COUNT, 2) / (2 * COUNT))
    return inputs


def count_learning(exact: Exact, key: str) -> float:
    """How many of the examples change the weights of a unit."""
    return float(np.sum(~exact.is_flat(key, inputs_of(exact))))


def mean_slope(exact: Exact, key: str) -> float:
    return float(np.abs(exact.slope(key, inputs_of(exact))).mean())


MEASURES: dict[str, Callable[[Exact, str], float]] = {
    "examples that change the weights": count_learning,
    "mean size of the slope": mean_slope,
}


def check_sentence(exact: Exact, said: str) -> None:
    """With bias −1, 4 of 20 examples have a slope for ReLU and all 20 for ELU. ..."""
    view = exact.view
    found = re.fullmatch(rf"With bias ({NUMBER}), (.+)\.", said)
    assert found, said
    check_number(found[1], view.bias, 6)
    sentences = found[2].split(". ")
    counts = {NAMES[key]: int(count_learning(exact, key)) for key in view.shown}
    x = inputs_of(exact)
    outside = int(np.sum((x < view.low) | (x > view.high)))
    told: dict[str, int] = {}
    if any(counts.values()):
        told |= read_counts(sentences.pop(0))
    if not all(counts.values()):
        told |= dict.fromkeys(read_dead(sentences.pop(0)), 0)
    assert told == counts, said
    if outside:
        verb = "lies" if outside == 1 else "lie"
        sentence = f"{outside} of the examples {verb} outside this range of x"
        assert sentences.pop(0) == sentence, said
    assert not sentences, said


def read_counts(sentence: str) -> dict[str, int]:
    """The numbers of a sentence by name: 1 of 20 examples has a slope for ReLU, ..."""
    parts = re.split(rf"(?:, | and |^)(?=(?:all|\d+ of) {COUNT})", sentence)[1:]
    counts: dict[str, int] = {}
    for index, part in enumerate(parts):
        found = re.fullmatch(
            rf"(all|\d+ of) {COUNT}( examples? ha(?:s|ve) a slope)? for (.+)", part
        )
        assert found, sentence
        count = COUNT if found[1] == "all" else int(found[1].removesuffix(" of"))
        verb = f" examples {'has' if count == 1 else 'have'} a slope"
        assert found[2] == (None if index else verb), sentence
        counts |= dict.fromkeys(re.split(LISTED, found[3]), count)
    assert [*counts.values()] == sorted(counts.values())
    return counts


def read_dead(sentence: str) -> list[str]:
    found = re.fullmatch(r"(.+) (is|are) dead: no example changes (its|their) weights", sentence)
    assert found, sentence
    names = re.split(LISTED, found[1])
    assert (found[2], found[3]) == (("is", "its") if len(names) == 1 else ("are", "their"))
    assert set(names) <= set(KEYS)
    return names


def check_note(exact: Exact, key: str, said: str) -> None:
    """Dead with a bias of −1.96 or less: then the greatest input is at the kink."""
    if not exact.is_flat(key, -20.0):
        assert said == ""
        return
    found = re.fullmatch(rf"dead with a bias of ({NUMBER}) or less", said)
    assert found, said
    check_number(found[1], KINKS[key] - float(ndtri(1.0 - 0.5 / COUNT)), 3)
