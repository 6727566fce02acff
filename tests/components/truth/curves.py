"""Holds what the page says of the curves of a view against the functions themselves."""

import re
from collections.abc import Sequence

import numpy as np

from components import ids
from components.functions import row_texts
from components.lenses.rows import lens_sentence, visible_lens
from components.words.probe import probe_text
from components.words.summary import summarize_view
from components.words.value_table import make_value_table
from core.view import View
from tests.components.exact import KEYS, LOSSES, NAMES, Exact
from tests.components.readers import nodes, text
from tests.components.truth.reading import (
    NUMBER,
    READING,
    check_intervals,
    check_number,
    check_reading,
    spelled,
)

SYMBOLS = {"value": "f", "gradient": "f′"}
LISTED = r", | and "
INPUT_NAME = "the article's input"


def panels_of(view: View) -> list[str]:
    """The panels of f and f' that a reader sees."""
    revealed = {"question": 0, "value": 1}.get(view.stage, 2) if view.has_scene else 2
    has_sum = "sigmoid_sum" in view.shown
    if view.lens in ("mean", "depth", "noise") or (view.lens == "sum" and has_sum):
        revealed = min(revealed, 1)
    return [panel for panel in ("value", "gradient")[:revealed] if panel in view.panels]


def drawn_losses(view: View) -> list[str]:
    return list(LOSSES) if "losses" in view.extras and "sigmoid" in view.shown else []


def extra_names(view: View) -> list[str]:
    """What is drawn beside the functions shown, but for the article's input, in any order."""
    names = [f"{LOSSES[key]} of the sigmoid and y = 1" for key in drawn_losses(view)]
    if "as_written" in view.extras and "softplus_beta" in view.shown:
        names.append("as written in float32")
    if "sigmoid_sum" in view.shown:
        names += ["single sigmoids"] if "terms" in view.extras else []
        if "limit" in view.extras or view.lens == "sum":
            names += ["T", *({"softplus"} - {NAMES[key] for key in view.shown})]
    return names


def check_limit(view: View, said: str) -> None:
    """What is said of T: that it is the limit of the sum under the rule refine, and else what."""
    exact = Exact(view)
    scale = exact.limit_scale
    if view.rule == "extend":
        assert said == "T (its span grows with the count)"
    elif f"{scale:.4g}" == "1":
        assert said == "T (the limit of the sum)"
    else:
        found = re.fullmatch(rf"T \(the limit of the sum is ({NUMBER}) T\)", said)
        assert found, said
        check_number(found[1], scale)


def check_samples(exact: Exact, said: str) -> None:
    x, single = exact.x, re.fullmatch(rf"a single sample at x = ({NUMBER})", said)
    if single:
        assert x.size == 1
        check_number(single[1], float(x[0]), slack=1e-9)
        return
    found = re.fullmatch(rf"x from ({NUMBER}) to ({NUMBER}) in (\d+) samples", said)
    assert found, said
    for index, end in ((0, 1), (-1, 2)):
        check_number(found[end], float(x[index]), slack=1e-9)
    assert int(found[3]) == x.size


def check_probe_values(exact: Exact, said: str, keys: Sequence[str]) -> None:
    """At x = −2, f and f′: 0.5 and 0.25 for sigmoid, ..."""
    panels = panels_of(exact.view)
    symbols = " and ".join(SYMBOLS[panel] for panel in panels)
    found = re.fullmatch(rf"At x = ({NUMBER}), {symbols}: (.+)", said)
    assert found, said
    check_number(found[1], exact.view.probe, 6)
    told = re.findall(rf"({READING})(?: and ({READING}))? for ([-A-Za-zβ ]+)(?:, |$)", found[2])
    assert [KEYS[name] for *_, name in told] == list(keys), said
    for *numbers, name in told:
        assert bool(numbers[1]) == (len(panels) == 2)
        for panel, number in zip(panels, filter(None, numbers), strict=True):
            check_reading(exact, KEYS[name], panel, exact.view.probe, number)


def check_flat_parts(exact: Exact, said: str) -> None:
    """The gradient is between −0.01 and 0.01: sigmoid up to −4.585 and from 4.585 on; ..."""
    view = exact.view
    threshold = view.threshold if view.lens == "saturation" else 0.01
    found = re.fullmatch(rf"The gradient is between −({NUMBER}) and ({NUMBER}): (.+)", said)
    assert found, said
    assert found[1] == found[2]
    check_number(found[1], threshold)
    clauses = found[3].split("; ")
    for key, clause in zip(view.shown, clauses, strict=True):
        assert clause.startswith(f"{NAMES[key]} ")
        check_saturation(exact, key, clause.removeprefix(f"{NAMES[key]} "), threshold)


def check_saturation(exact: Exact, key: str, said: str, threshold: float) -> None:
    check_intervals(said, lambda x: exact.slope(key, x), exact.view.range, threshold)


def check_summary(view: View) -> None:
    """Each sentence of a summary, in its order."""
    said, exact, panels = summarize_view(view), Exact(view), panels_of(view)
    has_lens = "gradient" in view.panels and (
        not view.has_scene or view.stage in ("gradient", "answer")
    )
    if not panels and not has_lens:
        is_asked = view.stage == "question"
        reason = (
            "first comes the question" if is_asked else "the lower panel comes with the next step"
        )
        assert said == f"Nothing is drawn yet: {reason}."
        return
    if not (view.shown or (panels and "input" in view.extras)):
        assert said == "No function is switched on: the graph is empty."
        return
    assert said.endswith(".")
    sentence = lens_sentence(view)
    assert said.endswith(sentence)
    sentences = said.removesuffix(sentence).strip().removesuffix(".").split(". ")
    if not panels:
        assert sentences == [""]
        return
    first, *others = sentences
    head, _, samples = first.partition(", x from ")
    if not samples:
        head, _, samples = first.rpartition(", a single ")
    check_samples(exact, first.removeprefix(f"{head}, "))
    names = [*(NAMES[key] for key in view.shown)]
    names += [INPUT_NAME] if "input" in view.extras else []
    symbols, _, listed = head.partition(" of ")
    assert re.split(LISTED, listed) == names
    check_panels(view, panels, symbols)
    if extra_names(view):
        check_comparison(view, others.pop(0))
    if view.shown:
        check_probe_values(exact, others.pop(0), (*view.shown, *drawn_losses(view)))
        if "gradient" in panels:
            check_flat_parts(exact, others.pop(0))
    assert not others


def check_panels(view: View, panels: Sequence[str], said: str) -> None:
    is_log = view.scale == "log" and "gradient" in panels
    assert [symbol in said for symbol in ("f(x)", "f′(x)")] == [
        panel in panels for panel in ("value", "gradient")
    ]
    assert ("f′(x) on a log₁₀ scale" in said) == ("log" in said) == is_log


def check_comparison(view: View, said: str) -> None:
    start, names = "For comparison, thinner: ", extra_names(view)
    assert said.startswith(start)
    listed = said.removeprefix(start)
    if "T" in names:
        found = re.search(r"T \(.*?\)", listed)
        assert found, said
        check_limit(view, found[0])
        listed = listed.replace(found[0], "T")
    listed = listed.replace(" and y = 1", " & y = 1")
    told = [each.replace("&", "and") for each in re.split(LISTED, listed)]
    assert sorted(told) == sorted(names), said


def check_probe_sentence(view: View) -> None:
    """At x = −2 ReLU passes nothing back; ELU passes 0.135 times the gradient, ..."""
    said, exact = probe_text(view), Exact(view)
    if "gradient" not in panels_of(view) or not 0 < len(view.shown) <= 5:
        assert said == ""
        return
    share = rf"(?:less than )?{NUMBER}"
    found = re.fullmatch(
        rf"At x = ({NUMBER}) (?:([^;]+?) pass(?:es)? nothing back)?(?:; )?"
        rf"(?:([A-Za-zβ ]+?) passes ({share}) times the gradient((?:, .+)*))?\.",
        said,
    )
    assert found, said
    check_number(found[1], view.probe, 6)
    blocked = re.split(LISTED, found[2]) if found[2] else []
    assert all(exact.is_flat(KEYS[name], view.probe) for name in blocked), said
    told = [(found[3], found[4])] if found[3] else []
    told += re.findall(rf", ([A-Za-zβ ]+?) ({share})(?=,|$)", found[5] or "")
    assert sorted(KEYS[name] for name in (*blocked, *dict(told))) == sorted(view.shown)
    for name, number in told:
        slope = float(exact.slope(KEYS[name], view.probe))
        if number.startswith("less than "):
            assert 0 <= slope < spelled(number.removeprefix("less than ")), said
        else:
            assert spelled(number) != 0, said
            check_number(number, slope, 3)
    sizes = [abs(spelled(number.removeprefix("less than "))) for _, number in told]
    assert sizes == sorted(sizes, reverse=True)


def check_rows(view: View) -> None:
    """The readings at the probe, the weights and the offsets of the sum, and its errors."""
    texts, exact = row_texts(view, view.shown), Exact(view)
    lens = visible_lens(view)
    measures = [each for each in lens.measures if each.is_in_rows] if lens else []
    for panel in list(SYMBOLS)[: 2 - len(measures)]:
        head = texts[ids.head_id(panel)]
        check_number(head.partition("(")[2].removesuffix(")"), view.probe, 6)
        for key in view.shown:
            check_reading(exact, key, panel, view.probe, texts[ids.function_id(key, panel)])
    if "sigmoid_sum" not in view.shown:
        return
    check_number(texts[ids.function_id("sigmoid_sum", "weight-value")], exact.weight, 3)
    ends = texts[ids.function_id("sigmoid_sum", "offsets")].removeprefix("oᵢ = ").split(" … ")
    for end, offset in zip(ends, {exact.offsets[0]: 0, exact.offsets[-1]: 0}, strict=True):
        check_number(end, float(offset), slack=1e-14)
    if "limit" in view.extras:
        check_errors(exact, texts[ids.function_id("sigmoid_sum", "errors")])


def check_errors(exact: Exact, said: str) -> None:
    found = re.fullmatch(rf"largest distance to T ({NUMBER}), from T to softplus ({NUMBER})", said)
    assert found, said
    total, limit = exact.value("sigmoid_sum", exact.x), exact.limit(exact.x)
    gaps = (total - limit, limit - exact.value("softplus", exact.x))
    for text_of_gap, gap in zip(found.groups(), gaps, strict=True):
        check_number(text_of_gap, float(np.abs(gap).max()), 3, slack=1e-13)


def check_value_table(view: View) -> None:
    """Each number of the table, at the x of its row."""
    exact, panels = Exact(view), panels_of(view)
    tables = [each for each in nodes(make_value_table(view)) if type(each).__name__ == "Table"]
    if not panels or not (view.shown or "input" in view.extras):
        return
    rows = [
        [text(cell) for cell in each.children]
        for each in nodes(tables[0])
        if type(each).__name__ == "Tr"
    ]
    has_input = "input" in view.extras
    keys = [*view.shown, *(["input"] if has_input else []), *drawn_losses(view)]
    columns = [(key, panel) for key in keys for panel in panels]
    ends, names = ("", "′"), NAMES | LOSSES | {"input": "Y"}
    assert rows[0] == ["x", *(names[key] + ends[panel == "gradient"] for key, panel in columns)]
    assert len(rows) == 22
    x = [spelled(each[0]) for each in rows[1:]]
    assert np.allclose(x, np.linspace(*view.range, 21), rtol=1e-5, atol=1e-15)
    for row, at in zip(rows[1:], x, strict=True):
        for (key, panel), said in zip(columns, row[1:], strict=True):
            if key != "input":
                check_reading(exact, key, panel, at, said)
