"""Faults in what enumerated programs showed: lists that are made for a loop."""

from tests.mutations.fault import fault

MADE = ("s2sad/analysis/kinds/lists.py", "tests/found/test_lists_made_for_loops.py")

MUTATIONS = [
    fault("exh: a list that is bound between is made for a loop", *MADE,
          "for name in (*s.reads, *s.binds)}", "for name in s.reads}"),
    fault("exh: a list that the loop binds to another is made for it", *MADE,
          "if name in self.given or not made or not all(map(_is_display, bound)):",
          "if name in self.given or not made:"),
    fault("exh: a list that had another list's name is not made for a loop", *MADE,
          "len(bound) == len(made) or any(", "len(bound) == len(made) or len(made) == 1 and any("),
]  # fmt: skip
