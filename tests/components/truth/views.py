"""Random views, more often at the edges of what can be set than a reader goes."""

from random import Random
from typing import Any

from components.story.navigation import SCENE_NAMES
from core.control import Choice, MultiChoice, Number, Range
from core.lanes import FIRST_LANES
from core.view import CONTROLS, View

FUNCTIONS = tuple(CONTROLS["shown"].options)
LENSES = tuple(CONTROLS["lens"].options)
EDGES: dict[str, tuple[float, ...]] = {
    "offset": (-10.0, -0.1, 0.0, 10.0),
    "alpha": (0.0, 0.01, 1.0, 1.2346, 1.67326324235, 4.0),
    "slope": (0.0, 0.01, 0.25, 1.0),
    "count": (1.0, 2.0, 3.0, 200.0),
    "span": (0.1, 1.0, 9.8, 20.0),
    "step": (0.01, 0.03, 0.1, 0.2, 0.7, 2.0),
    "probe": (-20.0, -10.0, -1.0, 0.0, 1e-9, 0.3, 10.0, 20.0),
    "threshold": (0.0001, 0.01, 0.25, 1.0),
    "mu": (-3.0, 0.0, 3.0),
    "sigma": (0.1, 1.0, 3.0),
    "depth": (1.0, 2.0, 50.0),
    "noise": (0.05, 2.0),
    "weight_variance": (0.1, 2.0, 4.0),
}
RANGES = (
    (-10.0, 10.0),
    (-20.0, 20.0),
    (-10.0, -8.6),  # ends at -8.6 itself
    (0.0, 1.0),
    (-20.0, -19.0),
    (-1.0, 0.0),
    (-3.1, 9.87),
    (19.0, 20.0),
)


def random_view(seed: int, **fixed: Any) -> View:
    """One of the views of a seed; `fixed` are settings that are not drawn."""
    random = Random(seed)
    raw = {name: _draw(random, name, control) for name, control in CONTROLS.items()}
    raw |= {
        "shown": random.sample(FUNCTIONS, random.choice((0, 1, 1, 2, 3, 5, len(FUNCTIONS)))),
        "scene": random.choice(SCENE_NAMES) if random.random() < 0.08 else "free",
        "lens": random.choice(LENSES),
        "panels": random.choice((["value"], ["gradient"], *[["value", "gradient"]] * 4)),
        "part": "curves",
        "hide": (),
    }
    return View.from_raw(raw | fixed)


def _draw(random: Random, name: str, control: Any) -> Any:
    if isinstance(control, Number):
        if name in EDGES and random.random() < 0.4:
            return random.choice(EDGES[name])
        if control.is_log:
            return control.low * (control.high / control.low) ** random.random()
        stops = round((control.high - control.low) / control.step)
        return control.low + control.step * random.randint(0, stops)
    if isinstance(control, Range):
        if random.random() < 0.3:
            return random.choice(RANGES)
        return sorted(round(random.uniform(control.low, control.high), 1) for _ in "ab")
    if isinstance(control, Choice):
        return random.choice(list(control.options))
    assert isinstance(control, MultiChoice)
    count = random.randint(control.min_selected, min(len(control.options), 13))
    return random.sample(list(control.options), count)


def random_race(seed: int) -> View:
    """A race; every other one is of a set-up in which ten starts may be recorded."""
    random = Random(seed)
    recorded = {
        "width": 32,
        "data": random.choice(("spirals", "spirals", "checkerboard", "circles", "xor")),
        "layers": random.choice((2, 4, 8, 8)),
        "gain": random.choice(("moment", "moment", "variance")),
        "optimizer": random.choice(("sgd", "adam")),
        "rates": random.choice(("own", "own", "one")),
        "lanes": random.sample(FIRST_LANES + tuple(FUNCTIONS[1:]), random.randint(1, 9)),
    }
    if seed % 2:
        return random_view(seed, part="race", scene="free")
    return View.from_raw({"part": "race", "alpha": random.choice((1, 1, 2)), **recorded})
