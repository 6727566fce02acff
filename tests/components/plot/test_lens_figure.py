"""What a lens draws, and that it gives nothing away before its stage."""

from components.lenses.rows import lens_sentence, reading_heads
from components.plot.figure import build_figure
from components.story import SCENES
from components.theme import plot_sizes
from core.activations import ACTIVATIONS
from tests.components.readers import WINDOW, view_of


def test_a_lens_never_gives_a_panel_away() -> None:
    for stage in ("question", "value"):
        for scene in (each for each in SCENES if each.view.lens != "gradient"):
            view = view_of(f"?scene={scene.key}&stage={stage}")
            traces = build_figure(view, "light", plot_sizes(view, WINDOW))["data"]
            shown = [each["uid"] for each in traces if each["visible"] and "-lens-" in each["uid"]]
            assert shown == []
            assert lens_sentence(view) == ""
            assert all(heads.startswith("f") for heads in reading_heads(view))


def test_a_bar_a_triangle_and_a_ring_look_as_they_are_called() -> None:
    view = view_of("?lens=mean")
    figure = build_figure(view, "light", plot_sizes(view, WINDOW))
    looks = {each["uid"]: each for each in figure["data"]}
    assert looks["relu-lens-mean"]["marker"]["symbol"] == "triangle-up"
    assert looks["relu-lens-mass"]["line"]["width"] > looks["relu-lens-density"]["line"]["width"]
    assert looks["elu-lens-zero"]["marker"]["color"] == "#FFFFFF"
    assert looks["elu-lens-zero"]["mode"] == "markers"
    assert ACTIVATIONS["elu"].name == looks["elu-lens-density"]["name"]
