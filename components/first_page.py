"""The page as it stands in the HTML, until the scripts have drawn the page that answers.

It has the header, the headline or the question, and the picture of its own URL.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dash import html

from components import ids
from components.functions import make_functions
from components.header import make_header, view_name
from components.main_column import (
    make_introduction,
    make_plot_card,
    make_probe_text,
    make_tables,
)
from components.plot.figure import build_figure
from components.plot.picture import Picture
from components.race.panel import make_race_panel
from components.static_html import Markup, to_html
from components.story.navigation import read_query
from components.story.panel import make_steps, make_story
from components.text import status_note
from components.theme import Window, page_sizes, plot_sizes, requested_theme
from core.activations import ACTIVATIONS
from core.view import DEFAULT, View

BROWSERS = "Chrome or Edge 105, Firefox 121, Safari 15.4, or newer"
# Stays beside the page that answers; browser_note.js shows it.
OLD_BROWSER_NOTE = (
    '<p id="old-browser-note" class="old-browser-note" hidden>'
    f"This browser is too old for some of this page. It needs {BROWSERS}.</p>"
)
# Why the picture stays as it is; the second is shown by lab.js.
STILL_NOTES = (
    '<noscript><p class="still-note">To move the curves, the page needs JavaScript, and '
    f"{BROWSERS}.</p></noscript>"
    '<p id="sandbox-note" class="still-note" hidden>To move the curves, the page needs '
    "<code>allow-same-origin</code> in the sandbox of this frame.</p>"
)
LECTURE_WINDOW = Window(1024, 768)  # any will do: a lecture's sizes are shares of its height
REM_SHARE = 0.03  # of a lecture's height is 1rem


def _make_rows(view: View) -> html.Section:
    """Return the rows of the functions shown. The chips of the others come with the scripts."""
    functions = make_functions(view)
    others = {ids.function_id(key) for key in ACTIVATIONS if key not in view.shown}
    functions.children = [
        each for each in functions.children if getattr(each, "id", "") not in others
    ]
    return functions


@lru_cache(maxsize=64)
def build_first_page(query: str, shapes: tuple[str, ...]) -> str:
    """Return the page of a URL's query as HTML, with names for windows of some shapes."""
    view, notes = read_query(query)
    # A lecture has the rows above its plot; elsewhere they come with the scripts that move them.
    rows = [_make_rows(view)] if view.mode == "lecture" else []
    race = [make_race_panel(view)] if view.is_race else []
    column = html.Div(
        [html.Div([make_story(view), *race, *rows], className="column-content"), make_steps(view)],
        className="column",
    )
    # A race is drawn by the scripts that run it.
    picture = Markup("" if view.is_race else _draw_picture(view, shapes))
    main = html.Div(
        [
            Markup(STILL_NOTES),
            make_introduction(view),
            make_plot_card(view, picture),
            make_probe_text(view),
            make_tables(),
        ],
        className="main-column",
    )
    header = _header_html(view.scene, view.part, view.hide, status_note(view, notes))
    body = to_html(html.Main([column, main]))
    return f'<div id="first-page"><div class="page">{header}{body}</div></div>'


@lru_cache(maxsize=64)
def _header_html(scene: str, part: str, hide: tuple[str, ...], note: str) -> str:
    """Return the header, which depends on little of a view."""
    return to_html(make_header(replace(DEFAULT, scene=scene, part=part, hide=hide), note))


def page_attributes(query: str) -> str:
    """Return the attributes of the root element that the style sheets read."""
    view, _ = read_query(query)
    attributes = {
        "theme": requested_theme(view),
        "mode": view.mode,
        "view": view_name(view),
        "area": "race" if view.is_race else "curves",
        "stage": view.stage if view.has_scene else "",
    }
    return " ".join(f'data-{name}="{value}"' for name, value in attributes.items())


def _draw_picture(view: View, shapes: Sequence[str]) -> str:
    if view.mode == "lecture":
        sizes = plot_sizes(view, LECTURE_WINDOW)
        picture = Picture(
            build_figure(view, "light", sizes), sizes, REM_SHARE * LECTURE_WINDOW.height
        )
        return picture.to_svg(picture.draw_labels())
    pictures = {
        shape: Picture(build_figure(view, "light", page_sizes(shape)), page_sizes(shape), rem=0)
        for shape in shapes
    }
    labels = "".join(
        f'<g class="names-{shape}">{picture.draw_labels()}</g>'
        for shape, picture in pictures.items()
    )
    return pictures[shapes[0]].to_svg(labels)
