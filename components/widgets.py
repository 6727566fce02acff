"""A button of the page."""

from typing import Any

from dash import html


def button(label: str, data: dict[str, str] | None = None, **properties: Any) -> html.Button:
    """A button that submits nothing; `data` are the data attributes by which the page's scripts know it."""
    attributes: dict[str, Any] = {f"data-{name}": text for name, text in (data or {}).items()}
    return html.Button(label, type="button", **properties, **attributes)
