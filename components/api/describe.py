"""What the page is told once nothing moves any more, since it costs as much as many moves."""

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

from components import ids, story
from components.summary import changed, summary
from components.takeaway import settings
from components.values import table
from core.view import View, parse_query

FORM = {"query": str, "before": str, "open": bool}


def restable(values: list[object]) -> bool:
    """Whether the values of a call are those of the page: one, with two texts of URLs and whether the table is open."""
    asked = values[0] if len(values) == 1 else None
    return isinstance(asked, dict) and {name: type(part) for name, part in asked.items()} == FORM


def rested(asked: object) -> tuple[dict[str, Any], Component | None]:
    """The view in words, with what has changed, and the table where it lies open.

    `asked` has `query`, the state now, `before`, the one that was last told of, and `open`. Never raises.
    """
    given = asked if isinstance(asked, Mapping) else {}
    before, now = _view(given.get("before")), _view(given.get("query"))
    texts = {ids.SUMMARY: summary(now), ids.SETTINGS: settings(now)}
    said = {"query": story.write(now), "texts": texts, "changed": changed(before, now)}
    return said, table(now) if given.get("open") is True else None


def _view(query: object) -> View:
    return story.read(parse_query(query if isinstance(query, str) else ""))[0]
