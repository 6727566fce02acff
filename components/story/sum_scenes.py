"""The scenes about the article's sum of sigmoids."""

from components.story.numbers import find_ramp_slopes, find_sum_counts, find_sum_slopes
from components.story.scene import Guess, Scene
from core.keys import LIMIT, SUM, TERMS
from core.lens_fields import SUM_ERRORS
from core.view import View

SUM_SCENES: tuple[Scene, ...] = (
    Scene(
        key="sum",
        old_numbers=(3,),
        title="A sum of sigmoids",
        source="Again, Sigmoid?, third plot",
        view=View(shown=(SUM,), extras=(TERMS,), probe=9.8),
        question=(
            "A hundred sigmoids, each a little further right, are added and scaled. What comes out?"
        ),
        hint="Look at the broad line, and below it at some of the sigmoids that add up to it.",
        claim="10 sigmoids are summed; its code sums 100 and divides by 10.",
        answer_template=(
            "As far as the offsets go, a ramp: its slope is {steep} at x = {middle:x}. At "
            "{last:x}, where they end, it is {edge:3}. The sum has {count} sigmoids. Dividing by "
            "{divisor} is nearly the same as multiplying by the distance between two offsets, "
            "{gap}."
        ),
        reason_template=(
            "A sum times a distance is nearly an integral. So more sigmoids between the same two "
            "ends hardly change the ramp."
        ),
        numbers=find_ramp_slopes,
        controls=("count", "probe"),
        guess=Guess("value", SUM, 9.8),
    ),
    Scene(
        key="past-the-span",
        old_numbers=(10,),
        title="Past the span",
        source="Again, Sigmoid?, below the third plot",
        view=View(shown=(SUM,), extras=(TERMS,), range=(-10.0, 20.0), rule="refine", probe=14.4),
        question="Let x go up to 20. Does the slope of the sum stay above 0.01?",
        hint="Look at the lower panel, right of the place where the sigmoids end.",
        claim="the gradient of the sum does not vanish any more.",
        answer_template=(
            "No. At x = {middle:x} the slope is {steep}; at {span:x}, the end of the span, it is "
            "{end}; and from about {edge:x} on it is below {threshold}. More offsets further right "
            "would move that edge, not remove it."
        ),
        reason_template=(
            "The sum never rises above its span, so far right it must become flat; softplus and "
            "ReLU do not. (Here the offsets follow the rule refine: other slopes than before.)"
        ),
        numbers=find_sum_slopes,
        controls=("span", "probe"),
        guess=Guess("gradient", SUM, 14.4),
    ),
    Scene(
        key="more-sigmoids",
        old_numbers=(11, 12),
        title="More sigmoids",
        source="Again, Sigmoid?, the step to softplus",
        view=View(
            shown=(SUM,),
            extras=(TERMS, LIMIT),
            count=3.0,
            rule="refine",
            lens=SUM_ERRORS,
            probe=4.9,
        ),
        question=(
            "Three sigmoids are too few. How many bring the sum within 0.01 of its integral T?"
        ),
        hint="Drag the count until the ring at the right is below 0.01. Then try the rule extend.",
        claim="softplus is an approximation of the sum.",
        answer_template=(
            "{enough}. With {count} the sum is up to {few_error:2} away from T, with {many} up to "
            "{many_error:2}. But T ends with its span: at x = {last:x} it is {short:3} below "
            "softplus, however many there are. With the rule extend the sum comes within "
            "{extend_error:2} of softplus, no nearer."
        ),
        reason_template=(
            "Softplus is what the sums tend to as their offsets lie closer and never end: it "
            "stands for infinitely many sigmoids, at the price of one (Nair and Hinton, 2010)."
        ),
        numbers=find_sum_counts,
        controls=("count", "rule", "probe"),
        value_range=(-0.5, 10.5),
    ),
)
