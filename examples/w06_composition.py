"""W6. A composition, `sqrt(3*sin(x))`, and the elementary functions that a calculus book lists."""

import math

import numpy as np

from s2sad import grad, value_and_grad

# name, the point, the derivative of the books there
ELEMENTARY = [
    ("-x", 0.7, -1.0),
    ("x**3", 0.7, 3 * 0.7**2),
    ("1/x", 0.7, -1 / 0.7**2),
    ("exp", 0.7, math.exp(0.7)),
    ("log", 0.7, 1 / 0.7),
    ("sqrt", 0.7, 1 / (2 * math.sqrt(0.7))),
    ("sin", 0.7, math.cos(0.7)),
    ("cos", 0.7, -math.sin(0.7)),
    ("tan", 0.7, 1 / math.cos(0.7) ** 2),
    ("sinh", 0.7, math.cosh(0.7)),
    ("cosh", 0.7, math.sinh(0.7)),
    ("tanh", 0.7, 1 / math.cosh(0.7) ** 2),
    ("asin", 0.7, 1 / math.sqrt(1 - 0.7**2)),
    ("acos", 0.7, -1 / math.sqrt(1 - 0.7**2)),
    ("atan", 0.7, 1 / (1 + 0.7**2)),
    ("asinh", 0.7, 1 / math.sqrt(0.7**2 + 1)),
    ("acosh", 1.7, 1 / math.sqrt(1.7**2 - 1)),
    ("atanh", 0.7, 1 / (1 - 0.7**2)),
]


def composition(x):
    return np.sqrt(3 * np.sin(x))


def sum_of_all(x):
    """Each elementary function of its own number: the gradient is the list of all derivatives."""
    algebra = -x[0] + x[1] ** 3 + 1 / x[2] + np.exp(x[3]) + np.log(x[4]) + np.sqrt(x[5])
    circular = np.sin(x[6]) + np.cos(x[7]) + np.tan(x[8])
    hyperbolic = np.sinh(x[9]) + np.cosh(x[10]) + np.tanh(x[11])
    inverse = np.arcsin(x[12]) + np.arccos(x[13]) + np.arctan(x[14])
    return algebra + circular + hyperbolic + inverse + inverse_hyperbolic(x[15], x[16], x[17])


def inverse_hyperbolic(a, b, c):
    return np.arcsinh(a) + np.arccosh(b) + np.arctanh(c)


def main():
    value, derivative = value_and_grad(composition, wrt=0)(2.0)
    print(f"sqrt(3*sin(x)) at 2: value {value}, derivative {derivative}")
    print(f"by the formula: {3 * math.cos(2.0) / (2 * math.sqrt(3 * math.sin(2.0)))}")
    gradient = grad(sum_of_all)(np.array([x for _, x, _ in ELEMENTARY]))
    for (name, x, by_the_book), derivative in zip(ELEMENTARY, gradient):
        print(f"{name:5} at {x}: {derivative:18.15f}, by the book {by_the_book:18.15f}")


if __name__ == "__main__":
    main()
