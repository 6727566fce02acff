"""Random views, more often at the edges of what can be set than a reader goes."""

from random import Random
from typing import Any

from components.story.navigation import read_view
from components.story.scenes import SCENES_BY_KEY
from core.control import Choice, Formula, MultiChoice, Number, Range
from core.lanes import FIRST_LANES
from core.view import CONTROLS, View

FUNCTIONS = tuple(CONTROLS["shown"].options)
LENSES = tuple(CONTROLS["lens"].options)
EDGES: dict[str, tuple[float, ...]] = {
    "offset": (-10.0, -0.1, 0.0, 10.0),
    "alpha": (0.0, 0.01, 1.0, 1.2346, 1.67326324235, 4.0),
    "slope": (0.0, 0.01, 0.25, 1.0),
    "sharpness": (0.5, 1.0, 4.0, 128.0),
    "bias": (-6.0, -2.9, -2.0, -1.9, -1.0, 0.0, 2.0, 6.0),
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
    "a2": (-5.0, 0.0, 1.0, 5.0),
}
RACE_SCENES = tuple(key for key, scene in SCENES_BY_KEY.items() if scene.view.part == "race")
CURVE_SCENES = tuple(key for key in SCENES_BY_KEY if key not in RACE_SCENES)
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
    controls = {name: each for name, each in CONTROLS.items() if name != "scene"}
    raw = {name: _draw(random, name, control) for name, control in controls.items()}
    raw |= {
        "shown": random.sample(FUNCTIONS, random.choice((0, 1, 1, 2, 3, 5, len(FUNCTIONS)))),
        "scene": random.choice(CURVE_SCENES) if random.random() < 0.08 else "free",
        "lens": random.choice(LENSES),
        "panels": random.choice((["value"], ["gradient"], *[["value", "gradient"]] * 4)),
        "part": "curves",
        "hide": (),
    }
    return read_view(raw | fixed)[0]


def random_scene(seed: int) -> View:
    """A view of a scene in which few controls, or none, are not as it begins."""
    random = Random(seed)
    drawn = random_view(seed, scene="free")
    names = random.sample(list(CONTROLS), random.choice((0, 1, 2, 3, 4, 6)))
    fixed = {"scene": random.choice(list(SCENES_BY_KEY)), "stage": drawn.stage}
    return read_view({name: getattr(drawn, name) for name in names} | fixed)[0]


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
    if isinstance(control, Formula):
        return control.default  # whose closed form `exact.py` has
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
        scene = random.choice(RACE_SCENES) if random.random() < 0.2 else "free"
        return random_view(seed, part="race", scene=scene)
    if random.random() < 0.1:
        stage = random.choice(("question", "value", "gradient", "answer"))
        return read_view({"scene": random.choice(RACE_SCENES), "stage": stage})[0]
    return View.from_raw({"part": "race", "alpha": random.choice((1, 1, 2)), **recorded})
