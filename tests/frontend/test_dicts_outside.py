"""Dicts outside of the function that it takes as a whole: the keys are those of the call."""

import copy

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import Error

D = {"a": 1.3, "b": 2.0}
V = {"w": np.array([1.0, 2.0]), "b": np.array([0.5, 0.1])}
C = {"k": {"a": 1.3, "b": 2.0}, "m": {"z": np.array([1.0, 2.0])}}


class Config:
    table = {"p": 2.0, "q": 3.0}


config = Config()


def loss(p, x):
    return np.sum((p["a"] * x + p["b"]) ** 2)


def items_in_a_loop(x):
    s = 0.0
    for _, k in D.items():
        s += k * x
    return s


def keys_in_a_loop(x):
    s = 0.0
    for name in D:
        s += D[name] * x**2
    return s


def values(x):
    return sum(v * x for v in D.values())


def list_of_items(x):
    return sum(v * x for _, v in list(D.items()))


def merged(x):
    return sum(v * x for v in {**D}.values()) + sum(v * x for v in dict(D).values())


def comprehended(x):
    q = {k: v * x for k, v in D.items()}
    return q["a"] * q["b"]


def asked(x):
    return len(D) * x + (x**2 if "a" in D else 0.0) + (x**3 if "zz" in D else 0.0)


def sorted_keys(x):
    return sum(D[k] * x for k in sorted(D)) + sum(D[k] * x for k in D)


def nested(x):
    s = 0.0
    for _, inner in C.items():
        for _, v in inner.items():
            s = s + np.sum(v) * x
    return s


def one_of_nested(x):
    return sum(v * x for v in C["k"].values())


def arrays(x):
    return sum(np.sum(v * x) for v in V.values())


def of_an_object(x):
    return sum(v * x for v in config.table.values()) + sum(v * x for v in Config.table.values())


def copied_and_changed(x):
    q = D.copy()
    q["a"] = x
    return q["a"] * q["b"] * D["a"]


def sorted_items(x):
    q = {k: x * v for k, v in sorted(D.items())}
    return sum(q.values())


def extremes(x):
    return max(D.values()) * x + min(D[k] for k in D) * x + x * any(v > 1.5 for v in D.values())


def enumerated(x):
    for i, (_, v) in enumerate(D.items()):
        x = x * v + i
    return x


def listed_for_an_array(x):
    return np.dot(list(D.values()), [x, x * x])


def looked_up(x):
    return D.get("a", 1.0) * x + D.get("zz", 5.0) * x


def names_in_a_list(x):
    names = list(D)
    return sum(D[n] * x for n in names)


def unpacked(x):
    a, b = D.values()
    return a * x + b


def differentiated_inside(x):
    return grad(loss)(D, x)["a"]


def handed_on(x):
    return loss(D, x) + loss({**D, "a": x}, x)


def in_a_function_inside(x):
    def scaled():
        return [v * x for v in D.values()]

    return sum(scaled())


def made(table):
    def scaled(x):
        return sum(table[k] * x for k in table)

    return scaled


CASES = (
    items_in_a_loop, keys_in_a_loop, values, list_of_items, merged, comprehended, asked,
    sorted_keys, nested, one_of_nested, arrays, of_an_object, copied_and_changed, sorted_items,
    extremes, enumerated, listed_for_an_array, looked_up, names_in_a_list, unpacked,
    differentiated_inside, handed_on, in_a_function_inside, made({"w": 1.0, "b": 0.5}),
)  # fmt: skip


@pytest.mark.parametrize("f", CASES, ids=lambda f: f.__name__)
def test_all_that_a_dict_holds_is_followed(f):
    check_grads(f, 1.3, order=2)


@pytest.mark.parametrize("f", [nested, one_of_nested])
def test_other_keys_count_in_the_next_call(f, monkeypatch):
    table = {"k": {"a": 1.0, "b": 2.0}, "m": {"z": 4.0}}
    monkeypatch.setitem(globals(), "C", table)
    slope = grad(f)

    def check():
        assert slope(1.3) == pytest.approx((f(1.3 + 1e-6) - f(1.3 - 1e-6)) / 2e-6)

    check()
    table["k"]["c"] = 10.0
    check()
    table["k"] = {"z": 5.0}
    check()
    table["m"]["z"] = 7.0
    check()
    del table["m"]
    check()
    table["n"] = {"y": 1.0}
    check()
    monkeypatch.setitem(globals(), "C", {"k": {"q": 3.0}})
    check()


def stored_into(x):
    for k in D:
        D[k] = x
    return D["a"] * x


def changed_in_place(x):
    for _, v in V.items():
        v += x
    return np.sum(V["w"])


def stored_through_a_name(x):
    h = D
    h["a"] = x
    return D["a"] * x


def changed_in_a_copy(x):
    h = dict(V)
    h["w"] += x
    return np.sum(V["w"])


def updated(x):
    D.update(a=x)
    return D["a"]


@pytest.mark.parametrize("f", [
    stored_into, changed_in_place, stored_through_a_name, changed_in_a_copy, updated,
])  # fmt: skip
def test_what_would_change_it_is_refused(f):
    before = copy.deepcopy((D, V))
    with pytest.raises(Error):
        grad(f)(1.5)
    np.testing.assert_equal((D, V), before)


def test_the_text_reads_it():
    text = differentiate(items_in_a_loop).text("adjoint", 1.0)
    assert "k = D['a']" in text and "D['b']" in text and ".items()" not in text
