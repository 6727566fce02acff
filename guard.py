"""What a request may hold, checked before Dash sees it, which fails on a body of another form."""

from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash
from dash._utils import split_callback_id

Form = Callable[[Any], bool]
CALL = frozenset({"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"})


def called(app: Dash, forms: Mapping[str, Form], body: object) -> bool:
    """Whether a body calls a callback through Dash's own route as Dash's own scripts would.

    `forms` says for each callback that may be called so, by its output, what values it takes: the list of its inputs
    and states. All else, a callback of the browser or one with an endpoint of its own, is none of this route's.
    """
    if not isinstance(body, dict) or not CALL.issuperset(body):
        return False
    output = body.get("output")
    if not isinstance(output, str) or output not in forms:
        return False
    callback = app.callback_map[output]
    inputs, states = (_values(body.get(part, []), callback[part]) for part in ("inputs", "state"))
    if inputs is None or states is None or not _changed(body, callback["inputs"]):
        return False
    return body.get("outputs") == split_callback_id(output) and forms[output](inputs + states)


def _values(told: object, registered: list[dict[str, str]]) -> list[object] | None:
    """The values that a list tells, or None where it is no list of the registered properties of components."""
    if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
        return None
    names = [{name: part for name, part in each.items() if name != "value"} for each in told]
    return [each.get("value") for each in told] if names == registered else None


def _changed(body: Mapping[str, Any], registered: list[dict[str, str]]) -> bool:
    """Whether the properties that a body calls changed are inputs of the callback."""
    known = [f"{each['id']}.{each['property']}" for each in registered]
    lists = [body.get("changedPropIds", []), body.get("parsedChangedPropsIds", [])]
    return all(
        isinstance(each, list) and len(each) <= len(known) and all(one in known for one in each) for each in lists
    )
