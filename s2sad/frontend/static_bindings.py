"""Static bindings: what the names of a file are bound to when it is imported, read off its text.

A name is known iff (1) it is bound once, (2) by a statement that runs whenever the file is
imported, (3) no star import may bind it anew, and (4) what it holds is not changed afterwards.
What stands under `if __name__ == "__main__":` does not run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from ..ir.frozen import dataclass

Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_MUTATORS = {
    "append", "extend", "insert", "pop", "popitem", "remove", "clear", "sort", "reverse", "fill",
    "update", "setdefault", "resize", "put", "partition", "setflags", "itemset", "add", "discard",
    "byteswap",
}  # fmt: skip


_READERS = {"len", "print", "float", "int", "str", "repr", "type", "isinstance"}


@dataclass(frozen=True)
class Binding:
    """A place that binds a name; `why` says why it does not tell what the name is.

    `statement` is a definition, a class, an import, or the statement whose `value` is assigned;
    `path` leads to the item of a tuple that the name is.
    """

    statement: ast.AST
    value: ast.expr | None = None
    path: tuple[int, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Bindings:
    """The bindings of each name, the star imports, and the statements that run at import."""

    names: dict[str, list[Binding]]
    stars: tuple[ast.ImportFrom, ...]
    tree: ast.Module

    def change_of(self, name: str, is_mutable: bool, is_flat: bool = False) -> ast.AST | None:
        """Return a place that may change what a name holds after it was bound, or None.

        A value that can be changed must not be handed on: another name of it might change it.
        The operand of an operator is not handed on if it `is_flat`: it holds numbers only.
        """
        for node in executed(self.tree):
            if _stores_into(node, name):
                return node
        if not is_mutable:
            return None
        safe = {id(part) for node in executed(self.tree) for part in _only_read(node, is_flat)}
        for node in executed(self.tree, defaults=False):
            is_read = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            if is_read and root_of(node) == name and id(node) not in safe:
                return node
        if not self._runs_own_functions():
            return None
        inside = (part for node in _functions(self.tree) for part in ast.walk(node))
        return next((node for node in inside if _changes(node, name)), None)

    def _runs_own_functions(self) -> bool:
        """Return whether the import of the file may run a function that it defines."""
        for node in executed(self.tree):
            called = [node.func] if isinstance(node, ast.Call) else []
            called += getattr(node, "decorator_list", [])
            for one in called:
                found = self.names.get(root_of(one) or "", [])
                if any(not isinstance(b.statement, (ast.Import, ast.ImportFrom)) for b in found):
                    return True
        return False


def bindings_of(tree: ast.Module) -> Bindings:
    """Return what a file binds."""
    names: dict[str, list[Binding]] = {}
    for statement in tree.body:
        for name, binding in _bound(statement):
            names.setdefault(name, []).append(binding)
    for node in _functions(tree):
        for part in ast.walk(node):
            if isinstance(part, ast.Global):
                for name in part.names:
                    found = Binding(part, why="A function declares it global, and may change it.")
                    names.setdefault(name, []).append(found)
    stars = [
        node
        for node in executed(tree)
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    ]
    return Bindings(names, tuple(stars), tree)


def _bound(statement: ast.stmt) -> Iterator[tuple[str, Binding]]:
    """Yield the names that a statement of a file binds."""
    if is_skipped(statement):
        return
    if isinstance(statement, (*Function, ast.ClassDef)):
        yield statement.name, Binding(statement)
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        for alias in statement.names:
            if alias.name != "*":
                yield (alias.asname or alias.name).split(".")[0], Binding(statement)
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from _assigned(target, statement, statement.value, ())
    elif isinstance(statement, ast.AnnAssign):
        if statement.value is not None:
            yield from _assigned(statement.target, statement, statement.value, ())
    elif not isinstance(statement, ast.Expr):
        yield from _conditional(statement)
    for node in executed_in(statement):
        if isinstance(node, ast.NamedExpr):
            yield node.target.id, Binding(node, why="It is bound within an expression.")


def _assigned(
    target: ast.expr, statement: ast.stmt, value: ast.expr, path: tuple[int, ...]
) -> Iterator[tuple[str, Binding]]:
    if isinstance(target, ast.Name):
        yield target.id, Binding(statement, value, path)
    elif isinstance(target, (ast.Tuple, ast.List)):
        starred = any(isinstance(item, ast.Starred) for item in target.elts)
        for place, item in enumerate(target.elts):
            inner = item.value if isinstance(item, ast.Starred) else item
            for name, binding in _assigned(inner, statement, value, (*path, place)):
                why = "It is bound by an unpacking with a star." if starred else ""
                yield name, Binding(statement, binding.value, binding.path, why or binding.why)


def _conditional(statement: ast.stmt) -> Iterator[tuple[str, Binding]]:
    """Yield what a loop, a branch, a `try` or a `with` binds: only the run tells to what."""
    kind = type(statement).__name__.lower().removesuffix("star")
    why = f"It is bound inside a `{kind}`."
    if isinstance(statement, ast.AugAssign):
        why = "It is changed in place."
    if isinstance(statement, ast.Delete):
        why = "It is deleted."
    for node in executed_in(statement):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id, Binding(node, why=why)
        elif isinstance(node, (*Function, ast.ClassDef)):
            yield node.name, Binding(node, why=why)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                yield (alias.asname or alias.name).split(".")[0], Binding(node, why=why)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name, Binding(node, why=why)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name, Binding(node, why=why)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node.rest, Binding(node, why=why)


# -- what runs -------------------------------------------------------------------------------------


def is_skipped(statement: ast.stmt) -> bool:
    """Return whether a statement does not run when its file is imported."""
    if not isinstance(statement, ast.If) or statement.orelse:
        return False
    test = statement.test
    if isinstance(test, (ast.Name, ast.Attribute)):
        return getattr(test, "id", getattr(test, "attr", "")) == "TYPE_CHECKING"
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq):
        return False
    sides = [test.left, *test.comparators]
    words = [getattr(side, "id", getattr(side, "value", "")) for side in sides]
    return sorted(map(str, words)) == ["__main__", "__name__"]


def executed(tree: ast.Module, defaults: bool = True) -> Iterator[ast.AST]:
    """Yield the nodes that run at import: not the bodies of functions.

    Without `defaults`, not the values of parameters either.
    """
    for statement in tree.body:
        if not is_skipped(statement):
            yield from executed_in(statement, defaults)


def executed_in(node: ast.AST, defaults: bool = True) -> Iterator[ast.AST]:
    """Yield a node and what runs of it when it runs."""
    yield node
    for child in _children(node, defaults):
        yield from executed_in(child, defaults)


def _children(node: ast.AST, defaults: bool) -> list[ast.AST]:
    if isinstance(node, (*Function, ast.Lambda)):
        values = [d for d in (*node.args.defaults, *node.args.kw_defaults) if d is not None]
        return [*getattr(node, "decorator_list", []), *(values if defaults else [])]
    return list(ast.iter_child_nodes(node))


def _functions(tree: ast.AST) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if isinstance(node, (*Function, ast.Lambda)))


# -- what changes ----------------------------------------------------------------------------------


def root_of(node: ast.AST) -> str | None:
    """Return the name at the root of `a.b[c].d`."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def _only_read(node: ast.AST, is_flat: bool) -> list[ast.AST]:
    """Return the operands of a node that it reads, and neither changes nor hands on."""
    match node:
        case ast.Attribute(value=value, attr="shape" | "size" | "ndim" | "dtype"):
            return [value]
        case ast.Call(func=ast.Name(id=function), args=args) if function in _READERS:
            return list(args)
        case ast.BinOp(left=left, right=right) if is_flat:
            return [left, right]
        case ast.UnaryOp(operand=operand) if is_flat:
            return [operand]
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr=attr), keywords=[]):
            ufunc = getattr(np, attr, None)
            if is_flat and isinstance(ufunc, np.ufunc) and len(node.args) == ufunc.nin:
                return list(node.args)
    return []


def _stores_into(node: ast.AST, name: str) -> bool:
    if not isinstance(node, (ast.Attribute, ast.Subscript)):
        return False
    return not isinstance(node.ctx, ast.Load) and root_of(node) == name


def _changes(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in _MUTATORS and root_of(node.func) == name
    return _stores_into(node, name)
