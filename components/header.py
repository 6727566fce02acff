"""The header: the name, the views, and what acts on the page as a whole."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.widgets import HIDDEN, make_button
from core.view import CONTROLS, View

# As assets/lab/history_keys.mjs has them.
UNDO_KEYS: dict[str, Any] = {
    "title": "Undo (Ctrl+Z)",
    "aria-keyshortcuts": "Control+Z Meta+Z",
}
REDO_KEYS: dict[str, Any] = {
    "title": "Redo (Ctrl+Shift+Z)",
    "aria-keyshortcuts": "Control+Shift+Z Meta+Shift+Z Control+Y",
}
VIEW_NAMES = {"explore": "Explore", "story": "Story", "race": "Race"}


def view_name(view: View) -> str:
    """Return the name of the part of the page that a view is in."""
    if view.has_scene:
        return "story"
    return "race" if view.is_race else "explore"


def make_header(view: View, note: str) -> html.Header:
    """Return the header with a note of the page."""
    views = dcc.RadioItems(id=ids.VIEWS, options=VIEW_NAMES, value=view_name(view))
    data: dict[str, Any] = {"data-label": CONTROLS["part"].label, "data-control": "part"}
    return html.Header(
        [
            html.Span(className="mark"),
            html.P("Activation Lab", className="name"),
            html.Div(
                html.Div(views, id=ids.control_id("part")),
                id=ids.row_id("part"),
                className="control choices views",
                hidden="part" in view.hide,
                **data,
            ),
            html.Div(
                [html.P(note, id=ids.STATUS_NOTE), html.P("", id=ids.CONNECTION_STATUS)],
                className="notes",
            ),
            html.P("", id=ids.ANNOUNCEMENT, className="visually-hidden", role="status"),
            make_icon_button("Undo", id=ids.UNDO, disabled=True, **UNDO_KEYS),
            make_icon_button("More", id=ids.MENU_BUTTON, **{"aria-expanded": "false"}),
            _make_menu(view),
        ]
    )


def _make_menu(view: View) -> Component:
    """Return the actions; on a phone they are in a sheet that opens."""
    buttons = [
        make_icon_button("Redo", id=ids.REDO, disabled=True, **REDO_KEYS),
        make_icon_button("Reset", id=ids.RESET),
        _make_control_button(view, "theme", make_icon_button("Theme", id=ids.THEME)),
        make_button("Share", {"opens": ids.SHARE_DIALOG}),
        make_button("Export", {"opens": ids.EXPORT_DIALOG}),
        _make_control_button(
            view, "mode", make_button("Present", id=ids.PRESENT, className="present")
        ),
    ]
    return html.Div(buttons, id=ids.MENU, className="menu")


def make_icon_button(name: str, **properties: Any) -> html.Button:
    """Return a button that shows an icon; its name is for screen readers and as a tooltip."""
    label = html.Span(name, className="label")
    icon = html.Span(className=f"glyph glyph-{name.lower()}", **HIDDEN)
    properties = {"title": name} | properties | {"type": "button", "className": "icon-button"}
    return html.Button([icon, label], **properties)


def _make_control_button(view: View, name: str, button: Component) -> Component:
    """Return a button as the control of a field; what a link hides is left out."""
    data: dict[str, Any] = {"data-control": name, "data-label": CONTROLS[name].label}
    return html.Div(
        html.Div(button, id=ids.control_id(name)),
        id=ids.row_id(name),
        hidden=name in view.hide,
        **data,
    )
