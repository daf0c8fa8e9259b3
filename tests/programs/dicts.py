"""Random dicts: made, stored into under known keys, looped over, merged, taken apart."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Int, Kind, Record, Scalar

Lines = list[str] | None
KEYS = ("a", "b", "c", "rate", "w")


class Dicts(Nests):
    """Statements about dicts; what a dict holds stands in the scope as `d['a']`."""

    depth = 0

    def dicts(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("dicts"):
            return []
        return [
            (2.5, self.new_dict), (2.0, self.change_dict), (2.0, self.loop_dict),
            (1.0, self.numbered), (1.0, self.nested_dict), (0.15, self.second_place),
        ]  # fmt: skip

    def fields(self) -> dict[str, Kind]:
        keys = self.rng.sample(KEYS, self.rng.randint(1, 3))
        kinds: dict[str, Kind] = {}
        for key in keys:
            array = self.scope.arrays() and self.rng.random() < 0.4
            kinds[key] = Array(self.shape()) if array else SCALAR
        return kinds

    def new_dict(self) -> Lines:
        name, fields = self.fresh("d"), self.fields()
        values = {key: self.item_value(kind) for key, kind in fields.items()}
        shown = ", ".join(f"'{key}': {value}" for key, value in values.items())
        named = ", ".join(f"{key}={value}" for key, value in values.items())
        options = [f"{{{shown}}}", f"{{{shown}}}", f"dict({named})"]
        records = self.scope.records()
        if records and self.rng.random() < 0.4:
            other = self.pick(records)
            old = dict(self.kind_of_record(other).fields)
            options = [f"{{**{other}, {shown}}}", f"{other} | {{{shown}}}"]
            fields = {**old, **fields}
        self.scope.add(name, Record(tuple(fields.items())))
        return [f"{name} = {self.pick(options)}"]

    def kind_of_record(self, name: str) -> Record:
        kind = self.scope.names[name]
        assert isinstance(kind, Record)
        return kind

    def change_dict(self) -> Lines:
        """Stores, and, in the block that made the dict, keys that come and go."""
        records = self.scope.records()
        if not records:
            return None
        name = self.pick(records)
        fields = dict(self.kind_of_record(name).fields)
        key = self.pick(list(fields))
        part = f"{name}[{key!r}]"
        value = self.item_value(fields[key])
        here = name not in self.scope.outer and name.isidentifier() and not self.loops
        draw = self.rng.random()
        if isinstance(key, int):
            return [f"{part} = {value}"]
        if draw < 0.45 or not here:
            return [self.pick([
                f"{part} = {value}", f"{name}.update({key}={value})",
                f"{name}.update({{'{key}': {value}}})", f"{name} |= {{'{key}': {value}}}",
                f"{name}.setdefault('{key}', {value})",
            ])]  # fmt: skip
        if draw < 0.75 or len(fields) < 2:
            new = self.pick(KEYS)
            if new in fields:
                return [f"{name}['{new}'] = {self.item_value(fields[new])}"]
            fields[new], value = SCALAR, self.bounded(self.scalar(1))
            self.scope.add(name, Record(tuple(fields.items())))
            default = f"{name}.setdefault('{new}', {value})"
            return [self.pick([f"{name}['{new}'] = {value}", default])]
        kind = fields.pop(key)
        made = self.fresh("p")
        self.scope.remove(name)
        self.scope.add(name, Record(tuple(fields.items())))
        if self.rng.random() < 0.4:
            return [f"del {part}"]
        self.scope.add(made, kind)
        return [f"{made} = {name}.pop('{key}')"]

    def loop_dict(self) -> Lines:
        records = self.scope.records()
        if not records:
            return None
        name = self.pick(records)
        fields = dict(self.kind_of_record(name).fields)
        k, v, s = self.fresh("k"), self.fresh("v"), self.fresh("s")
        scalars = [key for key, kind in fields.items() if isinstance(kind, Scalar)]
        names = f"({', '.join(repr(key) for key in scalars)},)"
        if not scalars:
            return None
        value = self.inside(v, SCALAR, lambda: self.scalar(1))
        options = [
            [f"for {k} in {names}:", f"    {name}[{k}] = np.sin({name}[{k}] + {self.scalar(1)})"],
            [f"for {k} in {names}:", f"    {name}[{k}] *= {self.scalar(0)}"],
        ]
        made: str | None = None
        if len(scalars) == len(fields):
            made = s
            options = [
                *options[:1],
                [f"{s} = 0.1", f"for {k}, {v} in {name}.items():", f"    {s} += 0.5 * ({value})"],
                [f"{s} = sum({name}.values())"],
                [f"{s} = 0.2", f"for {k} in {name}:", f"    {s} = np.sin({s} + {name}[{k}])"],
                [f"{s} = sum({value} for {v} in {name}.values())"],
            ]
        lines = self.pick(options)
        if made and lines[0].startswith(f"{made} ="):
            self.scope.add(made, SCALAR)
        return lines

    def numbered(self) -> Lines:
        """A dict whose keys are counted, or copied from another one."""
        name, k, v = self.fresh("d"), self.fresh("k"), self.fresh("v")
        n = self.rng.randint(1, 3)
        records = [r for r in self.scope.records() if all(
            isinstance(kind, Scalar) for _, kind in self.kind_of_record(r).fields)]
        if records and self.rng.random() < 0.5:
            other = self.pick(records)
            value = self.inside(v, SCALAR, lambda: self.scalar(1))
            self.scope.add(name, self.kind_of_record(other))
            return [f"{name} = {{{k}: {value} for {k}, {v} in {other}.items()}}"]
        value = self.inside(k, Int(0, n - 1), lambda: self.scalar(1))
        keys, fields = list(KEYS[:n]), tuple((key, SCALAR) for key in KEYS[:n])
        if self.rng.random() < 0.4:
            items = ", ".join(self.scalar(1) for _ in keys)
            self.scope.add(name, Record(fields))
            return [f"{name} = dict(zip({keys}, [{items}]))"]
        if self.rng.random() < 0.4:
            stored = self.scalar(1)
            self.scope.add(name, Record(fields))
            return [f"{name} = {{}}", f"for {v} in {keys}:", f"    {name}[{v}] = {stored}"]
        self.scope.add(name, Record(tuple((key, SCALAR) for key in range(n))))  # type: ignore[misc]
        return [f"{name} = {{{k}: {value} for {k} in range({n})}}"]

    def nested_dict(self) -> Lines:
        name, fields = self.fresh("d"), self.fields()
        inner = Record(tuple(fields.items()))
        shown = ", ".join(f"'{key}': {self.item_value(kind)}" for key, kind in fields.items())
        value = self.scalar(1)
        self.scope.add(name, Record((("inner", inner), ("k", SCALAR))))
        return [f"{name} = {{'inner': {{{shown}}}, 'k': {value}}}"]

    def second_place(self) -> Lines:
        """A dict in a tuple, or under a key of another one: a store would show in two places."""
        records = [n for n in self.scope.records() if n.isidentifier()]
        if not records:
            return None
        name, made = self.pick(records), self.fresh("t")
        kind, number = self.kind_of_record(name), self.scalar(1)
        if self.rng.random() < 0.5:
            self.scope.add(made, Record((("inner", kind), ("k", SCALAR))))
            return [f"{made} = {{'inner': {name}, 'k': {number}}}"]
        key, inner = self.pick(list(kind.fields))
        if not isinstance(inner, Scalar):
            return None
        s = self.fresh("s")
        change = self.change_dict() or []  # of any dict, perhaps of this one
        self.scope.add(s, SCALAR)
        return [f"{made} = ({name}, {number})", *change, f"{s} = {made}[0][{key!r}]"]
