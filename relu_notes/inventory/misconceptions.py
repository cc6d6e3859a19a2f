"""What stands behind the wrong options, as learners voice it; the teacher's report names these."""

VALUE = "takes the value for the slope"
ROUNDED = "rounds the corner off: the slope would change bit by bit"
NO_GAP = "no gap in the graph, so no jump in the slope"

AT_INPUT = "takes the input x for the sum z"
AT_OUTPUT = "takes the output f(z) for the sum z"
ONE_SLOPE = "one slope for the whole function"

RECTIFIED = "ReLU would let only positive messages back"
SIZE_COUNTS = "the size of the sum would count"
SLOPE_ONLY = "the slope instead of the message"

NEEDS_NO_HELP = "slope 1 would need no help from the weights"
MUST_EXPLODE = "no ceiling, so it must explode"
ONE_GATE = "one closed neuron would stop everything"

ANY_ZERO = "any zero would mean dead"
MOSTLY_ZERO = "mostly zero would mean dead"
ALWAYS_ON = "a neuron that is never off would be stuck as well"

PULLED = "the error would pull it back"
PUSHED = "it would drift farther off"
BY_RATE = "a larger step would bring it back"

DEPTH_ALONE = "depth alone would bend the line"
WILL_IF_TRAINED = "training could do what the network cannot"
PIECES = "each neuron would own one piece"

FIXED_BEND = "the weight would change the steepness alone"
BEND_FOLLOWS = "the bend would grow with the weight"
AT_ZERO = "every bend would be at 0"

ONE_EACH = "each neuron would own one piece, and no more"
TWO_EACH = "each neuron would add two pieces"
EVERY_PATTERN = "every pattern of on and off would occur"

PATTERN_GOES_ON = "the network would carry the pattern on"
FLAT = "it would stay at the last value"
AVERAGE = "it would return to the average"
