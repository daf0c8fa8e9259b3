"""Arguments that are dicts, named tuples, dataclasses and objects, by differences."""

from types import SimpleNamespace

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error, Overlap, WrongArgument
from tests.arguments.things import B, Frozen, Layer, Named, Plain, W, X, records, tables


def by_name(p, x):
    return np.sum(np.tanh(p.w @ x + p.b) ** 2)


def by_key(p, x):
    return np.sum(np.tanh(p["w"] @ x + p["b"]) ** 2)


@pytest.mark.parametrize("p", records(), ids=lambda p: type(p).__name__)
def test_what_has_attributes_is_differentiated(p):
    s2sad.check_grads(by_name, p, X, order=2)


@pytest.mark.parametrize("p", tables(), ids=["dict", "OrderedDict", "mixed"])
def test_a_dict_is_differentiated(p):
    s2sad.check_grads(by_key, p, X, order=2)


@pytest.mark.parametrize("p", [*records(), *tables()], ids=lambda p: type(p).__name__)
def test_a_gradient_has_the_class_of_its_argument(p):
    gradient = s2sad.grad(by_key if isinstance(p, dict) else by_name)(p, X)
    assert type(gradient) is type(p)


def test_leaves_that_are_no_floats_have_the_gradient_none():
    gradient = s2sad.grad(by_key)({"w": W, "b": B, 3: "three", "n": 4}, X)
    assert list(gradient) == ["w", "b", 3, "n"]
    assert gradient[3] is None and gradient["n"] is None
    layer = s2sad.grad(by_name)(Layer(W, B), X)
    assert layer.act is None and layer.note is None


def test_what_is_not_read_has_the_gradient_zero():
    p = {"w": W, "b": B, "other": (np.ones(2), {"deep": 1.0}), "more": [np.ones(3)]}
    gradient = s2sad.grad(by_key)(p, X)
    assert np.array_equal(gradient["other"][0], np.zeros(2))
    assert gradient["other"][1] == {"deep": 0.0}
    assert np.array_equal(gradient["more"][0], np.zeros(3))
    plain = Plain(W, B)
    plain.unread = np.ones(4)
    assert np.array_equal(s2sad.grad(by_name)(plain, X).unread, np.zeros(4))


def nested(p, x):
    y = p["layers"][0].w @ x + p["layers"][0].b
    z = p["head"]["w"] * np.sum(y) + p["head"]["pair"][1]
    return z * p["scale"]


def test_structures_nest():
    p = {
        "layers": [Frozen(W, B), Named(W, B)], "scale": 1.5,
        "head": {"w": 0.7, "pair": (1, 2.0), "tag": "t"},
    }  # fmt: skip
    s2sad.check_grads(nested, p, X, order=2)
    gradient = s2sad.grad(nested)(p, X)
    assert isinstance(gradient["layers"][1], Named) and gradient["head"]["pair"][0] is None


def looped(p):
    total = 0.0
    for name, value in p.items():
        total = total + (np.sum(np.abs(value)) if name == "b" else np.sum(value**2))
    for value in p.values():
        total = total * np.sum(np.sin(value))
    for name in sorted(p):
        total = total + np.sum(p[name]) * len(name)
    return total + len(p) + ("w" in p) + p.get("none", 2.0)


def test_dicts_are_looped_over():
    s2sad.check_grads(looped, {"w": W, "b": B, "third": 0.3})


def written(p, x):
    p["w"][0] = x[0] * x
    return np.sum(p["w"] * x) + np.sum(p["b"])


def test_arrays_inside_are_written_on_a_copy():
    p = {"w": W.copy(), "b": B.copy()}
    s2sad.check_grads(written, p, X)
    s2sad.grad(written)(p, X)
    assert np.array_equal(p["w"], W)


def test_memory_that_is_shared_and_written_is_refused():
    w = W.copy()
    with pytest.raises(Overlap):
        s2sad.grad(written)({"w": w, "b": w[0]}, X)


def swapped(s, dt):
    for _ in range(5):
        s = (s[0] + dt * s[1], s[1] - dt * s[0])
    return np.sum(s[0] ** 2) + np.sum(s[1])


def test_an_argument_that_is_a_tuple_and_bound_anew():
    s2sad.check_grads(swapped, (np.arange(3.0), np.ones(3)), 0.1)


def test_tangents_have_the_structure_of_their_arguments():
    for p in records():
        _, tangent = s2sad.jvp(by_name, (p, X), (p, np.zeros(3)))
        eps = 1e-6
        up = type(p)(p.w * (1 + eps), p.b * (1 + eps)) if not hasattr(p, "k") else None
        if up is not None:
            slope = (by_name(up, X) - by_name(p, X)) / eps
            assert tangent == pytest.approx(slope, rel=1e-4)
    given = {"w": W, "b": B, "n": 3}
    _, tangent = s2sad.jvp(by_key, (given, X), ({"w": W, "b": B},), wrt=0)
    assert tangent == s2sad.jvp(by_name, (Named(W, B), X), (Named(W, B),), wrt=0)[1]


@pytest.mark.parametrize("tangent", [{"w": W}, {"w": W, "b": B, "c": 1.0}, (W, B), W])
def test_a_tangent_of_another_structure_is_refused(tangent):
    with pytest.raises(WrongArgument, match="structure"):
        s2sad.jvp(by_key, ({"w": W, "b": B}, X), (tangent,), wrt=0)


def test_a_tangent_that_lacks_an_attribute_is_refused():
    with pytest.raises(WrongArgument, match="structure"):
        s2sad.jvp(by_name, (Plain(W, B), X), (SimpleNamespace(w=W),), wrt=0)


def missing_key(p, x):
    return np.sum(p["v"] * x)


def as_a_whole(p, x):
    return p * x


class Strange:
    def __init__(self, w):
        self.w = w

    def __mul__(self, x):
        return self.w * np.sum(x)

    def __getitem__(self, k):
        return self.w[k]


def item_of_object(p, x):
    return p[0] * x


@pytest.mark.parametrize("f", [as_a_whole, item_of_object])
def test_operators_of_an_object_are_its_methods(f):
    s2sad.check_grads(f, Strange(B), 1.5, order=2)


@pytest.mark.parametrize(("f", "args", "text"), [
    (missing_key, ({"w": W}, X), "no key 'v'"),
    (as_a_whole, (Plain(2.0, 1.0), 1.0), "as a whole"),
    (item_of_object, (Plain(2.0, 1.0), 1.0), "does not know"),
    (by_name, (Strange(W), X), "no such attribute"),
])  # fmt: skip
def test_what_is_not_known_is_refused_with_its_place(f, args, text):
    with pytest.raises(Error, match=text) as caught:
        s2sad.grad(f)(*args)
    assert "test_structures.py" in str(caught.value)


def test_a_circle_of_objects_is_read_as_far_as_the_program_reads():
    p = Plain(W, B)
    p.me = p
    assert s2sad.value_and_grad(by_name)(p, X)[0] == by_name(p, X)


def test_texts_read_what_they_need_once():
    text = s2sad.differentiate(by_key).text("adjoint", {"w": W, "b": B}, X)
    assert "p_w = p['w']" in text and "{'w': gp_w, 'b': gp_b}" in text
    assert "p_w = p.w" in s2sad.differentiate(by_name).text("adjoint", Plain(W, B), X)
