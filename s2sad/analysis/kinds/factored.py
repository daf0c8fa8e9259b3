"""Factored: calls of linear algebra that NumPy makes of others are written out as these.

    np.linalg.cond(a, 1)              ->  matrix_norm(a, 1) * matrix_norm(inv(a), 1), or inf
    np.linalg.svd(a, hermitian=True)  ->  its steps from np.linalg.eigh(a)
    np.linalg.qr(a, mode='complete')  ->  np.linalg.qr(a), of a matrix that is not tall
    scipy.linalg.qr(a)                ->  scipy.linalg.qr(a, mode='economic'), likewise
    scipy.linalg.lu(a), a not square  ->  parts of the factors of a square matrix that has a in it
    np.linalg.multi_dot([v, a, b])    ->  np.linalg.multi_dot((v[None, :], a, b))[0]
    np.einsum('...i,i', a, b)         ->  np.einsum('Ai,i->A', a, b)
    np.einsum(a, [0, 1], b, [1])      ->  np.einsum('ab,b->a', a, b)
    np.linalg.tensorsolve(a, b, (0,)) ->  np.linalg.tensorsolve(np.transpose(a, (1, 2, 0)), b)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_letters, ascii_lowercase, ascii_uppercase

from ...ir.kinds import Array
from ...ir.nodes import Apply, Const, Expr, Name
from ...rules.template import signatures
from .calls import Undecided
from .in_place import Named
from .list_values import NONE
from .perhaps_real import PerhapsReal
from .splits import MANY
from .state import Parts, Value

ALL = Apply("slice", (NONE, NONE, NONE))
BACKWARDS = Apply("slice", (NONE, NONE, Const(-1)))
ANY = Const(Ellipsis)
SIGNATURES = signatures(
    "np.linalg.cond(x, p=None)", "np.linalg.qr(a, mode='reduced')",
    "np.linalg.svd(a, full_matrices=True, compute_uv=True, hermitian=False)",
    "scipy.linalg.qr(a, *, mode='full', pivoting=False, check_finite=True)",
    "np.linalg.multi_dot(arrays)", "np.linalg.tensorsolve(a, b, axes=None)",
    "scipy.linalg.lu(a, permute_l=False, *, check_finite=True)",
)  # fmt: skip


class Factored(PerhapsReal):
    """Writes out calls of linear algebra."""

    def factored(self, expr: Apply) -> Value | None:
        """Return what a call of linear algebra is made of, or None if it stays as it is."""
        lowered: dict[str, Callable[[Named], Value | None]] = {
            "np.linalg.cond": self._cond, "np.linalg.svd": self._svd, "np.linalg.qr": self._qr,
            "np.linalg.multi_dot": self._multi_dot, "scipy.linalg.qr": self._qr_of_scipy,
            "np.linalg.tensorsolve": self._tensorsolve, "scipy.linalg.lu": self._lu,
        }  # fmt: skip
        if expr.op == "np.einsum":
            return self._einsum(expr)
        if expr.op not in lowered:
            return self.perhaps_real(expr)
        given = self.named(SIGNATURES[expr.op], expr)
        return None if given is None else lowered[expr.op](given)

    def _cond(self, given: Named) -> Value | None:
        x, order = given["x"], given.get("p", NONE)
        if self._order_of(order) in (None, 2, -2):
            return None
        raises = self._order_of(order) == "nuc"  # of a singular matrix, as NumPy does
        inverse = self.temporary(Apply("np.linalg.inv" if raises else "rt.inverse_or_inf", (x,)))
        norms = [Apply("np.linalg.matrix_norm", (m,), (("ord", order),)) for m in (x, inverse)]
        parts = tuple([self.temporary(norm) for norm in norms])
        return Apply("mul" if raises else "rt.times_or_inf", parts)

    def _order_of(self, order: Expr) -> object:
        """Return the order of a norm; an infinite one, which is no literal, as a text."""
        try:
            return self.literal(order)
        except Undecided:
            if not isinstance(order, Apply) or "const" not in order.ops:
                raise
            return "inf"

    def _svd(self, given: Named) -> Value | None:
        if not self.literal(given.get("hermitian", Const(False))):
            return None
        a = given["a"]
        if not self.literal(given.get("compute_uv", Const(True))):
            values = self.temporary(Apply("np.linalg.eigvalsh", (a,)))
            sizes = self.temporary(Apply("np.abs", (values,)))
            return self._item(self.temporary(Apply("np.sort", (sizes,))), ANY, BACKWARDS)
        both = self.value(Apply("np.linalg.eigh", (a,)))
        assert isinstance(both, Parts)
        w, vectors = [self.temporary(self.operand(part)) for part in both.items]
        sign = self.temporary(Apply("np.copysign", (Const(1.0), w)))
        size = self.temporary(Apply("np.abs", (w,)))
        order = self.temporary(Apply("np.argsort", (size,)))
        order = self.temporary(self._item(order, ANY, BACKWARDS))
        columns = self.temporary(self._item(order, ANY, NONE, ALL))
        sign, s = [self._along(x, order) for x in (sign, size)]
        u = self._along(vectors, columns)
        signs = self.temporary(self._item(sign, ANY, NONE, ALL))
        v = self.temporary(Apply("mul", (u, signs)))
        return Parts("tuple", (u, s, self.temporary(Apply("rt.h", (v,)))))

    def _item(self, x: Expr, *index: Expr) -> Expr:
        return Apply("getitem", (x, Apply("tuple", index)))

    def _along(self, x: Expr, order: Expr) -> Name:
        return self.temporary(Apply("np.take_along_axis", (x, order), (("axis", Const(-1)),)))

    def _qr(self, given: Named) -> Value | None:
        """Return what a matrix that is not tall has: one factorisation, reduced and complete."""
        kind, mode = self.kind(given["a"]), self.literal(given.get("mode", Const("reduced")))
        if mode not in ("complete", "r"):
            return None
        if not isinstance(kind, Array) or not self.sizes.at_most(*kind.shape[-2:]):
            return None
        if mode == "r" and self.sizes.same(*kind.shape[-2:]):
            return None
        both = self.value(Apply("np.linalg.qr", (given["a"],)))
        return both.items[1] if mode == "r" and isinstance(both, Parts) else both

    def _qr_of_scipy(self, given: Named) -> Value | None:
        kind, mode = self.kind(given["a"]), self.literal(given.get("mode", Const("full")))
        if mode not in ("full", "r") or not isinstance(kind, Array):
            return None
        if self.literal(given.get("pivoting", Const(False))):
            return None
        is_wide = self.sizes.at_most(*kind.shape[-2:])
        if is_wide is None or not is_wide and mode == "full":
            return None
        rest = tuple([(k, v) for k, v in given.items() if k not in ("a", "mode", "pivoting")])
        call = Apply("scipy.linalg.qr", (given["a"],), (("mode", Const("economic")), *rest))
        both = self.value(call)
        if mode == "full":
            return both
        assert isinstance(both, Parts)
        r = both.items[1]
        return Parts("tuple", (r if is_wide else self._with_zeros(r, given["a"]),))

    def _with_zeros(self, r: Value, a: Expr) -> Value:
        """Return the triangle of a tall matrix, of which the last rows are zeros."""
        triangle = self.temporary(self.operand(r))
        zeros = self.temporary(Apply("np.zeros_like", (a,)))
        count = self.temporary(Apply("np.shape", (triangle,)))
        count = self.temporary(Apply("getitem", (count, Const(0))))
        rows = self.temporary(self._item(zeros, Apply("slice", (count, NONE, NONE)), ALL))
        both = Apply("np.concatenate", (Apply("tuple", (triangle, rows)),))
        return self.temporary(both)

    def _lu(self, given: Named) -> Value | None:
        """Return the factors of a matrix that is not square as parts of those of a square one.

        [a; 0 1] = [p 0; 0 1] [l 0; 0 1] [u; 0 1] of a wide one; with the columns of p that are not
        needed beside it, a tall one has the lower triangle [l 0; . 1] and the upper one [u 0; 0 1].
        """
        kind = self.kind(given["a"])
        if not isinstance(kind, Array) or kind.ndim != 2 or self.sizes.same(*kind.shape):
            return None
        is_wide = self.sizes.at_most(*kind.shape)
        if is_wide is None or self.literal(given.get("permute_l", Const(False))):
            return None
        a = given["a"]
        shape = self.temporary(Apply("np.shape", (a,)))
        m, n = [self.temporary(Apply("getitem", (shape, Const(k)))) for k in (0, 1)]
        first = Apply("slice", (NONE, m if is_wide else n, NONE))
        after = Apply("slice", (m if is_wide else n, NONE, NONE))
        if is_wide:
            beside = self._item(self.temporary(Apply("np.eye", (n,))), after, ALL)
        else:
            turned = self.temporary(Apply("rt.lu_turn", (a,)))
            beside = self._item(turned, ALL, after)
        pair = Apply("tuple", (a, self.temporary(beside)))
        axis = (("axis", Const(0 if is_wide else 1)),)
        whole = self.value(Apply("scipy.linalg.lu", (self.temporary(
            Apply("np.concatenate", (pair,), axis)),)))  # fmt: skip
        assert isinstance(whole, Parts)
        p, low, up = [self.temporary(self.operand(part)) for part in whole.items]
        if is_wide:
            kept = (self._item(p, first, first), self._item(low, first, first),
                    self._item(up, first, ALL))  # fmt: skip
        else:
            kept = (p, self._item(low, ALL, first), self._item(up, first, first))
        return Parts("tuple", tuple([self.temporary(part) for part in kept]))

    def _multi_dot(self, given: Named) -> Value | None:
        """Return a product of matrices: vectors at its ends are a row and a column."""
        arrays = self.items(given["arrays"])
        if arrays is None or not 2 <= len(arrays) <= MANY:
            return None
        arrays = [self.as_array_operand(x) for x in arrays]
        if len(arrays) == 2:
            return Apply("np.dot", tuple(arrays))
        is_row, is_column = (self.rank(arrays[k]) == 1 for k in (0, -1))
        if is_row:
            arrays[0] = self.temporary(self._item(arrays[0], NONE, ALL))
        if is_column:
            arrays[-1] = self.temporary(self._item(arrays[-1], ALL, NONE))
        if any(self.rank(x) != 2 for x in arrays):
            return None
        found = Apply("np.linalg.multi_dot", (Apply("tuple", tuple(arrays)),))
        if not is_row and not is_column:
            return found
        first = Const(0) if is_row else ALL
        index = (first, Const(0)) if is_column else (first,)
        whole = self.temporary(found)
        return Apply("getitem", (whole, Apply("tuple", index) if len(index) > 1 else index[0]))

    def _tensorsolve(self, given: Named) -> Value | None:
        """Return the solution of an equation whose axes are moved to the end first."""
        axes, rank = self.literal(given.get("axes", NONE)), self.rank(given["a"])
        if axes is None:
            return None
        order = list(range(rank))
        for axis in axes if isinstance(axes, tuple) else (axes,):
            order.remove(axis)
            order.append(axis)
        turned = Apply("np.transpose", (given["a"], Apply("tuple", tuple(map(Const, order)))))
        return Apply("np.linalg.tensorsolve", (self.temporary(turned), given["b"]))

    def _einsum(self, expr: Apply) -> Value | None:
        """Return a sum of products with one letter for each axis, and its result spelled out."""
        if not expr.args:
            return None
        first = expr.args[0]
        if isinstance(first, Const):
            subscripts, operands = first.value, expr.args[1:]
            if not isinstance(subscripts, str) or "..." not in subscripts:
                return None
        else:
            count = len(expr.args) // 2 * 2
            subscripts, operands = self._as_letters(expr.args), expr.args[:count:2]
        arrays = [self.as_array_operand(x) for x in operands]
        spelled = without_ellipsis(subscripts, [self.rank(x) for x in arrays])
        return Apply("np.einsum", (Const(spelled), *arrays), self._keywords(expr))

    def _as_letters(self, args: tuple[Expr, ...]) -> str:
        """Return the subscripts of `np.einsum(a, [0, 1], b, [1, 2], [0, 2])`."""
        lists = [self.literal(part) for part in args[1::2]]
        each = ",".join(map(_letters, lists))
        return each if len(args) % 2 == 0 else f"{each}->{_letters(self.literal(args[-1]))}"


def _letters(places: tuple[object, ...]) -> str:
    """Return one letter for each number of a list, in their order; three dots for an ellipsis."""
    found = ["..." if p is ... else ascii_letters[26:][p] for p in places]  # type: ignore[index]
    return "".join(found)


def without_ellipsis(subscripts: str, ranks: Sequence[int]) -> str:
    """Return subscripts with letters for the axes that `...` stands for.

    >>> without_ellipsis("...ij,jk", [3, 2])
    'Aij,jk->Aik'
    """
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    terms = inputs.split(",")
    letters = [x for x in ascii_uppercase + ascii_lowercase if x not in subscripts]
    extra = [rank - len(term.replace("...", "")) for term, rank in zip(terms, ranks)]
    most = max([n for n, term in zip(extra, terms) if "..." in term], default=0)
    if len(terms) != len(ranks) or any(n < 0 for n in extra) or most > len(letters):
        raise Undecided("the subscripts do not fit the operands")
    spread = "".join(letters[:most])
    if not arrow:
        flat = inputs.replace("...", "").replace(",", "")
        output = "..." + "".join(sorted(x for x in set(flat) if flat.count(x) == 1))
    each = [t.replace("...", spread[most - n :]) for t, n in zip(terms, extra)]
    return ",".join(each) + "->" + output.replace("...", spread)
