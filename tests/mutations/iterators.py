"""Faults in the loops that iterators stand for, and in what takes one of many items."""

from tests.mutations.fault import fault

EDGES = "tests/frontend/test_iterators_at_edges.py"
POOLS = "tests/found/test_pools_that_are_updated.py"
EXTREMES = "tests/analysis/test_extremes.py"

MUTATIONS = [
    fault(
        "nests: what the body writes is not copied",
        "s2sad/analysis/kinds/nests.py", EDGES,
        "kept = self.kept(part, stmt)",
        "kept = part",
    ),
    fault(
        "iterators: what holds an array is not updated with it",
        "s2sad/analysis/kinds/iterators.py", POOLS,
        "if any(_may_hold(self.env.get(base), type(kind)) for base in _updated(stmt)):",
        "if False:",
    ),
    fault(
        "nests: a list that is copied must not grow",
        "s2sad/analysis/kinds/nests.py", POOLS,
        "source = self.source(kept, replace(stmt, iter=kept))",
        "source = self.source(kept, stmt)",
    ),
    fault(
        "nests: a name that is bound elsewhere is bound by the outer loop",
        "s2sad/analysis/kinds/nests.py", EDGES,
        "return self.bound[pattern] == 1",
        "return True",
    ),
    fault(
        "nests: only the innermost loop ends",
        "s2sad/analysis/kinds/nests.py", EDGES,
        "inside = (replace(stmt, target=level.target, iter=level.header, body=inside),)",
        "inside = (replace(stmt, target=level.target, iter=level.header, body=inside,\n"
        "                              stop=stmt.stop if level is levels[-1] else None),)",
    ),
    fault(
        "extremes: NaN is the greatest",
        "s2sad/analysis/kinds/extremes.py", EXTREMES,
        "best = self.temporary(Apply(expr.op, (base,)))",
        'best = self.temporary(Apply(f"np.{expr.op}", (base,)))',
    ),
    fault(
        "extremes: tuples are ordered by their last part first",
        "s2sad/analysis/kinds/extremes.py", EXTREMES,
        'whole = Apply("tuple", tuple(columns[::-1]))',
        'whole = Apply("tuple", tuple(columns))',
    ),
    fault(
        "functions outside: another one under the key is not seen",
        "s2sad/frontend/resolve.py", "tests/frontend/test_functions_outside.py",
        "self.uses.items.append((value.handle, key, found))",
        "pass",
    ),
    fault(
        "queues: the oldest item stays",
        "s2sad/frontend/queues.py", "tests/frontend/test_queues.py",
        "self.items.append(value)\n        if len(self.items) > self.maxlen:\n"
        "            self.items.pop(0)",
        "self.items.append(value)\n        if len(self.items) > self.maxlen:\n"
        "            self.items.pop()",
    ),
]
