"""Safe values: where each operand of a function has a value at which all slopes are finite.

`None` stands for an operand in which no value is the cause of a slope that is not. What has no
entry has finite slopes wherever its operands are finite numbers; of SciPy's functions it is the
other way round: what is not named below is safe at 0.5.
"""

from __future__ import annotations

import math

from ..ir.nodes import Apply, Const, Expr
from ..rules import match

_ONE, _ZERO, _DIVISION, _POWER = (1.0,), (0.0,), (None, 1.0), (1.0, 1.0)
_OF_MATH = {
    **dict.fromkeys(("sqrt", "cbrt", "log", "log2", "log10"), _ONE),
    **dict.fromkeys(("log1p", "exp", "exp2", "expm1", "sinh", "cosh"), _ZERO),
}
SAFE: dict[str, tuple[float | None, ...]] = {
    **dict.fromkeys(("truediv", "np.divide", "np.true_divide"), _DIVISION),
    **dict.fromkeys(("mod", "np.mod", "np.remainder", "np.fmod"), _DIVISION),
    **dict.fromkeys(("pow", "np.power", "np.float_power", "math.pow"), _POWER),
    **{f"{module}.{name}": value for module in ("np", "math") for name, value in _OF_MATH.items()},
    **dict.fromkeys(("np.arcsin", "np.arccos", "np.arctanh"), _ZERO),
    **dict.fromkeys(("math.asin", "math.acos", "math.atanh"), _ZERO),
    **dict.fromkeys(("np.arccosh", "math.acosh"), (2.0,)),
    "np.reciprocal": _ONE,
    "math.log": (1.0, 2.0),
    "np.i0": _ZERO,
    "scipy.special.ndtri_exp": (-0.5,),
    "scipy.special.polygamma": (None, 1.0),
    "scipy.special.elliprd": (2.0, 2.0, 1.0),
    "rt.gamma_tail": (None, 1.0, 1.0),
}  # fmt: skip

_FINITE = frozenset((
    "cosdg", "cosm1", "dawsn", "erf", "erfc", "eval_hermite", "eval_hermitenorm", "eval_jacobi",
    "exp2", "expit", "h1vp", "h2vp", "huber", "i0e", "i1e", "ivp", "j0", "j1", "jvp", "kvp",
    "log_expit", "log_ndtr", "ndtr", "owens_t", "radian", "sindg", "softplus", "sph_harm_y",
    "tandg", "wofz", "wrightomega", "yvp",
))  # fmt: skip
_MIDDLE = 0.5


def safe_values(call: Apply) -> tuple[float | None, ...]:
    """Return a safe value for each operand of a function of each element, where it needs one."""
    root, _, name = call.op.partition(".")
    if call.op in SAFE or root != "scipy":
        return SAFE.get(call.op, ())
    fit = match(call)
    if fit is None or name.removeprefix("special.") in _FINITE:
        return ()
    if name.startswith("stats."):  # what its parameters allow depends on each other
        of_all = name.startswith("stats.norm.") and not name.endswith(("ppf", "isf"))
        return () if of_all or fit.rule.names[0] not in fit.rule.active else (_MIDDLE,)
    return tuple([_MIDDLE if n in fit.rule.active else None for n in fit.rule.names])


def is_as_safe(number: float, value: float) -> bool:
    """Return whether a number is as far from where a slope is not finite as our own is."""
    if number == value:
        return True
    return number > 0.0 and math.isfinite(number) if value == 1.0 else abs(number) <= 0.5


def is_whole_power(exponent: Expr) -> bool:
    """Return whether a power has a finite slope everywhere: 1, 2, 3, ..."""
    value = exponent.value if isinstance(exponent, Const) else None
    return isinstance(value, (int, float)) and value >= 1 and value == int(value)
