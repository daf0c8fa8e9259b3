"""`s2sad show`: the programs of a function of a file, which is read and never run."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from pathlib import Path
from typing import Any

from .api import Differentiable
from .errors import SourceUnavailable, WrongArgument
from .frontend.static import StaticModule, function_inside, functions_of, member
from .texts import WHICH, Text


def show(options: argparse.Namespace) -> int:
    """Print the programs that the options ask for, or write one into a file."""
    path, name = split_target(options.target)
    module = StaticModule.of(path)
    if not name:
        print(listed(module))
        return 0
    made = with_wrt(found_function(module, name), options.wrt, options.of)
    which = WHICH if options.mode == "all" else (options.mode,)
    texts = [_text(made, one, options) for one in which]
    if options.output is None:
        for number, text in enumerate(texts):
            print("\n" * bool(number), end="")
            text.show()
        return 0
    _write(texts, options.output, path)
    return 0


def _text(function: Differentiable, which: str, options: argparse.Namespace) -> Text:
    """Return a program; what to do about types is said in the words of the command line."""
    try:
        return function.text(which, types=options.types, style=options.style)
    except WrongArgument as error:
        if "before a call" not in error.what:
            raise
        types = re.search('types=(".*?")', error.instead)
        told = types[1] if types else '"x=float64[:], n=int"'
        instead = f"Annotate the parameters, or state their types: --types {told}."
        raise WrongArgument(error.what, error.where, error.why, instead) from None


def _write(texts: list[Text], output: str, path: Path) -> None:
    if len(texts) > 1:
        raise WrongArgument(
            "a file holds one program", None, f"--mode all makes {len(texts)}.",
            f"Choose one with --mode: {', '.join(WHICH)}.",
        )  # fmt: skip
    if Path(output).resolve() == path.resolve():
        raise WrongArgument(
            f"{output} is the file of the function itself", None,
            "It would be lost.", "Give another name.",
        )  # fmt: skip
    texts[0].save(output)
    print(f"wrote {output}", file=sys.stderr)


def split_target(target: str) -> tuple[Path, str]:
    """Return the file and the name of a function that `FILE.py:FUNCTION` gives."""
    file, colon, name = target.rpartition(":")
    if not colon or not file or "/" in name or "\\" in name:
        file, name = target, ""
    path = Path(file)
    if path.is_file():
        return path, name.strip()
    folder = path.parent if path.parent.is_dir() else Path()
    files = [p.name for p in folder.glob("*.py") if p.is_file()]
    near = difflib.get_close_matches(path.name, files, 1)
    what = "a folder" if path.is_dir() else "no file"
    raise SourceUnavailable(
        f"{file} is {what}", None, "A function is named as FILE.py:FUNCTION.",
        f"Did you mean {folder / near[0]}?" if near else "",
    )  # fmt: skip


def found_function(module: StaticModule, name: str) -> Any:
    """Return a function of a file by its name, or refuse, with one that is spelled like it."""
    found = member(module, name)
    if callable(found) and not isinstance(found, type):
        return found
    around = function_inside(module, name) if found is None else None
    if around is not None:
        raise WrongArgument(
            f"`{name}` is defined inside of `{around}`", None,
            f"It is made anew whenever `{around}` runs, from what that function has then.",
            f"Show `{around}`, or define it at the top level of the file.",
        )  # fmt: skip
    names = list(functions_of(module))
    near = [n for n in names if n.endswith(f".{name}")] or difflib.get_close_matches(name, names, 1)
    what = f"there is no function `{name}` in {module.path.name}"
    if found is not None:
        what = f"`{name}` of {module.path.name} is no function"
    raise WrongArgument(
        what, None, f"Did you mean `{near[0]}`?" if near else "", listed(module),
    )  # fmt: skip


def listed(module: StaticModule) -> str:
    """Return the functions of a file, each with its line, as one names them."""
    names = functions_of(module)
    if not names:
        return f"{module.path.name} defines no functions."
    width = max(len(name) for name in names)
    lines = [f"    {name.ljust(width)}    line {line}" for name, line in names.items()]
    return "\n".join([f"The functions of {module.path.name}:", *lines])


def with_wrt(function: Any, wrt: str | None, of: str | None = None) -> Differentiable:
    """Return a function with its derivatives; without `wrt` and `of`, as its decorator says."""
    is_decorated = isinstance(function, Differentiable)
    return Differentiable(
        function.__wrapped__ if is_decorated else function,
        wrt_of(wrt) if wrt is not None else function.wrt if is_decorated else None,
        _parts(of) if of is not None else function.of if is_decorated else None,
    )


def wrt_of(text: str) -> tuple[int | str, ...]:
    """Return what `--wrt x,1` names."""
    return tuple([int(part) if part.lstrip("-").isdigit() else part for part in _parts(text)])


def _parts(text: str) -> tuple[str, ...]:
    return tuple([part.strip() for part in text.split(",") if part.strip()])
