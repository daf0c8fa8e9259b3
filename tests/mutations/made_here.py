"""Faults in searches of functions that are made in the function."""

from tests.mutations.fault import fault

ROOTS, TESTS = "s2sad/frontend/roots.py", "tests/frontend/test_searches_made_here.py"

MUTATIONS = [
    fault("made here: what a function reads is given before its own operands", ROOTS, TESTS,
          'Apply("tuple", (*display.args, *carried))', 'Apply("tuple", (*carried, *display.args))'),
    fault("made here: names are those of the helper that searches", ROOTS, TESTS,
          "around, self.scope = self.scope, scope", "around = self.scope"),
    fault("made here: what is read of the module is not given", ROOTS, TESTS,
          'Apply("given", (uid, *display.args))', "display"),
    fault("made here: nothing is given where only the module is read", ROOTS, TESTS,
          "elif display.args or read_around(self.programs)[uid.value]:", "elif display.args:"),
    fault("made here: whatever is known may be read from outside", ROOTS, TESTS,
          "return value.definition.scope is None and value.bound is None", "return True"),
    fault("made here: what is counted outside is none of its business", ROOTS, TESTS,
          "                or declared_by(function):", "                or False:"),
    fault("made here: a stepper gives a function what its start is", ROOTS, TESTS,
          'Apply("np.atleast_1d", (vector,))', "positional[STARTS[op][0]]"),
]  # fmt: skip
