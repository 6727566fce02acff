"""The one table of scenes: the article's six plots, then all their gradients, then each place where it is loose.

A scene asks, says where to look, and answers. An answer types no number: it names what `core` works out.
"""

from collections.abc import Mapping
from dataclasses import replace

from components.scene import LAYERS, Scene, bias, cells, edges, finer, last, slopes, strayed
from core.curves import sum_span
from core.measures import crossings, faint_share, greatest_gap, moments, slope_at, value_at
from core.view import CONTROLS, DEFAULT, View

FIVE = ("sigmoid", "sigmoid_sum", "softplus", "relu", "elu")
FREE = "free"  # no scene: the page shows what its reader sets
CARRIED = ("hide", "theme", "mode")  # from one scene into the next; all else a scene sets anew
PLACE = ("scene", "moment")  # where in the story
MOMENTS = tuple(CONTROLS["moment"].options)  # in which a scene unfolds

SCENES: tuple[Scene, ...] = (
    Scene(
        title="The input",
        view=View(shown=("identity",)),
        question="A hundred values of x, from −10 on, 0.2 apart: which is the last?",
        look="Follow the dots to the right end. Do they reach 10?",
        told="{last}: the steps stop short of {high}, and {samples} values fit. The article plots them against "
        "heights that climb to {samples}; here each x stands at its own height, f(x) = x, so the slope is "
        "{slope} everywhere.",
        numbers=lambda view: {"slope": slope_at(view, "identity", view.probe)},
        controls=("step", "range"),
    ),
    Scene(
        title="Sigmoid",
        view=View(shown=("sigmoid",), probe=0.0),
        question="At which x does the sigmoid climb fastest, and at what rate?",
        look="Find the top of the gradient in the lower panel, then follow it out to both ends.",
        told="At x = {offset}, where it is worth {half}: its slope there is {steepest}, and nowhere more. "
        "Towards both ends it falls, to {left} at x = {low} and {right} at x = {last}. A unit out there "
        "learns next to nothing.",
        numbers=lambda view: {
            "half": value_at(view, "sigmoid", view.offset),
            "steepest": slope_at(view, "sigmoid", view.offset),
            "left": slope_at(view, "sigmoid", view.low),
            "right": slope_at(view, "sigmoid", last(view)),
        },
        controls=("probe", "offset"),
    ),
    Scene(
        title="A sum of sigmoids",
        view=View(shown=("sigmoid_sum",), probe=9.8),
        question="A hundred sigmoids, each a little further right, are added and scaled down. What comes out?",
        look="The broad line, and the two thin ones beside it: softplus, and the limit T of the sum.",
        told="A ramp: its slope is {steep} at x = {middle}. But at {last}, where the offsets end, it is down to "
        "{edge:3}. The sum has {count} sigmoids, not {divisor}: dividing by {divisor} stands in for multiplying by "
        "the gap between them, {gap}, as in an integral.",
        numbers=lambda view: {
            **cells(view),
            "middle": 0.5 * sum_span(view),
            "steep": slope_at(view, "sigmoid_sum", 0.5 * sum_span(view)),
            "edge": slope_at(view, "sigmoid_sum", last(view)),
        },
        controls=("count", "probe"),
    ),
    Scene(
        title="Softplus",
        view=View(shown=("softplus",), probe=0.0),
        question="Softplus is log(1 + exp(x)). Which curve that you have met is its gradient?",
        look="The shape of the lower curve, its two ends, and its height at the probe.",
        told="The sigmoid: the slope is {slope} at x = {probe}, where softplus itself is {value}, the logarithm "
        "of two. To the right it does not die away, {right:5} at x = {last}; to the left it does, {left} at "
        "x = {low}.",
        numbers=lambda view: {
            "slope": slope_at(view, "softplus", view.probe),
            "value": value_at(view, "softplus", view.probe),
            "right": slope_at(view, "softplus", last(view)),
            "left": slope_at(view, "softplus", view.low),
        },
        controls=("probe",),
    ),
    Scene(
        title="ReLU",
        view=View(shown=("relu",), probe=0.0),
        question="The curve max(0, x) has a corner at x = 0. How steep is it there?",
        look="The two dots at x = 0 in the lower panel: one is filled, the other hollow.",
        told="It has no slope there: from the left it is {left}, from the right {right}. Programs settle on "
        "one; here the filled dot marks it. Left of the kink nothing is learned: in {share:2} % of these "
        "samples the slope is under {faint}.",
        numbers=lambda view: {**slopes(view, "relu"), "share": 100.0 * faint_share(view, "relu")},
        controls=("probe",),
    ),
    Scene(
        title="ELU",
        view=View(shown=("elu",)),
        question="With α = 1, how low can ELU go, and does it ever get there?",
        look="The left end of the curve, then the gradient on both sides of x = 0.",
        told="It falls towards −α = {floor} and never arrives: at x = {low} it is {lowest:6}. Right of zero it "
        "is x itself and never levels off. The slope comes to {left} from the left and is {right} on the "
        "right: at α = {alpha} there is no kink.",
        numbers=lambda view: {
            **slopes(view, "elu"),
            "floor": -view.alpha,
            "lowest": value_at(view, "elu", view.low),
        },
        controls=("alpha", "probe"),
    ),
    Scene(
        title="Five gradients",
        view=View(shown=FIVE),
        question="A unit receives x = −2. With which of the five can it still learn?",
        look="Where the probe crosses each gradient. The cards give the numbers.",
        told="With four. At x = {probe} the slope is {elu} for ELU, {sigmoid_sum} for the sum, {softplus} for "
        "softplus and {sigmoid} for the sigmoid. For ReLU it is {relu}: no correction gets through. What a slope is "
        "multiplied by is the gradient of the loss; the article's residual is that for a squared loss only.",
        numbers=lambda view: {key: slope_at(view, key, view.probe) for key in FIVE},
        controls=("probe",),
    ),
    Scene(
        title="What the offset sets",
        view=View(shown=("sigmoid",), offset=3.0, probe=3.0),
        question="Let the offset be 3. What is the sigmoid worth at x = 3?",
        look="The card at the probe. Then drag the offset: what about the curve changes, and what does not?",
        told="{half}, half-way between its bounds, and there its slope is greatest, {steepest}. The offset moves "
        "that place, and the whole curve with it; no offset makes the sigmoid zero anywhere. The article "
        "calls it α, and ELU's parameter too: the two are unrelated.",
        numbers=lambda view: {
            "half": value_at(view, "sigmoid", view.offset),
            "steepest": slope_at(view, "sigmoid", view.offset),
        },
        controls=("offset", "probe"),
    ),
    Scene(
        title="Small, but not zero",
        view=View(shown=("sigmoid",), range=(-20.0, 20.0), scale="log", probe=-10.0),
        question="Far from its offset, does the slope of a sigmoid become 0?",
        look="Both flanks on the logarithmic scale, left as well as right. Do they end?",
        told="Never, on either side, but it gets tiny: {tiny} at x = {low}. Beyond {first} and {second} it is "
        "under {faint}. And layers multiply: {layers} slopes, none over {steepest}, make {product} at most, "
        "unless weights make up for it. That product is what vanishes.",
        numbers=lambda view: {
            **dict(zip(("first", "second"), crossings(view, "sigmoid"), strict=True)),
            "tiny": slope_at(view, "sigmoid", view.low),
            "steepest": slope_at(view, "sigmoid", view.offset),
            "layers": LAYERS,
            "product": slope_at(view, "sigmoid", view.offset) ** LAYERS,
        },
        controls=("probe", "scale"),
    ),
    Scene(
        title="Past the span",
        view=View(shown=("sigmoid_sum",), range=(-10.0, 20.0), rule="refine", probe=14.4),
        question="Let x run on to 20. Is the gradient of the sum safe from vanishing?",
        look="The lower panel right of x = 9.8, where the span of the offsets ends.",
        told="No. At x = {middle} the slope is {steep}; at {span}, the end of the span, it is {end}; and "
        "from about {edge} on it is under {faint}. More offsets further right would move that edge, not "
        "remove it.",
        numbers=lambda view: {
            "middle": 0.5 * view.span,
            "steep": slope_at(view, "sigmoid_sum", 0.5 * view.span),
            "end": slope_at(view, "sigmoid_sum", view.span),
            "edge": crossings(view, "sigmoid_sum")[-1],
        },
        controls=("span", "probe"),
    ),
    Scene(
        title="More sigmoids",
        view=View(shown=("sigmoid_sum",), count=10.0, rule="refine"),
        question="Ten times as many sigmoids on the same span: do they come closer to softplus?",
        look="The two errors on the sum's card, |S − T| and |T − softplus|, as you drag the count.",
        told="To their limit T, yes: at most {coarse:3} away with {count} sigmoids, {fine:2} with {more}. To "
        "softplus, no: T itself runs below it, by up to {short} on this range, because its span ends.",
        numbers=finer,
        controls=("count",),
    ),
    Scene(
        title="A longer ramp",
        view=View(shown=("sigmoid_sum",), count=5.0, rule="extend"),
        question="Let each new sigmoid sit 1 further right and weigh 1. How many of them make softplus?",
        look="The right end while you drag the count, then the neighbourhood of x = 0.",
        told="No number does. The widest gap on this range is {few_off:3} with {few}, {some_off:3} with {some}, "
        "{many_off} with {many}, and still {most_off} with {most}: spaced so widely, they miss its bend. "
        "Softplus is near such a sum, not equal to it.",
        numbers=strayed,
        controls=("count", "probe"),
    ),
    Scene(
        title="Softplus against ReLU",
        view=View(shown=("softplus", "relu"), probe=0.0),
        question="For standard normal x, whose mean output is nearer to 0: that of softplus or of ReLU?",
        look="The gap between the two curves. Where is it widest, and does it ever change sign?",
        told="ReLU's. Softplus is the greater everywhere: by {gap}, the logarithm of two, at x = {probe}, and by "
        "less to both sides. So its mean is greater too, {softplus} against {relu}. Rounding the corner "
        "brings no mean nearer to zero.",
        numbers=lambda view: {
            "gap": greatest_gap(view, "softplus", "relu"),
            "softplus": moments("softplus").mean,
            "relu": moments("relu").mean,
        },
        controls=("probe",),
    ),
    Scene(
        title="A mean of zero",
        view=View(shown=("relu", "elu")),
        question="How large must α be for ELU to have a mean of 0 on standard normal x?",
        look="How far down must the left arm reach to balance the right one?",
        told="α = {cure}, the one in SELU. At α = {alpha} the mean is {elu}, against ReLU's {relu}: nearer to "
        "zero, not zero. Its square is {elu_share:2} % of the mean squared output, ReLU's {relu_share:3} %. "
        "Inputs twice as wide need α = {wide}.",
        numbers=bias,
        controls=("alpha",),
    ),
    Scene(
        title="A jump at zero",
        view=View(shown=("elu",), alpha=2.0, probe=0.0),
        question="Let α be 2. What happens to the slope of ELU at x = 0?",
        look="The two dots at x = 0 in the lower panel. Then drag α down to 1, and below.",
        told="It jumps, from {left}, which is α, to {right}. From x = {start} to the kink, ELU is steeper than "
        "anywhere on the right. Only at α = {right} do the sides meet; under that, the jump goes up.",
        numbers=lambda view: {**slopes(view, "elu"), "start": crossings(view, "elu", 1.0)[0]},
        controls=("alpha", "probe"),
    ),
    Scene(
        title="Faint on the left",
        view=View(shown=("sigmoid", "softplus", "relu", "elu"), scale="log", probe=-5.0),
        question="ReLU is dead left of 0. Does ELU learn well everywhere there?",
        look="The left flanks on the logarithmic scale, where a slope of 0 has no place: ReLU has no line.",
        told="No. Left of about {elu} its slope is under {faint}; that of softplus, left of about {softplus}. In "
        "all, so faint a slope takes {elu_share:2} % of these samples for ELU, {softplus_share:2} % for "
        "softplus, {relu_share:2} % for ReLU and, with both its sides, {sigmoid_share:2} % for the sigmoid.",
        numbers=edges,
        controls=("probe", "alpha"),
    ),
)


def scene_of(view: View) -> Scene | None:
    """The scene that a view is in, or none."""
    return None if view.scene == FREE else SCENES[int(view.scene) - 1]


def opening(number: str) -> View:
    """A scene as it begins, or the page as it is without one."""
    return DEFAULT if number == FREE else replace(SCENES[int(number) - 1].view, scene=number)


def entered(view: View, number: str) -> View:
    """A scene as it begins, for a reader who comes from a view: in the same theme and mode, with the same hidden."""
    return replace(opening(number), **{name: getattr(view, name) for name in CARRIED})


def as_made(view: View) -> bool:
    """Whether nothing has been moved in a scene since it began."""
    made = opening(view.scene)
    return all(getattr(view, name) == getattr(made, name) for name in CONTROLS if name not in CARRIED + PLACE)


def read(raw: Mapping[str, object]) -> tuple[View, tuple[str, ...]]:
    """The view of a URL's raw settings, which in a scene say only what differs from it, and a note on each mistake."""
    base = opening(View.cleaned({"scene": raw["scene"]}).scene) if "scene" in raw else DEFAULT
    return base.reviewed(raw)


def write(view: View) -> str:
    """The text of a view in a URL: what differs from its scene, or from the first visit."""
    return view.query() if view.scene == FREE else view.query(replace(opening(view.scene), scene=FREE))


def turned(view: View, steps: int) -> View:
    """A view so many moments further in the story, or back where `steps` is negative; a new scene is as it was made."""
    last = len(SCENES) * len(MOMENTS) - 1
    place = -1 if view.scene == FREE else (int(view.scene) - 1) * len(MOMENTS) + MOMENTS.index(view.moment)
    then = min(max(place + steps, min(place, 0)), last)
    if then == place:
        return view
    scene, moment = divmod(then, len(MOMENTS))
    fresh = view if view.scene == str(scene + 1) else entered(view, str(scene + 1))
    return replace(fresh, moment=MOMENTS[moment])
