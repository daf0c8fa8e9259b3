"""Eigenvalues and eigenvectors of matrices that need not be symmetric; roots of polynomials.

They are complex, as the derivatives are, and `rt.` makes them so where NumPy makes real numbers of
them because all are real; every formula gives the real derivative there.
"""

from .declare import cite, general, parts, zero

cite("Giles 2008")  # without the lengths and the phases
_VALUES = "np.sum(np.linalg.solve({v}, da) * rt.t({v}), axis=-1)"
_VALUES_BACK = "np.linalg.solve(rt.t({v}), np.expand_dims(g, -1) * rt.t({v}))"
# a = v diag(w) inv(v): p = inv(v) da v has dw = diag(p), and v (p / gaps) is dv but for the length
# and the phase of each column. LAPACK makes columns of length 1 whose largest component is real.
_DV = "z @ rt.over_gaps(np.linalg.solve(z, da @ z), {w})"
_LARGEST = "np.sum(m * z, axis=-2, keepdims=True)"


def _vectors(call: str, w: str, note: str, part: int | None = None) -> None:
    """Declare the vectors of the eigenvalues w."""
    general(
        call,
        m="rt.largest(z)", e=_DV.format(w=w),
        dz="e - z * np.sum(np.real(np.conj(z) * e), axis=-2, keepdims=True)"
           f" - z * (1j * np.sum(m * np.imag(e), axis=-2, keepdims=True) / {_LARGEST})",
        s="np.sum(g * z, axis=-2, keepdims=True)",
        y=f"g - np.real(s) * np.conj(z) - 1j * np.imag(s) * m / {_LARGEST}",
        a=f"np.linalg.solve(rt.t(z), rt.over_gaps(rt.t(z) @ y, {w})) @ rt.t(z)",
        part=part, note=note,
    )  # fmt: skip


for _name in ("np.linalg.eig", "rt.eig"):
    parts(f"{_name}(a)", "rt.eig_values(a, d)", "rt.eig_vectors(a, d)", whole="d")
general("rt.eig_values(a, d)", dz=_VALUES.format(v="d[1]"), a=_VALUES_BACK.format(v="d[1]"),
        part=0)  # fmt: skip
_vectors("rt.eig_vectors(a, d)", "d[0]",
         "of length 1, the largest component real; of equal eigenvalues: an error", part=1)
for _name in ("np.linalg.eigvals", "rt.eigvals"):
    general(f"{_name}(a)", v="rt.eigenvectors(a, z)", dz=_VALUES.format(v="v"),
            a=_VALUES_BACK.format(v="v"))  # fmt: skip
_vectors("rt.eigenvectors(a, w)", "w", "in the order of w")
zero("rt.largest(v)")

cite("implicit function theorem")
# p(z) = 0: dp(z) + p'(z) dz = 0.
for _name in ("np.roots", "rt.roots"):
    general(
        f"{_name}(p)",
        dz="-np.polyval(dp, z) / np.polyval(np.polyder(p), z)",
        p="rt.polyval_back(-g / np.polyval(np.polyder(p), z), p, z)",
        note="of a root that is one of several equal ones: no number",
    )  # fmt: skip
