"""A fully connected network with one output, as data and pure functions.

With layers numbered from 1: z_l = a_(l-1) W_l + b_l and a_l = f(z_l), but a_L = z_L in the last.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from core.activation_table import ActivationTable
from core.rounding import round_factor, round_to_bits
from core.typing import Array

WEIGHT_BITS = 24  # after the binary point, of a weight at the start


class Layer(NamedTuple):
    """The weights of one layer, of shape (inputs, outputs), and its biases, of shape (outputs,)."""

    weights: Array
    biases: Array


class ForwardPass(NamedTuple):
    """What a network did with some points: all that the way back needs.

    `inputs` are those of each layer, rounded; `slopes` are f' at each hidden layer. The rows of
    both are the points. `outputs` has one number a point, the logit of class 1.
    """

    inputs: tuple[Array, ...]
    slopes: tuple[Array, ...]
    outputs: Array


def draw_parameters(rng: np.random.Generator, widths: Sequence[int], gain: float) -> Array:
    """Return the parameters of a new network in one vector.

    Weights are from N(0, gain / inputs), biases are 0. `widths` are those of the inputs, the hidden
    layers and the output.
    """
    parts = []
    for inputs, outputs in pairwise(widths):
        weights = rng.standard_normal(inputs * outputs) * math.sqrt(gain / inputs)
        parts += [round_to_bits(weights, WEIGHT_BITS), np.zeros(outputs)]
    return np.concatenate(parts)


def split_layers(parameters: Array, widths: Sequence[int]) -> tuple[Layer, ...]:
    """Return the layers of a network as views of the vector of its parameters."""
    layers, start = [], 0
    for inputs, outputs in pairwise(widths):
        middle = start + inputs * outputs
        weights = parameters[start:middle].reshape(inputs, outputs)
        layers.append(Layer(weights, parameters[middle : middle + outputs]))
        start = middle + outputs
    return tuple(layers)


def run_forward(layers: Sequence[Layer], table: ActivationTable, points: Array) -> ForwardPass:
    """Return what a network does with points of shape (count, inputs).

    The weights are expected as factors, rounded.
    """
    inputs, slopes, values = [], [], points
    for layer in layers[:-1]:
        inputs.append(round_factor(values))
        values, slope = table.value_and_slope(inputs[-1] @ layer.weights + layer.biases)
        slopes.append(slope)
    inputs.append(round_factor(values))
    outputs = inputs[-1] @ layers[-1].weights + layers[-1].biases
    return ForwardPass(tuple(inputs), tuple(slopes), outputs[:, 0])


def compute_outputs(layers: Sequence[Layer], table: ActivationTable, points: Array) -> Array:
    """Return the outputs of `run_forward` alone, in two thirds of the time."""
    values = points
    for layer in layers[:-1]:
        values = table.value(round_factor(values) @ layer.weights + layer.biases)
    outputs = round_factor(values) @ layers[-1].weights + layers[-1].biases
    return outputs[:, 0]


def run_backward(layers: Sequence[Layer], forward_pass: ForwardPass, output_deltas: Array) -> Array:
    """Return the gradient of a loss in all parameters, as one vector in their order.

    `output_deltas` is the gradient of the loss in the output of each point. With d_l that in z_l:
    the gradient in W_l is a_(l-1)^T d_l, that in b_l the sum of d_l over the points, and
    d_(l-1) = d_l W_l^T times f'(z_(l-1)). Rumelhart, Hinton and Williams 1986, equations 4 to 7.
    """
    deltas = round_factor(output_deltas[:, np.newaxis])
    parts = []
    for index in range(len(layers) - 1, -1, -1):
        parts += [deltas.sum(axis=0), (forward_pass.inputs[index].T @ deltas).ravel()]
        if index > 0:
            value_gradients = deltas @ layers[index].weights.T
            deltas = round_factor(value_gradients * forward_pass.slopes[index - 1])
    return np.concatenate(parts[::-1])
