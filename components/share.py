"""The link to the page as it stands, and what the link leaves out."""

from dash import dcc, html

from components import ids
from components.button import button
from components.controls import SHARED, row
from core.view import View


def share_dialog(view: View) -> html.Dialog:
    """Composes the link: the page's own address, since that says all that is shown."""
    said = "The link opens the page as it stands now. What you hide cannot be moved; only a new scene sets it anew."
    return html.Dialog(
        [
            html.H2("Share"),
            html.P(said),
            *(row(view, name) for name in SHARED),
            html.Label("Link", htmlFor=ids.LINK),
            dcc.Input(id=ids.LINK, type="text", readOnly=True),
            html.Div(
                [
                    button("Copy", {"copies": ""}),
                    button("Copy for a lecture", {"copies": "mode=lecture"}),
                    button("Close", className="close"),
                    html.Span(id=ids.COPIED),
                ],
                className="actions",
            ),
        ],
        id=ids.SHARE,
    )
