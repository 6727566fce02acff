"""The response that begins a race; its frames, of `components/race/film.py`, follow."""

from typing import Any

from components.api.requests import RaceRequest
from components.story.navigation import read_query
from core.race import race_view


def build_race(request: RaceRequest) -> dict[str, Any]:
    """Return the query that names the `race` of a page, without what else the page shows."""
    view, _ = read_query(request.query)
    return {"race": race_view(view).query()}
