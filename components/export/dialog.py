"""What a reader can take away, to choose from; and the line that only a printed page has."""

from typing import Any

from dash import html

from components import ids
from components.button import button
from components.takeaway import KINDS, settings
from core.view import View


def takeaway_dialog() -> html.Dialog:
    """Offers each kind of file, the code for the clipboard, and the printed page."""
    said = "What the page shows now, as a file named after it, or on one sheet of paper. For the link, see Share."
    files = [button(kind.label, {"takes": name}) for name, kind in KINDS.items()]
    others = [button("Copy the code", {"takes": "code", "copied": ""}), button("Print", {"prints": ""})]
    code: dict[str, Any] = {"aria-label": "NumPy code"}
    return html.Dialog(
        [
            html.H2("Take away"),
            html.P(said),
            html.Div([*files, *others], className="actions"),
            html.P(id=ids.SAVED),
            html.Pre(id=ids.CODE, tabIndex=0, hidden=True, **code),
            html.Div(button("Close", className="close"), className="actions"),
        ],
        id=ids.TAKEAWAY,
    )


def printed(view: View) -> html.P:
    """The parameters and, written as the page is printed, the URL."""
    return html.P([html.Span(settings(view), id=ids.SETTINGS), html.Span(id=ids.ADDRESS)], className="printed")
