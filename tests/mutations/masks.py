"""Faults in what is known of the number of cells that a mask chooses."""

from tests.mutations.fault import fault

MASKS = "s2sad/analysis/kinds/masks.py"
TESTS = "tests/analysis/test_masks.py"

MUTATIONS = [
    fault(
        "masks: a mask that is written stays the same",
        MASKS, TESTS, "return found - _changed(program)", "return found",
    ),
    fault(
        "masks: a view of a mask is not the mask",
        MASKS, TESTS,
        "        found.update(*[names for names in joined if names & found])", "        break",
    ),
    fault(
        "masks: a mask that is bound anew stays the same",
        MASKS, TESTS,
        "program.kept(bound_before_reading) if bound[name] == 1", "set(bound)",
    ),
    fault(
        "masks: all masks choose as many cells",
        MASKS, TESTS,
        'named(("true cells", substitute(mask, symbols)), Size(0))',
        'named(("true cells", len(symbols)), Size(0))',
    ),
]
