"""What the head of the page says of it: the title of its tab, and what a link to it shows."""

import html

from components.header import VIEW_NAMES, view_name
from components.story.navigation import read_query
from components.story.scenes import scene_of
from core.view import View

SITE = "Activation Lab"
DESCRIPTION = (
    "Activation functions that you can touch: sigmoid, softplus, ReLU, ELU and others with their "
    "gradients, on one graph that follows your hand."
)
RACE_DESCRIPTION = (
    "The same deep network, once for each activation function, trained live on the same points."
)


def page_title(view: View) -> str:
    """Return the title of a view: that of its scene or of its part, and the name of the page."""
    scene = scene_of(view)
    if scene is None and not view.is_race:
        return SITE
    return f"{scene.title if scene else VIEW_NAMES[view_name(view)]} · {SITE}"


def describe_page(view: View) -> str:
    """Return what a view is about: in a scene its question."""
    scene = scene_of(view)
    if scene:
        return scene.question
    return RACE_DESCRIPTION if view.is_race else DESCRIPTION


def head_tags(query: str) -> str:
    """Return the title and the description of a URL's page as HTML, for tabs and link previews."""
    view, _ = read_query(query)
    title, description = (html.escape(each(view)) for each in (page_title, describe_page))
    return (
        f"<title>{title}</title>"
        f'<meta name="description" content="{description}">'
        '<meta property="og:type" content="website">'
        f'<meta property="og:site_name" content="{SITE}">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{description}">'
    )
