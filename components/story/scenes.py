"""The table of scenes: the article's six plots, all gradients together, then each place where the
article is loose.

A scene asks, says where to look, and answers. An answer holds no number: it names what `core`
computes.
"""

from components.story.numbers import (
    LAYERS,
    extension_errors,
    gradients_at_kink,
    mean_outputs,
    refinement_errors,
    saturation_edges,
    sigmoid_slopes,
    softplus_slopes,
    sum_slopes,
    sum_weights,
)
from components.story.scene import Guess, Scene
from core.curves import last_x, sum_span
from core.keys import INPUT, LIMIT, SUM, TERMS
from core.moments import moments
from core.statistics import (
    gradient_at,
    max_abs_difference,
    saturated_fraction,
    threshold_crossings,
    value_at,
)
from core.view import DEFAULT, View

SUM_EXTRAS = (TERMS, LIMIT)

SCENES: tuple[Scene, ...] = (
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
            "Left of the kink nothing is learned: in {share:2} % of these samples the slope is "
            "below {threshold}."
        ),
        numbers=lambda view: {
            **gradients_at_kink(view, "relu"),
            "share": 100.0 * saturated_fraction(view, "relu"),
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
    Scene(
        title="What the offset sets",
        view=View(shown=("sigmoid",), offset=3.0, probe=3.0),
        question="Let the offset be 3. What is the value of the sigmoid at x = 3?",
        hint="The row at the probe. Then drag the offset: what of the curve changes?",
        answer_template=(
            "{half}, half-way between its bounds, and there its slope is greatest, {steepest}. The "
            "offset moves that place, and the whole curve with it; no offset makes the sigmoid "
            "zero anywhere. The article calls it α, and ELU's parameter too: the two are "
            "unrelated."
        ),
        numbers=lambda view: {
            "half": value_at(view, "sigmoid", view.offset),
            "steepest": gradient_at(view, "sigmoid", view.offset),
        },
        controls=("offset", "probe"),
        guess=Guess("value", "sigmoid", 3.0),
    ),
    Scene(
        title="Small, but not zero",
        view=View(shown=("sigmoid",), range=(-20.0, 20.0), scale="log", probe=-10.0),
        question="Far from its offset, does the slope of a sigmoid become 0?",
        hint="Both flanks on the logarithmic scale, left as well as right. Do they end?",
        answer_template=(
            "Never, on either side, but it gets tiny: {tiny} at x = {low:x}. Beyond {first:x} and "
            "{second:x} it is below {threshold}. And layers multiply: {layers} slopes, none over "
            "{steepest}, make {product} at most, unless weights make up for it. That product is "
            "what vanishes."
        ),
        numbers=lambda view: {
            **dict(zip(("first", "second"), threshold_crossings(view, "sigmoid"), strict=True)),
            "tiny": gradient_at(view, "sigmoid", view.low),
            "steepest": gradient_at(view, "sigmoid", view.offset),
            "layers": LAYERS,
            "product": gradient_at(view, "sigmoid", view.offset) ** LAYERS,
        },
        controls=("probe", "scale"),
    ),
    Scene(
        title="Past the span",
        view=View(shown=(SUM,), extras=SUM_EXTRAS, range=(-10.0, 20.0), rule="refine", probe=14.4),
        question="Let x run on to 20. Is the gradient of the sum safe from vanishing?",
        hint="The lower panel right of x = 9.8, where the span of the offsets ends.",
        answer_template=(
            "No. At x = {middle:x} the slope is {steep}; at {span:x}, the end of the span, it is "
            "{end}; and from about {edge:x} on it is below {threshold}. More offsets further right "
            "would move that edge, not remove it."
        ),
        numbers=sum_slopes,
        controls=("span", "probe"),
        guess=Guess("gradient", SUM, 14.4),
    ),
    Scene(
        title="More sigmoids",
        view=View(shown=(SUM,), extras=SUM_EXTRAS, count=10.0, rule="refine"),
        question="Ten times as many sigmoids on the same span: do they come closer to softplus?",
        hint="The two distances in the sum's row as you drag the count.",
        answer_template=(
            "To their limit T, yes: at most {coarse:3} away with {count} sigmoids, {fine:2} with "
            "{more}. To softplus, no: T itself runs below it, by up to {short} on this range, "
            "because its span ends."
        ),
        numbers=refinement_errors,
        controls=("count",),
    ),
    Scene(
        title="A longer ramp",
        view=View(shown=(SUM,), extras=SUM_EXTRAS, count=6.0, rule="extend"),
        question="Let each new sigmoid be 1 further right, with weight 1. How many make softplus?",
        hint="The right end while you drag the count, then the neighbourhood of x = 0.",
        answer_template=(
            "No number does. The widest gap on this range is {few_off:3} with {few}, {some_off:3} "
            "with {some}, {many_off} with {many}, and still {most_off} with {most}: spaced so "
            "widely, they miss its bend. Softplus is near such a sum, not equal to it."
        ),
        numbers=extension_errors,
        controls=("count", "probe"),
        value_frame=(-0.5, 10.0),
    ),
    Scene(
        title="Softplus against ReLU",
        view=View(shown=("softplus", "relu"), probe=0.0),
        question="For standard normal x, whose mean is nearer to 0: softplus's or ReLU's?",
        hint="The gap between the two curves. Where is it widest, and does it ever change sign?",
        answer_template=(
            "ReLU's. Softplus is the greater everywhere: by {gap}, the logarithm of two, at x = "
            "{probe:x}, and by less to both sides. So its mean is greater too, {softplus} against "
            "{relu}. Rounding the corner brings no mean nearer to zero."
        ),
        numbers=lambda view: {
            "gap": max_abs_difference(view, "softplus", "relu"),
            **{key: moments(key).mean for key in ("softplus", "relu")},
        },
        controls=("probe",),
    ),
    Scene(
        title="A mean of zero",
        view=View(shown=("relu", "elu")),
        question="How large must α be for ELU to have a mean of 0 on standard normal x?",
        hint="How low must the left side go so that negative outputs cancel positive ones?",
        answer_template=(
            "α = {zero_mean_alpha}, the one in SELU. At α = {alpha} the mean is {elu}, against "
            "ReLU's {relu}: nearer to zero, not zero. Its square is {elu_share:2} % of the mean "
            "squared output, ReLU's {relu_share:3} %. If x has standard deviation {sigma}, it "
            "takes α = {wide_alpha}."
        ),
        numbers=mean_outputs,
        controls=("alpha",),
    ),
    Scene(
        title="A jump at zero",
        view=View(shown=("elu",), alpha=2.0, probe=0.0),
        question="Let α be 2. What happens to the slope of ELU at x = 0?",
        hint="The two dots at x = 0 in the lower panel. Then drag α down to 1, and below.",
        answer_template=(
            "It jumps, from {left}, which is α, to {right}. From x = {start:x} to the kink, ELU is "
            "steeper than anywhere on the right. Only at α = {right} are the two slopes equal; "
            "below that, the slope jumps up."
        ),
        numbers=lambda view: {
            **gradients_at_kink(view, "elu"),
            "start": threshold_crossings(view, "elu", 1.0)[0],
        },
        controls=("alpha", "probe"),
        value_frame=(-2.5, 6.0),
        gradient_frame=(-0.2, 2.4),
    ),
    Scene(
        title="Small slopes on the left",
        view=View(shown=("sigmoid", "softplus", "relu", "elu"), scale="log", probe=-5.0),
        question="ReLU is dead left of 0. Does ELU learn well everywhere there?",
        hint="The left sides on the log scale, which cannot show a slope of 0: ReLU has no line.",
        answer_template=(
            "No. Left of about {elu:x} its slope is below {threshold}; that of softplus, left of "
            "about {softplus:x}. In all, so small a slope takes {elu_share:2} % of these samples "
            "for ELU, {softplus_share:2} % for softplus, {relu_share:2} % for ReLU and, with both "
            "its sides, {sigmoid_share:2} % for the sigmoid."
        ),
        numbers=saturation_edges,
        controls=("probe", "alpha"),
    ),
)


def scene_of(view: View) -> Scene | None:
    """Return the scene that a view is in, or None."""
    return SCENES[int(view.scene) - 1] if view.has_scene else None
