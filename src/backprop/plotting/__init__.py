"""The figures of the book, in one colour language.

Forward values are blue and solid, gradients orange and dashed or slanted,
parameters green and square-cornered; what is none of them, a count or a time,
is ink and grey. Every function returns the Axes it drew on and describes it,
so that :func:`show` can publish the picture with a text that says the same in
words.
"""

from backprop.plotting.checking import (
    blind_directions,
    causes_by_step,
    kink_slopes,
    surviving_digits,
    u_curve,
)
from backprop.plotting.corners import curves_and_corners
from backprop.plotting.curves import (
    contributions,
    descent,
    last_steps,
    nudge,
    relu_and_derivative,
)
from backprop.plotting.fan import fan
from backprop.plotting.fused import (
    error_arrows,
    far_apart,
    time_ratios,
    two_routes,
)
from backprop.plotting.gates import open_gates
from backprop.plotting.graph import neuron_graph
from backprop.plotting.jacobian import (
    jacobian_batch,
    jacobian_cost,
    jacobian_map,
    weighted_areas,
)
from backprop.plotting.lamps import lamps
from backprop.plotting.losses import (
    clipped_loss,
    cross_entropy_arrays,
    loss_and_slope,
    places_of_mean,
)
from backprop.plotting.masks import relu_mask
from backprop.plotting.matrices import outer_products, product_table
from backprop.plotting.network import (
    network_arrays,
    network_paths,
    paths_and_edges,
)
from backprop.plotting.on_curve import gates_on_curve
from backprop.plotting.penalties import (
    dropout_arrays,
    penalties_and_slopes,
    penalty_arrays,
    running_mean,
    shrinking,
    weight_histograms,
)
from backprop.plotting.spiral import (
    decision_regions,
    plane_points,
    spiral_points,
)
from backprop.plotting.style import describe, new_axes, number, show
from backprop.plotting.sweep import strength_sweep
from backprop.plotting.training import gradient_norms, training_curves
from backprop.plotting.walk import neuron_walk

__all__ = [
    "blind_directions",
    "causes_by_step",
    "clipped_loss",
    "contributions",
    "cross_entropy_arrays",
    "curves_and_corners",
    "decision_regions",
    "descent",
    "describe",
    "dropout_arrays",
    "error_arrows",
    "fan",
    "far_apart",
    "gates_on_curve",
    "gradient_norms",
    "jacobian_batch",
    "jacobian_cost",
    "jacobian_map",
    "kink_slopes",
    "lamps",
    "last_steps",
    "loss_and_slope",
    "network_arrays",
    "network_paths",
    "neuron_graph",
    "neuron_walk",
    "new_axes",
    "nudge",
    "number",
    "open_gates",
    "outer_products",
    "paths_and_edges",
    "penalties_and_slopes",
    "penalty_arrays",
    "places_of_mean",
    "plane_points",
    "product_table",
    "relu_and_derivative",
    "relu_mask",
    "running_mean",
    "show",
    "shrinking",
    "spiral_points",
    "strength_sweep",
    "surviving_digits",
    "time_ratios",
    "training_curves",
    "two_routes",
    "u_curve",
    "weight_histograms",
    "weighted_areas",
]
