"""W7. The error of numerical differentiation: it falls with epsilon, then rounding takes over.

A log-log chart of error against epsilon, beside the error of the exact derivative; `--plot FILE`
also draws it with matplotlib.
"""

import argparse
import math
from fractions import Fraction

from s2sad import grad


def f(x):
    return x * x * x / (1.0 + x * x)


def errors(x):
    """Return rows (epsilon, one-sided error, central error), and the exact derivative's error."""
    q = Fraction(x)
    truth = (3 * q**2 + q**4) / (1 + q**2) ** 2  # in rational arithmetic: no rounding
    rows = []
    for k in range(1, 16):
        h = 10.0**-k
        one_sided = (f(x + h) - f(x)) / h
        central = (f(x + h) - f(x - h)) / (2.0 * h)
        rows.append((h, *(abs(float(Fraction(d) - truth)) for d in (one_sided, central))))
    return rows, abs(float(Fraction(float(grad(f)(x))) - truth))


def chart(rows, exact):
    """Return the chart as text: one line for each epsilon, one column for each power of ten."""
    lines = ["epsilon   one-sided  central    error from 1e-17 to 1e+00"]
    for h, one_sided, central in rows:
        line = ["."] * 18
        for error, mark in ((exact, "|"), (one_sided, "o"), (central, "x")):
            line[17 + max(-17, min(0, round(math.log10(max(error, 1e-17)))))] = mark
        lines.append(f"{h:.0e}     {one_sided:.1e}    {central:.1e}    {''.join(line)}")
    lines.append("o one-sided, x central, | the exact derivative")
    return "\n".join(lines)


def plot(rows, exact, path):
    """Draw the chart with matplotlib."""
    try:
        from matplotlib import pyplot
    except ImportError:
        raise SystemExit(
            "the chart needs matplotlib, which is not installed: pip install matplotlib"
        ) from None

    epsilons, one_sided, central = zip(*rows)
    pyplot.loglog(epsilons, one_sided, "o-", label="one-sided difference")
    pyplot.loglog(epsilons, central, "x-", label="central difference")
    pyplot.axhline(max(exact, 1e-17), color="black", label="s2sad")
    pyplot.xlabel("epsilon")
    pyplot.ylabel("error of the derivative")
    pyplot.legend()
    pyplot.savefig(path)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--plot", metavar="FILE", help="draw it too (needs matplotlib)")
    options = parser.parse_args(arguments)
    rows, exact = errors(0.7)
    print(chart(rows, exact))
    print(f"least error of one-sided differences: {min(row[1] for row in rows):.1e}")
    print(f"least error of central differences: {min(row[2] for row in rows):.1e}")
    print(f"error of the exact derivative: {exact:.1e}")
    if options.plot:
        plot(rows, exact, options.plot)


if __name__ == "__main__":
    main()
