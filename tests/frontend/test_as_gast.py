"""The quick translation of trees to gast gives what gast's own gives."""

import ast
import glob
import os
from pathlib import Path

import gast
import pytest

from s2sad.frontend.as_gast import as_gast

LIBRARY = os.path.dirname(os.__file__)
FILES = sorted(glob.glob(f"{LIBRARY}/*.py"))[::5]
ODD = """
@decorated(1, *rest, key=2, **more)
async def f(a, /, b: int = 1, *args: str, c, d=2, **kwargs) -> None:
    async with a as x, b:
        async for y in x:
            await y
    try:
        pass
    except (KeyError, ValueError) as error:
        raise error from None
    except:
        global g
        del a[0], b.c
    else:
        return [i async for i in x if i if not i], {k: v for k, v in b}, {*a}, (yield)
    finally:
        assert a[1:2, ..., ::3], f"{a!r:>{b}} {c}"
    while (n := a) < 3 <= b is not c: continue
    else: break
    match a:
        case [1, *rest] | {"k": None, **more} | Point(x=0): x = lambda *, k=1: k
    import a.b as c, d
    from . import e as f
    x: int = 1
    x @= -y if not z else ~w
    class C(B, metaclass=M): nonlocal g
"""


def shown(tree):
    return gast.dump(tree, include_attributes=True)


@pytest.mark.parametrize("name", [ODD, *FILES], ids=lambda name: os.path.basename(name)[:30])
def test_trees_are_those_of_gast(name):
    text = name if name is ODD else Path(name).read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert shown(as_gast(tree)) == shown(gast.ast_to_gast(tree))
