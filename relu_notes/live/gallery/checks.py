"""What lessons 1 to 3 and 6 ask at their end, under *Check yourself*."""

from relu_notes.live import Question, Right, Wrong

# fmt: off

LESSON_1 = (
    Question(
        "What is f′(0.001)?",
        Wrong("0.001", "That is the value f(0.001). The slope right of 0 is the same everywhere."),
        Right("1", "0.001 lies right of 0, and there the line rises as fast as it goes."),
        Wrong("about ½", "Near the corner is not at the corner: right of 0 the line has one slope."),
    ),
    Question(
        "A neuron's output is 0 for one of 60 000 examples. Is it dead?",
        Wrong("yes", "Dead means 0 for every example. From all the others it still learns."),
        Right("no", "It is inactive for that example and learns from the others."),
    ),
    Question(
        "Which pair shows that ReLU is not linear?",
        Wrong("a = 1 and b = 2", "There both sides are 3: both numbers lie on the same straight piece."),
        Wrong("a = −1 and b = −2", "There both sides are 0: both numbers lie on the same straight piece."),
        Right("a = 1 and b = −2", "relu(1) + relu(−2) = 1, but relu(−1) = 0."),
    ),
    Question(
        "Why may a library choose f′(0)?",
        Right("because no single slope fits a corner",
              "Slope 0 fits the left side, slope 1 the right, and any between touches."),
        Wrong("because f(0) is 0", "The value at 0 is clear. It is the slope there that is not."),
        Wrong("because computers round", "The corner is there for real numbers as well."),
    ),
)

LESSON_2 = (
    Question(
        "z = −2, and the upstream gradient is 100. What reaches the weight?",
        Wrong("100", "The gate is closed: the sign of z decides, not the size of the gradient."),
        Wrong("−200", "The gradient is multiplied by f′(z), not by z."),
        Right("0", "z is negative, so f′(z) = 0, and 100 times 0 is 0."),
    ),
    Question(
        "z = 2, and the upstream gradient is −100. What does the ReLU pass on?",
        Right("−100", "The gate is open for gradients of either sign."),
        Wrong("0", "That is ReLU of the gradient. The gate looks at z."),
        Wrong("100", "The gradient is multiplied by 1, which keeps its sign."),
    ),
    Question(
        "Which of these is no subgradient of ReLU at 0?",
        Wrong("0.3", "A line of slope 0.3 through the corner stays below the graph."),
        Wrong("1", "It is the right side itself, which never rises above the graph."),
        Right("−0.3", "Left of 0 a line that falls to the right lies above the graph."),
    ),
    Question(
        "Code takes f′ at f(z) by mistake. Which activation shows it in a test?",
        Wrong("ReLU", "Its output keeps the sign of z, and f′ asks for nothing but the sign."),
        Wrong("Leaky ReLU", "Its output keeps the sign of z as well."),
        Right("ELU", "Its slope differs from place to place, and f(z) is another place than z."),
    ),
)

LESSON_3 = (
    Question(
        "A ReLU network of 30 layers, weight variance 1/n. Why does it hardly learn, although ReLU's slope is 1?",
        Wrong("its units are dead", "About half are off for each input, as they should be."),
        Right("each layer multiplies the gradient by 0.71",
              "The slope is 1 for half of the units only: √½ per layer, 4 · 10⁻⁵ after 29."),
        Wrong("its gradients explode", "0.71 per layer is less than 1."),
    ),
    Question(
        "A fresh network gives 50% zeros. What does that tell you about what it has learned?",
        Wrong("it has found a sparse code", "It has found nothing yet: this is the symmetry of its weights."),
        Right("nothing", "Half of a symmetric bell lies left of 0."),
        Wrong("half of its units are dead", "Off for one input is not off for all."),
    ),
    Question(
        "95% of a layer's outputs are 0. When does that save time?",
        Wrong("always", "A dense product multiplies the zeros as well."),
        Right("where somebody skips the zeros",
              "One input at a time, leaving out the rows of zeros pays; a dense product gains nothing."),
        Wrong("never", "For one input at a time the rows of zeros can be left out, and that pays."),
    ),
    Question(
        "Does a ReLU network learn in fewer steps than a tanh network?",
        Wrong("always", "On blobs, or with tanh's gain of 5/3, tanh needs fewer."),
        Wrong("never", "On rings, with weight variance 1/n for tanh, ReLU needs half as many."),
        Right("that depends on data, depth and scale",
              "Fewer than sigmoid nearly always; fewer than tanh in about half of the settings."),
    ),
)

LESSON_6 = (
    Question(
        "A neuron with w = (3, 4) and b = −10: how far from 0 is its crease, and how steep is its open side?",
        Wrong("10 away, slope 5", "The distance is |b|/|w|: a longer w meets −b sooner."),
        Right("2 away, slope 5", "|w| = 5, and 10/5 = 2."),
        Wrong("2 away, slope 7", "The slope is |w|, √(3² + 4²), and not the sum."),
    ),
    Question(
        "Three neurons with biases in general position: how many regions has the plane?",
        Wrong("8, one for each pattern", "The pattern opposite to the middle triangle's occurs nowhere."),
        Right("7", "1 + 3 + 3·2/2: a triangle in the middle and six around it."),
        Wrong("6", "That is so if all three creases meet in one point, as without biases."),
    ),
    Question(
        "|x₁| + |x₂| ≤ 1 is a square. How does a network of two folds and one cut draw it?",
        Right("Fold along both axes, then cut along x₁ + x₂ = 1",
              "Two folds lay all four quarters on one another; one cut makes 2² sides."),
        Wrong("Fold along both diagonals, then cut along x₁ = 1", "That is a square too, but one with upright sides."),
        Wrong("It takes four cuts", "One layer needs four neurons for the four sides; folds copy one cut."),
    ),
)
