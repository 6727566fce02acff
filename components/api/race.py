"""The response that begins a race; its frames, of `components/race/film.py`, follow."""

from typing import Any

from components.api.requests import RaceRequest
from components.story.navigation import read_query
from core.race import STEPS, race_view


def build_race(request: RaceRequest) -> dict[str, Any]:
    """Return the `race` of a page by the query that names it, and how many `steps` it takes."""
    view, _ = read_query(request.query)
    return {"race": race_view(view).query(), "steps": STEPS}
