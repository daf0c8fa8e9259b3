"""Faults in what keeps flags, lists, copies and second lines out of a derivative's text."""

from tests.mutations.fault import fault

STEADY = "s2sad/analysis/steady.py", "tests/analysis/test_steady.py"
LAST = "s2sad/transform/last_stores.py", "tests/transform/test_last_stores.py"
REFILL = "s2sad/transform/refill.py", "tests/transform/test_refill.py"
TURNED = "s2sad/transform/turned.py", "tests/transform/test_turned.py"
SPELLING = "s2sad/transform/spelling.py", "tests/transform/test_spelling.py"
PLACES = "s2sad/transform/adjoint/places.py", "tests/transform/test_rebound_arrays.py"
SELECTIONS = "s2sad/transform/selections.py", "tests/transform/test_selections.py"
SAFE = "s2sad/transform/safe_where.py", "tests/transform/test_safe_where.py"
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
          "            if name not in self.local:\n                self.see(name, kind)\n\n",
          "            pass\n\n"),
    fault("stabilise: a mask outlives what is stored", "s2sad/transform/stabilise.py", MASKS,
          "if not isinstance(stmt, Assign) or not all(map(is_pure_op, stmt.value.ops)):",
          "if False:"),
    fault("stabilise: a mask outlives what it compares", "s2sad/transform/stabilise.py", MASKS,
          "if not set(binds(stmt)) & set(e.names)}", "}"),
    fault("places: what hands memory over may keep it", *PLACES,
          "if len(made) != 1 or len(read) != 1 or", "if len(made) != 1 or"),
    fault("places: a name binds its own memory, whatever it is bound to", *PLACES,
          "        return made.value.id in handed", "        return True"),
    fault("places: a view is memory of its own", *PLACES,
          'return sharing(made.value, places.kinds, places.sizes)[0] == "copy"\n\n\ndef shadow',
          "return True\n\n\ndef shadow"),
    fault("places: what a list holds has no shadow", *PLACES,
          "if not held and len(roots) == len(handed) + 1:", "if len(roots) == len(handed) + 1:"),
    fault("aliases: every index copies", "s2sad/transform/aliases.py",
          "tests/transform/test_facts.py",
          "return None if self.chooses(index) else cell", "return None"),
    fault("views: every cell is new", "s2sad/transform/adjoint/views.py",
          "tests/transform/test_adjoint_sharing.py",
          "return any(isinstance(kind := kind_of(part), Array) and kind.ndim for part in parts)",
          "return bool(parts)"),
    fault("selections: the other arm is taken", *SELECTIONS,
          "chosen, other = (left, right) if first", "chosen, other = (left, right) if not first"),
    fault("selections: every mask is the same", *SELECTIONS, "if inner == mask:", "if inner:"),
    fault("selections: every operation works element by element", *SELECTIONS,
          "if op in ELEMENTWISE:", "if op:"),
    fault("safe where: any number is safe", *SAFE,
          "return number > 0.0 and math.isfinite(number) if value == 1.0 else abs(number) <= 0.5",
          "return True"),
    fault("safe where: any mask is this one", *SAFE,
          "return mask == self.mask or self.are_one(mask, self.mask)", "return True"),
    fault("safe where: what a mask compares stays", *SAFE,
          "return not any(changes) and not self.is_written_between(names, first)", "return True"),
    fault("same loads: a name on a line has one value", "s2sad/transform/same_loads.py",
          "tests/transform/test_same_loads.py", "if stmt.target not in e.names}", "}"),
]  # fmt: skip
