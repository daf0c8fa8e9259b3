"""Faults in solutions of differential equations."""

from tests.mutations.fault import fault

_FLOWS = "tests/frontend/test_flows.py"

MUTATIONS = [
    fault(
        "flows: what is added between two times is lost",
        "s2sad/runtime/flows.py", _FLOWS,
        "        found[:n] += g[k]\n",
        "        found[:n] = g[k]\n",
    ),
    fault(
        "flows: the adjoint system runs forwards",
        "s2sad/frontend/flows.py", _FLOWS,
        'Apply("neg", (packed,))',
        'Apply("pos", (packed,))',
    ),
    fault(
        "flows: what comes before the first time is forgotten",
        "s2sad/runtime/flows.py", _FLOWS,
        "t[k - 1] if k else span[0]",
        "t[max(k - 1, 0)]",
    ),
    fault(
        "jumps: a test reads what moves by a name only",
        "s2sad/frontend/jumps.py", "tests/frontend/test_flows.py -k refused",
        "    for operand in expr.operands:\n        yield from _read(operand)",
        "    return",
    ),
    fault(
        "followed: the size of a state counts as a parameter",
        "s2sad/frontend/followed.py", _FLOWS + " -k twice",
        "        self.counts.add(found)\n",
        "",
    ),
    fault(
        "followed: the last adjoint is not added",
        "s2sad/frontend/followed.py", _FLOWS + " -k twice",
        "    found[:n] += g[0]\n",
        "",
    ),
    fault(
        "integrals: a slope that is not known is zero",
        "s2sad/transform/known_calls.py", "tests/frontend/test_integrals.py",
        "    return found[0] if found else None\n\n\ndef _is_unsure",
        "    return None\n\n\ndef _is_unsure",
    ),
    fault(
        "definitions: a function that is a value is not written",
        "s2sad/transform/own_calls.py", _FLOWS,
        'first = expr.args[0] if expr.op == "const" else None',
        "first = None",
    ),
    fault(
        "flows: a start does not move against its time",
        "s2sad/rules/scipy/flows.py", "tests/frontend/test_flows_in_time.py",
        'dz=f"dx - {_rate} * dt"',
        'dz=f"dx + {_rate} * dt"',
    ),
    fault(
        "flows: steps that stopped come as far as they should",
        "s2sad/rules/scipy/flows.py", "tests/frontend/test_flows_in_time.py",
        'b="g[-1] * (x[-1] == b)"',
        'b="g[-1]"',
    ),
    fault(
        "flows: only an array of times may move",
        "s2sad/frontend/flows.py", "tests/frontend/test_flows_in_time.py",
        "self.moving(expr.args if isinstance(expr, Apply) else [expr])",
        "self.moving([expr])",
    ),
    fault(
        "integrals: what is handed to an integral inside is asked what it is",
        "s2sad/transform/known_calls.py", "tests/frontend/test_integrals.py",
        'if isinstance(arg, Apply) and arg.op == "tuple"]',
        'if isinstance(arg, Apply) and arg.op == "none"]',
    ),
]
