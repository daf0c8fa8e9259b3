"""`s2sad rules` prints the declarations, all of them or those that a name selects."""

import pytest

from s2sad.cli import main
from s2sad.rules import all_rules


@pytest.fixture
def printed(capsys):
    def run(*arguments):
        capsys.readouterr()
        status = main(["rules", *arguments])
        return status, *capsys.readouterr()

    return run


def test_all_rules_are_printed(printed):
    status, out, err = printed()
    assert (status, err) == (0, "")
    flat = " ".join(out.split())
    for rule in all_rules():
        assert " ".join(rule.call.split()) in flat
        for name, text in rule.formulas:
            if rule.word != "zero":
                assert " ".join(f"{name} = {text}".split()) in flat


@pytest.mark.parametrize(
    ("name", "shown", "hidden"),
    [
        ("exp", ["np.exp(x)  dz = z * dx", "math.exp(x)  dz = z * dx"], ["expm1", "np.sin"]),
        ("np.exp", ["np.exp(x)  dz = z * dx"], ["math.exp"]),
        ("np.exp()", ["np.exp(x)  dz = z * dx"], ["math.exp"]),
        ("numpy.absolute", ["np.abs(x)", "(at 0: 0)"], ["np.sin"]),
        ("linalg", ["np.linalg.inv(a)", "np.linalg.solve"], ["np.exp("]),
        ("np.linalg", ["np.linalg.inv(a)", "np.linalg.solve"], ["np.exp("]),
        ("math", ["math.sin(x)"], ["np.sin"]),
        ("**", ["x ** 2", "2.0 * x * dx"], ["np.power"]),
        ("len", ["Zero wherever the derivative exists: len(x)."], ["np.exp"]),
    ],
)
def test_a_name_selects_rules(printed, name, shown, hidden):
    status, out, err = printed(name)
    assert (status, err) == (0, "")
    assert all(text in out for text in shown), out
    assert not any(text in out for text in hidden)


@pytest.mark.parametrize("name", ["np.meshgrid", "piecewise", "np.vectorize", "numpy.select"])
def test_what_is_written_out_as_others_has_no_rule_and_is_known(printed, name):
    status, out, err = printed(name)
    assert (status, err) == (0, "")
    assert out.startswith(f"np.{name.rpartition('.')[2]} has no rule of its own")


def test_each_entry_says_for_which_values_it_holds(printed):
    out = printed("np.linalg.norm")[1]
    assert all(f"(for ord={order}" in out for order in ("None or 'fro'", "2;", "1;", "inf", "-inf"))
    assert "for ord=another number" in out


def test_the_source_of_a_formula_is_printed_and_at_the_end_the_work(printed):
    out = printed("np.linalg.inv")[1]
    assert "(source: Giles 2008, 2.2.3)" in out
    assert out.rstrip().endswith("differentiation. LNCSE 64.")
    assert "source" not in printed("np.exp")[1]


def test_searches_and_flows_are_no_zeros(printed):
    for name in ("scipy.integrate.odeint", "scipy.optimize.root", "scipy.integrate.quad"):
        out = printed(name)[1]
        assert "Read with the functions that they are given" in out and "Zero" not in out


@pytest.mark.parametrize(
    ("name", "hint"),
    [("np.epx", "np.exp"), ("sinn", "np.sin"), ("linalg.nrm", "np.linalg.norm"),
     ("np.linalgg", "np.linalg"), ("xyzzy", "")],
)  # fmt: skip
def test_an_unknown_name_gets_a_hint(printed, name, hint):
    status, out, err = printed(name)
    assert (status, out) == (2, "")
    assert err.startswith(f"there is no rule for `{name}`\n")
    assert f"Did you mean `{hint}`?" in err if hint else "Did you mean" not in err
