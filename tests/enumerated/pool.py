"""The statements that are enumerated, and what makes and counts the names that they use.

x, y, z are arrays of 3, v is one of 2, w one of 3 that is a row of the matrix m at first, u one
that begins as zeros; a, b, s are numbers, i an integer, idx two places, k a mask; l is a list of
numbers and q another name of it, h a list of arrays, n a list of lists, p one of tuples, t a tuple,
d a dict, o an object, c a function.
"""

ARGUMENTS = ("x", "y", "m", "a", "b")

BEGINNINGS = {
    "v": "v = x[1:]",
    "w": "w = m[1]",
    "z": "z = x * y + a",
    "l": "l = [a, b, a * b]",
    "q": "q = l",
    "h": "h = [x, y + b]",
    "n": "n = [[a, b], [x[0], a * b]]",
    "p": "p = [(a, y[0]), (b, a * a)]",
    "t": "t = (a * b, y)",
    "i": "i = 1",
    "idx": "idx = np.array([0, 2])",
    "k": "k = y > 0.7",
    "s": "s = a * a",
    "u": "u = np.zeros(3)",
    "d": 'd = {"p": a * b, "q": x * b}',
    "o": "o = Box(x * 2.0, b)",
    "c": "c = lambda e: e * a + x[0]",
}

ENDINGS = {
    "x": "np.sum(x * x * W)",
    "y": "np.sum(y**3 * W)",
    "m": "np.sum(m * m * WM)",
    "a": "1.1 * a * a",
    "b": "0.9 * b**3",
    "v": "np.sum(v * v * W2)",
    "w": "np.sum(w**3 * W)",
    "z": "np.sum(z * z * W)",
    "l": "weighed(l)",
    "q": "0.7 * weighed(q)",
    "h": "arrays(h)",
    "n": "weighed(n[0]) + 1.2 * weighed(n[-1])",
    "p": "products(p)",
    "t": "1.3 * t[0] ** 2 + np.sum(t[1] ** 2 * W)",
    "i": "0.1 * i * b",
    "idx": "a * np.sum(idx * W2)",
    "k": "b * np.sum(k * W)",
    "s": "0.6 * s * s",
    "u": "np.sum(u * u * W)",
    "d": '0.4 * d["p"] ** 2 + np.sum(d["q"] ** 2 * W)',
    "o": "1.7 * o.c**2 + np.sum(o.x**2 * W)",
    "c": "c(0.3) ** 2",
}

ALIASES = {"x": "v", "m": "w", "l": "q"}

BOUND = r"""
z = x
z = y
z = x + y
z = x[::-1]
z = m[0]
z = m[:, 1]
z = m.T[0]
z = m.reshape(-1)[2:5]
z = m.ravel()[3:6]
z = x.copy()
z = np.array(x)
z = np.asarray(y)
z = np.where(k, x, z)
z = v[0] * y
z = y if a > b else x
z = np.sort(x)
z = np.array([a, b, s])
z = np.array([e * a for e in x])
z = u
x = y
x = x * y
x, y = y, x
x, z = z, x * a
y = np.sin(x)
x = x[::-1]
v = x[:2]
v = y[1:]
v = z[None, 1:][0]
v = y[idx]
v = v[::-1]
v = head(z)
w = m[0]
w = m[:, 2]
w = m[i]
w = same(x)
m = m.T
m = m @ m * 0.5
m = m.copy()
m = np.outer(x, y)
m = np.array([x, y, z])
u = x * 0.0
u = z
z[0] = a
"""

STORED = r"""
x[0] = a * b
x[i] *= y[0]
x[1:] = y[:2]
x[:] = z * y
x[::2] += y[1:]
x[idx] = y[:2]
x[idx] *= a
x[k] = 0.5 * a
x[k] *= y[k]
x[...] = y * b
x *= y
x += z
x -= x * x * 0.2
x[x > 1.0] = b
z **= 2
z /= 1.0 + y * y
z[i] = z[0] * z[2]
z[0], z[2] = z[2], z[0]
z[i], i = a, 2 - i
v[0] = a
v *= b
v[:] = y[1:] * v
v += v[0]
w *= x
w[i] = a * w[0]
w += m[2]
w[:] = w[::-1].copy()
m[0] = x
m[:, 1] = y * x
m[i, 2] *= a
m[idx] += x
m[i] += m[0]
m *= b
m.T[0] = y
m[m > 0.9] = a
m[idx, idx] = y[:2] * a
m.ravel()[4] = a * a
m[0], m[1] = m[1].copy(), m[0].copy()
y[1:] += y[:-1]
y[:] = y[::-1] * a
y[:2] = x[1:]
y[i:] *= x[i:]
y[1:][0] = b * b
u[i] = x[0] * a
u += x * y
u[idx] = x[1:]
u[:] = 0.0
u[0] += a
u[i] += u[i - 1] * b + 1.0
np.multiply(x, y, out=z)
np.sin(x, out=x)
np.exp(y, out=z, where=k)
np.add(z, x, out=z)
np.copyto(z, x)
np.copyto(y, x, where=k)
np.put(z, [0, 2], y[:2])
np.add.at(z, idx, x[:2])
np.add.at(u, [0, 0, 2], x)
np.fill_diagonal(m, y)
np.cumsum(x, out=z)
np.dot(m, x, out=z)
np.maximum(x, y, out=z)
z.fill(a)
x.sort()
scale(x, a)
scale(v, b)
scale(m[i], a)
both(z, x)
both(y, y)
s += put(z, 0, b)
s += put(x, i, a)
"""

NUMBERS = r"""
a = a * b
a, b = b, a
a += s
a = x[0]
a = float(y[1])
a = x[i] = b * 1.1
b = a if a > b else b * b
b = (e := a * b) + e
b = smaller(a, b)
b = e = a
s += a * a
s += np.sum(x * y)
s = s * s + x[i]
s += z @ x
s += np.sum(m * m)
s += np.sum(z[k])
s += v[0] * v[1]
s += w[i] * w[0]
s *= u[0] + 1.0
s = np.max(x) * s
s = s and a
s = 0.0
s += early(x, a)
s += c(b)
s += sum(e * e for e in x)
s += sum(squares(z))
s += sum(halved(x, a))
s += np.linalg.norm(z)
s += np.sum(np.linalg.solve(m + 4.0 * np.eye(3), x))
c = lambda e: e * b + z[1]
i = (i + 1) % 3
i = 2 - i
i = int(np.argmax(x))
idx[0] = i
idx = idx[::-1]
idx = np.argsort(x)[:2]
k = x > y
k[0] = True
k = ~k
"""

LISTS = r"""
l.append(a * s)
s += l.pop()
s += l.pop(0)
l[0] = b * l[1]
l[-1] *= a
l[i] = l[0]
l[1:] = [a, b]
l[:2] = l[1:3]
l.insert(1, a * a)
l.extend([b, s])
l += [a]
l = l + [b]
l *= 2
l = l * 2
l = q
q = l
q.append(b)
q[0] = s
q = l[:]
q = [a * e for e in l]
l.reverse()
l.sort()
del l[0]
l[0], l[-1] = l[-1], l[0]
a, *q = l
s += sum(l)
s += l[0] * q[-1]
z = np.array(l[:3])
l = list(x)
l = [e * e for e in x]
l = [a for e in l if e > 0.6]
y[:] = l[:3]
bump(l, a)
l.clear()
l = [s, a]
h.append(x)
h.append(z * a)
h[0] *= a
h[0] = y
h[1] = h[0] * b
h[1][0] = b
h[0][i] *= a
z = h[0]
z = h[-1]
h[-1] = h[0]
h = h[::-1]
h = h + [z]
s += np.sum(h.pop())
s += np.sum(h[0] * h[-1])
h[0], h[1] = h[1], h[0]
h = [e * a for e in h]
h = [x] * 2
h = [x, z]
for e in h: e *= b
for e in h: s += e[i]
h[0] = h[0] + x
x = h[0]
m = np.array([h[0], x, h[-1]])
"""

RECORDS = r"""
t = (a, x)
t = (t[0] * b, t[1] + x)
t = (t[0], z)
a, y = t
s, z = t
s += t[0] * t[1][1]
t[1][0] = a
s, (e, *_) = t
d["p"] *= a
d["p"] = s
d["q"] = x
d["q"][0] = b
d["q"] += y
d["q"] *= d["p"]
z = d["q"]
a = d["p"]
e = d; e["p"] = a * a
d = {**d, "p": a}
d.update(p=a * b)
d = {"p": b, "q": z}
for e in d: s += np.sum(d[e])
for e, g in d.items(): s += np.sum(g * g)
d = dict(d)
o.c *= a
o.c = s
o.x = y
o.x[0] = a
o.x *= y
z = o.x
o.step(a)
z = o.scale(b)
s += o.total()
e = o; e.c = a * a
o = Box(y, a)
o.x, z = z, o.x
b = o.c
"""

BLOCKS = r"""
for e in x: s += e * e
for e in x: s = s * e
for j in range(3): x[j] *= y[j]
for j in range(1, 3): x[j] += x[j - 1] * a
for j, e in enumerate(x): z[j] = e * a
for j, e in enumerate(x): x[2 - j] = e * b
for e, g in zip(x, y): s += e * g
for e in reversed(l): s = s * 0.5 + e
for e in m: e *= a
for e in m: s += e[0] * e[i]
for i in range(2): z[i] *= x[i]
for i in idx: z[i] += a
for x[0] in y: s += x[0]
for e in x: x = x * e
for e in l: l[0] = e * a
for e in range(2): l.append(l[-1] * a)
for e in halved(y, a): s += e
for e in x:\n    if e > 0.9: break\n    s += e * e
for j in range(3):\n    if j == i: continue\n    z[j] *= b
for j in range(3):\n    if x[j] > y[j]: x[j] = y[j] * a
while a < 2.0: a = a * 1.5 + 0.2
while True:\n    s = s * 0.5 + 0.3\n    if s < 3.0: break
if x[0] > y[0]: a = x[0] * b
if a > b: z = x\nelse: z = y
if a < b: z[0] = a\nelse: z = z * b
if s > 0.5: s = a
if s > 0.5: x[1] = a
if i: z = z[::-1]
def g(e): z[0] = e\ng(a)
def g(e): return z * e\ny = g(a)
def g():\n    nonlocal s\n    s = s * a\ng()
with np.errstate(all="ignore"): z = np.sqrt(z * z + a)
assert i < 3
"""

NESTED = r"""
n[0][1] *= b
n[0] = [s, a]
n[i][0] = a * a
n[-1] = n[0]
n.append(n[0])
n.append([a, s])
n[0].append(b)
n = [e[:] for e in n]
n = n[::-1]
n = n[:]
n[0], n[1] = n[1], n[0]
n[0], n[0][0] = n[1], s
l = n[0]
n[0] = l
n[1] = q[:]
s += n.pop()[0]
for e in n: e[0] *= a
for e in n: s += e[0] * e[1]
n[0] += [a]
n[0][0], n[1][0] = n[1][0], n[0][0]
s += sum(n[0])
p.append((s, a))
p[0] = (b, p[0][0])
p = [(g, e) for e, g in p]
p.reverse()
for e, g in p: s += e * g
for j, (e, g) in enumerate(p): s += e * g**j
a, s = p[0]
s += p.pop()[0]
p[0], p[1] = p[1], p[0]
s += max(p)[1]
p = p + [t[0:1] * 2]
"""

ORDERS = r"""
s += (s := a)
s = z[0] + put(z, 0, a)
s = put(z, 0, a) + z[0]
x[i] += put(x, i, a)
z[0] += put(z, 0, b)
l[0] += l.pop()
l[0] = l.pop() * l[0]
x = x + scaled(x, a)
z = z * scaled(z, b) + z
z += scaled(z, a)
z[:2] *= scaled(z, a)[1:]
x, x[0] = y, a
i, x[i] = 0, a
x[0], v = v[0], x[:2]
a, x[0] = x[0], a
s, a, b = a * s, s, b + s
x[1:], y[:2] = y[:2].copy(), x[1:] * b
z[0] = z[1] = a
x = z = y * a
x = z = y
z[:] = x[:] = y
z[i], z[0] = z[0], z[i]
z[(i := 2)] = a
x[:2] = x[1:]
m[1:] -= m[:-1]
m += m.T
m[:] = m.T * a
m -= x
m[:, 0], m[:, 1] = m[:, 1] * a, m[:, 0].copy()
m[1:, :2] = m[:2, 1:] * b
z[...] += z[::-1]
z[[0, 0, 1]] += y
z[np.where(k)] = a
z[x.argmax()] = b
z[np.argsort(x)] = y
z = z[idx][i - 1] * x
z, w = m[:2]
z, *e = m; s += e[0][0]
z = np.split(m, 3)[1][0]
z = m.swapaxes(0, 1)[2]
z = np.roll(x, 1)
z = np.concatenate((v, x[:1]))
z = np.squeeze(m[:1])
z = x.flat[:]
z.flat[1] = a
np.clip(x, 0.6, 1.2, out=x)
np.einsum("ij,j->i", m, x, out=z)
np.add(x, y, out=x, where=k)
np.multiply(m[i], a, out=m[0])
np.subtract(z, v[0], z)
x.T[0] = a
v.sort()
put(i=0, x=z, a=s)
both(*[z, x])
both(z, same(z[::-1].copy()))
both(x, v[[0, 1, 1]])
e = z; e *= b
e = z[:2]; e[0] = a; z = z * 2.0
e = x; x = x * 2.0; e[0] = b
e = [x, z]; e[0][1] = a
e = (x, z); e[1][:] = a
e = slice(0, 2); z[e] = y[e]
e = z[1:]; z = y; e[0] = a; s += e[0]
for e in [x, z]: e[0] *= a
for e in (a, b, s): s = s + e * e
for x[i] in y: s += x[i] * z[i]
for j, z[j] in enumerate(x): s += z[0]
for z in m: s += z[0]
for j in range(len(l)): l[j] *= a
for e in x[:]: x[0] *= e
for e in x[1:]: x[2] += e * a
for e in z: z = y * e
for e in list(l): l.append(e * b)
for e in l[:]: l.pop(); s += e
for e in z:\n    s += e\n    if s > 2.0: break\nelse: s = s * b
g = (e * a for e in x); a = a * b; s += sum(g)
g = (e * a for e in z); z[1] = b; s += sum(g)
g = [lambda e: e * a, lambda e: e * b]; s += g[0](s) + g[1](a)
g = lambda e=a: e * b; s += g()
s += sum(e * g for e, g in zip(x, z))
s += sum([put(z, 0, e) for e in y])
s += max(l, key=lambda e: -e)
l = sorted(l)
l = [g for e in m for g in e[:1]]
l = [e if e > 0.8 else e * a for e in l]
l = list(map(lambda e: e * a, l))
l = [a] * 3
q = l + q
l[:] = q[::-1]
l[1:1] = [s]
l, q = q, l
l += l
del l[2:]
x[:] = l[:3]
s += (x if a > b else y)[i]
s += x[i] if k[i] else z[i]
s = a or b
s += [a, b][i - 1]
s += {"u": a, "v": s}["v"]
s += (z if i else x)[0] * (a if s > 0.3 else b)
(z if i else x)[0] = a
if (e := s * a) > 0.3: s = e
o.x, o.c = o.x * o.c, o.c + a
o.x = o.x[::-1]
e = o.x; o.x = z; e[0] = s; s += e[1]
o.scale(o.c)[0] = a
e = Box(o.x, a); e.x[0] = b
o = Box(z, o.c)
h = [o.x, z]
d["q"] = o.x
d["q"], z = z, d["q"]
e = d["q"]; e *= a
t[1][i] *= b
t = (t[1][0], t[1][::-1])
t = (s, t[1] if i else x)
try: z[0] = a\nfinally: assert i < 3
match i:\n    case 0: z[1] = a\n    case _: s = s * b
def g(e, f=a):\n    e[0] = f\n    return e\nz = g(z)
def g(*e): e[0][0] = e[1]\ng(z, s)
def g():\n    nonlocal z\n    z = z * a\n    z[0] = b\ng()
"""

POOL = tuple(
    line.replace("\\n", "\n")
    for part in (BOUND, STORED, NUMBERS, LISTS, RECORDS, BLOCKS, NESTED, ORDERS)
    for line in part.strip().splitlines()
)
