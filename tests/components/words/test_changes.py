"""What is said once a view has become another."""

import re

import pytest
from hypothesis import given

from components.story import SCENES
from components.story.answer import scene_reason
from components.story.markup import remove_markup
from components.story.scene import Scene
from components.words.summary import describe_changes, summarize_view
from core.view import CONTROLS, View
from tests.components.readers import answer_of, view_of
from tests.components.strategies import VIEWS, few

ENTERED = f"2 of {len(SCENES)}  Sigmoid. {SCENES[1].question} In the article: {SCENES[1].source}."
HINTED = f"{SCENES[1].hint} {summarize_view(view_of('?scene=sigmoid&stage=gradient'))}"
ANSWERED = (
    f"The article says: {SCENES[1].claim} {answer_of('Sigmoid')} "
    f"{remove_markup(scene_reason(SCENES[1]))}"
)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "", ""),
        ("", "?alpha=1.5", "ELU α 1.5. At x = −2, f and f′: −1.297 and 0.203 for ELU."),
        (
            "?shown=sigmoid_sum",
            "?shown=sigmoid_sum&count=1&rule=extend&panels=value",
            summarize_view,
        ),
        ("?shown=relu", "?shown=relu&count=7", "Sum count 7 sigmoids."),
        ("", "?extras=terms", "single sigmoids on."),
        (
            "",
            "?extras=losses",
            "losses for y = 1 on. At x = −2, f and f′: 2.127 and −0.8808 for cross-entropy, "
            "0.3879 and −0.09248 for squared error.",
        ),
        ("?shown=relu", "?shown=relu&probe=3", "Probe x 3. At x = 3, f and f′: 3 and 1 for ReLU."),
        (
            "?shown=relu&panels=value",
            "?shown=relu&panels=value&probe=3",
            "Probe x 3. At x = 3, f: 3 for ReLU.",
        ),
        (
            "?shown=relu",
            "?shown=relu,identity",
            "identity on. At x = −2, f and f′: −2 and 1 for identity.",
        ),
        ("?shown=relu,identity", "?shown=relu", "identity off."),
        (
            "?shown=relu",
            "?shown=relu&range=-5,5",
            "Range of x from −5 to 5. Now x from −5 to 4.8 in 50 samples.",
        ),
        ("", "?step=1", "Step of x 1. Now x from −10 to 9 in 20 samples."),
        ("", "?scale=log&theme=dark", "Gradient scale: log₁₀. Theme: dark."),
        ("", "?alpha=2&offset=1&probe=0", summarize_view),
        ("", "?scene=sigmoid", ENTERED),
        (
            "?shown=identity",
            "?shown=identity&lens=noise",
            "Lens: noise. Noise of 0.5 added to x = −2 leaves 0.5 after identity.",
        ),
        (
            "?shown=identity&lens=noise",
            "?shown=identity&lens=noise&probe=3",
            "Probe x 3. At x = 3, f: 3 for identity. "
            "Noise of 0.5 added to x = 3 leaves 0.5 after identity.",
        ),
        ("?shown=identity&lens=noise", "?shown=identity", "Lens: gradient."),
        ("?lens=noise", "?lens=noise&panels=value", "lower panel off."),
        (
            "?shown=relu&lens=saturation",
            "?shown=relu&lens=saturation&threshold=0.5",
            "Saturation threshold 0.5. "
            "In 50 % of the length of this range the slope of ReLU is below 0.5 in size: up to 0.",
        ),
        (
            "?shown=relu&lens=depth",
            "?shown=relu&lens=depth&weight_seed=2",
            "Seed of the weights 2.",
        ),
        ("?shown=relu", "?shown=relu&depth=3", "Depth in layers 3."),
        ("?scene=sigmoid", "?scene=sigmoid&stage=value", summarize_view),
        ("?scene=sigmoid&stage=value", "?scene=sigmoid&stage=gradient", HINTED),
        ("?scene=sigmoid&stage=gradient", "?scene=sigmoid&stage=answer", ANSWERED),
        ("?scene=sigmoid", "?scene=sigmoid&probe=1", "Probe x 1."),
        ("?scene=sigmoid", "", summarize_view),
    ],
)
def test_what_has_changed_is_said_in_short(before: str, after: str, said: object) -> None:
    now = view_of(after)
    assert describe_changes(view_of(before), now) == (
        summarize_view(now) if said is summarize_view else said
    )


@pytest.mark.parametrize("scene", SCENES, ids=[scene.title for scene in SCENES])
def test_no_sentence_of_a_scene_ends_twice(scene: Scene) -> None:
    before, now = (view_of(f"?scene={scene.key}&stage={each}") for each in ("gradient", "answer"))
    assert re.findall(r"[.?]\)?[.?]", describe_changes(before, now)) == []


@given(view=VIEWS, other=VIEWS)
@few
def test_every_change_is_said(view: View, other: View) -> None:
    assert bool(describe_changes(view, other)) == any(
        getattr(view, name) != getattr(other, name) for name in CONTROLS
    )
