"""Faults in the patterns of `match`."""

from tests.mutations.fault import fault

FILE, TESTS = "s2sad/frontend/matching.py", "tests/frontend/test_patterns.py"

MUTATIONS = [
    fault("patterns: places are those of the first class", FILE, TESTS,
          "part.attr = names[getattr(part, PLACE)]", "part.attr = names[0]"),
    fault("patterns: what a star takes begins where the list does", FILE, TESTS,
          "ends = [gast.Constant(k, None) if k else None for k in (before, -after)]",
          "ends = [gast.Constant(k, None) if k else None for k in (0, -after)]"),
    fault("patterns: a star takes any length", FILE, TESTS,
          "surely = at_least and (not count or hasattr(pattern, SURELY))", "surely = at_least"),
    fault("patterns: a name of several patterns is that of the last one", FILE, TESTS,
          "if gast.dump(value) != gast.dump(bound[name]):", "if False:"),
    fault("patterns: a guard that fails binds nothing", FILE, TESTS,
          "tried = gast.If(test, [*binds, found], [])",
          "tried = gast.If(test, [found], []); case.body = [*binds, *case.body]"),
    fault("patterns: a deque is no sequence", FILE, TESTS,
          "part.elts = [*part.elts[:3], deque_at(part)]", "pass"),
]  # fmt: skip
