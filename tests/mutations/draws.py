"""Faults in what is known of random numbers."""

from tests.mutations.fault import fault

DRAWS, TESTS = "s2sad/analysis/kinds/draws.py", "tests/analysis/test_draws.py"

MUTATIONS = [
    fault("draws: a draw into an array is one into new memory", DRAWS, TESTS,
          "_signature(expr, kind) is not None and not has_out",
          "_signature(expr, kind) is not None"),
    fault("draws: numbers of one distribution are all floats", DRAWS, TESTS,
          "Scalar(np.asarray(number).dtype.name,", 'Scalar("float64",'),
    fault("draws: the sizes of the parameters do not count", DRAWS, TESTS,
          "for kind in params], call.sizes)", "for kind in params[:1]], call.sizes)"),
    fault("draws: a shape after a star is one size", DRAWS, TESTS,
          "return [call.size_of(item) for item in kind.items]",
          "return [call.size_of(kind.items[0])]"),
    fault("draws: what is drawn may be memory of others", "s2sad/analysis/kinds/sharing.py", TESTS,
          "is_known = is_draw(expr, kinds) or is_report(expr, kinds)", "is_known = False"),
    fault("draws: a call after a star is made twice", "s2sad/frontend/stars.py", TESTS,
          "return [placed(gast.Starred(value, gast.Load()), node)]", "return [node]"),
]  # fmt: skip
