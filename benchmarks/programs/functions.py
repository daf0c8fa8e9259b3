"""Functions of NumPy's, each with its tangent and its adjoint in a line of NumPy by hand.

In a line `z` is the result, `dx` the tangent of x, `g` the adjoint of the result. Steps that a
person would give a name come before it, with semicolons. `x` and `y` are vectors, `a` and `b`
matrices of as many elements, `s` a matrix that is factored, `c` bools, `i` places. As in the
emitted programs, a gradient is no memory of the seed's, nor of another gradient's.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

VARYING = "xyabs"
SIDES = {10: 3, 10**6: 150}  # of a matrix that is factored, which takes longer than one pass


@dataclass(frozen=True)
class Row:
    """A call, and what a person would write for its tangent and its adjoints."""

    call: str
    tangent: str
    adjoint: str

    @property
    def names(self) -> tuple[str, ...]:
        """The operands, in the order of the alphabet of this file."""
        code = compile(self.call, "<call>", "eval")
        return tuple([name for name in (*VARYING, *"ci") if name in code.co_names])

    @property
    def varying(self) -> tuple[str, ...]:
        return tuple([name for name in self.names if name in VARYING])

    @property
    def function(self) -> Callable[..., Any]:
        return made("f", self.names, [f"return {self.call}"])

    @property
    def by_hand(self) -> Mapping[str, Callable[..., Any]]:
        """The two functions by hand: (x, dx) -> (z, dz), and (x, g) -> (z, (gx,))."""
        tangents = (*self.names, *(f"d{name}" for name in self.varying))
        *steps, last = [part.strip() for part in self.tangent.split(";")]
        tangent = made("tangent", tangents, [f"z = {self.call}", *steps, f"return z, {last}"])
        *steps, last = [part.strip() for part in self.adjoint.split(";")]
        body = [f"z = {self.call}", *steps, f"return z, ({last},)"]
        return {"tangent": tangent, "adjoint": made("adjoint", (*self.names, "g"), body)}

    def arguments(self, size: int) -> dict[str, Any]:
        """Return operands with about so many elements."""
        return {name: operand(name, size) for name in self.names}


def made(name: str, params: tuple[str, ...], body: list[str]) -> Callable[..., Any]:
    """Return a function with its source, which is read like that of any other."""
    lines = [f"def {name}({', '.join(params)}):\n", *(f"    {line}\n" for line in body)]
    file = f"<benchmark {''.join(lines)}>"
    linecache.cache[file] = (len("".join(lines)), None, lines, file)
    table: dict[str, Any] = {"np": np}
    exec(compile("".join(lines), file, "exec"), table)
    found: Callable[..., Any] = table[name]
    return found


def operand(name: str, size: int) -> Any:
    """Return an operand of about so many elements, the same in each run."""
    rng = np.random.default_rng(ord(name))
    side = max(2, int(size**0.5))
    match name:
        case "x" | "y":
            return rng.uniform(0.2, 0.9, size)
        case "a" | "b":
            return rng.uniform(0.2, 0.9, (side, side))
        case "s":
            n = SIDES.get(size, side)
            return rng.uniform(0.2, 0.9, (n, n)) / n + np.eye(n)
        case "c":
            return rng.uniform(size=size) > 0.5
    return rng.integers(0, size, size)


def simple(call: str, slope: str) -> Row:
    """Return the row of a function of each element."""
    return Row(call, f"{slope} * dx", f"{slope} * g")


ROWS = (
    Row("x + y", "dx + dy", "g.copy(), g.copy()"),
    Row("x - y", "dx - dy", "g.copy(), -g"),
    Row("x * y", "y * dx + x * dy", "y * g, x * g"),
    Row("x / y", "(dx - z * dy) / y", "w = g / y; w, -w * z"),
    simple("x ** 2", "2.0 * x"), simple("x ** 3", "3.0 * x ** 2"), simple("x ** 0.5", "0.5 / z"),
    Row("x ** y", "y * x ** (y - 1.0) * dx + np.log(x) * z * dy",
        "y * x ** (y - 1.0) * g, np.log(x) * z * g"),
    simple("np.sqrt(x)", "0.5 / z"), simple("np.exp(x)", "z"), simple("np.expm1(x)", "np.exp(x)"),
    Row("np.log(x)", "dx / x", "g / x"), Row("np.log1p(x)", "dx / (1.0 + x)", "g / (1.0 + x)"),
    simple("np.sin(x)", "np.cos(x)"), Row("np.cos(x)", "-np.sin(x) * dx", "-np.sin(x) * g"),
    simple("np.tanh(x)", "(1.0 - z * z)"),
    Row("np.arctan(x)", "dx / (1.0 + x * x)", "g / (1.0 + x * x)"),
    Row("np.arctan2(x, y)", "r = x * x + y * y; (y * dx - x * dy) / r",
        "w = g / (x * x + y * y); y * w, -x * w"),
    Row("np.hypot(x, y)", "(x * dx + y * dy) / z", "w = g / z; x * w, y * w"),
    simple("np.abs(x)", "np.sign(x)"),
    Row("np.logaddexp(x, y)", "w = 1.0 / (1.0 + np.exp(y - x)); w * dx + (1.0 - w) * dy",
        "w = g / (1.0 + np.exp(y - x)); w, g - w"),
    Row("np.maximum(x, y)", "np.where(x > y, dx, dy)",
        "np.where(x > y, g, 0.0), np.where(x > y, 0.0, g)"),
    Row("np.where(c, x, y)", "np.where(c, dx, dy)", "np.where(c, g, 0.0), np.where(c, 0.0, g)"),
    simple("np.clip(x, 0.3, 0.7)", "((x > 0.3) & (x < 0.7))"),
    Row("np.sum(x)", "np.sum(dx)", "np.full_like(x, g)"),
    Row("np.sum(a, axis=0)", "np.sum(da, axis=0)", "np.broadcast_to(g, a.shape).copy()"),
    Row("np.mean(x)", "np.mean(dx)", "np.full_like(x, g / x.size)"),
    Row("np.var(x)", "2.0 * np.mean((x - np.mean(x)) * dx)",
        "(2.0 * g / x.size) * (x - np.mean(x))"),
    Row("np.std(x)", "np.mean((x - np.mean(x)) * dx) / z", "(g / (x.size * z)) * (x - np.mean(x))"),
    Row("np.max(x)", "w = x == z; np.sum(w * dx) / np.sum(w)",
        "w = x == z; (g / np.sum(w)) * w"),
    Row("np.prod(np.reshape(x, (-1, 10)), axis=1)",
        "z * np.sum(np.reshape(dx / x, (-1, 10)), axis=1)",
        "np.reshape((g * z)[:, None] / np.reshape(x, (-1, 10)), x.shape)"),
    Row("np.cumsum(x)", "np.cumsum(dx)", "np.cumsum(g[::-1])[::-1]"),
    Row("np.cumprod(x)", "z * np.cumsum(dx / x)", "np.cumsum((g * z)[::-1])[::-1] / x"),
    Row("np.linalg.norm(x)", "np.dot(x, dx) / z", "(g / z) * x"),
    Row("np.trapezoid(x)", "np.trapezoid(dx)", "w = np.full_like(x, g); w[[0, -1]] = 0.5 * g; w"),
    Row("np.reshape(a, -1)", "np.reshape(da, -1)", "np.reshape(g, a.shape).copy()"),
    Row("a.T", "da.T", "g.T.copy()"), Row("x[1:]", "dx[1:]", "w = np.zeros_like(x); w[1:] = g; w"),
    Row("x[::-1]", "dx[::-1]", "g[::-1].copy()"),
    Row("x[i]", "dx[i]", "np.bincount(i, g, x.size)"),
    Row("np.concatenate([x, y])", "np.concatenate([dx, dy])",
        "g[: x.size].copy(), g[x.size :].copy()"),
    Row("np.stack([x, y])", "np.stack([dx, dy])", "g[0].copy(), g[1].copy()"),
    Row("np.repeat(x, 2)", "np.repeat(dx, 2)", "np.sum(np.reshape(g, (-1, 2)), axis=1)"),
    Row("np.tile(x, 2)", "np.tile(dx, 2)", "np.sum(np.reshape(g, (2, -1)), axis=0)"),
    Row("np.roll(x, 3)", "np.roll(dx, 3)", "np.roll(g, -3)"),
    Row("np.diff(x)", "np.diff(dx)",
        "w = np.empty_like(x); w[0] = -g[0]; w[1:-1] = g[:-1] - g[1:]; w[-1] = g[-1]; w"),
    Row("np.pad(x, 2)", "np.pad(dx, 2)", "g[2:-2].copy()"),
    Row("np.sort(x)", "dx[np.argsort(x)]", "w = np.empty_like(x); w[np.argsort(x)] = g; w"),
    Row("a + x[: len(a)]", "da + dx[: len(a)]",
        "w = np.zeros_like(x); w[: len(a)] = np.sum(g, axis=0); w, g.copy()"),
    Row("x @ y", "dx @ y + x @ dy", "g * y, g * x"),
    Row("a @ x[: len(a)]", "da @ x[: len(a)] + a @ dx[: len(a)]",
        "w = np.zeros_like(x); w[: len(a)] = a.T @ g; w, np.outer(g, x[: len(a)])"),
    Row("s @ s", "ds @ s + s @ ds", "g @ s.T + s.T @ g"),
    Row("np.outer(x[:40], y[:40])", "np.outer(dx[:40], y[:40]) + np.outer(x[:40], dy[:40])",
        "v, w = np.zeros_like(x), np.zeros_like(y); v[:40] = g @ y[:40]; w[:40] = x[:40] @ g;"
        " v, w"),
    Row("np.einsum('ij,ij->i', a, b)",
        "np.einsum('ij,ij->i', da, b) + np.einsum('ij,ij->i', a, db)",
        "g[:, None] * b, g[:, None] * a"),
    Row("np.trace(s)", "np.trace(ds)", "g * np.eye(len(s))"),
    Row("np.linalg.inv(s)", "-z @ ds @ z", "-z.T @ g @ z.T"),
    Row("np.linalg.solve(s, x[: len(s)])",
        "np.linalg.solve(s, dx[: len(s)] - ds @ z)",
        "w = np.linalg.solve(s.T, g); v = np.zeros_like(x); v[: len(s)] = w; v, -np.outer(w, z)"),
    Row("np.linalg.det(s)", "z * np.sum(np.linalg.inv(s).T * ds)", "g * z * np.linalg.inv(s).T"),
    Row("np.linalg.slogdet(s)[1]", "np.sum(np.linalg.inv(s).T * ds)", "g * np.linalg.inv(s).T"),
    Row("np.linalg.eigvalsh(s @ s.T)",
        "v = np.linalg.eigh(s @ s.T)[1]; p = ds @ s.T; np.sum(v * ((p + p.T) @ v), axis=0)",
        "v = np.linalg.eigh(s @ s.T)[1]; 2.0 * ((v * g) @ v.T) @ s"),
    Row("np.abs(np.fft.rfft(x))",
        "w = np.fft.rfft(x); np.real(np.conj(w) * np.fft.rfft(dx)) / z",
        "w = np.fft.rfft(x) * (g / z); w[1 : len(z) - 1 + x.size % 2] *= 0.5;"
        " x.size * np.fft.irfft(w, x.size)"),
    Row("np.interp(x, [0.0, 0.5, 1.0], [0.0, 2.0, 1.0])",
        "np.array([4.0, -2.0])[np.searchsorted([0.5], x, 'right')] * dx",
        "np.array([4.0, -2.0])[np.searchsorted([0.5], x, 'right')] * g"),
    Row("np.convolve(x, y[:5])", "np.convolve(dx, y[:5]) + np.convolve(x, dy[:5])",
        "v = np.zeros_like(y); v[:5] = np.correlate(g, x, 'valid');"
        " np.correlate(g, y[:5], 'valid'), v"),
)  # fmt: skip
