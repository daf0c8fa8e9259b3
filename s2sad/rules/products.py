"""Products of arrays: linear in each operand."""

from typing import Any

from .declare import multilinear, zero

multilinear("a @ b", a="rt.matmul_lhs(g, a, b)", b="rt.matmul_rhs(g, a, b)")
multilinear("np.matmul(a, b)", a="rt.matmul_lhs(g, a, b)", b="rt.matmul_rhs(g, a, b)")
multilinear("np.linalg.matmul(a, b)", a="rt.matmul_lhs(g, a, b)", b="rt.matmul_rhs(g, a, b)")
multilinear("np.dot(a, b)", a="rt.dot_lhs(g, a, b)", b="rt.dot_rhs(g, a, b)")
multilinear("np.inner(a, b)", a="rt.inner_lhs(g, a, b)", b="rt.inner_rhs(g, a, b)")
multilinear(
    "np.vdot(a, b)",
    a="np.conj(g * np.reshape(b, np.shape(a)))", b="g * np.conj(np.reshape(a, np.shape(b)))",
)  # fmt: skip
multilinear(
    "np.outer(a, b)",
    a="np.reshape(g @ np.ravel(b), np.shape(a))",
    b="np.reshape(np.ravel(a) @ g, np.shape(b))",
)
multilinear(
    "np.tensordot(a, b, axes=2)",
    a="rt.tensordot_lhs(g, a, b, axes)", b="rt.tensordot_rhs(g, a, b, axes)",
)  # fmt: skip
multilinear("np.linalg.outer(a, b)", a="g @ b", b="a @ g")
multilinear(
    "np.linalg.tensordot(a, b, *, axes=2)",
    a="rt.tensordot_lhs(g, a, b, axes)", b="rt.tensordot_rhs(g, a, b, axes)",
)  # fmt: skip
for _name in ("np.linalg.vecdot", "np.vecdot"):
    multilinear(
        f"{_name}(a, b, *, axis=-1)",
        a="np.conj(np.expand_dims(g, axis) * b)", b="np.expand_dims(g, axis) * np.conj(a)",
    )  # fmt: skip
multilinear(
    "np.matvec(a, b)",
    a="np.expand_dims(g, -1) * np.expand_dims(b, -2)", b="np.vecmat(g, a)", real=True,
)  # fmt: skip
multilinear(
    "np.vecmat(b, a)",
    a="np.expand_dims(b, -1) * np.expand_dims(g, -2)", b="np.matvec(a, g)", real=True,
)  # fmt: skip
multilinear("np.linalg.cross(a, b)", a="np.cross(b, g)", b="np.cross(g, a)",
            note="of three components")  # fmt: skip
multilinear("np.cross(a, b)", a="np.cross(b, g)", b="np.cross(g, a)", note="of three components")
multilinear(
    "np.vecdot(a, b, *, axis=-1)",
    a="np.expand_dims(g, axis) * b", b="np.expand_dims(g, axis) * a", real=True,
)  # fmt: skip
multilinear("np.kron(a, b)", a="rt.kron_lhs(g, a, b)", b="rt.kron_rhs(g, a, b)")
multilinear(
    "rt.kron_lhs(y, a, b)", y="np.kron(g, b)", b="rt.kron_rhs(y, g, b)", shape="a",
)  # fmt: skip
multilinear(
    "rt.kron_rhs(y, a, b)", y="np.kron(a, g)", a="rt.kron_lhs(y, a, g)", shape="b",
)  # fmt: skip

# The adjoint of a factor is a product as well: of those before it turned round, g, those after it.
zero("np.linalg.multi_dot(arrays)", constant="arrays")
for _count in range(3, 9):
    _names = [f"x{k}" for k in range(_count)]
    _before = [[f"rt.t({x})" for x in _names[:k][::-1]] for k in range(_count)]
    _after = [[f"rt.t({x})" for x in _names[:k:-1]] for k in range(_count)]
    _adjoints: dict[str, Any] = {
        x: f"np.linalg.multi_dot(({', '.join([*_before[k], 'g', *_after[k]])}))"
        for k, x in enumerate(_names)
    }
    multilinear(f"np.linalg.multi_dot(({', '.join(_names)}))", **_adjoints)
