"""The scenes about ELU, and a look back at all five functions."""

from components.story.numbers import (
    find_elu_floor,
    find_gradients_at_kink,
    find_mean_outputs,
    find_noise_spreads,
    find_review_slopes,
)
from components.story.scene import Guess, Scene
from core.lens_fields import MEAN, NOISE, SATURATION
from core.saturation import saturation
from core.view import DEFAULT, View

ELU_SCENES: tuple[Scene, ...] = (
    Scene(
        key="elu",
        old_numbers=(6,),
        title="ELU",
        source="ELU, formula and sixth plot",
        view=View(shown=("elu",)),
        question="With α = 1, how low can ELU go, and does it ever get there?",
        hint="Look at the left end of the curve, then at the gradient on both sides of x = 0.",
        claim="for negative x ELU is bounded by a fixed value, −1 for α = 1.",
        answer_template=(
            "It gets closer to −α = {floor} but in exact arithmetic never reaches it: at x = "
            "{low:x} it is still {missing} above. Right of zero it is x itself and never levels "
            "off. Just left of zero the slope is {left}, just right of it {right}: at α = {alpha} "
            "there is no kink."
        ),
        reason_template=(
            "Negative outputs can cancel positive ones; ReLU has none. And for every α above zero "
            "all slopes are above zero too, so no unit is dead for good."
        ),
        numbers=find_elu_floor,
        controls=("alpha", "probe"),
        guess=Guess("value", "elu", -10.0),
        value_range=(-2.0, 3.0),
    ),
    Scene(
        key="jump",
        old_numbers=(15,),
        title="A jump at zero",
        source="ELU, the parameter α",
        view=View(shown=("elu",), alpha=2.0, probe=0.0),
        question="Let α be 2. What happens to the slope of ELU at x = 0?",
        hint="Look at the two dots at x = 0 in the lower panel. Then drag α down to 1, and below.",
        claim="α is a parameter; its plot has α = 1.",
        answer_template=(
            "It jumps, from {left}, which is α, to {right}. From x = {start:x} to the kink, ELU is "
            "steeper than anywhere on the right. Only at α = {right} are the two slopes equal; "
            "below that, the slope jumps up."
        ),
        reason_template=(
            "A slope above {right} makes gradients grow on their way back through the layers. At α "
            "= {right} there is no jump, and no slope is above {right}."
        ),
        numbers=lambda view: {
            **find_gradients_at_kink(view, "elu"),
            "start": saturation(view, "elu", 1.0).edges[0],
        },
        is_about_probe=True,
        controls=("alpha", "probe"),
        value_range=(-3.0, 5.0),
        gradient_range=(-0.2, 2.4),
    ),
    Scene(
        key="noise",
        old_numbers=(18,),
        title="Quiet on the left",
        source="ELU, in plain English",
        view=View(shown=("relu", "elu", "leaky_relu"), slope=0.1, probe=-6.0, lens=NOISE),
        question="Noise with deviation 0.5 is added to x. How much is left after ELU at x = −6?",
        hint="Look at the lower panel at the probe, then at its right end.",
        claim="ELU helps to learn representations that are more robust to noise.",
        answer_template=(
            "{elu}: where ELU is nearly flat, it passes on little of a change of x. ReLU passes on "
            "{relu:2} there, leaky ReLU {leaky_relu:2}: the steeper its left side, the more. At x "
            "= {last:x} all three pass on the whole, {noise:2}."
        ),
        reason_template=(
            "A unit that is off should stay quiet. ReLU and ELU do, leaky ReLU does less. The "
            "price is that ELU saturates on the left as well, where it learns little."
        ),
        numbers=find_noise_spreads,
        is_about_probe=True,
        controls=("noise", "probe", "alpha", "slope"),
    ),
    Scene(
        key="mean",
        old_numbers=(13, 14),
        title="A mean of zero",
        source="ReLU, its problems; ELU, first paragraph",
        view=View(shown=("softplus", "relu", "elu"), lens=MEAN, probe=0.0),
        question=(
            "For standard normal x: whose mean output is nearest to 0, and which α makes ELU’s 0?"
        ),
        hint="The triangles mark the means. How low must ELU’s left side go to cancel the right?",
        claim="ReLU’s mean is not 0, which can slow learning; that of ELU can be close to 0.",
        answer_template=(
            "ELU’s: {elu} at α = {alpha}, against ReLU’s {relu} and softplus’s {softplus}. At α = "
            "{zero_mean_alpha} it is zero: this is the α of SELU. If x has standard deviation "
            "{sigma}, it takes α = {wide_alpha}."
        ),
        reason_template=(
            "A mean away from zero acts as a bias on each unit of the next layer. SiLU and GELU "
            "round ReLU’s corner from below and come nearer to zero, {silu:3} and {gelu:3}; "
            "softplus rounds it from above."
        ),
        numbers=find_mean_outputs,
        controls=("alpha", "mu", "sigma", "probe"),
    ),
    Scene(
        key="five-gradients",
        old_numbers=(7, 16),
        title="Five gradients",
        source="all five functions",
        view=View(shown=DEFAULT.shown, scale="log", lens=SATURATION, focus="elu"),
        question="Which of the five slopes is missing at x = −2, and which is smallest at x = 6?",
        hint="Look at the probe, then at x = 6. The log scale cannot show a slope of 0.",
        claim="ELU does not saturate for large x; for negative x it is bounded.",
        answer_template=(
            "ReLU’s is {relu} at x = {probe:x}: an example there does not change this unit. ELU "
            "has {elu}, the sum {sigmoid_sum}, softplus {softplus}, the sigmoid {sigmoid}. At x = "
            "{right:x} the sigmoid is down to {right_sigmoid:2}. Left of {elu_edge:x} ELU’s slope "
            "is below {threshold} too."
        ),
        reason_template=(
            "A gradient is the product of these slopes and the gradient of the loss. (In its place "
            "the article has output minus target: the gradient of a squared loss by the output.)"
        ),
        numbers=find_review_slopes,
        is_about_probe=True,
        controls=("threshold", "focus", "alpha", "probe"),
        guess=Guess("gradient", "elu", -2.0),
    ),
)
