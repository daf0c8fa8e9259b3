"""Faults in what is known whole: dicts and objects in arguments, trees, names bound anew."""

from tests.mutations.fault import fault

WHOLE = "tests/arguments/test_known_whole.py"
REREAD = ("s2sad/reread.py", WHOLE)
LOOPS = ("s2sad/frontend/known_whiles.py", WHOLE)
SAVED = "tests/texts/test_standalone.py -k read_again"
MATCH = ("s2sad/frontend/matching.py", "tests/frontend/test_match.py")
SIZES = "tests/transform/test_sizes_bound_anew.py"

MUTATIONS = [
    fault("whole: what dicts in arguments hold is not looked at", *REREAD,
          "return self.whole(refused, values).specialised(values)", "pass"),
    fault("whole: a reading serves arguments with other keys", *REREAD,
          "return tuple(shapes_of(values, whole=True).items())", "return ()"),
    fault("whole: None in an argument is data", "s2sad/frontend/instances.py", WHOLE,
          "if part is None]) if keys else ()", "if part is keys]) if keys else ()"),
    fault("whole: nobody asks whether two arguments are one object",
          "s2sad/frontend/given_objects.py", WHOLE, "        self.opened.add(made)\n", ""),
    fault("whole: what stands in a bundle may run code", "s2sad/frontend/changes.py", WHOLE,
          "                if not self._is_item(part):\n                    return True",
          "                return True"),
    fault("whiles: a name that is bound to None is data", *LOOPS,
          "scope.statics[name] = NONE", "pass"),
    fault("whiles: a trip that breaks goes on", *LOOPS,
          "            return body[:index]\n        if isinstance(node, gast.If) and \"break\"",
          "            return [*body[:index], loop]\n"
          "        if isinstance(node, gast.If) and \"break\""),
    fault("whiles: `continue` skips nothing", *LOOPS,
          "            return body[:index]\n        if isinstance(node, gast.If) and \"continue\"",
          "            return body\n        if isinstance(node, gast.If) and \"continue\""),
    fault("whiles: a list of objects is not read one by one", *LOOPS,
          "                self.one_by_one(value.of)", "                pass"),
    fault("match: a guard reads names that are not bound", *MATCH,
          "guard = _Substitution(dict(matched.bound)).visit(copy.deepcopy(case.guard))",
          "guard = case.guard"),
    fault("match: what a guard left bound is not read", *MATCH,
          "if names & set(_read_elsewhere(self.function, names)):", "if 0:"),
    fault("match: attributes are not looked at", *MATCH,
          "    for name, part in zip(pattern.kwd_attrs, pattern.kwd_patterns):",
          "    for name, part in ():"),
    fault("texts: what is saved is read as at first", "s2sad/texts.py", SAVED,
          "Special(special.source, kinds", "Special(source, kinds"),
    fault("nominal: a text before a call is of what was read at first", "s2sad/nominal.py", SAVED,
          "if is_of_dicts(failure) and not source.reading.dicts_apart:", "if 0:"),
    fault("adjoint: the zero of a parameter that is bound anew has the new size",
          "s2sad/transform/adjoint/gradients.py", SIZES, "if root in self.mirror.stale:", "if 0:"),
]
