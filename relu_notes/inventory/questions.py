"""The ten concepts and their twenty questions.

The two forms ask the same with other numbers or another picture, with as many options and the same misconceptions;
nothing but that makes them equally hard, and no class has tried them yet.
"""

from relu_notes.inventory import misconceptions as why
from relu_notes.inventory import pictures
from relu_notes.inventory.concepts import Concept, Item

_RELU = "ReLU passes a number on if it is positive and gives 0 if not."

_STEEP = "A graph that climbs by 1 for each step of 1 to the right has steepness 1."

_MESSAGES = (
    f"{_RELU} During training a message comes back to each neuron and says how its output should change. "
    "On its way back it passes the neuron's ReLU. What is left of these four messages?"
)

_MAP = (
    "Each row is a neuron with ReLU and each column an example; a white field means that the neuron gives 0 for "
    "that example. How many of the six neurons can't learn from any of these examples?"
)

_HINGE = (
    "The line is one neuron's output, the ticks are the inputs of all examples. The other neurons of its "
    "layer go on training, with plain steps down the error. Where will this neuron's bend be later?"
)

_SUM = (
    "The output of each of {} neurons is flat on one side and rises on the other, with one bend between; the bends are "
    "at different places. Their sum is drawn over x. Of how many straight pieces can it consist at most?"
)

CONCEPTS = (
    Concept(
        "A slope can jump where the graph does not",
        "01_relu_key_notes.ipynb#2.-Intuition",
        "At a corner the graph is in one piece, and its slope changes at once, from one number to another.",
        A=Item(
            f"{_STEEP} How steep is this one at x = 0.9, and at x = 1.1?",
            ("2 and 1.9", why.VALUE),
            ("a bit above −½ and a bit below −½", why.ROUNDED),
            ("0 and −1", None),
            ("0 and 0, since there is no gap in the graph", why.NO_GAP),
            picture=pictures.level_then_down,
        ),
        B=Item(
            f"{_STEEP} How steep is this one at x = 1.9, and at x = 2.1?",
            ("1 and 3", None),
            ("a bit below 2 and a bit above 2", why.ROUNDED),
            ("1 and 1, since there is no gap in the graph", why.NO_GAP),
            ("1.9 and 2.3", why.VALUE),
            picture=pictures.up_then_steeper,
        ),
    ),
    Concept(
        "The slope is taken at the sum z",
        "02_slope_and_backpropagation.ipynb#6.-Which-number-opens-the-gate?",
        "The neuron feeds its weighted sum z into f, so what a small change does is the slope of f at z.",
        A=Item(
            "A neuron gets the input x = 2, adds its bias to its weighted input and gets the sum z = −1. The curve "
            "in the picture turns this into the output −0.6. In training one asks how fast the output changes when "
            "the weight does. Where on the curve is the slope that one needs?",
            ("at P, above 2", why.AT_INPUT),
            ("at Q, above −0.6", why.AT_OUTPUT),
            ("anywhere, a curve has one slope", why.ONE_SLOPE),
            ("at R, above −1", None),
            picture=pictures.curve_bent_on_the_left,
        ),
        B=Item(
            "A neuron gets the input x = −2, adds its bias to its weighted input and gets the sum z = 1.5. The "
            "curve in the picture turns this into the output 0.9. In training one asks how fast the output changes "
            "when the weight does. Where on the curve is the slope that one needs?",
            ("at P, above −2", why.AT_INPUT),
            ("at Q, above 1.5", None),
            ("at R, above 0.9", why.AT_OUTPUT),
            ("anywhere, a curve has one slope", why.ONE_SLOPE),
            picture=pictures.curve_flat_on_both_sides,
        ),
    ),
    Concept(
        "A closed gate stops a message of either sign",
        "02_slope_and_backpropagation.ipynb#5.-One-neuron,-forward-and-backward",
        "Where the sum is positive the message passes unchanged, whatever its sign; where it is negative nothing does.",
        A=Item(
            _MESSAGES,
            ("0.3, 0, −0.5, 0", None),
            ("0.3, 0.4, 0, 0", why.RECTIFIED),
            ("0.6, 0, −1.5, 0", why.SIZE_COUNTS),
            ("1, 0, 1, 0", why.SLOPE_ONLY),
            picture=pictures.four_messages_a,
        ),
        B=Item(
            _MESSAGES,
            ("0, 1, 0, 1", why.SLOPE_ONLY),
            ("0, 0, 0.5, 0.1", why.RECTIFIED),
            ("0, −0.6, 0, 0.1", None),
            ("0, −1.2, 0, 0.3", why.SIZE_COUNTS),
            picture=pictures.four_messages_b,
        ),
    ),
    Concept(
        "Through many layers the scale of the weights decides",
        "03_why_relu_is_popular.ipynb#2.-Gradients-that-survive-depth",
        "Each layer multiplies by its weights as well: their size decides whether a message shrinks, stays or grows.",
        A=Item(
            f"{_RELU} In a network of 30 such layers, training messages reach the first layer a million times "
            "smaller than they started. Which change at the start of training helps?",
            ("none: open neurons pass messages on unchanged", why.NEEDS_NO_HELP),
            ("larger weights, so that less is lost", None),
            ("smaller weights, so that nothing explodes", why.MUST_EXPLODE),
            ("one neuron per layer that never gives 0", why.ONE_GATE),
        ),
        B=Item(
            f"{_RELU} In a network of 30 such layers, training messages reach the first layer a million times "
            "larger than they started. Which change at the start of training helps?",
            ("one neuron per layer that always gives 0", why.ONE_GATE),
            ("weights of the same size, drawn anew: open neurons change nothing", why.NEEDS_NO_HELP),
            ("none: outputs without a ceiling must explode", why.MUST_EXPLODE),
            ("smaller weights, so that layers pass on less", None),
        ),
    ),
    Concept(
        "Inactive, sparse and dead are three things",
        "04_dying_relu_and_its_fixes.ipynb#2.-Dead-units-on-a-map",
        "A neuron gets no message from an example for which it gives 0; only one that gives 0 for all is stuck.",
        A=Item(
            _MAP,
            ("2, with those that are never white", why.ALWAYS_ON),
            ("3, those that are mostly white", why.MOSTLY_ZERO),
            ("5, those with a white field", why.ANY_ZERO),
            ("1, the one that is all white", None),
            picture=pictures.map_with_one_white_row,
        ),
        B=Item(
            _MAP,
            ("4, those that are mostly white", why.MOSTLY_ZERO),
            ("2, those that are all white", None),
            ("5, those with a white field", why.ANY_ZERO),
            ("3, with those that are never white", why.ALWAYS_ON),
            picture=pictures.map_with_two_white_rows,
        ),
    ),
    Concept(
        "A neuron that is off for all the data stays off",
        "04_dying_relu_and_its_fixes.ipynb#1.-Four-words",
        "With output 0 on every example no message reaches the neuron's weights, so plain training never moves it.",
        A=Item(
            _HINGE,
            ("nearer to the ticks, where the error is", why.PULLED),
            ("where it is now", None),
            ("farther to the right", why.PUSHED),
            ("among the ticks, if the steps are large", why.BY_RATE),
            picture=pictures.hinge_right_of_the_data,
        ),
        B=Item(
            _HINGE,
            ("where it is now", None),
            ("farther to the left", why.PUSHED),
            ("among the ticks, if the steps are large", why.BY_RATE),
            ("nearer to the ticks, where the error is", why.PULLED),
            picture=pictures.hinge_left_of_the_data,
        ),
    ),
    Concept(
        "Without a bend, depth buys nothing",
        "03_why_relu_is_popular.ipynb#5.-Linear-for-positive-inputs",
        "A weighted sum of weighted sums is one weighted sum: it only rises or only falls, at any depth.",
        A=Item(
            "A network of ten layers computes weighted sums of weighted sums, without any activation such as ReLU. "
            "It should give the squares in the picture a higher output than all of the circles. Can it?",
            ("no, it takes more layers than ten", why.DEPTH_ALONE),
            ("yes, if it is trained long enough", why.WILL_IF_TRAINED),
            ("no, at any depth", None),
            ("yes, with three neurons, one for each group", why.PIECES),
            picture=pictures.three_groups_on_a_line,
        ),
        B=Item(
            "A network of ten layers computes weighted sums of weighted sums, without any activation such as ReLU. "
            "It should follow the points in the picture. What is the best that it can draw?",
            ("the V, with two neurons, one for each arm", why.PIECES),
            ("the V, if it is trained long enough", why.WILL_IF_TRAINED),
            ("a curve with up to ten bends", why.DEPTH_ALONE),
            ("one straight line", None),
            picture=pictures.points_in_a_v,
        ),
    ),
    Concept(
        "Weight and bias together place the bend",
        "05_piecewise_linear_networks.ipynb#1.-One-neuron-is-a-hinge",
        "The bend is where weight times input plus bias is 0: a larger weight reaches that with a smaller input.",
        A=Item(
            "A neuron gives max(0, weight · x + bias): flat, then rising, with a bend at x = 2. "
            "Its weight is doubled, its bias stays. Where is the bend now?",
            ("at 1", None),
            ("at 2, steeper", why.FIXED_BEND),
            ("at 4", why.BEND_FOLLOWS),
            ("at 0", why.AT_ZERO),
        ),
        B=Item(
            "A neuron gives max(0, weight · x + bias): flat, then rising, with a bend at x = 1. "
            "Its weight is halved, its bias stays. Where is the bend now?",
            ("at 2", None),
            ("at 0", why.AT_ZERO),
            ("at ½", why.BEND_FOLLOWS),
            ("at 1, flatter", why.FIXED_BEND),
        ),
    ),
    Concept(
        "Each bend adds one piece",
        "05_piecewise_linear_networks.ipynb#2.-Hinges-add-up",
        "Left of all bends there is one piece, and each neuron of a single layer adds one bend: neurons plus one.",
        A=Item(
            _SUM.format("five"),
            ("32", why.EVERY_PATTERN),
            ("6", None),
            ("10", why.TWO_EACH),
            ("5", why.ONE_EACH),
        ),
        B=Item(
            _SUM.format("seven"),
            ("7", why.ONE_EACH),
            ("14", why.TWO_EACH),
            ("8", None),
            ("128", why.EVERY_PATTERN),
        ),
    ),
    Concept(
        "Outside the data it goes straight on",
        "05_piecewise_linear_networks.ipynb#6.-Outside-the-data",
        "Beyond the last bend the output of a ReLU network is one straight line for ever, whatever the data did.",
        A=Item(
            f"{_RELU} A network of such neurons has learned the points in the picture, two years of temperatures. "
            "What does it say ten years later?",
            ("it goes up and down with the seasons", why.PATTERN_GOES_ON),
            ("about the average of the two years", why.AVERAGE),
            ("the last value that it learned", why.FLAT),
            ("something very hot or very cold", None),
            picture=pictures.two_years,
        ),
        B=Item(
            f"{_RELU} A network of such neurons has learned the points in the picture, which follow a parabola up "
            "to 10. What does it draw from 10 to 100?",
            ("a line at the height of the last point", why.FLAT),
            ("a straight line that rises", None),
            ("the parabola", why.PATTERN_GOES_ON),
            ("a curve back to the average height", why.AVERAGE),
            picture=pictures.half_a_parabola,
        ),
    ),
)
