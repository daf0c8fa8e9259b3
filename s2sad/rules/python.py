"""Python's own functions: the builtins and `math`."""

from ..ir.nodes import Apply, Expr, Name
from .calculus import total
from .declare import cite, elementwise, general, linear, parts, sequence, zero
from .registry import register_family
from .rule import Rule
from .template import parse

elementwise("abs(x)", "np.sign(x) * dx", real=True, note="at 0: 0")
elementwise("abs(x)", "rt.divide_or_zero(np.conj(x), z) * dx", complex=True, note="at 0: 0")
elementwise("complex(x, y)", "dx + 1j * dy")
linear("complex(x)", x="g")
linear("float(x)", x="rt.broadcast_like(g, x)")
sequence(
    "sum(items, start=0)",
    item="g", items="rt.sum_items(g, items)", only={"start": (0, 0.0)}, note="start is 0",
)  # fmt: skip

for _call in ("int(x)", "bool(x)", "round(x, ndigits=None)", "len(x)", "str(...)", "repr(x)",
              "range(...)", "isinstance(x, t)", "type(x)", "print(...)", "format(...)", "id(x)",
              "any(x)", "all(x)", "hash(x)", "callable(x)", "issubclass(x, t)", "hasattr(x, y)",
              ):  # fmt: skip
    zero(_call, shape="x" if _call.startswith(("len", "isinstance", "type")) else "")

zero("bisect.bisect_left(a, x, lo=0, hi=None)")
zero("bisect.bisect_right(a, x, lo=0, hi=None)")

elementwise("math.sqrt(x)", "0.5 * dx / z", note="at 0: ZeroDivisionError, as Python has it")
elementwise("math.cbrt(x)", "dx / (3.0 * z ** 2)")
elementwise("math.exp(x)", "z * dx")
elementwise("math.exp2(x)", "math.log(2.0) * z * dx")
elementwise("math.expm1(x)", "math.exp(x) * dx")
elementwise("math.log(x)", "dx / x")
elementwise(
    "math.log(x, base)",
    "dx / (x * math.log(base)) - dbase * z / (base * math.log(base))",
)
elementwise("math.log2(x)", "dx / (math.log(2.0) * x)")
elementwise("math.log10(x)", "dx / (math.log(10.0) * x)")
elementwise("math.log1p(x)", "dx / (1.0 + x)")
elementwise(
    "math.pow(x, y)",
    "rt.power_derivative(x, y, 1, 0) * dx + rt.power_derivative(x, y, 0, 1) * dy",
)
elementwise("math.pow(x, 2)", "2.0 * x * dx")
elementwise("math.pow(x, const(n))", "float(n) * x ** (n - 1) * dx")
elementwise("math.pow(positive(a), x)", "math.log(a) * z * dx")

elementwise("math.sin(x)", "math.cos(x) * dx")
elementwise("math.cos(x)", "-math.sin(x) * dx")
elementwise("math.tan(x)", "(1.0 + z ** 2) * dx")
elementwise("math.asin(x)", "dx / math.sqrt((1.0 - x) * (1.0 + x))")
elementwise("math.acos(x)", "-dx / math.sqrt((1.0 - x) * (1.0 + x))")
elementwise("math.atan(x)", "dx / (1.0 + x ** 2)")
elementwise("math.sinh(x)", "math.cosh(x) * dx")
elementwise("math.cosh(x)", "math.sinh(x) * dx")
elementwise("math.tanh(x)", "(1.0 - z ** 2) * dx")
elementwise("math.asinh(x)", "dx / math.hypot(x, 1.0)")
elementwise("math.acosh(x)", "dx / (math.sqrt(x - 1.0) * math.sqrt(x + 1.0))")
elementwise("math.atanh(x)", "dx / ((1.0 - x) * (1.0 + x))")
elementwise("math.degrees(x)", "math.degrees(dx)")
elementwise("math.radians(x)", "math.radians(dx)")
elementwise("math.fabs(x)", "np.sign(x) * dx", note="at 0: 0")
elementwise("math.copysign(x, y)", "np.sign(x) * math.copysign(1.0, y) * dx")
elementwise("math.fmod(x, y)", "dx - round((x - z) / y) * dy")
elementwise("math.remainder(x, y)", "dx - round((x - z) / y) * dy")
elementwise(
    "math.atan2(y, x)",
    "rt.inversion(x, y) * dy - rt.inversion(y, x) * dx",
    note="at (0, 0): (0, 0)",
)
cite("DLMF 7.10")
elementwise("math.erf(x)", "1.1283791670955126 * math.exp(-x ** 2) * dx", note="2 / sqrt(pi)")
elementwise("math.erfc(x)", "-1.1283791670955126 * math.exp(-x ** 2) * dx")
cite("DLMF 5.2")
elementwise("math.gamma(x)", "z * scipy.special.psi(x) * dx", note="the slope is SciPy's")
elementwise("math.lgamma(x)", "scipy.special.psi(x) * dx", note="the slope is SciPy's")
cite("chain rule")
elementwise("math.ldexp(x, i)", "math.ldexp(dx, i)", constant="i")
elementwise("math.nextafter(x, y)", "dx", constant="y")
parts("math.modf(x)", "math.fmod(x, 1.0)", "float(int(x))", note="of finite numbers")
sequence("math.fsum(items)", item="g", items="rt.sum_items(g, items)")

general(
    "math.dist(p, q)",
    dz="np.sum(rt.divide_or_zero(np.subtract(p, q), z) * (dp - dq))",
    p="g * rt.divide_or_zero(np.subtract(p, q), z)",
    q="-g * rt.divide_or_zero(np.subtract(p, q), z)", note="where p is q: 0",
)  # fmt: skip

# Of a vector, or of rows of one element each, which Python compares, too; numbers have a rule of
# their own, and lists are taken apart before.
_FIRST = "np.argmax(x == z)"
for _name in ("max", "min"):
    for _back, _vector in (
        (f"g * (np.arange(len(x)) == {_FIRST})", "x"), (f"rt.take_back(g, x, {_FIRST}, 0)", ""),
    ):  # fmt: skip
        general(
            f"{_name}(x)",
            dz=f"dx[{_FIRST}]", x=_back, vector=_vector,
            real=True, note="at equality the first, which Python returns", cited="selection",
        )  # fmt: skip

for _name in ("floor", "ceil", "trunc", "isnan", "isinf", "isfinite", "factorial", "isqrt",
              "ulp"):
    zero(f"math.{_name}(x)")
for _name in ("isclose", "gcd", "lcm", "comb", "perm"):
    zero(f"math.{_name}(...)")


def extreme(call: Apply) -> Rule | None:
    """Return the rule of Python's `max` or `min` of n numbers: the first that wins is taken.

    Number k wins iff it beats the extreme of those before it, and none after it beats it.
    """
    n, op = len(call.args), call.op
    if n < 2:
        return None
    beats = "gt" if op == "max" else "lt"
    names = [f"x{k}" for k in range(n)]
    each: dict[str, Expr] = {}
    for k, name in enumerate(names):
        before = Name(names[0]) if k == 1 else Apply(op, tuple(map(Name, names[:k])))
        tests: list[Expr] = [Apply(beats, (Name(name), before))] if k else []
        tests += [
            Apply("not", (Apply(beats, (Name(later), Name(name))),)) for later in names[k + 1 :]
        ]
        test = tests[0] if len(tests) == 1 else Apply("and", tuple(tests))
        each[name] = Apply("ifexp", (test, Name(f"d{name}"), parse("0.0")))
    return Rule(
        op, "elementwise", tuple([(name, None) for name in names]), tuple(names),
        tangent=total(list(each.values())),
        tangent_terms=each,
        adjoints={
            k: (Apply("ifexp", (e.args[0], Name("g"), e.args[2])),)
            for k, e in each.items() if isinstance(e, Apply)
        },
        positional=n, real=True, source=__name__, call=f"{op}({', '.join(names)})",
        formulas=(("dz", "dx0 if not x1 > x0 else dx1" if op == "max" else
                   "dx0 if not x1 < x0 else dx1"),),
        note="at equality the first argument, which Python returns",
    )  # fmt: skip


def hypot(call: Apply) -> Rule | None:
    """Return the rule of `math.hypot` of any number of numbers."""
    names = [f"x{k}" for k in range(len(call.args))]
    each = {name: parse(f"rt.divide_or_zero({name}, z) * d{name}") for name in names}
    return Rule(
        "math.hypot", "elementwise", tuple([(name, None) for name in names]), tuple(names),
        tangent=total(list(each.values())),
        tangent_terms=each,
        adjoints={name: (parse(f"rt.divide_or_zero({name}, z) * g"),) for name in names},
        positional=len(names), real=True, source=__name__,
        call=f"math.hypot({', '.join(names)})",
        formulas=(("dz", " + ".join([f"rt.divide_or_zero({x}, z) * d{x}" for x in names])),),
        note="at the origin: 0",
    )  # fmt: skip


for _op in ("max", "min"):
    register_family(Apply(_op, (Name("x"), Name("y"))), extreme)
register_family(Apply("math.hypot", (Name("x"), Name("y"))), hypot)
