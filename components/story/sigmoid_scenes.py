"""The scenes about one sigmoid: the article's input, its first function, and its gradient."""

from components.story.numbers import find_output_slopes, find_sigmoid_slopes, find_small_slopes
from components.story.scene import Guess, Scene
from core.keys import INPUT, LOSSES
from core.statistics import gradient_at, value_at
from core.view import View

SIGMOID_SCENES: tuple[Scene, ...] = (
    Scene(
        key="input",
        old_numbers=(1,),
        title="The input",
        source="Sigmoid, first plot",
        view=View(shown=(), extras=(INPUT,), probe=10.0),
        question="x starts at −10 and grows in steps of 0.2. What is the 100th value?",
        hint="Follow the dots to the right end. Do they reach the probe, which stands at 10?",
        claim="x has 100 values from −10 to 10.",
        answer_template=(
            "{last:x}: the steps stop short of {high}, and {samples} values fit. Over them the "
            "article draws {samples} values of Y, from {bottom} to {samples} in equal steps. So "
            "the slope is {slope} everywhere."
        ),
        reason_template=(
            "All later plots have these values of x. No curve of the article reaches x = {high}."
        ),
        numbers=lambda view: {
            "bottom": value_at(view, INPUT, view.low),
            "slope": gradient_at(view, INPUT, view.low),
        },
        controls=("step", "range"),
        value_range=(-5.0, 105.0),
        gradient_range=(-0.5, 6.0),
    ),
    Scene(
        key="sigmoid",
        old_numbers=(2, 8),
        title="Sigmoid",
        source="Sigmoid, formula and second plot",
        view=View(shown=("sigmoid",), probe=0.0),
        question="Where does the sigmoid climb fastest, and how high is it there?",
        hint="Find the top of the gradient. Then drag the offset: what of the curve changes?",
        claim="the offset α is the x at which the sigmoid is 0.",
        answer_template=(
            "At x = {offset:x}, its offset: there it is {half}, half-way between its bounds, and "
            "its slope is {steepest}. Towards both ends the slope falls, to {left} at x = {low:x} "
            "and {right} at x = {last:x}. It is above zero everywhere, for every offset."
        ),
        reason_template=(
            "The offset says for which x a unit learns most. It is not the α of ELU: the article "
            "uses one letter for two things."
        ),
        numbers=find_sigmoid_slopes,
        controls=("offset", "probe"),
        guess=Guess("value", "sigmoid", 0.0),
    ),
    Scene(
        key="small-slopes",
        old_numbers=(9,),
        title="Small, but not zero",
        source="Again, Sigmoid?, the vanishing gradient",
        view=View(shown=("sigmoid",), range=(-20.0, 20.0), scale="log", probe=-10.0),
        question="Far from its offset, does the slope of a sigmoid become 0?",
        hint="Look at both ends, left and right, on the log scale. Does the slope stop falling?",
        claim="for large x the sigmoid is constant, so its gradient is 0.",
        answer_template=(
            "In exact arithmetic never, on either side: it is {tiny} at x = {low:x}, and below "
            "{threshold} left of {first:x} and right of {second:x}. But computed in float32 as the "
            "sigmoid times one minus the sigmoid, it is exactly zero from x = {float32_end} on."
        ),
        reason_template=(
            "Layers multiply their slopes: {layers} sigmoids, none steeper than {steepest}, pass "
            "back at most {product} of a gradient, unless the weights make up for it. This product "
            "is what vanishes."
        ),
        numbers=find_small_slopes,
        controls=("probe", "scale"),
    ),
    Scene(
        key="output-unit",
        title="An output unit",
        source="Again, Sigmoid?, why a gradient of 0 is a problem",
        view=View(shown=("sigmoid",), extras=(LOSSES,), probe=-6.0),
        question="At x = −6 an output is nearly 0 but should be 1. Which loss is steep there?",
        hint="Read the thin lines at the probe: the losses above, their slopes below.",
        claim="where the gradient is 0, a network stops learning.",
        answer_template=(
            "Cross-entropy: its slope is the output minus the target, {cross_entropy}. The slope "
            "of the squared error is multiplied by that of the sigmoid, {slope}, and so it is only "
            "{squared_error}."
        ),
        reason_template=(
            "A hidden sigmoid far from its offset learns next to nothing. An output sigmoid with "
            "cross-entropy learns most where it is most wrong."
        ),
        numbers=find_output_slopes,
        is_about_probe=True,
        controls=("probe",),
        value_range=(-0.5, 10.5),
        gradient_range=(-1.1, 0.4),
    ),
)
