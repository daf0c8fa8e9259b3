"""W2. `f(x, y) = 2x + x*y**3 + sin(x)` at (3, 5): every statement with its value and its tangent.

The emitted tangent program is an ordinary function: here its text is run with another last line,
which returns all of its variables.
"""

import numpy as np

from s2sad import differentiate


@differentiate
def f(x, y):
    return 2 * x + x * y**3 + np.sin(x)


def trace(x, y, dx, dy):
    """Return name -> (value, tangent) of each variable, in the order of the program."""
    text = str(f.tangent).replace("return z, dz", "return dict(locals())")
    scope = {"np": np}
    exec(text, scope)
    values = scope["f_tangent"](x, y, dx, dy)
    return {name: (values[name], values["d" + name]) for name in values if "d" + name in values}


def main():
    lines = str(f.primal).splitlines()
    statements = dict(line.strip().split(" = ", 1) for line in lines if " = " in line)
    print(f"{'':4}{'statement':14}{'value':>20}{'x-tangent':>20}")
    for name, (value, tangent) in trace(3.0, 5.0, 1.0, 0.0).items():
        print(f"{name:4}{statements.get(name, 'an input'):14}{value:20.15g}{tangent:20.15g}")
    value, (gx, gy) = f.value_and_grad(3.0, 5.0)
    print(f"value {value!s}, gradient ({gx!s}, {gy!s})")


if __name__ == "__main__":
    main()
