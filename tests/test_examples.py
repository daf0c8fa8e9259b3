"""Every script of examples/ runs, and prints the figures that it reproduces."""

import gzip
import math
import os
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted((ROOT / "examples").glob("w*.py"))
SAMPLE = ROOT / "examples" / "data" / "digits-images-idx3-ubyte.gz"
NUMBER = r"-?(?:\d+\.?\d*(?:e[-+]?\d+)?)"


def printed(name, *arguments):
    """Return what a script prints; it must warn of nothing."""
    script = next(path for path in SCRIPTS if path.name.startswith(name))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def figures(line):
    """Return the numbers that stand in a line of text."""
    return [float(word) for word in re.findall(rf"(?<![\w.]){NUMBER}(?![\w.])", line)]


def line_with(text, start):
    """Return the rest of the only line that begins with these words."""
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return line.removeprefix(start)


def code_of(text, function):
    """Return the statements of a printed function, without comments, blanks and what follows."""
    lines = text.split(f"def {function}_")[1].splitlines()[1:]
    statements = [line.split("#")[0].strip() for line in lines]
    end = next(i for i, line in enumerate(statements) if line.startswith("return"))
    return [line for line in statements[: end + 1] if line]


def test_there_is_a_script_for_each_worked_example():
    assert [path.name[:3] for path in SCRIPTS] == [f"w{k:02}" for k in range(1, 11)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_is_short_and_says_what_it_reproduces(path):
    lines = path.read_text().splitlines()
    assert len(lines) < 80
    assert lines[0].startswith(f'"""W{int(path.stem[1:3])}. ')
    assert "def main(" in path.read_text()


def test_w01_prints_the_programs_statement_for_statement():
    text = printed("w01")
    parts = re.split(r"^(?=Program A|Program B|The adjoint|At x)", text, flags=re.M)
    _, primal, tangent, adjoint, point = parts
    assert "    a -> z;" in adjoint and "    y -> b;" not in adjoint
    assert code_of(primal, "f") == ["a = x * y", "b = np.sin(x)", "z = a + b", "return z"]
    assert code_of(tangent, "f") == [
        "a = x * y", "da = y * dx + x * dy", "b = np.sin(x)", "db = np.cos(x) * dx",
        "z = a + b", "dz = da + db", "return z, dz",
    ]  # fmt: skip
    assert code_of(adjoint, "f") == [
        "a = x * y", "b = np.sin(x)", "z = a + b", "gb = gz", "ga = gz",
        "gy = x * ga", "gx = y * ga + np.cos(x) * gb", "return z, (gx, gy)",
    ]  # fmt: skip
    z, gx, gy = 15.0 + math.sin(3.0), 5.0 + math.cos(3.0), 3.0
    assert figures(line_with(point, "the adjoint pass:")) == [z, gx, gy]
    assert figures(line_with(point, "a tangent pass with seed (1.0, 0.0):")) == [z, gx]
    assert figures(line_with(point, "a tangent pass with seed (0.0, 1.0):")) == [z, gy]


def test_w02_prints_each_value_and_tangent():
    text = printed("w02")
    table, result, graph = text.split("\n\n")
    rows = [figures(line) for line in table.splitlines()[1:]]
    sine, cosine = math.sin(3.0), math.cos(3.0)
    values = [3, 5, 6, 125, 375, 381, sine, 381 + sine]
    tangents = [1, 0, 2, None, 125, 127, cosine, 127 + cosine]
    adjoints = [127 + cosine, 225, 1, 3, 1, 1, 1, 1]
    assert len(rows) == 8
    for row, *expected in zip(rows, values, tangents, adjoints):
        wanted = [number for number in expected if number is not None]
        assert row[-len(wanted) :] == pytest.approx(wanted, rel=1e-11, abs=0.0)
    value, gx, gy = figures(result)
    assert (value, gx, gy) == pytest.approx((381 + sine, 127 + cosine, 225), rel=1e-15)
    assert f"{value:.5f} {gx:.5f}" == "381.14112 126.01001"
    assert graph.startswith("digraph f {") and "x -> c;" in graph


def test_w03_the_search_creeps_and_the_gradient_strides():
    text = printed("w03")
    assert line_with(text, "start: ") == "-6.0"
    for seed in (1, 2, 3):
        trajectory = figures(line_with(text, f"search {seed}: -6.0000"))
        assert trajectory == sorted(trajectory)
        (reached,) = figures(line_with(text, f"search {seed}: 100 steps reach"))
        assert 0.006 < (reached + 6.0) / 100 < 0.01
    steps, reached = figures(text.splitlines()[-1])
    assert (steps, reached) == (7.0, -5.1423)


def test_w04_five_tangent_passes_one_adjoint_pass_and_a_list():
    text = printed("w04")
    gradient = [
        -0.1049935854035065, 0.3149807562105195, 0.1049935854035065, 0.1049935854035065,
        0.209987170807013,
    ]  # fmt: skip
    assert line_with(text, "value: ") == "0.8807970779778823"
    for way in ("tangent pass", "the adjoint pass"):
        found = [float(line_with(text, f"{way}, d/d{name}: ")) for name in "abcxy"]
        assert found == gradient
    assert line_with(text, "a list argument: ") == str(gradient)


def test_w05_the_adjoint_of_a_loop_stays_a_loop():
    text = printed("w05")
    lengths = figures(line_with(text, "lines of the adjoint program:"))
    assert lengths[0::2] == [lengths[0]] * 2
    assert lengths[1::2] == [6.0, 7000.0]
    assert text.count("for ") >= 2
    by_formula = float(line_with(text, "by the formula: "))
    assert float(line_with(text, "by the adjoint: ")) == pytest.approx(by_formula, rel=1e-15)


def test_w06_the_composition_and_the_elementary_functions():
    text = printed("w06")
    value, derivative = figures(line_with(text, "sqrt(3*sin(x)) at 2:"))
    assert value == 1.6516332160855343
    # The cosine of 2 is negative, and so is the derivative.
    assert abs(derivative) == pytest.approx(0.3779412091869595, rel=1e-15)
    assert derivative == pytest.approx(float(line_with(text, "by the formula: ")), rel=1e-15)
    table = [figures(line)[-2:] for line in text.splitlines() if "by the book" in line]
    assert len(table) == 18
    for found, by_the_book in table:
        assert found == pytest.approx(by_the_book, rel=0.0, abs=2e-15)


def test_w07_differences_get_better_and_then_worse():
    text = printed("w07")
    rows = [figures(line)[:3] for line in text.splitlines() if re.match(r"1e-\d\d ", line)]
    for column, best in ((1, 1e-8), (2, 1e-5)):
        least = min(rows, key=lambda row: row[column])
        assert best / 100 < least[0] < best * 100
        assert rows[0][column] > 1e3 * least[column] < rows[-1][column]
        way = "one-sided" if column == 1 else "central"
        assert figures(line_with(text, f"least error of {way} differences:")) == [least[column]]
    assert figures(line_with(text, "error of the exact derivative:"))[0] < 1e-15


def test_w07_draws_the_chart(tmp_path):
    pytest.importorskip("matplotlib")
    printed("w07", "--plot", str(tmp_path / "chart.png"))
    assert (tmp_path / "chart.png").stat().st_size > 1000


def test_w07_says_what_is_missing(tmp_path):
    (tmp_path / "matplotlib.py").write_text("raise ImportError")
    script = str(next(path for path in SCRIPTS if path.name.startswith("w07")))
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, script, "--plot", str(tmp_path / "chart.png")],
        env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 1
    assert "least error of central differences:" in done.stdout
    assert done.stderr.startswith("the chart needs matplotlib")


def test_w08_steepest_descent_ends_where_it_should():
    text = printed("w08")
    assert figures(line_with(text, "after 0 steps:"))[:2] == [0.1, 0.1]
    for steps, expected in (
        (1000, (0.9998665320141327, 2.0000191714150106, 1.9088215184565296e-9)),
        (1001, (0.999867653022265, 2.0000190103927853, 1.876891490619424e-9)),
    ):
        found = figures(line_with(text, f"after {steps} steps:"))
        assert found == pytest.approx(expected, rel=1e-9, abs=0.0)


def test_w09_the_formulas_by_hand_are_the_adjoint_program():
    text = printed("w09")
    rows = [figures(line)[-2:] for line in text.splitlines() if re.match(r"  \(\d, \d\) ", line)]
    assert len(rows) == 4 * 3 + 2 * 4
    for by_hand, emitted in rows:
        assert emitted == pytest.approx(by_hand, rel=1e-13)
    assert figures(line_with(text, "largest difference:"))[0] < 1e-15
    assert "def cost_adjoint(theta_js, theta_kj, x, y" in text


def test_w10_a_short_run_has_the_weights_of_a_gradient_by_hand():
    text = printed("w10", "--hand", "--images", "40", "--epochs", "2")
    (apart,) = figures(line_with(text, "largest difference from the weights trained by hand:"))
    assert apart < 1e-13
    assert text.startswith("epoch 1/2, image   40/40\nepoch 2/2, image   40/40\nerror before ")
    assert "3 images seen, 3 not seen" in text


def test_w10_the_error_goes_down_by_five_times_and_a_picture_is_saved(tmp_path):
    text = printed("w10", "--picture", str(tmp_path / "digits.png"))
    before, after, times = figures(line_with(text, "error "))
    assert before > 5.0 * after
    assert times == pytest.approx(before / after, abs=0.06)
    data = (tmp_path / "digits.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (6 * 28, 2 * 28)
    pixels = zlib.decompress(data[41 : data.index(b"IEND") - 8])
    assert len(pixels) == 2 * 28 * (6 * 28 + 1)


def test_w10_reads_a_folder_of_idx_files_that_are_not_compressed(tmp_path):
    data = gzip.decompress(SAMPLE.read_bytes())
    few = data[:4] + struct.pack(">I", 5) + data[8 : 16 + 5 * 784]
    (tmp_path / "t10k-images-idx3-ubyte").write_bytes(few)
    arguments = ("--images", "5", "--epochs", "1")
    text = printed("w10", "--data", str(tmp_path), *arguments)
    assert "epoch 1/1, image    5/5\n" in text
    errors = line_with(text, "error before")
    assert errors == line_with(printed("w10", *arguments), "error before")
