"""What the page shows as a script that needs NumPy only, and prints what the cards say. Pure."""

from components.readout import described, number_text
from components.source import standalone
from components.story import write
from core.activations import ACTIVATIONS, softplus
from core.control import Number
from core.curves import arguments
from core.sum import sum_limit
from core.view import CONTROLS, View

SCRIPT = """\
# Activation Lab: {names}
# {url}
# Needs NumPy. Prints what the cards of the page say.

{imports}

# Where x starts, what it stays below, the gap between two samples, and where the functions are read.
start, stop, step = {low!r}, {high!r}, {step!r}
probe = {probe!r}
{parameters}

{definitions}


x = np.arange(start, stop, step)
# Each function, its gradient, and the parameters of both.
shown = {{
{shown}}}
for name, (function, gradient, parameters) in shown.items():
    y, slopes = function(x, **parameters), gradient(x, **parameters)  # the two curves
    f, slope_there = (number_text(float(each(np.array(probe), **parameters))) for each in (function, gradient))
    print(f"{{name}} at x = {{number_text(probe, 12)}}: f {{f}}, f′ {{slope_there}}")
"""
SUM_ERRORS = """
# How far the sum is from its limit T, and T from softplus.
total, limit = sigmoid_sum(x, {given}), sum_limit(x, span)
off_limit, off_softplus = (np.abs(gap).max() for gap in (total - limit, limit - softplus(x)))
print(f"max |S − T| {{number_text(off_limit, 3)}}, max |T − softplus| {{number_text(off_softplus, 3)}}")
"""
NUMPY = "import numpy as np"
HIGH = "What the rule article shares out among the sigmoids."


def numpy_code(view: View, address: str = "") -> str:
    """A Python script that computes the functions of a view and prints their numbers at the probe, as the cards do.

    Each function is the project's own, without its annotations; `address` is where the page is, without its query.
    """
    with_sum = "sigmoid_sum" in view.shown
    table = [ACTIVATIONS[key] for key in view.shown]
    functions = [each for row in table for each in (row.function, row.derivative)]
    imports, definitions = standalone([*functions, *((sum_limit, softplus) if with_sum else ()), number_text])
    given = {name: value for key in view.shown for name, value in arguments(view, key).items()}
    script = SCRIPT.format(
        names=", ".join(row.name for row in table) or "no function",
        url=address + write(view),
        imports="".join(f"{each}\n" for each in imports if each != NUMPY) + NUMPY,
        low=view.low,
        high=view.high,
        step=view.step,
        probe=view.probe,
        parameters="".join(map(_assignment, given, given.values())),
        definitions=definitions,
        shown="".join(_row(view, key) for key in view.shown),
    )
    return script + (SUM_ERRORS.format(given=_keywords(view, "sigmoid_sum", "{0}={0}")) if with_sum else "")


def _assignment(name: str, value: float | str) -> str:
    """One parameter, to the last digit, and what it does."""
    control = CONTROLS.get(name)
    whole = isinstance(control, Number) and control.whole
    exact = f'"{value}"' if isinstance(value, str) else repr(int(value) if whole else value)
    return f"{name} = {exact}  # {control.help if control else HIGH}\n"


def _row(view: View, key: str) -> str:
    """The entry of one function in the script's table, below its formula."""
    row, given = ACTIVATIONS[key], _keywords(view, key, '"{0}": {0}')
    functions = f"{row.function.__name__}, {row.derivative.__name__}"
    return f'    # {described(view, key)[0]}\n    "{row.name}": ({functions}, {{{given}}}),\n'


def _keywords(view: View, key: str, form: str) -> str:
    return ", ".join(form.format(name) for name in arguments(view, key))
