"""What holds something of its moment: made, then what it was made of changes, then it is used.

Each kind has makers of e, changes and uses; `PLACES` says where in loops, branches and functions
they stand: {0} makes e, {1} changes something, {2} uses e, {3} makes e otherwise.
"""

from dataclasses import dataclass

from tests.enumerated.frames import Frame


@dataclass(frozen=True)
class Held:
    """Statements that make e, change something, and use e; and whether all e are of one kind."""

    makers: tuple[str, ...]
    changes: tuple[str, ...]
    uses: tuple[str, ...]
    is_alike: bool = False


def lines(text: str) -> tuple[str, ...]:
    """Return the statements of a text, a line each."""
    return tuple(line.replace("\\n", "\n") for line in text.split("\n") if line)


SHARED = r"""
a = a * b
i = 0
x[0] = a
x[i] = b
x *= y
x = y
x = x[::-1]
"""

ARRAYS = Held(
    lines(r"""
e = x
e = z
e = x[:]
e = x[::-1]
e = m[0]
e = m[i]
e = m.T[1]
e = m.reshape(9)[i:i + 3]
e = h[0]
e = h[i]
e = t[1]
e = d["q"]
e = o.x
e = same(z)
e = x.copy()
e = x * a
e = np.exp(x)
e = x if i else z
e = x if a < b else z
e = z[idx][[0, 1, 0]]
e = np.array(l[:3])
e = np.where(k, x, z)
e = [x, z][i]
e = (x, z)[0]
e = np.zeros(3)
e = np.sqrt(z)[::-1]
e = scaled(z, a)
e = h[-1][::-1]
"""),
    lines(SHARED + r"""
h[0] = y
h[0][0] = a
h = h[::-1]
h[i] *= b
z[:] = x
z = x * z
e[0] = s
e *= y
e = e * a
e = e[::-1]
e[i], e[0] = e[0], a
l[0] = a
m[0] = x
m[i, 1:] *= a
m = m.T
d["q"] = y
d["q"][0] = b
o.x = y
o.x[0] = a
o.step(a)
o.scale(b)
t = (a, z)
t[1][0] = b
k[0] = False
idx[0] = 1
both(x, z)
x.sort()
np.exp(x, out=z)
y[:] = e
"""),
    lines(r"""
s += np.sum(e * e * x)
z = e
z = e * e
z[1:] = e[:2]
x *= e
x += e[::-1]
h.append(e)
h[0] = e
d["q"] = e
o.x = e
m[1] = e
l = list(e)
t = (a, e)
e[1] = b
e += x
for g in e: s += g * g
for j, g in enumerate(e): e[2 - j] = g * a
both(e, x)
s += put(e, i, a)
s += early(e, 0.9)
y[e > 0.9] = a
s += np.linalg.norm(e)
"""),
    is_alike=True,
)  # fmt: skip

PLACES_OF_CELLS = Held(
    lines(r"""
e = slice(i, 3)
e = slice(0, i + 1)
e = idx
e = idx[::-1]
e = [0, i]
e = [i, 2]
e = k
e = x > 0.9
e = np.argsort(x)
e = np.where(x > 0.6)[0]
e = i
e = i - 2
e = list(range(i, 3))
e = int(np.argmax(x))
e = (x > 0.6) & k
e = slice(None, None, -1)
e = np.arange(3)
"""),
    lines(SHARED + r"""
i = 2 - i
i = (i + 1) % 3
idx[0] = i
idx = idx[::-1]
k[0] = False
k = ~k
x.sort()
e = e
x[1:] = x[:-1] * a
"""),
    lines(r"""
x[e] *= a
x[e] = b
s += np.sum(x[e] ** 2)
z[e] = x[e]
z[e] += x[e] * y[e]
m[e] *= b
m[0, e] = a
m[:, e] *= x[0]
u[e] = x[e] ** 2
s += np.sum(m[e] ** 2)
z[e] = z[e] * z[e]
x = np.array(x); x[e] = a
"""),
)  # fmt: skip

LISTED = Held(
    lines(r"""
e = l
e = l[:]
e = [a, b, s]
e = l[1:]
e = l + q
e = n[0]
e = n[i]
e = list(x)
e = sorted(l)
e = [g * a for g in l]
e = [l, q][i]
e = (l, n)[0]
e = l if a > b else q
e = [s] * 2
e = l[::-1]
e = [*x]
e = list(n[1])
"""),
    lines(SHARED + r"""
l[0] = a * s
l[i] *= b
l.append(b)
l = q[:]
l = [s, a]
q[0] = b
q.append(a)
n[0] = [s, a]
n[0][0] = b
n[0], n[1] = n[1], n[0]
n.reverse()
e[0] = s
e.append(a)
e = e + [b]
l.reverse()
l.sort()
del l[0]
s += l.pop()
bump(l, a)
"""),
    lines(r"""
s += sum(e)
s += sum(g * g for g in e)
s += e[0] * e[-1]
l[:] = e
l = e
n[0] = e
n.append(e)
e[1] *= a
e.append(s)
s += e.pop()
for g in e: s = s * 0.5 + g * g
for j in range(len(e)): e[j] *= b
z = np.array(e[:2] + [a])
x[:2] = e[:2]
q = e[::-1]
s += x[:2] @ e[:2]
bump(e, b)
"""),
    is_alike=True,
)  # fmt: skip

ONCE = Held(
    lines(r"""
e = (g * a for g in x)
e = (g * z[0] for g in l)
e = map(lambda g: g * a, x)
e = map(lambda g: g * z[1], l)
e = filter(lambda g: g > 0.6, x)
e = squares(x)
e = squares(l)
e = halved(z, a)
e = reversed(l)
e = d.values()
e = [lambda: a, lambda: x[0]]
"""),
    lines(SHARED + r"""
z[0] = b
z[1] = a
z = x * 1.1
l[0] = s
l.append(a)
l = q[:1]
d["q"] = x
d["p"] = s
d["p"] *= a
"""),
    lines(r"""
s += sum(e)
for g in e: s = s * 0.5 + g * g
for g in e: a = a + g * 0.1; x[0] = a
for g in e: z[1] = g; s += z[0]
for g in e:\n    s += g\n    if s > 2.0: break
for g, f0 in zip(e, y): s += g * f0
for j, g in enumerate(e): s += g * (j + 1)
l = list(e)
l = [g * s for g in e]
for g in e: s += np.sum(g)
s += e[0]() * e[1]()
"""),
)  # fmt: skip

CALLS = Held(
    lines(r"""
e = lambda g: g * a
e = lambda g: g * x[0] + z[i]
e = lambda g, j=a: g * j
e = lambda g, j=x: g * j[0]
e = lambda g: put(z, 0, g)
e = lambda g: sum(l) * g
e = lambda g: o.c * g
e = lambda g: h[0][1] * g
e = lambda g: x @ m[i] * g
def e(g): return g * s
def e(g):\n    for j in x: g = g * j\n    return g
def e(g):\n    x[0] = g\n    return x[0] * x[1]
def e(g):\n    nonlocal s\n    s = s * g\n    return s * a
"""),
    lines(SHARED + r"""
z[0] = b
z = x * 1.1
l[0] = a
l.append(b)
l = [s]
o.c = a * a
o = Box(x, a)
h[0] = y
h[0][1] = b
m[0] = y
s = b
"""),
    lines(r"""
s += e(a)
s += e(s) * e(b)
l = [e(g) for g in l]
x[1] = e(x[1])
z = np.array([e(g) for g in x])
s += sum(map(e, l))
a = e(b) * x[0]
"""),
)  # fmt: skip

KINDS = (ARRAYS, ARRAYS, PLACES_OF_CELLS, LISTED, ONCE, CALLS)

PLACES = tuple(
    Frame(name, body.replace("LOOP", "for j0 in range"))
    for name, body in {
        "in a row": "{0}\n{1}\n{2}",
        "in each trip": "LOOP(2):\n    {0}\n    {1}\n    {2}",
        "before a loop": "{0}\nLOOP(2):\n    {1}\n    {2}",
        "used first": "{0}\nLOOP(2):\n    {2}\n    {1}",
        "of the trip before": "{0}\nLOOP(3):\n    {2}\n    {1}\n    {3}",
        "made anew once": "{0}\nLOOP(3):\n    if j0 == 1:\n        {3}\n    {1}\n    {2}",
        "used after": "LOOP(2):\n    {0}\n    {1}\n{2}",
        "changed inside": "LOOP(2):\n    {0}\n    for j1 in range(2):\n        {1}\n    {2}",
        "used inside": "LOOP(2):\n    {0}\n    for j1 in range(2):\n        {2}\n    {1}",
        "one or another": "if a > 0.0:\n    {0}\nelse:\n    {3}\n{1}\n{2}",
        "in turns": "LOOP(3):\n    if j0 % 2:\n        {0}\n    else:\n        {3}\n"
        "    {1}\n    {2}",
        "changed in a branch": "{0}\nif a > 0.0:\n    {1}\n{2}",
        "used in a branch": "{0}\n{1}\nif a > 0.0:\n    {2}\n{1}",
        "twice": "{0}\n{2}\n{1}\n{2}",
        "left between": "{0}\nj0 = 0\nwhile True:\n    {1}\n    j0 += 1\n    if j0 > 1: break\n"
        "    {2}\n{2}",
        "goes on between": "{0}\nLOOP(3):\n    {2}\n    if j0 == 1: continue\n    {1}\n{2}",
        "not at all": "{0}\nLOOP(0):\n    {1}\n    {3}\n{2}",
        "in a function": "def part():\n    nonlocal {bound}\n    {1}\n{0}\npart()\n{2}\npart()\n"
        "{2}",
        "in another trip": "{0}\nLOOP(3):\n    if j0 > 0:\n        {2}\n        {3}\n    {1}",
    }.items()
)
