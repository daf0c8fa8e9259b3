"""Faults in what is kept for the reverse sweep, and when."""

from tests.mutations.fault import fault

MUTATIONS = [
    fault(
        "flatten: the arms of a conditional value are exchanged",
        "s2sad/transform/flatten.py", "tests/transform/test_flatten.py",
        "arms = self._arm(target, yes), self._arm(target, no)",
        "arms = self._arm(target, no), self._arm(target, yes)",
    ),
    fault(
        "flatten: `and` is `or`",
        "s2sad/transform/flatten.py", "tests/transform/test_flatten.py",
        'if value.op == "and" else Apply("not", (Name(named),))',
        'if value.op == "or" else Apply("not", (Name(named),))',
    ),
    fault(
        "flatten: the last of equal extremes",
        "s2sad/transform/flatten.py", "tests/transform/test_adjoint_driver.py",
        'Apply("gt" if value.op == "max" else "lt"',
        'Apply("ge" if value.op == "max" else "le"',
    ),
    fault(
        "flatten: a negative bound of a slice is not counted from the end",
        "s2sad/transform/flatten.py", "tests/transform/test_adjoint_driver.py",
        'Apply("max", (Apply("add", (bound, length)), least))',
        'Apply("max", (bound, least))',
    ),
    fault(
        "flatten: a bound beyond the list is taken",
        "s2sad/transform/flatten.py", "tests/transform/test_adjoint_driver.py",
        'value: Expr = Apply("min", (bound, most))',
        "value: Expr = bound",
    ),
    fault(
        "stabilise: x = f(x) stays whole",
        "s2sad/transform/stabilise.py", "tests/transform/test_adjoint_loops.py",
        "if reads_itself and not",
        "if False and not",
    ),
    fault(
        "stabilise: the count of a loop is read again",
        "s2sad/transform/stabilise.py", "tests/transform/test_adjoint_driver.py",
        "args.append(arg if stays else self.name(arg, out, stmt))",
        "args.append(arg)",
    ),
    fault(
        "stabilise: an index that reads written memory stays",
        "s2sad/transform/stabilise.py", "tests/transform/test_adjoint_driver.py",
        "return not self.store.may_change(part.id) and len",
        "return len",
    ),
    fault(
        "stabilise: a list in a list is not written",
        "s2sad/analysis/storage.py", "tests/found/test_hunted.py",
        "return self.is_written(name) or self.contents_written(name)",
        "return self.is_written(name)",
    ),
    fault(
        "unsure: a shadow reads before its array is bound",
        "s2sad/transform/adjoint/unsure.py", "tests/found/test_hunted.py",
        "found |= surely_read(stmt) - bound", "found |= surely_read(stmt)",
    ),
    fault(
        "stabilise: no index is named",
        "s2sad/transform/stabilise.py", "tests/transform/test_adjoint_driver.py",
        "        if self._is_cheap(index):\n            return index",
        "        return index",
    ),
    fault(
        "stabilise: a condition is read again",
        "s2sad/transform/stabilise.py", "tests/transform/test_adjoint_driver.py",
        (
            "        return self._named_test(stmt, out)\n"
            "\n"
            "    def _named_test"
        ),
        (
            "        return stmt.test\n"
            "\n"
            "    def _named_test"
        ),
    ),
    fault(
        "stabilise: a flag is read again",
        "s2sad/transform/stabilise.py", "tests/transform/test_adjoint_driver.py",
        "return self._named_test(stmt, out) if changed else stmt.test",
        "return stmt.test",
    ),
    fault(
        "stabilise: an index that repeats adds",
        "s2sad/transform/stabilise.py", "tests/transform/test_adjoint_stores.py",
        'if stmt.op in ("add", "sub") and self._is_fancy(index):',
        "if False:",
    ),
    fault(
        "stabilise: np.add.at adds once",
        "s2sad/transform/stabilise.py", "tests/transform/test_adjoint_stores.py",
        'Store(base, index, value, "add_at", stmt.tag)',
        'Store(base, index, value, "add", stmt.tag)',
    ),
    fault(
        "stabilise: the index of a loop is its variable for ever",
        "s2sad/transform/stabilise.py", "tests/transform/test_adjoint_loops.py",
        "if len(self.store.definitions[target]) > 1 or carried:",
        "if False:",
    ),
    fault(
        "snapshot: every class is local to its loop",
        "s2sad/transform/snapshot.py", "tests/transform/test_adjoint_views.py",
        "    def _is_local(self, name: str, loop: Place) -> bool:\n",
        (
            "    def _is_local(self, name: str, loop: Place) -> bool:\n"
            "        return True\n"
        ),
    ),
    fault(
        "snapshot: no class is local to its loop",
        "s2sad/transform/snapshot.py", "tests/transform/test_even_lists.py",
        "        if member in exposed or any(",
        "        if True or any(",
    ),
    fault(
        "snapshot: what a list holds is local",
        "s2sad/transform/snapshot.py", "tests/transform/test_adjoint_views.py",
        (
            "    if store.is_held(representative):\n"
            "        return False\n"
        ),
        "",
    ),
    fault(
        "snapshot: a result is not copied",
        "s2sad/transform/snapshot.py", "tests/transform/test_adjoint_views.py",
        "return read and self.is_overwritten(stmt.target, place)",
        "return False",
    ),
    fault(
        "snapshot: an index array is not copied",
        "s2sad/transform/snapshot.py", "tests/transform/test_adjoint_views.py",
        "            return self._arrays(names_in(value.args[1]))",
        "            return set()",
    ),
    fault(
        "snapshot: loads from written memory are always repeated",
        "s2sad/transform/snapshot.py", "tests/transform/test_adjoint_loops.py",
        "                is_kept = is_one and stays and not self.is_overwritten_load(stmt, place)",
        "                is_kept = is_one",
    ),
    fault(
        "record: nothing is saved before it is overwritten",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        (
            "            if commit:\n"
            "                self._save(node, name, loop)"
        ),
        (
            "            if commit and loop is None:\n"
            "                self._save(node, name, loop)"
        ),
    ),
    fault(
        "record: nothing is saved outside loops",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        (
            "            if commit:\n"
            "                self._save(node, name, loop)"
        ),
        (
            "            if commit and loop is not None:\n"
            "                self._save(node, name, loop)"
        ),
    ),
    fault(
        "record: what is saved is not put back",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        "        node.restores.append(Assign(name, pop(stack), tag))",
        "        pass",
    ),
    fault(
        "record: carried names are pushed as if they were local",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_recorded_values.py",
        "if n in bound and n not in entry and n not in carried]",
        "if n in bound and n not in entry]",
    ),
    fault(
        "record: names of before the block are pushed in it",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_recorded_values.py",
        "if n in bound and n not in entry and n not in carried]",
        "if n in bound and n not in carried]",
    ),
    fault(
        "record: a name is still needed once it is overwritten",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        "return (n - bound) | read | kept | images",
        "return n | read | kept | images",
    ),
    fault(
        "record: what adjoints read is not needed",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        "return (n - bound) | read | kept | images",
        "return (n - bound) | kept | images",
    ),
    fault(
        "record: nothing is computed again",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_recording.py",
        "        made = self.bindings.definition(block, name) if self.defined[name] == 1 else None",
        "        made = None",
    ),
    fault(
        "record: what was defined twice is computed again",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_recorded_values.py",
        "        made = self.bindings.definition(block, name) if self.defined[name] == 1 else None",
        "        made = self.bindings.definition(block, name)",
    ),
    fault(
        "record: loads from written memory are computed again",
        "s2sad/transform/adjoint/cheap.py", "tests/transform/test_adjoint_loops.py",
        "                    return name in self.repeatable",
        "                    return True",
    ),
    fault(
        "record: operands that move are at hand",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_driver.py",
        "if self.defined[name] != 1 or name in moving:",
        "if False:",
    ),
    fault(
        "record: the index of a loop is recorded",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        "free = index if is_known(node) else set()",
        "free = set()",
    ),
    fault(
        "record: a branch needs only its first arm",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_recorded_values.py",
        "return ends[0] | ends[1] |",
        "return ends[0] |",
    ),
    fault(
        "record: a condition is not needed",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        "self._needed(names_in(node.stmt.test), node, n)",
        "frozenset()",
    ),
    fault(
        "record: the count of a loop is not needed",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        "return (head - free) | (end - free) | self._needed(header_names(node), node, head)",
        "return (head - free) | (end - free)",
    ),
    fault(
        "record: a loop is looked at once",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        "            if n | end <= head:",
        "            if True:",
    ),
    fault(
        "record: a permutation is not inverted",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_lists.py",
        "                node.restores.append(Move(stmt.sources, stmt.targets, RESTORE))",
        "                pass",
    ),
    fault(
        "record: a permutation is repeated",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_lists.py",
        "Move(stmt.sources, stmt.targets, RESTORE)",
        "Move(stmt.targets, stmt.sources, RESTORE)",
    ),
    fault(
        "record: values are pushed where the block ends",
        "s2sad/transform/adjoint/record.py", "tests/transform/test_adjoint_loops.py",
        "            block.pushes.append((at, push(stack, name)))",
        "            block.pushes.append((-1, push(stack, name)))",
    ),
    fault(
        "assemble: restores stand before the adjoint statements",
        "s2sad/transform/adjoint/assemble.py", "tests/transform/test_adjoint_loops.py",
        (
            "            out.extend(node.adjoint)\n"
            "            out.extend(node.restores)"
        ),
        (
            "            out.extend(node.restores)\n"
            "            out.extend(node.adjoint)"
        ),
    ),
    fault(
        "assemble: values are recorded after instead of before",
        "s2sad/transform/adjoint/assemble.py", "tests/transform/test_adjoint_loops.py",
        "return [*(node.saves if recording else ()), *node.forward]",
        "return [*node.forward, *(node.saves if recording else ())]",
    ),
    fault(
        "assemble: blocks are not reversed",
        "s2sad/transform/adjoint/assemble.py", "tests/transform/test_adjoint_loops.py",
        "for node in reversed(block.nodes):",
        "for node in block.nodes:",
    ),
    fault(
        "assemble: a loop is not reversed",
        "s2sad/transform/adjoint/assemble.py", "tests/transform/test_adjoint_loops.py",
        "header = reversed_range(stmt.iter) if read else stmt.iter",
        "header = stmt.iter",
    ),
    fault(
        "ranges: a reversed range ends one early",
        "s2sad/transform/adjoint/ranges.py", "tests/transform/test_headers.py",
        'Apply("range", (shifted(stop, -1), shifted(start, -1), Const(-1)))',
        'Apply("range", (shifted(stop, -1), start, Const(-1)))',
    ),
    fault(
        "ranges: a descending range is not turned",
        "s2sad/transform/adjoint/ranges.py", "tests/transform/test_headers.py",
        "    if step == Const(-1):\n",
        (
            "    if step == Const(-1):\n"
            "        return expr\n"
            "    if step == Const(0):\n"
        ),
    ),
    fault(
        "ranges: a loop that was cut goes back one trip too far",
        "s2sad/transform/adjoint/ranges.py", "tests/transform/test_headers.py",
        "    last = shifted(end, -step.value)",
        "    last = end",
    ),
    fault(
        "ranges: a loop that was cut ends one early",
        "s2sad/transform/adjoint/ranges.py", "tests/transform/test_headers.py",
        "(shifted(count, start.value - 1), shifted(start, -1), Const(-1))",
        "(shifted(count, start.value - 1), start, Const(-1))",
    ),
    fault(
        "ranges: a long step is taken for one",
        "s2sad/transform/adjoint/ranges.py", "tests/transform/test_headers.py",
        'way = count if abs(step.value) == 1 else Apply("mul", (Const(abs(step.value)), count))',
        "way = count",
    ),
    fault(
        "ranges: a constant that is subtracted is added",
        "s2sad/transform/adjoint/ranges.py", "tests/transform/test_headers.py",
        "            return shifted(left, by - c)",
        "            return shifted(left, by + c)",
    ),
    fault(
        "stabilise: every header is read again",
        "s2sad/transform/stabilise.py", "tests/transform/test_headers.py",
        "return known and len(unsure) <= 1 and not unsure & arrays",
        "return True",
    ),
    fault(
        "breaks: what follows a break is skipped",
        "s2sad/codegen/breaks.py", "tests/codegen/test_breaks.py",
        "    if any(sets((stmt,), flag) or _reads_header(stmt, flag) for stmt in block[:-1]):",
        "    if False:",
    ),
    fault(
        "breaks: a flag is always False where a loop begins",
        "s2sad/codegen/breaks.py", "tests/codegen/test_breaks.py",
        "is_unset = stmt.stop in unset and self.unset.get(id(stmt), True)",
        "is_unset = True",
    ),
    fault(
        "breaks: no flag is read after its loop",
        "s2sad/codegen/breaks.py", "tests/codegen/test_breaks.py",
        "return self.read[flag] > 1",
        "return False",
    ),
    fault(
        "breaks: a flag may be set to anything",
        "s2sad/codegen/breaks.py", "tests/codegen/test_breaks.py",
        "            return value == TRUE",
        "            return True",
    ),
    fault(
        "breaks: what follows in the second arm is skipped",
        "s2sad/codegen/breaks.py", "tests/codegen/test_breaks.py",
        "return _is_tail(body, flag) and _is_tail(orelse, flag)",
        "return _is_tail(body, flag)",
    ),
    fault(
        "breaks: a loop inside breaks the loop around",
        "s2sad/codegen/breaks.py", "tests/codegen/test_breaks.py",
        "return last.stop == flag or not sets((last,), flag)",
        "return True",
    ),
    fault(
        "breaks: a flag is set to False twice",
        "s2sad/codegen/breaks.py", "tests/codegen/test_breaks.py",
        "return len(body) == len(loop.body) - 1 and _is_tail(body, flag)",
        "return len(body) < len(loop.body) and _is_tail(body, flag)",
    ),
    fault(
        "unsure: no name needs a placeholder",
        "s2sad/transform/adjoint/unsure.py", "tests/transform/test_adjoint_loops.py",
        (
            "    _block(tree, known, forward_names, found)\n"
            "    return found"
        ),
        "    return found",
    ),
    fault(
        "unsure: a pushed name is sure",
        "s2sad/transform/adjoint/unsure.py", "tests/transform/test_unbound_names.py",
        "            early |= _read(tuple(pushed[number]), forward_names) - sure",
        "            pass",
    ),
    fault(
        "unsure: what one arm binds is sure",
        "s2sad/transform/adjoint/unsure.py", "tests/transform/test_adjoint_loops.py",
        "left if right_ends else left & right",
        "left if right_ends else left | right",
    ),
    fault(
        "unsure: what an adjoint reads is sure",
        "s2sad/transform/adjoint/unsure.py", "tests/transform/test_unbound_names.py",
        "found |= early | _mirror_reads(block, forward_names) - sure",
        "found |= early",
    ),
    fault(
        "unsure: an arm that raises goes on",
        "s2sad/transform/adjoint/unsure.py", "tests/transform/test_adjoint_loops.py",
        "sure = right if left_ends else left if right_ends else left & right",
        "sure = left & right",
    ),
    fault(
        "saving: a copy that is written is loaded again",
        "s2sad/transform/saving.py", "tests/found/test_hunted.py",
        (
            "        if self.store.is_written(stmt.target):  # it does not stay what was loaded\n"
            "            return None\n"
        ),
        "",
    ),
]
