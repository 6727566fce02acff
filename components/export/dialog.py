"""The dialog that offers the kinds of file, and the lines that only a printed page has."""

from typing import Any

from dash import html

from components import ids
from components.controls import settings_text
from components.export.kinds import FILE_KINDS
from components.widgets import make_button
from core.view import View


def make_export_dialog() -> html.Dialog:
    """Return the dialog: each kind of file, the code for the clipboard, the printed page."""
    intro = (
        "Saves what the page shows now. Pictures and print have the part to which you have zoomed, "
        "table and code have all of it. For a link to the page, see Share."
    )
    buttons = [make_button(kind.label, {"export": name}) for name, kind in FILE_KINDS.items()]
    buttons.append(make_button("Copy the code", {"export": "code", "copy-code": ""}))
    buttons.append(make_button("Print", {"print": ""}))
    code_name: dict[str, Any] = {"aria-label": "NumPy code"}
    return html.Dialog(
        [
            html.H2("Export"),
            html.P(intro),
            html.Div(buttons, className="actions"),
            html.P(id=ids.EXPORT_STATUS),
            html.Pre(id=ids.EXPORT_CODE, tabIndex=0, hidden=True, **code_name),
            html.Div(make_button("Close", className="close"), className="actions"),
        ],
        id=ids.EXPORT_DIALOG,
    )


def make_print_footer(view: View) -> html.P:
    """Return the parameters and the URL; the URL is filled in when the page is printed."""
    settings = html.Span(settings_text(view), id=ids.PRINT_SETTINGS)
    return html.P([settings, html.Span(id=ids.PRINT_URL)], className="print-footer")
