"""The command line: `s2sad show`, `s2sad check`, `s2sad rules`.

A command returns its exit status: 0, 1 if a check fails, 2 if something is refused. What is
refused is said on standard error, as in Python but without a traceback.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from .errors import Error

_ABOUT = "Derivative programs of plain Python and NumPy functions, as source text."
_EXAMPLES = """examples:
  s2sad show model.py                       list the functions of a file
  s2sad show model.py:loss                  the adjoint program of a function
  s2sad check model.py:loss --args "np.ones(3), 0.5"
  s2sad rules np.linalg                     the derivatives of primitives
"""
_SHOW = """Print a derivative program of a function. The file is read and never run, and nothing
that it imports is imported: names are found in its text, and in that of the files beside it.
What only a run would tell is refused."""
_SHOW_EXAMPLES = """examples:
  s2sad show model.py:loss
  s2sad show model.py:loss --mode all --style folded
  s2sad show model.py:loss --types "W=float64[:, :], x=float64[:]" --wrt W
  s2sad show model.py:loss --types "float64[:, :], float"
  s2sad show model.py:Spring.energy --types "self.k=float"
  s2sad show model.py:Net.forward --mode tangent
  s2sad show model.py:step --of u       what it leaves in its argument u is its result
  s2sad show model.py:loss -o loss_adjoint.py     a file that needs NumPy only
"""
_CHECK = """Run a function at a point, and its derivatives: the tangent against differences, the
adjoint against the tangent. The file is imported. If a derivative is wrong, the source line whose
derivative it is is named, and the exit status is 1."""
_CHECK_EXAMPLES = """examples:
  s2sad check model.py:loss --args "np.ones(3), 0.5"
  s2sad check model.py:loss --args "W, x" --wrt W     names of the file may be used
"""
_RULES = """Print the primitives that have derivatives, and the derivatives, as they are declared:
z is the result, dx the tangent of x, g the adjoint of the result."""
_RULES_EXAMPLES = """examples:
  s2sad rules                 all of them
  s2sad rules exp             by the name of a function
  s2sad rules np.linalg       all of a module
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit status."""
    try:
        options = _parser().parse_args(arguments)
        status: int = options.run(options)
        sys.stdout.flush()
    except Error as error:
        sys.stdout.flush()
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # what reads the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno is None or error.filename is not None:
            raise
        print(f"the output cannot be written: {error.strerror}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        print(f"s2sad has failed with {type(error).__name__}: {error}", file=sys.stderr)
        print("This is a fault of s2sad; `python -X dev` shows where.", file=sys.stderr)
        return 2
    return status


def _parser() -> argparse.ArgumentParser:
    version = sys.modules["s2sad"].__version__
    parser = argparse.ArgumentParser(
        prog="s2sad", description=_ABOUT, epilog=_EXAMPLES, formatter_class=_Formatter
    )
    parser.add_argument("--version", action="version", version=f"s2sad {version}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_show(commands)
    _add_check(commands)
    _add_rules(commands)
    return parser


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose description and examples stand as they are written."""


def _add_show(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    show = commands.add_parser(
        "show", help="print a derivative program; the file is not run", description=_SHOW,
        epilog=_SHOW_EXAMPLES, formatter_class=_Formatter,
    )  # fmt: skip
    show.add_argument("target", metavar="FILE.py:FUNCTION", help="or FILE.py, to list functions")
    show.add_argument(
        "--mode", default="adjoint", choices=("primal", "tangent", "adjoint", "gradient", "all"),
        help="which program (default: adjoint)",
    )  # fmt: skip
    show.add_argument(
        "--wrt", metavar="X,Y", help="names or positions of the parameters to differentiate"
    )
    _add_of(show)
    show.add_argument(
        "--types", metavar="TYPES",
        help='the types of the parameters: "float64[:, :], float", or "x=float64[:], n=int"; '
        "by default what annotations, defaults and use tell",
    )  # fmt: skip
    show.add_argument(
        "--style", default="primitive", choices=("primitive", "folded"),
        help="one operation a statement (default), or the program that runs",
    )  # fmt: skip
    show.add_argument("-o", dest="output", metavar="FILE", help="write a standalone file")
    show.set_defaults(run=_show)


def _show(options: argparse.Namespace) -> int:
    from .cli_show import show

    return show(options)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "check", help="compare derivatives with differences; the file is run",
        description=_CHECK, epilog=_CHECK_EXAMPLES, formatter_class=_Formatter,
    )  # fmt: skip
    check.add_argument("target", metavar="FILE.py:FUNCTION")
    check.add_argument(
        "--args", metavar="ARGUMENTS", default="",
        help='where, as in a call: "np.ones(3), n=2"; `np`, `math` and the names of the file',
    )  # fmt: skip
    check.add_argument(
        "--wrt", metavar="X,Y", help="names or positions of the parameters to differentiate"
    )
    _add_of(check)
    check.set_defaults(run=_check)


def _add_of(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--of", metavar="X,Y",
        help="parameters whose final contents are results of the function, which writes them",
    )


def _check(options: argparse.Namespace) -> int:
    from .cli_check import check

    return check(options)


def _add_rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    rules = commands.add_parser(
        "rules", help="print the derivatives of primitives", description=_RULES,
        epilog=_RULES_EXAMPLES, formatter_class=_Formatter,
    )  # fmt: skip
    rules.add_argument("name", metavar="NAME", nargs="?", help="a function or a module")
    rules.set_defaults(run=_rules)


def _rules(options: argparse.Namespace) -> int:
    from .cli_rules import show_rules

    return show_rules(options)
