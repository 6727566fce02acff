"""Draws random views, and random moves of their controls, out of the table of controls."""

from dataclasses import fields
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from components.story.navigation import SCENE_NAMES, read_view
from core.control import Choice, Formula, MultiChoice, Number, Range
from core.lens_fields import GRADIENT, LENS_NAMES, LensFields
from core.own_fields import OwnFields
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
    """The places at which a slider stops; of a logarithmic one, the numbers at them."""
    if isinstance(control, Number) and control.is_log:
        low, high = control.to_position(control.low), control.to_position(control.high)
        places = st.integers(0, round((high - low) / control.step))
        return places.map(lambda stop: float(f"{10 ** (low + stop * control.step):.3g}"))
    stops = round((control.high - control.low) / control.step)
    return st.integers(0, stops).map(lambda stop: round(control.low + stop * control.step, 6))


# With kinks, a jump, a pole, gaps, an a, and values of all sizes.
FORMULAS = (
    "max(0, x) + min(0, a * (exp(x / a) - 1))",
    "1 if x > 0 else 0",
    "1 / (x - a)",
    "sqrt(x) + log(3 - x)",
    "exp(exp(x))",
)


def settings_of(control: Any) -> st.SearchStrategy[Any]:
    """What a control may be set to."""
    if isinstance(control, Number):
        return on_slider(control)
    if isinstance(control, Range):
        return st.tuples(on_slider(control), on_slider(control)).map(sorted)
    if isinstance(control, Formula):
        return st.sampled_from((control.default, *FORMULAS))
    options = st.sampled_from(list(control.options))
    if isinstance(control, Choice):
        return options
    assert isinstance(control, MultiChoice)
    return st.lists(options, min_size=control.min_selected, unique=True)


# Most views are in no scene; those in one may be far from how it begins.
SCENES = st.sampled_from([SCENE_NAMES[0]] * 2 * len(SCENE_NAMES) + list(SCENE_NAMES[1:]))
# Half of the views have the gradients in the lower panel.
LENSES = st.sampled_from([GRADIENT] * (len(LENS_NAMES) - 2) + list(LENS_NAMES))
# What most tests are about is drawn first; what came last into the table is drawn last, so that a
# new part of the table changes nothing in the examples that were tried before.
OF_RACE = {each.name for each in fields(RaceFields)}
OF_LENS = {each.name for each in fields(LensFields)}
OF_OWN = {each.name for each in fields(OwnFields)}
ORDER = sorted(CONTROLS, key=lambda name: (name in OF_OWN, name in OF_LENS, name in OF_RACE))
OWN_SETTINGS = {"scene": SCENES, "lens": LENSES}
SETTINGS = {
    name: OWN_SETTINGS[name] if name in OWN_SETTINGS else settings_of(CONTROLS[name])
    for name in ORDER
}
VIEWS: st.SearchStrategy[View] = st.fixed_dictionaries(SETTINGS).map(lambda raw: read_view(raw)[0])
MOVES = st.fixed_dictionaries(
    {}, optional={name: settings_of(CONTROLS[name]) for name in ORDER if name not in LOOKS}
)
