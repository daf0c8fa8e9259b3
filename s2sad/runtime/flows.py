"""Solutions of differential equations, and integrals, along a direction and back.

`step` is the function of SciPy's that found z, `f` the right side of the system that it is to
follow now; `rest` are the last arguments of f, and `options` what the stepper was told besides.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def odeint_of(
    x: Any, q: Any, t: Any, f: Any, given: Any, b: Any, rest: Any, **options: Any
) -> Any:
    """Return x, the states at the times t: q are the first one and the parameters."""
    return x


@primitive
def odeint_along(
    step: Any, f: Any, z: Any, t: Any, dq: Any, rest: Any, **options: Any
) -> Any:
    """Return the tangent of z: f is the system of the states and of their tangents."""
    n = z.shape[1]
    start = np.concatenate((z[0], dq[:n]))
    return step(f, start, t, args=(dq[n:], *rest), **options)[:, n:]


@primitive
def ivp_of(
    x: Any, q: Any, t: Any, span: Any, f: Any, given: Any, b: Any, rest: Any, **options: Any
) -> Any:
    """Return x, the states at the times t in its columns: q are the first and the parameters."""
    return x


@primitive
def ivp_along(
    step: Any, f: Any, z: Any, span: Any, t: Any, q: Any, dq: Any, rest: Any, **options: Any
) -> Any:
    """Return the tangent of z: f is the system of the states and of their tangents."""
    n = len(z)
    start = np.concatenate((q[:n], dq[:n]))
    return step(f, span, start, t_eval=t, args=(dq[n:], *rest), **options).y[n:]


@primitive
def ivp_back(
    step: Any, f: Any, z: Any, span: Any, t: Any, g: Any, q: Any, rest: Any, **options: Any
) -> Any:
    """Transposes `ivp_along` in dq: f is the adjoint system, of states, adjoints and slopes.

    It runs back from each time to the one before, beginning at the state that was found there.
    """
    n = len(z)
    found = np.zeros(len(q))
    for k in range(len(t) - 1, -1, -1):
        found[:n] += g[:, k]
        back = (t[k], t[k - 1] if k else span[0])
        if back[0] != back[1]:
            start = np.concatenate((z[:, k], found))
            found = step(f, back, start, args=(n, *rest), **options).y[n:, -1]
    return found


@primitive
def odeint_rate(f: Any, z: Any, t: Any, rest: Any) -> Any:
    """Return f, the right side of a system, at the state z and the time t."""
    return np.array(np.reshape(f(z, t, *rest), -1), float)


@primitive
def ivp_rate(f: Any, z: Any, t: Any, rest: Any) -> Any:
    """Return f, the right side of a system that takes the time first."""
    return np.array(np.reshape(f(t, z, *rest), -1), float)


@primitive
def odeint_rates(f: Any, z: Any, t: Any, rest: Any) -> Any:
    """Return f, the right side of a system, at the states in the rows of z and the times t."""
    return np.array([np.reshape(f(y, s, *rest), -1) for y, s in zip(z, t)], float)


@primitive
def ivp_rates(f: Any, z: Any, t: Any, rest: Any) -> Any:
    """Return f, the right side of a system that takes the time first, as `odeint_rates` does."""
    return np.array([np.reshape(f(s, y, *rest), -1) for y, s in zip(z, t)], float)


@primitive
def odeint_at(x: Any, f: Any, t: Any, rest: Any) -> Any:
    """Return x, the states at the times t in its rows: these move along f, the right side."""
    return x


@primitive
def ivp_at(x: Any, f: Any, t: Any, rest: Any) -> Any:
    """Return x, the states at the times t in its columns: these move along f, the right side."""
    return x


@primitive
def odeint_from(x: Any, f: Any, t: Any, rest: Any) -> Any:
    """Return x, the state at the time t: if t moves, another solution begins there, against f."""
    return x


@primitive
def ivp_from(x: Any, f: Any, t: Any, rest: Any) -> Any:
    """Return x, the state at the time t, as `odeint_from` does."""
    return x


@primitive
def between(x: Any, a: Any, b: Any) -> Any:
    """Return x, the times of steps from a to b: the first and the last move with these."""
    return x


@primitive
def at_ends(x: Any, a: Any, b: Any) -> Any:
    """Return zeros like x, but a in the first place and b in the last one."""
    found = np.zeros(len(x))
    found[0] += a
    found[-1] += b
    return found


@primitive
def quad_along(step: Any, f: Any, a: Any, b: Any, dq: Any, rest: Any, **options: Any) -> Any:
    """Return the integral of f, the derivative of a function along the parameters dq."""
    return step(f, a, b, args=(dq, *rest), **options)[0]


@primitive
def quad_back(step: Any, f: Any, a: Any, b: Any, q: Any, rest: Any, **options: Any) -> Any:
    """Return the integrals of f, the derivatives of a function in the parameters q."""
    return step(f, a, b, args=tuple(rest), **options)[0]


@primitive
def quads_along(
    step: Any, f: Any, a: Any, b: Any, z: Any, dq: Any, rest: Any, **options: Any
) -> Any:
    """Return the integrals of f, the derivatives of values like z along the parameters dq."""
    return step(f, a, b, args=(dq, *rest), **options)[0]


@primitive
def quads_back(
    step: Any, f: Any, a: Any, b: Any, g: Any, q: Any, rest: Any, **options: Any
) -> Any:
    """Transposes `quads_along` in dq: f is the derivative in the parameters q of values times g."""
    return step(f, a, b, args=(g, *rest), **options)[0]


@primitive
def odeint_back(
    step: Any, f: Any, z: Any, t: Any, g: Any, q: Any, rest: Any, **options: Any
) -> Any:
    """Transposes `odeint_along` in dq: f is the adjoint system, of states, adjoints and slopes.

    It runs back from each time to the one before, beginning at the state that was found there.
    """
    n = z.shape[1]
    found = np.zeros(len(q))
    for k in range(len(t) - 1, 0, -1):
        found[:n] += g[k]
        start = np.concatenate((z[k], found))
        found = step(f, start, [t[k], t[k - 1]], args=(n, *rest), **options)[1, n:]
    found[:n] += g[0]
    return found
