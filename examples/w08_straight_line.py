"""W8. A straight line fitted to ten points by steepest descent: trajectory and figures."""

import numpy as np

from s2sad import grad

X = np.arange(1.0, 11.0)
Y = 2.0 * X + 1.0


def cost(m, c):
    return np.sum((Y - (m * X + c)) ** 2) / (2 * len(X))


def descend(m, c, steps, step=0.04):
    """Yield (m, c) before the first step and after each; both move from the same point."""
    gradient = grad(cost, wrt=(0, 1))
    yield m, c
    for _ in range(steps):
        gm, gc = gradient(m, c)
        m, c = m - step * gm, c - step * gc
        yield m, c


def main():
    for k, (m, c) in enumerate(descend(0.1, 0.1, 1001)):
        if k in (0, 1, 2, 3, 10, 30, 100, 300, 1000, 1001):
            print(f"after {k} steps: c = {c!s}, m = {m!s}, cost {cost(m, c)!s}")


if __name__ == "__main__":
    main()
