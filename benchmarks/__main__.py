"""The command `python -m benchmarks [--only NAME] [--quick]`, with the reports that are asked for.

These are calls, import, compile, adjoints, functions; by default all of them.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # before NumPy is imported: all that is timed has one

from . import adjoints, calls, compiling, functions, imports  # noqa: E402
from .timing import FULL, QUICK  # noqa: E402

REPORTS = {
    "calls": ("overhead of a call", calls.report),
    "import": ("import time", imports.report),
    "compile": ("from source to compiled derivative", compiling.report),
    "adjoints": ("emitted adjoints", adjoints.report),
    "functions": ("single functions", functions.report),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables that were asked for, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("which", nargs="*", metavar="|".join(REPORTS), help="all by default")
    parser.add_argument("--only", default="", metavar="NAME", help="rows whose name contains it")
    parser.add_argument("--quick", action="store_true", help="a few seconds: figures are rough")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.which if name not in REPORTS]
    if unknown:
        parser.error(f"no benchmark {unknown[0]!r}; there are {', '.join(REPORTS)}")
    for name in options.which or REPORTS:
        title, report = REPORTS[name]
        effort = QUICK if options.quick else FULL
        print(f"{title}\n\n{report(effort, options.only, options.quick)}\n", flush=True)


if __name__ == "__main__":
    main()
