"""Points for NumPy's functions of shapes and selections, joins, grids and polynomials."""

import numpy as np

from .points import X1, X2, X3, r, signed
from .points_numpy import MASK, SPREAD

POINTS = []


def add(text, **values):
    POINTS.append((text, values))


# -- shapes --------------------------------------------------------------------------------------

for _text in (
    "np.rollaxis(x, 2)", "np.rollaxis(x, -1, 1)", "np.rollaxis(x, 0, 3)", "np.rot90(x)",
    "np.rot90(x, 3)", "np.rot90(x, axes=(1, 2))", "np.rot90(x, k=-1, axes=(0, 2))",
    "np.flip(x, (0, 2))", "np.flip(x, axis=-1)", "np.triu(x)", "np.tril(x, 1)", "np.triu(x, k=-1)",
    "np.roll(x, 2, axis=1)", "np.roll(x, (1, -1), axis=(0, -1))", "np.roll(x, 5)",
    "np.roll(x, 1, axis=(0, 1))", "np.repeat(x, 2, axis=-1)", "np.tile(x, (2, 1, 1, 2))",
    "np.permute_dims(x, (1, 2, 0))", "np.matrix_transpose(x)", "np.squeeze(x[:, :1], 1)",
    "np.squeeze(x[:, :1, :1], axis=(1, -1))", "np.expand_dims(x, (0, -1))",
    "np.ravel(x, order='F')",
    "np.reshape(x, (4, 6), order='F')", "np.reshape(x, (4, -1), copy=True)",
    "np.diagonal(x, axis1=0, axis2=2)", "x.transpose(1, 2, 0)", "x.swapaxes(0, 2)", "x.mT",
    "np.diff(x, n=2, axis=1)", "np.diff(x, prepend=0)", "np.diff(x, axis=1, append=x[:, :1])",
    "np.diff(x, axis=0, prepend=x[:1], append=x[1:])", "np.diff(x, n=0)",
    "np.flatten(x)" if hasattr(np, "flatten") else "x.flatten()", "x.flatten(order='F')",
    "np.atleast_3d(x)", "np.copy(x, order='F')", "x.copy(order='F')",
):  # fmt: skip
    add(_text, x=X3)
add("np.diagflat(x)", x=X1)
add("np.diagflat(x, -1)", x=X2)
add("np.atleast_1d(x, y)", x=0.3, y=X2)
add("np.atleast_2d(x, y)", x=0.3, y=X1)
add("np.ediff1d(x)", x=X2)
add("np.ediff1d(x, to_end=y)", x=X1, y=signed(2))
add("np.ediff1d(x, to_begin=-99.0, to_end=[1.0, 2.0])", x=X1)
add("np.resize(x, (2, 3))", x=X1)
add("np.resize(x, 7)", x=X2)
for _mode in ("edge", "reflect", "symmetric", "wrap", "constant", "linear_ramp", "mean", "maximum",
              "minimum", "median", "empty"):  # fmt: skip
    if _mode != "empty":
        add(f"np.pad(x, 2, mode='{_mode}')", x=SPREAD)
        add(f"np.pad(x, (1, 2), '{_mode}')", x=X1)
        add(f"np.pad(x, ((0, 1), (2, 0)), mode='{_mode}')", x=SPREAD)
add("np.pad(x, 1, constant_values=2.5)", x=X2)
add("np.pad(x, 1, constant_values=c)", x=X2, c=0.7)
add("np.pad(x, ((1, 0), (0, 2)), constant_values=((1, 2), (3, 4)))", x=X2)
add("np.pad(x, 2, mode='linear_ramp', end_values=1.5)", x=X1)
add("np.pad(x, 2, mode='mean', stat_length=2)", x=X1)
add("np.pad(x, 3, mode='reflect', reflect_type='odd')", x=X1)
add("np.pad(x, 1, mode='symmetric', reflect_type='odd')", x=X2)
add("np.pad(x, 9, mode='reflect')", x=X1)
add("np.pad(x, 9, mode='wrap')", x=X1)
for _rest, _x in (
    ("", X1), (", 0.5", X1), (", np.array([0.0, 1.0, 1.5, 3.0])", X1), (", axis=0", X2),
    (", 2.0, axis=1", X2), (", axis=-1, edge_order=2", X2), (", axis=1", X3),
    (", np.array([0.0, 1.0, 3.0]), axis=0", X2),
    (", np.array([0.0, 1.0, 3.0]), axis=0, edge_order=2", X2),
    ("", X2), (", 0.3, 0.5", X2), (", 0.4", X3), (", axis=(0, 2)", SPREAD.reshape(3, 2, 2)),
    (", 0.3, np.array([0.0, 1.0, 1.5, 3.0])", X2),
):  # fmt: skip
    add(f"np.gradient(x{_rest})", x=_x)
add("np.gradient(x, h)", x=X1, h=0.3)

# -- selections ----------------------------------------------------------------------------------

for _rest in (", 1", ", [0, 2]", ", -1", ", slice(1, 3)", ", np.array([1, 1])"):
    add(f"np.delete(x{_rest})", x=X1)
    add(f"np.delete(x{_rest}, axis=1)", x=X2)
    add(f"np.delete(x{_rest}, axis=-1)", x=X3)
add("np.delete(x, [True, False, True, False])", x=X1)
add("np.delete(x, m)", x=X1, m=np.array([True, False, True, False]))
add("np.insert(x, 1, v)", x=X1, v=0.7)
add("np.insert(x, [1, 3], v)", x=X1, v=signed(2))
add("np.insert(x, np.array([0, 2, 2]), v)", x=X1, v=signed(3))
add("np.insert(x, 1, v, axis=0)", x=X2, v=X1)
add("np.insert(x, 2, v, axis=1)", x=X2, v=0.4)
add("np.insert(x, [0, 2], v, axis=1)", x=X2, v=signed(3, 2))
add("np.insert(x, -1, 2.5)", x=X1)
add("np.insert(x, slice(0, 2), 2.5)", x=X1)
add("np.append(x, y, axis=1)", x=X2, y=signed(3, 2))
add("np.append(x, [1.0, 2.0])", x=X1)
add("np.append(x, 1)", x=X1)
for _rest in ("", ", axis=0", ", axis=-1", ", mode='clip'", ", mode='wrap', axis=1"):
    add(f"np.take(x, i{_rest})", x=X2, i=np.array([0, 2, 2]))
add("np.take(x, i, axis=1, mode='wrap')", x=X2, i=np.array([0, 5, -2]))
add("np.take(x, i, mode='clip')", x=X2, i=np.array([0, 5, 99]))
add("x.take([0, 3])", x=X2)
add("np.take_along_axis(x, np.argsort(x, axis=1), axis=1)", x=SPREAD)
add("np.take_along_axis(x, np.argmax(x, axis=0)[None], 0)", x=SPREAD)
add("np.take_along_axis(x, i, axis=None)", x=X2, i=np.array([0, 7, 7]))
add("np.take_along_axis(x, i, axis=-1)", x=X2, i=np.array([[0, 1], [2, 1], [0, 0]]))
add("np.compress([True, False, True], x, axis=0)", x=X2)
add("np.compress(c, x)", x=X1, c=np.array([True, False, True, True]))
add("np.extract(c, x)", x=X2, c=MASK)
add("np.select([x > 0.5, x < -0.5], [x**2, y], 0.3)", x=X2, y=X1)
add("np.select([x > 0.5, x < -0.5], [x * y, 2.0], default=x)", x=X2, y=0.4)
add("np.select([x > 0.5], [x])", x=X2)
add("np.choose(i, [x, y])", x=X1, y=signed(4), i=np.array([0, 1, 1, 0]))
add("np.choose(i, (x, y, 2.0), mode='clip')", x=X1, y=0.4, i=np.array([0, 1, 7, 2]))
add("np.choose(i, [x, y], mode='wrap')", x=X1, y=signed(4), i=np.array([0, 5, -1, 2]))
for _f in ("sort", "partition"):
    k = ", 1" if _f == "partition" else ""
    for _rest in ("", ", axis=0", ", axis=-1", ", axis=None"):
        add(f"np.{_f}(x{k}{_rest})", x=SPREAD)
    add(f"np.{_f}(x{k})", x=X1)
    add(f"np.{_f}(x{k}, axis=1)", x=X3)
add("np.sort(x, kind='stable')", x=X2)
add("np.sort(x, axis=0, stable=True)", x=X2)
add("np.partition(x, (0, 2))", x=X1)
add("x[np.argsort(x)]", x=X1)
add("x[np.argpartition(x, 2)]", x=X1)
add("x[np.searchsorted(np.array([0.0, 0.5, 1.0]), [0.2, 0.7])]", x=X1)
add("x[np.diag_indices(3)]", x=X2)
add("x[np.tril_indices(3)]", x=X2)
add("x * np.indices(x.shape)", x=X2)
add("x * np.indices((3, 4), dtype=float)[1] + np.indices(x.shape)[0]", x=X2)
add("x[np.triu_indices(3, k=1, m=4)]", x=X2)
add("x[np.triu_indices_from(x)]", x=X2)
add("x[np.tril_indices_from(x, -1)]", x=X2)
add("x[np.ix_([0, 2], [1, 3])]", x=X2)
add("x[np.unravel_index([1, 7], (3, 4))]", x=X2)
add("x[np.nonzero(np.array([True, False, True]))]", x=X2)

# -- joins ---------------------------------------------------------------------------------------

add("np.block([x, y])", x=X1, y=signed(2))
add("np.block([[x, y], [w, x]])", x=signed(2, 2), y=signed(2, 2), w=signed(2, 2))
add("np.block([[x, y], [w]])", x=signed(2, 2), y=signed(2, 1), w=signed(1, 3))
add("np.block([[x, y]])", x=X1, y=0.5)
add("np.block([[x], [y]])", x=X1, y=signed(4))
add("np.block([[np.eye(2), np.zeros((2, 2))], [x, y]])", x=signed(2, 2), y=signed(2, 2))
add("np.block([[[x]], [[y]]])", x=X3, y=signed(2, 3, 4))
add("np.concatenate((x, y), axis=None)", x=X2, y=X1)
add("np.concatenate((x, y), dtype=float)", x=X1, y=signed(2))
add("np.concat((x, y), axis=1)", x=X2, y=signed(3, 1))
add("np.stack((x, y), axis=-1, dtype=float)", x=X2, y=signed(3, 4))
add("np.dstack((x, y))", x=X3, y=signed(2, 3, 1))
add("np.dstack((x, y))", x=0.3, y=0.4)
add("np.vstack((x, y))", x=0.3, y=0.4)
add("np.hstack((x, y), dtype=float)", x=X1, y=signed(2))
add("np.column_stack([x, y, x])", x=X1, y=signed(4, 2))
for _text in (
    "np.split(x, 3)", "np.split(x, [1, 2])", "np.split(x, 2, axis=1)", "np.array_split(x, 2)",
    "np.array_split(x, 3, axis=1)", "np.hsplit(x, 2)", "np.vsplit(x, [1])",
):  # fmt: skip
    add(f"{_text}[1] * 2", x=X2)
add("np.dsplit(x, 2)[0] * 2", x=X3)
add("np.split(x, 2)[1] * 2", x=X1)
add("np.array_split(x, 3)[0] * 2", x=X1)
add("np.broadcast_arrays(x, y)", x=X2, y=X1)
add("np.broadcast_arrays(x, y)", x=signed(3, 1), y=signed(1, 4))
add("np.broadcast_arrays(x, y)[1] * 2", x=X2, y=0.4)
add("np.meshgrid(x, y)", x=X1, y=signed(3))
add("np.meshgrid(x, y, indexing='ij')", x=X1, y=signed(3))
add("np.meshgrid(x, y, sparse=True)", x=X1, y=signed(3))
add("np.meshgrid(x, y, copy=False)[0] * 2", x=X1, y=signed(3))
add("np.meshgrid(x, y, w)", x=X1, y=signed(3), w=signed(2))
add("np.meshgrid(x, y, w, indexing='ij', sparse=True)", x=X1, y=signed(3), w=signed(2))
add("np.meshgrid(x)[0]", x=X1)
add("np.unstack(x)", x=X2)
add("np.unstack(x, axis=1)[2] * 2", x=X2)

# -- sequences -----------------------------------------------------------------------------------

for _f in ("linspace", "logspace", "geomspace"):
    for _rest in ("", ", 5", ", num=1", ", 4, endpoint=False", ", 5, dtype=float"):
        add(f"np.{_f}(x, y{_rest})", x=0.3, y=0.9)
    add(f"np.{_f}(x, y, 5)", x=r(2), y=1.4)
    add(f"np.{_f}(x, y, 5)", x=r(2), y=r(3, 2))
    add(f"np.{_f}(x, y, 5, axis=-1)", x=r(2), y=r(3, 2))
add("np.linspace(x, y, 5, retstep=True)", x=0.3, y=0.9)
add("np.linspace(x, y, 5, True, True)", x=0.3, y=0.9)
add("np.linspace(x, y, 5, endpoint=False, retstep=True)[1] * x", x=0.3, y=0.9)
add("np.linspace(0, x, 5)", x=0.3)
add("np.logspace(x, y, 4, base=2.5)", x=0.3, y=0.9)
add("np.logspace(x, y, 4, base=b)", x=0.3, y=0.9, b=2.5)
add("np.arange(x, 3.0, 0.5)", x=0.3)
add("np.full((2, 3), x, dtype=float)", x=0.3)
add("np.full_like(y, x, dtype=float)", x=0.3, y=X2)
add("np.vander(x)", x=X1)
add("np.vander(x, 3)", x=X1)
add("np.vander(x, N=3, increasing=True)", x=X1)
add("np.tri(3, 4) * x", x=X2)
for _window in ("bartlett(6)", "blackman(6)", "hamming(6)", "hanning(6)", "kaiser(6, 2.0)"):
    add(f"np.{_window}[1:5] * x", x=X1)

# -- polynomials and filters -----------------------------------------------------------------------

for _x in (0.4, X1, X2):
    add("np.polyval(p, x)", p=signed(4), x=_x)
add("np.polyval([1.0, 2.0, 3.0], x)", x=X1)
add("np.polyval([p, q, 1.0], x)", x=X1, p=0.3, q=0.4)
add("np.polyval(p, x)", p=signed(1), x=X1)
for _f in ("polyadd", "polysub", "polymul"):
    add(f"np.{_f}(x, y)", x=signed(4), y=signed(2))
    add(f"np.{_f}(x, y)", x=signed(2), y=signed(3))
    add(f"np.{_f}(x, y)", x=signed(3), y=signed(3))
    add(f"np.{_f}(x, [1.0, 2.0])", x=signed(3))
for _rest in ("", ", 1", ", m=2", ", 0"):
    add(f"np.polyder(x{_rest})", x=signed(4))
    add(f"np.polyint(x{_rest})", x=signed(4))
add("np.polyint(x, 2, k=[0.5, 0.7])", x=signed(3))
add("np.polyfit([0.0, 0.7, 1.3, 2.0, 3.1], y, 2)", y=signed(5))
add("np.polyfit(np.arange(5.0), y, 1)", y=signed(5))
for _deg in (0, 1, 2):
    add(f"np.polyfit(x, y, {_deg})", x=signed(6), y=signed(6))
add("np.polyfit(x, np.arange(6.0) ** 2, deg=2)", x=signed(6))
add("np.polyfit(np.arange(5.0), y, deg=1)", y=signed(5, 2))
add("np.polyfit(np.arange(5), y, 1, w=np.array([1.0, 0.4, 2.0, 0.3, 1.5]))", y=signed(5))
for _f in ("convolve", "correlate"):
    for _rest in ("", ", 'full'", ", mode='same'", ", mode='valid'"):
        add(f"np.{_f}(x, y{_rest})", x=signed(5), y=signed(3))
        add(f"np.{_f}(x, y{_rest})", x=signed(3), y=signed(4))
        add(f"np.{_f}(x, y{_rest})", x=signed(4), y=signed(4))
        add(f"np.{_f}(x, y{_rest})", x=signed(1), y=signed(4))
    add(f"np.{_f}(x, [1.0, 2.0], 'same')", x=signed(5))
_KNOTS = np.array([0.0, 0.7, 1.5, 2.2])
for _x in (
    0.4, 1.1, np.float64(1.6), np.array([0.1, 0.9, 2.1]), np.array([[0.3, 1.0], [-1.0, 5.0]]),
):  # fmt: skip
    add("np.interp(x, xp, fp)", x=_x, xp=_KNOTS, fp=signed(4))
add("np.interp(x, np.arange(4), y)", x=np.array([0.1, 0.9, 2.1]), y=X1)
add("np.interp(x, xp, fp, left=y, right=2.0)", x=np.array([-1.0, 0.9, 5.0]), xp=_KNOTS,
    fp=signed(4), y=0.3)
add("np.interp(x, xp, fp, period=2.5)", x=np.array([-1.1, 0.9, 5.3]), xp=_KNOTS, fp=signed(4))
add("np.interp(0.5, xp, fp)", xp=_KNOTS, fp=signed(4))

# -- products --------------------------------------------------------------------------------------

add("np.vdot(x, y)", x=X3, y=signed(2, 3, 4))
add("np.vecdot(x, y)", x=X1, y=signed(4))
add("np.vecdot(x, y)", x=X2, y=X1)
add("np.vecdot(x, y, axis=0)", x=X2, y=signed(3, 4))
add("np.kron(x, y)", x=X1, y=signed(2))
add("np.kron(x, y)", x=X2, y=signed(2, 2))
add("np.kron(x, y)", x=signed(2), y=signed(2, 3))
add("np.cross(x, y)", x=signed(2, 3), y=signed(3))
add("np.cross(x, y, axis=0)", x=signed(3, 2), y=signed(3, 2))
add("np.cross(x, y, axisa=0, axisb=1, axisc=0)", x=signed(3, 2), y=signed(2, 3))
add("np.dot(x, y)", x=0.4, y=X2)
add("x.dot(y)", x=X2, y=X1)
