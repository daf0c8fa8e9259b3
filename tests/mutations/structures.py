"""Faults in arguments and results: dicts, tuples, objects, seeds, derivatives inside."""

from tests.mutations.fault import fault

MUTATIONS = [
    fault(
        "fields: a dict is read by attributes",
        "s2sad/transform/fields.py", "tests/arguments/test_records.py",
        'kind.form is None or kind.form.what == "dict":',
        "kind.form is None:",
    ),
    fault(
        "fields: what stands in an object has no names",
        "s2sad/transform/fields.py", "tests/arguments/test_records.py",
        'if expr.op != "getitem" or not',
        'if expr.op != "getitem" or isinstance(expr.args[0], Apply) or not',
    ),
    fault(
        "fields: what arguments of calls read is left",
        "s2sad/transform/fields.py", "tests/arguments/test_records.py",
        "args = tuple([self.expr(arg) for arg in expr.args])",
        "args = expr.args",
    ),
    fault(
        "fields: comments quote subscripts",
        "s2sad/transform/fields.py", "tests/arguments/test_records.py",
        "return {sid: spell.stmt(stmt) for sid, stmt in notes.items()}",
        "return dict(notes)",
    ),
    fault(
        "parts: a tuple in a tuple has none",
        "s2sad/transform/adjoint/parts.py", "tests/arguments/test_structures.py",
        "                        tuples.add(part)",
        "                        pass",
    ),
    fault(
        "parts: the keys of a dict are not looked up",
        "s2sad/transform/adjoint/parts.py", "tests/arguments/test_structures.py",
        "place = kind.place(key) if isinstance(kind, TupleKind) else None",
        "place = key if isinstance(key, int) else None",
    ),
    fault(
        "records: what stands in the class is no part",
        "s2sad/analysis/kinds/records.py", "tests/arguments/test_records.py",
        "return [n for n in [*names, *in_class] if n in wanted]",
        "return [n for n in names if n in wanted]",
    ),
    fault(
        "records: slots are no parts",
        "s2sad/analysis/kinds/records.py", "tests/arguments/test_records.py",
        "names = dict.fromkeys([*slots, *own])",
        "names = dict.fromkeys(own)",
    ),
    fault(
        "records: a property is a part",
        "s2sad/analysis/kinds/records.py", "tests/arguments/test_records.py",
        ' and not callable(found) and not hasattr(type(found), "__get__")',
        " and not callable(found)",
    ),
    fault(
        "records: an object that makes its attributes up is data",
        "s2sad/analysis/kinds/records.py", "tests/arguments/test_records.py",
        ' and not hasattr(cls, "__getattr__")',
        "",
    ),
    fault(
        "access: `get` gives its default",
        "s2sad/analysis/kinds/access.py", "tests/arguments/test_records.py",
        "            return other if place is None else self.item_of_record(base, args[0])",
        "            return other",
    ),
    fault(
        "access: the values of a dict are its keys",
        "s2sad/analysis/kinds/access.py", "tests/arguments/test_records.py",
        '"values": base.items,',
        '"values": keys,',
    ),
    fault(
        "access: `not in` is `in`",
        "s2sad/analysis/kinds/access.py", "tests/arguments/test_records.py",
        'Const(is_in == (expr.op == "in"))',
        "Const(is_in)",
    ),
    fault(
        "access: a sorted dict keeps its order",
        "s2sad/analysis/kinds/access.py", "tests/arguments/test_records.py",
        "order = sorted(range(len(items)), key=keys.__getitem__)",
        "order = list(range(len(items)))",
    ),
    fault(
        "access: `_replace` replaces nothing",
        "s2sad/analysis/kinds/access.py", "tests/arguments/test_records.py",
        "parts = [self.value(given[k]) if k in given else v for k, v in items]",
        "parts = [v for k, v in items]",
    ),
    fault(
        "building: a store into what has another name is made",
        "s2sad/analysis/kinds/building.py", "tests/arguments/test_results.py",
        "return bool(others or self.aliases.holders(name))",
        "return bool(self.aliases.holders(name))",
    ),
    fault(
        "building: a store into what something else holds is made",
        "s2sad/analysis/kinds/building.py", "tests/arguments/test_results.py",
        "return bool(others or self.aliases.holders(name))",
        "return bool(others)",
    ),
    fault(
        "building: of two dicts the first one counts",
        "s2sad/analysis/kinds/building.py", "tests/arguments/test_results.py",
        "table.update(zip(form.keys, part.items))",
        "table = {**dict(zip(form.keys, part.items)), **table}",
    ),
    fault(
        "building: whatever a class does, a store keeps the value",
        "s2sad/analysis/kinds/building.py", "tests/arguments/test_results.py",
        'return plain and (is_slot or not hasattr(type(found), "__set__"))',
        "return True",
    ),
    fault(
        "building: `replace` replaces nothing",
        "s2sad/analysis/kinds/building.py", "tests/arguments/test_results.py",
        "items = [given.get(key, item) for key, item in zip(form.keys, base.items)]",
        "items = [item for key, item in zip(form.keys, base.items)]",
    ),
    fault(
        "building: a store binds nothing",
        "s2sad/analysis/kinds/building.py", "tests/arguments/test_results.py",
        "            table = {**dict(zip(form.keys, whole.items)), key: value}",
        "            table = {key: value, **dict(zip(form.keys, whole.items))}",
    ),
    fault(
        "nested: names inside are those outside",
        "s2sad/analysis/kinds/nested.py", "tests/arguments/test_inside.py",
        "first_free(name, self.taken)",
        "name",
    ),
    fault(
        "nested: a gradient inside is a tuple",
        "s2sad/analysis/kinds/nested.py", "tests/arguments/test_inside.py",
        'return replace(value, items=items, form=kind.form, whole="")',
        'return replace(value, items=items, whole="")',
    ),
    fault(
        "nested: whole numbers stay whole",
        "s2sad/analysis/kinds/nested.py", "tests/arguments/test_inside.py",
        'given = [Apply("float", (a,)) if k in found.floats else a for',
        "given = [a for",
    ),
    fault(
        "structures: what is kept is the caller's",
        "s2sad/structures.py", "tests/arguments",
        "        return np.copy(value)",
        "        return value",
    ),
    fault(
        "structures: a circle is followed for ever",
        "s2sad/structures.py", "tests/arguments/test_structures.py",
        "return None if id(argument) in path else gradient_like(argument, found, path)",
        "return gradient_like(argument, found, path)",
    ),
    fault(
        "structures: what is no float has the gradient 0",
        "s2sad/structures.py", "tests/arguments/test_structures.py",
        (
            "    if not is_float_leaf(argument):\n"
            "        return None\n"
        ),
        (
            "    if not is_float_leaf(argument):\n"
            "        return 0\n"
        ),
    ),
    fault(
        "structures: a tangent may lack attributes",
        "s2sad/structures.py", "tests/arguments/test_structures.py",
        "fits = all(hasattr(tangent, key) for key, item in children(argument) if _varies(item))",
        "fits = True",
    ),
    fault(
        "structures: a tangent may have other keys",
        "s2sad/structures.py", "tests/arguments/test_structures.py",
        "fits = isinstance(tangent, Mapping) and set(tangent) <= set(keys) and all(",
        "fits = isinstance(tangent, Mapping) and all(",
    ),
    fault(
        "structures: a named tuple comes out as a tuple",
        "s2sad/structures.py", "tests/arguments/test_results.py",
        "            return form.type(*made)",
        "            return tuple(made)",
    ),
    fault(
        "seeds: a seed of another shape is stretched",
        "s2sad/seeds.py", "tests/test_seeds.py",
        "        if np.shape(seed) != value.shape:",
        "        if False:",
    ),
    fault(
        "seeds: a seed keeps its own dtype",
        "s2sad/seeds.py", "tests/test_seeds.py",
        "        out = np.empty_like(value)\n        out[...] = seed\n        return out",
        "        return seed",
    ),
    fault(
        "seeds: what does not vary takes a seed",
        "s2sad/seeds.py", "tests/arguments/test_structures.py",
        "in zip(values, given, varying) if varies]",
        "in zip(values, given, varying)]",
    ),
    fault(
        "seeds: several results need none",
        "s2sad/seeds.py", "tests/test_seeds.py",
        "        if sum(varying) != 1:",
        "        if False:",
    ),
    fault(
        "seeds: a list of another length will do",
        "s2sad/seeds.py", "tests/test_seeds.py",
        " or len(seed) != len(value):",
        ":",
    ),
    fault(
        "seeds: an array needs none",
        "s2sad/seeds.py", "tests/test_seeds.py",
        "if np.size(value) != 1 or np.iscomplexobj(value):",
        "if np.iscomplexobj(value):",
    ),
]
