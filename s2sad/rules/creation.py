"""Creation of arrays: from nothing, from one value, from a list of items."""

from .declare import cite, elementwise, general, linear, sequence, zero

for _name in ("zeros", "ones", "empty", "eye", "identity", "tri", "indices", "triu_indices",
              "tril_indices", "diag_indices", "triu_indices_from", "tril_indices_from",
              "diag_indices_from", "ndindex", "unravel_index", "ravel_multi_index",
              "broadcast_shapes", "finfo", "iinfo", "dtype"):  # fmt: skip
    zero(f"np.{_name}(...)")
for _name in ("array2string", "array_repr", "array_str"):
    zero(f"np.{_name}(...)", note="a text")
zero("np.ix_(...)", constant="args", note="of ints, or of bools")
for _name in ("zeros_like", "ones_like", "empty_like"):
    zero(f"np.{_name}(x, dtype=None, order='K', subok=True, shape=None)", shape="x")
for _name in ("int64", "int32", "intp", "bool", "int8", "int16", "uint8", "uint16", "uint32",
              "uint64"):  # fmt: skip
    zero(f"np.{_name}(x)")

linear("np.full(shape, fill_value, dtype=None, order='C')", fill_value="g")
linear("np.full_like(x, fill_value, dtype=None, order='K')", fill_value="g", shape="x")
zero("np.arange(stop)")
for _window in ("bartlett", "blackman", "hamming", "hanning"):
    zero(f"np.{_window}(M)", constant="M")
zero("np.kaiser(M, beta)", constant="M beta")
elementwise("np.arange(start, stop)", "np.ones_like(z) * dstart", shape="stop")
elementwise(
    "np.arange(start, stop, step)", "np.ones_like(z) * dstart + np.arange(np.size(z)) * dstep"
)
cite("chain rule; linear in the ends")
# A ramp is linear in its ends; on a logarithmic scale the logarithms are.
_ENDS = "start, stop, num=50, endpoint=True"
_RAMP = "np.linspace({}, {}, num=num, endpoint=endpoint, axis=axis)"
_DOWN = _RAMP.format("{}", "np.zeros_like(stop)")
_UP = _RAMP.format("np.zeros_like(start)", "{}")
general(
    f"np.linspace({_ENDS}, retstep=False, dtype=None, axis=0)",
    dz=f"{_DOWN.format('dstart')} + {_UP.format('dstop')}",
    start="rt.ramp_back(g, 0, endpoint, axis)", stop="rt.ramp_back(g, 1, endpoint, axis)",
    only={"retstep": (False,)},
)  # fmt: skip
general(
    f"np.logspace({_ENDS}, base=10.0, dtype=None, axis=0)",
    dz=f"np.log(base) * z * ({_DOWN.format('dstart')})"
       f" + np.log(base) * z * ({_UP.format('dstop')})"
       f" + z * {_RAMP.format('start', 'stop')} * (dbase / base)",
    start="rt.ramp_back(np.log(base) * z * g, 0, endpoint, axis)",
    stop="rt.ramp_back(np.log(base) * z * g, 1, endpoint, axis)",
    base=f"np.sum(g * z * {_RAMP.format('start', 'stop')}) / base", note="for one base",
)  # fmt: skip
general(
    f"np.geomspace({_ENDS}, dtype=None, axis=0)",
    dz=f"z * {_DOWN.format('dstart / start')} + z * {_UP.format('dstop / stop')}",
    start="rt.ramp_back(z * g, 0, endpoint, axis) / start",
    stop="rt.ramp_back(z * g, 1, endpoint, axis) / stop",
)  # fmt: skip

# Joined arrays. For a list, rt.…_items returns the adjoints of all items, as a list.
sequence("np.array(items, dtype=None, *, copy=True)", item="g[k]", items="rt.as_items(g, items)")
sequence("np.asarray(items, dtype=None)", item="g[k]", items="rt.as_items(g, items)")
sequence("np.asanyarray(items, dtype=None)", item="g[k]", items="rt.as_items(g, items)")
sequence(
    "np.concatenate(items, axis=0, *, dtype=None)",
    item="rt.concatenate_item(g, items, k, axis)",
    items="rt.concatenate_items(g, items, axis)",
)
sequence(
    "np.stack(items, axis=0, *, dtype=None)",
    item="np.take(g, k, axis=axis)",
    items="rt.stack_items(g, items, axis)",
)
cite("transpose of a linear map")
general(
    "np.append(arr, values, axis=None)",
    dz="np.append(darr, np.zeros_like(values), axis=axis)"
       " + np.append(np.zeros_like(arr), dvalues, axis=axis)",
    arr="rt.concatenate_item(g, (arr, values), 0, axis)",
    values="rt.concatenate_item(g, (arr, values), 1, axis)",
)  # fmt: skip
for _name in ("hstack", "vstack", "dstack", "column_stack"):
    _more = ", *, dtype=None" if _name in ("hstack", "vstack") else ""
    sequence(
        f"np.{_name}(items{_more})",
        item=f"rt.join_item(g, items, k, '{_name}')",
        items=f"rt.join_items(g, items, '{_name}')",
    )
