"""The sizes of the plot in windows of every shape."""

import itertools

import pytest

from components.plot.figure import build_figure
from components.theme import Window, lecture_sizes, plot_sizes
from tests.components.readers import view_of

WINDOWS = {
    "desktop": Window(1440, 900),
    "small": Window(1024, 640),
    "phone": Window(390, 844),
    "narrowest": Window(760, 1000),
    "on its side": Window(844, 390),
    "lowest": Window(1200, 500),
}
EXTREMES = (1, 2, 37, 320, 761, 4096, 32_767)


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS)
@pytest.mark.parametrize("query", ["", "?scene=3", "?mode=lecture", "?mode=lecture&scene=3"])
def test_the_plot_fits_into_its_window(query: str, window: Window) -> None:
    sizes = plot_sizes(view_of(query), window)
    assert sizes.width <= window.width
    assert sizes.height <= window.height
    assert 0.6 * sizes.width < sizes.inner_width < sizes.width
    assert 0.4 * sizes.height < sizes.inner_height < sizes.height


def test_a_phone_s_plot_is_as_wide_as_the_phone_and_takes_44_percent_of_its_height() -> None:
    sizes = plot_sizes(view_of(""), WINDOWS["phone"])
    assert sizes.width == 390
    assert sizes.height == pytest.approx(0.44 * 844)
    assert plot_sizes(view_of(""), WINDOWS["narrowest"]).width == 760
    assert plot_sizes(view_of(""), Window(761, 1000)).width < 760


def test_on_its_side_a_phone_s_plot_takes_60_percent_of_its_width() -> None:
    assert plot_sizes(view_of(""), WINDOWS["on its side"]).width == pytest.approx(0.6 * 844)
    assert plot_sizes(view_of(""), WINDOWS["lowest"]).width == pytest.approx(0.6 * 1200)
    assert plot_sizes(view_of(""), Window(1200, 501)).width == 1200 - (372 + 48)


@pytest.mark.parametrize("query", ["", "?scene=3"])
@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS)
def test_words_in_the_plot_are_no_smaller_than_elsewhere_on_the_page(
    query: str, window: Window
) -> None:
    sizes = plot_sizes(view_of(query), window)
    assert min(sizes.text, sizes.labels) >= 13
    assert sizes.ticks >= 12
    assert not sizes.has_rail


@pytest.mark.parametrize("window", [Window(1920, 1080), Window(1280, 720), Window(1024, 768)])
def test_a_lecture_is_sized_for_its_window(window: Window) -> None:
    free, scene = (plot_sizes(view_of(f"?mode=lecture{each}"), window) for each in ("", "&scene=3"))
    assert free.has_rail
    assert scene.has_rail
    assert (free.text, free.width) == (lecture_sizes(window.height).text, window.width)
    assert free.height > scene.height > 0.5 * window.height


def test_a_window_that_is_higher_than_wide_gives_a_lecture_no_larger_letters() -> None:
    tall = plot_sizes(view_of("?mode=lecture"), Window(800, 2000))
    assert tall.text == lecture_sizes(600).text


@pytest.mark.parametrize("mode", ["page", "lecture"])
def test_no_window_is_too_small_or_too_large_for_a_picture(mode: str) -> None:
    for width, height in itertools.product(EXTREMES, EXTREMES):
        for scene in ("free", "12"):
            view = view_of(f"?mode={mode}&scene={scene}&stage=answer")
            sizes = plot_sizes(view, Window(width, height))
            assert sizes.inner_height > 0
            assert build_figure(view, "light", sizes)["data"]
