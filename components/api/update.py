"""The response to a change: only what the change alters. The same on every server."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import orjson

from components import ids
from components.api.requests import UpdateRequest
from components.controls import (
    FORMULAS,
    LENS_CONTROLS,
    choice_classes,
    control_values,
    curve_settings,
    hidden_controls,
    settings_text,
)
from components.functions import fixed_numbers, hidden_parts, row_classes, row_texts
from components.head import page_title
from components.header import view_name
from components.lenses.mean import find_zero_mean
from components.lenses.table import LENSES
from components.main_column import hides_zero_mean, plot_text
from components.own_row import fault_parts, find_faults
from components.plot.axes import plot_ranges
from components.plot.figure import build_figure, build_lines
from components.race.state import build_race_state
from components.story.markup import split_markup
from components.story.navigation import (
    apply_changes,
    changed_scene_note,
    marked_texts,
    read_query,
    scene_texts,
    stage_labels,
    step_labels,
    view_query,
)
from components.text import Part, status_note
from components.theme import Window, effective_theme, plot_sizes, requested_theme
from components.words.formulas import own_formula_html
from core.curve import Curve
from core.curves import PARAMETERS_OF_CURVE, SAMPLING_FIELDS, drawn_keys, sample_curves
from core.lens_fields import DEPTH
from core.own_functions import OWN_FUNCTIONS
from core.view import CONTROLS, RENAMED_FIELDS, View

# A change of one of these alters more of the picture than the shape of its lines.
FULL_UPDATE_FIELDS = frozenset(
    {
        "shown",
        "panels",
        "scale",
        "rule",
        "extras",
        "hide",
        "lens",
        "focus",
        "layer_measure",
        "weights",
        "lanes",
        "rates",
        "measure",
        "scene",
        "stage",
        "theme",
        "mode",
        "part",
        *FORMULAS,
        *RENAMED_FIELDS,
    }
)

MAX_QUICK_SAMPLES = 3000  # of all functions together, as are:
MAX_QUICK_LAYERS = 60
OWN_WEIGHT = 10  # of a function that a reader has written, which may be as long as that

Props = dict[str, dict[str, Any]]


def is_costly_update(body: bytes) -> bool:
    """Return whether an update takes more than some milliseconds: a whole picture, or many samples.

    `body` is that of the request, as JSON. One of another form costs nothing.
    """
    try:
        request = UpdateRequest.parse(orjson.loads(body)["request"])
    except (ValueError, TypeError, KeyError):
        return False
    if _wants_full_update(request):
        return True
    view, _ = read_query(request.query)
    if not {*SAMPLING_FIELDS, "depth"}.isdisjoint(request.changes):
        view, _ = apply_changes(view, request.changes)
    functions = sum(OWN_WEIGHT if key in OWN_FUNCTIONS else 1 for key in view.shown)
    samples = functions * (view.high - view.low) / view.step
    layers = functions * view.depth if view.shown_lens == DEPTH else 0
    return samples > MAX_QUICK_SAMPLES or layers > MAX_QUICK_LAYERS


def build_update(request: UpdateRequest) -> dict[str, Any]:
    """Return the response to one request of the page.

    It holds `number` of the request, the new `query`, the `settings` on which the curves depend, a
    `note`, the `ranges` of the axes, the `race`, the alpha with `zeroMean`, and `props`: for each
    id that changes its `text`, `parts` of a text, `html`, `value`, `hidden` or `classes`. Besides,
    a whole `figure` with the page's `title`, `theme` and `mode` and the `fixedNumbers`, or a
    `frame` that moves lines.
    """
    before, url_notes = read_query(request.query)
    faults = find_faults(request.changes)
    changes = {name: raw for name, raw in request.changes.items() if not faults.get(name)}
    view, change_notes = apply_changes(before, changes)
    curves = sample_curves(view).curves
    response = {
        "number": request.number,
        "query": view_query(view),
        "settings": curve_settings(view),
        "note": status_note(view, url_notes + change_notes),
        "ranges": plot_ranges(view, curves),
        "race": _build_race(view, request),
        "zeroMean": find_zero_mean(view),
    }
    if _wants_full_update(request):
        return response | _build_full_update(view, request, faults)
    return response | _build_move(view, curves, frozenset(request.changes), request.window)


def _build_race(view: View, request: UpdateRequest) -> dict[str, Any] | None:
    theme, sizes = effective_theme(view, request.dark), plot_sizes(view, request.window)
    return build_race_state(view, theme, sizes)


def _wants_full_update(request: UpdateRequest) -> bool:
    return request.full or not FULL_UPDATE_FIELDS.isdisjoint(request.changes)


def _build_full_update(
    view: View, request: UpdateRequest, faults: Mapping[str, list[Part]]
) -> dict[str, Any]:
    theme = effective_theme(view, request.dark)
    sizes = plot_sizes(view, request.window)
    # A formula with a fault stays as it was typed, until it changes or the page goes elsewhere.
    is_elsewhere = request.full or not {"scene", "part"}.isdisjoint(request.changes)
    unchanged = set() if is_elsewhere else {*FORMULAS} - faults.keys()
    has_fault = {name for name, fault in faults.items() if fault}
    marked = marked_texts(view)
    texts = {each: text for each, text in scene_texts(view).items() if each not in marked}
    return {
        "title": page_title(view),
        "theme": requested_theme(view),
        "mode": view.mode,
        "figure": build_figure(view, theme, sizes),
        "fixedNumbers": fixed_numbers(view),
        "props": _build_props(
            text=row_texts(view, view.shown)
            | texts
            | step_labels(view)
            | stage_labels(view)
            | {ids.PRINT_SETTINGS: settings_text(view), ids.PROBE_TEXT: plot_text(view)}
            | {ids.LENS_HEADING: LENSES[view.shown_lens].heading},
            parts={each: split_markup(text) for each, text in marked.items()}
            | fault_parts(faults, unchanged),
            html=own_formula_html(view),
            value=_values(view, CONTROLS.keys() - unchanged - has_fault)
            | {ids.VIEWS: view_name(view)},
            hidden=hidden_parts(view) | _hidden_places(view),
            classes=row_classes(view) | choice_classes(view),
        ),
    }


def _build_move(
    view: View, curves: Mapping[str, Curve], changed: frozenset[str], window: Window
) -> dict[str, Any]:
    has_new_x = not SAMPLING_FIELDS.isdisjoint(changed)
    moved = [
        key
        for key in drawn_keys(view)
        if has_new_x or not changed.isdisjoint(PARAMETERS_OF_CURVE[key])
    ]
    moves_all = not changed.isdisjoint({"probe", *LENSES[view.shown_lens].controls})
    keys = view.shown if moves_all else [key for key in moved if key in view.shown]
    props = _build_props(
        text=row_texts(view, keys)
        | {ids.PROBE_TEXT: plot_text(view), ids.CHANGED_NOTE: changed_scene_note(view)},
        value=_values(view, [name for name in CONTROLS if name in changed]),
    )
    has_moved_lens = not changed <= {"probe"}
    sizes = plot_sizes(view, window)
    lines = build_lines(view, sizes, curves, moved, has_new_x, has_moved_lens)
    return {"props": props, "frame": lines}


def _values(view: View, names: Collection[str]) -> dict[str, Any]:
    """Return what some controls and their boxes hold, by id."""
    return {each: value for name in names for each, value in control_values(view, name).items()}


def _hidden_places(view: View) -> dict[str, bool]:
    """Return which controls and which parts of the page are hidden, by id."""
    hidden = hidden_controls(view)
    rows = {ids.row_id(name): name in hidden for name in CONTROLS if name != "shown"}
    return rows | {
        ids.INTRODUCTION: view.has_scene or view.is_race,
        ids.RACE_PANEL: not view.is_race,
        ids.RACE_AREA: not view.is_race,
        ids.LENS_CONTROLS: hidden.issuperset(LENS_CONTROLS),
        ids.ZERO_MEAN_ROW: hides_zero_mean(view),
        ids.STORY: not view.has_scene,
        ids.STEPS: not view.has_scene,
    }


def _build_props(**by_property: Mapping[str, Any]) -> Props:
    """Return the properties of each id, given the values by id of each property."""
    props: Props = defaultdict(dict)
    for name, values in by_property.items():
        for each, value in values.items():
            props[each][name] = value
    return dict(props)
