"""Memory: how many numbers an emitted adjoint has on the lists that record, at the most."""

from __future__ import annotations

import ast
import math
from typing import Any

import numpy as np

from s2sad import runtime as rt


class Recorded(list):  # type: ignore[type-arg]
    """A list that adds up what stands on all lists of its run; `tally` is [now, at the most]."""

    tally = [0, 0]

    def append(self, item: Any) -> None:
        super().append(item)
        self.tally[0] += np.size(item)
        self.tally[1] = max(self.tally)

    def pop(self, *place: Any) -> Any:
        item = super().pop(*place)
        self.tally[0] -= np.size(item)
        return item


class _Counting(ast.NodeTransformer):
    """Turns `x_stack = []` into a list that counts."""

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        target = node.targets[0]
        if isinstance(target, ast.Name) and target.id.endswith("_stack"):
            node.value = ast.Call(ast.Name("Recorded", ast.Load()), [], [])
        return node


def saved_numbers(text: str, *args: Any) -> int:
    """Return how many numbers the adjoint program in a text keeps on lists, at the most.

    >>> text = "def f(x):\\n    x_stack = []\\n    x_stack.append(x)\\n    return x_stack.pop()"
    >>> saved_numbers(text, np.ones(3))
    3
    """
    tally = [0, 0]
    kind = type("Recorded", (Recorded,), {"tally": tally})
    tree = ast.fix_missing_locations(_Counting().visit(ast.parse(text)))
    scope: dict[str, Any] = {"np": np, "math": math, "rt": rt, "Recorded": kind}
    exec(compile(tree, "<counted>", "exec"), scope)
    defined = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    mains = [node.name for node in defined if node.name.endswith("_adjoint")]
    scope[mains[0] if mains else defined[-1].name](*args)
    return int(tally[1])
