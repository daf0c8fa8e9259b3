"""Faults in the lengths of what stands after a star."""

from tests.mutations.fault import fault

ROWS = "tests/frontend/test_stars_of_rows.py"
ARGUMENTS = "tests/frontend/test_stars_of_arguments.py"
READ, TUPLES = "s2sad/analysis/read_tuples.py", "tests/analysis/test_read_tuples.py"

MUTATIONS = [
    fault(
        "stars: a function with defaults takes all its parameters",
        "s2sad/frontend/inline.py", ROWS,
        "spec.vararg or None in by_name or set(wanted) & set(callee.definition.defaults)",
        "spec.vararg or None in by_name",
    ),
    fault(
        "stars: any length will do",
        "s2sad/frontend/stars.py", ROWS,
        "self.assert_length(base, max(count, 0), False, value)",
        "len(str(count))",
    ),
    fault("stars: parameters with defaults take items of any row", "s2sad/frontend/stars.py",
          TUPLES, "if any(left) or not is_last", "if not is_last"),
    fault("stars: a row that is too short is no matter", "s2sad/frontend/stars.py", TUPLES,
          "self.assert_length(base.result, len(left) + 1, True, value)", "len(left)"),
    fault("stars: a dict in an argument is not asked for its keys", "s2sad/frontend/stars.py",
          ARGUMENTS, "error.is_of_dicts = error.is_of_arguments = True", "pass"),
    fault("stars: a dict that a caller makes has no known keys", "s2sad/frontend/stars.py",
          ARGUMENTS, "error.is_of_dicts = error.is_of_arguments = True",
          "error.is_of_arguments = True"),
    fault("stars: a dict that is made where it is spread has no keys", "s2sad/frontend/stars.py",
          ARGUMENTS, "if self.dicts_apart and isinstance(value, (gast.DictComp, gast.Call)):",
          "if False:"),
    fault("stars: all rows are displays of items", "s2sad/frontend/stars.py", ARGUMENTS,
          "if len(args) > 1 else args[0].value]", "if args else args[0].value]"),
    fault("copies: a place in an argument has a name of its own", "s2sad/transform/ranks.py",
          ARGUMENTS, "return PLACE if ", "return USER if "),
    fault("copies: the adjoint of a place is written twice", "s2sad/transform/copies.py",
          ARGUMENTS, "is_parameter(target) or rank(target[2:]) == PLACE", "is_parameter(target)"),
    fault("read tuples: what is written does not count", READ, TUPLES,
          "if any(map(memory.is_written_by, body)):", "if False:"),
    fault("read tuples: what is made may be written", READ, TUPLES,
          "if target not in wrong and memory.is_given(source)", "if target not in wrong"),
    fault("read tuples: a list of arrays is an array", READ, TUPLES,
          "_ARRAYS if stmt.op and stmt.index is not None else _NEW", "_NEW"),
    fault("read tuples: all calls leave what they are given", READ, TUPLES,
          'return call.op in _RUNS or writes(call) and call.op != "print"',
          "return call.op in _RUNS"),
    fault("read tuples: a slice is an item", READ, TUPLES,
          "and memory.is_number(args[1]):", "and True:"),
    fault("read tuples: what is given is a number", READ, TUPLES,
          "return bool(values) and all(self.is_number", "return all(self.is_number"),
    fault("read tuples: other reads do not count", READ, TUPLES,
          "wrong.update(n for expr in stmt.expressions for n in _other_reads(expr, memory))",
          "pass"),
]
