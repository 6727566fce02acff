"""The scenes of the article: its six plots, then all gradients together."""

from components.story.numbers import (
    gradients_at_kink,
    sigmoid_slopes,
    softplus_slopes,
    sum_weights,
)
from components.story.scene import Guess, Scene
from core.curves import last_x, sum_span
from core.keys import INPUT, SUM, TERMS
from core.saturation import SATURATION_THRESHOLD, saturation
from core.statistics import (
    gradient_at,
    value_at,
)
from core.view import DEFAULT, View

ARTICLE_SCENES: tuple[Scene, ...] = (
    Scene(
        title="The input",
        view=View(shown=(), extras=(INPUT,)),
        question="x starts at −10 and grows in steps of 0.2. What is the 100th value?",
        hint="Follow the dots to the right end. Do they reach 10?",
        answer_template=(
            "{last:x}: the steps stop short of {high}, and {samples} values fit. This is the "
            "article's first plot: {samples} heights Y, from {bottom} to {samples} in equal steps, "
            "over the values X. Its slope is {slope} everywhere."
        ),
        numbers=lambda view: {
            "bottom": value_at(view, INPUT, view.low),
            "slope": gradient_at(view, INPUT, view.low),
        },
        controls=("step", "range"),
        value_frame=(-5.0, 105.0),
        gradient_frame=(-0.5, 6.0),
    ),
    Scene(
        title="Sigmoid",
        view=View(shown=("sigmoid",), probe=0.0),
        question="At which x does the sigmoid climb fastest, and at what rate?",
        hint="Find the top of the gradient in the lower panel, then follow it out to both ends.",
        answer_template=(
            "At x = {offset:x}: its value there is {half}, its largest slope {steepest}. Towards "
            "both ends the slope falls, to {left} at x = {low:x} and {right} at x = {last:x}. "
            "A unit out there learns next to nothing."
        ),
        numbers=sigmoid_slopes,
        controls=("probe", "offset"),
    ),
    Scene(
        title="A sum of sigmoids",
        view=View(shown=(SUM,), extras=(TERMS,), probe=9.8),
        question=(
            "A hundred sigmoids, each a little further right, are added and scaled. What comes out?"
        ),
        hint="The broad line, and below it some of the sigmoids that add up to it.",
        answer_template=(
            "A ramp: its slope is {steep} at x = {middle:x}. But at {last:x}, where the offsets "
            "end, it is down to {edge:3}. The sum has {count} sigmoids, not {divisor}: dividing by "
            "{divisor} is nearly the same as multiplying by the distance between two offsets, "
            "{gap}, as in an integral."
        ),
        numbers=lambda view: {
            **sum_weights(view),
            "middle": 0.5 * sum_span(view),
            "steep": gradient_at(view, SUM, 0.5 * sum_span(view)),
            "edge": gradient_at(view, SUM, last_x(view)),
        },
        controls=("count", "probe"),
        guess=Guess("value", SUM, 9.8),
    ),
    Scene(
        title="Softplus",
        view=View(shown=("softplus",), probe=0.0),
        question="Softplus is log(1 + exp(x)). Which curve that you have met is its gradient?",
        hint="The shape of the lower curve, its two ends, and its height at the probe.",
        answer_template=(
            "The sigmoid: the slope is {slope} at x = {probe:x}, where softplus itself is "
            "{value}, the logarithm of two. To the right it does not die away, {right:5} at x = "
            "{last:x}; to the left it does, {left} at x = {low:x}."
        ),
        numbers=softplus_slopes,
        controls=("probe",),
        guess=Guess("gradient", "softplus", 0.0),
    ),
    Scene(
        title="ReLU",
        view=View(shown=("relu",), probe=0.0),
        question="The curve max(0, x) has a corner at x = 0. How steep is it there?",
        hint="The two dots at x = 0 in the lower panel: one is filled, the other hollow.",
        answer_template=(
            "It has no slope there: from the left it is {left}, from the right {right}. Software "
            "must choose one; this page and PyTorch choose {left}, which the filled dot marks. "
            "Left of the kink nothing is learned: in {share:2} % of this range the slope is "
            "below {threshold}."
        ),
        numbers=lambda view: {
            **gradients_at_kink(view, "relu"),
            "share": 100.0 * saturation(view, "relu", SATURATION_THRESHOLD).fraction,
        },
        controls=("probe",),
    ),
    Scene(
        title="ELU",
        view=View(shown=("elu",)),
        question="With α = 1, how low can ELU go, and does it ever get there?",
        hint="The left end of the curve, then the gradient on both sides of x = 0.",
        answer_template=(
            "It gets closer to −α = {floor} but never reaches it: at x = {low:x} it is {lowest:6}. "
            "Right of zero it is x itself and never levels off. Just left and just right of zero "
            "the slope is {left} and {right}: at α = {alpha} there is no kink."
        ),
        numbers=lambda view: {
            **gradients_at_kink(view, "elu"),
            "floor": -view.alpha,
            "lowest": value_at(view, "elu", view.low),
        },
        controls=("alpha", "probe"),
        guess=Guess("value", "elu", -10.0),
        value_frame=(-2.0, 3.0),
    ),
    Scene(
        title="Five gradients",
        view=View(shown=DEFAULT.shown),
        question="A unit receives x = −2. With which of the five can it still learn?",
        hint="Where the probe crosses each gradient. The rows give the numbers.",
        answer_template=(
            "With four. At x = {probe:x} the slope is {elu} for ELU, {sigmoid_sum} for the sum, "
            "{softplus} for softplus and {sigmoid} for the sigmoid. For ReLU it is {relu}: no "
            "correction gets through. What a slope is multiplied by is the gradient of the loss; "
            "the article's residual is that for a squared loss only."
        ),
        numbers=lambda view: {key: gradient_at(view, key, view.probe) for key in DEFAULT.shown},
        controls=("probe",),
        guess=Guess("gradient", "elu", -2.0),
    ),
)
