"""Shapes: what moves, copies or repeats elements without computing."""

from .declare import general, linear

_ORDERS = {"order": ("C", "F")}
_BACK = "np.reshape(g, np.shape(x))"

linear(
    "np.reshape(x, shape, order='C', *, copy=None)",
    x="np.reshape(g, np.shape(x), order=order)", only=_ORDERS,
)  # fmt: skip
linear("np.ravel(x, order='C')", x="np.reshape(g, np.shape(x), order=order)", only=_ORDERS)
linear("np.transpose(x, axes=None)", x="rt.transpose_back(g, axes)")
linear("np.permute_dims(x, axes=None)", x="rt.transpose_back(g, axes)")
linear("np.matrix_transpose(x)", x="np.matrix_transpose(g)")
linear("np.swapaxes(x, axis1, axis2)", x="np.swapaxes(g, axis1, axis2)")
linear("np.moveaxis(x, source, destination)", x="np.moveaxis(g, destination, source)")
linear("np.expand_dims(x, axis)", x=_BACK)
linear("np.squeeze(x, axis=None)", x=_BACK)
linear("np.atleast_1d(x)", x=_BACK)
linear("np.atleast_2d(x)", x=_BACK)
linear("np.atleast_3d(x)", x=_BACK)
linear("np.broadcast_to(x, shape)", x="rt.unbroadcast(g, x)")
linear("np.flip(x, axis=None)", x="np.flip(g, axis=axis)")
linear("np.fliplr(x)", x="np.fliplr(g)")
linear("np.flipud(x)", x="np.flipud(g)")
linear("np.rot90(x, k=1, axes=(0, 1))", x="np.rot90(g, k=-k, axes=axes)")
linear("np.roll(x, shift, axis=None)", x="np.roll(g, np.negative(shift), axis=axis)")
linear("np.repeat(x, repeats, axis=None)", x="rt.repeat_back(g, x, repeats, axis)")
linear("np.tile(x, reps)", x="rt.tile_back(g, x, reps)")
linear(
    "np.pad(x, pad_width, mode='constant')",
    x="rt.unpad(g, x, pad_width)", only={"mode": ("constant",)},
)  # fmt: skip
general(
    "np.pad(x, pad_width, mode='constant')",
    dz="np.pad(dx, pad_width)", x="rt.unpad(g, x, pad_width)",
    only={"mode": ("empty",)}, cited="transpose of a linear map",
    note="what stands in the margins is nothing that varies",
)  # fmt: skip
linear("np.diag(x, k=0)", x="rt.diag_back(g, x, k)")
linear(
    "np.diagonal(x, offset=0, axis1=0, axis2=1)",
    x="rt.diagonal_back(g, x, offset, axis1, axis2)",
)
linear("np.triu(x, k=0)", x="np.triu(g, k=k)")
linear("np.tril(x, k=0)", x="np.tril(g, k=k)")
linear("np.diff(x, n=1, axis=-1)", x="rt.diff_back(g, x, n, axis)")
_WINDOWS = "np.lib.stride_tricks.sliding_window_view"
linear(f"{_WINDOWS}(x, window_shape, axis=None)", x="rt.windows_back(g, x, window_shape, axis)")
linear("rt.windows_back(y, x, window_shape, axis=None)",
       y=f"{_WINDOWS}(g, window_shape, axis=axis)", shape="x")  # fmt: skip
linear("np.copy(x, order='K')", x="g")
linear("np.ndarray.copy(x, order='C')", x="g")
linear(
    "np.ndarray.flatten(x, order='C')",
    x="np.reshape(g, np.shape(x), order=order)", only=_ORDERS,
)  # fmt: skip
linear("np.ndarray.item(x)", x="rt.broadcast_like(g, x)")
linear("np.astype(x, dtype)", x="g", note="to a float")
linear("np.ndarray.astype(x, dtype)", x="g", note="to a float")
for _name in ("float64", "float32", "float16", "longdouble", "complex128", "complex64"):
    linear(f"np.{_name}(x)", x="rt.broadcast_like(g, x)")
linear("np.ascontiguousarray(x)", x=_BACK)
linear("np.asfortranarray(x)", x=_BACK)
