"""Faults in what is recorded on which list, and what is computed again instead."""

from tests.mutations.fault import fault

AGAIN = "s2sad/transform/adjoint/again.py"
STACKS = "s2sad/transform/adjoint/stacks.py"
RECORDING = "tests/transform/test_recording.py"
INVARIANT = "s2sad/transform/adjoint/invariant.py"
INVARIANTS = "tests/transform/test_invariant.py"

SAME = "s2sad/transform/adjoint/same_values.py"
VALUES = "tests/transform/test_same_values.py"

MUTATIONS = [
    fault(
        "same values: a value of the trip before is that of this one", SAME, VALUES,
        "or back[name] <= k:", "or False:",
    ),
    fault(
        "same values: a mirror above reads what is bound below", SAME, VALUES,
        "while first > 0 and not bound[first - 1]:", "while first > 0:",
    ),
    fault(
        "same values: a mirror below reads what was bound above", SAME, VALUES,
        "while last + 1 < len(bound) and not bound[last + 1]:", "while last + 1 < len(bound):",
    ),
    fault(
        "same values: memory that is written stays", SAME, VALUES,
        "return is_number and not recorder.store.is_written(name)", "return is_number",
    ),
    fault(
        "same values: what is bound twice stays", SAME, VALUES,
        "if recorder.defined[name] > 1 or name in value.names:", "if name in value.names:",
    ),
    fault(
        "record: what a loop recorded is recorded around it again",
        "s2sad/transform/adjoint/record.py", RECORDING,
        "end = self._record(node.body, n, end - free, carried, False, True,",
        "self._record(node.body, n, end - free, carried, False, True,",
    ),
    fault(
        "again: what comes back is taken for the value at every node",
        AGAIN, RECORDING,
        "if k <= until and name not in bound_by(BlockNode(block.nodes[k:until]))",
        "if k <= until",
    ),
    fault(
        "again: old values are taken for the last ones",
        AGAIN, RECORDING,
        "s.target: places.get(popped_from(s), len(block.nodes))",
        "s.target: len(block.nodes)",
    ),
    fault(
        "again: names of two definitions are computed again",
        AGAIN, RECORDING,
        "return self.recorder.defined[name] == 1",
        "return True",
    ),
    fault(
        "again: what is bound in loops is fixed",
        AGAIN, RECORDING,
        "if count == 1} - in_loops",
        "if count == 1}",
    ),
    fault("again: an array of numbers is recorded", "s2sad/transform/adjoint/cheap.py", RECORDING,
          "if not isinstance(value, Apply) or value.op not in CHEAP_NEW:", "if True:"),
    fault(
        "again: what is dear is computed again",
        AGAIN, RECORDING,
        "        if not self.recorder.is_cheap(found.value, name):\n            return None\n",
        "",
    ),
    fault(
        "stacks: old values come back before others are read",
        STACKS, RECORDING,
        "if popped_from(s) and not seen & set(s.binds)]",
        "if popped_from(s)]",
    ),
    fault(
        "stacks: one list whatever is popped first",
        STACKS, "tests/test_corpus.py -k alias_chosen_by_a_branch",
        "return not one.crosses(other) and not other.crosses(one)",
        "return True",
    ),
    fault(
        "stacks: no list serves twice",
        STACKS, RECORDING,
        "return not one.crosses(other) and not other.crosses(one)",
        "return False",
    ),
    fault("invariant: what a loop binds is of one value", INVARIANT, INVARIANTS,
          "n in found or n not in moving and stays(n)", "n in found or stays(n)"),
    fault("invariant: what is written has one value", INVARIANT, INVARIANTS,
          " and not store.is_written(name)", ""),
    fault("invariant: what is bound twice has one value", INVARIANT, INVARIANTS,
          "if defined.get(name, 0) + (name in given) != 1:", "if False:"),
    fault("invariant: it is recorded all the same", "s2sad/transform/adjoint/record.py", INVARIANTS,
          "if name in self.invariant:\n", "if False:\n"),
    fault(
        "copies: a copy is read behind the block whatever binds it",
        "s2sad/transform/copies.py", "tests/transform/test_copies.py",
        "if source not in self.here or self.bound[source] != 1 or self.bound[target] != 1:",
        "if False:",
    ),
    fault("twins: a name has its twin after it is bound again", "s2sad/transform/adjoint/twins.py",
          "tests/transform/test_twins.py",
          "        same = {h: q for h, q in same.items() if h not in bound}\n        for",
          "        for"),
    fault("twins: there are none", "s2sad/transform/adjoint/twins.py",
          "tests/transform/test_twins.py", "same[stmt.value.id] = stmt.target", "pass"),
]  # fmt: skip
