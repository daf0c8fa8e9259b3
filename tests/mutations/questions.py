"""Faults in what is answered of the class of a value."""

from tests.mutations.fault import fault

TESTS = "tests/analysis/test_questions.py"
IN_TURNS = "tests/analysis/test_questions_in_turns.py"
FILE = "s2sad/analysis/kinds/questions.py"

MUTATIONS = [
    fault(
        "questions: a class that is not known is none that is asked for",
        FILE, TESTS,
        "return None if classes is None else issubclass(cls, classes)",
        "return issubclass(cls, classes or ())",
    ),
    fault(
        "questions: objects have what their class has",
        FILE, TESTS,
        "return any(name in vars(base) for base in cls.__mro__)",
        "return hasattr(cls, name)",
    ),
    fault(
        "questions: a class is asked as its objects are",
        "s2sad/analysis/kinds/arguments.py", IN_TURNS, "return type, value", "return value",
    ),
    fault(
        "questions: a dict of another class is a dict",
        "s2sad/analysis/kinds/arguments.py", IN_TURNS,
        "return (type(value), *[(key, key_of_argument(v",
        "return (dict, *[(key, key_of_argument(v",
    ),
    fault(
        "questions: what an object holds that is not named does not exist",
        FILE, IN_TURNS, "form.type.__dictoffset__ or not is_named", "form.type.__dictoffset__",
    ),
    fault(
        "questions: what is never reached is refused",
        "s2sad/analysis/kinds/optional.py", IN_TURNS,
        'if isinstance(test, Const) and bool(test.value) == (expr.op == "or"):', "if False:",
    ),
    fault(
        "questions: two tuples are two",
        "s2sad/analysis/kinds/access.py", IN_TURNS,
        "        if expr.args[0] != expr.args[1]:\n", "        if False:\n",
    ),
    fault(
        "questions: a dtype is the class of its numbers",
        "s2sad/analysis/kinds/methods.py", TESTS,
        'return Apply("np.dtype", (dtype_of(kind),))',
        "return dtype_of(kind)",
    ),
    fault(
        "questions: a number of NumPy's is never one of Python's",
        FILE, TESTS,
        "return (np.dtype(dtype).type, plain) if is_numpys else (plain,)",
        "return (np.generic,) if is_numpys else (plain,)",
    ),
    fault(
        "questions: what is known of a test is forgotten with its name",
        "s2sad/analysis/kinds/statements.py", TESTS,
        "        if (found is not value or is_flag) and isinstance(found, Const):\n",
        "        if False and isinstance(found, Const):\n",
    ),
    fault(
        "raised: an exception may be made anywhere",
        "s2sad/transform/known_calls.py", "tests/transform/test_raised.py",
        "if isinstance(stmt, Raise) and part is expr and _makes_exception(part, kinds):",
        "if _makes_exception(part, kinds):",
    ),
    fault(
        "questions: a program is kept for another class under the name",
        "s2sad/analysis/kinds/arguments.py", TESTS,
        "    if isinstance(value, type):\n        return type, value\n",
        "",
    ),
    fault(
        "reports: what a logger is handed may be kept and changed",
        "s2sad/analysis/kinds/reports.py", "tests/analysis/test_reports.py",
        "        return owner == _REPORTS\n", "        return False\n",
    ),
    fault(
        "reports: a call that gets a text gets what it tells",
        "s2sad/analysis/kinds/reports.py", "tests/analysis/test_reports.py",
        "    if isinstance(expr, Apply) and expr.op not in WRITING:\n",
        "    if isinstance(expr, Apply):\n",
    ),
    fault(
        "reports: whatever a method gets is a report",
        "s2sad/transform/known_calls.py", "tests/analysis/test_reports.py",
        "        return is_report(call, kinds) or _gets_texts(call, varied, kinds)\n",
        "        return True\n",
    ),
    fault(
        "sets: what is in a set is put in again",
        "s2sad/frontend/sets.py", "tests/frontend/test_sets.py",
        'asked = gast.NotIn() if how == "add" else gast.In()', "asked = gast.In()",
    ),
    fault(
        "sets: an item is made twice",
        "s2sad/frontend/sets.py", "tests/frontend/test_sets.py",
        "        if all(isinstance(part, (gast.Name, gast.Constant)) for part in plain):\n",
        "        if True:\n",
    ),
    fault(
        "sets: the order of a set may show",
        "s2sad/frontend/sets.py", "tests/frontend/test_sets.py",
        'not bound["set"] and _only_tells(name, parts)', 'not bound["set"]',
    ),
]
