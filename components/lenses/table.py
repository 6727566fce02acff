"""The table of lenses, and what the one of a view draws."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from components.lenses import data, depth, mean, noise, saturation, sum_errors
from components.lenses.lens import Lens, LensPanel, Series
from core.lens_fields import DATA, DEPTH, GRADIENT, MEAN, NOISE, SATURATION, SUM_ERRORS
from core.view import DEFAULT, View

FIELDS_WITHOUT_EFFECT = ("probe", "stage", "hide", "theme", "mode")  # on the panels of a lens

LENSES: Mapping[str, Lens] = MappingProxyType(
    {
        GRADIENT: Lens("Gradient"),
        SATURATION: saturation.LENS,
        SUM_ERRORS: sum_errors.LENS,
        MEAN: mean.LENS,
        DEPTH: depth.LENS,
        NOISE: noise.LENS,
        DATA: data.LENS,
    }
)


def lens_panels(view: View) -> tuple[LensPanel, ...]:
    """Return the panels in place of the one of the gradients; none where that is shown."""
    build = LENSES[view.shown_lens].build_panels
    if build is None or "gradient" not in view.panels or view.is_race:
        return ()
    unmoved = {name: getattr(DEFAULT, name) for name in FIELDS_WITHOUT_EFFECT}
    return _build_panels(build, replace(view, **unmoved))


@lru_cache(maxsize=16)
def _build_panels(
    build: Callable[[View], tuple[LensPanel, ...]], view: View
) -> tuple[LensPanel, ...]:
    return build(view)


def lens_shades(view: View) -> tuple[Series, ...]:
    """Return what the lens draws over the panels of the curves."""
    build = LENSES[view.shown_lens].build_shades
    return build(view) if build and view.has_lower_panel and not view.is_race else ()


def has_own_x(view: View) -> bool:
    """Return whether the lower panels have another x than the upper one."""
    return any(not each.shares_x for each in lens_panels(view))
