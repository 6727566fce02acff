"""Training: what a frame says, that it is the same everywhere, and what the article claims."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy._core._multiarray_umath import (  # type: ignore[import-not-found]
    __cpu_dispatch__,
)

from core.activations import ACTIVATIONS
from core.moments import moments
from core.training import GRID_CELLS, Frame, Setup, compute_weight_gain, train
from tests.benchmark.servers import ROOT

SHORT = Setup(steps=40, layers=3, width=16)
# Trains, and prints what the networks are, their losses, and which instructions numpy uses.
PRINT_RESULT = """
import hashlib, json
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
from core.training import Setup, train
digest, losses = hashlib.sha256(), []
for key, rate in (("elu", 0.1), ("gelu", 0.03)):  # at 0.1 the loss leaps: small differences grow
    for frame in train(key, Setup(steps=150, rate=rate)):
        losses.append(frame.loss)
        for layer in frame.layers:
            digest.update(layer.weights.tobytes() + layer.biases.tobytes())
used = [name for name in __cpu_dispatch__ if __cpu_features__[name]]
print(json.dumps([digest.hexdigest(), losses, used]))
"""


def run(key: str = "relu", setup: Setup = SHORT, **parameters: float) -> list[Frame]:
    return list(train(key, setup, **parameters))


def steps_to_arrive(key: str, **fields: Any) -> int:
    setup = Setup(**({"steps": 600, "rate": 0.03} | fields))
    return next((frame.step for frame in train(key, setup) if frame.has_arrived), 600)


def test_there_is_a_frame_every_ten_steps_and_one_at_the_end() -> None:
    assert [frame.step for frame in run()] == [0, 10, 20, 30, 40]
    assert [frame.step for frame in run(setup=replace(SHORT, steps=15))] == [0, 10, 15]
    assert [frame.step for frame in run(setup=replace(SHORT, steps=0))] == [0]


def test_a_frame_has_a_number_for_each_hidden_layer_and_a_probability_for_each_cell() -> None:
    for frame in run("elu", alpha=0.7):
        for measure in (frame.mean_activation, frame.gradient_rms, frame.dead_units):
            assert len(measure) == 3
        assert frame.boundary.shape == (GRID_CELLS, GRID_CELLS)
        assert 0 <= frame.boundary.min() <= frame.boundary.max() <= 1
        assert 0 <= frame.accuracy <= 1


def test_the_same_setup_gives_the_same_frames_and_another_seed_others() -> None:
    first, again, other = run(), run(), run(setup=replace(SHORT, seed=2))
    assert [each.loss for each in first] == [each.loss for each in again]
    assert np.array_equal(first[-1].boundary, again[-1].boundary)
    assert first[-1].loss != other[-1].loss


@pytest.mark.skipif(sys.platform != "linux", reason="names the processors of OpenBLAS on Linux")
def test_networks_do_not_depend_on_the_instructions_of_the_processor() -> None:
    old_processor = {
        "OPENBLAS_CORETYPE": "Nehalem",
        "OPENBLAS_NUM_THREADS": "1",
        "NPY_DISABLE_CPU_FEATURES": " ".join(__cpu_dispatch__),
    }
    results = [
        json.loads(
            subprocess.run(
                [sys.executable, "-W", "ignore", "-c", PRINT_RESULT],
                cwd=ROOT,
                env=os.environ | environment,
                capture_output=True,
                check=True,
            ).stdout
        )
        for environment in ({"OPENBLAS_NUM_THREADS": "2"}, old_processor)
    ]
    (digest, losses, _), (old_digest, old_losses, used) = results
    assert used == []
    assert digest == old_digest
    assert losses == pytest.approx(old_losses, rel=1e-12)


@pytest.mark.parametrize("key", sorted(set(ACTIVATIONS) - {"identity"}))
def test_every_function_learns_an_easy_task(key: str) -> None:
    setup = Setup(steps=300, layers=1, data="circles", optimizer="adam", rate=0.03)
    frames = run(key, setup)
    assert frames[-1].loss < 0.1 < frames[0].loss
    assert frames[-1].accuracy > 0.97


def test_a_network_of_straight_lines_cannot_tell_an_exclusive_or() -> None:
    setup = Setup(steps=300, layers=2, data="xor", optimizer="adam", rate=0.01)
    assert run("identity", setup)[-1].loss == pytest.approx(np.log(2), abs=0.02)


def test_moving_only_the_mean_makes_relu_faster_and_elu_slower() -> None:
    relu_mean = moments("relu").mean
    lift = relu_mean - moments("elu").mean
    for seed in (1, 2):
        assert steps_to_arrive("relu", seed=seed, shift=-relu_mean) < 0.5 * steps_to_arrive(
            "relu", seed=seed
        )
        assert steps_to_arrive("elu", seed=seed) < 0.8 * steps_to_arrive(
            "elu", seed=seed, shift=lift
        )


def test_eight_layers_of_sigmoids_shrink_the_gradient_by_orders_of_magnitude() -> None:
    first = next(train("sigmoid", Setup()))
    assert first.gradient_rms[0] < 0.01 * first.gradient_rms[-1]
    other = next(train("relu", Setup()))
    assert other.gradient_rms[0] > 0.1 * other.gradient_rms[-1]


def test_a_mean_activation_is_that_of_the_shifted_function() -> None:
    setup = Setup(steps=0, gain="variance")  # the weights are the same then
    plain, shifted = (next(train("relu", replace(setup, shift=shift))) for shift in (0.0, -0.3))
    first = plain.mean_activation[0]
    assert first > 0.3
    assert shifted.mean_activation[0] == pytest.approx(first - 0.3, abs=1e-6)


def test_units_die_with_relu_at_a_high_rate_but_not_with_elu() -> None:
    setup = Setup(steps=100, rate=0.3)
    assert max(run("relu", setup)[-1].dead_units) > 0.2
    assert max(run("elu", Setup(steps=50))[-1].dead_units) == 0


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("selu", {"rate": 10.0}),
        ("selu", {"rate": 10.0, "optimizer": "adam"}),
        ("leaky_relu", {"rate": 10.0, "layers": 3}),
        ("identity", {"rate": 10.0, "layers": 3}),
    ],
)
def test_a_rate_that_is_too_high_ends_the_run_without_a_warning(
    key: str, fields: dict[str, Any]
) -> None:
    last = run(key, Setup(steps=600, **fields))[-1]
    assert last.has_diverged
    assert last.step < 600
    assert last.boundary.shape == (GRID_CELLS, GRID_CELLS)
    assert np.isfinite(last.boundary).all()


def test_the_gain_keeps_the_second_moment_or_the_variance() -> None:
    # ReLU: E f^2 = 1/2, Var f = 1/2 - 1/(2 pi).
    variance = 0.5 - 1 / (2 * np.pi)
    assert compute_weight_gain("relu", Setup()) == pytest.approx(2.0, rel=1e-12)
    assert compute_weight_gain("relu", Setup(gain="variance")) == pytest.approx(
        1 / variance, rel=1e-12
    )
    centred = Setup(shift=-1 / np.sqrt(2 * np.pi))
    assert compute_weight_gain("relu", centred) == pytest.approx(1 / variance, rel=1e-12)


@pytest.mark.parametrize(
    "fields",
    [
        {"layers": 0},
        {"layers": 13},
        {"width": 0},
        {"width": 1000},
        {"steps": 10**9},
        {"steps": -1},
        {"rate": 0.0},
        {"rate": float("nan")},
        {"shift": 1e9},
        {"seed": -1},
        {"optimizer": "lbfgs"},
        {"data": "moons"},
        {"gain": "xavier"},
    ],
)
def test_a_setup_out_of_bounds_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(fields))):
        Setup(**fields)


def test_an_unknown_function_is_refused() -> None:
    with pytest.raises(KeyError):
        next(train("nothing", Setup()))
