"""Functions that call themselves: their derivatives against differences, their texts, refusals."""

# ruff: noqa: E731

from collections import namedtuple

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp, value_and_grad, vjp
from s2sad.errors import Error, RecursiveCall, UnknownKind, UnsafeWrite
from tests.small import adjoint_text, special
from tests.thorough import order_in_turn

VECTOR = np.array([0.3, 1.2, -0.7, 2.0, 0.5])
MATRIX = np.array([[1.0, 2.0, 0.3], [0.2, 1.5, 1.0], [2.0, 0.1, 0.7]])
WEIGHTS = np.array([[1.0, 2.0], [0.3, 0.1]])
Pair = namedtuple("Pair", "a b")


def fibonacci(x, n):
    return x if n <= 1 else x * fibonacci(x, n - 1) + np.sin(fibonacci(x, n - 2))


def horner(c, x, i=0):
    return 0.0 if i == len(c) else c[i] + x * horner(c, x, i + 1)


def simpson(f, a, b, eps, depth):
    m = 0.5 * (a + b)
    whole = (b - a) / 6 * (f(a) + 4 * f(m) + f(b))
    left = (m - a) / 6 * (f(a) + 4 * f(0.5 * (a + m)) + f(m))
    right = (b - m) / 6 * (f(m) + 4 * f(0.5 * (m + b)) + f(b))
    if depth == 0 or abs(left + right - whole) < eps:
        return left + right
    return simpson(f, a, m, 0.5 * eps, depth - 1) + simpson(f, m, b, 0.5 * eps, depth - 1)


def integral(p, b):
    return simpson(lambda t: np.exp(-p * t) * np.sin(t * t), 0.0, b, 1e-5, 5)


def even(x, n):
    return x if n == 0 else np.sin(odd(x, n - 1))


def odd(x, n):
    return 1.0 if n == 0 else x * even(x, n - 1)


def halves(x):
    if len(x) == 1:
        return np.sin(x[0])
    m = len(x) // 2
    return halves(x[:m]) * 2.0 + halves(x[m:]) ** 2


def tree(t):
    return np.sin(t) if isinstance(t, float) else tree(t[0]) * tree(t[1])


def of_a_tree(x, y):
    return tree(((x, y * x), (2.0, (y, x))))


def two(x, n):
    if n == 0:
        return x, 1.0
    a, b = two(0.5 * x, n - 1)
    return a * b, b + x


def of_two(x, n):
    a, b = two(x, n)
    return a * b + a


def one_of_two(x, n):
    return two(x, n)[0]


def factorial(n):
    return 1 if n <= 1 else n * factorial(n - 1)


def taylor(x):
    return sum([x**k / factorial(k) for k in range(5)])


def in_a_loop(x, n):
    s = 0.0
    for k in range(n):
        if k % 2:
            s = s + fibonacci(s * x, k)
        else:
            s = s - fibonacci(x, 3) * s + x
    return s


def in_a_while(x):
    s = 0.0
    while fibonacci(x, 2) > 0.1 and s < 3:
        s = s + fibonacci(x, 3)
        x = x * 0.7
    return s


def in_a_comprehension(x):
    items = [fibonacci(x, k) * x for k in range(4)]
    return items[1] * items[3] + max(items)


def in_a_store(x):
    y = np.zeros(3)
    for i in range(3):
        y[i] = fibonacci(x * (i + 1), 2)
    y[1] = y[0] * fibonacci(y[2], 2)
    return np.sum(y)


def chained(x, n):
    return x if n == 0 else np.sin(chained(x, n - 1)) * x


def array_out(x):
    y = chained(x, 3)
    return np.sum(y * y * x)


def array_changed_after(x):
    y = chained(x * 1.0, 2) * 1.0
    z = np.cos(x)
    z[0] = y[1]
    w = halves(z)
    z[1] = 5.0
    return np.sum(y) * w + np.sum(z)


def squared(x, n):
    return 2.0 * x * x if n == 0 else np.sin(squared(x, n - 1)) * x


def argument_changed_after(x):
    y = np.cos(x)
    s = np.sum(squared(y, 2))
    y[1] = 5.0
    return s * np.sum(y)


def grown(x, n):
    return x * 1.0 if n == 0 else np.exp(0.3 * grown(x, n - 1))


def result_changed_after(x):
    y = grown(x, 2)
    y *= 2.0
    return np.sum(y)


def triple(x, n):
    if n == 0:
        return [x, 2.0 * x, x * x]
    found = triple(x * x, n - 1)
    found[0] *= x
    return found


def list_changed_after(x):
    l = triple(x, 2)
    l.pop()
    l.pop()
    return l[0]


def with_its_own_arrays(x, n):
    if n == 0:
        return np.sum(x)
    y = np.zeros(3)
    for i in range(3):
        y[i] = x[i] * np.sin(x[i]) + with_its_own_arrays(0.5 * x, n - 1)
        y[i] = y[i] * y[i]
    return np.sum(y) * with_its_own_arrays(y, n - 1)


def layers(v, n):
    return v if n == 0 else np.tanh(WEIGHTS @ layers(v, n - 1))


def captured(v):
    return np.sum(layers(v, 3))


def closed_over(x, n):
    def power(k):
        return x if k == 0 else x * power(k - 1)

    return power(n) + np.sin(x)


def determinant(A):
    if len(A) == 1:
        return A[0, 0]
    s = 0.0
    for j in range(len(A)):
        minor = np.concatenate((A[1:, :j], A[1:, j + 1 :]), axis=1)
        s = s + (-1.0) ** j * A[0, j] * determinant(minor)
    return s


def ackermann(x, m, n):
    if m == 0:
        return x * n
    if n == 0:
        return ackermann(x, m - 1, 1)
    return ackermann(x, m - 1, n - 1) + np.sin(x) * ackermann(0.5 * x, m, n - 1)


def accumulated(x, n, s=0):
    return s if n == 0 else accumulated(x, n - 1, s + x**n)


def of_named_tuples(p, n):
    return p.a if n == 0 else p.b * of_named_tuples(Pair(p.a * p.b, p.b), n - 1)


def named(x):
    return of_named_tuples(Pair(x, 2.0 * x), 2)


def of_dicts(d, n):
    return {"v": d["x"], "w": 2.0} if n == 0 else {"v": of_dicts(d, n - 1)["w"] * d["x"], "w": 1.0}


def keyed(x):
    return of_dicts({"x": x}, 2)["v"]


def of_lists(items, i=0):
    return 0.0 if i == len(items) else items[i] * (i + 1) + of_lists(items, i + 1)


def listed(x):
    items = []
    for i in range(3):
        items.append(x * i + x * x)
    return of_lists(items)


def turned(items):
    return [] if not items else turned(items[1:]) + [items[0]]


def list_out(x):
    return turned([x, 2.0 * x, 3.0])[1] * x


def raising(x, n):
    if n < 0:
        raise ValueError("n is negative")
    assert n < 100
    return x if n == 0 else x * raising(x, n - 1)


CASES = [
    (fibonacci, (1.5, 4)), (fibonacci, (1.5, 1)), (horner, (VECTOR, 1.3)),
    (horner, (VECTOR[:0], 1.3)),
    (integral, (0.7, 1.3)), (even, (1.2, 4)), (even, (1.2, 3)), (halves, (VECTOR,)),
    (of_a_tree, (0.4, 1.3)), (of_two, (1.2, 3)), (one_of_two, (1.2, 3)), (taylor, (0.5,)),
    (in_a_loop, (0.5, 4)), (in_a_while, (1.1,)), (in_a_comprehension, (1.3,)),
    (in_a_store, (0.6,)), (array_out, (VECTOR,)), (array_changed_after, (VECTOR,)),
    (argument_changed_after, (VECTOR,)), (result_changed_after, (VECTOR,)),
    (list_changed_after, (0.7,)), (with_its_own_arrays, (VECTOR[:3], 2)),
    (captured, (np.array([0.1, 0.4]),)), (closed_over, (1.2, 3)), (determinant, (MATRIX,)),
    (ackermann, (1.2, 2, 3)), (accumulated, (1.3, 3)), (named, (1.3,)), (keyed, (1.3,)),
    (listed, (1.3,)), (list_out, (1.3,)), (raising, (1.2, 3)),
]  # fmt: skip


@pytest.mark.parametrize(("f", "args"), CASES, ids=lambda value: getattr(value, "__name__", ""))
def test_derivatives_agree_with_differences(f, args):
    check_grads(f, *args, order=order_in_turn())


@pytest.mark.parametrize("f", [fibonacci, of_two])
def test_derivatives_are_differentiated_in_every_way(f):
    def slope(g, x):
        return (g(x + 1e-5) - g(x - 1e-5)) / 2e-5

    once, twice = grad(f), grad(grad(f))
    assert once(1.3, 4) == pytest.approx(slope(lambda x: f(x, 4), 1.3), rel=1e-8)
    assert twice(1.3, 4) == pytest.approx(slope(lambda x: once(x, 4), 1.3), rel=1e-8)
    along = jvp(lambda x: once(x, 4), (1.3,), (1.0,))[1]
    assert along == pytest.approx(twice(1.3, 4), rel=1e-12)
    thrice = grad(twice)(1.3, 4)
    assert thrice == pytest.approx(slope(lambda x: twice(x, 4), 1.3), rel=1e-7)
    assert value_and_grad(f)(1.3, 4) == pytest.approx((f(1.3, 4), once(1.3, 4)))


def test_a_derivative_inside_a_function_may_be_of_a_recursion():
    def f(x):
        return grad(horner, 1)(VECTOR, x, 0) * x

    slope = (f(0.7 + 1e-5) - f(0.7 - 1e-5)) / 2e-5
    assert grad(f)(0.7) == pytest.approx(slope, rel=1e-8)
    assert jvp(f, (0.7,), (1.0,))[1] == pytest.approx(slope, rel=1e-8)


def test_exceptions_come_out_as_they_are():
    with pytest.raises(ValueError, match="n is negative"):
        grad(raising)(1.2, -1)


@pytest.mark.parametrize("f", [fibonacci, lambda x, n: with_its_own_arrays(x * VECTOR[:3], n)])
def test_a_pullback_gives_the_same_twice(f):
    _, pullback = vjp(f, 1.5, 2)
    first, second = pullback(1.0)[0], pullback(1.0)[0]
    assert first == second == pytest.approx(grad(f)(1.5, 2))


def test_a_caller_keeps_its_arrays():
    x = VECTOR.copy()
    grad(array_changed_after)(x)
    assert np.array_equal(x, VECTOR)


# -- texts -----------------------------------------------------------------------------------------

HORNER = """\
def horner_adjoint(c, x, i=0, gz=1.0):
    z, saved = horner_forward(c, x, i)
    gc = np.zeros_like(c)
    gx = horner_back(saved, gz, gc)
    return z, (gc, gx)


def horner_forward(c, x, i):
    if i == len(c):
        z = 0.0
        kept = None
    else:
        b, saved = horner_forward(c, x, i + 1)
        z = c[i] + x * b
        kept = b, saved
    return z, (i, c, x, kept)


def horner_back(saved, gz, gc):
    i, c, x, kept = saved
    if i == len(c):
        gx = 0.0
    else:
        a, saved1 = kept
        gx = horner_back(saved1, x * gz, gc) + a * gz
        gc[i] += gz
    return gx"""


def test_an_adjoint_is_a_pair_of_functions():
    assert adjoint_text(horner, VECTOR, 1.3, 0, wrt=(0, 1)) == HORNER


def test_a_tangent_is_one_function():
    text = special(horner, VECTOR, 1.3, 0).tangent(("x",)).text
    assert "\ndef d_horner(c, x, i, dx):" in text
    assert "b, db = d_horner(c, x, i + 1, dx)" in text
    assert "horner(" not in text.replace("d_horner(", "").replace("def horner_tangent(", "")


def test_only_the_adjoints_that_are_wanted_are_made():
    text = special(horner, VECTOR, 1.3, 0).adjoint(("x",)).text
    assert "gc" not in text
    assert "gx = horner_back(saved1, x * gz) + a * gz" in text


def test_names_of_functions_give_way_to_variables():
    def horner_forward(c, x):
        saved = horner(c, x, 0)
        horner_back = saved * x
        return horner_back

    text = special(horner_forward, VECTOR, 1.3).adjoint(("x",)).text
    assert "def horner_back2(" in text
    check_grads(horner_forward, VECTOR, 1.3, order=2)


def test_what_does_not_vary_is_plain_text():
    text = special(taylor, 0.5).adjoint(("x",)).text
    assert "factorial_" not in text
    assert text.count("def factorial(") == 1


def test_two_kinds_of_arguments_make_two_functions():
    def f(x):
        return accumulated(x, 3, 0)

    text = special(f, 1.3).tangent(("x",)).text
    assert "def d_accumulated(" in text
    assert "def d_accumulated2(" in text


@pytest.mark.parametrize("which", ["primal", "tangent", "adjoint", "gradient"])
def test_a_saved_file_runs_by_itself(which, tmp_path):
    path = tmp_path / "program.py"
    differentiate(horner, wrt=("c", "x")).text(which, VECTOR, 1.3).save(path)
    text = path.read_text()
    assert "s2sad import" not in text
    scope = {}
    exec(compile(text, str(path), "exec"), scope)
    run = scope[next(line for line in text.splitlines() if "def " in line)[4:].partition("(")[0]]
    more = {"tangent": (np.ones(5), 1.0), "adjoint": (1.0,), "gradient": (1.0,)}.get(which, ())
    found = run(VECTOR, 1.3, 0, *more)
    slope = np.sum(VECTOR[1:] * np.arange(1, 5) * 1.3 ** np.arange(4))
    if which == "tangent":
        assert found[1] == pytest.approx(slope + np.sum(1.3 ** np.arange(5)))
    elif which == "primal":
        assert found == pytest.approx(horner(VECTOR, 1.3))
    else:
        gc, gx = found[1] if which == "adjoint" else found
        assert gx == pytest.approx(slope)
        assert gc == pytest.approx(1.3 ** np.arange(5))


def test_a_text_before_any_call_assumes_kinds():
    def poly(c, x, i=0):
        return 0.0 if i == len(c) else c[i] + x * poly(c, x, i + 1)

    text = str(differentiate(poly).adjoint)
    assert text.startswith("# for c: float64[n], x: float, i: int\ndef poly_adjoint(")
    assert "def poly_back(" in text


def test_a_trace_follows_the_calls():
    def f(x, n):
        y = fibonacci(x * x, n)
        return y * x

    rows = differentiate(f).trace(1.1, 3)
    last = list(rows)[-1]
    assert last.value == pytest.approx(f(1.1, 3))
    assert last.tangent == pytest.approx(grad(f)(1.1, 3))


# -- refusals --------------------------------------------------------------------------------------


def writes(x, n):
    if n == 0:
        return np.sum(x)
    x[0] = x[0] * 2.0
    return writes(x, n - 1)


def appends(items, x, n):
    if n == 0:
        return x
    items.append(x)
    return appends(items, 2.0 * x, n - 1)


def prints(x, n):
    print(n)
    return x if n == 0 else x * prints(x, n - 1)


def draws(x, n):
    return x if n == 0 else np.random.rand() * draws(x, n - 1)


def never(x):
    return never(x)


def unlike(x, n):
    return x if n == 0 else (unlike(x, n - 1), x)


def itself(x, n):
    return x if n == 0 else itself(x, n - 1)


def changes_what_may_be_x(x):
    y = itself(x, 2)
    y[0] = 5.0
    return np.sum(x * x)


def changes_x(x):
    x = x * 1.0
    y = itself(x, 2)
    x[0] = 5.0
    return np.sum(y)


REFUSED = [
    (writes, (VECTOR, 2), RecursiveCall, "x[0] = x[0] * 2.0", "return what it makes"),
    (lambda x: appends([], x, 2), (1.0,), RecursiveCall, "items.append(x)", "return what it makes"),
    (prints, (1.0, 2), RecursiveCall, "print(n)", "Do that outside"),
    (draws, (1.0, 2), RecursiveCall, "draws", "Do that outside"),
    (never, (1.0,), UnknownKind, "never", "return a value somewhere"),
    (unlike, (1.0, 2), UnknownKind, "unlike", "of one kind"),
    (changes_what_may_be_x, (VECTOR,), UnsafeWrite, "itself(x, 2)", "a copy"),
    (changes_x, (VECTOR,), UnsafeWrite, "itself(x, 2)", "a copy"),
]


@pytest.mark.parametrize("mode", ["grad", "jvp"])
@pytest.mark.parametrize(("f", "args", "cls", "line", "instead"), REFUSED)
def test_what_cannot_be_proved_is_refused(mode, f, args, cls, line, instead):
    with pytest.raises(Error) as caught:
        if mode == "grad":
            grad(f)(*args)
        else:
            one = np.ones_like(args[0]) if isinstance(args[0], np.ndarray) else 1.0
            jvp(f, args, (one,), wrt=(0,))
    error = caught.value
    assert isinstance(error, cls)
    assert line in error.where.text
    assert instead in error.instead
    assert error.why


def test_a_copy_that_is_handed_over_may_be_changed_after():
    def f(x):
        y = x * 1.0
        z = itself(y.copy(), 2)
        y[0] = z[1] * z[0]
        return np.sum(y * z)

    check_grads(f, VECTOR, order=2)


def power(x, n):
    if n == 0:
        return np.ones_like(x)
    y = power(x, n // 2)
    y = y * y
    return y * x if n % 2 else y


def test_what_a_pullback_saves_of_calls_is_not_memory_of_the_arguments():
    check_grads(power, VECTOR, 3)
    x = VECTOR.copy()
    _, pullback = vjp(power, x, 3, wrt=(0,))
    first = pullback(np.ones_like(x))[0].copy()
    x[:] = 7.0
    assert np.array_equal(pullback(np.ones_like(x))[0], first)
