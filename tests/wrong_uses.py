"""Wrong uses, as a new user makes them: a program, the error that it ends in, and its words.

`under` is the source text that the caret marks; None where the error has no place in the function.
"""

from dataclasses import dataclass

from s2sad.errors import (
    MissingRule, NoResult, NotDifferentiable, NotScalar, Overlap, RecursiveCall, Refused,
    SourceUnavailable, UnknownCall, UnknownKind, UnknownName, UnsafeWrite, Unsupported,
    WrongArgument, WrongCall, WrongKind,
)  # fmt: skip


@dataclass(frozen=True)
class Use:
    """A program whose last line is wrong, or calls what is wrong."""

    program: str
    cls: type
    under: str | None
    words: tuple[str, ...]


USES = []


def use(program, cls, under, *words):
    """Add a wrong use."""
    USES.append(Use(program.strip("\n") + "\n", cls, under, words))


def body(text, cls, under, *words, call="grad(f)(np.ones(3))"):
    """Add a function `f(x)` with this body that is wrong."""
    lines = "\n".join("    " + line for line in text.strip("\n").split("\n"))
    use(f"def f(x):\n{lines}\n{call}", cls, under, *words)


# The arguments of grad, jvp and vjp

F = "def f(x, rate): return rate * np.sum(x * x)\n"
for _wrt, _words in {
    "'y'": ("`f` has no parameter `y`", "`x` (0), `rate` (1)"),
    "'rat'": ("`f` has no parameter `rat`", "Did you mean `rate`?"),
    "2": ("`f` has no parameter number 2",),
    "-3": ("`f` has no parameter number -3",),
    "('x', 'x')": ("`x` stands twice in wrt",),
    "('x', 0)": ("`x` stands twice in wrt",),
    "()": ("wrt is empty",),
    "1.0": ("wrt=1.0 is neither a position nor a name",),
    "True": ("wrt=True is neither a position nor a name",),
    "[None]": ("wrt=None is neither a position nor a name",),
}.items():
    use(f"{F}grad(f, wrt={_wrt})(np.ones(2), 0.1)", WrongArgument, None, *_words)
use(f"{F}grad(f)('hello', 0.1)", WrongArgument, None, "`x` is of the type str", "Pass a number")
use(f"{F}grad(f)(None, 0.1)", WrongArgument, None, "`x` is None, which has no derivative")
use(f"{F}grad(f)(np.arange(3), 0.1)", WrongArgument, None, "array of int64", "`x.astype(float)`")
use(f"{F}grad(f)(np.array([1.0], object), 0.1)", WrongArgument, None, "array of object")
use(f"{F}grad(f)(np.ma.ones(2), 0.1)", WrongArgument, None, "is a MaskedArray", "x.filled(0.0)")
use(
    f"class Frame:\n    def __array__(self): return np.ones(3)\n{F}grad(f)(Frame(), 0.1)",
    WrongArgument, None, "`x` is of the type Frame", "Pass `np.asarray(x)`.",
)  # fmt: skip
use(
    "def f(x, kind): return x * x if kind == 'a' else x\ngrad(f, wrt='kind')(2.0, 'a')",
    WrongArgument, None, "`kind` counts or selects in `f`", "Leave it out of wrt.",
)  # fmt: skip
use(
    "class M:\n    w = 2.0\n    def loss(self, x): return self.w * x\ngrad(M.loss)(M(), 1.0)",
    WrongArgument, None, "`self` is of the type M", "name another parameter in wrt",
)  # fmt: skip
use(
    "@differentiate\ndef f(n): return n * 1.0 if n == 'a' else 0.0\nf.grad('a')",
    WrongArgument, None, "no argument of `f` can be differentiated", "Pass a float",
)  # fmt: skip
use("@differentiate\ndef f(x): return x\nf.text('jacobian', 1.0)", WrongArgument, None,
    "there is no text 'jacobian'", "adjoint")  # fmt: skip
use("grad(3.0)", WrongArgument, None, "this is of the type float", "Pass the function itself")
use(f"{F}grad(f(np.ones(2), 0.1))", WrongArgument, None, "not what it returns")
use("differentiate(3.0)", WrongArgument, None, "s2sad differentiates functions")

# Tangents and adjoints

D = "def f(x): return 2.0 * x\n"
use(f"{D}jvp(f, (np.ones(3),), (np.ones(4),))", WrongArgument, None, "has shape (4,), not (3,)")
use(f"{D}jvp(f, (np.ones(3),), np.ones(3))", WrongArgument, None, "of 1 tangent", "`(dx,)`")
use(f"{D}jvp(f, np.ones(3), np.ones(3))", WrongArgument, None, "jvp(f, (x,), (dx,))")
use(f"{D}jvp(f, (1.0,), (np.ones(2),))", WrongArgument, None, "and `x` is a number")
use(f"{D}jvp(f, (1.0,), (None,))", WrongArgument, None, "is of the type NoneType", "0.0")
use(f"{D}jvp(f, (1.0,), ('a',))", WrongArgument, None, "is of the type str")
use(f"{D}jvp(f, (np.ones(2),), (['a', 'b'],))", WrongArgument, None, "is of the type list")
use("def f(x): return x[0]\njvp(f, ([1.0, 2.0],), ([1.0],))", WrongArgument, None,
    "does not have the structure", "2 tangents, in the order of the items")  # fmt: skip
use(f"{D}vjp(f, np.ones(3))[1](np.ones(2))", WrongArgument, None, "has shape (2,), not (3,)")
use(f"{D}vjp(f, 1.0)[1](np.ones(2))", WrongArgument, None, "and the result is a number")
use(f"{D}vjp(f, np.ones(3))[1]()", NotScalar, None, "needs the adjoint", "of shape (3,)")
use(f"{D}vjp(f, np.ones(3))[1]('one')", WrongArgument, None, "is of the type str")
use("def f(x): return 2.0 * x, x\nvjp(f, np.ones(3))[1](np.ones(3))", WrongArgument, None,
    "does not have the structure", "a tuple of 2 adjoints")  # fmt: skip
use("def f(x): return {'a': x, 'b': x}\nvjp(f, 1.0)[1]({'a': 1.0})", WrongArgument, None,
    "with an adjoint for each of 'a', 'b'")  # fmt: skip
use("def f(x, y):\n    x[0] = y[1]\n    return np.sum(x)\na = np.ones(4)\ngrad(f)(a[:3], a[1:])",
    Overlap, None, "`x` and `y` share memory, and `x` is written", "`y.copy()`")  # fmt: skip

# Results that have no gradient

body("return x * x", NotScalar, "x * x", "an array of float64 with 1 axis", "`vjp`")
body("return x[0], x[1]", NotScalar, None, "`f` returns 2 results")
body("np.sum(x)", NotScalar, None, "`f` returns None", "Return a float")
body("return 'a'", NotScalar, None, "`f` returns text")
body("return np.argmax(x)", NotScalar, "np.argmax(x)", "a NumPy int64")
body("y = np.zeros(3, int)\ny[0] = x[0]\nreturn np.sum(y)", NotScalar, "np.sum(y)", "int64")
body("return x * x", NotScalar, "x * x", "a complex number", call="grad(f)(1.0 + 2.0j)")
body("return np.sum(x)", NotScalar, "np.sum(x)", "complex128", call="grad(f)(np.ones(2, complex))")
body("return x * x", NotScalar, "x * x", "1 axis", call="grad(grad(f))(np.ones(2))")
use("scale = 2.0\ndef f(x): return scale * x\ngrad(f)(1.0)\nscale = np.ones(2)\ngrad(f)(1.0)",
    NotScalar, "scale * x", "an array of float64 with 1 axis")  # fmt: skip
use("scale = 2.0\ndef f(x): return scale * x\ngrad(f)(1.0)\nscale = 'two'\ngrad(f)(1.0)",
    NotScalar, "scale * x", "`f` returns text")  # fmt: skip

# What is no Python function, or has no source

for _given, _words in {
    "math.sin": ("a builtin_function_or_method", "Write a function that calls it"),
    "np.sin": ("a ufunc",),
    "abs": ("cannot read `abs`",),
    "float": ("It is a class",),
    "np.linalg.norm": ("cannot read `norm`", "Write a function that calls it"),
}.items():
    use(f"grad({_given})(1.0)", SourceUnavailable, None, *_words)
use("class M:\n    def __call__(self, x): return x\ngrad(M())(1.0)", SourceUnavailable, None,
    "an object of the class M", "its method `__call__`")  # fmt: skip
use("class M:\n    p = property(lambda self: 1.0)\ngrad(M.p)(M())", WrongArgument, None,
    "of the type property")  # fmt: skip
use("import functools\n@functools.lru_cache\ndef f(x): return x\ngrad(f)(1.0)", WrongArgument,
    None, "is wrapped in a cache", "`f.__wrapped__`")  # fmt: skip
use("s = {}\nexec('def f(x): return x', s)\ngrad(s['f'])(1.0)", SourceUnavailable, None,
    "cannot find the source of `f`", "notebook cell")  # fmt: skip

# Outside the language

use("def f(x):\n    yield x\ngrad(f)(1.0)", Unsupported, "yield x", "Collect the values in a list")
use("async def f(x):\n    return x\ngrad(f)(1.0)", Unsupported, "async def f(x):", "a plain `def`")
body("try:\n    return np.log(x)\nexcept ValueError:\n    return 0.0", UnknownCall, "try:", "`if`")
body("for _ in range(3):\n    try:\n        break\n    except ValueError:\n        pass\nreturn x",
     Unsupported, "try:", "Set a flag")  # fmt: skip
body("try:\n    k = int('3')\nexcept ValueError:\n    pass\nreturn x * k", Unsupported, "try:",
     "`k` may be unbound", "before the `try`")  # fmt: skip
body("l = []\ntry:\n    l.append(int('3'))\nexcept ValueError:\n    pass\nreturn x", Unsupported,
     "l.append(int('3'))", "It changes `l` in place", "store it after")  # fmt: skip
body("try:\n    y = x * x\nfinally:\n    print(y)\nreturn y", Unsupported, "y", "how far",
     "Put it after the `try` statement")  # fmt: skip
body("with x:\n    return x", Unsupported, "x", "not known before the run", "around the call")
body("with open('a') as f:\n    return x", Unsupported, "open('a')", "Leave out the `as`")
use("from contextlib import suppress\ndef f(x):\n    with suppress(ValueError):\n        return x\n"
    "grad(f)(1.0)", Unsupported, "suppress(ValueError)", "swallow an exception")  # fmt: skip
body("y = x\ndel y\nreturn y", UnknownName, "y", "`y` is read before it is assigned")
body("y = x\nif x[0] > 0: del y\nreturn x", Unsupported, "y", "would depend on the run")
body("y = x.copy()\ndel y[0]\nreturn y", WrongKind, "y[0]", "cannot delete an item")
body("d = {'a': x}\ndel d['b']\nreturn x", Unsupported, "d['b']", "there is no key 'b'")
body("d = {'a': x}\ne = d\nif x[0] > 0: d.update(b=x * x)\nreturn e['a']", Unsupported,
     "d.update(b=x * x)", "which has other names")  # fmt: skip
use("from collections import defaultdict\ndef f(x):\n    d = defaultdict(float, a=x)\n"
    "    return x\ngrad(f)(1.)", Unsupported, "defaultdict(float, a=x)",
    "has all its keys")  # fmt: skip
use("t = 0.0\ndef f(x):\n    global t\n    t = t + x\n    return t\ngrad(f)(1.0)", Unsupported,
    "t", "a write to `t`, which is not a local variable", "Return the new value")  # fmt: skip
use("def make():\n    n = 0\n    def f(x):\n        nonlocal n\n        n += 1\n        return x\n"
    "    return f\ngrad(make())(1.0)", Unsupported, "n", "a write to `n`")  # fmt: skip
body("import math as m\nm = 2.0\nreturn m * x", Unsupported, "import math as m", "name of its own")
body("import this\nreturn this.c * x", Unsupported, "import this", "not been imported yet")
body("class C: pass\nreturn x", Unsupported, "class C: pass", "out of the function")
body("return sum({v * 2 for v in x})", Unsupported, "{v * 2 for v in x}", "with square brackets")
body("return sum(set(x))", Unsupported, "set(x)", "Use a list or a tuple")
body("match x:\n    case {\"a\": y, **z}: return y", Unsupported, "match x:", "`if` and `elif`")
body("return eval('x * x')", Unsupported, "eval('x * x')", "Write the code itself")
body("return sum(map(x, x))", UnknownCall, "x", "which function `x` is", "or a lambda")
body("d = {x[0]: x}\nreturn len(d) * x", Unsupported, "{x[0]: x}", "only the run knows")
body("it = map(abs, x)\nreturn next(it)", Unsupported, "next(it)", "Write a `for` loop")
body("for k in iter([1, 2]): x = x * k\nreturn x", Unsupported, "iter([1, 2])", "`for` loop")
body("fs = np.array([lambda y: y])\nreturn fs[0](x)", Unsupported, "lambda y: y", "not data")
body("g = np.sin\nwhile x[0] > 1:\n    x = g(x)\n    g = np.cos\nreturn x", Unsupported, "g",
     "which function `g` is", "in the trips of a loop", "Put an `if` around")  # fmt: skip
body("return lambda y: x * y", Unsupported, "def f(x):", "It returns a function")
body("return np.hypot(*x, *x)", Unsupported, "*x", "Write the arguments one by one")
body("x.flags.writeable = False\nreturn x", Refused, None, "does not know `.flags`",
     "function of NumPy")  # fmt: skip
body("for v in x: pass\nreturn x", Unsupported, "x", "loop over a float", call="grad(f)(2.0)")
use("class M:\n    n = 0.0\nm = M()\ndef loss(x):\n    m.n = x\n    return m.n\n"
    "grad(loss)(1.0)", Unsupported, "m.n", "Use a local variable")  # fmt: skip
body("class C: pass\ny = {x, 2.0}\ndel x.a\nreturn x", Refused, None, "3 reasons", "`del x.a`")

# Names and calls

body("return lenght * x", UnknownName, "lenght", "`lenght` is not defined")
body("total = x * 2\nreturn totl", UnknownName, "totl", "Did you mean `total`?")
body("return np.sine(x)", UnknownName, "np.sine", "has no `sine`", "Did you mean `np.sin`?")
body("return y * x\ny = 1", UnknownName, "y", "read before it is assigned", "Assign it first")
H = "def h(a, bias): return a * bias\ndef f(x): return "
use(f"{H}h(x)\ngrad(f)(1.0)", WrongCall, "h(x)", "without its argument `bias`", "are a, bias")
use(f"{H}h(x, 1, 2)\ngrad(f)(1.0)", WrongCall, "h(x, 1, 2)", "takes 2 arguments, not 3")
use(f"{H}h(x, bais=1)\ngrad(f)(1.0)", WrongCall, "h(x, bais=1)", "Did you mean `bias`?")
body("a, b = x, x, x\nreturn a", WrongCall, "a, b", "3 values for 2 targets", "as many targets")
R = "    if n == 0: return x[0]\n    x[1] = x[0] * n\n    return f(x, n - 1)\n"
use(f"def f(x, n):\n{R}grad(f)(np.ones(2), 2)", RecursiveCall, "x[1]",
    "cannot follow `f`, which calls itself", "Let it return what it makes")  # fmt: skip
use("def f(x): return x * f(x - 1)\ngrad(f)(3.0)", UnknownKind, "def f(x): return x * f(x - 1)",
    "Every way through it calls it again", "Let it return a value somewhere")  # fmt: skip
body("return np.sum(np.busday_count(x, x))", UnknownCall, "np.busday_count(x, x)",
     "what `np.busday_count` does")
body("return math.nope", UnknownName, "math.nope", "`math` has no `nope`")
body("y = x.copy()\nnp.random.shuffle(y)\nreturn np.sum(y)", UnknownCall, "np.random.shuffle(y)",
     "no rule")  # fmt: skip
body("y = x.copy()\nnp.exp.at(y, [0, 0])\nreturn np.sum(y)", UnknownCall,
     "np.exp.at(y, [0, 0])", "`np.exp.at`", "Where no place repeats")  # fmt: skip
body("return np.sum(np.frexp(x)[0])", UnknownCall, "np.frexp(x)", 'rules.parts("np.frexp(x)"')
body("return np.sum(np.nextafter(x, 2.0))", UnknownCall, "np.nextafter(x, 2.0)",
     "rule: `s2sad.rules.elementwise(np.nextafter")  # fmt: skip
body("return np.sum(np.trim_zeros(x))", UnknownCall, "np.trim_zeros(x)",
     "else `s2sad.rules.general(")  # fmt: skip
body("return np.sum(np.random.normal(x, 1.0))", UnknownCall, "np.random.normal(x, 1.0)",
     "follows from no formula", "Draw the numbers before")  # fmt: skip
body("y = np.zeros(4)\nnp.copyto(y, x > 0, where=x)\nreturn x", WrongKind,
     "np.copyto(y, x > 0, where=x)", "`where=`", "as a comparison")  # fmt: skip
body("y = np.zeros(4, int)\nnp.copyto(y, x)\nreturn x", WrongKind, "np.copyto(y, x)", "int64")
body("np.copyto(x[0], 1.0)\nreturn x", WrongKind, "np.copyto(x[0], 1.0)", "an array")
body("np.copyto(x, 1.0, 'unsafe')\nreturn x", Unsupported, "np.copyto(x, 1.0, 'unsafe')",
     "`casting=`")  # fmt: skip
body("np.put(x, [0, 1, 2], x[:2])\nreturn x", WrongKind, "np.put(x, [0, 1, 2], x[:2])",
     "repeat or drop")  # fmt: skip
body("np.put(x, [7], 1.0, mode='clip')\nreturn x", Unsupported, "np.put(x, [7], 1.0, mode='clip')",
     "`mode=`")  # fmt: skip
body("np.put(x, x > 0, 1.0)\nreturn x", WrongKind, "np.put(x, x > 0, 1.0)", "`a[mask] = v`")
body("np.putmask(x, x > 0, x[:2])\nreturn x", WrongKind, "np.putmask(x, x > 0, x[:2])", "repeat")
body("np.place(x, x > 0, x[:2])\nreturn x", WrongKind, "np.place(x, x > 0, x[:2])", "repeat")
body("np.place(x, x > 0, x[:])\nreturn x", Unsupported, "np.place(x, x > 0, x[:])", "np.copy")
body("np.place(x, [True], x)\nreturn x", WrongKind, "np.place(x, [True], x)", "of the shape")
body("np.fill_diagonal(x, 1.0)\nreturn x", WrongKind, "np.fill_diagonal(x, 1.0)", "two axes")
body("y = np.outer(x, x)\nnp.fill_diagonal(y, x, True)\nreturn y", Unsupported,
     "np.fill_diagonal(y, x, True)", "`wrap=`")  # fmt: skip
body("y = np.outer(x, x)\nnp.fill_diagonal(y, y[0])\nreturn y", Unsupported,
     "np.fill_diagonal(y, y[0])", "element to element", "np.copy")  # fmt: skip
body("x.flat[:] = x[::-1]\nreturn x", Unsupported, "x.flat[:]", "np.copy")
body("x.flat[:2] = x\nreturn x", WrongKind, "x.flat[:2]", "one value for each place")
body("places = x.flat\nreturn places[0]", WrongKind, "x.flat", "`x.ravel()`")
body("return np.sum(np.exp(x, where=x > 0))", MissingRule, "np.exp(x, where=x > 0)", "`where=`")
body("y = x[0] * np.ones(5)\nreturn np.split(y, 2)", WrongKind, "np.split(y, 2)", "np.array_split")
body("return np.split(x, x[0])", Unsupported, "np.split(x, x[0])", "Write the slices")
body("l = [(x, x[1])]\nl.sort()\nreturn x", WrongKind, "l.sort()", "key=lambda v: v[0]")
body("l = [x[0]]\nl[0:1] = x[0]\nreturn x", Unsupported, "l[0:1]", "one by one")
body("l = [x[0], x[1]]\nl[::2] = [x[0], x[1]]\nreturn x", WrongKind, "l[::2]", "2 values for")
body("l = [v for v in x if v > 0]\ndel l[::2]\nreturn x", Unsupported, "l[::2]", "Build a new list")
body("l = [x]\nl *= 2\nreturn x", Unsupported, "l", "shared")
body("l = [x]\nreturn l.index(x)", WrongKind, "l.index(x)", "Use a loop")
body("l = [x[0]]\nreturn max(l, key=lambda v: v * x)", WrongKind,
     "max(l, key=lambda v: v * x)", "tuples of numbers")  # fmt: skip
body("k = len(x)\nl = [x[0], x[1]]\nreturn l[::k][0]", MissingRule, "l[::k]", "constant step")
use("import pickle\ndef f(x): return pickle.loads(pickle.dumps(x))\ngrad(f)(1.0)", UnknownCall,
    "pickle.dumps(x)", "`pickle.dumps`")  # fmt: skip
use("import pickle\nfs = [pickle.dumps]\ndef f(x, k): return fs[k](x)\ngrad(f)(0.5, 0)",
    UnknownCall, "fs[k](x)", "`fs[k]`")  # fmt: skip
use("K = 3.0\ndef f(x): return K(x)\ngrad(f)(1.0)", WrongKind, "K(x)", "a float is not a function",
    "Write `*`")  # fmt: skip
use("def around():\n    def f(x): return k * x\n    grad(f)(1.0)\n    k = 1.0\naround()",
    UnknownName, "k", "`k` is not defined", "binds it later",
    "before the derivative is called")  # fmt: skip
use("def f(x, acc=[]):\n    acc.append(x)\n    return acc[-1] * x\ngrad(f)(1.0)", Overlap, None,
    "the default of `acc` is one for all calls", "Write `acc=None`")  # fmt: skip
body("return np.pi(x)", UnknownCall, "np.pi(x)", "is not a function", "what the name stands for")

use("def f(p, x):\n    p['h'][0][1] = x[0]\n    return np.sum(p['h'][0])\n"
    "grad(f)({'h': [np.ones(2)]}, np.ones(2))", NotDifferentiable, "p['h'][0][1]",
    "a store into what a list holds", "Pass the list")  # fmt: skip


# Results in arguments

S = "def f(u, o): o[:] = u ** 2\n"
for _call in ("jvp(f, (x, y), (x, y))", "vjp(f, x, y)", "differentiate(f).adjoint"):
    use(f"{S}x, y = np.ones(3), np.ones(3)\n{_call}", NoResult, "o[:]",
        "returns None, and writes into `o`", '`of="o"`')  # fmt: skip
use(f"{S}jvp(lambda u: u * vjp(f, u, u)[0], (np.ones(3),), (np.ones(3),))", Unsupported,
    "vjp(f, u, u)", "at run time")  # fmt: skip
use(f"{S}grad(lambda x: jvp(f, (x, x), (x, x), of='z')[0][0])(np.ones(3))", WrongCall, "'z'",
    "They are u, o.")  # fmt: skip
use(f"{S}grad(f)(np.ones(3), np.ones(3))", NotScalar, None, '`of="o"`')
use(f"{S}grad(f, of='oo')", WrongArgument, None, "no parameter `oo`", "Did you mean `o`?")
use(f"{S}grad(f, of=())", WrongArgument, None, "of is empty")
use(f"{S}grad(grad(f), of='o')", WrongArgument, None, "is a derivative", "Give it there")
use("def f(x, o): return x + o\ngrad(f, of='o')(1.0, 2.0)", WrongArgument, None,
    "`o` of `f` is a float, which a function cannot change", "Return the number")  # fmt: skip
use("@differentiate(of='s')\ndef f(x, s): s.x = x\nclass M: x = 1.0\nf.jvp((1.0, M()), (1.0,))",
    WrongArgument, None, "cannot be delivered whole", "Make it a dataclass")  # fmt: skip

# Operations without a rule, and kinds

for _call in ("qr(x, 'complete')[0][0, 0]", "qr(x, mode='raw')[0][0, 0]"):
    body(f"return np.linalg.{_call}", UnknownCall, f"np.linalg.{_call.partition('[')[0]}",
         "any basis", "`mode='reduced'`", call="grad(f)(np.ones((3, 2)))")  # fmt: skip
for _name, _given in (("sqrt", "x + 0j"), ("arccos", "x + 0j"), ("power", "x + 0j, y")):
    _call = f"np.emath.{_name}({_given.replace(' + 0j', '').replace('y', '1.5')})"
    body(f"return np.sum(np.abs({_call}))", UnknownCall, _call,
         "real or complex by the values", f"`np.{_name}({_given})`")  # fmt: skip
body("l = [x for k in range(9)]\nreturn np.linalg.multi_dot(l)[0, 0]", MissingRule,
     "np.linalg.multi_dot(l)", "written out in the call", "with `@`",
     call="grad(f)(np.eye(2))")  # fmt: skip
body("return np.sum(np.sin(x, where=x > 0))", MissingRule, "np.sin(x, where=x > 0)", "`where=`")
body("return np.sum(x, axs=0)", MissingRule, "np.sum(x, axs=0)", "Did you mean `axis`?")
use("class P:\n    def __mul__(self, o): return o\np = P()\ndef f(x): return p * x\ngrad(f)(1.0)",
    MissingRule, "p * x", "for `*` with `p`", "Use its numbers or arrays")  # fmt: skip
body("return np.maximum(np.exp(1j * x), 0.5)[0].real", MissingRule,
     "np.maximum(np.exp(1j * x), 0.5)", "`np.maximum` of complex numbers", "`z.real`")
body("return np.sum(np.max(1j * x).imag)", MissingRule, "np.max(1j * x)", "of complex numbers")
body("y = x.T.reshape(6)\ny[0] = 1.0\nreturn np.sum(x)", UnsafeWrite, "x.T.reshape(6)",
     "whether `y` is a view or a copy", "`.copy()`", call="grad(f)(np.ones((2, 3)))")  # fmt: skip
body("y = np.array(x, copy=None)\nreturn np.sum(y)", UnsafeWrite,
     "np.array(x, copy=None)", "copies")  # fmt: skip
body("y = x if x[0] > 0 else x[0]\ny += 1.0\nreturn np.sum(y)", UnknownKind, "y", "on one path")
body("y = None\nz = x * y\nreturn np.sum(z)", WrongKind, "x * y", "`y`, which is None here")
body("y = 'a'\nif x[0] > 0: y = x\nreturn y * 2", UnknownKind, "y * 2", "text on another")
body("y = np.zeros(3, int)\ny += x\nreturn np.sum(y)", WrongKind, "y", "cannot hold a float64")
body("y = x[0]\ny[0] = 1.0\nreturn y", WrongKind, "y[0]", "cannot store into", "Use an array")
body("return x.men()", WrongKind, "x.men()", "does not know `.men`", "Did you mean `.mean`?")
body("return x.tobytes()[0]", WrongKind, "x.tobytes()", "Bytes have no derivative")
body("return np.sum(x * x)", WrongKind, "x * x", "does not multiply a list by a list",
     "Pass `np.array(x)`", call="grad(f)([1.0, 2.0])")  # fmt: skip
body("return float(f'{x[0]}') * x[0]", NotDifferentiable, "float(f'{x[0]}')",
     "read from a text of what varies", "Use the number")  # fmt: skip
body("return np.sum(x.astype(object))", NotDifferentiable, "x.astype(object)",
     "an array of objects", "use a list")  # fmt: skip
body("for i in range(x[0]): pass\nreturn x[0]", Unsupported, "range(x[0])", "Use an int")
body("d = {}\nd[x[0] > 0] = x\nreturn np.sum(x)", Unsupported, "d[x[0] > 0]", "constant keys")
body("return sorted(x)[0]", WrongKind, "sorted(x)", "cannot sort", call="grad(f)((([3.0], 1.0),))")
body("return np.sum(np.logspace(0, 1, 3, base=x))", WrongKind, "np.logspace(0, 1, 3, base=x)",
     "several bases", "`base ** np.linspace(start, stop, num)`")  # fmt: skip
body("return np.sum(np.polyadd(x, x[:, None]))", WrongKind, "np.polyadd(x, x[:, None])",
     "2 axes of coefficients", "one polynomial at a time")  # fmt: skip
body("return np.gradient(x[0])", WrongCall, "np.gradient(x[0])", "is given a number")
body("import itertools\nreturn sum(k for k, g in itertools.groupby(x, abs))", Unsupported,
     "itertools.groupby(x, abs)", "an iterator of its own", "groups[key].append(v)")
