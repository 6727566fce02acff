"""The sizes of the plot in windows of every shape."""

import itertools

import pytest

from components.plot.figure import build_figure
from components.theme import Window, lecture_sizes, page_sizes, plot_sizes
from tests.components.readers import view_of

SHAPES = ("wide", "narrow", "low")
EXTREMES = (1, 2, 37, 320, 833, 4096, 32_767)


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [
        (1440, 900, "wide"),
        (833, 501, "wide"),
        (832, 501, "narrow"),
        (390, 844, "narrow"),
        (844, 390, "low"),
        (390, 500, "low"),
        (1440, 500, "low"),
    ],
)
def test_the_page_has_one_of_three_shapes(width: int, height: int, shape: str) -> None:
    assert Window(width, height).shape == shape
    assert plot_sizes(view_of(""), Window(width, height)) == page_sizes(shape)
    assert plot_sizes(view_of("?scene=sum"), Window(width, height)) == page_sizes(shape)


@pytest.mark.parametrize("shape", SHAPES)
def test_words_in_the_plot_are_no_smaller_than_elsewhere_on_the_page(shape: str) -> None:
    sizes = page_sizes(shape)
    assert min(sizes.text, sizes.labels) >= 13
    assert sizes.ticks >= 12
    assert not sizes.is_lecture
    assert 0.8 * sizes.width < sizes.inner_width < sizes.width
    assert 0.7 * sizes.height < sizes.inner_height < sizes.height


def test_only_a_wide_page_has_room_for_larger_names() -> None:
    wide, *others = map(page_sizes, SHAPES)
    assert all(wide.labels > each.labels for each in others)
    assert all(wide.width > each.width and wide.height > each.height for each in others)


@pytest.mark.parametrize("window", [Window(1920, 1080), Window(1280, 720), Window(1024, 768)])
def test_a_lecture_is_sized_for_the_height_of_its_window(window: Window) -> None:
    free, scene = (
        plot_sizes(view_of(f"?mode=lecture{each}"), window) for each in ("", "&scene=sum")
    )
    assert free == lecture_sizes(window.height)
    assert (free.is_lecture, scene.is_lecture) == (True, True)
    assert scene.text == free.text
    assert window.height > free.height > scene.height > 0.5 * window.height


def test_a_window_that_is_higher_than_wide_gives_a_lecture_no_larger_letters() -> None:
    tall = plot_sizes(view_of("?mode=lecture"), Window(800, 2000))
    assert tall.text == lecture_sizes(600).text


@pytest.mark.parametrize("mode", ["page", "lecture"])
def test_no_window_is_too_small_or_too_large_for_a_picture(mode: str) -> None:
    for width, height in itertools.product(EXTREMES, EXTREMES):
        for scene in ("free", "more-sigmoids"):
            view = view_of(f"?mode={mode}&scene={scene}&stage=answer")
            sizes = plot_sizes(view, Window(width, height))
            assert sizes.inner_height > 0
            assert build_figure(view, "light", sizes)["data"]
