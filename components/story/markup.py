"""The marks in the text of an answer: numbers are strong, an x can be gone to."""

import re
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.text import Part

MARK_PATTERN = re.compile(r"\*\*(?P<strong>.+?)\*\*|\[(?P<label>[^]]+)\]\((?P<x>[^)]+)\)")


def mark_strong(text: str) -> str:
    """Return a text that is marked as strong."""
    return f"**{text}**"


def mark_x(text: str, x: float) -> str:
    """Return a text that is marked as a value of x."""
    return f"[{text}]({x!r})"


def split_markup(markup: str) -> list[Part]:
    """Return the parts of a text: each has its `text`, some are `strong`, some have an `x`."""
    parts: list[Part] = []
    end = 0
    for found in MARK_PATTERN.finditer(markup):
        parts.append({"text": markup[end : found.start()]})
        if found["strong"]:
            parts.append({"text": found["strong"], "strong": True})
        else:
            parts.append({"text": found["label"], "x": float(found["x"])})
        end = found.end()
    parts.append({"text": markup[end:]})
    return [part for part in parts if part["text"]]


def remove_markup(markup: str) -> str:
    """Return the text without its marks."""
    return "".join(part["text"] for part in split_markup(markup))


def make_parts(markup: str) -> list[Component | str]:
    """Return the parts of a text as elements: an x is a button that moves the probe."""
    return [_make_part(part) for part in split_markup(markup)]


def _make_part(part: Part) -> Component | str:
    if "x" in part:
        data: dict[str, Any] = {"data-probe": str(part["x"])}
        return html.Button(part["text"], type="button", className="x-place", **data)
    return html.Strong(part["text"]) if "strong" in part else str(part["text"])
