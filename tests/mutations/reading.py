"""Faults in what keeps flags, lists, copies and second lines out of a derivative's text."""

from tests.mutations.fault import fault

STEADY = "s2sad/analysis/steady.py", "tests/analysis/test_steady.py"
LAST = "s2sad/transform/last_stores.py", "tests/transform/test_last_stores.py"
REFILL = "s2sad/transform/refill.py", "tests/transform/test_refill.py"
TURNED = "s2sad/transform/turned.py", "tests/transform/test_turned.py"
SPELLING = "s2sad/transform/spelling.py", "tests/transform/test_spelling.py"
MASKS = "tests/analysis/test_masks.py"

MUTATIONS = [
    fault("steady: a list may change below", *STEADY,
          "if there.number > here.number or set(", "if set("),
    fault("steady: a list may change in the same loop", *STEADY,
          "there.number > here.number or set(there.loops) & set(here.loops)",
          "there.number > here.number"),
    fault("steady: a list has one name", *STEADY,
          "if spine not in {store.of(name) for name in _changed(change, store)}:",
          "if stmt.value.args[0].id not in _changed(change, store):"),
    fault("last stores: what is named elsewhere is not counted", *LAST,
          "return is_all and self.is_own(life, memory)", "return self.is_own(life, memory)"),
    fault("last stores: names of the trip before are this trip's", *LAST,
          "return is_all and self.is_own(life, memory)", "return is_all"),
    fault("refill: what is read of the zeros is added to them", *REFILL,
          "if value is None or not given.is_pure or given.loads & memory:\n            return stmt",
          "if value is None:\n            return stmt"),
    fault("refill: zeros stay zeros", *REFILL,
          "if done.ordered or (done.loads | done.stores) & memory or stmt.base in done.binds:",
          "if done.ordered:"),
    fault("turned: fewer axes are turned, too", *TURNED,
          " and whole.ndim == given.ndim", ""),
    fault("turned: the factors of a product stay in their order", *TURNED,
          "(transposed(b, kind_of), transposed(a, kind_of))",
          "(transposed(a, kind_of), transposed(b, kind_of))"),
    fault("spelling: an index that is bound again is the same", *SPELLING,
          "if bound & {n, *reads(out[at])}", "if bound & {n}"),
    fault("spelling: an item that is moved stays", *SPELLING,
          "if any(map(self.moves_items, statements((stmt,)))):", "if False:"),
    fault("masks: what is bound below its readings is fixed", "s2sad/analysis/kinds/masks.py",
          MASKS, "if at < first.get(name, end + 1)\n        and (", "if ("),
    fault("masks: a name in a loop is fixed for all trips", "s2sad/analysis/kinds/flow.py", MASKS,
          "        if name not in self.local:\n            self.see(name, kind)", "        pass"),
    fault("stabilise: a mask outlives what is stored", "s2sad/transform/stabilise.py", MASKS,
          "if not isinstance(stmt, Assign) or not all(map(is_pure_op, stmt.value.ops)):",
          "if False:"),
    fault("stabilise: a mask outlives what it compares", "s2sad/transform/stabilise.py", MASKS,
          "if not set(binds(stmt)) & set(e.names)}", "}"),
]  # fmt: skip
