"""A race as a script that needs NumPy only, trains the networks and prints their last losses."""

from collections.abc import Callable
from typing import Any

from components.export.source_extractor import extract_source
from components.text import number_text
from core.activation_table import ActivationTable
from core.activations import ACTIVATIONS
from core.lanes import LANES
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
NUMPY_IMPORT = "import numpy as np"


def build_race_script(view: View, url: str) -> str:
    """Return Python code that trains the networks of a view. `url` is that of the page."""
    setups = build_lane_setups(view)
    rows = [ACTIVATIONS[lane.key] for lane in setups.values()]
    functions: list[Callable[..., Any]] = []
    for row in rows:
        functions += [row.function, row.derivative]
    imports, definitions = extract_source(
        [*functions, ActivationTable, Setup, train_network, number_text]
    )
    return TEMPLATE.format(
        names=", ".join(LANES[name].name for name in setups),
        url=url,
        imports="\n".join(sorted({*imports, NUMPY_IMPORT}, key=lambda each: "numpy" in each)),
        definitions=definitions,
        lanes="".join(_write_lane(name, lane) for name, lane in setups.items()),
    )


def _write_lane(name: str, lane: LaneSetup) -> str:
    row = ACTIVATIONS[lane.key]
    gain = compute_weight_gain(lane.key, lane.setup, **lane.parameters)
    return (
        f'    "{LANES[name].name}": (\n'
        f"        {row.function.__name__},\n"
        f"        {row.derivative.__name__},\n"
        f"        {dict(lane.parameters)!r},\n"
        f"        {gain!r},\n"
        f"        {lane.setup!r},\n"
        "    ),\n"
    )
