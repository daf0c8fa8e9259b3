"""Faults in comparing the cells that are read with those that are written later."""

from tests.mutations.fault import fault

_CELLS, _TEST = "s2sad/analysis/cells.py", "tests/analysis/test_overwrite.py"
_PLACE = "s2sad/analysis/overwrite.py"

MUTATIONS = [
    fault(
        "overwrite: a later trip may be the same one",
        _PLACE, _TEST,
        "yield second - first - 1 if header[2] > 0 else first - second - 1",
        "yield second - first if header[2] > 0 else first - second",
    ),
    fault(
        "overwrite: the direction of the loop is ignored",
        _PLACE, _TEST,
        "yield second - first - 1 if header[2] > 0 else first - second - 1",
        "yield second - first - 1",
    ),
    fault(
        "overwrite: a store after the loop is ignored",
        _PLACE, _TEST,
        "        return [*ways, Way(tuple(common))] if is_later else ways",
        "        return ways or [Way(tuple(common))] if is_later else ways",
    ),
    fault(
        "overwrite: a later trip is ignored",
        _PLACE, _TEST,
        "for k in range(fixed, len(common))]",
        "for k in range(fixed, 0)]",
    ),
    fault(
        "overwrite: a loop around may write it again",
        _PLACE, _TEST,
        "while fixed < len(common) and is_local(self.cells.positions.places[common[fixed]]):",
        "while fixed < len(common) - 1:",
    ),
    fault(
        "overwrite: only the first store is looked at",
        _PLACE, _TEST,
        "for s, ways in later for way in ways)",
        "for s, ways in later[:1] for way in ways)",
    ),
    fault(
        "overwrite: any array will do",
        _PLACE, _TEST,
        "        for base in mine.keys() & others.keys():\n            if",
        (
            "        for base in mine.keys():\n"
            "            others.setdefault(base, list(others.values())[0])\n"
            "            if"
        ),
    ),
    fault(
        "overwrite: a name is the same array in every trip",
        _CELLS, _TEST,
        "        return not bound or set(self.positions.places[bound[0]].loops) <= set(same)",
        "        return True",
    ),
    fault(
        "overwrite: what may differ has one name",
        _PLACE, _TEST,
        "if set(self.cells.depends[name]) <= set(same) else",
        "if True else",
    ),
    fault(
        "overwrite: what a statement stores is overwritten by itself",
        _PLACE, "tests/transform/test_recording.py",
        "is_later = store.number >= read.wanted.number + read.is_after",
        "is_later = store.number >= read.wanted.number",
    ),
    fault(
        "cells: an index may be negative",
        _CELLS, _TEST,
        "yield Span(form, form) if self.is_natural(form) else WHOLE",
        "yield Span(form, form)",
    ),
    fault(
        "cells: the end of a slice may be negative",
        _CELLS, _TEST,
        "        if end is not None and self.is_natural(end):",
        "        if end is not None:",
    ),
    fault(
        "cells: a slice may go backwards",
        _CELLS, _TEST,
        "    return type(value) is int and value > 0",
        "    return True",
    ),
    fault(
        "cells: a mask is one axis",
        _CELLS, _TEST,
        "            else:\n                return\n",
        "            else:\n                yield WHOLE\n",
    ),
    fault(
        "cells: the index of a loop may be bound in it",
        _CELLS, _TEST,
        "                return None if changes else loop",
        "                return loop",
    ),
    fault(
        "cells: True is the number 1",
        _CELLS, _TEST,
        "isinstance(expr.value, int) and not isinstance(expr.value, bool)",
        "isinstance(expr.value, int)",
    ),
    fault(
        "linear: halves are whole numbers",
        "s2sad/analysis/linear.py", "tests/analysis/test_linear.py",
        "    constant = form.constant // divisor",
        "    constant = -(-form.constant // divisor)",
    ),
    fault(
        "recording: the items of a list stay as they are",
        "s2sad/transform/snapshot.py", "tests/transform/test_nested_lists.py",
        "stays = is_view or not self.store.is_written(stmt.target)",
        "stays = True",
    ),
    fault(
        "snapshot: a value is stored as it is, whatever its type",
        "s2sad/transform/snapshot.py", "tests/transform/test_recording.py",
        "        return isinstance(kind, Scalar) and kind.numpy and kind == there",
        "        return True",
    ),
    fault(
        "snapshot: a value that is written itself is what was stored",
        "s2sad/transform/snapshot.py", "tests/transform/test_recording.py",
        "len(self.store.definitions[name]) != 1 or self.store.is_written(name):",
        "len(self.store.definitions[name]) != 1:",
    ),
    fault(
        "snapshot: what an array of indices takes is what was stored there",
        "s2sad/transform/snapshot.py", "tests/transform/test_recording.py",
        "if is_advanced(cells.args[1], self.kinds, self.chooser.sizes) is not False:",
        "if False:",
    ),
    fault(
        "snapshot: a store that may not run stores the value",
        "s2sad/transform/snapshot.py", "tests/transform/test_recording.py",
        "if len(made) != 1 or self.positions.places[made[0]].block != place.block:",
        "if len(made) != 1:",
    ),
]
