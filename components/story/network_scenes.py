"""The scenes about many layers: a gradient on its way back, and networks that learn."""

from components.story.numbers import (
    count_arrived,
    count_starts,
    find_layer_gradients,
    find_medians,
)
from components.story.scene import Scene
from core.lanes import FIRST_LANES
from core.lens_fields import DEPTH
from core.race import MAX_STEPS
from core.race_fields import RACE
from core.training import THRESHOLD_LOSS
from core.view import View

NETWORK_SCENES: tuple[Scene, ...] = (
    Scene(
        key="ten-layers",
        old_numbers=(17,),
        title="Ten layers",
        source="Again, Sigmoid?, why a gradient of 0 is a problem",
        view=View(shown=("sigmoid", "softplus", "relu", "elu"), lens=DEPTH, probe=0.0),
        question="Ten layers of sigmoids: how much of a gradient comes back to the first?",
        hint="In the right panel dots are the layers of one random network, lines the theory.",
        claim="a gradient of 0 stops a network from learning. It looks at one unit only.",
        answer_template=(
            "About {sigmoid:2} of it. With softplus {softplus:2}, with ReLU {relu:2}, with ELU "
            "{elu:2}. The weights are scaled so that the signal keeps its size; then each layer "
            "back multiplies the mean squared gradient by {sigmoid_factor:2} for the sigmoid, "
            "{softplus_factor:2} for softplus, {relu_factor:2} for ReLU, {elu_factor:3} for ELU."
        ),
        reason_template=(
            "The first layers learn only if a gradient reaches them. So this number tells "
            "beforehand who has a chance in the race, which comes next."
        ),
        numbers=find_layer_gradients,
        controls=("depth", "layer_measure", "weights", "weight_variance", "weight_seed"),
    ),
    Scene(
        key="four-networks",
        title="Four networks",
        source="from Sigmoid to ELU",
        view=View(part=RACE, lanes=("sigmoid", "softplus", "relu", "elu")),
        question="Four networks of eight layers must tell blue from orange. Which learns first?",
        hint="A network has arrived when its line is below the dotted one. One run may be luck.",
        claim="each function mends a problem of the one before, and ELU is the new one.",
        answer_template=(
            "ELU: the median of {starts} starts is {elu} steps to a loss of {loss}, against {relu} "
            "with ReLU. Within {most} steps {softplus} of the {starts} arrived with softplus, and "
            "{sigmoid} with the sigmoid."
        ),
        reason_template=(
            "This is the order in which gradients came back through ten layers, and the article’s "
            "own order. But it is one small task: no ranking."
        ),
        numbers=lambda view: {
            **find_medians(view, "elu", "relu"),
            **count_arrived(view, "softplus", "sigmoid"),
            "starts": count_starts(view),
            "loss": THRESHOLD_LOSS,
            "most": MAX_STEPS,
        },
        controls=("seed", "measure"),
    ),
    Scene(
        key="only-the-mean",
        title="Only the mean",
        source="ReLU, its problems: the mean",
        view=View(part=RACE, lanes=FIRST_LANES),
        question="Move ReLU’s mean to 0, and ELU’s to where ReLU’s was. Which is faster now?",
        hint="Compare each function with the lane beside it, which has its slope and another mean.",
        claim="a positive mean can slow learning; a mean of 0 makes it faster.",
        answer_template=(
            "ReLU: from {relu} steps to {relu-0}, medians of {starts} starts. ELU is slower, from "
            "{elu} to {elu-relu}. A constant changes no slope: what differs is the mean and, with "
            "it, the scale of the weights."
        ),
        reason_template=(
            "Move the mean, and the speed follows: the article’s central claim holds here. But "
            "this is one small task: no ranking."
        ),
        numbers=lambda view: find_medians(view, *view.lanes) | {"starts": count_starts(view)},
        controls=("seed", "measure"),
    ),
    Scene(
        key="two-layers",
        title="Two layers",
        source="ELU, its advantages",
        view=View(part=RACE, lanes=("relu", "elu", "silu", "gelu"), layers=2.0),
        question="With two layers instead of eight, is ELU still faster than ReLU?",
        hint="Which line falls below the dotted one first? Then look where ten starts agree.",
        claim="with ELU’s mean close to 0, learning is faster. It does not say for which networks.",
        answer_template=(
            "No: the median is {elu} steps with ELU, {relu} with ReLU. GELU with {gelu} and SiLU "
            "with {silu} are faster than both, though their means are above zero."
        ),
        reason_template=(
            "The mean is not everything: depth, task and the slope left of zero count too. Try "
            "before you choose; this is one small task: no ranking."
        ),
        numbers=lambda view: find_medians(view, *view.lanes),
        controls=("seed", "layers"),
    ),
)
