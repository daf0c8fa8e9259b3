"""Faults in what is written out as stores: functions that write, flat places, changes of lists."""

from tests.mutations.fault import fault

IN_PLACE = "s2sad/analysis/kinds/in_place.py", "tests/transform/test_inplace_functions.py"
FLAT = "s2sad/analysis/kinds/flat.py", "tests/transform/test_inplace_functions.py"
SPLITS = "s2sad/analysis/kinds/splits.py", "tests/transform/test_inplace_functions.py"
LISTS = "s2sad/analysis/kinds/list_changes.py", "tests/transform/test_list_methods.py"
REPEATS = "s2sad/transform/adjoint/repeats.py", "tests/transform/test_repeats.py"
FLATTEN = "s2sad/transform/flatten.py", "tests/transform/test_list_slices.py"

MUTATIONS = [
    fault("in place: what a mask cuts is not broadcast", *IN_PLACE,
          'return self.temporary(Apply("np.broadcast_to", (expr, shape)))',
          "return expr  # type: ignore[return-value]"),
    fault("in place: a mask that is a number does not matter", *IN_PLACE,
          "self.emit(If(mask, inner, (), self.tag))", "self.out += inner"),
    fault("in place: pairs of places are an array", *IN_PLACE,
          'self.index(value) if key == "indices" else self.as_array_operand(value)',
          "self.as_array_operand(value)"),
    fault("flat: what is read is a view", *FLAT,
          'return item if is_number else Apply("np.copy", (self.temporary(item),))',
          "return item"),
    fault("flat: every array is contiguous", *FLAT,
          'elif kind.order == "C":', "else:\n            pass\n        if kind.ndim != 1:"),
    fault("overlaps: nothing overlaps", "s2sad/analysis/kinds/overlaps.py",
          "tests/test_wrong_uses.py",
          "return not from_one.isdisjoint(from_other)", "return False"),
    fault("splits: the longer parts come last", *SPLITS,
          "k * each + min(k, more)", "k * each + max(0, k + more - count)"),
    fault("lists: a list is sorted upwards", *LISTS,
          "        if is_reversed:\n", "        if False:\n"),
    fault("lists: what follows a slice is lost", "s2sad/analysis/kinds/list_slices.py", LISTS[1],
          "for item in (*items, *tail):", "for item in items:"),
    fault("lists: a list that somebody holds is made for a loop",
          "s2sad/analysis/kinds/lists.py", "tests/transform/test_list_methods.py",
          "for name in (*s.reads, *s.binds)}", "for name in s.binds}"),
    fault("repeats: a row may be spread", *REPEATS,
          "k.ndim == 1 and k.shape == arrays[0].shape", "k.ndim == 1"),
    fault("repeats: what counts up may be negative", *REPEATS,
          "len(value.args) == 1 and not value.kwargs", "not value.kwargs"),
    fault("repeats: one of several is as good as all", *REPEATS,
          "found == set(range(len(kind.items)))", "bool(found)"),
    fault("repeats: places may be written later", *REPEATS,
          "not isinstance(only, Assign) or self.store.is_written(part.id):",
          "not isinstance(only, Assign):"),
    fault("flatten: a slice backwards begins before the end", *FLATTEN,
          'Assign(end.id, Apply("sub", (count, Const(1))), self.tag)',
          'Assign(end.id, Apply("sub", (count, Const(2))), self.tag)'),
    fault("flatten: a bound counts from the last place", *FLATTEN,
          'Apply("sub", (most, Const(-bound.value + beyond)))',
          'Apply("sub", (most, Const(-bound.value)))'),
]  # fmt: skip
