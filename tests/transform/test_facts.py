"""Facts from kinds alone: which names may share memory."""

import pytest

from s2sad.ir.nodes import Apply, Name
from s2sad.transform.effects import Observer
from s2sad.transform.facts import facts_of

from .programs import LIST, kinds_of, read


def share(text, one, other, apart=True):
    head = "def f(a, x, y, l, n):\n    "
    program = read(head + text.replace("\n", "\n    "), captures=("noise",))
    kinds = kinds_of(program, l=LIST, l2=LIST, y=kinds_of(program)["x"])
    facts = facts_of(program, kinds, apart)
    return bool(facts.reaches(one) & facts.reaches(other))


@pytest.mark.parametrize("value", [
    "x", "x[1:]", "np.transpose(x)", "np.reshape(x, 4)", "np.ravel(x)", "np.asarray(x)",
    "np.broadcast_to(x, 4)", "np.squeeze(x)", "np.real(x)",
    "x if a > 0 else y", "np.expand_dims(x[1:], 0)", "np.einsum('ii->i', x)",
])  # fmt: skip
def test_a_view_shares_memory(value):
    assert share(f"x2 = {value}\nreturn x2", "x", "x2")


@pytest.mark.parametrize("value", ["x * y", "np.sin(x)", "np.copy(x)", "-x", "np.zeros_like(x)"])
def test_a_new_array_shares_nothing(value):
    assert not share(f"x2 = {value}\nreturn x2", "x", "x2")


@pytest.mark.parametrize("text", [
    "l.append(x)\nx2 = l[0]", "l.append(x)\nx2 = l.pop()", "l[0] = x\nx2 = l[a]",
    "l2 = [x]\nx2 = l2[0]", "l.append(x)\nl2 = l + l\nx2 = l2[0]",
    "l2 = l\nl2.append(x)\nx2 = l[0]",
    "l.append(x)\nl2 = l[1:]\nx2 = l2[0]", "x2, y = x, x",
    "l2 = [y]\nl2 += l\nl.append(x)\nx2 = l2[0]",
    "if a > 0:\n    x2 = x\nelse:\n    x2 = y", "x2 = noise(x)", "b = noise(x)\nx2 = noise(a)",
])  # fmt: skip
def test_what_a_list_or_a_call_gives_back_shares_memory(text):
    assert share(text + "\nreturn a", "x", "x2")


def test_a_list_and_its_items_are_two_classes():
    program = read("def f(x, l):\n    l.append(x)\n    return l")
    facts = facts_of(program, kinds_of(program, l=LIST), apart=True)
    assert facts.memory("l") != facts.memory("x")
    assert facts.memory("x") in facts.reaches("l")


def test_arguments_may_share_memory_unless_they_are_promised_not_to():
    assert share("return x", "x", "y", apart=False)
    assert not share("return x", "x", "y", apart=True)


def test_numbers_have_no_memory_and_unknown_names_may_have():
    program = read("def f(a, b):\n    %1 = a * a\n    %2 = b * a\n    return %1")
    facts = facts_of(program, {"a": kinds_of(program)["a"]})
    assert facts.memory("%1") is None
    assert facts.memory("b") is not None


def test_purity_and_allocation():
    facts = facts_of(read("def f(x):\n    return x"), {})
    impure = ("print", "call", "method", "list.append", "list.pop", "next", "np.random.normal",
              "np.add.at", "np.copyto")  # fmt: skip
    assert not any(map(facts.is_pure, impure))
    assert all(map(facts.is_pure, ("add", "np.sin", "math.exp", "len", "getitem", "rt.expand")))
    assert facts.allocates(Apply("np.zeros", (Name("n"),)))
    assert not facts.allocates(Apply("np.sin", (Name("x"),)))


@pytest.mark.parametrize("text", [
    "x = np.copy(x)", "x = np.copy(x)\ny = np.copy(y)", "a = 0.0\nx = np.copy(x)\nx[0] = a",
    "x2 = np.copy(y)\nx = np.copy(x)", "y[0] = a\nx = np.copy(x)", "noise(a)\nx = np.copy(x)",
])  # fmt: skip
def test_an_argument_that_is_copied_first_shares_nothing(text):
    assert not share(text + "\nreturn x", "x", "y", apart=False)


@pytest.mark.parametrize("text", [
    "x2 = x\nx = np.copy(x)", "x2 = np.copy(x)", "x2 = x[1:]\nx = np.copy(x)",
    "if a > 0:\n    x = np.copy(x)", "x = np.copy(x)\nx = y", "l.append(x)\nx = np.copy(x)",
    "if a > 0:\n    x2 = x\nx = np.copy(x)", "for i in range(4):\n    x = y\nx = np.copy(x)",
    "x = np.copy(x)\nx[0] = a\ny = np.copy(y)\nx = y[1:]",
])  # fmt: skip
def test_an_argument_that_is_copied_late_or_bound_again_may_share(text):
    assert share(text + "\nreturn x", "x", "y", apart=False)


def test_what_is_returned_together_stays_apart():
    copies = "x2 = np.copy(x)\nx3 = np.copy(y)\n"
    assert not share(copies + "return x2, x3", "x2", "x3")
    assert not share(copies + "return x2, (x3, [x2])", "x2", "x3")
    assert share("x2 = x[1:]\nreturn x, x2", "x", "x2")


def test_the_copy_of_an_argument_reads_what_another_one_may_share():
    program = read("def f(x, y, l, a):\n    y[0] = a\n    x = np.copy(x)\n    return x")
    kinds = kinds_of(program, l=LIST, y=kinds_of(program)["x"])
    observer = Observer(program, kinds, facts_of(program, kinds))
    store, copy = map(observer.of_header, program.body)
    assert store.stores & copy.loads
    assert not store.stores & observer.of_expr(Name("x")).loads


@pytest.mark.parametrize("index", ["x2", "(i, x2)", "x2 > a", "(x2 > a, 0)", "x2 + x2 > 0.0"])
def test_cells_that_an_array_chooses_are_copied(index):
    assert not share(f"x3 = x[{index}]\nreturn x3", "x", "x3")


@pytest.mark.parametrize("index", ["1:", "a:", "(a, None)", "i > a", "l", "len(x2)"])
def test_cells_at_numbers_are_a_view(index):
    assert share(f"x3 = x[{index}]\nreturn x3", "x", "x3")
