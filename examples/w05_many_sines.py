"""W5. A loop around a sine: its symbolic derivative swells, its adjoint stays a loop."""

import math

from s2sad import differentiate


@differentiate
def many_sines(x):
    y = x
    for _ in range(1, 7):
        y = math.sin(x + y)
    return y


@differentiate
def many_more_sines(x):
    y = x
    for _ in range(1, 7001):
        y = math.sin(x + y)
    return y


def formulas(trips):
    """Return the unrolled formula and its derivative, as texts."""
    y, dy = "x", "1"
    for _ in range(trips):
        y, dy = f"sin(x + {y})", f"cos(x + {y})*(1 + {dy})"
    return y, dy


def main():
    x = 1.2
    for trips in (1, 2, 6, 50):
        print(f"{trips:2} trips unrolled: a derivative of {len(formulas(trips)[1])} characters")
    print(f"\n{many_sines.adjoint}\n")
    lengths = [len(str(g.adjoint).splitlines()) for g in (many_sines, many_more_sines)]
    print(f"lines of the adjoint program: {lengths[0]} for 6 trips, {lengths[1]} for 7000")
    scope = {"x": x, "sin": math.sin, "cos": math.cos}
    print(f"by the formula: {eval(formulas(6)[1], scope)}")
    print(f"by the adjoint: {many_sines.grad(x)[0]}")


if __name__ == "__main__":
    main()
