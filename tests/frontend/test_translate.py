"""The tree that the reader gets is the one that gast's own translator makes."""

import ast
import inspect

import gast
import pytest

from s2sad.frontend import generators, matching, source, translate

EVERYTHING = '''
@decorator
async def f(a, /, b: int = 1, *rest, k, l=2, **more) -> float:
    """Text."""
    global one, two
    nonlocal three
    try:
        raise E from None
    except (A, B) as error:
        pass
    except C:
        x: int = 3
    else:
        del x[1:2, ...], y.z
    finally:
        assert x, f"{x!r:>{w}} text"
    async with a as b, c:
        await g(*p, q=1, **r)
    match x:
        case {"k": [1, *_], **rest} | Point(x=0) if y:
            yield
    return {**a, 1: {2}, "s": b"b"}, [u for v in w if v for u in v], lambda t=1: (t := t + 1)
class K(Base, meta=M):
    from . import a as b
'''


def texts():
    yield EVERYTHING
    for module in (generators, matching, source, translate):
        yield inspect.getsource(module)


@pytest.mark.parametrize("text", list(texts()), ids=len)
def test_a_tree_is_that_of_gast(text):
    tree = ast.parse(text)
    expected = gast.dump(gast.ast_to_gast(tree), include_attributes=True)
    made = gast.dump(translate.as_gast(tree), include_attributes=True)
    assert made.replace("type_params=(), ", "") == expected


def test_every_node_has_every_field_of_its_kind():
    for node in gast.walk(translate.as_gast(ast.parse(EVERYTHING))):
        assert all(hasattr(node, name) for name in node._fields)
