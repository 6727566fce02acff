"""Small parts that several places of the page use."""

from collections.abc import Mapping
from typing import Any

from dash import html

HIDDEN: dict[str, Any] = {"aria-hidden": "true"}  # from screen readers


def make_button(label: str, data: dict[str, str] | None = None, **properties: Any) -> html.Button:
    """Return a button; `data` are its data attributes, by which the page's scripts find it."""
    attributes: dict[str, Any] = {f"data-{name}": text for name, text in (data or {}).items()}
    return html.Button(label, type="button", **properties, **attributes)


def join_classes(classes: str, flags: Mapping[str, bool]) -> str:
    """Return some classes and those whose flags are set, as an element has them."""
    return " ".join([classes, *(each for each, is_set in flags.items() if is_set)])
