"""Classes whose objects the tests of built objects make inside functions."""

from dataclasses import InitVar, dataclass, field, replace

import numpy as np


class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return self + (-other)

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def __mul__(self, k):
        if isinstance(k, Vec):
            return self.x * k.x + self.y * k.y
        return Vec(self.x * k, self.y * k)

    def __rmul__(self, k):
        return self * k

    def __truediv__(self, k):
        return Vec(self.x / k, self.y / k)

    def __getitem__(self, i):
        return self.x if i == 0 else self.y

    def __len__(self):
        return 2

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    @property
    def n2(self):
        return self.x**2 + self.y**2

    @classmethod
    def of(cls, a):
        return cls(a[0], a[1])

    @staticmethod
    def unit():
        return Vec(1.0, 0.5)

    def swap(self):
        self.x, self.y = self.y, self.x

    def double(self):
        self.x = self.x * 2.0
        return self.x


class Reflecting(Vec):
    def __init__(self, x, y):
        super().__init__(x, y)
        self.t = x * y

    def __radd__(self, other):
        return Vec(other.x * self.x, 1.0)

    @property
    def n2(self):
        return super().n2 * 2.0


class Choosy:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        if not isinstance(other, Choosy):
            return NotImplemented
        return Choosy(self.v + other.v)

    def __radd__(self, other):
        return Choosy(self.v * other)


class RightOnly:
    def __init__(self, v):
        self.v = v

    def __radd__(self, other):
        return Choosy(other.v * self.v)

    def __rmul__(self, k):
        return RightOnly(self.v * k)


@dataclass
class Particle:
    pos: Vec
    vel: Vec
    m: float = 1.0
    tags: list = field(default_factory=list)

    def kick(self, f, dt):
        self.vel = self.vel + f * (dt / self.m)

    def drift(self, dt):
        self.pos += dt * self.vel

    @property
    def energy(self):
        return 0.5 * self.m * self.vel.n2 + self.pos.n2


@dataclass(frozen=True)
class Fixed:
    a: float
    b: float = 2.0

    def step(self, h):
        return replace(self, a=self.a + h * self.b)


@dataclass
class Prepared:
    a: float
    k: InitVar[float]
    b: float = field(init=False)
    n: int = field(default=3, kw_only=True)

    def __post_init__(self, k):
        self.b = self.a * k


@dataclass
class Pair:
    a: float
    b: float

    def bump(self):
        self.a = self.a * 2.0
        return self.a


@dataclass
class Log:
    items: list
    k: float = 1.0

    def add(self, v):
        self.items.append(v * self.k)
        return self

    def grow(self):
        self.k = self.k * 2
        return self.k


class Base:
    rate = 0.5

    def __init__(self, k):
        self.k = k
        self.setup()

    def setup(self):
        self.z = 0.0

    def f(self, x):
        return self.k * x * self.rate


class Derived(Base):
    rate = 0.25

    def __init__(self, k, m):
        super().__init__(k)
        self.m = m

    def setup(self):
        super().setup()
        self.z = self.z + 1.5

    def f(self, x):
        return super().f(x) ** 2 + self.m * self.z


class Net:
    def __init__(self, w, act=np.tanh):
        self.w = w
        self.act = act

    def __call__(self, x):
        return self.act(self.w @ x)


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a


class Total:
    total = 0.0

    def add(self, v):
        self.total = self.total + v
        return self


class Thermometer:
    def __init__(self, c):
        self._c = c

    @property
    def f(self):
        return self._c * 1.8 + 32

    @f.setter
    def f(self, v):
        self._c = (v - 32) / 1.8

    @property
    def kelvin(self):
        return self._c + 273.0


class Counted:
    def __init__(self, v):
        self.v, self.hits = v, 0

    @property
    def square(self):
        self.hits += 1
        return self.v**2


class Link:
    def __init__(self, v, after=None):
        self.v = v
        self.after = after


class Items:
    def __init__(self, d):
        self.d = d

    def __getitem__(self, i):
        return self.d[i]

    def __setitem__(self, i, v):
        self.d[i] = v


class Collecting:
    def __init__(self, items=[1.0]):  # noqa: B006
        self.items = items


class ByNew:
    def __new__(cls, *args):
        return object.__new__(cls)


class BySetattr:
    def __init__(self, v):
        self.v = v

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2.0)


class ByGetattr:
    def __getattr__(self, name):
        return 1.0


class Meta(type):
    def __call__(cls, *args):
        return super().__call__(*args)


class ByMeta(metaclass=Meta):
    pass


class Three:
    def __get__(self, owner, cls):
        return 3.0


class Described:
    d = Three()
