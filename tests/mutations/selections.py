"""Faults in computing what is selected from safe operands."""

from tests.mutations.fault import fault

_FILE, _TEST = "s2sad/transform/safe_where.py", "tests/transform/test_safe_where.py"

MUTATIONS = [
    fault(
        "safe where: the arms change places",
        _FILE, _TEST,
        "arms = (operand, other) if is_first else (other, operand)",
        "arms = (operand, other)",
    ),
    fault(
        "safe where: what others read too is computed anew",
        _FILE, _TEST,
        "(positions.read.get(operand.id, ())) != 1:",
        "(positions.read.get(operand.id, ())) < 1:",
    ),
    fault(
        "safe where: what is written later is read again",
        _FILE, _TEST,
        "        return None if changes or self.is_written_between(names, place) else place",
        "        return None if changes else place",
    ),
    fault(
        "safe where: a number is made an array",
        _FILE, _TEST,
        "        if not isinstance(kind, Array) or not isinstance(target, Array):\n"
        "            return False\n"
        "        return kind.dtype == target.dtype and kind.shape == target.shape",
        "        return True",
    ),
    fault(
        "safe where: nothing is safe",
        _FILE, _TEST,
        "            if isinstance(stmt, Assign) and _is_selection(stmt.value):",
        "            if False:",
    ),
    fault(
        "safe where: what does not vary is computed anew",
        _FILE, _TEST,
        "if not isinstance(operand, Name) or operand.id not in self.safe.varied:",
        "if not isinstance(operand, Name):",
    ),
]
