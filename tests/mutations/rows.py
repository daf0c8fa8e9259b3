"""Faults in what is known of rows, and of sizes that differ from trip to trip."""

from tests.mutations.fault import fault

TESTS = "tests/found/test_hunted_rows.py"

MUTATIONS = [
    fault("cells: one statement reads cells of one array only", "s2sad/analysis/cells.py", TESTS,
          "key = (base, id(index), place.number)", 'key = ("", id(index), place.number)'),
    fault("overwrite: one statement reads cells of one array only", "s2sad/analysis/overwrite.py",
          TESTS, "cells = (read.base, id(read.index), read.taken.number)",
          'cells = ("", id(read.index), read.taken.number)'),
    fault("snapshot: what was stored is there when its cells have been put back",
          "s2sad/transform/snapshot.py", TESTS,
          "if not self._is_undone_since(name, place, undone):", "if True:"),
    fault("tangent: a view of what has another size is a copy", "s2sad/transform/tangent.py", TESTS,
          '        if sharing(value, self.kinds, self.sizes)[0] == "view":\n'
          "            return made",
          '        if sharing(value, self.kinds, self.sizes)[0] == "never":\n'
          "            return made"),
    fault("contribute: sizes that differ are summed", "s2sad/transform/adjoint/contribute.py",
          TESTS, "return True if self.sizes.same(want, 1) else None", "return True"),
    fault("tangent: an array written out has the tangent of a number",
          "s2sad/transform/tangent.py", TESTS,
          "return self.zero(operand, self._kind(operand))", "return Const(0.0)"),
    fault("blocks: a zero of another trip's size stays", "s2sad/transform/adjoint/blocks.py",
          TESTS, "                    if stale and adjoint:", "                    if False:"),
    fault("blocks: a zero has its size once it has been made", "s2sad/transform/adjoint/blocks.py",
          TESTS, "                    sized.clear()\n                case For",
          "                case For"),
    fault("choose: any formula may be picked after the copies are made",
          "s2sad/transform/choose.py", TESTS,
          "among = [k for k in among if self._written(formulas[k]) <= copied]", "pass"),
    fault("accumulate: a sum of no axes is memory", "s2sad/transform/accumulate.py", TESTS,
          "if isinstance(earlier, Assign) and not self.is_memory(value, later.base):",
          "if False:"),
    fault("tangent: a number is memory of no axes", "s2sad/transform/tangent.py", TESTS,
          "if isinstance(found, Scalar) and (kind.ndim > 0 or self.store.is_written(target)):",
          "if isinstance(found, Scalar) and kind.ndim > 0:"),
    fault("spelling: a copy of no axes is a method", "s2sad/transform/spelling.py",
          "tests/transform/test_spelling.py",
          "is_number = isinstance(kind, Array) and not kind.ndim", "is_number = False"),
    fault("spelling: a copy of what is not known is a method", "s2sad/transform/spelling.py",
          "tests/frontend/test_tables_of_the_module.py",
          "                if isinstance(kind, Unknown):", "                if False:"),
    fault("snapshot: what is not known is copied as an array", "s2sad/transform/snapshot.py",
          "tests/frontend/test_tables_of_the_module.py",
          "of_array = isinstance(kind, Array)  #", "of_array = True  #"),
    fault("own: a table of the module is copied", "s2sad/transform/adjoint/own.py",
          "tests/frontend/test_tables_of_the_module.py",
          "    return isinstance(kind, (Array, ListKind))", "    return True"),
    fault("storage: sums at places write nothing", "s2sad/analysis/storage.py", TESTS,
          'case Evaluate(value=Apply(op="np.add.at", args=(Name(id=base), *_))):\n'
          "            written.append(base)",
          'case Evaluate(value=Apply(op="np.add.at")):\n            pass'),
]
