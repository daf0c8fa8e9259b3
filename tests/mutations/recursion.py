"""Faults in functions that call themselves."""

from tests.mutations.fault import fault

OWN_CALLS = "s2sad/transform/own_calls.py"
OPENING = "s2sad/transform/adjoint/definitions.py"
KINDS = "s2sad/analysis/kinds/recursion.py"
READING = "s2sad/frontend/recursion.py"
OF_RECURSION = "tests/transform/test_recursion.py"
OF_READING = "tests/frontend/test_recursion.py"

MUTATIONS = [
    fault(
        "recursion: a function that writes its argument is followed",
        OWN_CALLS, OF_RECURSION,
        "        if written:\n",
        "        if written and False:\n",
    ),
    fault(
        "recursion: a function that prints is followed",
        OWN_CALLS, OF_RECURSION,
        "        op = _effect(stmt)\n",
        '        op = ""\n',
    ),
    fault(
        "recursion: a result never shares memory with an argument",
        OWN_CALLS, OF_RECURSION,
        "        bool(one & outside) or any(",
        "        False and any(",
    ),
    fault(
        "recursion: what is handed over is not copied where it is written later",
        OPENING, OF_RECURSION,
        "        if not isinstance(arg, Name) or not self.is_written(arg.id, stmt):\n",
        "        if True:\n",
    ),
    fault(
        "recursion: what is saved is changed by the caller",
        OPENING, OF_RECURSION,
        "        if not self.is_written(stmt.target, stmt):\n            return [stmt]\n",
        "        if True:\n            return [stmt]\n",
    ),
    fault(
        "recursion: a value of a call that nobody reads has no adjoint",
        OPENING, OF_RECURSION,
        "picked.get(k, Const(0.0)) for", "picked.get(k, Const(1.0)) for",
    ),
    fault(
        "recursion: a list of which nothing is read has no adjoint",
        OPENING, "tests/transform/test_lists_of_lists_in_recursion.py",
        "    if work.is_active(whole) and can_vary(kind) and not isinstance(kind, Scalar):",
        "    if False:",
    ),
    fault(
        "recursion: the seed of a shadowed value is its shadow of before",
        OPENING, "tests/transform/test_lists_of_lists_in_recursion.py",
        "        if target in work.places.shadowed:  #", "        if False:  #",
    ),
    fault(
        "recursion: the adjoint of a list of lists does not go back through a call",
        "s2sad/transform/adjoint/statements.py",
        "tests/transform/test_lists_of_lists_in_recursion.py",
        "if is_plain or value.op.startswith(DEFINED):", "if is_plain:",
    ),
    fault(
        "lists: a display is copied before a list is joined to it",
        "s2sad/analysis/kinds/list_values.py",
        "tests/transform/test_lists_of_lists_in_recursion.py",
        'is_new = isinstance(made, Apply) and made.op == "list"', "is_new = False",
    ),
    fault(
        "recursion: a call that gives nothing yet is passed",
        KINDS, OF_RECURSION,
        "            raise NotYet\n",
        "            return NONE\n",
    ),
    fault(
        "recursion: the kinds of results are those of the first round",
        KINDS, OF_RECURSION,
        "            if before == found.results:\n",
        "            if found.results is not None:\n",
    ),
    fault(
        "recursion: tangents of arguments that do not vary are passed",
        "s2sad/transform/tangent.py", OF_RECURSION,
        "        wrt = active_places(value.args, self.varied)\n",
        "        wrt = tuple(range(len(value.args)))\n",
    ),
    fault(
        "recursion: a tuple that is read twice is taken apart in its only assignment",
        "s2sad/codegen/unpack.py", OF_RECURSION,
        "        alone = makes and read.get(whole) == len(run)\n",
        "        alone = makes\n",
    ),
    fault(
        "recursion: a gradient that is the seed itself is changed in place",
        "s2sad/transform/adjoint/blocks.py", OF_RECURSION,
        "        shared = [root for root in shared if root in self.returned]\n",
        "        shared = []\n",
    ),
    fault(
        "recursion: a pullback runs a reverse function again that changed what was saved",
        "s2sad/pipeline.py", OF_RECURSION,
        "(form, *sweeps_of(form, self.sizes))",
        "(form,)",
    ),
    fault(
        "recursion: a derivative that is read again saves what it needs",
        "s2sad/pipeline.py", OF_RECURSION,
        "        form = self.adjoint_form_to_read(wrt)\n        assert",
        "        form = self.adjoint_form(wrt)\n        assert",
    ),
    fault(
        "recursion: what another definition reads is not handed through",
        READING, OF_READING,
        "            needed = [n for callee in sorted(inside[uid]) for n in around[callee]]\n",
        "            needed = []\n",
    ),
    fault(
        "recursion: functions that are given make no difference",
        READING, OF_READING,
        "            tuple([(name, _identity(v)) for name, v in known.items()]),\n",
        "",
    ),
    fault(
        "recursion: how a parameter is used in the body does not count",
        "s2sad/analysis/usage.py", OF_RECURSION,
        "                if verdict is not None:\n",
        "                if False:\n",
    ),
]
