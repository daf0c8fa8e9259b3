"""Faults in what makes derivatives readable: numbers, spelling, quotes, own arguments."""

from tests.mutations.fault import fault

CONSTANTS = "s2sad/transform/constants.py", "tests/transform/test_constants.py"
SPELLING = "s2sad/transform/spelling.py", "tests/transform/test_spelling.py"
SPREAD = "s2sad/transform/spread.py", "tests/transform/test_spread.py"
QUOTE = "s2sad/codegen/quote.py", "tests/codegen/test_quote.py"

MUTATIONS = [
    fault("spread: what is stretched inside an operand may be of another shape", *SPREAD,
          "if whole.dtype != against.dtype or not self.are_alike(whole, against):",
          "if whole.dtype != against.dtype:"),
    fault("spread: a number that is bound again is read later", *SPREAD,
          "self.number(stmt.value, later=True)", "self.number(stmt.value)"),
    fault("spread: an operand may lose precision", *SPREAD,
          "if any(isinstance(kind, Array) and kind.dtype != dtype for kind in kinds):",
          "if False:"),
    fault("spread: an operand that is broadcast further is read as it is", *SPREAD,
          "return inner if whole.shape == against.shape else expr", "return inner"),
    fault("spread: both operands are read as they are", *SPREAD,
          "self.narrowed(self.unstretched(right, left), left)  #",
          "self.narrowed(self.unstretched(right, expr.args[0]), left)  #"),
    fault(
        "aliases: an argument that is copied late is copied first",
        "s2sad/transform/aliases.py", "tests/transform/test_facts.py",
        "params.difference_update(inner.reads, inner.binds)", "pass",
    ),
    fault(
        "effects: the copy of an argument reads that argument only",
        "s2sad/transform/effects.py", "tests/transform/test_facts.py",
        " | Effects(loads=self.outside)", "",
    ),
    fault(
        "aliases: what is returned together is held by one list",
        "s2sad/transform/aliases.py", "tests/transform/test_facts.py",
        "builder.returned(program.result)", "builder.expr(program.result)",
    ),
    fault(
        "accumulate: what a contribution reads may be added to",
        "s2sad/transform/accumulate.py", "tests/transform/test_accumulate.py",
        "            read = self.read_by(earlier).loads\n", "            read = frozenset()\n",
    ),
    fault(
        "accumulate: an array that is bound takes what was added before",
        "s2sad/transform/accumulate.py", "tests/transform/test_accumulate.py",
        "        read = effects.loads | memory\n", "        read = effects.loads\n",
    ),
    fault(
        "accumulate: only the first sign of a sum is kept",
        "s2sad/transform/accumulate.py", "tests/transform/test_accumulate.py",
        "return Apply(op, (_in_front(term, left), right))",
        'return Apply("add", (_in_front(term, left), right))',
    ),
    fault(
        "copies: the result reads what was bound again",
        "s2sad/transform/copies.py", "tests/transform/test_copies.py",
        "                self.forget(name)", "                pass",
    ),
    fault("constants: every index is a place", *CONSTANTS,
          "return whole and all(map(self.is_place, parts))", "return whole"),
    fault("constants: a sum over some cells is a sum over all", *CONSTANTS,
          'plain = all(key in ("axis", "keepdims") for key, _ in expr.kwargs)', "plain = True"),
    fault("constants: an axis that stays is summed over", *CONSTANTS,
          "set(zeros) == set(axes) and len(full)", "len(full)"),
    fault("constants: what is held is not copied", *CONSTANTS,
          'return Apply("np.copy", (new,)) if is_array else expr', "return new"),
    fault("spelling: an array that is read later has no name", *SPELLING,
          "is_temporary(stmt.target) and self.reads.get(stmt.target) == 1",
          "is_temporary(stmt.target)"),
    fault("spelling: a pop moves nothing", *SPELLING, 'MOVERS = {"list.pop", ', "MOVERS = {"),
    fault("spelling: swaps of the same names are one", *SPELLING, "ahead & after or ", ""),
    fault("spread: what is stored into is uniform", *SPREAD,
          "self.made[target] == 1 and self.facts.memory(target) not in self.written",
          "self.made[target] == 1"),
    fault("spread: a number that changes is one", *SPREAD,
          "isinstance(self.kinds.get(expr.id), Scalar) and fixed",
          "isinstance(self.kinds.get(expr.id), Scalar)"),
    fault("spread: shapes that differ fit", *SPREAD, "self.are_alike(kind, own) and ", ""),
    fault("quote: a value made in several ways is quoted", *QUOTE,
          "any(map(_is_several, parts))", "False"),
    fault("emit: comments count as statements",
          "s2sad/codegen/emit.py", "tests/texts/test_tools.py",
          "NO_TAG if comment else next(tags, NO_TAG)", "next(tags, NO_TAG)"),
]  # fmt: skip
