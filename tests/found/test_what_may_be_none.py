"""Lists, tuples, dicts and objects that hold what may be None, and questions whether it is.

`[a, b]` was taken for a list of two numbers though a may be None: `if v is None` in a loop through
it was dropped, and a count of what is missing was silently wrong.
"""

from collections import namedtuple

import numpy as np
import pytest

from s2sad import check_grads, jvp
from tests.programs.running import scope_of
from tests.thorough import in_turn

Two = namedtuple("Two", "p q")


class Held:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def both(self):
        return [self.a, self.b]


def pair(p, q):
    return [p, q]


def several(*vs):
    return [v for v in vs]  # noqa: C416


def keyed(**vs):
    return [v for v in vs.values()]  # noqa: C416


def optional(x, v=None):
    return v


HEAD = """
def f(x):
    k, s = 1, x[2]
    a = x[0] if x[0] > 0.5 else None
    b = x[1] if x[1] > 0.5 else None
"""
MADE = {
    "display": "it = [a, b]",
    "tuple": "it = (a, b)",
    "nested": "it = [[a, b], [b, a]][k]",
    "nested3": "it = ([a, b], [b, a])[0]",
    "plus": "it = [a] + [b]",
    "plus3": "it = [a] + [b, x[2]]",
    "times": "it = [a, b] * 2",
    "times1": "it = [a] * 2",
    "repeat": "it = [a for _ in range(3)]",
    "star": """
l = [a]
it = [*l, b]""",
    "listof": "it = list((a, b))",
    "listof2": """
l=[a,b]
it = list(l)""",
    "tupleof": """
l=[a,b]
it = tuple(l)""",
    "slice": """
l = [a, b, x[2]]
it = l[:2]""",
    "slice2": """
l = [a, b, x[2]]
it = l[::-1]""",
    "reversed": """
l = [a, b]
it = reversed(l)""",
    "append": """
it = []
it.append(a)
it.append(b)""",
    "append3": """
it = [x[2]]
it.append(b)
it.append(a)""",
    "extend": """
it = []
it.extend([a, b])""",
    "extend2": """
it = []
it.extend((a, b))""",
    "iadd": """
it = []
it += [a, b]""",
    "store": """
it = [x[0], x[1]]
it[0] = a
it[k] = b""",
    "storeslice": """
it = [x[0], x[1]]
it[:] = [a, b]""",
    "none0": """
it = [None, None]
it[k] = a""",
    "none1": """
it = [None] * 3
it[k] = a""",
    "comp": """
l = [a, b]
it = [v for v in l]""",
    "comp2": """
l = [a, b]
it = [v if v is not None else None for v in l]""",
    "comp3": """
l = [a, b]
it = [v for v in l if v is None or v > 0]""",
    "ifexp2": """
c = a if x[2] > 0.3 else b
it = [c, b]""",
    "or": """
c = a or b
it = [c, b]""",
    "dict": """
d = {'p': a, 'q': b}
it = d.values()""",
    "dict2": """
d = {}
d['p'] = a
d['q'] = b
it = [d['p'], d.get('q')]""",
    "dict3": """
d = {'p': [a, b]}
it = d['p']""",
    "dict4": """
d = dict(p=a, q=b)
it = [v for n, v in d.items()]""",
    "obj": """
o = Held(a, b)
it = [o.a, o.b]""",
    "obj2": """
o = Held(None, None)
o.a = a
o.b = b
it = o.both()""",
    "obj3": """
o = Held([a, b], 1.0)
it = o.a""",
    "nt": """
o = Two(a, b)
it = o""",
    "nt2": """
o = Two([a, b], 1.0)
it = o.p""",
    "func": "it = pair(a, b)",
    "func2": "it = several(a, b, x[2])",
    "func3": "it = several(*[a, b])",
    "func4": "it = keyed(p=a, q=b)",
    "lam": """
g = lambda v: v
it = [g(a), g(b)]""",
    "map": "it = list(map(lambda v: v, [a, b]))",
    "zip": "it = [v for v, w in zip([a, b], [1, 2])]",
    "enum": "it = [v for w, v in enumerate((a, b))]",
    "unpack": """
p, q = [a, b]
it = [q, p]""",
    "unpack2": """
l = [a, b]
p, q = l
it = [q, p]""",
    "unpack3": """
p, *q = a, b, a
it = q + [p]""",
    "swap": """
p, q = a, b
p, q = q, p
it = [p, q]""",
    "walrus": "it = [(c := a), b, c]",
    "pop": """
l = [a, b]
l2 = []
for v in l: l2.append(v)
it = [l2.pop(), l2.pop()]""",
    "nestedloop": """
rows = []
for i in range(2): rows.append([a, b])
it = rows[k]""",
    "closure": """
it = []
def put(v): it.append(v)
put(a)
put(b)""",
    "filterd": "it = list(filter(lambda v: v is None or v > 0.1, [a, b]))",
    "chain": """
import itertools
it = list(itertools.chain([a], [b]))""",
    "loopvar": """
it = []
for v in (a, b): it.append(v)""",
    "loopvar2": """
it = []
last = None
for v in x[:2]:
    it.append(last)
    last = v if v > 0.5 else None
it.append(last)""",
    "arrayitems": """
A_ = x if x[0] > 0.5 else None
B_ = 2*x if x[1] > 0.5 else None
it = [None if A_ is None else A_[0], None if B_ is None else B_[1]]""",
    "arrays": """
A_ = x if x[0] > 0.5 else None
B_ = 2*x if x[1] > 0.5 else None
l = [A_, B_]
it = [None if w is None else np.sum(w) for w in l]""",
    "arrays2": """
A_ = x if x[0] > 0.5 else None
B_ = 2*x if x[1] > 0.5 else None
l = [A_, B_]
it = []
for w in l:
    if w is None: it.append(None)
    else: it.append(np.sum(w))""",
    "default": "it = [optional(x), optional(x, a)]",
    "in": "it = [x[2] if None in [a, b] else None]",
    "index": """
l = [a, b]
it = [l[i] for i in range(2)]""",
    "index2": """
l = [a, b]
it = []
for i in range(len(l)):
    it.append(l[i])""",
    "index3": """
l = [a, b]
it = [l[-1], l[k]]""",
    "count": """
l = [a, b]
n = sum(1 for v in l if v is None)
it = [x[0]*n]""",
    "any": """
l = [a, b]
it = [x[0]*2 if any(v is None for v in l) else x[0]]""",
    "all": """
l = [a, b]
it = [x[0]*2 if all(v is not None for v in l) else x[0]]""",
    "next": """
l = [a, b]
it = [next((v for v in l if v is not None), None)]""",
    "first": """
l = [a, b]
c = None
for v in l:
    if v is not None:
        c = v
        break
it = [c, c]""",
    "eqnone": """
l = [a, b]
it = [x[0] if v == None else v for v in l]""",
    "boolv": """
l = [a, b]
it = [x[0]*3 if not v else v for v in l]""",
}  # fmt: skip
READ = {
    "if": """
for v in it:
    if v is None:
        s = s * 2
    else:
        s = s + v * v
return s""",
    "comprehension": "return s + sum([v * v for v in it if v is not None])",
    "count": """
n = 0
for v in it:
    if v is not None:
        n += 1
return s * (n + 1)""",
    "continue": """
for v in it:
    if v is None:
        continue
    s = s * v
return s""",
}
POINTS = ([0.7, 0.1, 0.9], [0.2, 0.8, 0.4], [0.1, 0.15, 0.2], [0.7, 0.6, 0.4])
NAMES = {"np": np, "Held": Held, "Two": Two, "pair": pair, "several": several, "keyed": keyed,
         "optional": optional}  # fmt: skip


def defined(made, read):
    lines = [line for part in (made, read) for line in part.strip().split("\n")]
    text = HEAD + "".join(f"    {line}\n" for line in lines)
    return scope_of(text, f"<holding {made!r} {read!r}>", **NAMES)["f"]


@pytest.mark.parametrize("made, read", in_turn([(m, r) for m in MADE for r in READ]))
def test_what_may_be_none_stays_so_in(made, read):
    function = defined(MADE[made], READ[read])
    for point in POINTS:
        check_grads(function, np.array(point))


def kept(x):
    found = []
    for v in x:
        found.append(v if v > 0.5 else None)
    return found


def test_the_tangent_of_none_is_none():
    value, tangent = jvp(kept, (np.array([0.7, 0.1, 0.9]),), (np.ones(3),))
    assert value == [0.7, None, 0.9] and tangent == [1.0, None, 1.0]


def in_a_dict(x):
    return {"p": x[0] if x[0] > 0.5 else None, "q": x[1] ** 2}


def test_a_result_that_is_none_in_this_run_is_told():
    check_grads(in_a_dict, np.array([0.7, 0.1]))
    with pytest.raises(TypeError, match="returns None"):
        jvp(in_a_dict, (np.array([0.2, 0.1]),), (np.ones(2),))


def best_of(x):
    d = {"best": None, "n": 0}
    for i in range(3):
        if x[i] > 0.5:
            d["best"] = x[i] * i
            d["n"] += 1
    return x[0] if d["best"] is None else d["best"] ** 2 * d["n"]


def rows_of_pairs(x):
    rows = []
    for i in range(3):
        rows.append((x[i] if x[i] > 0.5 else None, x[i]))
    s = 0.0
    for v, w in rows:
        s += w if v is None else v * w
    return s


def replaced(x):
    t = Two(x[0] if x[0] > 0.5 else None, x[1])
    t = t._replace(q=x[2])
    p, q = t
    return q if p is None else p * q


def arrays_in_a_dict(x):
    d = {"p": x if x[0] > 0.5 else None}
    if d["p"] is None:
        d["p"] = 2 * x
    return np.sum(d["p"] ** 2)


@pytest.mark.parametrize("function", [best_of, rows_of_pairs, replaced, arrays_in_a_dict])
def test_what_holds_it_is_changed(function):
    for point in POINTS:
        check_grads(function, np.array(point), order=2, rtol=1e-4)
