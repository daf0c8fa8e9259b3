"""Faults in what is known of lists of one number."""

from tests.mutations.fault import fault

EVEN = "s2sad/transform/even_lists.py", "tests/transform/test_even_lists.py"

MUTATIONS = [
    fault("even lists: the number may change", *EVEN,
          "if any(number in bound_inside(stmt) for stmt in later):", "if False:"),
    fault("even lists: a list is only popped", *EVEN,
          "return all(_is_pop(stmt, name) for stmt in speaking)", "return True"),
    fault("even lists: nobody else speaks of a list", *EVEN,
          "if _mentions(statements(block))[name] < self.mentions[name]:", "if False:"),
]
