"""The dialog with the link to the page as it is, and the choice of what the link hides."""

from dash import dcc, html

from components import ids
from components.controls import SHARE_CONTROLS, make_control
from components.widgets import make_button
from core.view import View


def make_share_dialog(view: View) -> html.Dialog:
    """Return the dialog. The link is the page's own address, which holds all that is shown."""
    intro = (
        "The link opens the page as it is now. Whoever opens it cannot change what you hide below; "
        "a new scene still sets its own values."
    )
    return html.Dialog(
        [
            html.H2("Share"),
            html.P(intro),
            html.H3("Hide"),
            *(make_control(view, name) for name in SHARE_CONTROLS),
            html.Label("Link", htmlFor=ids.SHARE_LINK),
            dcc.Input(id=ids.SHARE_LINK, type="text", readOnly=True),
            html.Div(
                [
                    make_button("Copy", {"copy-link": ""}, className="primary"),
                    make_button("Copy for a lecture", {"copy-link": "mode=lecture"}),
                    make_button("Close", className="close"),
                    html.Span(id=ids.SHARE_STATUS),
                ],
                className="actions",
            ),
        ],
        id=ids.SHARE_DIALOG,
    )
