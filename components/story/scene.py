"""What a scene of the story is, and the numbers that the answers name: each worked out by `core`, none typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from components.readout import number_text
from core.curves import curve, samples, sum_span
from core.measures import (
    FAINT,
    balanced_alpha,
    crossings,
    faint_share,
    greatest_gap,
    moments,
    sum_errors,
)
from core.sum import sum_offsets
from core.view import CONTROLS, View

LAYERS = 10  # through which a scene multiplies slopes

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Scene:
    """One scene of the story.

    `view` is what the page shows as it begins; `controls` are the fields of the view that it needs, the one that it
    can least do without first. `told` is the answer with a name for every number, `{end:6}` for one to 6 digits;
    the names are those of `_common` and those that `numbers` works out of the view.
    """

    title: str
    view: View
    question: str
    look: str
    told: str
    numbers: Callable[[View], Numbers]
    controls: tuple[str, ...]

    @cached_property
    def answer(self) -> str:
        """What is so in the view of the scene. Worked out when it is first asked for."""
        numbers = {**_common(self.view), **self.numbers(self.view)}
        return self.told.format_map({name: _Printed(number) for name, number in numbers.items()})


class _Printed(float):
    """A number in a text, as the cards show it, not broken at a line's end; a format is its count of digits."""

    def __format__(self, digits: str) -> str:
        return number_text(float(self), int(digits or 4)).replace(" ", "\N{NO-BREAK SPACE}")


def _common(view: View) -> Numbers:
    """The numbers of every scene: the settings, the first and the last sample, how many samples there are."""
    x = samples(view.low, view.high, view.step)
    settings = {name: getattr(view, name) for name in ("probe", "offset", "alpha", "count", "span", "low", "high")}
    return settings | {"last": last(view), "samples": x.size, "faint": FAINT}


def last(view: View) -> float:
    return float(samples(view.low, view.high, view.step)[-1])


def slopes(view: View, key: str) -> Numbers:
    """The slopes of a function on the two sides of its kink."""
    slopes = curve(view, key).slopes
    assert slopes is not None, f"the kink of {key} is out of sight"
    return {"left": slopes[0], "right": slopes[1]}


def cells(view: View) -> Numbers:
    """What the sum divides by, and the gap between two of its offsets."""
    offsets = sum_offsets(view.rule, int(view.count), sum_span(view), view.high)
    return {"divisor": 1.0 / offsets.weight, "gap": offsets.spacing}


def finer(view: View) -> Numbers:
    """The two errors of the sum, with the sigmoids of a view and with ten times as many."""
    more = replace(view, count=10 * view.count)
    coarse, fine = sum_errors(view), sum_errors(more)
    return {"more": more.count, "coarse": coarse.quadrature, "fine": fine.quadrature, "short": fine.truncation}


def strayed(view: View) -> Numbers:
    """How far the sum is from softplus with the sigmoids of a view, with more, and with as many as there can be."""
    counts = {"few": view.count, "some": 10.0, "many": 20.0, "most": CONTROLS["count"].high}
    views = {f"{name}_off": replace(view, count=count) for name, count in counts.items()}
    return counts | {name: greatest_gap(each, "sigmoid_sum", "softplus") for name, each in views.items()}


def bias(view: View) -> Numbers:
    """The means of ELU and ReLU for a standard normal x, their squares in percent of the mean square, and the cure."""
    elu, relu = moments("elu", alpha=view.alpha), moments("relu")
    shares = {"elu_share": 100.0 * elu.bias_share, "relu_share": 100.0 * relu.bias_share}
    return shares | {"elu": elu.mean, "relu": relu.mean, "cure": balanced_alpha(), "wide": balanced_alpha(2.0)}


def edges(view: View) -> Numbers:
    """Where the gradients of ELU and softplus become faint, and in what percent of the samples each curve's is."""
    shares = {f"{key}_share": 100.0 * faint_share(view, key) for key in view.shown}
    return shares | {key: crossings(view, key)[0] for key in ("elu", "softplus")}
