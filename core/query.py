"""The query of a URL."""

from urllib.parse import parse_qsl

MAX_QUERY_LENGTH = 2000  # characters


def parse_query(query: str) -> dict[str, object]:
    """Return the raw settings of a URL's query.

    A query that is too long or malformed gives one setting without a name, which is reported.
    """
    if len(query) > MAX_QUERY_LENGTH:
        return {"": query}
    try:
        return dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return {"": query}
