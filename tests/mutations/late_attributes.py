"""Faults in attributes that objects of a list get late, and in when their guards are left out."""

from tests.mutations.fault import fault

LATE = "s2sad/frontend/late_attributes.py"
KNOWN = "s2sad/frontend/late_known.py"
TESTS = "tests/frontend/test_late_attributes.py"

MUTATIONS = [
    fault(
        "late attributes: what is not there is read as None",
        LATE, TESTS,
        '        self.branch_on(Apply("is", (held, Const(None))), body, [], node)', "        pass",
    ),
    fault(
        "late attributes: a loop that is left has set all",
        KNOWN, TESTS,
        "if not isinstance(stmt, For) or stmt.stop is not None:", "if not isinstance(stmt, For):",
    ),
    fault(
        "late attributes: a loop over some sets all",
        KNOWN, TESTS, "            return name in guard.lists", "            return True",
    ),
    fault(
        "late attributes: an object that is put in later has what the others have",
        KNOWN, TESTS,
        "            if _column(fact) not in changed and not", "            if not",
    ),
    fault(
        "late attributes: another place was set",
        KNOWN, TESTS,
        "    return (index.id,) if isinstance(index, Name) else ()", "    return ()",
    ),
    fault(
        "late attributes: a loop without trips has set all",
        KNOWN, TESTS,
        "            return value > 0\n    return False",
        "            return value > 0\n    return True",
    ),
    fault(
        "late attributes: what one branch sets is set",
        KNOWN, TESTS, "one & other", "one | other",
    ),
    fault(
        "late attributes: None that is stored counts as a value",
        "s2sad/analysis/kinds/optional.py", TESTS,
        "        self.stores_none |= isinstance(kind, Optional) or kind == NONE\n", "",
    ),
    fault(
        "late attributes: what may not be reached is read at once",
        "s2sad/frontend/texts.py", TESTS,
        "return not may_raise and not", "return not",
    ),
    fault(
        "late attributes: the class gives nothing at first",
        LATE, TESTS,
        "Const(None if is_unset(cls, name) else in_class(cls, name))", "Const(None)",
    ),
]
