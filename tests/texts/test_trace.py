"""Traces and graphs of Program A."""

import math

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.errors import Error


@differentiate
def expression(x, y):
    return 2 * x + x * y**3 + np.sin(x)


@differentiate
def seed(x, y):
    return x * y + np.sin(x)


@differentiate
def many_sines(x):
    y = x
    for _ in range(1, 4):
        y = np.sin(x + y)
    return y


@differentiate
def buffer(u, k):
    for t in range(2):
        if t == 0:
            u[1:] = u[1:] * k
        else:
            u[0] = u[1] * u[0]
    return np.sum(u**2)


def test_the_table_of_an_expression():
    rows = expression.trace(3.0, 5.0)
    sine, cosine = math.sin(3.0), math.cos(3.0)
    assert [r.value for r in rows] == pytest.approx([3, 5, 6, 125, 375, 381, sine, 381 + sine])
    tangents = [1, 0, 2, 0, 125, 127, cosine, 127 + cosine]
    assert [0.0 if r.tangent is None else r.tangent for r in rows] == pytest.approx(tangents)
    adjoints = [127 + cosine, 225, 1, 3, 1, 1, 1, 1]
    assert [r.adjoint for r in rows] == pytest.approx(adjoints)


def test_the_direction_can_be_chosen():
    assert expression.trace(3.0, 5.0, wrt="y")["z"].tangent == pytest.approx(225.0)


def test_a_table_is_aligned():
    lines = str(seed.trace(3.0, 5.0)).splitlines()
    assert lines[0].split() == ["statement", "value", "tangent", "(dx=1)", "adjoint"]
    assert [line.split("  ")[0] for line in lines[1:]] == ["x", "y", "a", "b", "z"]
    assert len({len(line) for line in lines}) == 1


def test_each_trip_of_a_loop_has_its_rows():
    rows = list(many_sines.trace(1.2))
    last = [r for r in rows if r.statement.startswith("y = np.sin")]
    assert len(last) == 3
    for k, row in enumerate(last):
        def rest(y, trips=2 - k):
            for _ in range(trips):
                y = np.sin(1.2 + y)
            return y

        slope = (rest(row.value + 1e-6) - rest(row.value - 1e-6)) / 2e-6
        assert row.adjoint == pytest.approx(slope, rel=1e-8)
    assert rows[-1].tangent == pytest.approx(many_sines.grad(1.2)[0])
    assert rows[0].adjoint == pytest.approx(many_sines.grad(1.2)[0])


def test_stores_and_branches_are_traced_as_they_run():
    u = np.array([1.0, 2.0, 3.0])
    rows = buffer.trace(u, 0.5)
    stores = [r for r in rows if r.statement.startswith("u[")]
    assert [r.statement[:5] for r in stores] == ["u[1:]", "u[0] "]
    np.testing.assert_allclose(stores[0].value, [1.0, 1.0, 1.5])
    np.testing.assert_allclose(stores[1].value, [1.0, 1.0, 1.5])
    np.testing.assert_allclose(u, [1.0, 2.0, 3.0])
    assert rows["z"].value == pytest.approx(4.25)


def test_each_trip_of_a_body_of_one_statement_has_its_row_and_its_adjoint():
    @differentiate
    def powers(x):
        s = 1.0
        for _ in range(3):
            s = s * x
        return s

    rows = [r for r in powers.trace(2.0) if r.statement == "s = s * x"]
    assert [r.value for r in rows] == [2.0, 4.0, 8.0]
    assert [r.tangent for r in rows] == [1.0, 4.0, 12.0]
    assert [r.adjoint for r in rows] == [4.0, 2.0, 1.0]


def test_parameters_that_hold_several_numbers_are_traced():
    @differentiate
    def in_all(weights, *more):
        a, b = weights["pair"]
        return a * b + weights["rest"][0] * more[0] * more[1]

    rows = in_all.trace({"pair": (2.0, 3.0), "rest": [5.0]}, 7.0, 11.0)
    assert rows["weights"].adjoint == {"pair": (3.0, 2.0), "rest": [77.0]}
    assert rows["more"].adjoint == (55.0, 35.0)
    assert rows["weights_pair"].value == (2.0, 3.0)
    assert rows["z"].value == 6.0 + 385.0
    assert rows["z"].tangent == 3.0 + 2.0 + 77.0  # along ones in every leaf of `weights`


def test_a_test_has_a_row_without_a_name_and_a_flag_has_none():
    @differentiate
    def f(a, y):
        t = 0.0
        for v in a:
            t = t + (v if v * 2.0 > y else y)
            if t > 6.0:
                break
        return t

    rows = f.trace(np.array([1.0, 3.0, 9.0]), 5.0)
    tests = [r for r in rows if r.statement == "if v * 2.0 > y:"]
    assert [(r.name, bool(r.value), r.adjoint) for r in tests] == [
        ("", False, None), ("", True, None),
    ]  # fmt: skip
    assert all(not r.name.startswith("%") and r.statement for r in rows)
    assert " False" in str(rows) and "np.False_" not in str(rows)
    with pytest.raises(Error, match="There are `a`, `y`"):
        rows["q"]


def test_long_arrays_are_abbreviated():
    @differentiate
    def f(x):
        return np.sum(x * x)

    table = str(f.trace(np.arange(12.0)))
    assert "float64[12], 0 to 121" in table and len(table.splitlines()) == 4


def test_the_graph_of_the_seed():
    graph = seed.graph()
    assert set(graph.edges) == {("x", "a"), ("y", "a"), ("x", "b"), ("a", "z"), ("b", "z")}
    assert [name for name, _ in graph.nodes] == ["x", "y", "a", "b", "z"]
    text = str(graph)
    assert text.startswith("digraph seed {") and '    a [label="a = x * y"];' in text
    assert "    b -> z;" in text


def test_a_variable_that_is_bound_again_has_all_its_statements():
    @differentiate
    def f(a, y):
        t = 0.0
        for v in a:
            t = t + v * y
            if t > 6.0:
                break
        return t

    nodes = dict(f.graph(np.array([1.0, 3.0]), 5.0).nodes)
    assert nodes["t"] == "t = 0.0\nt = t + c"
    assert [text for text in nodes.values() if text.startswith("for ")] != []
    assert "stop" not in nodes and all("stop" not in edge for edge in f.graph().edges)
    assert 'label="t = 0.0\\nt = t + c"' in str(f.graph(np.array([1.0, 3.0]), 5.0))


def test_a_drawing_needs_the_program(monkeypatch):
    graphviz = pytest.importorskip("graphviz")

    def pipe(self, format):
        raise graphviz.ExecutableNotFound(["dot"])

    monkeypatch.setattr(graphviz.Source, "pipe", pipe)
    with pytest.raises(Error, match="needs the program `dot`"):
        seed.graph().svg()


def test_a_drawing_needs_the_library():
    try:
        import graphviz  # noqa: F401
    except ImportError:
        with pytest.raises(Error, match="pip install graphviz"):
            seed.graph().svg()
