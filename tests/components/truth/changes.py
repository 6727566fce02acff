"""Holds what the page says of a change: what a screen reader hears, and the note in a scene."""

import re

import numpy as np

from components.lenses.rows import lens_sentence
from components.story.navigation import changed_scene_note
from components.story.scenes import SCENES_BY_KEY
from components.words.summary import describe_changes, summarize_view
from core.control import Choice, Formula, MultiChoice, Number
from core.view import CONTROLS, View
from tests.components.exact import LOSSES, NAMES, Exact
from tests.components.truth.curves import check_probe_values, check_samples, drawn_losses
from tests.components.truth.reading import NUMBER, spelled

MAX_NAMED = 3  # controls, in the note
LOOKS = ("hide", "theme", "mode")  # that a scene leaves as they are
# Question and answer of a scene are for none of these: its stage, and what a live race is drawn of.
OF_LENSES = {
    "saturation": {"threshold", "focus"},
    "mean": {"mu", "sigma"},
    "depth": {"depth", "layer_measure", "weights", "weight_variance", "weight_seed"},
    "noise": {"noise"},
    "data": {"bias"},
}
OF_RACE = {"lanes", "data", "layers", "width", "optimizer", "rates", "rate", "gain"}
UNTOLD = (*LOOKS, "scene", "stage", "part", "seed", "measure")


def check_changes(before: View, now: View) -> None:
    """What is said of a change of one or two settings: their new values and what they move."""
    said = describe_changes(before, now)
    changed = [name for name in CONTROLS if getattr(before, name) != getattr(now, name)]
    if len(changed) > 2:
        assert said == summarize_view(now)
        return
    sentence = lens_sentence(now)
    sentences = said.removesuffix(sentence).strip().removesuffix(".").split(". ")
    for name in changed:
        check_setting(before, now, name, sentences.pop(0))
    exact = Exact(now)
    for each in filter(None, sentences):
        if each.startswith("Now "):
            check_samples(exact, each.removeprefix("Now "))
        else:
            shown = (*now.shown, *drawn_losses(now))
            names = NAMES | LOSSES
            keys = [key for key in shown if re.search(rf" for {names[key]}(?:,|$)", each)]
            check_probe_values(exact, each, keys)
            unsaid = [key for key in now.shown if key in before.shown and key not in keys]
            old = Exact(before)
            for key in unsaid:
                assert old.value(key, now.probe) == exact.value(key, now.probe)
                assert before.probe == now.probe


def check_setting(before: View, now: View, name: str, said: str) -> None:
    control, value = CONTROLS[name], getattr(now, name)
    if isinstance(control, MultiChoice):
        options = control.options.items()
        switched = {f"{label} on" for key, label in options if key in value}
        switched |= {f"{label} off" for key, label in options if key not in value}
        assert set(said.split(", ")) <= switched
        old = getattr(before, name)
        assert len(said.split(", ")) == len(set(old) ^ set(value))
    elif isinstance(control, Choice):
        assert said == f"{control.label}: {control.options[value]}"
    elif isinstance(control, Formula):
        assert said == f"{control.label}: {value}"
    else:
        assert said.startswith(f"{control.label} ")
        numbers = [spelled(each) for each in re.findall(NUMBER, said.removeprefix(control.label))]
        wanted = [value] if isinstance(control, Number) else list(value)
        assert np.allclose(numbers, wanted, rtol=1e-11, atol=0)


def find_unused_controls(view: View) -> set[str]:
    """The controls of the race where there is none; else, or of other lenses, those of lenses."""
    if view.part == "race":
        return {"shown", "panels", "scale", "range", "step", "probe", "lens"}.union(
            *OF_LENSES.values()
        )
    lens = view.shown_lens
    return OF_RACE.union(*(names for each, names in OF_LENSES.items() if each != lens))


def check_note(view: View) -> None:
    """The note says all that differs from how a scene begins, or two of it if it is more than
    three, and nothing else; and is there if any of it does."""
    said = changed_scene_note(view)
    scene = SCENES_BY_KEY.get(view.scene)
    if scene is None:
        assert said == ""
        return
    unused = find_unused_controls(view)
    changed = [
        name
        for name in CONTROLS
        if name not in (*UNTOLD, *unused) and getattr(view, name) != getattr(scene.view, name)
    ]
    asks_at = re.search(rf"at x = ({NUMBER})", scene.question, re.IGNORECASE)
    is_at_probe = asks_at is not None and spelled(asks_at[1]) == scene.view.probe
    if "probe" in changed and not is_at_probe:
        changed.remove("probe")
    if not changed:
        assert said == ""
        return
    found = re.fullmatch(r"Changed: (.+)\. Question and answer are for the first settings\.", said)
    assert found, said
    wanted = sorted(CONTROLS[name].label for name in changed)
    told = re.split(", | and ", found[1])
    if len(wanted) > MAX_NAMED:
        assert told.pop() == "more"
        assert len(set(told)) == 2
        assert set(told) <= set(wanted), said
    else:
        assert sorted(told) == wanted, said
