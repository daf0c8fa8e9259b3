"""The kinds of places, weights and filters that SciPy chooses."""

from __future__ import annotations

from ...ir.kinds import Array, Kind, Scalar, Size, TupleKind
from .calls import Call, Undecided, kind_rule


@kind_rule("rt.grid_of(x)", "rt.zoomed_grid(x, factor)")
def of_grid(call: Call) -> Kind:
    """A coordinate along each axis for each element, or for those of a larger image."""
    shape = call.array("x").shape
    if call.op == "rt.zoomed_grid":
        shape = tuple([call.sizes.fresh() for _ in shape])
    return Array("float64", (Size(len(shape)), *shape), "A")


@kind_rule("rt.gauss_legendre(n)")
def of_gauss(call: Call) -> Kind:
    """Places and weights."""
    return Array("float64", (Size(2), call.size(call.kwargs["n"])))


@kind_rule("rt.romberg_weights(n)")
def of_romberg(call: Call) -> Kind:
    """A weight for each sample."""
    return Array("float64", (call.size(call.kwargs["n"]),))


@kind_rule("rt.polynomial_rows(window, order, deriv, delta)")
def of_rows(call: Call) -> Kind:
    """As many weights for each sample of a window."""
    n = call.size(call.kwargs["window"])
    return Array("float64", (n, n))


_BAND = "btype=None, analog=False, output='ba'"


@kind_rule(
    f"scipy.signal.butter(N, Wn, {_BAND}, fs=None)",
    f"scipy.signal.cheby1(N, rp, Wn, {_BAND}, fs=None)",
    f"scipy.signal.cheby2(N, rs, Wn, {_BAND}, fs=None)",
    f"scipy.signal.ellip(N, rp, rs, Wn, {_BAND}, fs=None)",
    f"scipy.signal.bessel(N, Wn, {_BAND}, norm=None, fs=None)",
    "scipy.signal.iirnotch(w0, Q, fs=2.0, output='ba')",
    "scipy.signal.iirpeak(w0, Q, fs=2.0, output='ba')",
)
def of_design(call: Call) -> Kind:
    """The coefficients above and below, or a row of six for each of several filters."""
    if call.constant("output") == "sos":
        return Array("float64", (call.sizes.fresh(), Size(6)), "A")
    if call.constant("output") != "ba":
        raise Undecided("zeros and poles of a filter")
    b, a = call.sizes.fresh(), call.sizes.fresh()
    return TupleKind((Array("float64", (b,)), Array("float64", (a,))))


@kind_rule("scipy.signal.firwin(numtaps, cutoff, width=None, window=None, pass_zero=True,"
           " scale=True, fs=None)", "scipy.signal.get_window(window, Nx, fftbins=True)")
def of_taps(call: Call) -> Kind:
    """As many numbers as are asked for."""
    name = "Nx" if call.op.endswith("get_window") else "numtaps"
    return Array("float64", (call.size(call.kwargs[name]),))


@kind_rule("rt.neighbours(x, size=None, footprint=None, mode='reflect', origin=0)")
def of_neighbours(call: Call) -> Kind:
    """Places of as many elements as a window has, for each element of x."""
    x = call.array("x")
    count = call.sizes.fresh()
    if not call.has("footprint") and isinstance(size := call.constant("size"), int):
        count = Size(size**x.ndim)
    return Array("int64", (*x.shape, count), "A")


@kind_rule("rt.rank_of(percentile, count)")
def of_rank(call: Call) -> Kind:
    """A place."""
    return Scalar("int64")


@kind_rule("rt.turned_window(size, footprint, ndim)")
def of_turned(call: Call) -> Kind:
    """A window, and an origin along each axis."""
    axes = range(call.constant("ndim"))
    window = Array("bool", tuple([call.sizes.fresh() for _ in axes]), "A")
    return TupleKind((window, TupleKind(tuple([Scalar("int64") for _ in axes]))))


@kind_rule("rt.label_matrix(labels, index)")
def of_labels(call: Call) -> Kind:
    """A row for each label, with a number for each element."""
    return Array("float64", (*call.array("index").shape, call.sizes.fresh()))


@kind_rule("rt.turns(where, n)")
def of_turns(call: Call) -> Kind:
    """A number for each place."""
    return Array("int64", call.array("where").shape)


@kind_rule("rt.count_turns(found)")
def of_count(call: Call) -> Kind:
    """A number."""
    return Scalar("int64")


@kind_rule("rt.bin_of(x, edges)")
def of_bins(call: Call) -> Kind:
    """A place for each element of x."""
    return Array("int64", call.array("x").shape, "A")
