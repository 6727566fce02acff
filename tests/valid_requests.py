"""A request of the right form for each endpoint; tests replace parts of it."""

from typing import Any

UPDATE: dict[str, Any] = {
    "number": 1,
    "query": "",
    "changes": {},
    "full": False,
    "dark": False,
    "width": 1440,
    "height": 900,
}
SWEEP: dict[str, Any] = {"query": "", "name": "alpha", "keys": ["elu", "relu"]}
DESCRIBE: dict[str, Any] = {
    "query": "",
    "previous_query": "",
    "open_tables": [],
    "width": 1440,
    "height": 900,
}
EXPORT: dict[str, Any] = {
    "query": "",
    "kind": "csv",
    "address": "https://lab.example.org/",
    "zoom": {},
}
RACE: dict[str, Any] = {"query": "?part=race"}
