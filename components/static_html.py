"""Components as static HTML, with the classes that Dash gives them, so that they look the same."""

import html as escaping
from typing import Any

from dash import dcc
from dash.development.base_component import Component

ATTRIBUTE_NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex"}
EXCLUDED_KEYS = ("children", "n_clicks", "disabled_n_clicks")


class Markup(str):
    """A text that is HTML already."""


def to_html(node: Any) -> str:
    """Return a component, a text or a list of them as HTML.

    Of the components that need scripts only the choices have a static form; others are left out.
    """
    if node is None:
        return ""
    if isinstance(node, Markup):
        return node
    if isinstance(node, (list, tuple)):
        return "".join(map(to_html, node))
    if not isinstance(node, Component):
        return escaping.escape(str(node))
    if isinstance(node, (dcc.RadioItems, dcc.Checklist)):
        return _choices_to_html(node)
    if node._namespace != "dash_html_components":
        return ""
    tag = type(node).__name__.lower()
    attributes = "".join(
        _attribute_text(ATTRIBUTE_NAMES.get(name, name), value)
        for name, value in node.to_plotly_json()["props"].items()
        if name not in EXCLUDED_KEYS
    )
    return f"<{tag}{attributes}>{to_html(getattr(node, 'children', None))}</{tag}>"


def _attribute_text(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if isinstance(value, dict):
        value = ";".join(f"{key}:{each}" for key, each in value.items())
    return f' {name}="{escaping.escape(str(value))}"'


def _choices_to_html(node: Any) -> str:
    is_radio = isinstance(node, dcc.RadioItems)
    kind, chosen = ("radio", [node.value]) if is_radio else ("checkbox", node.value)
    options = node.options
    if isinstance(options, dict):
        options = [{"value": value, "label": label} for value, label in options.items()]
    labels = "".join(
        '<label class="dash-options-list-option">'
        f'<span class="dash-options-list-option-wrapper"><input type="{kind}"'
        f' class="dash-options-list-option-checkbox" name="{node.id}" value="{each["value"]}"'
        f"{' checked' if each['value'] in chosen else ''}></span>"
        '<span class="dash-options-list-option-text">'
        f"<span>{to_html(each['label'])}</span></span></label>"
        for each in options
    )
    return f'<div id="{node.id}" class="dash-options-list">{labels}</div>'
