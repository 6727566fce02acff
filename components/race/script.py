"""A race as a script that needs NumPy only, trains the networks and prints their last losses."""

from collections.abc import Callable
from typing import Any

from components.export.own_source import write_definitions
from components.text import number_text
from components.words.formulas import own_expression
from core.activation_table import ActivationTable
from core.activations import ACTIVATIONS
from core.lanes import LANES
from core.own_functions import OWN_FUNCTIONS
from core.race import LaneSetup, build_lane_setups
from core.training import Setup, compute_weight_gain, train_network
from core.view import View

# The URL stands on the third line: in the first two it might declare an encoding (PEP 263).
TEMPLATE = """\
# Activation Lab: a race of {names}
# Needs NumPy. Trains one network after the other, and prints how each has ended.
# {url}

{imports}

{definitions}


# Each lane: f, its gradient, the parameters of both, the variance of a weight times the inputs of
# its layer, and the set-up.
lanes = {{
{lanes}}}
for name, (function, gradient, parameters, gain, setup) in lanes.items():
    table = ActivationTable(
        lambda x: function(x, **parameters), lambda x: gradient(x, **parameters), setup.shift
    )
    for frame in train_network(table, gain, setup):
        pass  # each has the loss, the boundary, and more
    print(
        f"{{name}}: loss {{number_text(frame.loss, 3)}} after {{frame.step}} steps, "
        f"{{frame.accuracy:.1%}} of the held-out points right"
    )
"""


def build_race_script(view: View, url: str) -> str:
    """Return Python code that trains the networks of a view. `url` is that of the page."""
    setups = build_lane_setups(view)
    keys = [lane.key for lane in setups.values()]
    own = {key: own_expression(view, key) for key in keys if key in OWN_FUNCTIONS}
    rows = [ACTIVATIONS[key] for key in keys if key not in own]
    functions: list[Callable[..., Any]] = []
    for row in rows:
        functions += [row.function, row.derivative]
    functions += [ActivationTable, Setup, train_network, number_text]
    imports, definitions = write_definitions(functions, own)
    return TEMPLATE.format(
        names=", ".join(LANES[name].name for name in setups),
        url=url,
        imports=imports,
        definitions=definitions,
        lanes="".join(_write_lane(name, lane) for name, lane in setups.items()),
    )


def _write_lane(name: str, lane: LaneSetup) -> str:
    row = ACTIVATIONS[lane.key]
    gain = compute_weight_gain(lane.key, lane.setup, **lane.parameters)
    function, gradient = row.function.__name__, row.derivative.__name__
    parameters = dict(lane.parameters)
    if lane.key in OWN_FUNCTIONS:
        function, gradient = lane.key, f"{lane.key}_gradient"
        parameters.pop(OWN_FUNCTIONS[lane.key].formula_name)
    return (
        f'    "{LANES[name].name}": (\n'
        f"        {function},\n"
        f"        {gradient},\n"
        f"        {parameters!r},\n"
        f"        {gain!r},\n"
        f"        {lane.setup!r},\n"
        "    ),\n"
    )
