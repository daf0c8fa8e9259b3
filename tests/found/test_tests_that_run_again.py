"""Tests of loops that look into what dicts, tuples and objects hold: they run in each trip.

`while h["q"][-1] > 2.0` was asked once, before the loop, in functions that make dicts or objects,
and `h["q"][1]` of `len(h["q"]) > 1 and h["q"][1] > 0.2` though the list was shorter.
"""

import numpy as np
import pytest

from s2sad import value_and_grad
from s2sad.testing import difference_directional
from tests.programs.running import scope_of
from tests.thorough import in_turn

SOURCE = """
class P:
    def __init__(self, k, l): self.k, self.l = k, l
    def last(self): return self.l[-1]
    @property
    def top(self): return self.l[-1]
    def __lt__(self, other): return self.k < other.k
    def __len__(self): return len(self.l)
    def __bool__(self): return len(self.l) > 1
    def __getitem__(self, i): return self.l[i]
def big(v): return v > 2.0
def f(x, q, arg):
    l = [x, 2*x, 3*x, 4*x]
    h = {"q": [x, 2*x, 3*x, 4*x], "k": 4*x, "in": {"a": 0.5}}
    o = P(4 * x, [x, 2*x, 3*x, 4*x])
    os = [P(v, [v]) for v in l]
    t = ([x, 2*x, 3*x, 4*x], 1.0)
    e = h
    e["in"] |= {"b": x}
    n = 0
    while COND:
        n += 1
        if n > 9:
            break
        BODY
    s = x * n
    u = 0.0
    if COND:
        u = u + 2 * x
    w = x if COND else 3 * x
    v = [a for a in (x, 2 * x) if COND]
    s = s + u + w * 0.3 + sum(v) * 0.1 + sum(l) * x + sum(h["q"]) * 0.5 + o.k * 0.7
    return s + sum(o.l) + sum(p.k for p in os) + sum(t[0]) * 0.2 + sum(arg.l) * 0.3
"""
CASES = (
    ('l[-1] > 2.0', 'l.pop()'),
    ('len(l) > 1 and l[-1] > 2.0', 'l.pop()'),
    ('not l[-1] < 2.0', 'l.pop()'),
    ('1.0 < l[-1] < 9.0 and l[0] > 0', 'l[-1] -= 0.3'),
    ('h["q"][-1] > 2.0', 'h["q"].pop()'),
    ('len(h["q"]) > 1 and h["q"][-1] > 2.0', 'h["q"].pop()'),
    ('len(h["q"]) < 2 or h["q"][-1] > 2.0', 'h["q"].pop()'),
    ('h["k"] > 2.0', 'h["k"] = h["k"] * 0.7'),
    ('h["k"] > 2.0 and h["q"][0] > 0.1', 'h["k"] = h["k"] * 0.7'),
    ('0.1 < h["k"] < 5.0 and n < 5', 'h["k"] = h["k"] * 0.7'),
    ('h["q"][n] < 2.0 and n < 3', 'h["q"][n] = h["q"][n] * 1.1'),
    ('n < 3 and h["q"][n + 1] < 9.0', 'h["q"][n] = h["q"][n] * 1.1'),
    ('o.k > 2.0', 'o.k *= 0.7'),
    ('o.k > 2.0 and o.l[-1] > 1.0', 'o.k *= 0.7'),
    ('o.l[-1] > 2.0', 'o.l.pop()'),
    ('len(o.l) > 1 and o.l[-1] > 2.0', 'o.l.pop()'),
    ('o.last() > 2.0', 'o.l.pop()'),
    ('o.top > 2.0', 'o.l.pop()'),
    ('o.top > 2.0 and o.last() > 2.0', 'o.l.pop()'),
    ('len(o) > 2', 'o.l.pop()'),
    ('o', 'o.l.pop()'),
    ('not o or o[-1] > 2.0', 'o.l.pop()'),
    ('o[-1] > 2.0', 'o.l.pop()'),
    ('n < 3 and o[n] < 2.5', 'o.l[n] *= 1.1'),
    ('big(o.k)', 'o.k *= 0.7'),
    ('big(l[-1]) and big(h["q"][-1])', 'l.pop(); h["q"].pop()'),
    ('os[-1].k > 2.0', 'os.pop()'),
    ('len(os) > 1 and os[-1].k > 2.0', 'os.pop()'),
    ('os[0].k < 2.0', 'os[0].k *= 1.3'),
    ('os[0] < os[1]', 'os[0].k *= 1.3'),
    ('n < 2 and os[n] < os[n + 1]', 'os[n].k *= 1.1'),
    ('len(os) > 1 and os[0] < os[-1]', 'os.pop()'),
    ('any(p.k > 2.0 for p in os)', 'os.pop()'),
    ('all(p.k > 0.1 for p in os) and n < 3', 'os[0].k *= 0.9'),
    ('max(p.k for p in os) > 2.0', 'os.pop()'),
    ('max(l) > 2.0', 'l.remove(max(l))'),
    ('max(h["q"]) > 2.0', 'h["q"].pop()'),
    ('min(h["q"]) < 2.0', 'h["q"].pop(0)'),
    ('sum(h["q"]) > 3.0', 'h["q"].pop()'),
    ('t[0][-1] > 2.0', 't[0].pop()'),
    ('len(t[0]) > 1 and t[0][-1] > 2.0', 't[0].pop()'),
    ('arg.k > 2.0', 'arg.k *= 0.7'),
    ('arg.l[-1] > 2.0', 'arg.l.pop()'),
    ('len(arg.l) > 1 and arg.l[-1] > 2.0', 'arg.l.pop()'),
    ('arg.last() > 2.0', 'arg.l.pop()'),
    ('arg.top > 2.0 and arg.k > 1.0', 'arg.l.pop()'),
    ('n < 3 and arg.l[n] < 2.5', 'arg.l[n] *= 1.1'),
    ('len(q) > 1 and q[-1] > 2.0', 'q.pop()'),
    ('q[-1] > 2.0', 'q.pop()'),
    ('(z := h["q"][-1]) > 2.0', 'h["q"].pop()'),
    ('(z := o.k) > 2.0 and z < 9.0', 'o.k *= 0.7'),
    ('(h["q"][-1] if len(h["q"]) > 2 else 0.0) > 1.0', 'h["q"].pop()'),
    ('(o.k if n < 2 else 0.0) > 1.0', 'o.k *= 0.9'),
    ('h["q"]', 'h["q"].pop()'),
    ('h["q"][1:]', 'h["q"].pop()'),
    ('h["q"][-1] > h["q"][0] + 0.5', 'h["q"].pop()'),
    ('h["q"][-1] * x > 2.0', 'h["q"].pop()'),
    ('np.sum(h["q"]) > 3.0', 'h["q"].pop()'),
    ('np.array(h["q"])[-1] > 2.0', 'h["q"].pop()'),
    ('abs(h["q"][-1]) > 2.0 and True', 'h["q"].pop()'),
    ('h["in"]["a"] < 2.0 and h["in"]["b"] > 0.1', 'h["in"]["a"] += 0.4'),
    ('h.get("k") > 2.0', 'h["k"] *= 0.7'),
    ('h.get("zz", 3.0) > n', 'h["k"] *= 0.7'),
    ('"zz" in h or h["k"] > 2.0', 'h["k"] *= 0.7'),
    ('h["k"] in (1.0, 2.0) or h["k"] > 2.0', 'h["k"] *= 0.7'),
    ('isinstance(h["q"][-1], float) and h["q"][-1] > 2.0', 'h["q"].pop()'),
    ('h["q"][-1] is not None and h["q"][-1] > 2.0', 'h["q"].pop()'),
)  # fmt: skip


@pytest.mark.parametrize("test, body", in_turn(CASES))
def test_a_test_is_asked_anew(test, body):
    text = SOURCE.replace("COND", test).replace("BODY", body)
    scope = scope_of(text, "<asked anew>", np=np, __name__="asked_anew")
    f = scope["f"]

    def given(x):
        return [x, [1.0, 2.5, 3.0], scope["P"](3.0, [1.0, 2.5, 3.0])]

    value, slope = value_and_grad(f, wrt=0)(*given(0.8))
    assert value == pytest.approx(f(*given(0.8)), rel=1e-13)
    expected, _ = difference_directional(lambda x: f(*given(x)), [0.8], (0,), (1.0,))
    assert slope == pytest.approx(expected[0], rel=1e-8)
