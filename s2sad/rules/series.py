"""Series of polynomials: `np.polynomial`, in powers and in five families of orthogonal ones."""

from .declare import cite, general, linear

cite("chain rule; linear in the coefficients")
# z = sum(c_k P_k(x)): the matrix of all P_k(x) is what `…vander` gives.
for _module, _short in (
    ("polynomial", "poly"), ("chebyshev", "cheb"), ("legendre", "leg"), ("laguerre", "lag"),
    ("hermite", "herm"), ("hermite_e", "herme"),
):
    _f = f"np.polynomial.{_module}.{_short}"
    general(
        f"{_f}val(x, c)",
        dz=f"{_f}val(x, dc) + {_f}val(x, {_f}der(c)) * dx",
        x=f"{_f}val(x, {_f}der(c)) * g",
        c=f"np.reshape(np.tensordot(g, {_f}vander(x, np.size(c) - 1), axes=np.ndim(g)),"
          " np.shape(c))",
        note="of a vector of coefficients",
    )  # fmt: skip
    linear(f"{_f}der(c, m=1)", c=f"rt.series_der_back(g, c, '{_module}', m)")
    linear(f"{_f}int(c, m=1)", c=f"rt.series_int_back(g, c, '{_module}', m)")
    general(
        f"{_f}vander(x, deg)",
        dz="w * np.expand_dims(dx, -1)", w=f"rt.series_slopes(x, deg, '{_module}', 1)",
        x="np.sum(w * g, axis=-1)",
    )  # fmt: skip
general(
    "rt.series_slopes(x, deg, name, n)",
    dz="w * np.expand_dims(dx, -1)", w="rt.series_slopes(x, deg, name, n + 1)",
    x="np.sum(w * g, axis=-1)",
)  # fmt: skip
for _name in ("der", "int"):
    linear(f"rt.series_{_name}_back(y, c, name, m=1)", y=f"rt.series_{_name}(g, name, m)",
           shape="c")  # fmt: skip
    linear(f"rt.series_{_name}(c, name, m=1)", c=f"rt.series_{_name}_back(g, c, name, m)")
linear("np.polynomial.polynomial.polyfit(x, y, deg)", y="rt.polyfit_back(g[::-1], x, y, deg)",
       constant="x")  # fmt: skip
