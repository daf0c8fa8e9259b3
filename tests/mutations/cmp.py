"""Faults in what is found once, and in how trees are read and printed."""

from tests.mutations.fault import fault

PRINTER = ("s2sad/codegen/printer.py", "tests/codegen/test_expressions.py")
NODES, FROZEN = "s2sad/ir/nodes.py", "tests/ir/test_frozen.py"
BACK = ("s2sad/codegen/read_back.py", "tests/codegen/test_emit.py")

MUTATIONS = [
    fault("printer: a power binds alike on both sides", *PRINTER,
          "left, right = (Precedence.Pow + 1, Precedence.PowRHS) if kind is gast.Pow else ",
          "left, right = "),
    fault("printer: what stands right of a sign binds like it", *PRINTER,
          "else (own, own + 1)", "else (own, own)"),
    fault("printer: a number has attributes without parentheses", *PRINTER,
          "or around <= Precedence.Constant", "or True"),
    fault("printer: `not` of a comparison has no parentheses", *PRINTER,
          "PARENTHESISED_AFTER_NOT = (gast.Compare, gast.BoolOp)",
          "PARENTHESISED_AFTER_NOT = ()"),
    fault("printer: a display of one is no display", *PRINTER, 'f"({text},)"', 'f"({text})"'),
    fault("printer: a sign needs no parentheses", *PRINTER,
          "expression_text(node.operand, own)\n    return text if own >= around",
          "expression_text(node.operand, own)\n    return text if True"),
    fault("printer: a value that is chosen needs none", "s2sad/codegen/printer.py",
          "tests/codegen/test_expressions.py", "tree._pp = around", "tree._pp = 0"),
    fault("nodes: a store does not read its base", NODES, FROZEN,
          '"(base, *value.names) if index', '"value.names if index'),
    fault("nodes: a while does not read its flag", NODES, FROZEN,
          'While, reads="(*test.names, stop) if stop else test.names"',
          'While, reads="test.names"'),
    fault("nodes: keywords are no operations", NODES, FROZEN,
          'own = (op, *[f"{key}=" for key, _ in kwargs])', "own = (op,)"),
    fault("read back: names are not compared", *BACK,
          "type(meant) is not gast.Name or read.id != meant.id", "type(meant) is not gast.Name"),
    fault("read back: parameters are not compared", *BACK,
          "work += [(read.arg, meant.id), (read", "work += [(read"),
]  # fmt: skip
