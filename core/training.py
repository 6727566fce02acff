"""The training of a network with one activation function, step by step.

The same set-up gives the same networks on every platform: what depends on the order of a sum or on
the last bit of exp is rounded before it is used (`core/rounding.py`, `core/activation_table.py`).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from core.activation_table import ActivationTable
from core.activations import ACTIVATIONS
from core.datasets import (
    DATASETS,
    MAX_ABS_COORDINATE,
    TRAINING_POINTS,
    Dataset,
    Points,
    draw_dataset,
)
from core.functions import sigmoid, softplus
from core.moments import moments
from core.network import (
    Layer,
    compute_outputs,
    draw_parameters,
    run_backward,
    run_forward,
    split_layers,
)
from core.optimizers import OPTIMIZERS, start_state
from core.rounding import round_factor
from core.typing import Array, Indices

BATCH_POINTS = 128
FRAME_STEPS = 10  # from one frame to the next
GRID_CELLS = 32  # on each side of the boundary's grid
THRESHOLD_LOSS = 0.1  # below it a network has arrived
MAX_LOSS = 1e6  # a network with a greater loss has diverged, and is trained no further
GAINS = ("moment", "variance")
MAX_SHIFT = 2e5
BOUNDS = {
    "seed": (0, 2**31 - 1),
    "layers": (1, 12),
    "width": (1, 64),
    "steps": (0, 2000),
    "rate": (1e-6, 10.0),
    "shift": (-MAX_SHIFT, MAX_SHIFT),
}


@dataclass(frozen=True)
class Setup:
    """All that decides what a training gives, besides the function and its parameters.

    `layers` counts the hidden layers, `width` the units of each. `shift` is a constant added to f.
    `gain` says how wide the weights are drawn, for each layer from N(0, g / inputs): "moment" for
    g = 1 / E f^2, which keeps the size of the signal from layer to layer, "variance" for
    g = 1 / Var f, which does not count the mean as signal; both of f(X) with X ~ N(0, 1).
    Raises ValueError for what is out of BOUNDS or has no such name.
    """

    seed: int = 1
    layers: int = 8
    width: int = 32
    steps: int = 1000
    rate: float = 0.03
    optimizer: str = "sgd"
    shift: float = 0.0
    data: str = "spirals"
    gain: str = "moment"

    def __post_init__(self) -> None:
        """Check each field."""
        for name, (low, high) in BOUNDS.items():
            if not low <= getattr(self, name) <= high:  # nan is not either
                raise ValueError(f"{name} is from {low} to {high}")
        names = {"optimizer": OPTIMIZERS, "data": DATASETS, "gain": GAINS}
        for name, known in names.items():
            if getattr(self, name) not in known:
                raise ValueError(f"{name} is one of {', '.join(known)}")

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of the inputs, the hidden layers and the output."""
        return (2, *(self.width,) * self.layers, 1)


@dataclass(frozen=True)
class Frame:
    """A network after so many steps.

    `loss` is the mean of -log of the probability of the right class over all training points, in
    [0, inf). For each hidden layer, `mean_activation` is the mean of f over training points and
    units, `dead_units` the share of the units with f' = 0, to 24 bits, at every training point, and
    `gradient_rms` the root mean square of the gradient of the loss in its weights, over the batch
    of the step that comes. A network that `has_diverged` is in its last frame.
    """

    step: int
    loss: float
    mean_activation: tuple[float, ...]
    gradient_rms: tuple[float, ...]
    dead_units: tuple[float, ...]
    layers: tuple[Layer, ...]
    table: ActivationTable
    held_out: Points

    @property
    def has_arrived(self) -> bool:
        """Whether the loss is below THRESHOLD_LOSS."""
        return self.loss < THRESHOLD_LOSS

    @property
    def has_diverged(self) -> bool:
        """Whether the loss is above MAX_LOSS, or no number."""
        return not self.loss <= MAX_LOSS

    @cached_property
    def accuracy(self) -> float:
        """The share of the held-out points that get their own class, in [0, 1]."""
        outputs = self._compute_outputs(self.held_out.positions)
        return float(((outputs > 0) == (self.held_out.classes > 0)).mean())

    @cached_property
    def boundary(self) -> Array:
        """The probability of class 1 over a square, of shape (GRID_CELLS, GRID_CELLS).

        The first row is at the top, where the second coordinate is largest.
        """
        middles = (np.arange(GRID_CELLS) + 0.5) / GRID_CELLS
        axis = MAX_ABS_COORDINATE * (2.0 * middles - 1.0)
        columns, rows = np.meshgrid(axis, axis[::-1])
        points = np.stack((columns.ravel(), rows.ravel()), axis=1)
        return sigmoid(self._compute_outputs(points)).reshape(GRID_CELLS, GRID_CELLS)

    def _compute_outputs(self, points: Array) -> Array:
        with np.errstate(over="ignore", invalid="ignore"):
            return np.nan_to_num(compute_outputs(self.layers, self.table, points))


def train(key: str, setup: Setup, **parameters: float | str) -> Iterator[Frame]:
    """Return the frames of a training with a function of the table; `parameters` are its own.

    Raises KeyError for an unknown key, TypeError for a parameter that the function does not have.
    """
    table = tabulate(key, setup.shift, *parameters.items())
    return train_network(table, compute_weight_gain(key, setup, **parameters), setup)


def train_network(table: ActivationTable, weight_gain: float, setup: Setup) -> Iterator[Frame]:
    """Yield a frame before the first step, after every ten, and after the last.

    A weight is drawn with the variance `weight_gain` over the inputs of its layer. Each epoch takes
    the training points in a new random order, in batches of 128; what is left over is not used.
    """
    rng = np.random.default_rng(setup.seed)
    dataset = draw_dataset(setup.data, rng)
    state = start_state(draw_parameters(rng, setup.widths, weight_gain))
    batches = _draw_batches(rng)
    for step in range(setup.steps + 1):
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):  # it may diverge
            layers = split_layers(round_factor(state.parameters), setup.widths)
            gradient = _compute_gradient(layers, table, dataset.training, next(batches))
            state = OPTIMIZERS[setup.optimizer](state, gradient, setup.rate)
            if step % FRAME_STEPS and step < setup.steps:
                continue
            layer_gradients = split_layers(gradient, setup.widths)
            frame = _make_frame(step, layers, layer_gradients, table, dataset)
        yield frame
        if frame.has_diverged:
            return


@lru_cache(maxsize=16)  # of half a megabyte each; a race has at most 13
def tabulate(key: str, shift: float, *parameters: tuple[str, float | str]) -> ActivationTable:
    """Return the table of f + shift. Raises KeyError for an unknown key."""
    return ActivationTable(*ACTIVATIONS[key].fix_parameters(**dict(parameters)), shift)


def compute_weight_gain(key: str, setup: Setup, **parameters: float | str) -> float:
    """Return what the variance of a weight is, times the number of inputs of its layer."""
    f_moments = moments(key, **parameters)
    variance = f_moments.second_moment - f_moments.mean * f_moments.mean
    mean = f_moments.mean + setup.shift if setup.gain == "moment" else 0.0
    size = variance + mean * mean
    return 1.0 / size if size else 1.0  # a constant hands nothing on, whatever the weights


def _draw_batches(rng: np.random.Generator) -> Iterator[Indices]:
    """Yield the indices of the points of one batch after another, without end."""
    while True:
        order = np.argsort(rng.random(TRAINING_POINTS), kind="stable")
        for start in range(0, TRAINING_POINTS - BATCH_POINTS + 1, BATCH_POINTS):
            yield order[start : start + BATCH_POINTS]


def _compute_gradient(
    layers: tuple[Layer, ...], table: ActivationTable, points: Points, batch: Indices
) -> Array:
    """Return the gradient of the loss over a batch in all parameters, as one vector.

    The gradient of the loss in the logit of a point is sigmoid(logit) - class, over the count.
    """
    forward_pass = run_forward(layers, table, points.positions[batch])
    errors = sigmoid(forward_pass.outputs) - points.classes[batch]
    return run_backward(layers, forward_pass, errors / BATCH_POINTS)


def _make_frame(
    step: int,
    layers: tuple[Layer, ...],
    layer_gradients: tuple[Layer, ...],
    table: ActivationTable,
    dataset: Dataset,
) -> Frame:
    """Return the frame of a network before the step whose gradients are given."""
    points = dataset.training
    forward_pass = run_forward(layers, table, points.positions)
    # The first input is the points themselves.
    means = tuple(float(values.mean()) for values in forward_pass.inputs[1:])
    return Frame(
        step=step,
        loss=compute_loss(forward_pass.outputs, points.classes),
        mean_activation=means,
        gradient_rms=tuple(math.sqrt(np.mean(each.weights**2)) for each in layer_gradients[:-1]),
        dead_units=tuple(float((each == 0).all(axis=0).mean()) for each in forward_pass.slopes),
        layers=layers,
        table=table,
        held_out=dataset.held_out,
    )


def compute_loss(outputs: Array, classes: Array) -> float:
    """Return the mean of -log of the probability of the right class.

    For one point that is softplus(logit) or, for class 1, softplus(-logit).
    """
    return float(softplus(np.where(classes > 0, -outputs, outputs)).mean())
