"""Every keyword that a rule of NumPy's knows is given in a point, or in a test of its own."""

import ast

import numpy as np
import pytest

from s2sad import grad, rules
from s2sad.errors import MissingRule
from s2sad.rules.registry import object_of, rules_of

from .all_points import PROGRAMS
from .points import POINTS
from .programs_of_points import function_of

ELSEWHERE = {  # what counts as symmetric, and what is a tuple: test_factors.py, test_conventions.py
    "np.linalg.cholesky": {"upper"}, "np.linalg.eigh": {"UPLO"}, "np.linalg.eigvalsh": {"UPLO"},
    "np.linalg.lstsq": {"rcond"}, "np.linalg.svd": {"full_matrices"},
    "np.unique": {"return_counts", "axis", "sorted"},  # of one value each
}  # fmt: skip


def given_in_points():
    """Return the parameters that are given in points, by primitive."""
    found = {}
    for text, _ in POINTS + PROGRAMS:
        for node in ast.walk(ast.parse(text.strip(), mode="eval")):
            if isinstance(node, ast.Call):
                op = ast.unparse(node.func)
                named = {keyword.arg for keyword in node.keywords}
                op = op if op.startswith("np.") or "." not in op else op.rpartition(".")[2]
                for one in (op, f"np.{op}", f"np.ndarray.{op}"):
                    names = [rule.names[: len(node.args)] for rule in rules_of(one)]
                    found.setdefault(one, set()).update(named, *names)
    return found


def test_every_keyword_has_a_point():
    given, missing = given_in_points(), {}
    for rule in rules.all_rules():
        is_numpys = rule.op.startswith("np.") and object_of(rule.op) is not None
        if not is_numpys or rule.word in ("zero", "effect") or rule.pattern is not None:
            continue
        known = given.get(rule.op, set()) | ELSEWHERE.get(rule.op, set())
        if left := {name for name, default in rule.params if default is not None} - known:
            missing.setdefault(rule.op, set()).update(left)
    assert missing == {}


def test_axes_of_both_signs_and_tuples_of_them_are_among_the_points():
    texts = [text for text, _ in POINTS + PROGRAMS]
    for name in ("sum", "mean", "max", "min", "prod", "std", "var"):
        ours = [text for text in texts if text.startswith(f"np.{name}(x")]
        assert any("-1" in text for text in ours) and any("(0, 2)" in text for text in ours), name
    assert np.size(texts) > 4000


@pytest.mark.parametrize(
    "text, name",
    [
        ("np.var(x, ddof=q)", "ddof"), ("np.std(x, ddof=q * q)", "ddof"),
        ("np.var(x, correction=q)", "correction"), ("np.std(x, 0, correction=q)", "correction"),
        ("np.var(x, where=x > 0.0, ddof=q)", "ddof"), ("np.nanvar(x, ddof=q)", "ddof"),
        ("np.std(x, where=x > 0.0, ddof=q)", "ddof"), ("np.nanstd(x, ddof=q)", "ddof"),
        ("x.std(ddof=q)", "ddof"), ("x.var(ddof=q)", "ddof"),
    ],
)  # fmt: skip
def test_a_number_of_degrees_that_varies_is_refused(text, name):
    f = function_of(text, ["x", "q"])
    with pytest.raises(MissingRule, match=f"with respect to `{name}`"):
        grad(f, "q")(np.array([0.3, 0.5, 0.9]), 0.7)
    assert grad(f, "x")(np.array([0.3, 0.5, 0.9]), 0.7).shape == (3,)
