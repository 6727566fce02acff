"""The plot around its curves: panels, titles, notes, the probe, and what plotly makes of it all."""

import re
from typing import Any

import plotly.graph_objects as go
import pytest

from components.lenses.table import LENSES, lens_panels
from core.view import View
from tests.components.readers import EVERYTHING, picture, sent, traces, view_of

VALUE_TITLE, SLOPE_TITLE = "f(x)", "f′(x)"


def view(**raw: object) -> View:
    return View.from_raw(raw)


def test_no_function_is_shown_where_none_is_switched_on_and_the_picture_says_so() -> None:
    empty = picture(view(shown=[]))
    assert not traces(empty)
    assert [text for text in texts(empty) if "function" in text]
    assert not [text for text in texts(picture(View())) if "function" in text]
    assert not [text for text in texts(picture(view_of("?scene=input"))) if "function" in text]


@pytest.mark.parametrize(
    ("stage", "value_ending", "slope_ending"),
    [
        ("question", " follows in the next step", " follows in two steps"),
        ("value", "", " follows in the next step"),
        ("gradient", "", ""),
        ("answer", "", ""),
    ],
)
def test_a_panel_without_curves_yet_says_when_they_come(
    stage: str, value_ending: str, slope_ending: str
) -> None:
    drawn = picture(view_of(f"?scene=elu&stage={stage}"))
    found = {re.sub("</?i>|\N{HAIR SPACE}", "", each) for each in texts(drawn)}
    assert {VALUE_TITLE + value_ending, SLOPE_TITLE + slope_ending} <= found


def texts(drawn: dict[str, Any]) -> list[str]:
    """The words in a picture."""
    return [each["text"] for each in drawn["layout"]["annotations"] if each.get("visible", True)]


@pytest.mark.parametrize(
    ("raw", "titles"),
    [
        ({}, {VALUE_TITLE, SLOPE_TITLE}),
        ({"panels": "value"}, {VALUE_TITLE}),
        ({"panels": "gradient"}, {SLOPE_TITLE}),
        ({"scale": "log"}, {VALUE_TITLE, f"{SLOPE_TITLE}, log₁₀"}),
        ({"mode": "lecture", "shown": []}, {VALUE_TITLE, SLOPE_TITLE}),
        ({"lens": "saturation"}, {VALUE_TITLE, SLOPE_TITLE}),
        ({"lens": "mean"}, {VALUE_TITLE}),
        ({"lens": "noise", "panels": "value"}, {VALUE_TITLE}),
        ({"lens": "noise", "panels": "gradient"}, set()),
    ],
)
def test_each_panel_has_its_title_in_its_upper_left_corner(
    raw: dict[str, object], titles: set[str]
) -> None:
    drawn = picture(view(**raw))
    found = {
        re.sub("</?i>|\N{HAIR SPACE}", "", each["text"]): each
        for each in drawn["layout"]["annotations"]
        if each["text"].startswith("<i>f</i>") and each["visible"]
    }
    assert set(found) == titles
    for text, each in found.items():
        axis = "yaxis" if text == VALUE_TITLE else "yaxis2"
        assert (each["x"], each["y"]) == (0, drawn["layout"][axis]["domain"][1])
        assert (each["xanchor"], each["yanchor"]) == ("left", "top")


@pytest.mark.parametrize("panels", ["gradient", "value,gradient"])
@pytest.mark.parametrize("lens", LENSES)
def test_each_panel_of_a_lens_has_its_title_in_its_upper_left_corner(
    lens: str, panels: str
) -> None:
    seen = view(lens=lens, panels=panels)
    layout = picture(seen)["layout"]
    for index, panel in enumerate(lens_panels(seen)):
        (title,) = (
            each
            for each in layout["annotations"]
            if each["text"] in (panel.title, panel.long_title)
        )
        assert (title["x"], title["y"]) == (
            panel.sides[0],
            layout[f"yaxis{3 + index}"]["domain"][1],
        )
        assert (title["xanchor"], title["yanchor"]) == ("left", "top")


@pytest.mark.parametrize("panels", ["gradient", "value,gradient"])
@pytest.mark.parametrize(
    "lens", [each for each in LENSES if each not in ("gradient", "saturation", "data")]
)
def test_the_panels_of_a_lens_are_in_place_of_that_of_the_gradients(lens: str, panels: str) -> None:
    seen = view(lens=lens, panels=panels)
    layout, usual = picture(seen)["layout"], picture(view(panels=panels))["layout"]
    assert layout["yaxis2"]["visible"] is False
    assert usual["yaxis2"]["visible"] is True
    ends = []
    for index, panel in enumerate(lens_panels(seen)):
        axis = layout[f"yaxis{3 + index}"]
        x = layout[f"xaxis{axis['anchor'][1:]}"]
        assert axis["visible"] is x["visible"] is True
        assert axis["domain"][0] == usual["yaxis2"]["domain"][0] == 0
        # So that the choice of the lens hardly moves with the lens.
        assert axis["domain"][1] == pytest.approx(usual["yaxis2"]["domain"][1], abs=0.01)
        assert (axis["anchor"] == "x") == panel.shares_x
        ends += x.get("domain", [0.0, 1.0])
    assert ends == sorted(ends)
    assert (ends[0], ends[-1]) == (0, 1)
    if "value" in panels:
        assert layout["yaxis"]["domain"][0] > layout["yaxis3"]["domain"][1]
        has_own_x = layout["yaxis3"]["anchor"] != "x"
        assert layout["xaxis"]["anchor"] == ("y" if has_own_x else "y3")


def test_a_linear_axis_is_linear() -> None:
    assert picture(View())["layout"]["yaxis2"]["type"] == "linear"


@pytest.mark.parametrize(("panel", "kept", "gone"), [("value", "y", "y2"), ("gradient", "y2", "y")])
def test_a_panel_that_is_off_is_gone_and_the_other_takes_its_height(
    panel: str, kept: str, gone: str
) -> None:
    drawn = picture(view(shown=EVERYTHING, panels=[panel]))
    layout, axis = drawn["layout"], {"y": "yaxis", "y2": "yaxis2"}
    assert traces(drawn, kept)
    assert not traces(drawn, gone)
    assert layout[axis[gone]]["visible"] is False
    assert layout[axis[kept]]["visible"] is True
    assert layout[axis[kept]]["domain"] == [0, 1]
    assert layout["xaxis"]["anchor"] == kept


def test_two_panels_share_the_height_with_the_gradients_below() -> None:
    layout = picture(View())["layout"]
    assert (
        0
        == layout["yaxis2"]["domain"][0]
        < layout["yaxis2"]["domain"][1]
        < layout["yaxis"]["domain"][0]
    )
    assert layout["yaxis"]["domain"][1] == 1
    assert layout["xaxis"]["anchor"] == "y2"


@pytest.mark.parametrize(
    "raw", [{}, {"alpha": 3.0}, {"range": [-5, 5]}, {"shown": []}, {"scale": "log"}]
)
def test_a_reader_s_zoom_is_kept_and_a_drag_on_the_plot_does_nothing(
    raw: dict[str, object],
) -> None:
    layout = picture(view(**raw))["layout"]
    assert layout["uirevision"] == picture(View())["layout"]["uirevision"]
    assert layout["uirevision"]
    assert layout["dragmode"] is False


def test_the_picture_is_small_and_carries_no_default_template() -> None:
    assert len(sent(View(), "light").encode()) < 60_000
    assert max(len(sent(View(lens=lens), "light").encode()) for lens in LENSES) < 100_000
    assert "layout" not in picture(View())["layout"].get("template", {})


@pytest.mark.parametrize("probe", [-2.0, 3.5])
@pytest.mark.parametrize("lens", LENSES)
def test_the_probe_is_a_line_through_all_panels_that_have_its_x(lens: str, probe: float) -> None:
    layout = picture(view(probe=probe, lens=lens))["layout"]
    (mark,) = layout["shapes"]
    foot = (
        0 if lens in ("gradient", "saturation", "noise", "data") else layout["yaxis"]["domain"][0]
    )
    assert (mark["x0"], mark["x1"], mark["y0"], mark["y1"], mark["yref"]) == (
        probe,
        probe,
        foot,
        1,
        "paper",
    )
    assert mark["visible"] is True


@pytest.mark.parametrize("lens", LENSES)
def test_the_probe_is_gone_where_no_panel_has_its_x(lens: str) -> None:
    (mark,) = picture(view(lens=lens, panels="gradient"))["layout"]["shapes"]
    assert mark["visible"] is (lens in ("gradient", "saturation", "noise", "data"))


@pytest.mark.parametrize("mode", ["page", "lecture"])
@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("shown", ["", EVERYTHING, "relu"])
@pytest.mark.parametrize("extras", ["", "terms,limit,input"])
def test_plotly_knows_every_property_and_accepts_every_value(
    mode: str, scale: str, shown: str, extras: str
) -> None:
    """`go.Figure` raises ValueError for anything else."""
    for lens in LENSES:
        go.Figure(picture(view(shown=shown, scale=scale, mode=mode, extras=extras, lens=lens)))


def test_plotly_refuses_what_it_does_not_know() -> None:
    drawn = picture(view())
    with pytest.raises(ValueError, match="colour"):
        go.Figure(drawn | {"layout": drawn["layout"] | {"colour": "red"}})
