"""The generator, without the compiler: programs run, are steady, are the same again."""

import ast
import functools
import hashlib
import inspect
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from s2sad.testing_trees import difference_of
from tests.programs.generate import ALL, EXTRAS, FEATURES, draw, fault, generate
from tests.programs.running import fault_of, loaded, recorded
from tests.programs.shrink import shrink
from tests.thorough import ALL as ALL_OF_THEM

ROOT = Path(__file__).parents[2]
DRAWN = 400 if ALL_OF_THEM else 200
HASHES = """
import hashlib
from tests.programs.generate import generate
print(hashlib.sha256("".join(
    p.source_text + repr((p.args_text, p.wrt)) for p in map(generate, range(25))
).encode()).hexdigest())
"""


@functools.cache
def drawn(seed):
    """Return a program as it falls, which several tests look at."""
    return draw(f"{seed}/0")


def run(program):
    with np.errstate(all="ignore"):
        return recorded(program.source_text, program.function_name)(program.args)[0]


def test_nearly_all_programs_run_as_they_are_drawn():
    broken = []
    for seed in range(DRAWN):
        try:
            run(drawn(seed))
        except Exception as error:
            broken.append(f"{seed}: {error!r}")
    assert len(broken) <= 0.01 * DRAWN, broken


@pytest.mark.parametrize("seed", range(20))
def test_a_generated_program_is_fit_to_be_differentiated(seed):
    program = generate(seed)
    assert fault(program) == ""
    assert difference_of(run(program), run(program)) == ""
    assert all(0 <= i < len(program.args) for i in program.wrt) and program.wrt


def test_equal_seeds_give_equal_programs_in_any_process():
    outputs = set()
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", HASHES]
        outputs.add(subprocess.check_output(command, cwd=ROOT, env=environment))
    assert len(outputs) == 1
    texts = [generate(seed).source_text for seed in range(25)]
    assert len({hashlib.sha256(text.encode()).hexdigest() for text in texts}) == 25


def test_every_construct_is_drawn():
    programs = [drawn(seed) for seed in range(500)]
    texts = [program.source_text for program in programs]
    nodes = {type(node).__name__ for text in texts for node in ast.walk(ast.parse(text))}
    assert {
        "If", "For", "While", "Break", "Continue", "Return", "AugAssign", "Assert", "ListComp",
        "GeneratorExp", "IfExp", "BoolOp", "NamedExpr", "Lambda", "FunctionDef", "Starred",
        "JoinedStr", "Tuple", "List", "Slice", "Subscript",
    } <= nodes  # fmt: skip
    joined = "\n".join([*texts, *[text for p in programs for text in p.args_text]])
    for part in (
        ".append(", ".pop()", "np.array([", "::-1]", "...", "None", "np.newaxis", ".T",
        ".reshape(",
        "range(0)", "-1, -1)", "enumerate(", "zip(", "reversed(", "sum(", "+= ", "*= ", "/= ",
        "**= 2", "print(", "np.where(", "np.concatenate(", "] * ", "lambda", "else:", "elif",
        ".copy()", "asfortranarray", "[::2]", "[[0.0] * 2 for", "[0][1]", "for a, b in",
    ):  # fmt: skip
        assert part in joined, part


PARTS = {
    "objects": (
        "@dataclasses.dataclass", "def __init__", "__post_init__", "@property", "__add__",
        "__iadd__", "__rmul__", "__call__", "__getitem__", "super()", ".turn(", ".push(",
        ".step(", "with_object(o", "    rate = ",
    ),
    "functions": (
        "*rest", "**options", "nonlocal", "yield", "map(", "filter(", "functools.reduce(",
        "functools.partial(", "operator.mul", "def fn0(g, x", "out=", "**{", "*(",
    ),
    "dicts": (
        "dict(", "**d", " | {", " |= {", ".update(", ".pop('", ".setdefault(", ".items()",
        ".values()", "del d", "dict(zip(", "'inner': {", " in range(",
    ),
    "contexts": (
        "with np.errstate(", "contextlib.nullcontext()", "try:", "finally:", "except",
        "match ", "case _:", "case ['power',", " | ", "del ", "for", "while (",
    ),
    "writers": (
        "np.copyto(", "np.put(", "np.place(", "np.putmask(", "np.fill_diagonal(", "np.add.at(",
        "np.subtract.at(", ".flat[", "out=", "where=", ".fill(", ".sort()", "np.split(",
        "[~m", ".T[", "np.transpose(", "np.empty(", "np.empty_like(",
    ),
    "listmethods": (
        ".extend(", ".insert(", ".remove(", ".sort(", "reverse=True", "key=lambda", ".reverse()",
        "sorted(", "[:] =", " * 2", "del l", "list(", "[::2]", ", *l", "+= [",
    ),
    "updates": (
        "np.exp(0.3 *", ", out=r", " -= np.mean(r", "np.concatenate(", "np.append(", "np.hstack(",
        ".T[...] *=", ".swapaxes(0, 1)", ", -1, -", "in [0, 2]:", " - i",
    ),
}  # fmt: skip


def never_drawn(parts, count, features):
    """The parts that no text of so many programs contains."""
    missing = list(parts)
    for seed in range(count):
        if not missing:
            break
        program = draw(f"{seed}/0", features)
        text = "\n".join([program.source_text, *program.args_text])
        missing = [part for part in missing if part not in text]
    return missing


@pytest.mark.parametrize("feature", EXTRAS)
def test_a_large_feature_draws_all_that_it_stands_for(feature):
    wanted = {feature, "arrays", "stores", "lists", "for", "if", "while"}
    assert never_drawn(PARTS[feature], 600, wanted) == []


def test_large_features_are_part_of_the_mix():
    found = [drawn(seed).features for seed in range(400)]
    assert all(40 < sum(feature in d for d in found) < 200 for feature in EXTRAS)
    assert sum(not set(EXTRAS) & set(d) for d in found) > 80


@pytest.mark.parametrize("feature", ALL)
def test_a_program_is_drawn_for_each_feature_alone(feature):
    assert fault(generate(1, {feature, "arrays", "for"})) == ""


def test_programs_that_change_course_near_the_point_are_found():
    text = "def f(x):\n    if x > 0.5001:\n        return x * x\n    return x\n"
    assert "decision" in fault_of(text, "f", (0.5,), (0,))
    assert fault_of(text, "f", (0.9,), (0,)) == ""
    assert "decision" in fault_of("def f(x):\n    return abs(x)\n", "f", (1e-4,), (0,))
    assert "depend" in fault_of("def f(x):\n    return x * 0.0\n", "f", (0.5,), (0,))
    sort = "def f(x):\n    l = [x, 0.5001]\n    {}\n    return l[0] * l[1] ** 2\n"
    for text in ("l.sort()", "l = sorted(l)", "l.sort(key=lambda v: -v)"):
        assert "decision" in fault_of(sort.format(text), "f", (0.5,), (0,))
        assert fault_of(sort.format(text), "f", (0.9,), (0,)) == ""
    assert "ZeroDivision" in fault_of("def f(x):\n    return 1 / 0\n", "f", (0.5,), (0,))


def test_the_source_of_a_loaded_function_is_found():
    program = generate(3)
    with loaded(program.source_text, program.function_name) as f:
        assert inspect.getsource(f).strip() in program.source_text
        f(*program.args)


def test_an_argument_may_be_passed_twice():
    programs = (draw(f"{seed}/0") for seed in range(150))
    shared = next(p for p in programs if "a0" in p.args_text or "a1" in p.args_text)
    args = shared.args
    assert any(args[-1 - k] is a for k in range(2) for a in args[: -1 - k])


def test_shrinking_leaves_what_is_needed():
    program = generate(5, FEATURES)
    source = program.source_text.replace("return", "q = np.sinh(0.25)\n    return", 1)
    calls = []

    def fails(text):
        calls.append(text)
        return "np.sinh" in text

    smaller = shrink(source, fails, tries=300)
    assert "np.sinh" in smaller and len(smaller) < 120
    assert len(calls) <= 300
