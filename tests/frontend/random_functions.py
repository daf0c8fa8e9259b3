"""Random functions: text full of loops, exits, stores, helpers and walruses, that always ends."""

import random

NAMES = ("a", "b", "c")
HELPERS = '''
def early(p, q=1, *rest):
    for p in range(3):
        if p == q:
            return p + len(rest)
        q = q - 1
    else:
        q = q * 2
    return q


def write(t, i=0):
    t[i % len(t)] += 1
    out.append(i)
    return t[0]


def outer(k):
    def inner(v, w=k):
        return v * k + w

    k = k + 1
    return inner(k) + (lambda v: inner(v) - k)(2)
'''


class Writer:
    """Writes one function; `budget` bounds its statements, `depth` its nesting."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.budget = 24
        self.loops = 0
        self.counters = 0

    def pick(self, *options):
        return self.random.choice(options)

    def source(self):
        self.lines = ["def f(a, b, c, t, out):"]
        self.block(1, 0)
        self.put(1, f"return {self.pick('a', '(a, b)', '(a, [b, c], t)', self.expr())}")
        return "\n".join(self.lines) + "\n"

    def put(self, depth, text):
        self.lines.append("    " * depth + text)

    def block(self, depth, loops):
        for _ in range(self.random.randint(1, 4)):
            if self.budget <= 0:
                break
            self.budget -= 1
            self.statement(depth, loops)
        self.put(depth, self.pick("pass", f"out.append({self.pick(*NAMES)})"))

    def statement(self, depth, loops):
        kinds = ["assign"] * 3 + ["update", "store", "tuple", "append", "assign2"]
        if depth < 5:
            kinds += ["if"] * 4 + ["for"] * 2 + ["while", "list"]
        if loops:
            kinds += ["break", "continue"]
        if depth > 1:
            kinds += ["return"]
        getattr(self, "write_" + self.pick(*kinds))(depth, loops)

    def expr(self, level=0):
        r = self.random.random()
        if level > 2 or r < 0.3:
            return self.pick(*NAMES, "1", "2", "-1", "t[0]", "t[-1]", "len(t)")
        inner = level + 1
        if r < 0.55:
            return f"({self.expr(inner)} {self.pick('+', '-', '*')} {self.expr(inner)})"
        if r < 0.7:
            return self.pick(
                f"early({self.expr(inner)}, {self.expr(inner)})", f"write(t, {self.expr(inner)})",
                f"outer({self.expr(inner)})", f"early({self.expr(inner)}, *(1, 2))",
                f"early(q={self.expr(inner)}, p=0)", f"t[{self.expr(inner)} % 3]",
            )  # fmt: skip
        if r < 0.78:
            return f"({self.pick(*NAMES)} := {self.expr(inner)})"
        if r < 0.86:
            return f"({self.expr(inner)} if {self.test(inner)} else {self.expr(inner)})"
        if r < 0.94:
            return f"int({self.test(inner)})"
        return self.pick(
            f"sum(v * {self.pick(*NAMES)} for v in t if v != {self.pick(*NAMES)})",
            f"max([{self.expr(3)}, {self.expr(3)}])", "sum([a for a in t for b in (a, 1)])",
            f"int(any(v > {self.pick(*NAMES)} for v in t))", "abs(a)", "min(b, c)",
        )  # fmt: skip

    def test(self, level=0):
        r = self.random.random()
        inner = level + 1
        if r < 0.5 or level > 2:
            sign = self.pick("<", ">", "==", "!=", "<=")
            return f"{self.expr(inner)} {sign} {self.expr(inner)}"
        if r < 0.65:
            return f"{self.expr(inner)} < {self.expr(inner)} <= {self.expr(inner)}"
        if r < 0.75:
            return f"(not {self.test(inner)})"
        if r < 0.8:
            return f"({self.expr(inner)} in t)"
        return f"({self.test(inner)} {self.pick('and', 'or')} {self.test(inner)})"

    def target(self):
        return self.pick(*NAMES, "t[0]", "t[a % 3]", f"t[{self.expr(2)} % 3]")

    def write_assign(self, depth, loops):
        self.put(depth, f"{self.pick(*NAMES)} = {self.expr()}")

    def write_assign2(self, depth, loops):
        self.put(depth, f"{self.target()} = {self.target()} = {self.expr()}")

    def write_update(self, depth, loops):
        self.put(depth, f"{self.target()} {self.pick('+=', '-=', '*=')} {self.expr()}")

    def write_store(self, depth, loops):
        self.put(depth, f"t[{self.expr()} % 3] = {self.expr()}")

    def write_tuple(self, depth, loops):
        self.put(depth, self.pick(
            f"{self.target()}, {self.target()} = {self.expr()}, {self.expr()}",
            "a, b, c = c, a, b", f"a, (b, *c) = {self.expr()}, t[:2]; c = len(c)",
            "a, b, c = t", f"[{self.target()}, c] = a, {self.expr()}",
        ))  # fmt: skip

    def write_append(self, depth, loops):
        self.put(depth, f"out.append({self.expr()})")

    def write_list(self, depth, loops):
        self.put(depth, f"for c in [v + {self.expr(2)} for v in t]:")
        self.block(depth + 1, loops + 1)

    def write_if(self, depth, loops):
        self.put(depth, f"if {self.test()}:")
        self.block(depth + 1, loops)
        while self.random.random() < 0.25:
            self.put(depth, f"elif {self.test()}:")
            self.block(depth + 1, loops)
        if self.random.random() < 0.5:
            self.put(depth, "else:")
            self.block(depth + 1, loops)

    def write_for(self, depth, loops):
        header = self.pick(
            f"for {self.pick(*NAMES)} in range({self.pick('3', 'b % 4', '2, -1, -1')}):",
            "for a, b in enumerate(t):", "for c in t[:]:", "for a, (b, c) in enumerate(zip(t, t)):",
            "for c in reversed(t):",
        )  # fmt: skip
        self.put(depth, header)
        self.block(depth + 1, loops + 1)
        self.maybe_else(depth, loops)

    def write_while(self, depth, loops):
        self.counters += 1
        k = f"k{self.counters}"
        self.put(depth, f"{k} = 0")
        test = self.pick(f"{k} < 3", f"({k} := {k} + 1) < 4 and {self.test()}", f"{k} < early(a)")
        self.put(depth, f"while {test}:")
        self.put(depth + 1, f"{k} += 1")
        self.block(depth + 1, loops + 1)
        self.maybe_else(depth, loops)

    def maybe_else(self, depth, loops):
        if self.random.random() < 0.4:
            self.put(depth, "else:")
            self.block(depth + 1, loops)

    def write_break(self, depth, loops):
        self.put(depth, "break")

    def write_continue(self, depth, loops):
        self.put(depth, "continue")

    def write_return(self, depth, loops):
        self.put(depth, self.pick("return", f"return {self.expr()}", "return (b, t)", "return a"))
