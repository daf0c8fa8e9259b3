"""W4. One sigmoid neuron: its gradient by five tangent passes, and by one adjoint pass.

The same with the five numbers as one list: the gradient is then a list of the same length.
"""

import math

from s2sad import differentiate, grad, jvp


@differentiate
def neuron(a, b, c, x, y):
    return 1 / (1 + math.exp(-(a * x + b * y + c)))


def neuron_of_list(p):
    a, b, c, x, y = p
    return 1 / (1 + math.exp(-(a * x + b * y + c)))


def main():
    point = (1.0, 2.0, -3.0, -1.0, 3.0)
    print(f"value: {neuron(*point)}")
    for i, name in enumerate("abcxy"):
        seed = tuple(float(i == j) for j in range(5))
        print(f"tangent pass, d/d{name}: {jvp(neuron, point, seed)[1]}")
    for name, g in zip("abcxy", neuron.grad(*point)):
        print(f"the adjoint pass, d/d{name}: {g}")
    print(f"a list argument: {grad(neuron_of_list)(list(point))}")


if __name__ == "__main__":
    main()
