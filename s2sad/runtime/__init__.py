"""The functions that an emitted program may call; imports NumPy only.

Each is marked, so that emitted text can be differentiated again, and each says what it transposes.
"""

from .blocks import (
    as_matrix,
    both_blocks,
    corner,
    ends,
    in_corner,
    lstsq_rank,
    lstsq_residuals,
    lstsq_solution,
    lstsq_values,
    residuals_back,
    residuals_of,
    sum_of_blocks,
)
from .broadcast import (
    broadcast_like,
    count,
    expand,
    h,
    t,
    transpose_back,
    unbroadcast,
    vector,
)
from .calculus import (
    divide_or_zero,
    logaddexp_weight,
    power_derivative,
    sinc_derivative,
    tie_weights,
)
from .factors import (
    eigh_values,
    eigh_vectors,
    fold_upper,
    mirror_upper,
    only_diagonal,
    over_gaps,
    qr_q,
    qr_r,
    svd_left,
    svd_left_full,
    svd_right,
    svd_right_full,
    svd_values,
    svd_values_full,
    undetermined,
)
from .fourier import (
    hfft_back,
    ihfft_back,
    irfft_back,
    irfftn_back,
    resized,
    rfft_back,
    rfftn_back,
)
from .items import (
    as_items,
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
from .product import (
    cofactor,
    dot_lhs,
    dot_rhs,
    half_tril,
    inner_lhs,
    inner_rhs,
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
)
from .writers import last_written, written

__all__ = [
    "as_matrix", "both_blocks", "corner", "ends", "in_corner", "lstsq_rank", "lstsq_residuals",
    "lstsq_solution", "lstsq_values", "residuals_back", "residuals_of", "sum_of_blocks",
    "as_items", "broadcast_like", "cofactor", "concatenate_item", "concatenate_items",
    "concatenate_place", "count", "cumsum_back", "diag_back", "diagonal_back", "diff_back",
    "divide_or_zero", "dot_lhs", "dot_rhs", "expand", "h", "half_tril", "hfft_back",
    "ihfft_back", "irfft_back", "irfftn_back", "resized", "rfft_back", "rfftn_back",
    "eigh_values", "eigh_vectors", "fold_upper", "mirror_upper", "only_diagonal", "over_gaps",
    "qr_q", "qr_r", "svd_left", "svd_left_full", "svd_right", "svd_right_full", "svd_values",
    "svd_values_full", "undetermined", "inner_lhs", "inner_rhs",
    "join_all", "join_item", "join_items", "join_place", "last_written", "logabsdet",
    "logaddexp_weight", "written",
    "matmul_lhs", "matmul_rhs", "power_derivative", "products_after", "products_before",
    "put_along", "recurrence", "recurrence_back", "repeat_back", "scatter", "shift",
    "signdet", "sinc_derivative", "solve_like", "solve_outer", "solve_product", "stack_items",
    "sum_items", "t", "take_back", "tensordot_lhs", "tensordot_rhs", "tie_weights",
    "tile_back", "transpose_back", "unbroadcast", "unpad", "vector",
]  # fmt: skip
