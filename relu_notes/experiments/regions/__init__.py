"""What a ReLU network does to the plane: creases, regions, XOR, fold and cut, a boundary that is learned."""

# ruff: noqa: F401  these names are here for whoever imports the package
from relu_notes.experiments.at_zero.by_construction import TRUTH_TABLE_INPUTS as POINTS
from relu_notes.experiments.at_zero.by_construction import xor_network as textbook_network
from relu_notes.experiments.regions.cutting import Cut, Region, count_regions, cut, one_of_many, regions
from relu_notes.experiments.regions.data import DATA, RADII, WIDTHS, best_line_on_rings, moons, rings, spiral, xor_blobs
from relu_notes.experiments.regions.depth import COUNTS, SHAPES, WINDOWS, random_networks
from relu_notes.experiments.regions.folding import (
    area,
    cut_ends,
    cut_line,
    fold,
    fold_angles,
    folding_network,
    polygon,
    regular_polygon_area,
    unfolded,
)
from relu_notes.experiments.regions.lines import (
    expected_near_data,
    lines_in_general_position,
    random_lines,
    regions_in_disc,
)
from relu_notes.experiments.regions.outlines import boundary, outlines, positive_part, without_straight_corners
from relu_notes.experiments.regions.training import (
    ACTIVATIONS_COMPARED,
    PlaneTraining,
    confidence,
    directions,
    last_slope,
    sure_share,
    train_plane,
)
from relu_notes.experiments.regions.xor import (
    ANSWERS,
    PRESS,
    SLOPE_LIMIT,
    SOLVED,
    bent_line,
    parting_line,
    press,
    solved,
    trained_networks,
)

__all__ = [name for name in dir() if not name.startswith("_")]  # of what is imported above
