"""Lists of tuples: derivatives of both orders, of arguments and results too."""

import copy

import numpy as np
import pytest

from s2sad import grad, vjp
from s2sad.errors import NotDifferentiable
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8])
L = [(1.0, 2.0), (3.0, 4.0)]
DATA = [(0.5, 1.0), (1.5, -2.0)]


def pairs_int(x, n):
    pairs = []
    for i in range(n):
        pairs.append((x * i, i))
    s = 0.0
    for a, b in pairs:
        s += a * b * x
    return s


def pairs_ops(x, n):
    pairs = [(x, x * 2), (x * 3, x)]
    q = [(x * i, x) for i in range(n)]
    pairs[0] = q[1]
    p = pairs.pop()
    pairs[0] = (pairs[0][1] * x, pairs[0][0])
    c = pairs[:] + q
    c.append(p)
    return sum((a * b for a, b in c)) + p[0]


def arrays(x, n):
    l = []
    for i in range(n):
        l.append((x * i, float(i), x[0]))
    a, b, c = l[1]
    a[0] = c * c
    l[2][0][1] *= 2.0
    return l[1][0].sum() + c * l[2][0][1] + l[2][0].sum() * b


def arg(l, x):
    s = 0.0
    for a, b in l:
        s += a * b * x
    return s


def arg_written(l, x):
    l[0] = (x, l[1][0])
    l.append((x * x, x))
    s = 0.0
    for a, b in l:
        s += a * b * x
    return s


def arg_ints(l, x):
    return sum([a * b * x for a, b in l])


def unused(l, x):
    return x * x


def result(l, x):
    return [(a * x, b * a) for a, b in l]


def result_and_more(l, x):
    l.append((x, l[0][0]))
    return (x * x, l, {'k': [(x, 1)]})


def deep_tuples(l, x):
    r = []
    for a, (b, c) in l:
        r.append(((a * b, c), x))
    return r[0][0][0] * r[1][0][1] * r[0][1]


def lists_of_lists_of_tuples(l, x):
    l[0].append((x, x * x))
    l[1][0] = l[0][1]
    s = 0.0
    for r in l:
        for a, b in r:
            s += a * b * x
    return (s, l)


def stack(x, y):
    st = [(x, 0)]
    s = 0.0
    while st:
        v, d = st.pop()
        s += v * v
        if d < 3:
            st.append((v * y, d + 1))
            st.append((v + y, d + 1))
    return s


def conditional(x, y):
    p = [(x, y), (y, x * y)]
    t = p[0] if x > y else p[1]
    a, b = t
    best = p[0]
    for q in p:
        if q[0] < best[0]:
            best = q
    return a * b * best[1] * best[0]


def swaps(x, y):
    p = [(x, y), (y * y, x * y)]
    p[0], p[1] = (p[1], p[0])
    u = p[0]
    v = p[1]
    u, v = (v, u)
    p = [(b, a * x) for a, b in p]
    p = [(p[1][1], p[0][0]), p[0]]
    return u[0] * v[1] * p[0][0] * p[1][1]


def repeated(x, y):
    p = [(x, y)] * 3
    p[1] = (x * y, p[0][0])
    q = list(p)
    q[0] = (y, y)
    return p[0][0] * p[1][0] * p[2][1] + q[0][1] * len(p)


def alias(x, y):
    p = [(x, y)]
    q = p
    q.append((y, x * x))
    r = [p, q]
    r[0].append((x, x))
    r[1][0] = (y * x, y)
    return p[0][0] * q[2][1] * p[1][1]


def data(l, x):
    return sum((np.exp(x * a) * b for a, b in l))


def enum(l, x):
    s = 0.0
    for i, (a, b) in enumerate(l):
        s += a * b * i * x
    for (a, b), (c, d) in zip(l, l[1:]):
        s += a * d - b * c * x
    for a, b in reversed(l):
        s = s * x + a - b
    return s


def indexed(l, x):
    s = 0.0
    for i in range(len(l)):
        s += l[i][0] * l[-1][1] * x
        t = l[i]
        s *= t[1]
    return s


def texts(l, x):
    s = 0.0
    for k, v in l:
        if k == 'a':
            s += v * x
        else:
            s += v * v * x
    return s


def captured(x):
    s = 0.0
    best = DATA[0]
    l = [(x, x)]
    l.append(DATA[1])
    for a, b in DATA:
        s += (a * x - b) ** 2
    for a, b in l:
        s += a * b
    return s


def tuples_kept(l, y):
    k = [p for p in l if p[0] > 2.0]
    m = k + l + [(y, y)]
    m.extend(l)
    m += k
    return sum([a * b * y for a, b in m])


def constant_parts(x, n):
    made = [([np.tanh(1.21), 2.0], np.tanh(x * n))]
    rest = [([np.tanh(1.21) * i, 2.0], 3.0) for i in range(3)]
    if n > 1:
        rest = [([1.0 * n * i, 2.0], i * n * 1.0) for i in range(3)]
    return sum(a[0] * b for a, b in made), made, rest


def constant_arrays(pairs, n):
    made = [(np.ones(2) * i, (1.0 * i, pairs[i][1]), i, pairs[i][0]) for i in range(2)]
    if n > 1:
        made = [(np.ones(2), (1.0, pairs[i][1]), i, 1.0) for i in range(2)]
    return made


def beside_a_constant(pairs, t, y):
    return 0.5, t * pairs[1][0], (pairs, 2.0), t + pairs[0][1] * y, t * 2.0


def beside_it_alone(pairs, t):
    return t, 0.5


def unvaried_in_the_result(pairs, others, x):
    for k in range(len(pairs)):
        for v in x:
            mixed = [others[1], pairs[k], (v, 0.47)]  # noqa: F841
    return x, others


CASES = [
    (beside_a_constant, (L, 0.7, 1.5)),
    (beside_it_alone, (L, 0.7)),
    (pairs_int, (1.5, 3,)),
    (pairs_ops, (1.5, 3,)),
    (arrays, (X, 3,)),
    (arg, (L, 1.3,)),
    (arg_written, (L, 1.3,)),
    (arg_ints, ([(1.0, 2), (3.0, 4)], 1.3,)),
    (unused, (L, 1.3,)),
    (result, (L, 1.3,)),
    (result_and_more, (L, 1.3,)),
    (deep_tuples, ([(1.0, (2.0, 5.0)), (3.0, (4.0, 1.0))], 1.3,)),
    (lists_of_lists_of_tuples, ([[(1.0, 2.0)], [(3.0, 4.0), (5.0, 0.5)]], 1.3,)),
    (stack, (1.3, 0.7,)),
    (conditional, (1.3, 0.7,)),
    (swaps, (1.3, 0.7,)),
    (repeated, (1.3, 0.7,)),
    (alias, (1.3, 0.7,)),
    (data, (L, 1.3,)),
    (enum, (L, 1.3,)),
    (indexed, (L, 1.3,)),
    (texts, ([('a', 2.0), ('b', 4.0)], 1.3,)),
    (captured, (1.3,)),
    (tuples_kept, (L, 0.7,)),
    *[(constant_parts, (1.3, n)) for n in (1, 2)],
    *[(constant_arrays, (L, n)) for n in (1, 2)],
]


def floats(args):
    return tuple(k for k, arg in enumerate(args) if not isinstance(arg, int))


@pytest.mark.parametrize(("f", "args"), CASES, ids=lambda v: getattr(v, "__name__", ""))
def test_a_program_of_lists_of_tuples(f, args):
    check_grads(f, *copy.deepcopy(args), wrt=floats(args), order=order_in_turn())


def test_a_list_that_does_not_vary_has_a_tangent_of_its_length():
    check_grads(unvaried_in_the_result, L, DATA, X, wrt=(0, 2), order=2)


def test_a_gradient_is_a_list_of_tuples():
    assert grad(arg)(L, 2.0) == [(4.0, 2.0), (8.0, 6.0)]
    assert grad(texts)([("a", 2.0), ("b", 4.0)], 0.5) == [(None, 0.5), (None, 4.0)]


def test_a_seed_is_a_list_of_tuples():
    value, pullback = vjp(result, L, 2.0)
    assert value == [(2.0, 2.0), (6.0, 12.0)]
    assert pullback([(1.0, 0.0), (0.0, 10.0)]) == ([(2.0, 0.0), (40.0, 30.0)], 1.0)


def test_arguments_are_as_they_were():
    pairs = list(L)
    grad(arg_written)(pairs, 1.3)
    assert pairs == L


def shown(x):
    pairs = [(x, x * x) for _ in range(2)]
    print(pairs)
    return pairs[0][0]


def test_what_uses_tuples_whole_is_refused():
    with pytest.raises(NotDifferentiable):
        grad(shown)(1.3)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: sorted([(x, x * x), (x * x, 3.0 * x)])[0][1],
        lambda x: max([(x, x * x), (x * x, 3.0 * x)])[1],
    ],
    ids=["sorted", "max"],
)
def test_tuples_are_compared_item_by_item(f):
    check_grads(f, 1.3, order=2)
    check_grads(f, 0.7, order=2)


def test_lists_of_dicts_and_lists_of_tuples_in_a_dict_are_differentiated():
    assert grad(lambda x: [{"a": x * k} for k in range(2)][1]["a"])(1.3) == 1.0
    found = grad(lambda p: sum([a * b for a, b in p["pairs"]]))({"pairs": L, "k": 1.0})
    assert found == {"pairs": [(b, a) for a, b in L], "k": 0.0}
