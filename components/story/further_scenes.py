"""The scenes after those of the article: each place where the article is loose."""

from components.story.numbers import (
    LAYERS,
    extension_errors,
    gradients_at_kink,
    layer_gradients,
    mean_outputs,
    noise_spreads,
    refinement_errors,
    saturation_edges,
    sum_slopes,
)
from components.story.scene import Guess, Scene
from core.keys import LIMIT, SUM, TERMS
from core.lens_fields import DEPTH, MEAN, NOISE, SATURATION, SUM_ERRORS
from core.moments import moments
from core.saturation import SATURATION_THRESHOLD, saturation
from core.statistics import (
    gradient_at,
    max_abs_difference,
    value_at,
)
from core.view import View

SUM_EXTRAS = (TERMS, LIMIT)

FURTHER_SCENES: tuple[Scene, ...] = (
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
            **dict(
                zip(
                    ("first", "second"),
                    saturation(view, "sigmoid", SATURATION_THRESHOLD).edges,
                    strict=True,
                )
            ),
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
        view=View(shown=(SUM,), extras=SUM_EXTRAS, count=10.0, rule="refine", lens=SUM_ERRORS),
        question="Ten times as many sigmoids on the same span: do they come closer to softplus?",
        hint="The ring on the line at the right as you drag the count: how fast does it sink?",
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
        view=View(shown=(SUM,), extras=SUM_EXTRAS, count=6.0, rule="extend", lens=SUM_ERRORS),
        question="Let each new sigmoid be 1 further right, with weight 1. How many make softplus?",
        hint="The two rings at the left while you drag the count: which one stays where it is?",
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
        view=View(shown=("softplus", "relu"), probe=0.0, lens=MEAN),
        question="For standard normal x, whose mean is nearer to 0: softplus's or ReLU's?",
        hint="The triangles below the densities: each stands at a mean.",
        answer_template=(
            "ReLU's. Softplus is the greater everywhere: by {gap}, the logarithm of two, at x = "
            "{probe:x}, and by less to both sides. So its mean is greater too, {softplus} against "
            "{relu}. Rounding the corner brings no mean nearer to zero."
        ),
        numbers=lambda view: {
            "gap": max_abs_difference(view, "softplus", "relu"),
            **{key: moments(key).mean for key in ("softplus", "relu")},
        },
        controls=("mu", "sigma", "probe"),
    ),
    Scene(
        title="A mean of zero",
        view=View(shown=("relu", "elu"), lens=MEAN),
        question="How large must α be for ELU to have a mean of 0 on standard normal x?",
        hint="The triangle of ELU while you drag α: how low must the left side go?",
        answer_template=(
            "α = {zero_mean_alpha}, the one in SELU. At α = {alpha} the mean is {elu}, against "
            "ReLU's {relu}: nearer to zero, not zero. Its square is {elu_share:2} % of the mean "
            "squared output, ReLU's {relu_share:3} %. If x has standard deviation {sigma}, it "
            "takes α = {wide_alpha}."
        ),
        numbers=mean_outputs,
        controls=("alpha", "mu", "sigma"),
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
            "start": saturation(view, "elu", 1.0).edges[0],
        },
        controls=("alpha", "probe"),
        value_frame=(-2.5, 6.0),
        gradient_frame=(-0.2, 2.4),
    ),
    Scene(
        title="Small slopes on the left",
        view=View(
            shown=("sigmoid", "softplus", "relu", "elu"),
            scale="log",
            probe=-5.0,
            lens=SATURATION,
            focus="elu",
        ),
        question="ReLU is dead left of 0. Does ELU learn well everywhere there?",
        hint="The shade. The log scale cannot show a slope of 0: ReLU has no line at the left.",
        answer_template=(
            "No. Left of about {elu:x} its slope is below {threshold}; that of softplus, left of "
            "about {softplus:x}. In all, so small a slope takes {elu_share:2} % of this range "
            "for ELU, {softplus_share:2} % for softplus, {relu_share:2} % for ReLU and, with both "
            "its sides, {sigmoid_share:2} % for the sigmoid."
        ),
        numbers=saturation_edges,
        controls=("threshold", "focus", "alpha", "probe"),
    ),
    Scene(
        title="Ten layers",
        view=View(shown=("sigmoid", "softplus", "relu", "elu"), lens=DEPTH),
        question="Ten layers of sigmoids: how much of a gradient comes back to the first?",
        hint="The right panel: dots are the layers of one random network, lines what to expect.",
        answer_template=(
            "About {sigmoid:2} of it. With softplus {softplus:2}, with ReLU {relu:2}, with ELU "
            "{elu:2}. Each function has weights that keep E f² the same from layer to layer; a "
            "layer then multiplies the mean squared gradient by E f′² / E f²: {sigmoid_factor:2} "
            "for the sigmoid, {softplus_factor:2} for softplus, {relu_factor:2} for ReLU and "
            "{elu_factor:3} for ELU."
        ),
        numbers=layer_gradients,
        controls=("depth", "layer_measure", "weights", "weight_variance", "weight_seed"),
    ),
    Scene(
        title="Quiet on the left",
        view=View(shown=("relu", "elu", "leaky_relu"), probe=-6.0, lens=NOISE),
        question="Noise of 0.5 is added to x = −6. How much of it is left after ELU?",
        hint="The lower panel at the probe, then at its right end.",
        answer_template=(
            "{elu}: where ELU is nearly flat, it hands on little of a change of x. ReLU hands on "
            "{relu:2} there, leaky ReLU {leaky_relu:2}, which is the more the steeper its left "
            "side. At x = {last:x} all three hand on the whole, {whole:2}."
        ),
        numbers=noise_spreads,
        controls=("noise", "probe", "alpha", "slope"),
    ),
)
