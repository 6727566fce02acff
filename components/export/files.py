"""A view as a file: its name, and its table, script or picture."""

import hashlib
import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from components.controls import active_controls, settings_text
from components.export.kinds import FILE_KINDS
from components.export.script import build_script
from components.lenses.rows import describe_lens
from components.lenses.table import lens_panels
from components.plot.figure import build_figure
from components.plot.labels_on_curves import labelled_keys
from components.race.files import build_race_file, race_file_parts
from components.story.navigation import read_query, view_query
from components.story.scene import STORY_FIELDS
from components.text import CURVE_NAMES
from components.theme import THEMES, lecture_sizes
from components.words.formulas import plain_formula
from core.activations import ACTIVATIONS
from core.control import Formula, Number, Range
from core.curves import Sample, curve_parameters, sample_curves
from core.keys import INPUT, LIMIT
from core.typing import Array, Zoom
from core.view import CONTROLS, DEFAULT, View

WIDTH_PX, HEIGHT_PX = 1920, 1080  # of a picture
PNG_SCALE = 2  # dots of a PNG for each pixel
MAX_TITLE_FORMULAS = 2
TITLE_LINE_LENGTH = 100  # characters in one line of a picture's title
TITLE_LINE_HEIGHT = 1.35  # in units of the size of its letters
MAX_NAME_LENGTH = 120
ASCII_SPELLINGS = str.maketrans(
    {"−": "-", "·": "*", "Σ": "sum", "…": "...", "Φ": "Phi", "σ": "sigmoid", "ᵢ": "_i"}
    | {"φ": "phi", "α": "alpha", "β": "beta", "×": "x", "′": "'"}
    | {"²": "^2", "\N{NO-BREAK SPACE}": " "}
)
# Of a URL in a table: a spreadsheet would take what follows a separator for a cell of its own, and
# for a formula if it begins with one of = + - @.
SEPARATOR_ESCAPES = str.maketrans({",": "%2C", ";": "%3B", '"': "%22"})


def build_file(query: str, kind: str, address: str, zoom: Zoom = ()) -> dict[str, Any]:
    """Return the name of a file and its text, or the figure from which the browser draws it.

    `query` is the state of the page, `kind` a key of `FILE_KINDS`, `address` the page's address
    without its query, `zoom` what a picture shows of its axes.
    """
    view, _ = read_query(query)
    name = {"name": file_name(view, kind)}
    if view.is_race:
        url = f"{address}{view_query(view)}".translate(SEPARATOR_ESCAPES)
        return name | build_race_file(view, kind, url, WIDTH_PX, HEIGHT_PX)
    if FILE_KINDS[kind].is_picture:
        return name | {"figure": build_export_figure(view, zoom)}
    build_text = build_script if kind == "code" else build_csv
    return name | {"text": build_text(view, address)}


def file_name(view: View, kind: str) -> str:
    """Return the name of a file: what is shown, then each setting that differs from the default.

    It has letters, digits, dots and hyphens, at most 120. A longer name is cut and ends in a hash
    of the whole.
    """
    parts = race_file_parts(view) if view.is_race else _name_parts(view)
    stem = re.sub("[^A-Za-z0-9.]+", "-", "-".join(["activation-lab", *parts]))
    extension = FILE_KINDS[kind].extension
    if len(stem + extension) > MAX_NAME_LENGTH:
        digest = hashlib.sha256(stem.encode()).hexdigest()[:12]
        start = stem[: MAX_NAME_LENGTH - len(f"-{digest}{extension}")]
        stem = f"{start.rstrip('-')}-{digest}"
    return stem + extension


def _name_parts(view: View) -> list[str]:
    parts = [*(view.shown or ["nothing"])]
    names = (*active_controls(view), *(STORY_FIELDS if view.has_scene else ()))
    for name in names:
        if getattr(view, name) != getattr(DEFAULT, name):
            control, text = CONTROLS[name], CONTROLS[name].to_text(getattr(view, name))
            is_number = isinstance(control, (Number, Range))
            number_text = text.replace("-", "minus").replace(",", "-to-")
            parts += [name, number_text if is_number else text]
    return parts


def build_csv(view: View, address: str = "") -> str:
    """Return x and the value and gradient of every curve drawn, each to the last digit.

    ASCII. The lines of its head begin with # and hold the URL, the parameters and how to read it.
    """
    sample = sample_curves(view)
    keys = labelled_keys(view)
    columns = _list_columns(view, sample, keys)
    url = f"{address}{view_query(view)}".translate(SEPARATOR_ESCAPES)
    head = [
        "Activation Lab",
        f"URL: {url}",
        f"x: numpy.arange({view.low!r}, {view.high!r}, {view.step!r}), {sample.x.size} values",
        *(f"{_column_name(key)}: {_ascii_definition(view, key)}" for key in keys),
        "A gradient at a kink is the slope on its left.",
        *map(_to_ascii, describe_lens(view)),
    ]
    skipped = len(head) + 1
    head.append(
        f"To read: numpy.genfromtxt(file, delimiter=',', skip_header={skipped}, names=True)"
    )
    # What a lens draws may have another number of points: the shorter columns end sooner.
    rows = zip_longest(*(map(repr, column.tolist()) for column in columns.values()), fillvalue="")
    lines = [*(f"# {line}" for line in head), ",".join(columns), *map(",".join, rows)]
    return "".join(f"{line}\n" for line in lines)


def _list_columns(view: View, sample: Sample, keys: Sequence[str]) -> dict[str, Array]:
    """Return x, the curves and their gradients, then x and y of each series of the lens."""
    columns = {"x": sample.x}
    for key in keys:
        columns[_column_name(key)] = sample.curves[key].value
        columns[f"{_column_name(key)}_gradient"] = sample.curves[key].gradient
    for panel in lens_panels(view) if view.has_lower_panel else ():
        for each in panel.series:
            name = f"{_column_name(each.curve)}_{each.part}".replace("-", "_")
            columns |= {f"{name}_x": each.x, f"{name}_y": each.y}
    return columns


def _column_name(key: str) -> str:
    """Return what a column of a curve is called: T is the limit of the sum under one rule only."""
    return CURVE_NAMES[LIMIT] if key == LIMIT else key


def _ascii_definition(view: View, key: str) -> str:
    """Return a curve's name, formula and parameters in ASCII."""
    others = {LIMIT: "softplus(x) - softplus(x - span)", INPUT: "numpy.linspace(0, top, x.size)"}
    formula = others.get(key) or plain_formula(view, key)
    parameters = [
        f"{name} = {value}"
        for name, value in curve_parameters(view, key).items()
        if not isinstance(CONTROLS.get(name), Formula)
    ]
    return _to_ascii("; ".join([f"{CURVE_NAMES[key]}, {formula}", *parameters]))


def _to_ascii(text: str) -> str:
    return text.translate(ASCII_SPELLINGS).encode("ascii", "replace").decode()


def build_export_figure(view: View, zoom: Zoom = ()) -> dict[str, Any]:
    """Return the picture of a view as a file: light, in a lecture's sizes, below a title.

    In a zoom the curves may end outside of the picture, so their names stand on them.
    """
    title, sizes = _title_lines(view), lecture_sizes(HEIGHT_PX)
    title_height = round(TITLE_LINE_HEIGHT * sizes.text * len(title))
    sizes = replace(
        sizes,
        width=WIDTH_PX,
        height=HEIGHT_PX - title_height,
        is_lecture=view.mode == "lecture" and not zoom,
    )
    figure = build_figure(view, "light", sizes, zoom)
    layout = figure["layout"]
    heading = {
        "text": "<br>".join(html.escape(line, quote=False) for line in title),
        "font": {"size": sizes.text},
        "align": "left",
        "showarrow": False,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 0.5 * sizes.ticks,
    }
    layout |= {
        "width": WIDTH_PX,
        "height": HEIGHT_PX,
        "paper_bgcolor": THEMES["light"].surface,
        "margin": layout["margin"] | {"t": layout["margin"]["t"] + title_height},
        "annotations": [*layout["annotations"], heading],
    }
    return figure


def _title_lines(view: View) -> list[str]:
    """Return the lines over a picture: the formulas, if they are few, and the settings."""
    shown = view.shown if view.revealed_panels else ()
    formulas = [f"{ACTIVATIONS[key].name}: {plain_formula(view, key)}" for key in shown]
    texts = [*(formulas if len(shown) <= MAX_TITLE_FORMULAS else []), settings_text(view)]
    return [line for text in texts for line in textwrap.wrap(text, TITLE_LINE_LENGTH)]
