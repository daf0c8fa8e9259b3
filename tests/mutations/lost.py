"""Faults in what refuses values that lose their derivative on the way, or that Python refuses."""

from tests.mutations.fault import fault

TEXTS, OBJECTS = "tests/found/test_numbers_read_back.py", "tests/found/test_arrays_of_objects.py"
SEQUENCES, OPERATORS = "s2sad/analysis/kinds/sequences.py", "tests/analysis/test_sequences.py"
BACK = "s2sad/transform/read_back.py"

MUTATIONS = [
    fault("lost: a text is only what is written as one", BACK, TEXTS,
          "    if is_made and any(", "    if False and any("),
    fault("lost: a text tells nothing further", BACK, TEXTS,
          "        return value.id in told\n", "        return False\n"),
    fault("lost: a number that only jumps is told", BACK, TEXTS,
          "    return not jumps and _tells(", "    return _tells("),
    fault("lost: a key tells what is found", BACK, TEXTS,
          "            return value.args[:1]", "            return value.args"),
    fault("lost: an array of objects has a tangent", "s2sad/transform/known_calls.py", OBJECTS,
          "        if source in varied and _is_of_objects(", "        if False and ("),
    fault("lost: lists are added to numbers", SEQUENCES, OPERATORS,
          "        return len(set(words)) > 1", "        return False"),
    fault("lost: lists are repeated by floats", SEQUENCES, OPERATORS,
          "        return True  # of NumPy's, too", "        return False"),
]  # fmt: skip
