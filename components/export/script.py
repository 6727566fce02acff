"""A view as a script that needs NumPy only and prints the numbers of the rows."""

from collections.abc import Callable

from components.export.own_source import write_definitions
from components.lenses.lens import LensCode
from components.lenses.rows import visible_lens
from components.story.navigation import view_query
from components.text import number_text
from components.words.formulas import own_expression, plain_formula
from core.activations import ACTIVATIONS
from core.breaks import MAX_X
from core.control import Number
from core.curves import FUNCTIONS, curve_parameters, drawn_losses
from core.functions import softplus
from core.keys import SUM
from core.own_functions import EVEN_CUTS, OWN_FUNCTIONS
from core.sigmoid_sum import sum_integral
from core.view import CONTROLS, View

# The URL stands on the third line: in the first two it might declare an encoding (PEP 263).
TEMPLATE = """\
# Activation Lab: {names}
# Needs NumPy. Prints f and f′ at the probe to four digits, and what the page measures.
# {url}

{imports}

# The start of x, its bound, which rounding may include, and its step. The functions are printed
# at the probe.
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
    at_probe = [float(each(np.array(probe), **parameters)) for each in (function, gradient)]
    value, slope_at_probe = map(number_text, at_probe)
    print(f"{{name}} at x = {{number_text(probe, 12)}}: f {{value}}, f′ {{slope_at_probe}}")
"""
SUM_ERRORS = """
# T is an integral of sigmoids. The distance from the sum to T, and from T to softplus.
total, integral = sigmoid_sum(x, {arguments}), sum_integral(x, span)
errors = [float(np.abs(gap).max()) for gap in (total - integral, integral - softplus(x))]
quadrature, truncation = (number_text(error, 3) for error in errors)
print(f"largest distance to T {{quadrature}}, from T to softplus {{truncation}}")
"""
HIGH_HELP = "The rule article divides it among the sigmoids."


def build_script(view: View, address: str = "") -> str:
    """Return Python code that computes the functions and losses of a view, and prints them at x.

    Each function is the project's own source. `address` is that of the page, without its query.
    """
    keys = (*view.shown, *drawn_losses(view))
    shown = [FUNCTIONS[key] for key in keys]
    own = {key: own_expression(view, key) for key in keys if key in OWN_FUNCTIONS}
    functions: list[Callable[..., object]] = [
        each
        for key, row in zip(keys, shown, strict=True)
        for each in (row.function, row.derivative)
        if key not in own
    ]
    has_sum = SUM in view.shown
    if has_sum:
        functions += [sum_integral, softplus]
    code = _write_lens_code(view)
    functions += code.functions
    imports, definitions = write_definitions([*functions, number_text], own)
    parameters = {name: value for key in keys for name, value in _parameters(view, key).items()}
    script = TEMPLATE.format(
        names=", ".join(row.name for row in shown) or "no function",
        url=address + view_query(view),
        imports=imports,
        low=view.low,
        high=view.high,
        step=view.step,
        probe=view.probe,
        parameters="".join(map(_assignment, parameters, parameters.values())),
        definitions=definitions,
        shown="".join(_table_entry(view, key) for key in keys),
    )
    if has_sum:
        script += SUM_ERRORS.format(arguments=_arguments(view, SUM, "{0}={0}"))
    return script + code.statements


def _write_lens_code(view: View) -> LensCode:
    """Return code that prints the numbers of the lens; none where it has none."""
    lens = visible_lens(view)
    if lens is None or lens.write_code is None or not view.shown:
        return LensCode((), "")
    code, start = lens.write_code(view), "\n"
    for name, write, comment in BREAKS:
        written = {ACTIVATIONS[key].name: write(view, key) for key in view.shown}
        entries = [f"{each!r}: {text}" for each, text in written.items() if text]
        if name in code.statements:
            start += f"{name} = {{{', '.join(entries)}}}  # where {comment}\n"
    return LensCode(code.functions, start.rstrip() + code.statements)


def _assignment(name: str, value: float | str) -> str:
    """Return a line that sets one parameter, to the last digit, with a comment on what it does."""
    control = CONTROLS.get(name)
    is_integer = isinstance(control, Number) and control.integer
    literal = f'"{value}"' if isinstance(value, str) else repr(int(value) if is_integer else value)
    return f"{name} = {literal}  # {control.help if control else HIGH_HELP}\n"


def _table_entry(view: View, key: str) -> str:
    """Return the entry of one function in the script's table, below its formula."""
    row, arguments = FUNCTIONS[key], _arguments(view, key, '"{0}": {0}')
    functions = f"{row.function.__name__}, {row.derivative.__name__}"
    if key in OWN_FUNCTIONS:
        functions = f"{key}, {key}_gradient"
    formula = plain_formula(view, key)
    return f'    # {formula}\n    "{row.name}": ({functions}, {{{arguments}}}),\n'


def _arguments(view: View, key: str, form: str) -> str:
    return ", ".join(form.format(name) for name in _parameters(view, key))


def _parameters(view: View, key: str) -> dict[str, float | str]:
    """Return the parameters of a function; a formula that a reader has written is code instead."""
    own = OWN_FUNCTIONS.get(key)
    parameters = curve_parameters(view, key)
    return {name: each for name, each in parameters.items() if not own or name == own.a_name}


def _write_cuts(view: View, key: str) -> str:
    """Return the x at which a slope jumps or may change fast, in Python; empty without any."""
    cuts = ACTIVATIONS[key].find_cuts(**curve_parameters(view, key))
    if key not in OWN_FUNCTIONS:
        return repr(cuts) if cuts else ""
    own = tuple(each for each in cuts if each not in EVEN_CUTS)
    return f"tuple(np.union1d({own!r}, np.arange({-MAX_X!r}, {MAX_X + 0.5!r})))"


def _write_gaps(view: View, key: str) -> str:
    """Return where a function has no value, in Python; empty without any such x."""
    gaps = ACTIVATIONS[key].find_gaps(**curve_parameters(view, key))
    return repr(tuple(map(tuple, gaps))) if gaps else ""


# What the code of a lens asks for by these names: dictionaries by the name of the function.
BREAKS = (
    ("kinks", _write_cuts, "a slope jumps, or may change fast"),
    ("gaps", _write_gaps, "a formula has no value, from one x to another"),
)
