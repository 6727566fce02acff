"""What a scene answers, with the numbers of its first view."""

from functools import cache

from components.story.markup import mark_strong, mark_x
from components.story.scene import Scene
from components.text import number_text
from core.curves import last_x, x_grid
from core.saturation import SATURATION_THRESHOLD
from core.typing import Numbers
from core.view import View

THOUSAND = 1000  # from which on a count has commas


@cache
def scene_answer(scene: Scene) -> str:
    """Return what is so, for the view with which a scene begins, with marks."""
    return _fill_template(scene, scene.answer_template)


@cache
def scene_reason(scene: Scene) -> str:
    """Return why the answer of a scene matters, with marks."""
    return _fill_template(scene, scene.reason_template)


def _fill_template(scene: Scene, template: str) -> str:
    numbers = {**common_numbers(scene.view), **scene.numbers(scene.view)}
    texts = {name: _FormattedNumber(number) for name, number in numbers.items()}
    filled = template.format_map(texts)
    return filled.replace(" = [", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}[")


class _FormattedNumber(float):
    """A number in a text, written as in the rows and never broken at the end of a line.

    Its format specification is the number of digits, and x before it for a value of x.
    """

    def __format__(self, specification: str) -> str:
        digits = int(specification.removeprefix("x") or 4)
        is_count = self >= THOUSAND and self.is_integer()
        plain = f"{int(self):,}" if is_count else number_text(float(self), digits)
        text = plain.replace(" ", "\N{NO-BREAK SPACE}")
        return mark_x(text, round(self, 9)) if specification.startswith("x") else mark_strong(text)


def common_numbers(view: View) -> Numbers:
    """Return the numbers that every answer may name: settings, last x, number of samples."""
    names = ("probe", "offset", "alpha", "slope", "count", "span", "bias", "noise", "low", "high")
    samples = x_grid(view.low, view.high, view.step).size
    settings = {name: getattr(view, name) for name in names}
    return settings | {"last": last_x(view), "samples": samples, "threshold": SATURATION_THRESHOLD}
