"""Points for NumPy's functions of functions, and for what joins by a subscript."""


from .points import X1, X2, signed

POINTS = []


def add(text, **values):
    POINTS.append((text, values))


add("np.piecewise(x, [x < 0, x >= 0.5], [lambda t: -t, lambda t: t**2])", x=X2)
add("np.piecewise(x, [x < 0], [lambda t: -t, lambda t: t**2])", x=X1)
add("np.piecewise(x, [x < 0, x >= 0], [-1.0, lambda t: t**3])", x=X1)
add("np.r_[x, y]", x=X1, y=signed(2))
add("np.r_[x, 0.5, y]", x=X1, y=0.3)
add("np.r_[0.0, x, 1:3]", x=X1)
add("np.c_[x, y]", x=X1, y=signed(4))
add("np.c_[x, y]", x=X2, y=signed(3, 2))
add("np.apply_along_axis(lambda v: np.sum(v**2), 0, x)", x=X2)
add("np.apply_along_axis(lambda v: np.sum(v**2), -1, x)", x=X2)
add("np.apply_along_axis(np.cumprod, 1, x)", x=X2)
add("np.apply_along_axis(lambda v, k: k * v[0], 1, x, y)", x=X2, y=0.3)
add("np.vectorize(lambda a: a**2 if a > 0 else -a)(x)", x=X2)
add("np.vectorize(lambda a, b: a * b)(x, y)", x=X2, y=X1)
add("np.vectorize(lambda a, b: a * b)(x, 2.0)", x=X1)
add("np.vectorize(lambda a, b, c: a * b + c)(x, y, 2.0)", x=X2, y=X1)
add("np.vectorize(math.sin)(x)", x=0.3)
add("np.r_[x, y]", x=X2, y=signed(1, 4))
add("np.r_[x]", x=X1)
add("np.r_[2:5, x]", x=X1)
add("np.c_[x[1:], y, x[:-1]]", x=X1, y=signed(3))
add("np.vectorize(lambda a, b: a * b)([x, y], y)", x=0.3, y=0.4)
add("np.average([x, y, 1.0], weights=[y, 2.0, x])", x=0.3, y=0.4)
add("np.linspace([x, y], 1.0, 3)", x=0.3, y=0.4)
add("np.interp(0.3, [0.0, 1.0], [x, y])", x=0.3, y=0.4)
add("np.median([x, y, 0.35])", x=0.3, y=0.4)
