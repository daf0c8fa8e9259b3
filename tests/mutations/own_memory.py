"""Faults in what a function that calls itself may write, and in what is written after its calls."""

from tests.mutations.fault import fault

TESTS = "tests/transform/test_own_memory.py"
FILE = "s2sad/transform/own_memory.py"

MUTATIONS = [
    fault(
        "own memory: a name is own if it was on one of the paths",
        FILE, TESTS,
        "return _both(reached[0], reached[-1]) if reached else None",
        "return {**reached[0], **reached[-1]} if reached else None",
    ),
    fault(
        "own memory: a result is nobody's but its own",
        FILE, TESTS,
        "            if name in shared.stale and",
        "            if name in shared.holders and",
    ),
    fault(
        "own memory: what a trip writes is not seen by the next one",
        FILE, TESTS,
        "                    if _size(more) == _size(shared):",
        "                    if more is not None:",
    ),
    fault(
        "displays: what stands after a star is one item",
        "s2sad/analysis/kinds/list_values.py", "tests/analysis/test_displays.py",
        "                self._append(new.id, self.value(arg))\n        return new\n",
        "                pass\n        return new\n",
    ),
    fault(
        "columns: there are as many as the last row has items",
        "s2sad/analysis/kinds/list_changes.py", "tests/analysis/test_columns.py",
        'Apply("lt", (Name(length), Name(least))),',
        "Const(True),",
    ),
    fault(
        "own memory: a list that is bound anew is still that of the call",
        FILE, TESTS,
        "        rest = shared.without((target,))\n",
        "        rest = shared\n",
    ),
]
