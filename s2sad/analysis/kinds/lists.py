"""Lists: which names may be one list, so that what is appended through one shows in the others.

Definitions (flow-insensitive):
  1. Names are in one class if one is assigned to the other, or taken out of the same place.
  2. A place is what a class holds: item k of a tuple display has a place of its own, the items of
     a list share one.
  3. A list is made for a loop if its name is bound to displays only, all of them in the loop, or
     to one before it in its block, nothing between the two reads or binds the name, and the loop
     binds it to displays at most; or if it stands in such a loop, which does nothing with the list
     but append to it. It is not the list that the loop runs through.
"""

from __future__ import annotations

from collections import defaultdict

from ...ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, For, Move, Name, Program, Stmt, Store,
    While,
)  # fmt: skip
from ...ir.walk import blocks, names_in, statements, subexpressions

ITEMS = "[]"


_CHANGING = {"list.append", "method", "record.set", "dict.set", "dict.put"}
_HOLDING = {
    "tuple", "dict", "record", "record.replace", "dict.merge", "or_", "copy.copy", "list",
    "list.copy", "add", "mul", "list.repeat", "list.map", "method", "getitem", "attr", "list.pop",
    "ifexp", "and", "or", "sorted", "reversed", "min", "max",
}  # fmt: skip


class Places:
    """A union-find over names and the places that they hold."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.held: dict[str, dict[str, str]] = defaultdict(dict)

    def find(self, name: str) -> str:
        """Return the representative of a name or place."""
        if name not in self.parent:
            return name
        root = name
        while (above := self.parent.get(root, root)) != root:
            root = above
        while (above := self.parent.get(name, name)) != root:
            self.parent[name] = root
            name = above
        return root

    def place(self, name: str, which: str = ITEMS) -> str:
        """Return the place `which` of what a name holds."""
        root = self.find(name)
        return self.held[root].setdefault(which, f"{root}{which}")

    def union(self, one: str, other: str) -> None:
        """Make two names, and all that they hold, one."""
        todo = [(one, other)]
        while todo:
            a, b = map(self.find, todo.pop())
            if a == b:
                continue
            self.parent[b] = a
            for which, place in self.held.pop(b, {}).items():
                mine = self.held[a].setdefault(which, place)
                if mine != place:
                    todo.append((mine, place))


class ListAliases:
    """The classes of a program's names; `of(name)` are the other names in its class."""

    def __init__(self, program: Program) -> None:
        self.places = Places()
        self.tuples: set[str] = set()
        self._known: dict[str, list[str]] | None = None
        self._around: dict[str, list[str]] = {}
        self.names = {p.name for p in program.params} | {c.name for c in program.captures}
        self.given = frozenset(self.names)
        self.made: dict[str, list[Stmt]] = defaultdict(list)
        self.looped: set[int] = set()  # statements that stand in a loop, or are one
        self.put: set[str] = set()  # what is put into something under its name
        self.retaken: set[str] = set()  # what gets something that may stand elsewhere, unnamed
        self.spread: set[str] = set()  # what has items of something else, or gives it its own
        self.followed: dict[str, list[For]] = defaultdict(list)
        self.add(program.body)
        self._note_displays(program.body)

    def add(self, block: Block) -> None:
        """Note the statements of a block, and those inside."""
        self._known, self._around = None, {}
        stmts = list(statements(block))
        for stmt in stmts:
            if type(stmt) is Assign:
                value = stmt.value
                if type(value) is Name:
                    self.places.union(stmt.target, value.id)
                elif type(value) is Apply and value.op == "tuple":
                    if not any(map(_is_star, value.args)):
                        self.tuples.add(stmt.target)
            elif type(stmt) is Move:
                for target, source in zip(stmt.targets, stmt.sources):
                    self.places.union(target, source)
        self.tuples = {self.places.find(name) for name in self.tuples}
        for stmt in stmts:
            self._statement(stmt)

    def _statement(self, stmt: Stmt) -> None:
        if type(stmt) is Assign:
            self.names.add(stmt.target)
            self._value(stmt.target, stmt.value)
            self._effects(stmt.value)
            return
        match stmt:
            case Move(targets=targets):
                self.names.update(targets)
            case Store(base=base, index=None, value=value):
                self._extended(base, value)
            case Store(base=base, value=value):
                put = self._put if stmt.op is None else self._changed
                put(base, ITEMS, value)
            case Evaluate(value=value):
                self._effects(value)
            case While():
                self.looped |= {id(inner) for inner in statements(stmt.body)}
            case For(target=target, iter=iterable):
                self.looped |= {id(stmt), *[id(inner) for inner in statements(stmt.body)]}
                self.names.add(target)
                self._iterated(target, iterable)

    def _iterated(self, target: str, iterable: Expr) -> None:
        """The name or place `target` is an item of what an expression gives."""
        match iterable:
            case Name(id=base):
                self.places.union(target, self._items(base))
            case Apply(op="reversed", args=(given,)):
                self._iterated(target, given)
            case Apply(op="enumerate" | "zip", args=args):
                for given in args:
                    self._iterated(self.places.place(target), given)
            case Apply(op=op) if op == "range" or op.startswith("np."):
                return  # numbers, or arrays
            case _:  # an item, or a tuple of some
                for part in subexpressions(iterable):
                    if isinstance(part, Name):
                        self.places.union(target, self._items(part.id))
                        self.places.union(self.places.place(target), self._items(part.id))

    def _items(self, base: str) -> str:
        """Return the place of all items of what a name holds, those of a tuple with the others."""
        place = self.places.place(base)
        for other in list(self.places.held[self.places.find(base)].values()):
            self.places.union(place, other)
        return place

    def _put(self, base: str, which: str, value: Expr) -> None:
        if isinstance(value, Name):
            self.put.add(value.id)
        elif _may_be_held(value):
            self.retaken.add(base)
        self._same(self.places.place(base, which), value)

    def _changed(self, base: str, which: str, value: Expr) -> None:
        """An item becomes the sum of itself and a value, whose items it may hold."""
        self._same(self.places.place(base, which), value)

    def _extended(self, base: str, value: Expr) -> None:
        """`base += value`: a list holds the items of another one, too."""
        other = value.id if isinstance(value, Name) else f"({base})"
        self._value(other, value)
        self._same_items(base, other)

    def _same(self, target: str, value: Expr) -> None:
        """The name or place `target` is what an expression gives."""
        if isinstance(value, Name):
            self.places.union(target, value.id)
        else:
            self._value(target, value)

    def _same_items(self, one: str, other: str) -> None:
        self.spread |= {one, other}
        self.places.union(self.places.place(one), self.places.place(other))

    def _effects(self, value: Expr) -> None:
        if type(value) is not Apply or value.op not in _CHANGING:
            return
        match value:
            case Apply(op="list.append", args=(Name(id=base), item)):
                self._put(base, ITEMS, item)
            case Apply(op="method", args=(Name(id=base), Const(value="extend"), Name(id=other))):
                self._same_items(base, other)
            case Apply(op="method", args=(Name(id=base), Const(value="update"), *items)):
                for item in (*items, *[given for _, given in value.kwargs]):
                    if isinstance(item, Name) and item in items:
                        self._same_items(base, item.id)
                    else:
                        self._put(base, ITEMS, item)
            case Apply(
                op="method" | "record.set" | "dict.set" | "dict.put",
                args=(Name(id=base), _, *items),
            ):
                for item in items:
                    self._put(base, ITEMS, item)

    def _value(self, target: str, value: Expr) -> None:
        if type(value) is not Apply or value.op not in _HOLDING:
            return
        match value:
            case Apply(op="tuple", args=args) if not any(map(_is_star, args)):
                for k, arg in enumerate(args):
                    self._put(target, f"[{k}]", arg)
            case Apply(op="dict" | "record", args=args):
                for arg in args:
                    self._put(target, ITEMS, arg)
            case Apply(op="record.replace" | "dict.merge" | "or_", args=args, kwargs=given):
                for arg in args:
                    other = arg.id if isinstance(arg, Name) else f"({target})"
                    self._same(other, arg)
                    self._same_items(target, other)
                for _, arg in given:
                    self._put(target, ITEMS, arg)
            case Apply(op="sorted" | "reversed", args=(Name(id=base), *_)):
                self._same_items(target, base)
            case Apply(op="min" | "max", args=(Name(id=base),)):
                self.places.union(target, self._items(base))
            case Apply(op="copy.copy", args=(_, Name(id=base))):
                self._same_items(target, base)
            case Apply(op="list" | "tuple" | "list.copy" | "add" | "mul", args=args):
                for arg in args:
                    self._listed(target, arg, value.op not in ("list", "tuple"))
            case Apply(op="list.repeat" | "list.map", args=(source, variable, item)):
                if isinstance(source, Name) and isinstance(variable, Name):
                    self.places.union(variable.id, self.places.place(source.id))
                self._put(target, ITEMS, item)
            case Apply(op="method", args=(Name(id=base), Const(value="copy"))):
                self._same_items(target, base)
            case Apply(op="method", args=(Name(id=base), Const(value="items" | "values"))):
                held = self.places.place(target)
                self.places.union(held, self.places.place(base))
                self.places.union(held, self.places.place(held))  # a pair holds it, too
            case Apply(op="getitem" | "attr" | "list.pop" | "method", args=(Name(id=base), *rest)):
                self._taken(target, base, rest[0] if rest else None)
            case Apply(op="getitem", args=(Apply() as base, *rest)):
                inner = f"({target})"
                self._value(inner, base)
                self._taken(target, inner, rest[0])
            case Apply(op="ifexp" | "and" | "or", args=args):
                for arg in args[1:] if value.op == "ifexp" else args:
                    self._same(target, arg)

    def _listed(self, target: str, arg: Expr, is_spread: bool) -> None:
        if isinstance(arg, Apply) and arg.op == "star":
            arg, is_spread = arg.args[0], True
        if is_spread and isinstance(arg, Name):
            self._same_items(target, arg.id)
        elif is_spread and isinstance(arg, Apply) and arg.op == "list":
            for item in arg.args:
                self._put(target, ITEMS, item)
        elif not is_spread:
            self._put(target, ITEMS, arg)

    def _taken(self, target: str, base: str, index: Expr | None) -> None:
        is_tuple = self.places.find(base) in self.tuples
        if is_tuple and isinstance(index, Const):
            self.places.union(target, self.places.place(base, f"[{index.value}]"))
            return
        if isinstance(index, Apply) and index.op == "slice":
            self._same_items(target, base)
            target = self.places.place(target)
        self.places.union(target, self._items(base))

    def of(self, name: str) -> list[str]:
        """Return every name that may be the same list, itself included."""
        if self._known is None:
            self._known = defaultdict(list)
            for known in sorted(self.names):
                self._known[self.places.find(known)].append(known)
        return self._known.get(self.places.find(name), [name])

    def _note_displays(self, block: Block) -> None:
        """Note what binds each name, and which loop stands after a display that nobody read."""
        unread: set[str] = set()
        for stmt in block:
            if isinstance(stmt, For):
                for name in unread - set(names_in(stmt.iter)):
                    self.followed[name] += [stmt, *_loops_that_fill(name, stmt)]
            if unread:
                unread -= {name for s in statements((stmt,)) for name in (*s.reads, *s.binds)}
            for name in stmt.binds:
                self.made[name].append(stmt)
            if _is_display(stmt):
                unread |= set(stmt.binds)
            for inner in blocks(stmt):
                self._note_displays(inner)

    def is_taken_in_a_loop(self, name: str) -> bool:
        """Return whether a name is bound in a loop to what something holds: now this, now that."""
        looped = [stmt for stmt in self.made.get(name, []) if id(stmt) in self.looped]
        return any(not isinstance(s, Assign) or _may_be_held(s.value) for s in looped)

    def is_made_for(self, name: str, loop: For) -> bool:
        """Return whether a list is made for a loop (definition 3)."""
        made = self.made.get(name, [])
        inside = {id(stmt) for stmt in statements(loop.body)}
        bound = [stmt for stmt in made if id(stmt) in inside]
        if name in self.given or not made or not all(map(_is_display, bound)):
            return False
        return len(bound) == len(made) or any(loop is after for after in self.followed[name])

    def holders(self, name: str) -> list[str]:
        """Return the names of lists, dicts and tuples that may hold this one as an item."""
        root = self.places.find(name)
        return [
            holder for holder in sorted(self.names)
            if any(self.places.find(place) == root for place in self._places_in(holder))
        ]

    def around(self, name: str) -> list[str]:
        """Return the names of what may hold this one, or hold what holds it."""
        if name not in self._around:
            found = dict.fromkeys(self.holders(name))
            todo = list(found)
            while todo:
                more = [n for n in self.holders(todo.pop()) if n not in found]
                found.update(dict.fromkeys(more))
                todo += more
            self._around[name] = list(found)
        return self._around[name]

    def spread_over(self, name: str) -> list[str]:
        """Return what may hold this one, and gave its items to something or got them from it."""
        root = self.places.find(name)
        return [n for n in sorted(self.spread) if self.places.find(self.places.place(n)) == root]

    def _places_in(self, name: str) -> list[str]:
        return list(self.places.held.get(self.places.find(name), {}).values())


def _loops_that_fill(name: str, loop: For) -> list[For]:
    """Return the loops in a loop that only appends to a list."""
    for stmt in statements(loop.body):
        match stmt:
            case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))):
                if name in names_in(value) or (name in names_in(stmt.value) and base != name):
                    return []
            case _ if name in stmt.reads:
                return []
    return [stmt for stmt in statements(loop.body) if isinstance(stmt, For)]


def _is_star(arg: Expr) -> bool:
    return isinstance(arg, Apply) and arg.op == "star"


def _may_be_held(value: Expr) -> bool:
    """Return whether a value may be what something holds, and not a new one."""
    taking = ("getitem", "attr", "method", "ifexp", "and", "or", "call", "list.pop")
    return isinstance(value, Name) or (isinstance(value, Apply) and value.op in taking)


def _is_display(stmt: Stmt) -> bool:
    return isinstance(stmt, Assign) and isinstance(stmt.value, Apply) and stmt.value.op == "list"
