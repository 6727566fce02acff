"""The points: their number, their classes, where they lie."""

import numpy as np
import pytest

from core.datasets import DATASETS, MAX_ABS_COORDINATE, draw_dataset
from core.typing import Array

# Of a coordinate. Spirals: 4 E r^2 / 2 with r^2 uniform from 0.02 to 1, and the noise; circles: the
# radii and the noise; the others uniform.
MEAN_SQUARES = {
    "spirals": 1.02 + 0.05**2,
    "circles": (0.8**2 + 1.7**2) / 4 + 0.15**2 / 2,
    "checkerboard": 2**2 / 3,
    "xor": 1.8**2 / 3,
}


def draw(name: str, seed: int = 1) -> tuple[Array, Array]:
    dataset = draw_dataset(name, np.random.default_rng(seed))
    both = (dataset.training, dataset.held_out)
    return np.concatenate([each.positions for each in both]), np.concatenate(
        [each.classes for each in both]
    )


@pytest.mark.parametrize("name", DATASETS)
def test_half_of_the_points_are_of_each_class_and_all_within_the_square(name: str) -> None:
    dataset = draw_dataset(name, np.random.default_rng(1))
    assert dataset.training.positions.shape == (1000, 2)
    assert dataset.held_out.positions.shape == (500, 2)
    positions, classes = draw(name)
    assert classes.mean() == 0.5
    assert np.abs(positions).max() <= MAX_ABS_COORDINATE
    assert (positions**2).mean() == pytest.approx(MEAN_SQUARES[name], rel=0.08)
    assert not np.array_equal(positions, draw(name, seed=2)[0])


def test_a_checkerboard_and_an_exclusive_or_have_their_classes() -> None:
    positions, classes = draw("checkerboard")
    assert np.array_equal(np.floor(positions).sum(axis=1) % 2, classes)
    positions, classes = draw("xor")
    assert np.array_equal(positions.prod(axis=1) < 0, classes > 0)


def test_circles_differ_in_their_radius_and_spirals_by_half_a_turn() -> None:
    positions, classes = draw("circles")
    radii = np.hypot(*positions.T)
    assert radii[classes == 0].mean() == pytest.approx(0.8, abs=0.03)
    assert radii[classes == 1].mean() == pytest.approx(1.7, abs=0.03)
    positions, classes = draw("spirals")
    # Turned by half a turn, the points of one class lie among those of the other.
    first, second = positions[classes == 0], -positions[classes == 1]
    distances = np.hypot(*(first[:, np.newaxis] - second[np.newaxis]).T).min(axis=0)
    assert np.median(distances) < 0.05


def test_an_unknown_name_is_no_dataset() -> None:
    with pytest.raises(KeyError):
        draw_dataset("moons", np.random.default_rng(1))
