"""The response with the page in words. Asked for once nothing moves: it is slow."""

from typing import Any

from components import ids
from components.api.requests import DescribeRequest
from components.controls import settings_text
from components.functions import spoken_texts
from components.plot.axes import label_marks
from components.properties import make_properties_table
from components.story.navigation import read_query, view_query
from components.theme import plot_sizes
from components.words.summary import describe_changes, summarize_view
from components.words.value_table import make_value_table
from core.view import View

TABLES = {ids.VALUE_TABLE: make_value_table, ids.PROPERTIES_TABLE: make_properties_table}


def describe_view(request: DescribeRequest) -> dict[str, Any]:
    """Return the view in words, what changed since the last description, and the open tables.

    `tables` has for each table, by id, a component, or None while it is closed; `marks` are the
    places of the names on the curves, by their paths in the layout.
    """
    before, now = _read_query(request.previous_query), _read_query(request.query)
    texts = {ids.SUMMARY: summarize_view(now), ids.PRINT_SETTINGS: settings_text(now)}
    return {
        "query": view_query(now),
        "props": {each: {"text": text} for each, text in (texts | spoken_texts(now)).items()},
        "marks": label_marks(now, plot_sizes(now, request.window)),
        "changes": describe_changes(before, now),
        "tables": {
            each: make(now) if each in request.open_tables else None
            for each, make in TABLES.items()
        },
    }


def _read_query(query: str) -> View:
    return read_query(query)[0]
