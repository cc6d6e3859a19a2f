"""What the figures of lessons 1 to 3 ask before they are moved; those of later lessons stand beside their figures."""

from relu_notes.live import Question, Right, Wrong

# fmt: off

# ------------------------------------------------------------------------------------------------ lesson 1

FUNCTION_AND_DERIVATIVE = Question(
    "ReLU's slope jumps at 0. Which of these activations has a slope that jumps there as well?",
    Wrong("GELU", "GELU is smooth: its curve on the right climbs through 0 without a gap. Compare Leaky ReLU's."),
    Wrong("Softplus",
          "Softplus is ReLU with its corner rounded off: choose it, and its slope is near ½ on both sides."),
    Right("Leaky ReLU", "It has a corner too: straight on both sides of 0, and steeper on the right."),
    Wrong("all of them",
          "A corner in the curve on the left makes the jump on the right, and GELU and Softplus have none."),
    move=("activation", "x"),
    until={"activation": ("leaky_relu", "gelu", "softplus"), "gelu_approximate": ("none", "tanh"), "x": (-0.15, -0.05)},
    not_before=("Leaky",),
)

EXAMPLE_TABLE = Question(
    "Is there an x for which the last column, f′(x), holds a number between 0 and 1?",
    Wrong("yes, x = 0.5", "That takes the value for the slope. f(0.5) is 0.5, but how steep is the line there?"),
    Wrong("yes, just right of 0",
          "That rounds the corner off. Let the table go on from 0 in the smallest steps: 1, 1, 1."),
    Right("no", "ReLU is made of two straight lines, and each has one slope: 0 or 1."),
    move=("first",), until={"first": (0.45, 0.55)}, not_before=("0 or 1",),
)

ADDITIVITY = Question(
    "Here relu(a) + relu(b) and relu(a + b) differ. For which other a and b are they the same?",
    Wrong("for none", "Pieces that are straight do add up while both numbers lie on the same one, as here."),
    Right("unless a and b have opposite signs", "With equal signs a, b and a + b lie on the same straight piece."),
    Wrong("only if both are positive", "Both negative works too: then all three are 0."),
    move=("a", "b"), until={"a": (-5, -0.1)}, not_before=("opposite", "equal"),
)

TWENTY_SIGMOIDS = Question(
    "A gradient travels back through 20 sigmoids, each with the steepest slope it has, ¼. How much of it is left?",
    Wrong("about a tenth", "Slopes along a path are multiplied, not added up: ¼ · ¼ is already a sixteenth."),
    Wrong("a thousandth", "That is ¼ five times over. Fifteen more are to come."),
    Right("a millionth of a millionth", "¼ to the power of 20 is 9 · 10⁻¹³. Twenty active ReLUs leave all of it."),
    Wrong("nothing at all", "The sigmoid's slope is small, but it is nowhere 0."),
)

# ------------------------------------------------------------------------------------------------ lesson 2

TANGENT = Question(
    "x slides from 2 down to −2. What does the tangent do?",
    Wrong("It turns slowly", "A smooth curve's tangent turns, see GELU's. ReLU's kept slope 1 up to the corner at 0."),
    Right("It keeps slope 1, then lies flat", "On each straight piece the tangent is the piece itself."),
    Wrong("It stands upright at 0", "It is the slope that jumps, on the right. The graph itself has no step to climb."),
    move=("x",), until={"x": (-4, -0.5)}, not_before=("flat",),
)

SECANTS = Question(
    "One line comes from the left, one from the right. What are their slopes when h is nearly 0?",
    Wrong("both near ½", "Nothing averages the two sides: each line lies on one straight piece, at any h."),
    Right("still 0 and 1",
          "Each line lies on one straight piece, so its slope is that of the piece, however small h is."),
    Wrong("both near 0", "On the right of 0 the graph rises by h over the distance h, at any h."),
    move=("closer",), until={"closer": (8, 16)}, not_before=("h = 0.0",),
)

SUBGRADIENTS = Question(
    "Your line rises above ReLU somewhere. Which slopes keep it below the graph everywhere?",
    Wrong("only 0", "That takes the convention for the truth. This line stays below too: it touches the corner alone."),
    Wrong("0 and 1", "These are the two sides of the graph. What about a line between them?"),
    Right("all from 0 to 1", "A line between the two sides touches the corner from below, and nothing else."),
    Wrong("all above 0", "Steeper than 1 the line is above the graph right of 0."),
    move=("slope",), until={"slope": (0.2, 1.5)}, not_before=("from 0 to 1", "all subgradients"),
)

LIBRARIES = Question(
    "relu(x), maximum(x, 0) and clamp(x, min=0) compute the same function. Do libraries give them the same slope at 0?",
    Wrong("yes: same function, same derivative",
          "A library computes a program, not mathematics. See the picture below."),
    Right("no, not even within one library", "At a kink any value between the sides will do, and each picks its own."),
    Wrong("it is an error", "No library refuses: training must go on. Each returns some number."),
    Wrong("NaN", "A slope of NaN would spread through all weights. Each library returns a number."),
)

NEURON = (
    Question(
        "b sinks from −1 to −4. What happens to the gradients that w and x get?",
        Wrong("they shrink along with z",
              "The size of z does not count, only its sign does: look at f′(z) on the way."),
        Right("nothing, then both are 0 at once", "The gate is open while z > 0, and closed once z is negative."),
        Wrong("nothing: only b has moved", "b is part of z, and z opens or closes the gate for all three of them."),
        move=("b",), until={"b": (-6, -3.5)}, not_before=("= 0;",),
    ),
    Question(
        "Now b is −1 again, w = −1.5 and x = −2. Is the neuron off for this negative input?",
        Wrong("yes, x is negative",
              "That takes the feature x for z. ReLU sees the sum w·x + b, and it is positive here."),
        Right("no", "Minus times minus: z = w·x + b = 2 is positive, and ReLU looks at nothing but z."),
        Wrong("it is on, and passes x on", "It passes z on, the weighted sum; x itself never reaches the ReLU."),
        move=("b", "w", "x"), until={"b": (-1.05, -0.95), "w": (-1.55, -1.45), "x": (-2.05, -1.95)},
        not_before=("w = −1.5, x = −2",),
    ),
)

GATE = (
    Question(
        "Set z = 1 and the upstream gradient to −1. What does a ReLU send back?",
        Wrong("0, ReLU stops what is negative",
              "That is ReLU of the gradient, the third bar. The gate looks at z alone."),
        Right("−1", "z is positive, so the gate is open and the gradient passes, whatever its sign."),
        Wrong("1, the slope", "The slope multiplies the upstream gradient; it does not take its place."),
        move=("z", "upstream"), until={"z": (0.95, 1.05), "upstream": (-1, -0.95)},
        not_before=("whatever its sign", "Right: −1"),
    ),
    Question(
        "Taking f′ at the output f(z) did no harm with ReLU. And with ELU at z = −1?",
        Wrong("no harm there either",
              "That is what ReLU hid: its f(z) keeps the sign of z and f′ sees no more than that."),
        Right("the wrong gradient", "ELU's slope differs from place to place, and f(z) is another place than z."),
        Wrong("f′(z) is the wrong one there",
              "The chain rule asks how f changes when z does. That is f′ at z, for any f."),
        move=("gate", "z"), until={"gate": ("ELU",), "z": (-1.05, -0.95)}, not_before=("ELU.", "differ"),
    ),
)

EXACT_ZEROS = Question(
    "How many pre-activations must a 16-bit network compute before one is likely to be exactly 0?",
    Wrong("a few thousand", "Read the blue curve at 10 thousand: the chance of even one is a tenth of a per cent."),
    Right("about ten million", "The gap between 16-bit numbers near 0 is 2⁻²⁴, a seventeen-millionth."),
    Wrong("it never is", "Real numbers would never hit 0 exactly. A computer's numbers have gaps, so some do."),
    move=("count",), until={"count": (7, 10)}, not_before=("million",),
)

SIX_ROWS = Question(
    "Three number formats, two kinds of data: in which rows do the final weights depend on f′(0)?",
    Wrong("all rows with 16 bits",
          "Look at the data too: sums of real-valued data hardly ever are exactly 0, even in 16 bits."),
    Right("only ±1 data in 16 bits", "There the sums fall on a coarse grid, and some fall on 0."),
    Wrong("all rows with ±1 data", "In 32 and 64 bits the weights are so fine that sums of ±w do not cancel exactly."),
    Wrong("none", "It looks like a thing of measure 0, and for real numbers it is. Look at the last row."),
)

CHOICE_AT_ZERO = Question(
    "The output layer starts at 0 and ends in a ReLU. Now f′(0) goes to 0 as well. What will training do?",
    Wrong("go on, more slowly", "Slowly would need some gradient. Every output is exactly 0, so every gate is shut."),
    Right("never move at all",
          "All outputs are 0, every gate has slope f′(0) = 0, and no gradient enters the network."),
    Wrong("the same as here", "f′(0) is used for every example here, since every output is exactly 0."),
    move=("slope",), until={"slope": (0, 0.05)}, not_before=("f'(0) = 0.0", "0.377 after"),
)

# ------------------------------------------------------------------------------------------------ lesson 3

COST = Question(
    "In a layer of 512 neurons, what share of the time goes into the activation?",
    Wrong("over half", "The activation is applied to each output once; each output took 512 products before that."),
    Wrong("about a third", "Read the last number in the sentence: the matrix product takes nearly all of the time."),
    Right("a tenth or less", "512 products and sums stand against one comparison, or one exponential."),
    move=("measurement",), not_before=("512",),
)

GRADIENTS_BY_LAYER = Question(
    "At which weight scale s² do ReLU's gradients keep their size through all layers?",
    Right("2", "Half of the slopes are 1 and half are 0, so the mean of f′² is ½, and 2 · ½ = 1."),
    Wrong("2.9", "That makes up for the deviation of ReLU's outputs. Lengths are kept by the mean of the squares."),
    Wrong("4", "A factor of 2 for each half, squared: but s² is a variance already, and half the squares are left."),
    Wrong("at none", "It must explode or vanish, unless one layer's factor is exactly 1. Move s² and watch the bars."),
    move=("scale",), until={"scale": (1.95, 2.05)}, not_before=("(He)", "survives"),
)

WEIGHT_GRADIENTS = Question(
    "With Xavier, ∂L/∂z grows from the first layer to the last. Where is the gradient of the weights, ∂L/∂W, largest?",
    Wrong("in the last layer", "∂L/∂W is ∂L/∂z times the layer's input, and the inputs shrink from layer to layer."),
    Wrong("in the first layer", "Its inputs are the largest, but its ∂L/∂z is the smallest."),
    Right("nowhere: all alike, all tiny", "What ∂L/∂z gains from layer to layer the inputs lose."),
)

TYPICAL_LENGTH = Question(
    "He keeps the squared length in the mean over networks. What does a typical network of ten layers of ten keep?",
    Wrong("all of it", "That takes the mean for the typical. A few networks with huge signals carry the mean."),
    Wrong("about half", "Narrow layers lose more than that: the median of a product of ten random factors is small."),
    Right("about 6%", "Half of all networks keep less than 6%, and a few keep many times too much."),
    Wrong("nothing", "Some of ten neurons are on in each layer, nearly always."),
)

TRAINING = Question(
    "30 layers, 200 steps: which settings learn?",
    Wrong("ReLU at any scale", "ReLU's slope of 1 is not enough: look at the two smaller scales."),
    Right("nearly all with He's scale, some tanh", "The scale must fit the activation: 2 for ReLU, about 1 for tanh."),
    Wrong("ReLU at the library's default", "PyTorch's Linear starts at ⅓, 0.41 per layer: its bar stays at 0."),
    Wrong("all of them", "The smaller scales multiply the gradient by 0.7 or less per layer. Look at sigmoid as well."),
    move=("step",), until={"step": (195, 200)}, not_before=("He (2) 11", "He (2) 12"),
)

ZEROS_AND_BIAS = Question(
    "All biases are 0 and nothing has been learned. Which share of the outputs is 0?",
    Wrong("none", "A z below 0 is as likely as one above, and ReLU turns each of those into a 0."),
    Right("half", "The weights are as often negative as positive, so z is: that is symmetry, and no achievement."),
    Wrong("90%", "For that the bias must be well below 0. Try −1.3."),
    Wrong("that depends on the data",
          "Turn all weights around and every z changes its sign: half are negative for any data."),
    move=("bias",), until={"bias": (-0.05, 0.05)}, not_before=("50", "half"),
)

UNITS_OFF = Question(
    "Half of the outputs are 0 in every layer. Is it other neurons for every input?",
    Wrong("yes, at random, as with dropout",
          "Follow the white rows to deeper layers: what is off for one input is off for most."),
    Right("less and less with depth",
          "Deeper, the inputs have become alike, so a neuron is off for nearly all or for none."),
    Wrong("no, always the same ones", "In layer 1 nearly every neuron is on for some input and off for others."),
    move=("layer",), until={"layer": (15, 30)}, not_before=("layer 15", "layer 30", "40.9%"),
)

ZEROS_IN_A_PRODUCT = (
    Question(
        "99% of the numbers in a matrix are 0. How much faster is its product with another matrix?",
        Wrong("100 times", "Somebody would have to skip the zeros. A dense product multiplies them like any number."),
        Wrong("10 times", "Nothing is skipped at all: read the first bar."),
        Right("not at all", "The processor multiplies by 0 as fast as by anything else, and does not look first."),
        move=("measurement",), not_before=("as fast",),
    ),
    Question(
        "One vector times a matrix: now the rows that meet a 0 are left out. What does that gain with 50% zeros?",
        Wrong("twice the speed", "Half of the work is gone, but to pick rows costs time as well: read the second bar."),
        Right("little or nothing", "Picking rows costs what it saves. Move on: from about 90% on skipping pays."),
        Wrong("nothing, at any share",
              "True of the dense product. Read the second bar at 99%: it is many times as fast."),
        move=("measurement", "halvings"), until={"measurement": (1, 2, 3, 4, 5), "halvings": (1, 1)},
        not_before=("90%",),
    ),
)

STACKED_LAYERS = Question(
    "The slope left of 0 goes up to 1, so that no bend is left. What can eight such layers draw?",
    Wrong("a curve with eight bends",
          "Depth alone bends nothing: a weighted sum of weighted sums is one weighted sum."),
    Right("a straight line", "Multiply the matrices, and one layer is left."),
    Wrong("a parabola", "Nothing is squared anywhere: numbers are multiplied by weights and added."),
    move=("slope",), until={"slope": (0.98, 1)}, not_before=("one layer does the same",),
)
