"""Faults in the two halves of an adjoint program, and in the short way to a pullback."""

from tests.mutations.fault import fault

HALVES = "s2sad/transform/adjoint/halves.py"
PULLBACKS = "tests/test_pullbacks.py"

MUTATIONS = [
    fault(
        "halves: what comes from outside is never copied",
        HALVES, PULLBACKS,
        "for n in outer if not memory.isdisjoint(reached[n])",
        "for n in outer if not memory",
    ),
    fault(
        "halves: everything from outside is copied",
        HALVES, PULLBACKS,
        "for n in outer if not memory.isdisjoint(reached[n])",
        "for n in outer",
    ),
    fault(
        "halves: a result shares memory with what is saved",
        HALVES, PULLBACKS,
        "{n: _copy_of(n, kind) for n, kind in arrays.items()}",
        "{}",
    ),
    fault(
        "halves: captured values are read when the pullback is called",
        HALVES, PULLBACKS,
        "if _is_plain(form.kinds[c.name])]",
        "if False]",
    ),
    fault(
        "halves: captured lists are saved as they are",
        HALVES, PULLBACKS,
        "isinstance(kind, ListKind) and name in captured",
        "False",
    ),
    fault(
        "entry: the seed of a pullback may have any shape",
        "s2sad/entry_lines.py", PULLBACKS,
        " or seed.shape != shape",
        "",
    ),
    fault(
        "entry: tangents are never copied",
        "s2sad/entry_lines.py", "tests/test_entry.py",
        "if not numbers:",
        "if False:",
    ),
    fault(
        "entry: a gradient of no dimension is surely an array",
        "s2sad/entry_lines.py", "tests/test_entry.py",
        " or not found.ndim:",
        ":",
    ),
    fault(
        "entry: the seed of a number is as narrow as the number",
        "s2sad/entry_lines.py", PULLBACKS,
        'is_narrow = isinstance(kind, Scalar) and kind.dtype != "float64"',
        "is_narrow = False",
    ),
    fault(
        "entry: every array is like every other",
        "s2sad/entry_lines.py", "tests/test_entry.py",
        "(found.dtype, found.shape) == (wanted.dtype, wanted.shape)",
        "True",
    ),
    fault(
        "halves: the reverse half names what is saved anew",
        "s2sad/written.py", PULLBACKS,
        'program=program), "folded", sizes, names)',
        'program=program), "folded", sizes)',
    ),
]
