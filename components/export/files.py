"""What a reader takes away from a view: a picture, a table, a script; each a file named after what it shows. Pure."""

import hashlib
import html
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from components import story
from components.code import numpy_code
from components.controls import BAR, SIDE, idle
from components.figure import figure
from components.panels import drawn
from components.rail import NAMES
from components.readout import MOST_FORMULAS, dealt, described
from components.theme import THEMES, lecture_sizes
from core.activations import ACTIVATIONS
from core.curves import arguments, sample
from core.view import CONTROLS, DEFAULT, View, parse_query


@dataclass(frozen=True)
class Kind:
    """A kind of file: what its button says, what its name ends in."""

    label: str
    ending: str


KINDS: Mapping[str, Kind] = {
    "png": Kind("PNG picture", ".png"),
    "svg": Kind("SVG picture", ".svg"),
    "csv": Kind("CSV table", ".csv"),
    "code": Kind("NumPy code", ".py"),
}
PICTURES = ("png", "svg")
WIDTH, HEIGHT = 1920, 1080  # of a picture, in pixels
SCALE = 2  # of a PNG: so many dots to each pixel
TITLE_LETTERS = 100  # of a picture's title in one line
LINE = 1.35  # from one line of the title to the next, in units of its size
LONGEST_NAME = 120
# An address without a query, as a browser gives it: it stands in files, so it holds no space and no line break.
ADDRESS = re.compile(r"https?://[!-~]{1,400}", re.ASCII)


def takeable(body: object) -> bool:
    """Whether the body of a request for a file is of the form that the page sends."""
    asked = body.get("asked") if isinstance(body, dict) and len(body) == 1 else None
    if not isinstance(asked, dict) or asked.keys() != {"query", "kind", "address"}:
        return False
    if not all(isinstance(part, str) for part in asked.values()):
        return False
    return asked["kind"] in KINDS and ADDRESS.fullmatch(asked["address"]) is not None


def taken(asked: Mapping[str, str]) -> dict[str, Any]:
    """The answer to a request for a file: its name, and its text or the figure that the browser draws it from.

    `query` is the state of the page, `kind` a key of `KINDS`, `address` where the page is, without its query.
    """
    view, _ = story.read(parse_query(asked["query"]))
    kind, address = asked["kind"], asked["address"]
    named = {"name": file_name(view, kind)}
    if kind in PICTURES:
        return named | {"figure": export_figure(view).to_plotly_json()}
    return named | {"text": numpy_code(view, address) if kind == "code" else csv_text(view, address)}


def acting(view: View) -> tuple[str, ...]:
    """The controls that what is shown obeys, but for the switches of functions themselves."""
    return tuple(name for name in (*SIDE, "panels", "scale") if name != "shown" and not idle(view, name))


def settings(view: View) -> str:
    """What the controls that act on the curves are set to, in words."""
    texts = {name: CONTROLS[name].text(getattr(view, name)) for name in acting(view) if name not in BAR}
    plain = {name: text.replace(",", " to ").replace("-", "−") for name, text in texts.items()}
    return ", ".join(f"{CONTROLS[name].label} {text}" for name, text in plain.items())


def file_name(view: View, kind: str) -> str:
    """The name of a file: what is shown, then each setting that acts and is not the usual one.

    Letters, digits, dots and hyphens, at most 120 of them; a longer name ends in a fingerprint of all it would say.
    """
    parts = ["activation-lab", *(view.shown or ["nothing"])]
    names = (*acting(view), *(("scene", "moment") if view.scene != story.FREE else ()))
    for name in (name for name in names if getattr(view, name) != getattr(DEFAULT, name)):
        parts += [name, CONTROLS[name].text(getattr(view, name)).replace("-", "minus").replace(",", "-to-")]
    stem, ending = re.sub("[^A-Za-z0-9.]+", "-", "-".join(parts)), KINDS[kind].ending
    if len(stem + ending) > LONGEST_NAME:
        fingerprint = hashlib.sha256(stem.encode()).hexdigest()[:12]
        kept = stem[: LONGEST_NAME - len(f"-{fingerprint}{ending}")]
        stem = f"{kept.rstrip('-')}-{fingerprint}"
    return stem + ending


def csv_text(view: View, address: str = "") -> str:
    """x and, for every curve that is drawn, its value and gradient, each to the last digit of its double.

    ASCII. The lines of the head begin with # and tell the URL, the parameters and how to read the table.
    """
    sampled = sample(view)
    columns = {"x": sampled.x}
    for key in drawn(view):
        columns |= {key: sampled.curves[key].value, f"{key}_gradient": sampled.curves[key].gradient}
    head = [
        "Activation Lab",
        f"URL: {address}{story.write(view)}",
        f"x: numpy.arange({view.low!r}, {view.high!r}, {view.step!r}), {sampled.x.size} values",
        *(f"{key}: {_definition(view, key)}" for key in drawn(view)),
        "A gradient at a kink is the slope on its left.",
    ]
    skipped = len(head) + 1
    head.append(f'To read: numpy.genfromtxt(file, delimiter=",", skip_header={skipped}, names=True)')
    rows = [",".join(map(repr, row)) for row in zip(*(each.tolist() for each in columns.values()), strict=True)]
    return "".join(f"{line}\n" for line in (*(f"# {line}" for line in head), ",".join(columns), *rows))


def _definition(view: View, key: str) -> str:
    """A curve's name, formula and parameters in ASCII."""
    given = [f"{name} = {value}" for name, value in arguments(view, key).items()]
    formula = described(view, key)[0] if key in ACTIVATIONS else "softplus(x) - softplus(x - span)"
    spelled = str.maketrans({"−": "-", "·": "*", "Σ": "sum of", "…": "...", "Φ": "Phi", "α": "alpha", "×": "x"})
    text = "; ".join([f"{NAMES[key]}, {formula}", *given]).translate(spelled)
    return text.encode("ascii", "replace").decode()


def export_figure(view: View) -> go.Figure:
    """The picture of a view as a file: light, in a lecture's sizes, below a title of formulas and parameters."""
    title, usual = _title(view), lecture_sizes(HEIGHT)
    room = round(LINE * usual.text * len(title))
    drawing = figure(view, "light", replace(usual, height=HEIGHT - room))
    drawing.layout.margin.t += room
    drawing.add_annotation(
        text="<br>".join(html.escape(line, quote=False) for line in title),
        font={"size": usual.text},
        align="left",
        showarrow=False,
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=0.5 * usual.ticks,
    )
    return drawing.update_layout(width=WIDTH, height=HEIGHT, paper_bgcolor=THEMES["light"].surface)


def _title(view: View) -> list[str]:
    """The lines over a picture: the formulas, if they are few, then what the parameters are."""
    shown = dealt(view)
    formulas = [f"{ACTIVATIONS[key].name}: {described(view, key)[0]}" for key in shown]
    said = formulas if len(shown) <= MOST_FORMULAS else []
    return [line for text in (*said, settings(view)) for line in textwrap.wrap(text, TITLE_LETTERS)]
