"""The parts of the page that only the race has: its column of controls, its lanes and its plot."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from components import ids
from components.controls import (
    RACE_CONTROLS,
    make_choice_row,
    make_control,
    make_labelled_choices,
)
from components.race.words import TITLE, describe_starts, introduce_race
from components.widgets import HIDDEN, make_button
from core.control import Number
from core.training import THRESHOLD_LOSS
from core.view import CONTROLS, View

COLUMN_CHOICES = ("data", "optimizer", "rates", "rate", "gain")


def make_race_panel(view: View) -> html.Section:
    """Return what stands in the column: what the race is, its buttons, its controls."""
    sliders = [name for name in RACE_CONTROLS if isinstance(CONTROLS[name], Number)]
    return html.Section(
        [
            html.Div(
                [
                    html.H2(TITLE, className="race-title"),
                    html.P(introduce_race(view) if view.is_race else "", id=ids.RACE_INTRODUCTION),
                    _make_buttons(),
                ],
                className="race-head",
            ),
            html.Div(
                [
                    *(make_control(view, name) for name in sliders),
                    *(make_labelled_choices(view, name) for name in COLUMN_CHOICES),
                    _make_lane_choice(view),
                ],
                className="race-controls",
            ),
        ],
        id=ids.RACE_PANEL,
        className="race-panel",
        hidden=not view.is_race,
    )


def _make_buttons() -> Component:
    """Return the buttons, and how far the race is."""
    progress: dict[str, Any] = {
        "role": "progressbar",
        "aria-label": "Progress of the race",
        "aria-valuemin": "0",
        "aria-valuenow": "0",
    }
    return html.Div(
        [
            html.Div(
                [
                    make_button("Start", id=ids.RACE_START, className="primary"),
                    make_button("Again", id=ids.RACE_AGAIN, hidden=True),
                ],
                className="race-buttons",
            ),
            html.Div(html.Div(), id=ids.RACE_PROGRESS, className="race-progress", **progress),
            html.P("", id=ids.RACE_STATUS, className="race-status"),
        ],
        className="race-actions",
    )


def _make_lane_choice(view: View) -> Component:
    """Return the choice of lanes: a row for each function, a column for each mean."""
    heads = [html.Span(text, **HIDDEN) for text in ("own mean", "mean 0", "ReLU’s mean")]
    return html.Details(
        [
            html.Summary("Choose the lanes"),
            make_button("Add the functions of Explore", id=ids.RACE_ALL),
            html.Div(heads, className="lane-heads"),
            make_choice_row(view, "lanes"),
        ],
        id=ids.RACE_LANE_CHOICE,
        className="lane-choice",
    )


def make_race_area(view: View) -> html.Div:
    """Return what stands beside the column: the lanes, the plot, ten starts, the table."""
    attributes: dict[str, Any] = {"role": "region", "tabIndex": "0", "aria-label": "Table"}
    # The scripts draw the plot once it is seen: an empty graph would delay the first curve.
    plot = html.Div(id=ids.RACE_PLOT)
    return html.Div(
        [
            html.Div(id=ids.RACE_LANES, className="lanes"),
            html.Div(
                [
                    make_choice_row(view, "measure"),
                    html.Div(plot, className="race-plot", **HIDDEN),  # the table has its end
                ],
                className="race-plot-card",
            ),
            html.P(
                describe_starts(view) if view.is_race else "",
                id=ids.RACE_SENTENCE,
                className="race-sentence",
            ),
            _make_starts(),
            html.Details(
                [
                    html.Summary("Table of the race"),
                    html.Div(id=ids.RACE_TABLE, className="value-table", **attributes),
                ],
                className="value-table-details race-table-details",
            ),
        ],
        id=ids.RACE_AREA,
        className="race-area",
        hidden=not view.is_race,
    )


def _make_starts() -> Component:
    """Return the place of the ten starts."""
    return html.Div(
        [
            html.H2(f"Ten starts: steps until the loss is below {THRESHOLD_LOSS}"),
            html.Div(id=ids.RACE_STRIP, **HIDDEN),
            html.P("", id=ids.RACE_CAPTION),
        ],
        id=ids.RACE_STARTS,
        className="starts-card",
    )
