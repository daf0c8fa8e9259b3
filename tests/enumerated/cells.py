"""Recurrences: cells of an array that are stored and read under indices that move with loops."""

import ast
import random
import textwrap

HEAD = """import numpy as np

"""
BEGINNINGS = ("np.zeros(6)", "x.copy()", "x", "np.ones(6) * a", "x * y", "np.zeros(6)")
MADE = {
    "idx": "idx = np.array([1, 4, 0, 3, 5, 2])", "n": "n = 1", "j0": "j0 = 0", "s": "s = a",
    "e": "e = x[1]", "l": "l = [a]",
}  # fmt: skip
ENDINGS = {"h": "np.sum(h * h * x)", "g": "np.sum(g**3)", "s": "s * s", "l": "sum(l)", "e": "e * e"}
INDICES = (
    "j", "j", "j", "j - 1", "j + 1", "j - 2", "5 - j", "-j", "-1 - j", "2 * j", "j // 2", "j % 3",
    "j % 2", "idx[j]", "0", "2", "-1", "n", "(j + 1) % 6", "j0", "j0 + j", "j - j0", "j + n - 1",
)  # fmt: skip
SLICES = ("j:j + 2", "j:", ":j", ":j + 1", "j - 1:j + 1", "::2", "1:", ":-1", "j0:", "[j, j - 1]")
VALUES = (
    "h[{J}] * x[{K}]", "0.7 * h[{J}] * h[{K}]", "np.sin(h[{J}])", "a * h[{J}]", "x[{J}] * y[{K}]",
    "s", "0.6 * s * h[{J}]", "h[{J}] + x[{K}]", "a", "e * h[{J}]", "g[{J}] * a", "0.5",
    "h[{J}] if h[{K}] > 0.9 else a", "x[{J}] * h[{K}] + h[{I}]",
)  # fmt: skip
STATEMENTS = (
    "h[{I}] = {V}", "h[{I}] = {V}", "h[{I}] = {V}", "h[{I}] += {V}", "h[{I}] *= 0.5 + x[{J}]",
    "h[{I}] -= 0.3 * {V}", "s = 0.5 * s + h[{I}] * x[{J}]", "s += h[{I}] ** 2", "s = {V}",
    "e = h[{I}]", "e = {V}", "g[{I}] = {V}", "h[{I}], h[{J}] = h[{J}], h[{I}]",
    "h[{S}] *= a", "h[{S}] = 0.6 * h[{S}] * h[{S}]", "h[{S}] = s", "s += np.sum(h[{S}] ** 2)",
    "h[{S}] += {V}", "if j == 2: h[{I}] = {V}", "if h[{I}] > 0.8: break",
    "if h[{I}] > 0.9: continue", "if j == n: continue", "if j == 3: break", "n = 2 - n",
    "x[{I}] = {V}", "h = h.copy()", "h = h * x", "g = h[::-1]", "idx[{I}] = 0", "h[:] = x * s",
    "j = 1", "x[{I}] *= h[{J}]", "l.append(h[{I}])", "h[{I}] = l.pop()", "l.append({V})",
    "if s > 1.0: s = 0.4 * s", "h[{I}] = np.sin(h[{I}]) * h[{J}]", "y[{I}] = h[{J}] * y[{I}]",
)  # fmt: skip
LOOPS = (
    "for j in range(6):", "for j in range(1, 6):", "for j in range(5):",
    "for j in range(5, -1, -1):", "for j in range(0, 6, 2):", "for j in range(4, 0, -2):",
    "for j in idx:", "for j, e in enumerate(x):", "for j in range(n, 5):", "for j in range(j0, 6):",
    "for j in reversed(range(5)):", "for j in range(3):",
)  # fmt: skip


def recurrence(number: int) -> str:
    """Return the program of a number: one to three loops over cells, some in others."""
    draw = random.Random(number)
    body = "\n".join(looped(draw, draw.choice((1, 2, 2, 3))) for _ in range(draw.choice((1, 1, 2))))
    if draw.random() < 0.4:
        body = f"for j0 in range({draw.choice('223')}):\n{textwrap.indent(body, '    ')}"
    view = f"g = h[{draw.choice((':', '1:', '::-1'))}]"
    used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)} | {"h"}
    made = {"h": f"h = {draw.choice(BEGINNINGS)}", "g": view, **MADE}
    opening = [text for name, text in made.items() if name in used]
    end = " + ".join(text for name, text in ENDINGS.items() if name in used)
    text = textwrap.indent("\n".join([*opening, body, f"return {end}"]), "    ")
    return f"{HEAD}def f(x, y, a):\n{text}\n"


def looped(draw: random.Random, length: int) -> str:
    """Return a loop with some statements, the last of them at times in a loop of its own."""
    lines = [filled(draw, draw.choice(STATEMENTS)) for _ in range(length)]
    if draw.random() < 0.15:
        lines[-1] = f"for j1 in range(2):\n    {lines[-1]}"
    return f"{draw.choice(LOOPS)}\n{textwrap.indent(chr(10).join(lines), '    ')}"


def filled(draw: random.Random, text: str) -> str:
    """Return a statement with values, indices and slices in its places."""
    while "{" in text:
        for mark, table in (("{V}", VALUES), ("{S}", SLICES), ("{I}", INDICES), ("{J}", INDICES),
                            ("{K}", INDICES)):  # fmt: skip
            text = text.replace(mark, draw.choice(table), 1)
    return text
