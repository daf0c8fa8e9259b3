"""W9. Back-propagation is the adjoint program: one hidden layer, sigmoids, cross-entropy.

The formulas derived by hand, dJ/dtheta_kj = (a_k - y_k) a_j at the output and
dJ/dtheta_js = a_j (1 - a_j) (sum_k (a_k - y_k) theta_kj) x_s at the hidden layer, stand beside what
the emitted program returns.
"""

import numpy as np

from s2sad import differentiate


def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))


@differentiate(wrt=("theta_js", "theta_kj"))
def cost(theta_js, theta_kj, x, y):
    a_j = sigmoid(theta_js @ x)
    a_k = sigmoid(theta_kj @ a_j)
    return -np.sum(y * np.log(a_k) + (1.0 - y) * np.log(1.0 - a_k))


def by_hand(theta_js, theta_kj, x, y):
    a_j = sigmoid(theta_js @ x)
    a_k = sigmoid(theta_kj @ a_j)
    output = a_k - y
    hidden = a_j * (1.0 - a_j) * (theta_kj.T @ output)
    return np.outer(hidden, x), np.outer(output, a_j)


def main():
    rng = np.random.default_rng(9)
    theta_js, theta_kj = rng.normal(size=(4, 3)), rng.normal(size=(2, 4))
    x, y = rng.normal(size=3), np.array([1.0, 0.0])
    emitted = cost.grad(theta_js, theta_kj, x, y)
    hand = by_hand(theta_js, theta_kj, x, y)
    print(cost.adjoint)
    for name, g, h in zip(("theta_js", "theta_kj"), emitted, hand):
        print(f"\ndJ/d{name}        by hand             by the emitted program")
        for index in np.ndindex(g.shape):
            print(f"  {index!s:10} {h[index]:20.16f}  {g[index]:20.16f}")
    print(f"\nlargest difference: {max(np.max(abs(g - h)) for g, h in zip(emitted, hand)):.1e}")


if __name__ == "__main__":
    main()
