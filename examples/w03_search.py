"""W3. The multiplication gate x*y at (-2, 3): random local search against following the gradient.

A search of 100 steps tries a uniform [-1, 1) change times 0.01 in both inputs and keeps it when the
output grows: about 0.008 a step. The gradient does the same job in a few steps.
"""

import numpy as np

from s2sad import grad


def gate(x, y):
    return x * y


def local_search(seed, steps=100):
    """Return the best output after each step of a random search."""
    rng = np.random.default_rng(seed)
    x, y = -2.0, 3.0
    best = gate(x, y)
    trajectory = [best]
    for _ in range(steps):
        dx, dy = 0.01 * rng.uniform(-1.0, 1.0, 2)
        if gate(x + dx, y + dy) > best:
            x, y = x + dx, y + dy
            best = gate(x, y)
        trajectory.append(best)
    return trajectory


def follow_gradient(goal, step=0.01):
    """Return the output after each step along the gradient, until it reaches the goal."""
    gradient = grad(gate, wrt=(0, 1))
    x, y = -2.0, 3.0
    trajectory = [gate(x, y)]
    while trajectory[-1] < goal:
        gx, gy = gradient(x, y)
        x, y = x + step * gx, y + step * gy
        trajectory.append(gate(x, y))
    return trajectory


def main():
    print(f"start: {gate(-2.0, 3.0)}")
    for seed in (1, 2, 3):
        trajectory = local_search(seed)
        print(f"search {seed}:", *(f"{z:.4f}" for z in trajectory[::20]))
        print(f"search {seed}: 100 steps reach {trajectory[-1]:.4f}")
    trajectory = follow_gradient(goal=-5.2)
    print("gradient:", *(f"{z:.4f}" for z in trajectory))
    print(f"gradient: {len(trajectory) - 1} steps reach {trajectory[-1]:.4f}")


if __name__ == "__main__":
    main()
