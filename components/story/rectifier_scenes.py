"""The scenes about softplus and ReLU."""

from components.story.numbers import (
    find_dead_unit_counts,
    find_gradients_at_kink,
    find_sharpness_gaps,
    find_softplus_slopes,
)
from components.story.scene import Guess, Scene
from core.keys import AS_WRITTEN
from core.lens_fields import DATA
from core.view import View

RECTIFIER_SCENES: tuple[Scene, ...] = (
    Scene(
        key="softplus",
        old_numbers=(4,),
        title="Softplus",
        source="Again, Sigmoid?, fourth plot",
        view=View(shown=("softplus",), probe=0.0),
        question=(
            "Softplus is log(1\u00a0+\u00a0exp(x)). Which curve that you know is its gradient?"
        ),
        hint="Compare the shape of the lower curve, its two ends and its height at the probe.",
        claim="softplus does the work of the sum, and its plot looks familiar.",
        answer_template=(
            "The sigmoid: the slope is {slope} at x = {probe:x}, where softplus itself is {value}, "
            "the logarithm of two. To the right the slope does not vanish: it is {right:5} at x = "
            "{last:x}. To the left it does: {left} at x = {low:x}."
        ),
        reason_template=(
            "Softplus solves half of the problem. A unit with a large positive x learns at full "
            "rate, one with a large negative x hardly at all."
        ),
        numbers=find_softplus_slopes,
        controls=("probe",),
        guess=Guess("gradient", "softplus", 0.0),
    ),
    Scene(
        key="sharpness",
        title="From softplus to ReLU",
        source="Again, Sigmoid?, below the fourth plot",
        view=View(
            shown=("relu", "softplus_beta"),
            extras=(AS_WRITTEN,),
            sharpness=1.0,
            step=0.05,
            probe=0.0,
        ),
        question="How far is softplus above ReLU at x = 0, and how far if its sharpness β is 4?",
        hint="Drag β to 4, then to 64. Where does the solid line end, which float32 computes?",
        claim="instead of log and exp we can just take max(0, x).",
        answer_template=(
            "{gap}, the logarithm of two, and a quarter of it, {sharp_gap}: at the end of this "
            "slider it is almost ReLU. But in float32 exp(βx) is infinite from about βx = "
            "{single_limit} on, in float64 from {double_limit} on, and the formula as written "
            "fails."
        ),
        reason_template=(
            "So libraries compute it in another way. PyTorch returns x itself where βx is large; "
            "this page takes exp of −|βx| only."
        ),
        numbers=find_sharpness_gaps,
        is_about_probe=True,
        controls=("sharpness", "probe"),
        value_range=(-0.3, 2.2),
    ),
    Scene(
        key="relu",
        old_numbers=(5,),
        title="ReLU",
        source="ReLU, fifth plot",
        view=View(shown=("relu",), probe=0.0),
        question="The curve max(0, x) has a corner at x = 0. How steep is it there?",
        hint="Look at the two dots at x = 0 in the lower panel: one is filled, the other hollow.",
        claim="max(0, x) works fine. It does not say what its slope at 0 is.",
        answer_template=(
            "It has no slope there: from the left it is {left}, from the right {right}. Software "
            "must choose one; this page and PyTorch choose {left}, which the filled dot marks."
        ),
        reason_template=(
            "An input is hardly ever exactly zero, so this choice rarely matters. The slope of "
            "zero on the left does: an example there does not change the weights of this unit."
        ),
        numbers=lambda view: find_gradients_at_kink(view, "relu"),
        is_about_probe=True,
        controls=("probe",),
    ),
    Scene(
        key="dead-unit",
        title="A dead unit",
        source="ReLU, its problems",
        view=View(
            shown=("relu", "leaky_relu"),
            slope=0.1,
            bias=-1.0,
            lens=DATA,
            probe=0.0,
            range=(-5.0, 5.0),
        ),
        question="A ReLU gets 20 examples. At which bias does none of them change it any more?",
        hint="The rings mark slopes of 0. Drag the bias down until all dots of ReLU are rings.",
        claim="the problem of ReLU is its mean. It names no other.",
        answer_template=(
            "At {dead_bias:3} and below: there each slope of ReLU is zero, and the unit is dead. "
            "At a bias of {bias}, {learning} of the {examples} still change its weights. Leaky "
            "ReLU has a slope of {slope} on the left, so all of them always do."
        ),
        reason_template=(
            "One example without a slope does no harm: others move the unit. Without a slope for "
            "all, it stays as it is, unless its inputs change."
        ),
        numbers=find_dead_unit_counts,
        controls=("bias", "slope", "probe"),
        value_range=(-1.0, 3.0),
        gradient_range=(-0.1, 1.2),
    ),
)
