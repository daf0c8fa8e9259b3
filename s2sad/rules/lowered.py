"""Lowered: functions of NumPy's that have no rule, because the specialiser writes them out.

What they store or cut is spelled as stores and slices, which are differentiated as such.
"""

from .registry import register_name

for _op in (
    "np.copyto", "np.put", "np.place", "np.putmask", "np.fill_diagonal", "np.subtract.at",
    "np.split", "np.array_split", "np.hsplit", "np.vsplit", "np.dsplit",
):  # fmt: skip
    register_name(_op)
