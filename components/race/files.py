"""A race as a file. The page adds what it has shown: the losses, the lanes, the lines."""

import re
from typing import Any

from components.race.picture import build_race_picture
from components.race.script import build_race_script
from components.race.words import introduce_race
from components.theme import lecture_sizes
from core.lanes import LANES
from core.race import build_lane_setups, race_view
from core.view import DEFAULT, View

FILE_KINDS_WITH_FILM = ("png", "svg", "csv")  # to which the page adds what it has shown


def build_race_file(
    view: View, kind: str, url: str, width_px: int, height_px: int
) -> dict[str, Any]:
    """Return the content of a file of a race: its `text` or its `figure`, and whether it is whole.

    `url` is that of the page; the sizes are those of a picture.
    """
    content: dict[str, Any]
    if kind == "code":
        content = {"text": build_race_script(view, url)}
    elif kind == "csv":
        content = {"text": write_csv_head(view, url)}
    else:
        sizes = lecture_sizes(0.75 * height_px)
        content = {"figure": build_race_picture(view, width_px, height_px, sizes)}
    return content | {"isWhole": kind not in FILE_KINDS_WITH_FILM}


def race_file_parts(view: View) -> list[str]:
    """Return what the name of a file of a race is made of."""
    query = race_view(view).query().removeprefix("?part=race").removeprefix("&")
    settings = re.split("[&=]", query) if query else []
    measure = [] if view.measure == DEFAULT.measure else ["measure", view.measure]
    return ["race", *settings, *measure]


def write_csv_head(view: View, url: str) -> str:
    """Return the lines before the losses, ASCII; those of the head begin with #."""
    lanes = [
        f"{_column(name)}: rate {lane.setup.rate!r}, constant added to f {lane.setup.shift!r}"
        for name, lane in build_lane_setups(view).items()
    ]
    lines = [
        "Activation Lab, a race",
        f"URL: {url}",
        introduce_race(view),
        *lanes,
        "Each column: the mean loss over the 1,000 training points after so many steps.",
    ]
    skipped = len(lines) + 1
    lines.append(
        f"To read: numpy.genfromtxt(file, delimiter=',', skip_header={skipped}, names=True)"
    )
    columns = ",".join(["step", *map(_column, view.lanes)])
    return "".join(f"# {line}\n" for line in lines) + columns + "\n"


def _column(name: str) -> str:
    """Return the name of a lane's column: letters, digits and underscores."""
    lane = LANES[name]
    return lane.key if lane.mean == "own" else f"{lane.key}_mean_{lane.mean}"
