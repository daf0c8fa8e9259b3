"""Faults in what sizes decide: of calls, of stores, of rules."""

from tests.mutations.fault import fault

CALLS, DROPPED = "tests/found/test_sizes_of_calls.py", "tests/found/test_dropped_axes.py"
REFUSED = "tests/rules/test_refused_sizes.py"

MUTATIONS = [
    fault(
        "sizes: what is made later decides by the sizes of an earlier call",
        "s2sad/pipeline.py", CALLS,
        "        if want not in self.given:\n            return atoms == self.sizes.values\n", "",
    ),
    fault(
        "sizes: axes that a store drops are not summed",
        "s2sad/transform/adjoint/contribute.py", DROPPED,
        "        ones: list[int] = []\n        for k, (have",
        "        if extra < 0:\n            return value\n"
        "        ones: list[int] = []\n        for k, (have",
    ),
    fault(
        "sizes: what was summed is not spread over fewer axes",
        "s2sad/runtime/broadcast.py", DROPPED,
        "    if len(shape) > len(target):  # as a store drops leading axes of size 1\n",
        "    if 0:\n",
    ),
    fault(
        "sizes: vectors in the plane have a product in space",
        "s2sad/analysis/kinds/limits.py", REFUSED,
        "not self.sizes.same(kind.shape[-1], 3)", "False",
    ),
    fault(
        "sizes: columns of coefficients are one polynomial",
        "s2sad/analysis/kinds/limits.py", REFUSED,
        "kind.ndim > 1:\n                what =", "kind.ndim > 9:\n                what =",
    ),
]  # fmt: skip
MUTATIONS += [
    fault(
        "views: a copy in Fortran's order is one in C's",
        "s2sad/analysis/kinds/creation.py", "tests/found/test_views_and_copies.py",
        'return order if order in "CF" else array.order', 'return "C"',
    ),
    fault(
        "views: all of np.linalg makes new memory",
        "s2sad/transform/aliases.py", "tests/found/test_views_and_copies.py",
        "    return op not in MAY_VIEW and (", "    return (",
    ),
    fault(
        "views: the first power of a matrix is new memory",
        "s2sad/analysis/kinds/sharing.py", "tests/found/test_views_and_copies.py",
        "expr.args[1].value != 1", "True",
    ),
    fault(
        "views: a block of an array is the array",
        "s2sad/analysis/kinds/composites.py", "tests/found/test_views_and_copies.py",
        "        if not depth:\n", "        if False:\n",
    ),
    fault(
        "views: reshape(copy=True) is a view",
        "s2sad/analysis/kinds/composites.py", "tests/found/test_views_and_copies.py",
        '.get("copy") == Const(True):', '.get("copy") == Const(9):',
    ),
]  # fmt: skip
MUTATIONS += [
    fault(
        "numbers: what is subscripted has no memory",
        "s2sad/analysis/kinds/access.py", "tests/found/test_numbers_indexed.py",
        "isinstance(kind, Scalar) and kind.numpy and can_vary(kind)", "False",
    ),
]  # fmt: skip
