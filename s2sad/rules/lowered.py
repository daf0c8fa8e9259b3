"""Lowered: functions that have no rule, because the specialiser writes them out.

What they store or cut is spelled as stores and slices, which are differentiated as such.
"""

import numpy as np

from .registry import object_of, register_name

for _op in (
    "np.copyto", "np.put", "np.place", "np.putmask", "np.fill_diagonal", "np.subtract.at",
    "np.put_along_axis", "np.multiply.at", "np.divide.at", "np.power.at", "np.maximum.at",
    "np.minimum.at", "np.fmax.at", "np.fmin.at",
    "np.split", "np.array_split", "np.hsplit", "np.vsplit", "np.dsplit", "np.trapezoid",
    "np.ediff1d", "np.select", "np.block", "np.corrcoef", "np.rollaxis", "np.meshgrid",
    "np.broadcast_arrays", "np.histogram", "np.histogram_bin_edges", "np.unstack", "math.prod",
):  # fmt: skip
    if object_of(_op) is not None:  # a function of a later NumPy
        register_name(_op)
for _name, _object in sorted(vars(np).items()):
    if isinstance(_object, np.ufunc) and _object.nin == 2 and _object.nout == 1:
        for _method in ("reduce", "accumulate", "outer"):
            register_name(f"np.{_object.__name__}.{_method}")
