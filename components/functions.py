"""The rows of the functions: each is switch, legend, formula and control in one.

The same rows serve Explore, the story and the lecture. A function that is off is a chip.
"""

from collections.abc import Iterable
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.controls import LANE_ROWS, controls_of_function, hidden_controls, make_control
from components.lenses.rows import PANELS, reading_heads, readings, row_note
from components.own_row import own_texts
from components.story.navigation import initial_view
from components.text import number_text
from components.widgets import join_classes
from components.words.formulas import (
    WEIGHT,
    formula_texts,
    has_gradient_formula,
    hides_formula,
    make_formulas,
    spoken_formula,
)
from core.activations import ACTIVATIONS
from core.keys import LIMIT, SUM
from core.lanes import LANES
from core.lens_fields import SUM_ERRORS
from core.own_functions import OWN_FUNCTIONS
from core.statistics import measure_limit_distances
from core.view import DEFAULT, View

# The article's functions come first.
ROW_ORDER = (*DEFAULT.shown, *(key for key in ACTIVATIONS if key not in DEFAULT.shown))
FIRST_OWN, SECOND_OWN = OWN_FUNCTIONS
MAX_ROOMY_ROWS = 2  # in a lecture, more rows leave out their formulas


def row_texts(view: View, keys: Iterable[str]) -> dict[str, str]:
    """Return the texts of the rows of some functions, by id, but for the spoken formulas."""
    keys = tuple(keys)
    texts = {ids.function_id(key, part): text for key in keys for part, text in _texts(view, key)}
    texts |= own_texts(view, keys)
    heads = zip(PANELS, reading_heads(view), strict=True)
    return texts | {ids.head_id(panel): text for panel, text in heads}


def _texts(view: View, key: str) -> list[tuple[str, str]]:
    texts = [*zip(PANELS, readings(view, key), strict=True), ("lens", row_note(view, key))]
    if key == SUM:
        numbers = formula_texts(view, key)
        texts += [(f"{WEIGHT}-{panel}", numbers[WEIGHT]) for panel in PANELS]
        texts.append(("offsets", f"oᵢ = {numbers['offsets']}"))
        if LIMIT in view.extras:
            distances = measure_limit_distances(view)
            from_sum, from_softplus = (number_text(each, 3) for each in distances)
            text = f"largest distance to T {from_sum}, from T to softplus {from_softplus}"
            texts.append(("errors", text))
    return texts


def spoken_texts(view: View) -> dict[str, str]:
    """Return the formulas of the functions shown as a screen reader says them, by id."""
    has_gradient = has_gradient_formula(view)
    return {
        ids.function_id(key, "spoken"): spoken_formula(view, key, has_gradient)
        for key in view.shown
    }


def hidden_parts(view: View) -> dict[str, bool]:
    """Return which rows and which parts of them are hidden, by id.

    What a scene has not revealed is hidden, and so are the functions that it is not about.
    """
    listed = _listed_keys(view)
    hidden = {ids.control_id("shown"): not listed}
    for key in ACTIVATIONS:
        hidden[ids.function_id(key)] = key not in listed
        for panel in PANELS:
            hidden[ids.function_id(key, panel)] = panel not in view.revealed_panels
        hidden[ids.function_id(key, "formula-gradient")] = hides_formula(view, key, "gradient")
    for panel in PANELS:
        hidden[ids.head_id(panel)] = panel not in view.revealed_panels or not view.shown
    has_errors = LIMIT in view.extras and "value" in view.revealed_panels
    # The lens of the sum says more.
    is_said_by_lens = view.shown_lens == SUM_ERRORS and view.has_lower_panel
    return hidden | {ids.function_id(SUM, "errors"): not has_errors or is_said_by_lens}


def _listed_keys(view: View) -> tuple[str, ...]:
    """Return the functions that have a row or a chip."""
    if view.is_race:
        keys = {LANES[name].key for name in view.lanes}
        return tuple(key for key in LANE_ROWS if key in keys or key == "elu")
    if view.has_scene:
        return (*initial_view(view.scene).shown, *view.shown)
    if "shown" in view.hide:
        return view.shown
    return tuple(key for key in ACTIVATIONS if _has_chip(view, key) or key in view.shown)


def _has_chip(view: View, key: str) -> bool:
    """Return whether a function that is off is offered: the second formula after the first."""
    return key != SECOND_OWN or FIRST_OWN in view.shown


def row_classes(view: View) -> dict[str, dict[str, bool]]:
    """Return the classes of the rows, by id: a function that is off is a chip."""
    classes = {ids.function_id(key): {"is-on": key in view.shown} for key in ACTIVATIONS}
    section = {
        "is-fixed": "shown" in view.hide,
        "is-single": len(view.shown) == 1,
        "is-dense": len(view.shown) > MAX_ROOMY_ROWS,
    }
    return classes | {ids.control_id("shown"): section}


def make_functions(view: View, has_formulas: bool = True) -> html.Section:
    """Return the row of every function, in one section that is the control of what is shown.

    Without formulas it has their places, which the page's scripts fill.
    """
    hidden = hidden_parts(view)
    texts = row_texts(view, view.shown) | spoken_texts(view)
    classes = row_classes(view)
    heads = [
        html.Span(
            texts[ids.head_id(panel)],
            id=ids.head_id(panel),
            hidden=hidden[ids.head_id(panel)],
            className="reading",
        )
        for panel in PANELS
    ]
    data: dict[str, Any] = {"aria-label": "Functions", "data-control": "shown"}
    return html.Section(
        [
            html.Div([html.H2("Functions"), *heads], className="functions-head"),
            *(_make_row(view, key, texts, hidden, has_formulas) for key in ROW_ORDER),
        ],
        id=ids.control_id("shown"),
        className=join_classes("functions", classes[ids.control_id("shown")]),
        hidden=hidden[ids.control_id("shown")],
        **data,
    )


def _make_row(
    view: View, key: str, texts: dict[str, str], hidden: dict[str, bool], has_formulas: bool
) -> Component:
    def make_text(part: str, class_name: str) -> Component:
        part_id = ids.function_id(key, part)
        is_hidden = hidden.get(part_id, False)
        return html.Span(texts.get(part_id, ""), id=part_id, className=class_name, hidden=is_hidden)

    option = {"value": key, "label": _make_name(key)}
    switch = dcc.Checklist(
        id=ids.switch_id(key), options=[option], value=[key] if key in view.shown else []
    )
    controls = [make_control(view, name) for name in controls_of_function(key)]
    notes = [make_text(part, part) for part in ("offsets", "errors") if key == SUM]
    notes += [make_text("gaps", "gaps")] if key in OWN_FUNCTIONS else []
    notes.append(make_text("lens", "lens-note"))
    numbers = [make_text(panel, "reading") for panel in PANELS]
    return html.Div(
        [
            html.Div([switch, *numbers], className="function-head"),
            make_text("spoken", "visually-hidden"),
            html.Div(make_formulas(view, key, has_formulas), className="formulas"),
            html.Div([*controls, *notes], className="function-controls"),
        ],
        id=ids.function_id(key),
        className=join_classes("function-row", {"is-on": key in view.shown}),
        style={"--colour": f"var(--curve-{key})"},
        hidden=hidden[ids.function_id(key)],
    )


def _make_name(key: str) -> str | Component:
    """Return the name of a function; the chip of one that is to be written has another."""
    name = ACTIVATIONS[key].name
    if key not in OWN_FUNCTIONS:
        return name
    chip = "ƒ your own…" if key == FIRST_OWN else "ƒ one more…"
    names = [html.Span(name, className="row-name"), html.Span(chip, className="chip-name")]
    return html.Span(names)


def fixed_numbers(view: View) -> list[str]:
    """Return the controls that handles and formulas may not move: a link or a scene has fixed them.

    The probe moves in every scene.
    """
    return sorted(hidden_controls(view) - ({"probe"} - set(view.hide)))
