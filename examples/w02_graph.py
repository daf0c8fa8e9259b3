"""W2. `f(x, y) = 2x + x*y**3 + sin(x)` at (3, 5): every statement with its value and its slopes.

`trace` runs Program A statement by statement: the tangents are those of a change in x, the
adjoints the slope of the result in each value. `graph` says which variable depends on which.
"""

import numpy as np

from s2sad import differentiate


@differentiate
def f(x, y):
    return 2 * x + x * y**3 + np.sin(x)


def main():
    table = f.trace(3.0, 5.0)
    print(table)
    value, (gx, gy) = f.value_and_grad(3.0, 5.0)
    print(f"\nvalue {value!s}, gradient ({gx!s}, {gy!s})\n")
    print(f.graph())


if __name__ == "__main__":
    main()
