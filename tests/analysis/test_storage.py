"""Storage: which names share memory, and which memory is written."""

import numpy as np
import pytest

from s2sad.analysis.storage import storage
from s2sad.ir.kinds import Array, ListKind, Size
from tests.small import special
from tests.transform.programs import kinds_of, read

X = np.array([0.3, 0.7, 1.1, 1.6])
M = X.reshape(2, 2)


def classes(f, *args):
    """Return the storage of a function, and whether two of its names share memory."""
    found = special(f, *args).store
    return found, lambda a, b: found.of(a) == found.of(b)


def of_text(text, *detached, **kinds):
    """Return the storage of a program given as text; x… are vectors, l… lists of vectors."""
    program = read(text)
    sizes = special(aliases, X).sizes
    return storage(program, kinds_of(program, **kinds), sizes, frozenset(detached))


def aliases(x):
    u = x * 1.0
    v = u
    w = u * 2.0
    v[0] = w[1]
    return np.sum(u)


def views(a):
    u = a * 1.0
    row = u[0]
    turned = u.T
    flat = u.reshape(4)
    line = u.ravel()
    squeezed = u[None].squeeze()
    copied = u[[0, 1]]
    again = u.copy()
    masked = u[u > 0.5]
    plus = +u
    row[0] = 2.0
    return np.sum(turned @ copied) + np.sum(flat * line) + np.sum(masked) + np.sum(
        squeezed @ again @ plus
    )


def test_an_alias_shares_and_a_new_value_does_not():
    found, same = classes(aliases, X)
    assert same("u", "v")
    assert not same("u", "w")
    assert not same("u", "x")


def test_what_is_written_through_one_name_is_written_for_all():
    found, _ = classes(aliases, X)
    assert [n for n in "xuvw" if found.is_written(n)] == ["u", "v"]


@pytest.mark.parametrize("name", ["row", "turned", "flat", "line", "squeezed"])
def test_a_view_shares_the_memory_of_its_base(name):
    found, same = classes(views, M)
    assert same("u", name)
    assert found.is_written(name)


@pytest.mark.parametrize("name", ["copied", "again", "masked", "plus", "a"])
def test_a_copy_has_memory_of_its_own(name):
    found, same = classes(views, M)
    assert not same("u", name)
    assert not found.is_written(name)


def test_a_reshape_is_noted_for_its_class():
    found, _ = classes(views, M)
    assert found.of("u") in found.reordered
    plain, _ = classes(aliases, X)
    assert not plain.reordered


def test_of_a_reshape_of_unknown_order_it_is_not_known_whether_it_copies():
    def f(a):
        u = a * 1.0
        w = u[:, :1]
        flat = np.reshape(u.T, 4)
        w[0, 0] = 2.0
        return np.sum(flat) + np.sum(w)

    program = special(f, M)
    kinds = dict(program.core.kinds)
    kinds = {
        n: (Array(k.dtype, k.shape, "A") if isinstance(k, Array) else k) for n, k in kinds.items()
    }
    found = storage(program.core.program, kinds, program.sizes)
    assert "flat" in found.may_copy
    assert "w" not in found.may_copy
    assert found.of("flat") == found.of("u")


def test_a_permutation_joins_what_it_moves():
    found = of_text(
        "def f(x1):\n    x2 = x1 * 2.0\n    x3 = x1 * 3.0\n    x2, x3 = x3, x2\n    x2[0] = 1.0\n"
        "    return x3\n"
    )
    assert found.of("x2") == found.of("x3") != found.of("x1")
    assert found.is_written("x3")


def test_a_list_and_what_it_holds_are_two_classes():
    found = of_text(
        "def f(x1):\n    l = []\n    x2 = x1 * 2.0\n    l.append(x2)\n    return l\n"
    )
    assert found.is_written("l")
    assert found.of("l[]") == found.of("x2")
    assert not found.is_written("x2")
    assert not found.contents_written("l")


@pytest.mark.parametrize(
    "line",
    ["l = [x2]", "l.append(x2)", "l[0] = x2", "l = l0.copy()\n    l.append(x2)"],
)
@pytest.mark.parametrize("take", ["l[0]", "l.pop()"])
def test_an_item_that_is_taken_out_is_what_was_put_in(line, take):
    found = of_text(
        f"def f(x1, l0):\n    l = []\n    x2 = x1 * 2.0\n    {line}\n    x3 = {take}\n"
        "    x3[0] = 1.0\n    return x2\n",
        l0=ListKind(Array("float64", (Size(4),))),
    )
    assert found.of("x3") == found.of("x2")
    assert found.is_written("x2")
    assert found.contents_written("l")


def test_a_list_of_another_name_holds_the_same():
    found = of_text(
        "def f(x1):\n    l1 = [x1]\n    l2 = l1\n    x2 = l2[0]\n    x2[0] = 1.0\n    return l1\n"
    )
    assert found.of("l1") == found.of("l2")
    assert found.of("x1") == found.of("x2")
    assert not found.is_written("l1")


def test_a_copied_list_has_a_spine_of_its_own_and_the_same_items():
    def f(x):
        a = x * 1.0
        first = [a, x]
        second = first[:]
        second.append(a)
        b = second[0]
        b[0] = 2.0
        return np.sum(first[0])

    found, same = classes(f, X)
    assert not same("first", "second")
    assert found.is_written("second")
    assert not found.is_written("first")
    assert same("a", "b")
    assert found.contents_written("first")


def test_what_a_copied_list_holds_is_written_for_both():
    def f(x):
        a = x * 1.0
        first = [a]
        second = first.copy()
        b = second[0]
        b[0] = 2.0
        return np.sum(np.array(first))

    found, same = classes(f, X)
    assert same("a", "b") and same("first[]", "second[]")
    assert found.contents_written("first")


def test_a_list_in_a_list_keeps_its_items():
    def f(x):
        a = x * 1.0
        inner = [a]
        outer = [inner]
        outer.append(inner)
        taken = outer[1]
        b = taken[0]
        b[0] = 2.0
        return np.sum(a)

    found, same = classes(f, X)
    assert same("a", "b")
    assert same("inner", "taken")
    assert found.is_written("a")


def test_a_pop_changes_the_spine():
    found = of_text("def f(x1):\n    l = [x1]\n    x2 = l.pop()\n    return x2\n")
    assert found.is_written("l")
    assert not found.is_written("x1")


def test_an_unknown_call_may_write_and_keep_what_it_is_given():
    found = of_text(
        "def f(x1, x2, other):\n    x3 = other(x1)\n    other(x2)\n    x4 = x2 * 2.0\n"
        "    return x4\n"
    )
    assert found.is_written("x1") and found.is_written("x2")
    assert found.of("x3") == found.of("x1")
    assert not found.is_written("x4")


def test_a_detached_view_starts_a_class():
    text = "def f(x1):\n    x2 = x1[1:]\n    x1[0] = 1.0\n    return x2\n"
    assert of_text(text).is_written("x2")
    assert not of_text(text, "x2").is_written("x2")


def test_the_members_of_a_class_are_its_memory():
    found, _ = classes(aliases, X)
    assert found.members(found.of("u")) == ["u", "v"]
    assert "x" in found.definitions and found.definitions["x"] == [None]
