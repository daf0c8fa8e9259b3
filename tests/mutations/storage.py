"""Faults in what the compiler knows of memory: classes, positions, places, shadows."""

from tests.mutations.fault import fault

MUTATIONS = [
    fault(
        "storage: an alias is taken for a value",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        "            _alias(target, value.id, found)", "            pass",
    ),
    fault(
        "storage: a view is taken for a copy",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        'if how == "copy":',
        'if how != "maybe":',
    ),
    fault(
        "storage: a permutation joins nothing",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        "for target, source in zip(targets, sources):",
        "for target, source in ():",
    ),
    fault(
        "storage: a store writes nothing",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        (
            "    if type(stmt) is Store:\n"
            "        written.append(stmt.base)"
        ),
        (
            "    if type(stmt) is Store:\n"
            "        pass"
        ),
    ),
    fault(
        "storage: an append keeps the spine",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        (
            "args=(Name(id=base), value))):\n"
            "            written.append(base)\n"
        ),
        "args=(Name(id=base), value))):\n",
    ),
    fault(
        "storage: a pop keeps the spine",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        'if value.op == "list.pop":',
        'if value.op == "list.push":',
    ),
    fault(
        "storage: an unknown call writes nothing",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        'case Evaluate(value=Apply(op="call" | "method") as call):',
        'case Evaluate(value=Apply(op="calls") as call):',
    ),
    fault(
        "storage: what an unknown call returns is new",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        (
            "        for name in handed_to(value):\n"
            "            _alias(target, name, found)\n"
        ),
        "",
    ),
    fault(
        "storage: what is put into a list is forgotten",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        "            found.share(contents(base), name, depth(found.kinds.get(name)))",
        "            pass",
    ),
    fault(
        "storage: an item taken out is a copy",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        "            found.share(target, contents(base), depth(kind))",
        "            pass",
    ),
    fault(
        "storage: a list under another name holds other things",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        "    found.share(target, source, depth(found.kinds.get(source)))",
        "    found.share(target, source, 0)",
    ),
    fault(
        "storage: a copied list holds copies",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        "        found.share(contents(target), contents(base), depth(kind) - 1)",
        "        pass",
    ),
    fault(
        "storage: a detached view stays in the class",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        " or target in found.detached:",
        ":",
    ),
    fault(
        "storage: a reshape is not noted",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        "            found.reordered.add(source)",
        "            pass",
    ),
    fault(
        "storage: an uncertain view is not noted",
        "s2sad/analysis/storage.py", "tests/analysis/test_storage.py",
        'if how == "maybe":',
        'if how == "perhaps":',
    ),
    fault(
        "activity: written memory does not vary as one",
        "s2sad/analysis/activity.py", "tests/analysis/test_activity.py",
        "keys = {name: store.of(name) if store.is_written(name) else name for name in vary}",
        "keys = {name: name for name in vary}",
    ),
    fault(
        "activity: a list and its written items vary apart",
        "s2sad/analysis/activity.py", "tests/analysis/test_activity.py",
        "            connect(key(held), key(name))",
        "            pass",
    ),
    fault(
        "activity: a store carries nothing",
        "s2sad/analysis/activity.py", "tests/analysis/test_activity.py",
        "return [(name, stmt.base) for",
        "return [(name, stmt.base) for _ in () for",
    ),
    fault(
        "activity: an append carries nothing",
        "s2sad/analysis/activity.py", "tests/analysis/test_activity.py",
        "base), value))):\n            return [(name, base) for",
        "base), value))):\n            return [(name, base) for _ in () for",
    ),
    fault(
        "activity: a permutation carries nothing",
        "s2sad/analysis/activity.py", "tests/analysis/test_activity.py",
        "            return list(zip(sources, targets))",
        "            return ()",
    ),
    fault(
        "activity: what is of no use is active",
        "s2sad/analysis/activity.py", "tests/analysis/test_activity.py",
        "both = varied & useful",
        "both = varied",
    ),
    fault(
        "activity: the test of a conditional value carries a derivative",
        "s2sad/analysis/activity.py", "tests/analysis/test_activity.py",
        "return value.args[1].names + value",
        "return value.names + value",
    ),
    fault(
        "activity: rules carry nothing",
        "s2sad/analysis/activity.py", "tests/analysis/test_activity.py",
        "if param in fit.bound]",
        "if not fit.bound]",
    ),
    fault(
        "positions: a name bound in one arm is definite",
        "s2sad/analysis/positions.py", "tests/analysis/test_positions.py",
        "definite |= sure_a & sure_b",
        "definite |= sure_a | sure_b",
    ),
    fault(
        "positions: what a loop binds is definite",
        "s2sad/analysis/positions.py", "tests/analysis/test_positions.py",
        (
            "            seen, _ = exposure(stmt.body)\n"
            "            exposed |= seen - definite\n"
            "        else"
        ),
        (
            "            seen, sure = exposure(stmt.body)\n"
            "            exposed |= seen - definite\n"
            "            definite |= sure\n"
            "        else"
        ),
    ),
    fault(
        "positions: an arm is exposed whatever was bound before",
        "s2sad/analysis/positions.py", "tests/analysis/test_positions.py",
        "exposed |= (seen_a | seen_b) - definite",
        "exposed |= seen_a | seen_b",
    ),
    fault(
        "positions: the second arm is not looked at",
        "s2sad/analysis/positions.py", "tests/analysis/test_positions.py",
        "exposed |= (seen_a | seen_b)",
        "exposed |= seen_a",
    ),
    fault(
        "positions: a read after the binding is exposed",
        "s2sad/analysis/positions.py", "tests/analysis/test_positions.py",
        "exposed |= own - definite",
        "exposed |= own",
    ),
    fault(
        "positions: the test of a while is read once",
        "s2sad/analysis/positions.py", "tests/analysis/test_positions.py",
        "names = names | set(stmt.reads)",
        "names = set(names)",
    ),
    fault(
        "positions: between begins with the first",
        "s2sad/analysis/positions.py", "tests/analysis/test_positions.py",
        "at = bisect_right(numbers, after)",
        "at = bisect_right(numbers, after - 1)",
    ),
    fault(
        "positions: an arm that raises counts",
        "s2sad/analysis/positions.py", "tests/analysis/test_positions.py",
        "            if stmt.body and isinstance(stmt.body[-1], Raise):",
        "            if isinstance(stmt, Raise):",
    ),
    fault(
        "detach: a later store is ignored",
        "s2sad/analysis/detach.py", "tests/analysis/test_detach.py",
        (
            "    if any(number > place.number for number in stores):\n"
            "        return True\n"
        ),
        "",
    ),
    fault(
        "detach: a store in a loop around is ignored",
        "s2sad/analysis/detach.py", "tests/analysis/test_detach.py",
        "return any(loop.number < number <= loop.end",
        "return any(False and loop.number < number <= loop.end",
    ),
    fault(
        "detach: nothing is detached",
        "s2sad/analysis/detach.py", "tests/analysis/test_detach.py",
        "                out.append(name)",
        "                pass",
    ),
    fault(
        "detach: every view is detached",
        "s2sad/analysis/detach.py", "tests/analysis/test_detach.py",
        "return value.op in READ_ONLY or",
        "return True or",
    ),
    fault(
        "detach: two definitions count as one",
        "s2sad/analysis/detach.py", "tests/analysis/test_detach.py",
        "if len(made) != 1 or not",
        "if not made or not",
    ),
    fault(
        "places: the base of a view may be rebound",
        "s2sad/transform/adjoint/places.py", "tests/transform/test_adjoint_views.py",
        (
            "    return not any(\n"
            "        places.positions.binding_between("
        ),
        (
            "    return not any(\n"
            "        False and places.positions.binding_between("
        ),
    ),
    fault(
        "places: a view is spelled before it is bound",
        "s2sad/transform/adjoint/places.py", "tests/transform/test_adjoint_views.py",
        "if not reads or min(reads) <= where.number:",
        "if not reads:",
    ),
    fault(
        "places: a view may be read after its block",
        "s2sad/transform/adjoint/places.py", "tests/transform/test_adjoint_views.py",
        "or where.loops or not _at_top(where, places):",
        ":",
    ),
    fault(
        "places: only the nearest base is looked at",
        "s2sad/transform/adjoint/places.py", "tests/transform/test_adjoint_views.py",
        "                todo.extend(names_in(view))",
        "                pass",
    ),
    fault(
        "places: a class of two roots has one adjoint each, made late",
        "s2sad/transform/adjoint/places.py", "tests/transform/test_adjoint_views.py",
        "    places.shadowed.update(roots)",
        "    pass",
    ),
    fault(
        "places: what a list holds is simple",
        "s2sad/transform/adjoint/places.py", "tests/transform/test_adjoint_lists.py",
        "    held = representative in store.inner\n", "    held = False\n",
    ),
    fault(
        "places: a copy is spelled as a view",
        "s2sad/transform/adjoint/places.py", "tests/transform/test_adjoint_views.py",
        'return value if how == "view" and _stays',
        "return value if _stays",
    ),
    fault(
        "shadows: they do not move with their arrays",
        "s2sad/transform/adjoint/shadows.py", "tests/transform/test_adjoint_lists.py",
        "        moved.append(place.id)",
        '        moved.append(f"g:{target}")',
    ),
    fault(
        "shadows: a view has a shadow of its own",
        "s2sad/transform/adjoint/shadows.py", "tests/transform/test_adjoint_views.py",
        (
            "    return shadow_value(value, places)\n"
            "\n"
            "\n"
            "def _list_value"
        ),
        (
            "    return mirror.zero_of(target)\n"
            "\n"
            "\n"
            "def _list_value"
        ),
    ),
    fault(
        "shadows: an alias has a shadow of its own",
        "s2sad/transform/adjoint/shadows.py", "tests/transform/test_adjoint_views.py",
        (
            "        return places.expression(value.id)\n"
            "    if not isinstance(value, Apply):\n"
            "        return none_of"
        ),
        (
            "        return mirror.zero_of(target)\n"
            "    if not isinstance(value, Apply):\n"
            "        return none_of"
        ),
    ),
    fault(
        "shadows: what is appended has another shadow in the list",
        "s2sad/transform/adjoint/shadows.py", "tests/transform/test_adjoint_lists.py",
        (
            "        return mirror.places.expression(value.id)\n"
            "    return mirror.zero_of(value.id)"
        ),
        (
            "        return mirror.zero_of(value.id)\n"
            "    return mirror.zero_of(value.id)"
        ),
    ),
]
