"""Graphs: which variable of Program A depends on which, as DOT text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .codegen.names import legal_names
from .errors import WrongArgument
from .errors_outside import outermost
from .ir.frozen import dataclass
from .ir.nodes import Assign, For, If, Move, Program, Store, While
from .ir.walk import all_statements, statements
from .pipeline import Special
from .trace import texts_of


@dataclass(frozen=True)
class Graph:
    """Nodes (a name and its statements), and edges from what is read to what is computed of it."""

    name: str
    nodes: tuple[tuple[str, str], ...]
    edges: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        lines = [f"digraph {self.name} {{", "    rankdir=BT;"]
        for name, statement in self.nodes:
            shape = "" if statement else ", shape=box"
            label = (statement or name).replace("\\", "\\\\").replace('"', '\\"')
            label = label.replace("\n", "\\n")
            lines.append(f'    {name} [label="{label}"{shape}];')
        lines += [f"    {source} -> {target};" for source, target in self.edges]
        return "\n".join([*lines, "}"])

    __repr__ = __str__

    @outermost
    def svg(self) -> str:
        """Return the drawing as SVG; it needs the library `graphviz` and the program `dot`."""
        try:
            import graphviz  # type: ignore[import-not-found, unused-ignore]
        except ImportError:
            raise WrongArgument(
                "the drawing of a graph needs the library graphviz", None,
                "It is optional, and not installed.",
                "Install it (`pip install graphviz`, and the program `dot`), or give the DOT text, "
                "`str(f.graph())`, to `dot -Tsvg`.",
            ) from None  # fmt: skip
        try:
            drawn: Any = graphviz.Source(str(self)).pipe(format="svg")
        except graphviz.ExecutableNotFound:
            raise WrongArgument(
                "the drawing of a graph needs the program `dot`", None,
                "The library graphviz is installed, and calls it; it is not on the path.",
                "Install Graphviz itself, or draw the DOT text, `str(f.graph())`, elsewhere.",
            ) from None  # fmt: skip
        return str(drawn.decode())


def graph(special: Special) -> Graph:
    """Return the dependency graph of Program A; of a loop, that of all its trips together."""
    shown = special.primal_program()
    names = legal_names(shown)
    texts = texts_of(shown)
    nodes: dict[str, list[str]] = {p.name: [] for p in shown.params}
    nodes.update({c.name: [] for c in shown.captures})
    for stmt in statements(shown.body):
        for name in [stmt.base] if isinstance(stmt, Store) else stmt.binds:
            text = texts.get((stmt.tag.sid, name), texts.get((stmt.tag.sid, None), ""))
            if text:  # a flag that ends a loop has none
                found = nodes.setdefault(name, [])
                found += [text] if text not in found else []
    edges = [edge for edge in dict.fromkeys(_edges(shown)) if set(edge) <= nodes.keys()]
    return Graph(
        shown.name.removesuffix("_primal"),
        tuple((names.get(name, name), "\n".join(found)) for name, found in nodes.items()),
        tuple((names.get(a, a), names.get(b, b)) for a, b in edges),
    )


def _edges(program: Program) -> Iterator[tuple[str, str]]:
    for stmt in all_statements(program):
        match stmt:
            case Assign(target=target) | Store(base=target) | For(target=target):
                yield from ((name, target) for name in stmt.reads if name != target)
            case Move(targets=targets, sources=sources):
                yield from zip(sources, targets)
            case If() | While():
                pass
