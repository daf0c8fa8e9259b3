"""Rotations of SciPy's that a function makes: their values, both modes, the second order."""

import numpy as np
import pytest

transform = pytest.importorskip("scipy.spatial.transform", reason="SciPy is an optional extra")

from s2sad import check_grads, differentiate, grad  # noqa: E402
from s2sad.errors import UnknownCall, Unsupported  # noqa: E402
from tests.rules.of_scipy import check_text, function_of  # noqa: E402
from tests.thorough import in_turn, order_in_turn  # noqa: E402

Rotation = transform.Rotation
RNG = np.random.default_rng(14)
VALUES = {
    "q": 1.3, "w": RNG.uniform(0.2, 0.8, 4), "v": RNG.uniform(0.2, 0.8, 3),
    "a": RNG.normal(size=(3, 3)) + 2.0 * np.eye(3), "m": RNG.normal(size=(5, 4)),
}  # fmt: skip
TEXTS = """
    Rotation.from_rotvec(v).as_matrix()
    Rotation.from_rotvec(v).apply(w[:3])
    Rotation.from_rotvec(v).apply(w[:3], inverse=True)
    Rotation.from_rotvec(a).apply(m[:3, :3])
    Rotation.from_rotvec(v).apply(m[:, :3])
    Rotation.from_rotvec(90.0 * v, degrees=True).as_quat()
    Rotation.from_rotvec(v).as_quat(scalar_first=True)
    Rotation.from_rotvec(2.0 * np.pi * v).as_quat(canonical=True)
    Rotation.from_rotvec(v).as_euler('xyz')
    Rotation.from_rotvec(v).as_euler('ZXZ')
    Rotation.from_rotvec(v).as_euler('zxz')
    Rotation.from_rotvec(v).as_euler('YXZ', degrees=True)
    Rotation.from_rotvec(a).as_euler('zyx')
    Rotation.from_euler('xyz', v).as_matrix()
    Rotation.from_euler('XYZ', 30.0 * v, degrees=True).as_quat()
    Rotation.from_euler('zx', v[:2]).as_quat()
    Rotation.from_euler('z', q).as_matrix()
    Rotation.from_euler('y', v[:1]).as_matrix()
    Rotation.from_euler('y', a[:, :1]).as_matrix()
    Rotation.from_euler('xyz', a).as_quat()
    Rotation.from_quat(w).as_matrix()
    Rotation.from_quat(w, scalar_first=True).as_rotvec()
    Rotation.from_quat(m).apply(m[:, 1:])
    Rotation.from_quat(-w).as_rotvec(degrees=True)
    Rotation.from_matrix(a).as_quat()
    Rotation.from_matrix(a).as_rotvec()
    Rotation.from_matrix(Rotation.from_rotvec(v).as_matrix()).as_rotvec()
    Rotation.from_matrix(Rotation.from_rotvec(3.0 * v / np.sum(v)).as_matrix()).as_quat()
    Rotation.from_mrp(v).as_matrix()
    Rotation.from_rotvec(v).as_mrp()
    (Rotation.from_rotvec(v) * Rotation.from_quat(w)).as_matrix()
    (Rotation.from_rotvec(a) * Rotation.from_quat(w)).apply(v)
    Rotation.from_rotvec(v).inv().as_rotvec()
    (Rotation.from_rotvec(v).inv() * Rotation.from_quat(w)).magnitude()
    (Rotation.from_rotvec(v) ** q).as_matrix()
    Rotation.identity().apply(v)
"""
CASES = [line.strip() for line in TEXTS.strip().splitlines()]


def names_in(text):
    words = compile(text, "text", "eval").co_names
    return [name for name in VALUES if name in words]


@pytest.mark.parametrize("text", in_turn(CASES))
def test_a_rotation_is_differentiated(text):
    values = {name: VALUES[name] for name in names_in(text)}
    check_text(text, values, order_in_turn(), Rotation=Rotation)


def turned(v, x):
    return Rotation.from_rotvec(v).apply(x)


def there_and_back(v):
    return Rotation.from_rotvec(v).as_rotvec()


def test_no_rotation_is_a_place_like_any_other():
    check_grads(turned, np.zeros(3), np.array([0.3, -0.7, 1.1]), order=2)
    check_grads(there_and_back, np.zeros(3), order=2)
    check_grads(there_and_back, np.array([2e-4, -1e-4, 3e-4]), order=2)
    x = np.array([0.3, -0.7, 1.1])
    jacobian = np.array([differentiate(turned).jvp(
        (np.zeros(3), x), (e, np.zeros(3)))[1] for e in np.eye(3)])  # fmt: skip
    np.testing.assert_allclose(jacobian, np.cross(np.eye(3), x), atol=1e-15)


def test_a_rotation_in_a_loop_is_bound_anew():
    def chained(v, x):
        r = Rotation.from_rotvec(v)
        for _ in range(3):
            x = r.apply(x)
        return x

    check_grads(chained, VALUES["v"], VALUES["w"][:3])


def test_angles_that_are_not_determined_are_an_error():
    f = function_of("np.sum(Rotation.from_euler('xyz', v).as_euler('xyz'))", "v", Rotation=Rotation)
    with pytest.raises(AssertionError, match="gimbal lock"):
        grad(f)(np.array([0.3, np.pi / 2.0, 0.1]))


@pytest.mark.parametrize("text, error", [
    ("Rotation.from_rotvec(v)", Unsupported),
    ("Rotation.from_rotvec(a).mean().as_quat()", Unsupported),
])  # fmt: skip
def test_what_is_not_followed_of_them_is_refused(text, error):
    names = names_in(text)
    with pytest.raises((error, UnknownCall)):
        differentiate(function_of(text, names, Rotation=Rotation))(*[VALUES[n] for n in names])
