"""Faults in what makes texts short: copies left out, values shared, names of loads."""

from tests.mutations.fault import fault

TEXTS = "tests/texts/test_short_texts.py"
MUTATIONS = [
    fault(
        "cse: what the primal repeats is computed again", "s2sad/transform/cse.py", TEXTS,
        "                self.share_primal(cell, stmt)", "                pass",
    ),
    fault(
        "cse: what is read as another is still read by its name", "s2sad/transform/cse.py", TEXTS,
        '            self.same[stmt.target] = Name(cell.held or "")', "            pass",
    ),
    fault(
        "copies: a parameter stays a copy of what is outside", "s2sad/transform/copies.py", TEXTS,
        "if is_parameter(target) and source not in self.here:", "if False:",
    ),
    fault(
        "copies: a parameter is not computed at once", "s2sad/transform/copies.py",
        "tests/goldens/test_goldens.py -k runge_kutta",
        "if rank(old) not in (TEMPORARY, PLACE) and not is_parameter(old):",
        "if rank(old) not in (TEMPORARY, PLACE):",
    ),
    fault(
        "names: an attribute is a letter", "s2sad/codegen/names.py", TEXTS,
        "if base in loads and base not in walk.names:", "if False:",
    ),
    fault(
        "nominal: the class of self is not asked", "s2sad/nominal_objects.py",
        "tests/texts/test_nominal_objects.py",
        "    return _named(owner, table) if is_first and owner else None", "    return None",
    ),
    fault(
        "nominal: annotations of fields are not read", "s2sad/nominal_objects.py",
        "tests/texts/test_nominal_objects.py",
        "yield Param(path, annotation=_annotation(owner, name))", "yield Param(path)",
    ),
    fault(
        "zip: one generator is data", "s2sad/frontend/in_turns.py",
        "tests/frontend/test_in_turns.py", "if not any(map(_is_generated, headers)):",
        "if len(headers) < 2 or not any(map(_is_generated, headers)):",
    ),
]
