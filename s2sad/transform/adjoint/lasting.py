"""Lasting sizes: the mirror tree asks arguments for the sizes of its zeros (see `likeness`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ...ir.frozen import replace
from ...ir.nodes import Apply, Assign, Name, Stmt
from .nodes import BlockNode, Branch, Loop, Step


def with_lasting_sizes(
    tree: BlockNode, defined: Counter[str], change: Callable[[str], Name]
) -> None:
    """Let the zeros of what is bound several times ask an argument for their size."""

    def changed(stmt: Stmt) -> Stmt:
        match stmt:
            case Assign(value=Apply(op="np.zeros_like", args=(Name(id=name),), kwargs=())):
                if defined[name] > 1:
                    return replace(stmt, value=Apply("np.zeros_like", (change(name),)))
        return stmt

    for node in tree.nodes:
        match node:
            case Step():
                node.adjoint = tuple(map(changed, node.adjoint))
            case Branch():
                with_lasting_sizes(node.body, defined, change)
                with_lasting_sizes(node.orelse, defined, change)
            case Loop():
                with_lasting_sizes(node.body, defined, change)
