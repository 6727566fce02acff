"""What a scene of the story is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.view import View

STORY_FIELDS = ("scene", "stage")  # the place in the story

Numbers = Mapping[str, float]


class Guess(NamedTuple):
    """Where a reader may guess how high a curve is: its panel, its key, and x."""

    panel: str
    key: str
    x: float


@dataclass(frozen=True)
class Scene:
    """One scene of the story.

    `view` is what the page shows when the scene begins. `controls` are the fields of the view that
    it needs, the most important one first. `answer_template` holds a name for every number,
    `{end:6}` for one with 6 digits; the names are those of `answer.common_numbers` and those that
    `numbers` computes from the view. A frame is the range of y of a panel, where the usual one
    would leave the main curve small.
    """

    title: str
    view: View
    question: str
    hint: str
    answer_template: str
    numbers: Callable[[View], Numbers]
    controls: tuple[str, ...]
    guess: Guess | None = None
    value_frame: tuple[float, float] | None = None
    gradient_frame: tuple[float, float] | None = None
