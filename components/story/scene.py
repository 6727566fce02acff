"""What a scene of the story is, and the numbers in the answers: `core` computes each of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from components.text import number_text
from core.activations import SUM
from core.curves import last_x, sample_curve, sum_span, x_grid
from core.sigmoid_sum import sum_offsets
from core.statistics import (
    SATURATION_THRESHOLD,
    max_abs_difference,
    moments,
    saturated_fraction,
    sum_errors,
    threshold_crossings,
    zero_mean_alpha,
)
from core.view import CONTROLS, View

LAYERS = 10  # the number of layers through which a scene multiplies slopes
WIDE_SIGMA = 2.0  # a second standard deviation of x

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Scene:
    """One scene of the story.

    `view` is what the page shows when the scene begins. `controls` are the fields of the view that
    it needs, the most important one first. `answer_template` holds a name for every number,
    `{end:6}` for one with 6 digits; the names are those of `_common_numbers` and those that
    `numbers` computes from the view.
    """

    title: str
    view: View
    question: str
    hint: str
    answer_template: str
    numbers: Callable[[View], Numbers]
    controls: tuple[str, ...]

    @cached_property
    def answer(self) -> str:
        """The answer for the view of the scene, computed when it is first read."""
        numbers = {**_common_numbers(self.view), **self.numbers(self.view)}
        texts = {name: _FormattedNumber(number) for name, number in numbers.items()}
        return self.answer_template.format_map(texts)


class _FormattedNumber(float):
    """A number in a text, written as on the cards and never broken at the end of a line.

    Its format specification is the number of digits.
    """

    def __format__(self, digits: str) -> str:
        return number_text(float(self), int(digits or 4)).replace(" ", "\N{NO-BREAK SPACE}")


def _common_numbers(view: View) -> Numbers:
    """Return the numbers that every answer may name: settings, last x, number of samples."""
    names = ("probe", "offset", "alpha", "count", "span", "low", "high")
    samples = x_grid(view.low, view.high, view.step).size
    settings = {name: getattr(view, name) for name in names}
    return settings | {"last": last_x(view), "samples": samples, "threshold": SATURATION_THRESHOLD}


def gradients_at_kink(view: View, key: str) -> Numbers:
    """Return the slopes of a function left and right of its kink."""
    gradients = sample_curve(view, key).one_sided_gradients
    assert gradients is not None, f"the kink of {key} is outside the range"
    return {"left": gradients[0], "right": gradients[1]}


def sum_weights(view: View) -> Numbers:
    """Return the divisor of the sum, and the distance between two of its offsets."""
    offsets = sum_offsets(view.rule, int(view.count), sum_span(view), view.high)
    return {"divisor": 1.0 / offsets.weight, "gap": offsets.spacing}


def refinement_errors(view: View) -> Numbers:
    """Return the two errors of the sum, with the count of a view and with ten times as many."""
    finer_view = replace(view, count=10 * view.count)
    coarse, fine = sum_errors(view), sum_errors(finer_view)
    return {
        "more": finer_view.count,
        "coarse": coarse.quadrature,
        "fine": fine.quadrature,
        "short": fine.truncation,
    }


def extension_errors(view: View) -> Numbers:
    """Return the distance of the sum from softplus, for the count of a view and for larger ones."""
    counts = {"few": view.count, "some": 10.0, "many": 20.0, "most": CONTROLS["count"].high}
    errors = {
        f"{name}_off": max_abs_difference(replace(view, count=count), SUM, "softplus")
        for name, count in counts.items()
    }
    return counts | errors


def mean_outputs(view: View) -> Numbers:
    """Return the means of ELU and ReLU under N(0, 1), their bias shares in percent, and the alphas
    with mean 0 for standard deviations 1 and WIDE_SIGMA."""
    elu, relu = moments("elu", alpha=view.alpha), moments("relu")
    return {
        "elu": elu.mean,
        "relu": relu.mean,
        "elu_share": 100.0 * elu.bias_share,
        "relu_share": 100.0 * relu.bias_share,
        "zero_mean_alpha": zero_mean_alpha(),
        "sigma": WIDE_SIGMA,
        "wide_alpha": zero_mean_alpha(WIDE_SIGMA),
    }


def saturation_edges(view: View) -> Numbers:
    """Return where ELU and softplus saturate, and each curve's saturated samples in percent."""
    shares = {f"{key}_share": 100.0 * saturated_fraction(view, key) for key in view.shown}
    return shares | {key: threshold_crossings(view, key)[0] for key in ("elu", "softplus")}
