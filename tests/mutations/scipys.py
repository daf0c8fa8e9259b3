"""Faults in the rules and kinds of SciPy's functions, and in the checks of users' rules."""

from tests.mutations.fault import fault

_RULES = "tests/rules/test_scipy.py"

MUTATIONS = [
    fault(
        "registry: a library is named while it is being imported",
        "s2sad/rules/registry.py", "tests/cli/test_scipy.py",
        "    return found\n\n\ndef object_of",
        "    return None\n\n\ndef object_of",
    ),
    fault(
        "known calls: what varies without a known derivative is zero",
        "s2sad/transform/known_calls.py", _RULES + " -k refused_by_name",
        "    for name in sorted(fit.rule.constant) if fit is not None else ():",
        "    for name in ():",
    ),
    fault(
        "known calls: a rule for real numbers serves complex ones",
        "s2sad/transform/known_calls.py", _RULES + " -k complex",
        "    if is_real_only(call) and has_complex(call, kinds):",
        "    if False:",
    ),
    fault(
        "stats: a density moves with its location the wrong way",
        "s2sad/rules/scipy/location_scale.py", _RULES + " -k norm",
        'f" {minus} {slope} * dloc"',
        'f" {plus} {slope} * dloc"',
    ),
    fault(
        "stats: loc is taken for its default",
        "s2sad/rules/scipy/location_scale.py", _RULES + " -k norm",
        'has_loc = given.get("loc", Const(0)) not in (Const(0), Const(0.0))',
        "has_loc = False",
    ),
    fault(
        "triangles: the other one",
        "s2sad/rules/plain_shapes.py", _RULES + " -k triangular",
        'return call("np.tril" if lower.value else "np.triu", x, *shift)',
        'return call("np.triu" if lower.value else "np.tril", x, *shift)',
    ),
    fault(
        "roots: the residual does not move the root",
        "s2sad/rules/scipy/optimize.py", "tests/frontend/test_roots.py",
        'r="-g / s", real=True',
        'r="g / s", real=True',
    ),
    fault(
        "flatten: args is an array",
        "s2sad/transform/flatten.py", "tests/frontend/test_roots.py",
        'takes_tuples(op) or op.startswith(("rt.", *OF_FUNCTIONS))',
        'op.startswith("rt.")',
    ),
    fault(
        "users: points are not looked at",
        "s2sad/rules/users.py", "tests/rules/test_users.py",
        "        check_at(made, function, point)",
        "        pass",
    ),
    fault(
        "users: a rule may contradict ours",
        "s2sad/rules/users.py", "tests/rules/test_users.py",
        'if known and known[0].source.startswith("s2sad."):',
        "if False:",
    ),
    fault(
        "integrals: what goes back is not weighed", "s2sad/frontend/integrals.py",
        "tests/frontend/test_integrals.py",
        "            if like is not None:\n                g =",
        "            if like is not None and not rest:\n                g =",
    ),
    fault(
        "integrals: several integrals do not move with their start", "s2sad/rules/scipy/flows.py",
        "tests/frontend/test_integrals.py",
        'dz="s * db - r * da", a="-np.sum(r * g)", b="np.sum(s * g)",',
        'dz="s * db", a="-np.sum(r * g)", b="np.sum(s * g)",',
    ),
    fault(
        "derivatives: numbers of inner derivatives are of one reading",
        "s2sad/frontend/derivatives.py", "tests/frontend/test_integrals.py",
        "        number = next(_numbers)", "        number = len(self.inners)",
    ),
    fault(
        "sources: a family is forgotten",
        "s2sad/rules/declare.py", "tests/rules/test_sources.py",
        "made.cited or (family if",
        "made.cited or (\"\" if",
    ),
    fault(
        "users: what was declared before is kept by what was read",
        "s2sad/frontend/uses.py", "tests/rules/test_users.py",
        "        if self.rules != changes[0]:",
        "        if False:",
    ),
    fault(
        "users: the short way does not see new rules",
        "s2sad/entry_lines.py", "tests/rules/test_users.py",
        "        self.tests.append(f\"{self.named(changes, 'changes')}[0] == {uses.rules}\")\n",
        "",
    ),
    fault(
        "users: an operand of which nothing is said has the slope zero",
        "s2sad/rules/users.py", "tests/rules/test_users_checked.py",
        "    if rule.pattern is None:",
        "    if False:",
    ),
    fault(
        "users: an operand with a default has the slope zero",
        "s2sad/rules/users.py", "tests/rules/test_users_checked.py",
        "constant=rule.constant | frozenset(by_default))",
        "constant=rule.constant)",
    ),
    fault(
        "nnls: what is zero moves",
        "s2sad/rules/scipy/optimize.py", "tests/rules/test_tuples_of_scipy.py -k positive",
        'p="np.linalg.pinv(A * (z > 0.0))"',
        'p="np.linalg.pinv(A * (z > -1.0))"',
    ),
    fault(
        "linalg: a stack is one matrix",
        "s2sad/analysis/kinds/ranks.py", "tests/rules/test_stacks_of_scipy.py",
        "k.ndim > most), None)",
        "k.ndim > 9), None)",
    ),
    fault(
        "linalg: a stack of solutions has the shape of one",
        "s2sad/analysis/kinds/of_linalg.py", "tests/rules/test_stacks_of_scipy.py",
        "    return (*stacks, *arrays[0].shape[-2:])",
        "    return arrays[0].shape",
    ),
    fault(
        "users: points of complex numbers tell nothing",
        "s2sad/rules/check.py", "tests/rules/test_users_checked.py",
        'if np.asarray(value).dtype.kind in "fc"}',
        'if np.asarray(value).dtype.kind in "f"}',
    ),
    fault(
        "kinds: a part of a tuple is that of the first rule for its function",
        "s2sad/analysis/kinds/structure.py", "tests/rules/test_tuples_of_scipy.py",
        "return whole.items[fit.rule.part or 0] if fit and",
        "return whole.items[rule.part or 0] if fit and",
    ),
    fault(
        "standalone: what is borrowed keeps a name that the program captures",
        "s2sad/standalone.py", "tests/texts/test_standalone.py",
        "others = giving_way(beside, text) | called",
        "others = called",
    ),
    fault(
        "densities: infinite slopes count where there is no density",
        "s2sad/runtime/calculus.py", "tests/rules/test_densities_at_edges.py",
        "    dead = np.equal(w, 0) & ~np.isfinite(x)\n",
        "    dead = np.zeros(np.broadcast_shapes(np.shape(w), np.shape(x)), bool)\n",
    ),
    fault(
        "interpolants: values that change later are the spline's",
        "s2sad/frontend/of_scipy/interpolate.py", "tests/rules/test_interpolants_made_here.py",
        "    knots, values = np.array(x), np.array(y)\n    if bc_type",
        "    knots, values = x, y\n    if bc_type",
    ),
    fault(
        "interpolants: a boundary that adds something is linear",
        "s2sad/rules/scipy/interpolate.py", "tests/rules/test_interpolants_made_here.py",
        '"fill_value": (None, "extrapolate"),',
        "",
    ),
    fault(
        "zeta: the rest of the sum does not move",
        "s2sad/runtime/zeta.py", "tests/runtime/test_zeta.py",
        "        rising = _times(_times(rising, x + 2.0 * j + 1.0), x + 2.0 * j + 2.0)\n",
        "        rising = rising * (x + 2.0 * j + 1.0) * (x + 2.0 * j + 2.0)\n",
    ),
]
