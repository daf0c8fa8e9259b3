"""Random small core programs: numbers, vectors, views, stores, lists, branches, loops, effects."""

import random

from s2sad.ir.kinds import Scalar

from .programs import FLOAT, INT, LIST, NUMBERS, VECTOR, read

SIZE = 4


class Generator:
    """Writes a program as text; every name that it reads is bound."""

    def __init__(self, seed, role="primal"):
        self.random = random.Random(seed)
        self.role = role
        self.lines = []
        self.kinds = {"a": FLOAT, "b": FLOAT, "x": VECTOR, "y": VECTOR, "noise": None}
        self.last = 0
        self.said, self.told = [], []

    def program(self):
        """Return the program and its kinds; `noise` is an unknown call."""
        numbers, vectors, lists = ["a", "b"], ["x", "y"], []
        if self.random.random() < 0.7:
            self.lines.append("    l = [x, y]")
            self.lines.append("    s:l = [a, b]")
            self.kinds |= {"l": LIST, "s:l": NUMBERS}
            lists = ["l", "s:l"]
        self.block(self.random.randint(6, 16), 1, numbers, vectors, lists)
        returned = [self.random.choice(numbers), self.random.choice(vectors)]
        if lists and self.random.random() < 0.5:
            returned.append(self.random.choice(lists))
        text = "\n".join(["def f(a, b, x, y):", *self.lines, f"    return ({', '.join(returned)})"])
        kinds = {name: kind for name, kind in self.kinds.items() if kind is not None}
        return read(text, self.role, ("noise",)), kinds

    def fresh(self, kind):
        """Return a new name, mostly a temporary or its adjoint."""
        self.last += 1
        letter = "x" if kind is VECTOR else "v"
        forms = [f"%{self.last}", f"g:%{self.last}", f"g:{letter}{self.last}",
                 f"{letter}{self.last}"]  # fmt: skip
        name = self.random.choice(forms[:1] * 3 + forms)
        self.kinds[name] = kind
        return name

    def block(self, length, depth, numbers, vectors, lists):
        """Write a block; what an inner one binds first is known to itself only."""
        if depth > 1:
            numbers, vectors = list(numbers), list(vectors)
        pushed = dict.fromkeys(lists, 0)
        for _ in range(length):
            self.statement(depth, numbers, vectors, lists, pushed)

    def statement(self, depth, numbers, vectors, lists, pushed):
        pad, pick = "    " * depth, self.random.choice
        kind = self.random.random()
        if kind < 0.40:
            is_vector = self.random.random() < 0.5
            pool = vectors if is_vector else numbers
            value = self.vector(numbers, vectors) if is_vector else self.number(numbers, vectors)
            old = self.random.random() < 0.35
            name = pick(pool) if old else self.fresh(VECTOR if is_vector else FLOAT)
            self.lines.append(f"{pad}{name} = {value}")
            if name not in pool:
                pool.append(name)
        elif kind < 0.58:
            self.store(pad, numbers, vectors)
        elif kind < 0.70 and lists:
            self.list_statement(pad, numbers, vectors, pushed)
        elif kind < 0.76:
            name = pick(numbers)
            form = pick(["print({0})", "{1} = noise({0})", "{0} += {2}", "{0}, {2} = {2}, {0}"])
            other = pick([n for n in numbers if n != name] or ["b"])
            new = self.fresh(FLOAT) if "{1}" in form else ""
            if other != name:
                self.lines.append(pad + form.format(name, new, other))
                numbers.extend([new] if new else [])
        elif kind < 0.80:
            self.lines.append(f"{pad}{pick(vectors)} += {self.vector(numbers, vectors)}")
        elif depth < 3:
            self.compound(pad, depth, numbers, vectors, lists)

    def compound(self, pad, depth, numbers, vectors, lists):
        length = self.random.randint(1, 5)
        if self.random.random() < 0.5:
            self.loop(pad, length, depth, numbers, vectors, lists)
            return
        self.lines.append(f"{pad}if {self.number(numbers, vectors)} > 0.3:")
        self.inner(length, depth, numbers, vectors, lists)
        if self.random.random() < 0.5:
            self.lines.append(f"{pad}else:")
            self.inner(length, depth, numbers, vectors, lists)

    def loop(self, pad, length, depth, numbers, vectors, lists):
        """Write a for or a while of at most three trips, sometimes with a flag that stops it."""
        self.last += 1
        index, flag, trips = f"i{self.last}", f"n{self.last}", self.random.randint(0, 3)
        self.kinds[index] = INT
        is_while, stops = self.random.random() < 0.3, self.random.random() < 0.3
        if is_while:
            self.lines.append(f"{pad}{index} = 0")
        head = f"while {index} < {trips}" if is_while else f"for {index} in range({trips})"
        self.lines.append(f"{pad}{head}:")
        if stops:
            self.kinds[flag] = Scalar("bool")
            self.lines.append(f"{pad}    {flag} = False")
        self.inner(length, depth, numbers, vectors, lists)
        if stops:
            self.lines.append(f"{pad}    if {self.random.choice(numbers)} > 0.4:")
            self.lines.append(f"{pad}        {flag} = True")
        if is_while:
            self.lines.append(f"{pad}    {index} = {index} + 1")
        if stops:
            self.lines.append(f"{pad}    if {flag}: break")

    def inner(self, length, depth, numbers, vectors, lists):
        before = len(self.lines)
        self.block(length, depth + 1, numbers, vectors, lists)
        if len(self.lines) == before:
            self.lines.append("    " * (depth + 1) + "pass")

    def store(self, pad, numbers, vectors):
        base, cell = self.random.choice(vectors), self.random.randrange(SIZE)
        sign = self.random.choice(["=", "+=", "-="])
        if self.random.random() < 0.5:
            self.lines.append(f"{pad}{base}[{cell}] {sign} {self.number(numbers, vectors)}")
        else:
            self.lines.append(f"{pad}{base}[1:] {sign} ({self.vector(numbers, vectors)})[1:]")

    def list_statement(self, pad, numbers, vectors, pushed):
        name = self.random.choice(list(pushed))
        pool = vectors if name == "l" else numbers
        choice = self.random.random()
        if pushed[name] and choice < 0.5:
            pushed[name] -= 1
            new = self.fresh(VECTOR if name == "l" else FLOAT)
            self.lines.append(f"{pad}{new} = {name}.pop()")
            pool.append(new)
        elif choice < 0.8:
            pushed[name] += 1
            self.lines.append(f"{pad}{name}.append({self.random.choice(pool)})")
        else:
            new = self.fresh(VECTOR if name == "l" else FLOAT)
            self.lines.append(f"{pad}{new} = {name}[0]")
            pool.append(new)

    def number(self, numbers, vectors):
        """Return an expression of a number."""
        if self.random.random() < 0.3 and self.said:
            return self.again(self.said, numbers, vectors)
        a, b, x = (self.random.choice(p) for p in (numbers, numbers, vectors))
        c = self.random.choice([2.0, 0.5, -1.0])
        self.said.append(((a, b, x), self.random.choice([
            f"{a}", f"{a} * {b}", f"{a} - {b}", f"np.sin({a})", f"{x}[1]", f"np.sum({x})",
            f"{c} * {a}", f"-{a}", f"{a} + -{b}", f"{c} * ({a} * 0.5)", f"{a} + {a}",
            f"np.cos({a} * {b})", f"np.cos({a}) * {b}", f"{a} ** 1",
        ])))  # fmt: skip
        return self.said[-1][1]

    def again(self, said, numbers, vectors):
        """Return an expression that was written before, if its names are known here."""
        names, text = self.random.choice(said[-6:])
        known = set(numbers) | set(vectors)
        return text if known.issuperset(names) else numbers[0] if said is self.said else vectors[0]

    def vector(self, numbers, vectors):
        """Return an expression of a vector."""
        if self.random.random() < 0.3 and self.told:
            return self.again(self.told, numbers, vectors)
        a, x, y = (self.random.choice(p) for p in (numbers, vectors, vectors))
        self.told.append(((a, x, y), self.random.choice([
            f"{x}", f"{x}[::-1]", f"{a} * {x}", f"np.tanh({x})", f"np.tanh({x} * {y})",
            f"np.zeros_like({x})", f"np.copy({x})", f"{x} - {y}", f"-{x}", f"np.reshape({x}, 4)",
            f"2.0 * ({x} * 0.5)", f"{x} + {x}", f"np.sin({x}) * {y}", f"np.ones({SIZE})",
        ])))  # fmt: skip
        return self.told[-1][1]
