"""Components as static HTML."""

from typing import Any

from dash import dcc, html

from components.static_html import Markup, to_html


def test_texts_and_attributes_are_escaped() -> None:
    node = html.P(["a < b", Markup("<b>c</b>")], className='x"y', hidden=True, title="1 & 2")
    assert "a &lt; b<b>c</b>" in to_html(node)
    assert "&quot;" in to_html(node)
    assert "1 &amp; 2" in to_html(node)


def test_a_style_and_data_are_attributes() -> None:
    data: dict[str, Any] = {"data-x": "1"}
    node = html.Div(style={"--scene": 3, "color": "red"}, **data)
    assert 'style="--scene:3;color:red"' in to_html(node)
    assert 'data-x="1"' in to_html(node)


def test_choices_are_inputs_with_the_chosen_ones_checked() -> None:
    radio = to_html(dcc.RadioItems(id="r", options={"a": "A", "b": "B"}, value="b"))
    assert radio.count('type="radio"') == 2
    assert radio.index("checked") > radio.index("<span>A</span>")
    check = to_html(dcc.Checklist(id="c", options=[{"value": "a", "label": "A"}], value=[]))
    assert 'type="checkbox"' in check
    assert "checked" not in check


def test_what_needs_scripts_is_left_out() -> None:
    assert to_html(html.Div(dcc.Slider(id="s"))) == "<div></div>"
