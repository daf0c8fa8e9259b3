"""The functions that an emitted program may call; imports NumPy only.

Each is marked, so that emitted text can be differentiated again, and each says what it transposes.
"""

from .broadcast import (
    broadcast_like,
    count,
    expand,
    ramp,
    ramp_back,
    t,
    transpose_back,
    unbroadcast,
    vector,
)
from .calculus import (
    divide_or_zero,
    fraction,
    i0_derivative,
    leader,
    logaddexp_weight,
    power_derivative,
    sinc_derivative,
    tie_weights,
    tie_weights_with,
)
from .items import (
    as_items,
    chosen,
    chosen_items,
    chosen_place,
    concatenate_item,
    concatenate_items,
    concatenate_place,
    join_all,
    join_item,
    join_items,
    join_place,
    stack_items,
    sum_items,
)
from .place import (
    diag_back,
    diagonal_back,
    diff_back,
    put_along,
    repeat_back,
    scatter,
    take_back,
    tile_back,
    unpad,
)
from .places import (
    nowhere,
    order_like,
    pad_along,
    pad_back,
    places,
    put_places,
    take_places,
)
from .polynomial import (
    before,
    convolve_lhs,
    correlate_lhs,
    correlate_rhs,
    gradient_back,
    interp_at,
    interp_back,
    interp_slope,
    interp_slope_back,
    last,
    polyder_back,
    polyfit_back,
    polyint_back,
    polyval_back,
    vander_derivative,
)
from .product import (
    cofactor,
    dot_lhs,
    dot_rhs,
    half_tril,
    inner_lhs,
    inner_rhs,
    kron_lhs,
    kron_rhs,
    logabsdet,
    matmul_lhs,
    matmul_rhs,
    signdet,
    solve_like,
    solve_outer,
    solve_product,
    tensordot_lhs,
    tensordot_rhs,
)
from .scan import (
    cumsum_back,
    products_after,
    products_before,
    recurrence,
    recurrence_back,
    shift,
    with_first,
    without_first,
)
from .statistics import (
    along,
    along_back,
    covariance,
    covariance_lhs,
    quantile_weights,
    weigh,
    weigh_back,
)
from .writers import last_written, written

__all__ = [
    "along", "along_back", "as_items", "before", "broadcast_like", "chosen", "chosen_items",
    "chosen_place", "cofactor", "concatenate_item", "concatenate_items", "concatenate_place",
    "convolve_lhs", "correlate_lhs", "correlate_rhs", "count", "covariance", "covariance_lhs",
    "cumsum_back", "diag_back", "diagonal_back", "diff_back", "divide_or_zero", "dot_lhs",
    "dot_rhs", "expand", "fraction", "gradient_back", "half_tril", "i0_derivative", "inner_lhs",
    "inner_rhs", "interp_at", "interp_back", "interp_slope", "interp_slope_back", "join_all",
    "join_item", "join_items", "join_place", "kron_lhs", "kron_rhs", "last", "last_written",
    "leader", "logabsdet", "logaddexp_weight", "matmul_lhs", "matmul_rhs", "nowhere", "order_like",
    "pad_along", "pad_back", "places", "polyder_back", "polyfit_back", "polyint_back",
    "polyval_back", "power_derivative", "products_after", "products_before", "put_along",
    "put_places", "quantile_weights", "ramp", "ramp_back", "recurrence", "recurrence_back",
    "repeat_back", "scatter", "shift", "signdet", "sinc_derivative", "solve_like", "solve_outer",
    "solve_product", "stack_items", "sum_items", "t", "take_back", "take_places", "tensordot_lhs",
    "tensordot_rhs", "tie_weights", "tie_weights_with", "tile_back", "transpose_back",
    "unbroadcast", "unpad", "vander_derivative", "vector", "weigh", "weigh_back", "with_first",
    "without_first", "written",
]  # fmt: skip
