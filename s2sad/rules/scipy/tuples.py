"""Functions of `scipy.special` that give tuples: sine integrals, Airy, elliptic functions."""

from ..declare import general, parts

_S = "scipy.special"

# d is the tuple: of each function the slope of each of its parts.
UNARY = {
    "sici": ("np.sinc(x / np.pi)", "np.cos(x) / x"),
    "shichi": ("rt.divide_or_zero(np.sinh(x), x) + (x == 0.0)", "np.cosh(x) / x"),
    "fresnel": ("np.sin(0.5 * np.pi * x ** 2)", "np.cos(0.5 * np.pi * x ** 2)"),
    "airy": ("d[1]", "x * d[0]", "d[3]", "x * d[2]"),
    "airye": (
        "d[1] + np.sqrt(x) * d[0]", "x * d[0] + np.sqrt(x) * d[1]",
        "d[3] - (x > 0.0) * np.sqrt(np.abs(x)) * d[2]",
        "x * d[2] - (x > 0.0) * np.sqrt(np.abs(x)) * d[3]",
    ),
    "kelvin": ("d[2]", "d[3]", "1j * d[0] - d[2] / x", "1j * d[1] - d[3] / x"),
    "itj0y0": (f"{_S}.j0(x)", f"{_S}.y0(x)"),
    "iti0k0": (f"{_S}.i0(x)", f"{_S}.k0(x)"),
    "it2j0y0": (f"(1.0 - {_S}.j0(x)) / x", f"-{_S}.y0(x) / x"),
    "it2i0k0": (f"({_S}.i0(x) - 1.0) / x", f"-{_S}.k0(x) / x"),
}
SOURCES = {
    "sici": "DLMF 6.2", "shichi": "DLMF 6.2", "fresnel": "DLMF 7.2", "airy": "DLMF 9.2",
    "airye": "DLMF 9.2", "kelvin": "DLMF 10.61",
}  # fmt: skip
# sn, cn, dn and the amplitude; u is the last operand of the rules, m the one before.
_OF_M = (
    "(((1.0 - m) * u - scipy.special.ellipeinc(d[3], m)) / (2.0 * m * (1.0 - m))"
    " + 0.5 * d[0] * d[1] / ((1.0 - m) * d[2]))"
)
BINARY = {
    "pbdv": ("d[1]", "(0.25 * x ** 2 - v - 0.5) * d[0]"),
    "pbvv": ("d[1]", "(0.25 * x ** 2 - v - 0.5) * d[0]"),
    "pbwa": ("d[1]", "(v - 0.25 * x ** 2) * d[0]"),
}
ELLIPJ = (
    ("d[1] * d[2]", f"d[1] * d[2] * {_OF_M}"), ("-d[0] * d[2]", f"-d[0] * d[2] * {_OF_M}"),
    ("-m * d[0] * d[1]", f"-0.5 * d[0] ** 2 / d[2] - m * d[0] * d[1] * {_OF_M}"),
    ("d[2]", f"d[2] * {_OF_M}"),
)  # fmt: skip

for _name, _slopes in UNARY.items():
    _ops = [f"rt.part_of('{_name}', {k}, x, d)" for k in range(len(_slopes))]
    parts(f"{_S}.{_name}(x)", *_ops, whole="d")
    for _k, _slope in enumerate(_slopes):
        general(
            "rt.part_of(of, k, x, d)", dz=f"({_slope}) * dx", x=f"({_slope}) * g",
            only={"of": (_name,), "k": (_k,)}, part=_k, real=_name != "kelvin",
            cited=SOURCES.get(_name, "fundamental theorem of calculus"),
        )  # fmt: skip
for _name, _slopes in BINARY.items():
    _ops = [f"rt.part_with('{_name}', {k}, v, x, d)" for k in range(len(_slopes))]
    parts(f"{_S}.{_name}(v, x)", *_ops, whole="d")
    for _k, _slope in enumerate(_slopes):
        general(
            "rt.part_with(of, k, v, x, d)", dz=f"({_slope}) * dx", x=f"({_slope}) * g",
            only={"of": (_name,), "k": (_k,)}, part=_k, real=True, constant="v", cited="DLMF 12.2",
        )  # fmt: skip
parts(
    f"{_S}.ellipj(u, m)", *[f"rt.part_with('ellipj', {k}, m, u, d)" for k in range(len(ELLIPJ))],
    whole="d",
)  # fmt: skip
for _k, (_along, _across) in enumerate(ELLIPJ):
    general(
        "rt.part_with(of, k, m, u, d)", dz=f"{_along} * du + ({_across}) * dm",
        u=f"{_along} * g", m=f"({_across}) * g",
        only={"of": ("ellipj",), "k": (_k,)}, part=_k, real=True,
        note="where m is 0, or 1: nan in m", cited="DLMF 22.13; Byrd and Friedman 1971, 710.51",
    )  # fmt: skip
