"""Faults in derivatives of complex numbers."""

from tests.mutations.fault import fault

COMPLEX = "tests/transform/test_complex.py"
CONTRIBUTE = "s2sad/transform/adjoint/contribute.py", COMPLEX
PLACES = "s2sad/transform/adjoint/places.py", COMPLEX

MUTATIONS = [
    fault("complex: an arc cosine is on the other side of its cut", "s2sad/rules/elementary.py",
          "tests/rules/test_branch_cuts.py", '"-dx / np.sin(z)", complex',
          '"-dx / np.sqrt((1.0 - x) * (1.0 + x))", complex'),
    fault("complex: a real operand receives complex numbers", *CONTRIBUTE,
          "            value = real_part(value)\n", "            pass\n"),
    fault("complex: a real adjoint of complex numbers stays real", *CONTRIBUTE,
          "        return cast(value, kind)\n\n    def", "        return value\n\n    def"),
    fault("complex: a store into an imaginary part has the sign of any other", *CONTRIBUTE,
          "            value, op = opposite(value, op)", "            pass"),
    fault("complex: the adjoint of an imaginary part is the imaginary part", *PLACES,
          'is_negative != (view.op == "np.imag")', "is_negative"),
    fault("complex: memory may be the negative of an adjoint",
          "s2sad/transform/adjoint/shadows.py", COMPLEX,
          "if found and any(_is_of_imaginary_part(", "if False and any(_is_of_imaginary_part("),
    fault("complex: the tangent of a real number is complex",
          "s2sad/transform/tangent.py", COMPLEX,
          "            value = real_part(value)\n", "            pass\n"),
    fault("complex: rules of real numbers hold for complex ones",
          "s2sad/rules/rule.py", COMPLEX,
          "return not self.real if is_complex else not self.complex", "return not self.complex"),
    fault("complex: what a transform makes of anything is real",
          "s2sad/transform/known_calls.py", COMPLEX,
          "part.op in TO_COMPLEX or has_complex", "has_complex"),
    fault("complex: conjugates of anything are left out",
          "s2sad/rules/plain_complex.py", COMPLEX,
          "    return x if is_real(known, x) else None", "    return x"),
]
