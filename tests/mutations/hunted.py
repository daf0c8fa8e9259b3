"""Faults in what the hunt found: dicts in two places, lists that grow, sums at places."""

from tests.mutations.fault import fault

DICTS = "tests/found/test_hunted_dicts.py"

MUTATIONS = [
    fault(
        "lists: a tuple holds nothing",
        "s2sad/analysis/kinds/lists.py", DICTS,
        "if any(self.places.find(place) == root for place in self._places_in(holder))",
        "if any(self.places.find(place) == root for place in self._places_in(holder)[:0])",
    ),
    fault(
        "dicts: what is put into another dict has no second place",
        "s2sad/analysis/kinds/dicts.py", DICTS,
        "return bool(others or again or spread)",
        "return bool(others or spread)",
    ),
    fault(
        "dicts: a copy of a dict holds no dicts of it",
        "s2sad/analysis/kinds/dicts.py", DICTS,
        "return bool(others or again or spread)",
        "return bool(others or again)",
    ),
    fault(
        "dicts: any name of a dict may be that of another one",
        "s2sad/analysis/kinds/dicts.py", DICTS,
        "put = [n for n in names if n in self.aliases.put and not self._is_new(n)]",
        "put = [n for n in names if n in self.aliases.put]",
    ),
    fault(
        "lists: the pairs of a dict hold nothing of it",
        "s2sad/analysis/kinds/lists.py", DICTS,
        "self.places.union(held, self.places.place(held))  # a pair holds it, too",
        "pass",
    ),
    fault(
        "lists: what stands behind a star goes nowhere",
        "s2sad/analysis/kinds/lists.py", DICTS,
        'case Apply(op="tuple", args=args) if not any(map(_is_star, args)):',
        'case Apply(op="tuple", args=args):',
    ),
    fault(
        "iteration: a dict that is looped over loses its keys",
        "s2sad/analysis/kinds/iteration.py", DICTS,
        "    if value.form is None:\n        return Apply(value.display, items)",
        "    if True:\n        return Apply(value.display, items)",
    ),
    fault(
        "lists: what a list is extended by is evaluated while it grows",
        "s2sad/analysis/kinds/list_values.py", "tests/found/test_hunted_lists.py",
        "for part in [self._evaluated(part) for part in self.iterated(value).items]:",
        "for part in self.iterated(value).items:",
    ),
    fault(
        "adjoint: what is added at a plain index shares the adjoint of the cells",
        "s2sad/transform/adjoint/statements.py", "tests/found/test_hunted.py",
        'if stmt.op == "add_at" and stmt.index is not None and self._may_repeat(stmt.index):',
        'if stmt.op == "add_at" and stmt.index is not None:',
    ),
    fault(
        "in place: what is added at places stays a display",
        "s2sad/analysis/kinds/in_place.py", "tests/found/test_hunted.py",
        'call = Apply("np.add.at", (given["a"], given["indices"], given["b"]))',
        'call = Apply("np.add.at", (given["a"], given["indices"], Apply("list", (given["b"],))))',
    ),
    fault(
        "attempts: what is deleted after a try is not bound by it",
        "s2sad/frontend/attempts.py", "tests/found/test_hunted.py",
        "and not isinstance(part.ctx, gast.Store)",
        "and isinstance(part.ctx, gast.Load)",
    ),
    fault(
        "lists: a copy of rows takes the adjoints of rows that have none",
        "s2sad/transform/adjoint/shadows.py", "tests/found/test_hunted_lists.py",
        'if value.op == "list.copy" and written and mirror.is_active(value.args[0]):',
        'if value.op == "list.copy" and written:',
    ),
    fault(
        "lists: a part of an argument takes the adjoint of the whole",
        "s2sad/transform/adjoint/shadows.py", "tests/found/test_hunted_lists.py",
        " and isinstance(mirror.kinds[base_of(value)], ListKind):", ":",
    ),
    fault(
        "lists: the adjoint of a part is taken before it is there",
        "s2sad/transform/adjoint/driver.py", "tests/found/test_hunted_lists.py",
        "tree.nodes.insert(self._picks(tree), Step((), closing))",
        "tree.nodes.insert(0, Step((), closing))",
    ),
]
