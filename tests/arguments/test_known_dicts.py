"""Dicts that have several names, stand in lists, or make their values: known by their keys."""

from collections import Counter, OrderedDict, defaultdict

import numpy as np
import pytest

from s2sad import differentiate, grad
from s2sad.errors import Error
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.7, 1.3, 0.4, 0.9])


class Node:
    def __init__(self, v):
        self.v = v
        self.par = {}


def summed_by_key(x):
    d = defaultdict(float)
    for k, v in zip("abab", x):
        d[k] += v * v
    return d["a"] * d["b"]


def gathered_by_key(x):
    d = defaultdict(list)
    d["p"].append(x[0])
    d["p"].append(x[1] * 2)
    d["q"].append(x[2])
    return d["p"][0] * d["p"][1] + d["q"][0]


def changed_by_a_helper(x):
    d = {"a": x[0], "b": x[1]}

    def helper(q):
        q["a"] = q["a"] * q["b"]
        q["c"] = 2.0 * q["a"]
    helper(d)
    return d["a"] + d["c"] * x[2]


def inner_dicts_looped_over(x):
    p = {"l1": {"w": x[0], "b": x[1]}, "l2": {"w": x[2], "b": x[3]}}
    for l in p.values():
        l["w"] *= 2.0
        l["b"] = l["w"] * l["b"]
    return p["l1"]["b"] * p["l2"]["b"] + p["l1"]["w"]


def of_a_comprehension(x):
    p = {k: {"v": v, "g": 0.0} for k, v in zip("abcd", x)}
    for k in p:
        p[k]["g"] += p[k]["v"] ** 3
    return sum(q["g"] for q in p.values())


def gets_a_key(x):
    d = {"a": x[0]}
    row = d
    row["b"] = x[1]
    row["a"] += row["b"] ** 2
    return d["a"] * len(d) * d["b"]


def held_by_another(x):
    a = {"v": x[0]}
    b = {"child": a, "v": x[1]}
    a["v"] = a["v"] * x[2]
    return b["child"]["v"] * b["v"]


def counted(x):
    c = Counter()
    for k, v in zip("abca", x):
        c[k] += v
    return c["a"] * c["b"]


def in_order(x):
    d = OrderedDict()
    d["u"] = x[0]
    d["v"] = x[1] * d["u"]
    return sum(d.values()) * d["v"]


def of_an_object(x):
    n = Node(x[0])
    n.par["a"] = x[1]
    n.par["b"] = x[2] * n.par["a"]
    m = n
    m.par["a"] = x[3]
    return n.par["a"] * n.par["b"] * n.v


def by_number(x):
    rows = []
    for v in x:
        rows.append({"a": v, "b": 0.0})
    for i in range(1, len(rows)):
        rows[i]["b"] = rows[i - 1]["a"] * rows[i]["a"]
    return sum([r["b"] for r in rows])


def in_a_list(x):
    rows = []
    for v in x:
        rows.append({"a": v, "b": 0.0})
    for r in rows:
        r["b"] += r["a"] ** 2
        r["a"] *= 2.0
    return sum([r["b"] * r["a"] for r in rows])


def made_then_appended(x):
    frames = []
    for i in range(3):
        frame = {}
        frame["s"] = x[i] * x[3]
        frame["t"] = frame["s"] ** 2
        frames.append(frame)
    return frames[0]["t"] + frames[1]["s"] * frames[2]["t"]


def second_name(x):
    d = {"a": x[0]}
    e = d
    d.update(a=x[1])
    return e["a"] ** 2


def second_name_united(x):
    d = {"a": x[0]}
    e = d
    d |= {"a": x[1]}
    return e["a"] ** 2


def second_name_of_the_inner(x):
    e = {"w": x[0]}
    d = {"p": e}
    d["p"]["w"] = x[1]
    return e["w"] ** 2


def taken_out_before(x):
    d = {"p": {"w": x[0]}}
    e = d["p"]
    d["p"]["w"] = x[1]
    return e["w"] ** 2


def in_two_dicts(x):
    e = {"w": x[0]}
    d = {"p": e, "q": e}
    d["p"]["w"] = x[1]
    return d["q"]["w"] ** 2


def of_a_factory(x):
    d = defaultdict(float)
    d["a"] += x[0]
    return d["a"]


def ordered(x):
    d = OrderedDict()
    d["a"] = x[0]
    return d["a"]


def by_every_method(x):
    d = {"a": x[0], "b": x[1]}
    e = d
    e.update({"c": x[2]}, a=d["b"] * 2.0)
    v = d.setdefault("c", 7.0) * e.setdefault("d", x[3])
    w = d.pop("b") + d.pop("nothing", x[0])
    del e["d"]
    f = dict(d, q=x[1])
    f["a"] = 9.0
    g = {**e, "a": x[2]}
    g["c"] *= x[3]
    s = sum(d.values()) * len(e) + ("b" in d) - ("c" in e) * f["q"]
    for k in d:
        e[k] *= 2.0
    key, last = e.popitem()
    return s * v * w * d["a"] * last * g["c"] * g["a"] * e.get("c", x[0])


def asked(x):
    c = Counter()
    c["a"] += x[0]
    return c["a"] * (c["b"] + x[1]) * len(c)


def of_zip(x):
    d = dict(zip("abcd", x))
    e = d
    for k, v in zip(("a", "b"), [x[3], x[2] * x[1]]):
        e[k] += v
    for i, k in enumerate("cd"):
        e[k] *= d["a"] + i
    return d["a"] * d["b"] * d["c"] * d["d"]


def chosen(x):
    d = {"a": x[0], "b": [x[1], x[2]]}
    if x[3] > 0:
        e = {"a": x[1], "b": [x[3]]}
    else:
        e = {"a": x[2], "b": [x[0]]}
    f = e
    f["a"] *= d["a"]
    f["b"].append(x[2])
    return e["a"] * sum(e["b"]) * d["b"][0]


def in_a_loop(x):
    state = {"x": x[0], "v": x[1]}
    view, log = state, []
    for _ in range(4):
        view["v"] -= 0.1 * state["x"] * x[2]
        state["x"] += 0.1 * view["v"]
        log.append({"x": state["x"], "n": {"v": state["v"]}})
    log[1]["n"]["v"] *= x[3]
    last = log[-1]
    last["x"] = last["x"] ** 2
    return sum([r["x"] * r["n"]["v"] for r in log]) + view["x"]


def of_factories(x):
    d = defaultdict(lambda: x[0] * 2.0)
    d["a"] *= x[1]
    groups = defaultdict(dict)
    groups["p"]["q"] = d["b"]
    groups["p"]["r"] = x[3]
    return d["a"] * len(d) * groups["p"]["q"] * groups["p"]["r"]


def with_arrays(x):
    p = {"w": np.outer(x, x), "b": x * 2.0}
    q = p
    q["w"][0, 1] = 3.0 * x[2]
    q["b"] = q["b"] + 1.0
    grads = {k: np.ones_like(v) for k, v in p.items()}
    for k in p:
        q[k] -= 0.1 * grads[k] * x[3]
    return np.sum(p["w"] @ p["b"])


KNOWN = [
    asked,
    summed_by_key, gathered_by_key, changed_by_a_helper, inner_dicts_looped_over,
    of_a_comprehension, gets_a_key, held_by_another, counted, in_order, of_an_object, by_number,
    in_a_list, made_then_appended, second_name, second_name_united, second_name_of_the_inner,
    taken_out_before, in_two_dicts, of_a_factory, ordered, by_every_method, of_zip, chosen,
    in_a_loop, of_factories, with_arrays,
]  # fmt: skip


@pytest.mark.parametrize("f", KNOWN)
def test_dicts_that_are_known_by_their_keys(f):
    check_grads(f, X, order=order_in_turn())


def returned(x):
    d = {"a": x[0], "l": [x[1]]}
    e = d
    e["a"] *= x[2]
    return {"d": d, "v": x[3]}


def test_such_a_dict_may_be_a_result():
    check_grads(returned, X, order=2)


def test_a_second_name_costs_nothing():
    text = differentiate(second_name).text("adjoint", X)
    assert "d_a" in text and "{" not in text


def key_of_the_run(x):
    d = {"a": x[0]}
    e = d
    e["a" if x[1] > 1.0 else "b"] = x[2]
    return d["a"]


def on_one_path(x):
    d = {"a": x[0]}
    e = d
    if x[1] > 1.0:
        e["b"] = x[2]
    return d["a"] * len(d)


def too_short(x):
    d = defaultdict(float)
    for k, v in zip("abcde", x):
        d[k] += v
    return d["a"]


def shown(x):
    d = {"a": x[0]}
    e = d
    e["a"] = x[1]
    print(d)
    return d["a"]


def of_the_class(x):
    d = defaultdict(float)
    d["a"] += x[0]
    return d


REFUSED = {
    key_of_the_run: "under a key that only the run knows", on_one_path: "which has other names",
    too_short: "has 5 items here", shown: "which has other names",
    of_the_class: "known only at run time",
}  # fmt: skip


@pytest.mark.parametrize("f", REFUSED)
def test_what_is_not_certain_is_refused_for_what_it_was(f):
    with pytest.raises(Error, match=REFUSED[f]):
        grad(f)(X)
