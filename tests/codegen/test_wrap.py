"""Statements that are too long for a line."""

import gast
import pytest

from s2sad.codegen.wrap import wrapped

LONG = ["a" * 30, "b" * 30, "c" * 30, "d" * 30]


def lines_of(text):
    return wrapped(gast.parse(f"def f():\n    {text}").body[0].body[0], 0)


@pytest.mark.parametrize("text", [
    f"return ({LONG[0]}, ({', '.join(LONG)}))",
    f"return {LONG[0]}, (({', '.join(LONG)}), e)",
    f"x = [[{', '.join(LONG)}], [{', '.join(LONG)}]]",
    "x = {'one': " + f"[{', '.join(LONG)}], 'two': {LONG[0]}, 'three': {LONG[1]}" + "}",
    f"return {LONG[0]}, ({{'one': {LONG[1]}, 'two': {LONG[2]}, 'three': {LONG[3]}}},)",
])  # fmt: skip
def test_displays_in_displays_are_broken_and_mean_the_same(text):
    lines = lines_of(text)
    joined = gast.parse("def f():\n" + "\n".join("    " + line for line in lines))
    assert gast.dump(joined) == gast.dump(gast.parse(f"def f():\n    {text}"))
    assert len(lines) > 2


def test_a_tuple_in_a_tuple_is_indented():
    assert lines_of(f"return z, ({', '.join(LONG)})") == [
        "return (",
        "    z,",
        "    (",
        f"        {LONG[0]}, {LONG[1]},",
        f"        {LONG[2]}, {LONG[3]}",
        "    )",
        ")",
    ]
