"""Faults in what carries `with` and `try`, and in what binds dicts anew."""

from tests.mutations.fault import Mutation

CONTEXTS = "tests/frontend/test_contexts.py"
DICTS = "tests/arguments/test_dicts_inside.py"
SHARED = "tests/found/test_hunted_dicts.py"

MUTATIONS = [
    Mutation(
        "a context moves nothing out of the order",
        "s2sad/transform/facts.py",
        "    if op in WRITERS or op.endswith(\".at\"):\n        return False\n",
        "    if op in (\"enter\", \"leave\"):\n        return True\n"
        "    if op in WRITERS or op.endswith(\".at\"):\n        return False\n",
        (CONTEXTS,),
    ),
    Mutation(
        "what may swallow an exception is carried",
        "s2sad/frontend/contexts.py",
        "        if may_swallow(handle, is_call):",
        "        if False and may_swallow(handle, is_call):",
        (CONTEXTS,),
    ),
    Mutation(
        "an object that was entered is not left",
        "s2sad/frontend/contexts.py",
        "            self.statements([placed(gast.Expr(left), place)])\n",
        "",
        ("tests/frontend/test_contexts_with_names.py",),
    ),
    Mutation(
        "an object that swallows exceptions is entered",
        "s2sad/frontend/contexts.py",
        "        if may_swallow(type_of(made), True):",
        "        if False:",
        ("tests/frontend/test_contexts_with_names.py",),
    ),
    Mutation(
        "the rest after a with block is not guarded",
        "s2sad/frontend/contexts.py",
        "        if not taken or not rest or not falls(body):",
        "        if taken is not None:",
        (CONTEXTS,),
    ),
    Mutation(
        "a try may change what it is given",
        "s2sad/frontend/attempts.py",
        "        self._check_changes(node, given)\n",
        "",
        (CONTEXTS,),
    ),
    Mutation(
        "a deleted name keeps its variable",
        "s2sad/frontend/deletions.py",
        "        scope.internal[name] = self.names.fresh(name)",
        "        pass",
        ("tests/frontend/test_deletions.py",),
    ),
    Mutation(
        "a dict in a dict is not stored back",
        "s2sad/analysis/kinds/dicts.py",
        "        if holder is not None and inner is not None and self.is_dict(inner):",
        "        if holder is None and inner is not None and self.is_dict(inner):",
        (DICTS,),
    ),
    Mutation(
        "another name of a dict in a dict is not seen",
        "s2sad/analysis/kinds/dicts.py",
        "        return bool(others or again or spread)",
        "        return False",
        (SHARED,),
    ),
    Mutation(
        "a dict with a second name is updated",
        "s2sad/analysis/kinds/building.py",
        "        if not is_new and self.is_shared(base.id):",
        "        if is_new and self.is_shared(base.id):",
        (SHARED,),
    ),
]
