"""The operations that `Apply` knows by themselves; every other op is a dotted primitive.

A primitive's op is its canonical spelling: `np.sin`, `np.linalg.solve`, `math.exp`, `rt.expand`;
a builtin has no dot: `abs`, `len`, `range`, `print`.
"""

from __future__ import annotations

BINARY = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%",
    "pow": "**", "matmul": "@", "lshift": "<<", "rshift": ">>",
    "and_": "&", "or_": "|", "xor": "^",
}  # fmt: skip
UNARY = {"neg": "-", "pos": "+", "invert": "~", "not": "not"}
COMPARE = {
    "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!=",
    "is": "is", "isnot": "is not", "in": "in", "notin": "not in",
}  # fmt: skip

# and, or: short-circuit, two or more operands.   ifexp: (test, value if true, value if false)
LOGIC = {"and", "or", "ifexp"}

# tuple, list: the items; `star` marks `*item`.   dict: key, value, key, value, ...
# slice: lower, upper, step (Const(None) where absent).   fstring: parts; `format` one
# replacement field: (value, Const(conversion), Const(format text)).
DISPLAYS = {"tuple", "list", "dict", "set", "slice", "fstring", "format", "star"}

# getitem: (base, index); an index with several parts is a `tuple`.
# attr: (base, Const(name)).   method: (base, Const(name), *args) with kwargs: both unresolved.
# call: (function, *args) with kwargs: a call of something that is not a primitive.
ACCESS = {"getitem", "attr", "method", "call"}

# list.append: (list, value), an effect.   list.pop: (list,) the last item, an effect with a value.
# list.repeat: (count, name of the item variable or Const(None), item expression) is
# `[item for _ in range(count)]`; list.map: (list, item variable, item expression) is
# `[item for variable in list]`: both make fresh items.
LISTS = {"list.append", "list.pop", "list.repeat", "list.map"}

# enter, leave: (context, whether the reverse sweep enters it too) are the ends of a `with` block;
# guard, finally, done: () those of a `try` with a `finally`. They stand in one block, alone in
# their statements, and what is between them is written inside.
CONTEXTS = {"enter", "leave", "guard", "finally", "done"}

# call:h: a call of the definition h, a function of the text besides the main one.   pick:h:
# (what a call gave, Const(place), Const(count)) is one of several values.   outcome:h: (what the
# forward function h gave, what it saved, Const(count), *args) is its value as a function of the
# arguments: `pick`, once the reverse sweep is made.
DEFINED = ("call:", "pick:", "outcome:")
INTO = "into"  # call:h(s, into=(gx, gy)): the function adds to these arrays

STRUCTURAL = set(BINARY) | set(UNARY) | set(COMPARE) | LOGIC | DISPLAYS | ACCESS | LISTS | CONTEXTS
