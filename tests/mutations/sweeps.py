"""Faults in the two sweeps as a whole, and in the tangent program."""

from tests.mutations.fault import fault

MUTATIONS = [
    fault(
        "driver: what is written is not copied on entry",
        "s2sad/transform/adjoint/driver.py", "tests/transform/test_adjoint_driver.py",
        (
            "                out.append(Assign(name, entry_copy(name, self.kinds, s"
            "elf.store, self.fresh)))"
        ),
        "                pass",
    ),
    fault(
        "own: a captured array is written",
        "s2sad/transform/adjoint/own.py", "tests/transform/test_adjoint_driver.py",
        "        if store.is_written(capture.name) and may_be_copied(kinds[capture.name]):",
        "        if False:",
    ),
    fault(
        "own: the items of a list are not copied on entry",
        "s2sad/transform/adjoint/own.py", "tests/transform/test_adjoint_driver.py",
        (
            "        if store.contents_written(name):\n"
            "            return copied_list"
        ),
        (
            "        if False:\n"
            "            return copied_list"
        ),
    ),
    fault(
        "own: parts of tuples are written",
        "s2sad/transform/adjoint/own.py", "tests/transform/test_adjoint_driver.py",
        "    written = {n for n in names if any(store.written_levels(n))}",
        "    written: set[str] = set()",
    ),
    fault(
        "driver: a gradient shares memory",
        "s2sad/transform/adjoint/gradients.py", "tests/transform/test_adjoint_driver.py",
        "        if state.get(root) == SHARED and not isinstance(kind, Scalar):\n",
        "        if False:\n",
    ),
    fault(
        "driver: a seed is written",
        "s2sad/transform/adjoint/driver.py", "tests/transform/test_adjoint_sharing.py",
        "OWNED if isinstance(self.kinds[name], Scalar) else SHARED",
        "OWNED",
    ),
    fault(
        "driver: the zero of a rebound argument is like its new value",
        "s2sad/transform/adjoint/gradients.py", "tests/transform/test_adjoint_driver.py",
        "if len(self.places.store.definitions[name]) <= 1 and not changes:",
        "if True:",
    ),
    fault(
        "driver: a value returned twice has one seed",
        "s2sad/transform/adjoint/driver.py", "tests/transform/test_adjoint_driver.py",
        "if not plain or name in state or self._is_spine(name):",
        "if not plain:",
    ),
    fault(
        "driver: a number has no default seed",
        "s2sad/transform/adjoint/driver.py", "tests/transform/test_adjoint_driver.py",
        "Param(seed, Const(1.0) if scalar else None)",
        "Param(seed, None)",
    ),
    fault(
        "tangent: a store of a constant leaves the tangent",
        "s2sad/transform/tangent.py", "tests/transform/test_adjoint_driver.py",
        (
            "        elif stmt.op is None:\n"
            "            value = Const(0.0)"
        ),
        (
            "        elif False:\n"
            "            value = Const(0.0)"
        ),
    ),
    fault(
        "tangent: a permutation leaves the tangents",
        "s2sad/transform/tangent.py", "tests/transform/test_adjoint_driver.py",
        (
            '            targets.append(f"d:{target}")\n'
            "            sources.append(given.id)"
        ),
        "            pass",
    ),
    fault(
        "tangent: an append leaves the tangents",
        "s2sad/transform/tangent.py", "tests/transform/test_adjoint_driver.py",
        (
            '                    yield Evaluate(Apply("list.append", (Name(f"d:{bas'
            'e}"), item)), tag)'
        ),
        "                    pass",
    ),
    fault(
        "tangent: a pop leaves the tangents",
        "s2sad/transform/tangent.py", "tests/transform/test_tangent.py",
        'STRUCTURE = {"getitem", "list.copy", "list.pop"}',
        'STRUCTURE = {"getitem", "list.copy"}',
    ),
    fault(
        "tangent: a number stands for a full tangent",
        "s2sad/transform/tangent.py", "tests/transform/test_tangent.py",
        '            return Apply("np.full_like", (Name(target), value))',
        "            return value",
    ),
    fault(
        "tangent: a row stands for a matrix of tangents",
        "s2sad/transform/tangent.py", "tests/transform/test_tangent.py",
        "if found.ndim < kind.ndim or not all(same):",
        "if False:",
    ),
    fault(
        "tangent: the tangents of the caller are written",
        "s2sad/transform/tangent.py", "tests/transform/test_tangent.py",
        '            out.append(Assign(f"d:{name}", copy, Tag(0, 0, "tangent")))',
        "            pass",
    ),
    fault(
        "tangent: what is written but not in wrt has no tangent",
        "s2sad/transform/tangent.py", "tests/transform/test_adjoint_driver.py",
        "        elif name in varied and name not in wrt:",
        "        elif False:",
    ),
    fault(
        "tangent: a tangent is shared where the primal was copied",
        "s2sad/transform/tangent.py", "tests/transform/test_tangent.py",
        '        return Apply("np.copy", (found,))',
        "        return found",
    ),
]
