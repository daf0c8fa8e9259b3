"""The kinds of what functions of SciPy's decide: places and numbers."""

from __future__ import annotations

from ...ir.kinds import Array, Kind, Scalar, Size, TupleKind
from .calls import Call, kind_rule


@kind_rule("rt.qr_pivots(a)")
def of_pivots(call: Call) -> Kind:
    """A place for each column."""
    return Array("int32", call.array("a").shape[-1:])


@kind_rule("rt.euler_axes(seq)")
def of_axes(call: Call) -> Kind:
    """A row for each letter."""
    return Array("float64", (Size(len(call.constant("seq"))), Size(3)))


@kind_rule("rt.euler_order(seq)")
def of_order(call: Call) -> Kind:
    """A place for each letter."""
    return Array("int64", (Size(len(call.constant("seq"))),))


@kind_rule("rt.euler_places(seq)")
def of_three(call: Call) -> Kind:
    """Three places, a sign, and two answers."""
    places = [Scalar("int64") for _ in range(4)]
    return TupleKind((*places, Scalar("bool"), Scalar("bool")))


@kind_rule("rt.lu_turn(a)")
def of_turn(call: Call) -> Kind:
    """A square matrix with a row for each of those of a."""
    a = call.array("a")
    return Array("float64", (a.shape[0], a.shape[0]), "A")


@kind_rule(
    "rt.peaks(x, height=None, threshold=None, distance=None, prominence=None, width=None,"
    " wlen=None, rel_height=None, plateau_size=None)",
    "rt.extrema_of(x, sign, order=1, mode=None)",
)
def of_places(call: Call) -> Kind:
    """Places of samples, as many as there are."""
    return Array("int64", (call.sizes.fresh(),))


@kind_rule("rt.peak_bases(x, peaks, wlen=None)")
def of_bases(call: Call) -> Kind:
    """Two places for each peak."""
    return Array("int64", (Size(2), *call.array("peaks").shape))


@kind_rule("rt.matching(cost, maximize=False)")
def of_matching(call: Call) -> Kind:
    """Rows, and columns: as many as the cost has of the rarer ones."""
    rows, columns = call.array("cost").shape
    fewer = call.sizes.at_most(rows, columns)
    count = call.sizes.fresh() if fewer is None else rows if fewer else columns
    return Array("int64", (Size(2), count))


@kind_rule("rt.pools(x, weights=None, increasing=True)")
def of_pools(call: Call) -> Kind:
    """The number of a block for each element."""
    return Array("int64", call.array("x").shape)


@kind_rule("rt.rank_test(name, part, x)", "rt.rank_test(name, part, x, y)")
def of_rank_test(call: Call) -> Kind:
    """A number."""
    return Scalar("float64", True)


@kind_rule("rt.nearest(data, x, k=1, p=2.0)")
def of_nearest(call: Call) -> Kind:
    """A place for each point, or as many as are asked for."""
    k = call.constant("k")
    shape = call.array("x").shape[:-1]
    return Array("int64", shape if k == 1 else (*shape, Size(k)), "A")


@kind_rule("scipy.stats.rankdata(a, method=None, axis=None)")
def of_ranks(call: Call) -> Kind:
    """A rank for each element: in a line, if no axis is told."""
    a = call.array("a")
    if not call.has("axis") and a.ndim > 1:
        return Array("float64", (call.sizes.fresh(),))
    return Array("float64", a.shape, "A")


@kind_rule("scipy.linalg.issymmetric(a)", "scipy.linalg.ishermitian(a)")
def of_question(call: Call) -> Kind:
    """Whether it is so."""
    return Scalar("bool")
