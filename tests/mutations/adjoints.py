"""Faults in the mirrors of statements, branches and loops."""

from tests.mutations.fault import fault

MUTATIONS = [
    fault(
        "views: a view counts as fresh",
        "s2sad/transform/adjoint/views.py", "tests/transform/test_adjoint_sharing.py",
        "    return value.op not in VIEWING",
        "    return True",
    ),
    fault(
        "views: a name counts as fresh",
        "s2sad/transform/adjoint/views.py", "tests/transform/test_adjoint_stores.py",
        (
            "    if isinstance(value, Name):\n"
            "        return False\n"
        ),
        (
            "    if isinstance(value, Name):\n"
            "        return True\n"
        ),
    ),
    fault(
        "contribute: what is shared is added to in place",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_sharing.py",
        "        elif state[root] == OWNED:",
        "        elif True:",
    ),
    fault(
        "contribute: the adjoint of a number is a view of an array",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_sharing.py",
        'return Apply("pos", (value,)) if is_held else value', "return value",
    ),
    fault(
        "contribute: a sum stays shared",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_sharing.py",
        (
            "            state[root] = OWNED\n"
            "            self.sharers.leave(root, state)\n"
            "\n"
            "    def _of_root"
        ),
        (
            "            self.sharers.leave(root, state)\n"
            "\n"
            "    def _of_root"
        ),
    ),
    fault(
        "contribute: the sign of a first contribution is lost",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_stores.py",
        (
            '        if sign == "sub":\n'
            "            value"
        ),
        (
            '        if sign == "sum":\n'
            "            value"
        ),
    ),
    fault(
        "contribute: a later contribution replaces",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_stores.py",
        (
            '            self.add_in_place(Name(f"g:{name}"), value, sign)\n'
            "        else"
        ),
        (
            '            self.assign(f"g:{name}", value)\n'
            "        else"
        ),
    ),
    fault(
        "contribute: loads add to what is shared",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_stores.py",
        '            self.emit(Assign(adjoint.id, Apply("np.copy", (adjoint,)), self.tag))',
        "            pass",
    ),
    fault(
        "contribute: a number receives an array",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_stores.py",
        'return Apply("np.sum", (value,)) if wide else self',
        "return self",
    ),
    fault(
        "contribute: leading axes are kept",
        "s2sad/transform/adjoint/fitted.py", "tests/transform/test_adjoint_stores.py",
        "    axes = [*range(extra), *ones]",
        "    axes = [*ones] or [0]",
    ),
    fault(
        "contribute: stretched axes are kept",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_stores.py",
        "                    ones.append(extra + k)",
        "                    pass",
    ),
    fault(
        "contribute: a sum over a stretched axis drops it",
        "s2sad/transform/adjoint/fitted.py", "tests/transform/test_adjoint_stores.py",
        '(("axis", axis), ("keepdims", Const(True)))',
        '(("axis", axis),)',
    ),
    fault(
        "contribute: axes are assumed to fit",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_sharing.py",
        (
            "                case None:\n"
            "                    return"
        ),
        (
            "                case 0:\n"
            "                    return"
        ),
    ),
    fault(
        "contribute: a float32 receives a float64",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_sharing.py",
        "        return cast(value, target)",
        "        return value",
    ),
    fault(
        "contribute: a first contribution may be smaller than its name",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_sharing.py",
        "    def _must_be_like(self, name: str, value: Expr, kind: Array) -> bool:\n",
        (
            "    def _must_be_like(self, name: str, value: Expr, kind: Array) -> bool:\n"
            "        return False\n"
        ),
    ),
    fault(
        "contribute: the layout of written memory is that of the contribution",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_sharing.py",
        "            if store.of(name) in store.reordered or not whole:",
        "            if False:",
    ),
    fault(
        "contribute: list shadows are shared",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_sharing.py",
        (
            "            self.emit(Assign(adjoint.id, copied_list(adjoint, kind, se"
            "lf.fresh), self.tag))"
        ),
        "            pass",
    ),
    fault(
        "contribute: a subtraction in place adds",
        "s2sad/transform/adjoint/contribute.py", "tests/transform/test_adjoint_stores.py",
        '            sign, value = "sub", value.args[0]',
        '            sign, value = "add", value.args[0]',
    ),
    fault(
        "statements: a store does not clear",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        (
            "            state[value.id] = OWNED\n"
            "            self.store(place, index, Const(0.0), None)\n"
            "            return\n"
        ),
        (
            "            state[value.id] = OWNED\n"
            "            return\n"
        ),
    ),
    fault(
        "statements: a later store does not clear",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        (
            "        taken = self.temporary(taken)\n"
            "        self.store(place, index, Const(0.0), None)"
        ),
        "        taken = self.temporary(taken)",
    ),
    fault(
        "statements: a store of a constant does not clear",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        (
            "        if not self.is_active(value):\n"
            "            self.store(place, index, Const(0.0), None)\n"
            "            return"
        ),
        (
            "        if not self.is_active(value):\n"
            "            return"
        ),
    ),
    fault(
        "statements: a store takes no copy",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        'taken = Apply("np.copy", (region,))',
        "taken = region",
    ),
    fault(
        "statements: an added row is not copied",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_sharing.py",
        "        if held and self.fit(region, value.id) == region and not in_place:",
        "        if False:",
    ),
    fault(
        "statements: an augmented store loses its sign",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        "        self.add(value, region, state, sign)",
        '        self.add(value, region, state, "add")',
    ),
    fault(
        "statements: an augmented store clears",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        'elif stmt.op in ("add", "sub", "add_at"):',
        'elif stmt.op in ("sub", "add_at"):',
    ),
    fault(
        "statements: a load by repeated indices adds once",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        'op = "add_at" if self._may_repeat(index) else "add"',
        'op = "add"',
    ),
    fault(
        "statements: a store by repeated indices hands on every cell",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        'taken: Expr = Apply("rt.last_written", (place, index))',
        'taken: Expr = Apply("getitem", (place, index))',
    ),
    fault(
        "repeats: a mask may repeat",
        "s2sad/transform/adjoint/repeats.py", "tests/transform/test_adjoint_stores.py",
        ' and k.dtype != "bool"]',
        "]",
    ),
    fault(
        "statements: np.add.at hands on nothing",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        '            self.add(value, Apply("getitem", (place, stmt.index)), state)',
        "            pass",
    ),
    fault(
        "statements: the adjoint of what was assigned lives on",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_loops.py",
        "how, others = state.pop(target), self",
        "how, others = state[target], self",
    ),
    fault(
        "statements: contributions of one statement replace each other",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_stores.py",
        'expr if have is None else Apply("add", (have, expr))',
        "expr",
    ),
    fault(
        "statements: a carried name comes first",
        "s2sad/transform/adjoint/statements.py", "tests/goldens",
        "return sorted(backwards, key=lambda item: is_carried(item[0]))",
        "return sorted(backwards, key=lambda item: not is_carried(item[0]))",
    ),
    fault(
        "statements: a permutation overwrites what it still needs",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_lists.py",
        "if clash or sources.count(source) > 1:",
        "if sources.count(source) > 1:",
    ),
    fault(
        "statements: the mirror of an append that does not vary pops nothing",
        "s2sad/transform/adjoint/lists.py", "tests/transform/test_adjoint_lists.py",
        (
            "            self.emit(Evaluate(last, self.tag))\n"
            "            return"
        ),
        "            return",
    ),
    fault(
        "statements: the mirror of an append reads and does not pop",
        "s2sad/transform/adjoint/lists.py", "tests/transform/test_adjoint_lists.py",
        'last = Apply("list.pop", (shadow,))',
        'last = Apply("getitem", (shadow, Const(-1)))',
    ),
    fault(
        "statements: a pop that is not used is not mirrored",
        "s2sad/transform/adjoint/lists.py", "tests/transform/test_adjoint_lists.py",
        (
            "        if how is None:\n"
            "            given = self.zero_of(target)"
        ),
        (
            "        if how is None:\n"
            "            return\n"
            "        if how == 0:\n"
            "            given = self.zero_of(target)"
        ),
    ),
    fault(
        "statements: a popped adjoint that is shared is put back as it is",
        "s2sad/transform/adjoint/lists.py", "tests/transform/test_adjoint_sharing.py",
        '            given = Apply("np.copy", (given,))',
        "            pass",
    ),
    fault(
        "statements: an item store does not clear",
        "s2sad/transform/adjoint/lists.py", "tests/transform/test_adjoint_lists.py",
        "        self.store(shadow, stmt.index, zero, None)",
        "        pass",
    ),
    fault(
        "statements: a pop from the front is mirrored at the end",
        "s2sad/transform/adjoint/lists.py", "tests/transform/test_adjoint_lists.py",
        "        if len(value.args) > 1:",
        "        if len(value.args) > 9:",
    ),
    fault(
        "statements: the second value of a conditional gets all",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_flatten.py",
        '(no, Apply("ifexp", (test, Const(0.0), g)))',
        "(no, g)",
    ),
    fault(
        "statements: a display hands on its first item",
        "s2sad/transform/adjoint/lists.py", "tests/transform/test_adjoint_lists.py",
        'cell = Apply("getitem", (g, Const(k)))',
        'cell = Apply("getitem", (g, Const(0)))',
    ),
    fault(
        "statements: a sum of a list hands on nothing",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_lists.py",
        "            self._each(value.args[0], lambda index: g, state)",
        "            pass",
    ),
    fault(
        "statements: an array of a list hands on nothing",
        "s2sad/transform/adjoint/statements.py", "tests/transform/test_adjoint_lists.py",
        (
            "        elif self._sequence(value) is not None:\n"
            '            self._each(value.args[0], lambda index: Apply("getitem", ('
            "g, index)), state)"
        ),
        (
            "        elif self._sequence(value) is not None:\n"
            "            pass"
        ),
    ),
    fault(
        "blocks: the other arm makes no zero",
        "s2sad/transform/adjoint/blocks.py", "tests/transform/test_adjoint_loops.py",
        "        if missing:",
        "        if False:",
    ),
    fault(
        "blocks: what one arm shares is owned",
        "s2sad/transform/adjoint/blocks.py", "tests/transform/test_adjoint_sharing.py",
        "SHARED if SHARED in (left[root], right[root]) else OWNED",
        "OWNED",
    ),
    fault(
        "blocks: what a trip consumes is not cleared",
        "s2sad/transform/adjoint/blocks.py", "tests/transform/test_adjoint_loops.py",
        "        if consumed:",
        "        if False:",
    ),
    fault(
        "blocks: what a loop needs is not made zero before",
        "s2sad/transform/adjoint/blocks.py", "tests/transform/test_adjoint_loops.py",
        (
            "                self.make_zero(root, state)\n"
            "                state[root] = how"
        ),
        "                state[root] = how",
    ),
    fault(
        "blocks: a loop takes what is shared for its own",
        "s2sad/transform/adjoint/blocks.py", "tests/transform/test_adjoint_sharing.py",
        "            elif how == OWNED and state[root] == SHARED:",
        "            elif False:",
    ),
    fault(
        "blocks: what a trip leaves shared is owned",
        "s2sad/transform/adjoint/blocks.py", "tests/transform/test_adjoint_sharing.py",
        "joined[root] = SHARED if root in forced else OWNED",
        "joined[root] = OWNED",
    ),
    fault(
        "blocks: one round is enough",
        "s2sad/transform/adjoint/blocks.py", "tests/transform/test_adjoint_loops.py",
        (
            "            if joined == entry and stale == self.stale:\n"
            "                break\n"
            "            entry = joined"
        ),
        (
            "            entry = joined\n"
            "            break"
        ),
    ),
    fault(
        "blocks: a while counts no trips",
        "s2sad/transform/adjoint/blocks.py", "tests/transform/test_adjoint_loops.py",
        "if isinstance(stmt, For) and stmt.stop is None:",
        "if isinstance(stmt, For):",
    ),
    fault("shadows: the adjoint of an empty list is asked what it holds",
          "s2sad/transform/adjoint/shadows.py", "tests/transform/test_adjoint_lists.py",
          'value.op == "list" and (written or not value.args)', 'value.op == "list" and written'),
    fault(
        "sharers: what is lent to two is owned by the first",
        "s2sad/transform/adjoint/sharers.py", "tests/transform/test_sharers.py",
        "        if len(group) == 1:\n            (last,) = group",
        "        if group:\n            last = min(group)",
    ),
    fault("returned: what is returned twice is returned as it is", "s2sad/transform/returned.py",
          "tests/transform/test_sharers.py",
          "        and results[_source(s)] == (s.target == _source(s))\n", ""),
]
