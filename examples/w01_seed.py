"""W1. `z = x*y + sin(x)`: Program A, Program B interleaved with it, and the adjoint program.

A tangent pass gives one derivative for each seed (dx, dy); one adjoint pass the whole gradient.
"""

import numpy as np

from s2sad import differentiate


@differentiate
def f(x, y):
    return x * y + np.sin(x)


def main():
    print("Program A, one primitive a statement:\n")
    print(f.primal)
    print("\nProgram B, interleaved with it:\n")
    print(f.tangent)
    print("\nThe adjoint program:\n")
    print(f.adjoint)
    print("\nWhich variable depends on which:\n")
    print(f.graph())
    print("\nAt x = 3, y = 5:\n")
    for seed, name in (((1.0, 0.0), "dz/dx"), ((0.0, 1.0), "dz/dy")):
        z, dz = f.jvp((3.0, 5.0), seed)
        print(f"a tangent pass with seed {seed}: z = {z!s}, {name} = {dz!s}")
    z, (gx, gy) = f.value_and_grad(3.0, 5.0)
    print(f"the adjoint pass: z = {z!s}, gradient = ({gx!s}, {gy!s})")


if __name__ == "__main__":
    main()
