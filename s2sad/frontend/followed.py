"""Followed: what a derivative program does with a stepper is read as the steps that it is.

    dz = rt.odeint_along(odeint, d_f, z, t, dq, (p,), rtol=1e-9)
                                       ->     n = z.shape[1]
                                              w = odeint(d_f, …, t, args=(dq[n:], p), rtol=1e-9)
                                              dz = w[:, n:]

So a derivative is differentiated again like a function of the user's that calls a stepper. The
texts say what the functions of `runtime/flows.py` do, line by line.
"""

from __future__ import annotations

from typing import Any

import gast

from ..ir.nodes import Apply, Const, Expr
from .lowering import Lowering, Result
from .ready import Ready, call_on
from .values import Callee, Primitive

COUNT = "state.count"
_TEXTS = {
    "rt.odeint_along": """
def follow(z, t, dq{names}):
    n = z.shape[1]
    w = step(f, np.concatenate((z[0], dq[:n])), t, args=(dq[n:], {rest}){told})
    return w[:, n:]
""",
    "rt.odeint_back": """
def follow(z, t, g, q{names}):
    n = z.shape[1]
    found = np.zeros(len(q))
    for k in range(len(t) - 1, 0, -1):
        found[:n] += g[k]
        start = np.concatenate((z[k], found))
        w = step(f, start, [t[k], t[k - 1]], args=(count(z, 1), {rest}){told})
        found = w[1, n:].copy()
    found[:n] += g[0]
    return found
""",
    "rt.ivp_along": """
def follow(z, span, t, q, dq{names}):
    n = z.shape[0]
    start = np.concatenate((q[:n], dq[:n]))
    s = step(f, (span[0], span[1]), start, t_eval=t, args=(dq[n:], {rest}){told})
    return s.y[n:]
""",
    "rt.ivp_back": """
def follow(z, span, t, g, q{names}):
    n = z.shape[0]
    found = np.zeros(len(q))
    for k in range(len(t) - 1, -1, -1):
        found[:n] += g[:, k]
        before = t[k - 1] if k > 0 else span[0]
        if t[k] != before:
            start = np.concatenate((z[:, k], found))
            s = step(f, (t[k], before), start, args=(count(z, 0), {rest}){told})
            found = s.y[n:, -1].copy()
    return found
""",
    "rt.odeint_rate": """
def follow(z, t{names}):
    return equations(f(z, t, {rest}))
""",
    "rt.ivp_rate": """
def follow(z, t{names}):
    return equations(f(t, z, {rest}))
""",
    "rt.odeint_rates": """
def follow(z, t{names}):
    rates = np.zeros(np.shape(z))
    for k in range(len(t)):
        rates[k] = equations(f(z[k], t[k], {rest}))
    return rates
""",
    "rt.ivp_rates": """
def follow(z, t{names}):
    rates = np.zeros(np.shape(z))
    for k in range(len(t)):
        rates[k] = equations(f(t[k], z[k], {rest}))
    return rates
""",
    "rt.quad_along": """
def follow(a, b, dq{names}):
    return step(f, a, b, args=(dq, {rest}){told})[0]
""",
    "rt.quad_back": """
def follow(a, b, q{names}):
    return step(f, a, b, args=({rest},){told})[0]
""",
    "rt.quads_along": """
def follow(a, b, z, dq{names}):
    return step(f, a, b, args=(dq, {rest}){told})[0]
""",
    "rt.quads_back": """
def follow(a, b, g, q{names}):
    return step(f, a, b, args=(g, {rest}){told})[0]
""",
}
FOLLOWED = set(_TEXTS)


class Followed(Lowering):
    """Lowers what derivative programs call, where these are differentiated again."""

    def followed(self, op: str, node: Any) -> Result:
        """Return the value of a helper of a derivative program, as the steps that it takes."""
        args, keywords = self.expanded(node)
        text, rest = _TEXTS[op], args[-1]
        assert isinstance(rest, gast.Tuple)
        names = [f"r{k}" for k in range(len(rest.elts))]
        told = [f"told_{key}" for key, _ in keywords]
        source = text.format(
            names="".join([f", {name}" for name in (*names, *told)]), rest=", ".join(names),
            told="".join([f", {key}=told_{key}" for key, _ in keywords]),
        )  # fmt: skip
        first = ("f",) if op.endswith(("_rate", "_rates")) else ("step", "f")
        known = dict(zip(first, args)) | {
            "count": Ready(Primitive(COUNT), node),
            "equations": Ready(Primitive("equations"), node),
        }
        made = _Filled(known, node).visit(gast.parse(source).body[0])
        callee = Callee(self.local_definition(made, "follow"))
        given = [*args[len(first) : -1], *rest.elts, *[value for _, value in keywords]]
        return self.inline(callee, call_on(Ready(callee, node), given, [], node))

    def count_of(self, node: Any) -> Expr:
        """Return how many numbers a state has: an operand that never varies."""
        shape = self.temporary(Apply("np.shape", (self.operand(node.args[0]),)), node)
        axis = Const(node.args[1].value)
        found = self.temporary(Apply("getitem", (shape, axis)), node)
        self.counts.add(found)
        return found


class _Filled(gast.NodeTransformer):
    """Puts what is known for the names of a text, and the place of a call for all places."""

    def __init__(self, known: dict[str, Any], like: Any) -> None:
        self.known, self.like = known, like

    def generic_visit(self, node: Any) -> Any:
        found = super().generic_visit(node)
        return gast.copy_location(found, self.like)

    def visit_Name(self, node: Any) -> Any:
        return self.known.get(node.id) or gast.copy_location(node, self.like)

    def visit_Attribute(self, node: Any) -> Any:
        if isinstance(node.value, gast.Name) and node.value.id == "np":
            return Ready(Primitive(f"np.{node.attr}"), self.like)
        return self.generic_visit(node)
