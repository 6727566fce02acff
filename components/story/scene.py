"""What a scene of the story is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from core.typing import Numbers
from core.view import View

STORY_FIELDS = ("scene", "stage")  # the place in the story


class Guess(NamedTuple):
    """Where a reader may guess how high a curve is: its panel, its key, and x."""

    panel: str
    key: str
    x: float


@dataclass(frozen=True)
class Scene:
    """One scene of the story.

    `key` is its name in the URL; `old_numbers` are those under which older links name it. `source`
    is the place of the article that it is about, and `claim` what the article says there. `view` is
    what the page shows when the scene begins. `controls` are the fields of the view that it needs,
    the most important one first. A scene that `is_about_probe` asks about the x of its first probe.

    `answer_template` is what is so, and `reason_template` why that matters. They hold a name for
    every number, `{end:6}` for one with 6 digits; the names are those of `answer.common_numbers`
    and those that `numbers` computes from the view. The ranges are those of y of the panels, where
    the usual ones would leave the main curve small.
    """

    key: str
    title: str
    source: str
    view: View
    question: str
    hint: str
    claim: str
    answer_template: str
    reason_template: str
    numbers: Callable[[View], Numbers]
    controls: tuple[str, ...]
    old_numbers: tuple[int, ...] = ()
    is_about_probe: bool = False
    guess: Guess | None = None
    value_range: tuple[float, float] | None = None
    gradient_range: tuple[float, float] | None = None
