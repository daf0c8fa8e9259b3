"""Faults in what is known of texts."""

from tests.mutations.fault import fault

TESTS = "tests/analysis/test_known_texts.py"

RUN = "tests/arguments/test_keys_of_the_run.py"

MUTATIONS = [
    fault(
        "keys of the run: the items stand under each other's keys",
        "s2sad/analysis/kinds/looked_up.py", RUN,
        'If(Apply("eq", (key, constant)), (stmt,), (last,), self.tag)',
        'If(Apply("ne", (key, constant)), (stmt,), (last,), self.tag)',
    ),
    fault(
        "keys of the run: a key that is not there is the last one",
        "s2sad/analysis/kinds/looked_up.py", RUN,
        "if len(each) == len(keys.args):", "if False:",
    ),
    fault(
        "keys of the run: a plain store keeps the keys",
        "s2sad/analysis/kinds/looked_up.py", RUN,
        "keys = None if stmt.op is None else self._choice(", "keys = self._choice(",
    ),
    fault(
        "keys of the run: what a loop was before it was tried stays",
        "s2sad/analysis/kinds/known_trips.py", RUN,
        "        self.backs = dict(state.backs)\n", "",
    ),
    fault(
        "keys of the run: a loop over keys is not written out",
        "s2sad/analysis/kinds/statements.py", RUN,
        "chooses, self.choosing = self.choosing, False", "chooses = self.choosing",
    ),
    fault(
        "known texts: a text is in what it is not in",
        "s2sad/analysis/kinds/known_texts.py", TESTS,
        'return (part in whole) == (op == "in")',
        'return (part in whole) == (op == "notin")',
    ),
    fault(
        "known texts: the items of a dict are sorted in the order of the dict",
        "s2sad/analysis/kinds/access.py", TESTS,
        "order = sorted(range(len(items)), key=keys.__getitem__)",
        "order = list(range(len(items)))",
    ),
    fault(
        "known texts: two texts that differ are the first of them",
        "s2sad/analysis/kinds/joins.py", TESTS,
        "        case Other(what=what), Other(what=other) if what == other:\n"
        "            return Other(what)\n",
        "        case Other(what=what), Other(what=other) if what == other:\n"
        "            return a\n",
    ),
]
