"""SciPy on the command line and in saved files."""

import runpy

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.cli import main
from s2sad.frontend.static_files import library

pytest.importorskip("scipy", reason="SciPy is an optional extra")
from scipy import ndimage, special, stats  # noqa: E402

MODEL = """
import numpy as np
import scipy.optimize
from scipy import linalg as la, special
from scipy.stats import norm


def cube(x, p):
    return x**3 - p


def f(x: "float64[3]", p: float):
    y = la.solve_triangular(np.eye(3), special.expit(x) * norm.logpdf(x, loc=p), lower=True)
    return np.sum(y) * scipy.optimize.brentq(cube, 0.0, 3.0, args=(p,))
"""


def test_show_knows_the_names_of_scipy(tmp_path, capsys):
    path = tmp_path / "model.py"
    path.write_text(MODEL)
    assert main(["show", f"{path}:f"]) == 0
    text = capsys.readouterr().out
    for call in ("special.expit(x)", "stats.norm.logpdf(x, loc=p)", "trans=1, lower=True)",
                 "optimize.brentq(cube, 0.0, 3.0, args=(p,))"):  # fmt: skip
        assert call in text
    compile(text, "shown", "exec")


def test_a_library_that_is_not_known_stays_refused(tmp_path, capsys):
    assert library("scipy.special") is special
    path = tmp_path / "model.py"
    path.write_text("from sklearn import svm\ndef f(x):\n    return svm.f(x)\n")
    assert main(["show", f"{path}:f"]) != 0
    assert "NumPy, SciPy and math are known" in capsys.readouterr().err


def loss(x, sigma):
    return -np.sum(stats.norm.logpdf(x, scale=sigma)) + special.logsumexp(x)


def test_a_saved_file_imports_what_it_calls(tmp_path):
    derivative = differentiate(loss)
    x = np.array([0.3, -0.4, 1.1])
    expected = derivative.grad(x, 0.8)
    derivative.save(tmp_path / "saved.py", x, 0.8)
    text = (tmp_path / "saved.py").read_text()
    assert "from scipy import special\nfrom scipy import stats\n" in text
    assert "from s2sad" not in text
    _, found = runpy.run_path(str(tmp_path / "saved.py"))["loss_adjoint"](x, 0.8)
    np.testing.assert_array_equal(found[0], expected[0])
    assert found[1] == expected[1]


def test_scipy_is_imported_by_no_one_but_its_users():
    import subprocess
    import sys

    code = (
        "import sys, s2sad, numpy as np\n"
        "from s2sad.rules import lookup, all_rules\n"
        "assert lookup('scipy.special.erf') and len(all_rules()) > 500\n"
        "from s2sad.rules import op_of\n"
        "op_of(len), op_of(print), op_of(np.roots)\n"
        "assert 'scipy' not in sys.modules\n"
        "from scipy import special\n"
        "assert op_of(special.erf) == 'scipy.special.erf'\n"
        "assert 'scipy.stats' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_saved_file_has_the_constants_of_what_it_borrows(tmp_path):
    def f(a, m):
        return np.sum(special.gammainc(a, 0.7)) + np.sum(ndimage.gaussian_filter1d(m, 1.0) ** 2)

    program, a, m = differentiate(f), np.array([0.5, 1.5]), np.linspace(0.1, 0.9, 8)
    path = tmp_path / "saved.py"
    program.save(path, a, m)
    text = path.read_text()
    assert "_MODES = {" in text and "_UNITS = " in text and "s2sad" not in text.partition("def ")[2]
    saved = runpy.run_path(str(path))
    for found, expected in zip(saved["f_adjoint"](a, m)[1], program.grad(a, m)):
        np.testing.assert_array_equal(found, expected)
