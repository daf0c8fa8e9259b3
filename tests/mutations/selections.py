"""Faults in computing what is selected from safe operands."""

from tests.mutations.fault import fault

_FILE, _TEST = "s2sad/transform/safe_where.py", "tests/transform/test_safe_where.py"
_FORMS = "tests/transform/test_safe_where_forms.py"

MUTATIONS = [
    fault(
        "safe where: one of two masks is enough",
        _FILE, _FORMS,
        'Apply("np.logical_and", tuple(parts))',
        'Apply("np.logical_or", tuple(parts))',
    ),
    fault(
        "safe where: the rest of an inner selection is taken for what its mask selects",
        _FILE, _FORMS,
        "self._both(mask, k == 0, begun)",
        "self._both(mask, True, begun)",
    ),
    fault(
        "safe where: items by a mask are no selection",
        _FILE, _FORMS,
        "return is_mask and is_flat and shape_of(array) == shape_of(mask)",
        "return False",
    ),
    fault(
        "safe where: the arms change places",
        _FILE, _TEST,
        "arms = (operand, number) if self.is_first else (number, operand)",
        "arms = (operand, number)",
    ),
    fault(
        "safe where: what others read too is computed anew",
        _FILE, _TEST,
        "        if not self.safe.is_only_selected(operand.id):",
        "        if False:",
    ),
    fault(
        "safe where: what is written later is read again",
        _FILE, _TEST,
        "        return None if changes or self.is_written_between(names, place) else place",
        "        return None if changes else place",
    ),
    fault(
        "safe where: an arm that is not taken hides what is",
        _FILE, _FORMS,
        'Apply("np.any" if self.is_first else "np.all", (self.mask,), options)',
        'Apply("np.all", (self.mask,), options)',
    ),
    fault(
        "safe where: what `where=` leaves out is not safe",
        _FILE, _FORMS,
        "    if value.op in MASKED and value.args:",
        "    if False:",
    ),
    fault(
        "selections: what is divided by is not selected again",
        "s2sad/transform/selections.py", _FORMS,
        'return Apply("truediv", (_chosen(above, mask, first), below))',
        'return Apply("truediv", (_chosen(above, mask, first), _chosen(below, mask, first)))',
    ),
    fault(
        "safe where: nothing is safe",
        _FILE, _TEST,
        "            if isinstance(stmt, Assign) and self.is_selection(stmt.value):",
        "            if False:",
    ),
    fault(
        "safe where: what does not vary is computed anew",
        _FILE, _TEST,
        "if not isinstance(operand, Name) or operand.id not in self.safe.varied:",
        "if not isinstance(operand, Name):",
    ),
    fault(
        "tangents: fewer digits than the value has are enough",
        "s2sad/transform/of_dtype.py", "tests/transform/test_dtypes_of_tangents.py",
        'return pair in (("float", "float"), ("complex", "complex")) or (',
        "return (",
    ),
    fault(
        "tangents: what is real stays real inside what is complex",
        "s2sad/transform/of_dtype.py", "tests/transform/test_dtypes_of_tangents.py",
        ' and is_kept\n',
        "\n",
    ),
    fault(
        "tangents: what is real stays real where complex numbers are stored into it",
        "s2sad/transform/tangent.py", "tests/transform/test_dtypes_of_tangents.py",
        "is_kept = target in self.results or self.store.is_written(target)",
        "is_kept = target in self.results",
    ),
]
