"""Safe values: the table of what is safe holds for every function that has a rule."""

import itertools

import numpy as np
import pytest

from s2sad import rules
from s2sad.ir.nodes import Apply, Name
from s2sad.rules.check import _called, _Evaluator
from s2sad.rules.registry import object_of
from s2sad.transform.safe_values import safe_values

pytest.importorskip("scipy.special")
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")
GRID = (0.0, 0.5, 1.0, -1.0, 2.0, -2.0)
# Of these the parameters whose derivative nobody knows say where the others have a slope.
ORDERS = {"yn", "kn", "spherical_jn", "spherical_yn", "spherical_in", "spherical_kn", "zeta",
          "eval_gegenbauer", "eval_genlaguerre", "lpmv", "pdtr", "pdtrc", "hyp1f1", "hyp2f1",
          "hyp0f1", "hyperu", "poch", "binom", "lambertw", "multigammaln", "polygamma", "expn",
          "betainc", "betaincc", "betaincinv", "betainccinv", "gammainc", "gammaincc", "jv", "yv",
          "gammaincinv", "gammainccinv", "stdtr", "stdtrit", "chdtr", "chdtrc", "iv", "kv", "ive",
          "kve", "jve", "yve", "hankel1", "hankel2", "eval_jacobi", "inv_boxcox",
          "inv_boxcox1p", "wright_bessel", "log_wright_bessel", "sph_harm_y", "struve",
          "modstruve", "hankel1e", "hankel2e", "eval_sh_jacobi", "bdtr", "bdtrc", "bdtri", "nbdtr",
          "nbdtrc", "nbdtri", "pdtri", "fdtr", "fdtrc", "fdtri", "chndtr", "tklmbda", "chdtri",
          "gdtr", "gdtrc", "gdtrix"}  # fmt: skip
ROOTS = ("np", "math", "scipy.special")


def slopes(rule, values):
    """Return the slopes of a function in each operand that has one."""
    function = object_of(rule.op)
    evaluator = _Evaluator(rule, function)
    point = dict(zip(rule.names, map(np.float64, values)))
    if function is None:
        z = evaluator.value(Apply(rule.op, tuple(map(Name, rule.names))), point)
    else:
        z = _called(rule, function, point)
    env = {**point, "z": z, "g": np.float64(1.0)}
    return [evaluator.value(e, env) for n in rule.active for e in rule.adjoints[n]]


def of_each_element():
    """Return the rules of functions of each element, but patterns and what has an order."""
    for rule in rules.all_rules():
        root, _, name = rule.op.rpartition(".")
        if rule.word == "elementwise" and rule.pattern is None and (root in ROOTS or not root):
            if name not in ORDERS and not rule.complex and rule.op not in ("complex", "np.interp"):
                yield rule


@pytest.mark.parametrize("rule", list(of_each_element()), ids=lambda rule: rule.op)
def test_slopes_are_finite_everywhere_or_at_the_safe_values(rule):
    try:
        values = safe_values(Apply(rule.op, tuple(map(Name, rule.names))))
    except ValueError:
        values = ()
    for point in itertools.product(GRID, repeat=len(rule.names)):
        safe = [*values, *[None] * (len(point) - len(values))]
        given = [p if v is None else v for p, v in zip(point, safe)]
        try:
            found = slopes(rule, given)
        except (ValueError, TypeError):  # math domain error: not in the domain of the function
            assert not any(values)
            continue
        assert np.all(np.isfinite(found)), given
