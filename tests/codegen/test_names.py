"""Names: who keeps a name, who gives way, and that it is the same way each time."""

import keyword
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2sad.codegen import emit, imports_of, legal_names, load, modules_of
from s2sad.codegen.names import LETTERS
from s2sad.ir.nodes import Apply, Assign, Capture, Const, Name, Param, Program
from s2sad.ir.walk import all_names

from .building import e, program, s


def named(*ids, params=(), value=None, captures=()):
    """Return the names of a program that assigns to ids, in order."""
    value = Const(1.0) if value is None else value
    body = tuple(Assign(name, value) for name in ids)
    parameters = tuple(Param(p) for p in params)
    return legal_names(Program("f", parameters, body, Const(None), captures))


def test_names_of_users_stay_as_they_are():
    names = named("x", "l", "list", "α", "_", "match", params=("gz", "n"))
    assert all(name == identifier for name, identifier in names.items())


def test_temporaries_are_the_first_unused_letters_that_read_well():
    names = named(*[f"%{i}" for i in range(1, 20)], params=("a", "x"))
    letters = [c for c in LETTERS if c not in "ax"] + ["a1", "b1", "c1", "e1"]
    assert [names[f"%{i}"] for i in range(1, 20)] == letters[:19]
    assert not set("lodgijknf") & set(LETTERS)


def test_letters_run_out_and_start_again_with_numbers():
    names = named(*[f"%{i}" for i in range(40)])
    assert names["%16"] == "z"
    assert (names["%17"], names["%18"], names["%34"]) == ("a1", "b1", "a2")


def test_what_derives_from_a_name_is_spelled_after_it():
    names = named("x", "g:x", "d:x", "s:x", "new:x", "g:d:x", "d:g:x", "s:g:x", "%1", "g:%1")
    assert names == {
        "x": "x", "g:x": "gx", "d:x": "dx", "s:x": "x_stack", "new:x": "new_x", "g:d:x": "gdx",
        "d:g:x": "dgx", "s:g:x": "gx_stack", "%1": "a", "g:%1": "ga",
    }  # fmt: skip


def test_an_adjoint_may_stand_without_its_primal():
    assert named("g:x", "g:%4") == {"x": "x", "g:x": "gx", "%4": "a", "g:%4": "ga"}


def test_derived_names_give_way_to_those_of_users():
    names = named("x", "g:x", "s:x", "d:g:x", params=("gx", "x_stack", "gx1"))
    assert (names["g:x"], names["s:x"], names["d:g:x"]) == ("gx2", "x_stack1", "dgx2")


def test_a_number_is_set_off_from_a_number():
    names = named("x1", "x1'1", "g:x1", params=("gx1",))
    assert (names["x1'1"], names["g:x1"]) == ("x1_1", "gx1_1")


def test_a_letter_is_passed_over_if_a_name_derived_from_it_is_taken():
    names = named("%1", "g:%1", "%2", "s:%3", params=("ga", "c_stack"))
    assert names["%1"] == "b"
    assert names["g:%1"] == "gb"
    assert names["%2"] == "a"
    assert names["s:%3"] == "e_stack"


def test_a_web_takes_the_plain_name_or_the_next_number():
    names = named("x", "x'1", "t'2", "t'3", "h'sigmoid1", params=("x1",))
    assert (names["x'1"], names["t'2"], names["t'3"]) == ("x2", "t", "t3")
    assert names["h'sigmoid1"] == "h"


def test_a_web_is_numbered_past_what_derives_from_it():
    names = named("x", "x'1", "g:x'1", params=("gx1",))
    assert (names["x'1"], names["g:x'1"]) == ("x2", "gx2")


def test_no_generated_name_is_a_keyword_a_module_or_a_builtin_that_is_used():
    assert named("as'1", "np'1", "rt'7", "g:lobal", "d:ef", params=("lobal", "ef")) == {
        "lobal": "lobal", "ef": "ef", "as'1": "as1", "np'1": "np1", "rt'7": "rt7",
        "g:lobal": "global1", "d:ef": "def1",
    }  # fmt: skip
    assert named("d:ivmod", value=e("divmod(3, 2)"))["d:ivmod"] == "divmod1"
    assert named("d:ivmod")["d:ivmod"] == "divmod"


def test_a_module_gives_way_to_a_local_of_its_name():
    clash = program("f(x)", [s("np = np.sin(x)"), s("len = len(x)")], "np, len")
    assert emit(clash) == (
        "def f(x):\n    np = np1.sin(x)\n    len = len1(x)\n    return np, len\n"
    )
    assert imports_of(clash) == ("import numpy as np1", "from builtins import len as len1")
    f = load(emit(clash), "f", modules_of(clash))
    value, length = f(np.array([0.0, 1.0]))
    assert (value[1], length) == (np.sin(1.0), 2)


def test_a_module_gives_way_to_a_captured_name():
    names = named("x", value=e("np.zeros(3)"), captures=(Capture("np"),))
    assert (names["np"], names["@np"]) == ("np", "np1")


def test_fixed_names_stay_unless_a_user_has_them():
    p = program("f(x)", [s("_1 = x"), s("_2 = _1"), s("g__1 = _2")], "g__1")
    names = legal_names(p, {"%1": "q", "%2": "x"})
    assert names == {"x": "x", "%1": "q", "%2": "a", "g:%1": "gq"}


def test_names_in_comments_come_after_those_of_the_program():
    p = program("f(x)", [s("_2 = x")], "_2")
    names = legal_names(p, also=[s("_1 = b * x")])
    assert names == {"x": "x", "b": "b", "%2": "a", "%1": "c"}


def test_a_program_of_many_names_is_named_in_linear_time():
    names = named(*[f"%{i}" for i in range(20000)], *[f"g:%{i}" for i in range(20000)])
    assert len(set(names.values())) == 40000


PARTS = st.sampled_from(["x", "gx", "x1", "a", "ga", "np", "x_stack", "if", "dgx", "new_x", "a1"])
BASES = st.one_of(
    PARTS.filter(lambda p: not keyword.iskeyword(p)),
    st.builds("{}'{}".format, PARTS, st.sampled_from(["1", "2", "f1"])),
    st.builds("%{}".format, st.integers(1, 30)),
)
PREFIXES = st.sampled_from(["", "g:", "d:", "s:", "g:d:", "s:g:", "new:"])
IDS = st.builds("{}{}".format, PREFIXES, BASES)


@given(st.lists(IDS, min_size=1, max_size=40))
@settings(max_examples=300, deadline=None)
def test_names_are_legal_and_differ(ids):
    p = Program("f", (), tuple(Assign(i, Apply("np.f", ())) for i in ids), Const(None))
    names = legal_names(p)
    assert all_names(p) <= set(names)
    assert len({names[i] for i in {"@np", *ids}}) == len({"@np", *ids})
    assert all(v.isidentifier() and not keyword.iskeyword(v) for v in names.values())
    assert all(names[i] == i for i in ids if i.isidentifier())
    assert legal_names(p) == names


SCRIPT = """
from tests.codegen.test_golden import CASES, notes_of
from s2sad.codegen import emit
for primal, adjoint, *_ in CASES.values():
    print(emit(primal), emit(adjoint, notes_of(primal)))
"""


def test_the_text_does_not_depend_on_the_hash_seed():
    root = Path(__file__).parents[2]
    texts = set()
    for seed in ("0", "12345"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        command = [sys.executable, "-W", "error", "-c", SCRIPT]
        run = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert (run.returncode, run.stderr) == (0, "")
        texts.add(run.stdout)
    assert len(texts) == 1


def test_a_name_that_is_read_but_nowhere_bound_is_kept():
    assert legal_names(Program("f", (), (), Name("outside"))) == {"outside": "outside"}


@pytest.mark.parametrize("root", ["np", "math", "rt"])
def test_what_derives_never_takes_the_name_of_a_module(root):
    assert named(f"{root}'1")[f"{root}'1"] == f"{root}1"
