"""Draws random views, and random moves of their controls, out of the table of controls."""

from dataclasses import fields
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from components.story.navigation import SCENE_NAMES
from core.control import Choice, MultiChoice, Number, Range
from core.race_fields import RaceFields
from core.view import CONTROLS, View
from tests.components.readers import LOOKS

# The same views in every run; a view that fails is short enough to read as it is.
few = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)


def on_slider(control: Number | Range) -> st.SearchStrategy[float]:
    """The places at which a slider stops."""
    stops = round((control.high - control.low) / control.step)
    return st.integers(0, stops).map(lambda stop: round(control.low + stop * control.step, 6))


def settings_of(control: Any) -> st.SearchStrategy[Any]:
    """What a control may be set to."""
    if isinstance(control, Number):
        return on_slider(control)
    if isinstance(control, Range):
        return st.tuples(on_slider(control), on_slider(control)).map(sorted)
    options = st.sampled_from(list(control.options))
    if isinstance(control, Choice):
        return options
    assert isinstance(control, MultiChoice)
    return st.lists(options, min_size=control.min_selected, unique=True)


# Most views are in no scene; those in one may be far from how it begins.
SCENES = st.sampled_from([SCENE_NAMES[0]] * 2 * len(SCENE_NAMES) + list(SCENE_NAMES[1:]))
# What most tests are about is drawn first.
OF_RACE = {each.name for each in fields(RaceFields)}
ORDER = sorted(CONTROLS, key=OF_RACE.__contains__)
SETTINGS = {name: settings_of(CONTROLS[name]) for name in ORDER} | {"scene": SCENES}
VIEWS = st.fixed_dictionaries(SETTINGS).map(View.from_raw)
MOVES = st.fixed_dictionaries(
    {}, optional={name: settings_of(CONTROLS[name]) for name in ORDER if name not in LOOKS}
)
