"""Dicts that a function makes and changes: methods, keys from loops, dicts in dicts, refusals."""

import copy

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.5, 0.8, 1.7])
P = {"w": np.array([1.0, 2.0]), "b": np.array([0.3, 0.2]), "c": 1.5}
NAMES = ("a", "b", "c")
KEY = "a"


class Keys:
    b = "b"


def updated(x):
    d = {"a": x[0]}
    d.update(b=x[1])
    d.update({"c": x[2]}, a=x[1] ** 2)
    d.update()
    return d["a"] * d["b"] * d["c"]


def united(x):
    d = {"a": x[0]}
    e = {"b": x[1], "a": x[2]}
    d |= e
    f = d | {"z": x[0]}
    return d["a"] * d["b"] * f["z"] * len(f) + ("z" in d) * x[0]


def with_defaults(x):
    d = {}
    v = d.setdefault("a", x[0])
    w = d.setdefault("a", x[1])
    return d["a"] ** 2 * v * w * d.get("b", 3.0)


def of_lists(x):
    d = {}
    for k in NAMES:
        d.setdefault(k, []).append(x[0])
    d["a"].append(x[1])
    return d["a"][0] * d["a"][1] * d["b"][0] * len(d["a"])


def popped(x):
    d = {"a": x[0], "b": x[1], "c": x[2]}
    v = d.pop("a")
    w = d.pop("q", x[2])
    k, u = d.popitem()
    del d["b"]
    d["b"] = u * 2.0
    return v * w * d["b"] + len(d) + (k == "c") * x[0] ** 2


def cleared(x):
    d = {"a": x[0]}
    v = d["a"]
    d.clear()
    d["b"] = v * v
    return sum(d.values()) * len(list(d))


def from_a_range(x):
    d = {k: x[k] ** 2 for k in range(3)}
    e = {}
    for i in range(1, 3):
        e[i - 1] = d[i] * d[0]
    return sum(d[k] * k for k in d) * e[0] * e[1]


def from_names(x):
    d = {}
    for i, k in enumerate(["a", "b", "c"]):
        d[k] = x[i] ** 2
    s = 0.0
    for k, v in d.items():
        s += v * v * d[k]
    names = ["a", "c"]
    for k in names:
        d[k] = d[k] * 2.0
    return s * d["a"] + d["c"]


def chosen(x):
    d = {k: x[i] ** 2 for i, k in enumerate(NAMES) if k != "b"}
    return d["a"] * d["c"] * len(d)


def from_pairs(x):
    d = dict(zip(NAMES, [x[0], x[1] ** 2, x[2]]))
    e = dict([("a", x[0]), ("b", x[1])])  # noqa: C406
    f = dict((k, v * 2.0) for k, v in d.items())  # noqa: C402
    g = dict.fromkeys(NAMES, 1.5)
    g["a"] = x[1]
    return d["a"] * d["b"] * e["b"] * f["c"] * g["a"] * g["b"]


def two_loops(x):
    d = {}
    for i in range(2):
        for j in range(2):
            d[2 * i + j] = x[i] * x[j]
    return d[0] * d[1] * d[3]


def accumulated(x):
    d = dict.fromkeys(NAMES, 0.0)
    for i in range(3):
        for k in NAMES:
            d[k] += x[i] ** 2
        d["a"] = d["a"] * d.get("b", 0.0)
    return d["a"] * d["b"]


def in_the_loop(x):
    d = {"a": x[0]}
    for _ in range(3):
        d.update(a=d["a"] * np.sin(d["a"]))
        d["b"] = d["a"]
    return d["a"]


def nested(x):
    d = {"p": {"w": x[0], "b": x[1]}, "q": {"w": x[2], "b": x[0]}}
    d["p"]["w"] = d["p"]["w"] * 2
    d["q"]["w"] += x[1]
    for k in ("p", "q"):
        d[k]["b"] *= 3.0
    d["p"].update(b=d["p"]["b"] ** 2)
    v = d["q"].pop("b")
    return d["p"]["w"] * d["q"]["w"] * d["p"]["b"] + v * len(d["q"])


def in_branches(x):
    d = {"a": x[0]}
    if x[1] > 1.0:
        d["b"] = x[1] ** 2
    else:
        d["b"] = x[1] * 2
    if "c" not in d:
        d["c"] = x[2]
    return d["a"] * d["b"] * d["c"]


def of_arrays(x):
    d = {"w": x * 2, "b": np.zeros(3)}
    d["b"][0] = x[1] ** 2
    d["w"] *= x[0]
    for k in d:
        d[k] = d[k] ** 2
    return np.sum(d["w"]) + np.sum(d["b"])


def under_a_name(x):
    d = {KEY: x[0], "b": x[1]}
    d[KEY] = d[KEY] * 2.0
    d[KEY] += x[2]
    if d[KEY] > 0.0:
        d["b"] = d[Keys.b] * 3.0
    return d["a"] ** 2 * d["b"]


def read_after_the_loop(x):
    d = {}
    for i in range(3):
        d[i] = x[i]
        i = i + 1
    return d[2] * i


CASES = [
    updated, united, with_defaults, of_lists, popped, cleared, from_a_range, from_names, chosen,
    from_pairs, two_loops, accumulated, in_the_loop, nested, in_branches, of_arrays,
    under_a_name, read_after_the_loop,
]  # fmt: skip


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_a_dict_inside_a_function_has_its_derivatives(function):
    check_grads(function, X, order=order_in_turn())
    check_grads(function, X + 0.4)


def changed_argument(p):
    p["w"] += 1.0
    p.update(b=p["w"] * 2)
    v = p.pop("c")
    return np.sum(p["w"] * p["b"]) * v


def popped_argument(p):
    c = p.pop("c")
    b = p.setdefault("b", 1.0)
    del p["b"]
    return np.sum(b) * c * len(p)


def descended(p):
    for _ in range(3):
        g = {k: 2.0 * v for k, v in p.items()}
        for k in p:
            p[k] = p[k] - 0.1 * p[k] * g[k]
    return np.sum(p["w"]) + p["c"] ** 2 + p["b"][0]


def returned(p):
    q = {k: v * 2.0 for k, v in p.items()}
    q |= {"d": p["c"]}
    return q


def merged_in_a_helper(p):
    def together(a, b):
        return {**a, **b}

    q = together(p, {"c": p["c"] * 2.0})
    q.update(b=q["w"])
    return np.sum(q["b"]) * q["c"]


@pytest.mark.parametrize(
    "function",
    [changed_argument, popped_argument, descended, returned, merged_in_a_helper],
    ids=lambda f: f.__name__,
)
def test_a_dict_that_is_an_argument_may_be_changed(function):
    check_grads(function, copy.deepcopy(P), order=2)


def test_a_loop_that_is_written_out_reads_as_one_would_write_it():
    text = s2sad.differentiate(chosen).text("adjoint", X)
    assert "d_a = x[0] ** 2" in text or "a = x[0]" in text
    assert "for " not in text and "'b'" not in text


def test_the_names_outside_are_those_of_the_call():
    scope = {"NAMES": ("a", "b")}
    text = "def f(x):\n    d = {k: x[0] * 2.0 for k in NAMES}\n    return sum(d.values())"
    f = function_of(text, scope)
    assert s2sad.grad(f)(X)[0] == 4.0
    scope["NAMES"] = ("a", "b", "c")
    assert s2sad.grad(f)(X)[0] == 6.0


def function_of(text, scope):
    """Return the function f of a text, whose source can be found."""
    import linecache

    linecache.cache["names.py"] = (len(text), None, text.splitlines(True), "names.py")
    exec(compile(text, "names.py", "exec"), scope)
    return scope["f"]


def key_of_the_run(x, k="a"):
    d = {"a": x[0], "b": x[1]}
    d[k] = x[2]
    return d["a"]


def popped_by_the_run(x, k="a"):
    d = {"a": x[0], "b": x[1]}
    return d.pop(k)


def one_way_only(x):
    d = {"a": x[0]}
    if x[1] > 0:
        d["b"] = x[1] ** 2
    return d["a"]


def broken_out_of(x):
    d = {}
    for k in ["a", "b"]:
        d[k] = x[0]
        if x[1] > 0:
            break
    return d["a"]


def missing_key(x):
    d = {"a": x[0]}
    return d.pop("b")


def deleted_twice(x):
    d = {"a": x[0]}
    del d["a"]
    del d["a"]
    return x[0]


def too_many(x):
    d = {}
    for i in range(100):
        d[i] = x[0]
    return d[0]


def updated_with_a_list(x):
    d = {"a": x[0]}
    d.update([("b", x[1])])
    return d["a"]


REFUSED = {
    key_of_the_run: "a tuple of names to loop over",
    popped_by_the_run: "a tuple of names to loop over",
    one_way_only: "a dict with the keys 'a', 'b' on one path and a dict with the keys 'a' on an",
    broken_out_of: "with the keys 'a'",
    missing_key: "there is no key 'b'",
    deleted_twice: "there is no key 'a'",
    too_many: "only the run knows",
    updated_with_a_list: "cannot make a dict of",
}


@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_a_dict_that_would_be_told_wrong_is_refused(function):
    with pytest.raises(Error) as caught:
        s2sad.grad(function)(X)
    assert REFUSED[function] in str(caught.value)
