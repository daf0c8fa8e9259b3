"""Structure: values of generic expressions; attributes, methods and displays are resolved."""

from __future__ import annotations

from collections.abc import Mapping

from ...ir.frozen import replace
from ...ir.kinds import (
    Array, Kind, ListKind, Other, Scalar, TupleKind, Unknown, as_size, is_complex, is_memory,
)  # fmt: skip
from ...ir.nodes import Apply, Const, Expr, Name
from ...ir.walk import names_in, substitute
from ...rules import Rule, UnknownKeywords, lookup, match
from .indexing import constant_int
from .joins import Returned
from .access import BY_IDENTITY, OF_ONE, NO_OPERATORS
from .copying import COPIES
from .dicts import CHANGES
from .factors import NAMED, form_of_factors
from .list_values import NONE
from .composites import Composites
from .optional import asks_for_none
from .matrices import NORMS, matrix_norm
from .methods import REFUSED, attribute_of, method_of
from .questions import attribute_of_dtype, is_of_none
from .sequences import DOING
from .sparse import is_made_sparse, is_sparse
from .spelled import has_named
from .splits import SPLITS
from .state import Parts, Value, has_form, joinable, needs_parts
from .words import describe

RECORDS = {"record", "dict.merge", "record.replace", "dict.set", "dict.put", "record.set"}
QUESTIONS = {"in", "notin", "sorted", "and", "or", "getattr", *BY_IDENTITY}


class Structure(Composites):
    """Turns generic expressions into values."""

    def value(self, expr: Expr) -> Value:
        found = self.passed(expr)
        if isinstance(found, Name) and self.is_optional(found.id):
            self.guard(found.id)
        return found

    def passed(self, expr: Expr) -> Value:
        if isinstance(expr, Name):
            self.checked(expr.id)
            return self.parts_of(expr.id) or expr
        if isinstance(expr, Const):
            return expr
        expr = self.with_none(expr)
        asked = self.perhaps_none(expr.args[0]) if asks_for_none(expr) else None
        if asked is not None:
            return Apply(expr.op, (asked, *expr.args[1:]))
        self.check_operands(expr)
        match expr.op:
            case "ifexp":
                return self.chosen(expr)
            case "tuple" | "list":
                return self._display(expr)
            case "getitem":
                return self._getitem(expr)
            case "attr":
                return self._attribute(expr)
            case "method":
                return self._method(expr)
            case "list.append" | "list.pop":
                return self._list_call(expr)
            case "add" | "mul":
                return self._sum_or_product(expr)
            case "call":
                return self._with_values(expr)
            case "len":
                return self._length(expr)
            case "list.repeat" | "list.map":
                return self.of_items(expr)
            case "flat.item":
                base, index = expr.args
                return self.flat_item(self.operand(self.value(base)), self.index(index))
            case "zip.star":
                return self.columns_of(self.value(expr.args[0]))
            case "flat.store":
                return self.flat_store(expr)
            case "derivative":
                return self.derivative(expr)
            case "recursive":
                return self.recursive(expr)
            case "function":
                return self.function(expr)
            case "given":
                return self.given(expr)
            case "operand":
                return self._checked_operand(expr)
            case "dict" if not expr.kwargs:
                return self.dict_of(expr)
            case op if op in COPIES:
                return self.copied(expr)
            case op if op in RECORDS:
                return self.made_record(expr)
            case "enter":
                self._check_context(expr.args[0])
            case "dict.del":
                return self.deleted(*expr.args)
            case "or_" if all(self.is_dict(self.value(arg)) for arg in expr.args):
                return self._merged([self.value(arg) for arg in expr.args])
        found = self.question_of_record(expr) if expr.op in QUESTIONS else None
        if expr.op == "sorted":
            found = found or self.sorted_list(expr)
        if expr.op in ("max", "min", "sum", "math.prod"):
            found = self.of_sequence(expr)
        if found is None:
            found = self._operation(expr)
            if expr.op in NAMED and isinstance(found, Parts):
                return replace(found, form=form_of_factors(expr.op))
        return found

    def expression(self, expr: Expr) -> Expr:
        """Return the value of a generic expression as one core expression, displays included."""
        return self.display(self.value(expr))

    def _check_context(self, context: Expr) -> None:
        """Refuse a context of the user's that is given what it could change later."""
        called = context.operands[1:] if isinstance(context, Apply) and context.op == "call" else ()
        if any(is_memory(self.kind_of_value(self.value(e))) for e in called):
            self.refuse(
                "s2sad cannot tell what this context does with its arguments",
                "It may keep an array or a list, and change it when it is entered or left.",
                "Enter the context around the call of the function.",
            )  # fmt: skip

    def _operation(self, expr: Apply) -> Value:
        if expr.op in DOING and self.lacks_operator(expr.op, list(map(self.value, expr.args))):
            return NONE
        if self.written_in_place(expr):
            return NONE
        if "out" in dict(expr.kwargs):
            return self.into(expr)
        if expr.op in SPLITS:
            return self.split(expr)
        written_out = self.composite(expr)
        if written_out is not None:
            return written_out
        made = self._with_values(expr)
        if expr.op == "sum" and made.args:
            self.check_summands(self.kind(made.args[0]))
        norm = matrix_norm(made, self.kind) if expr.op in NORMS and made.args else None
        if norm is not None:
            return self.value(norm)
        rule = None if "." not in expr.op else lookup(expr.op)
        if rule is not None and rule.parts:
            return self._primitive_parts(made)
        return made if rule is None else self._part_of_known(rule, expr, made)

    def _with_values(self, expr: Apply) -> Apply:
        """Return a call of values; refuse what asks a named tuple which of two it is."""
        made = Apply(expr.op, tuple(map(self.expression, expr.args)), self._keywords(expr))
        made = self.check_question(self.asked_type(expr, made) if expr.op == "call" else made)
        asks = made.op == "call" or made.op in OF_ONE
        kinds = [self.kind(arg) for arg in made.operands] if asks else []
        named = next(filter(has_named, kinds), None)
        if named is not None:
            self.refuse(
                f"s2sad cannot use {describe(named)} as a whole here",
                "It is seen as its fields, each of which is a variable of its own.",
                "Use what you need of it by name.",
            )  # fmt: skip
        return made

    def _primitive_parts(self, made: Apply) -> Value:
        """Return the parts of a primitive whose result is a tuple, each a primitive."""
        try:
            fit = match(made)
        except UnknownKeywords:  # refused where something varies
            return made
        if fit is None or not fit.rule.parts:
            return made
        rule, bound = fit.rule, fit.bound
        if rule.whole:
            bound = {**bound, rule.whole: self.temporary(made)}
        parts = [substitute(part, bound) for part in rule.parts]
        calls = [part for part in parts if isinstance(part, Apply)]
        if rule.op.endswith(".linalg.svd") and not self._has_plain_vectors(bound):
            is_real = not is_complex(self.kind(bound["a"]))  # of complex ones there is no rule
            wide, tall = [is_real and self._is_wide(bound["a"], which) for which in (True, False)]
            ends = ["_wide" if wide else "_full", "_full", "_tall" if tall else "_full"]
            parts = [Apply(part.op + end, part.args) for part, end in zip(calls, ends)]
        if rule.op.endswith(".linalg.qr") and self._is_wide(bound["a"]):
            parts = [Apply(f"{part.op}_wide", part.args) for part in calls]
        return Parts("tuple", tuple(parts))

    def _is_wide(self, a: Expr, wide: bool = True) -> bool:
        """Return whether a matrix has more columns than rows, or if not `wide` more rows."""
        sizes = kind.shape[:-3:-1] if isinstance(kind := self.kind(a), Array) else ()
        return bool(sizes) and self.sizes.at_most(*sizes[:: 1 if wide else -1]) is False

    def _has_plain_vectors(self, svd: Mapping[str, Expr]) -> bool:
        """Return whether all singular vectors that a call asks for are determined."""
        kind, is_cut = self.kind(svd["a"]), svd["full_matrices"] == Const(False)
        return is_cut or isinstance(kind, Array) and bool(self.sizes.same(*kind.shape[-2:]))

    def _part_of_known(self, rule: Rule, expr: Apply, made: Apply) -> Value:
        """Return a part of a tuple: `rt.eigh_values(a, d)` of a known tuple d is its item."""
        fit = None if rule.part is None else match(made)
        whole = made if fit is None else self.value(expr.args[-1])
        return whole.items[fit.rule.part or 0] if fit and isinstance(whole, Parts) else made

    # -- displays ----------------------------------------------------------------------------------

    def _display(self, expr: Apply) -> Value:
        joined = self.joined_display(expr) if expr.op == "list" else None
        if joined is not None:
            return joined
        items: list[Value] = []
        taken = self.value if self.is_at_end else self.passed
        for arg in expr.args:
            if isinstance(arg, Apply) and arg.op == "star":
                items += self._spread(self.value(arg.args[0]))
            else:
                items.append(taken(arg))
        kinds = [self.kind_passed(item) for item in items]
        if expr.op == "tuple" and not needs_parts(kinds):
            return Apply("tuple", tuple([self.display(item) for item in items]))
        if expr.op == "list" and joinable(kinds):
            return Apply("list", tuple([self.display(item) for item in items]))
        return Parts(expr.op, tuple(items))

    def _checked_operand(self, expr: Apply) -> Value:
        """Refuse an operand, next to an object with operators, whose own operator is asked."""
        value, wanted = self.value(expr.args[0]), expr.args[1]
        kind = self.kind_of_value(value)
        if isinstance(wanted, Const) and type(wanted.value) is int:
            return self._checked_length(kind, wanted.value)
        allowed = isinstance(kind, Scalar) and not (kind.numpy and wanted == Const("python"))
        if wanted == Const("never"):
            allowed = False
        if wanted == Const("array"):
            allowed = isinstance(kind, (Scalar, Array))
        if wanted == Const("any"):
            allowed = is_of_none(kind, (object,))
        if isinstance(wanted, Const) and isinstance(wanted.value, tuple):
            allowed = is_of_none(kind, wanted.value)
        if not allowed:
            self.refuse(
                f"s2sad cannot tell what the operator of {describe(kind)} does with an object",
                "Python asks it before the object's own method.",
                "Write the object on the left, or the operation with what the object holds.",
            )  # fmt: skip
        return NONE

    def _checked_length(self, kind: Kind, least: int) -> Value:
        """Refuse what stands beside constants in a `zip` unless it has as many items."""
        length = kind.length if isinstance(kind, ListKind) else None
        if isinstance(kind, Array) and kind.ndim:
            length = kind.shape[0]
        if isinstance(kind, TupleKind):
            length = as_size(len(kind.items))
        if length is None or self.sizes.at_most(least, length) is not True:
            self.refuse(
                f"s2sad cannot tell whether {describe(kind)} has {least} items here",
                "How many trips there are decides which keys the dict has.",
                "Store under the keys one by one.",
            )  # fmt: skip
        return NONE

    # -- access ------------------------------------------------------------------------------------

    def index(self, expr: Expr) -> Expr:
        """Return an index with named slices written out where nothing in them can have changed."""
        found = self.expression(expr)
        if isinstance(found, Apply) and found.op == "tuple":
            return Apply("tuple", tuple([self._written_out(part) for part in found.args]))
        kind = self.kind(found)
        if isinstance(kind, TupleKind) and kind.items and kind.form is None:
            known = self._written_out(found)
            if isinstance(known, Apply) and known.op == "tuple":
                return known
            whole = self.temporary(found) if isinstance(found, Apply) else found
            places = [Apply("getitem", (whole, Const(k))) for k in range(len(kind.items))]
            return Apply("tuple", tuple([self.temporary(place) for place in places]))
        return self._written_out(found)

    def _written_out(self, part: Expr) -> Expr:
        known = self.slices.get(part.id) if isinstance(part, Name) else None
        if known is None or any(self.bound[name] > 1 for name in names_in(known)):
            return part
        return known

    def _getitem(self, expr: Apply) -> Value:
        base = self.value(expr.args[0])
        index = self.index(expr.args[1])
        self.check_place(base, index)
        if isinstance(base, Parts) and not base.is_sequence:
            return self.item_of_record(base, index)
        if isinstance(base, Parts):
            return self._item_of_parts(base, index)
        record = self.form_of_name(base)
        if record is not None and record.form is not None and record.form.what == "object":
            self._refuse_member(record, "__getitem__", *NO_OPERATORS)
            return NONE
        display = self._written_out(base)
        known = self.known_item(base, index)
        if known is not None:
            return known
        if isinstance(display, Apply) and display.op == "tuple":
            place = constant_int(self._call(), index)
            if place is not None and -len(display.args) <= place < len(display.args):
                return display.args[place]
        return Apply("getitem", (self.with_memory(base), index))

    def _item_of_parts(self, base: Parts, index: Expr) -> Value:
        if isinstance(index, Apply) and index.op == "slice":
            bounds = [self._constant(part) for part in index.args]
            if all(known for known, _ in bounds):
                return Parts(base.display, base.items[slice(*[value for _, value in bounds])])
        else:
            place = constant_int(self._call(), index)
            if place is not None and -len(base.items) <= place < len(base.items):
                return base.items[place]
        kinds = [self.kind_of_value(item) for item in base.items]
        is_apart = not joinable(kinds) or any(map(has_form, kinds))
        if is_apart or (isinstance(index, Apply) and index.op == "slice"):
            self.refuse(
                "s2sad cannot index unlike items by a value of the run",
                f"The items are {', '.join(map(describe, kinds))}: which one it is decides what "
                "the program does.", "Use constant indices, or an array.",
            )  # fmt: skip
            return NONE
        items = self.temporary(Apply("list", tuple([self.operand(i) for i in base.items])))
        return Apply("getitem", (items, index))

    def _constant(self, part: Expr) -> tuple[bool, int | None]:
        if part == NONE:
            return True, None
        place = constant_int(self._call(), part)
        return place is not None, place

    def _length(self, expr: Apply) -> Value:
        value = self.value(expr.args[0])
        if isinstance(value, Parts) and (value.form is None or value.form.what != "object"):
            return Const(len(value.items))
        if isinstance(value, Apply) and value.op in ("tuple", "list"):
            return Const(len(value.args))
        return Apply("len", (self.display(value),))

    def _attribute(self, expr: Apply) -> Value:
        whole, name = self.value(expr.args[0]), expr.args[1]
        assert isinstance(name, Const)
        kind = self.kind_of_value(whole)
        if isinstance(kind, TupleKind) and kind.form is not None:
            return self.attribute_of_record(whole, kind.form, name.value)
        base = self.display(whole)
        kind = self.asked(self.kind(base), name.value)
        found = attribute_of_dtype(kind, name.value)
        if is_sparse(kind) and name.value == "T":
            return Apply("np.transpose", (base,))
        if not isinstance(kind, (Returned, Other)):
            found = attribute_of(base, kind, name.value)
        if found is None and not isinstance(kind, (Returned, Other, Unknown)):
            self._refuse_member(kind, name.value, *REFUSED.get(name.value, ()))
        return Apply("attr", (base, name)) if found is None else found

    def _method(self, expr: Apply) -> Value:
        base, name, *rest = expr.args
        assert isinstance(name, Const)
        target = self.value(base)
        if isinstance(target, Parts) and self.is_dict(target) and name.value in CHANGES:
            return self.changed_dict(target, name.value, expr)
        value = self.passed if name.value == "append" else self.value
        args = tuple([self.display(value(arg)) for arg in rest])
        kwargs = self._keywords(expr)
        kind = self.kind_of_value(target)
        if name.value == "__getitem__" and len(args) == 1:
            return self.value(Apply("getitem", (base, rest[0])))
        record = self.record_parts(target)
        if record is not None:
            return self.method_of_record(record, name.value, args, expr)
        if isinstance(kind, ListKind):
            return self._list_method(target, kind, name.value, rest, kwargs)
        if is_made_sparse(kind) and name.value == "dot" and len(args) == 1 and not kwargs:
            return Apply("matmul", (self.operand(target), self.operand(args[0])))
        if is_made_sparse(kind) and name.value == "transpose" and not args and not kwargs:
            return Apply("np.transpose", (self.operand(target),))
        if isinstance(kind, (Returned, Other)):
            return Apply("method", (self.display(target), name, *args), kwargs)
        if isinstance(target, Parts) or isinstance(kind, TupleKind):
            self.refuse_method_of_parts(target, kind, name.value)
            return NONE
        if name.value == "copy" and isinstance(kind, Scalar):
            return target
        found = self.array_method(target, kind, name.value, args, kwargs)
        if found is None and name.value not in REFUSED:
            found = method_of(target, kind, name.value, args, kwargs)
        if found is None:
            self._refuse_member(kind, name.value, *REFUSED.get(name.value, ()))
            return NONE
        if isinstance(found, Apply) and dict(found.kwargs).get("out", NONE) != NONE:
            return self.into(found)
        written_out = self.composite(found) if isinstance(found, Apply) else None
        return found if written_out is None else written_out
