"""The response to a change: only what the change alters. The same on every server."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from components import ids
from components.api.requests import UpdateRequest
from components.controls import (
    control_values,
    curve_settings,
    help_texts,
    hidden_controls,
    inactive_rows,
    inactive_sliders,
    settings_text,
)
from components.plot.axes import axis_ranges
from components.plot.figure import build_figure, build_frame
from components.story.navigation import (
    apply_changes,
    read_query,
    scene_of,
    scene_texts,
    view_query,
)
from components.text import status_note
from components.theme import effective_theme, plot_sizes, requested_theme
from components.words.cards import card_texts, hidden_cards
from core.curves import PARAMETERS_OF_CURVE, SAMPLING_FIELDS, Curve, drawn_keys, sample_curves
from core.view import CONTROLS, RENAMED_FIELDS, View

# A change of one of these alters more of the picture than the shape of its lines.
FULL_UPDATE_FIELDS = frozenset(
    {"shown", "panels", "scale", "hide", "scene", "stage", "theme", "mode", *RENAMED_FIELDS}
)

Props = dict[str, dict[str, Any]]


def build_update(request: UpdateRequest) -> dict[str, Any]:
    """Return the response to one request of the page.

    It holds `number` of the request, the new `query`, the `settings` on which the curves depend, a
    `note`, the `ranges` of the axes, and `props`: for each id that changes its `text`, `value`,
    `hidden`, `inactive` or `disabled`. Besides, a whole `figure` with its
    `theme` and `mode`, or a `frame` that moves lines.
    """
    before, url_notes = read_query(request.query)
    view, change_notes = apply_changes(before, request.changes)
    curves = sample_curves(view).curves
    response = {
        "number": request.number,
        "query": view_query(view),
        "settings": curve_settings(view),
        "note": status_note(view, url_notes + change_notes),
        "ranges": axis_ranges(view, curves),
    }
    if request.full or not FULL_UPDATE_FIELDS.isdisjoint(request.changes):
        return response | _build_full_update(view, request.dark, request.height)
    return response | _build_move(view, curves, frozenset(request.changes), request.height)


def _build_full_update(view: View, is_system_dark: bool, height: int) -> dict[str, Any]:
    theme, sizes = effective_theme(view, is_system_dark), plot_sizes(view, height)
    texts = card_texts(view, view.shown) | scene_texts(view) | help_texts(view)
    return {
        "theme": requested_theme(view),
        "mode": view.mode,
        "figure": build_figure(view, theme, sizes),
        "props": _build_props(
            text=texts | {ids.PRINT_SETTINGS: settings_text(view)},
            value=_values(view, CONTROLS),
            hidden=hidden_cards(view) | _hidden_parts(view),
            inactive=inactive_rows(view),
            disabled=inactive_sliders(view),
        ),
    }


def _build_move(
    view: View, curves: Mapping[str, Curve], changed: frozenset[str], height: int
) -> dict[str, Any]:
    has_new_x, has_new_rule = not SAMPLING_FIELDS.isdisjoint(changed), "rule" in changed
    moved = [
        key
        for key in drawn_keys(view)
        if has_new_x or not changed.isdisjoint(PARAMETERS_OF_CURVE[key])
    ]
    cards = view.shown if "probe" in changed else [key for key in moved if key in view.shown]
    texts = card_texts(view, cards)
    if view.has_scene and view.stage == "answer":
        texts |= scene_texts(view)
    props = _build_props(
        text=texts | (help_texts(view) if has_new_rule else {}),
        value=_values(view, [name for name in CONTROLS if name in changed]),
        inactive=inactive_rows(view) if has_new_rule else {},
        disabled=inactive_sliders(view) if has_new_rule else {},
    )
    frame = build_frame(view, plot_sizes(view, height), curves, moved, has_new_x)
    return {"props": props, "frame": frame}


def _values(view: View, names: Collection[str]) -> dict[str, Any]:
    """Return what some controls and their boxes hold, by id."""
    return {each: value for name in names for each, value in control_values(view, name).items()}


def _hidden_parts(view: View) -> dict[str, bool]:
    """Return which controls, and whether the texts of the story, are hidden, by id."""
    hidden = hidden_controls(view)
    rows = {ids.row_id(name): name in hidden for name in CONTROLS}
    return rows | {ids.STORY_TEXT: scene_of(view) is None}


def _build_props(**by_property: Mapping[str, Any]) -> Props:
    """Return the properties of each id, given the values by id of each property."""
    props: Props = defaultdict(dict)
    for name, values in by_property.items():
        for each, value in values.items():
            props[each][name] = value
    return dict(props)
