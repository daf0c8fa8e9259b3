"""Rotations (`scipy.spatial.transform.Rotation`) by their quaternions, the real part last.

Formulas are without a division by the angle, so that they have their derivatives at no rotation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import linalg

from s2sad import runtime as rt


def _product(p: Any, q: Any) -> Any:
    """Return the quaternion of q, and of p after it."""
    a, b, c, d = p[..., 0], p[..., 1], p[..., 2], p[..., 3]
    x, y, z, w = q[..., 0], q[..., 1], q[..., 2], q[..., 3]
    return np.stack((
        d * x + w * a + b * z - c * y, d * y + w * b + c * x - a * z,
        d * z + w * c + a * y - b * x, d * w - a * x - b * y - c * z,
    ), axis=-1)  # fmt: skip


def _of_vector(v: Any) -> Any:
    """Return the quaternion of an axis times an angle: w = 1 - 2 sin(a / 4)**2."""
    squares = np.sum(v * v, axis=-1, keepdims=True)
    turn = np.sqrt(np.where(squares > 0.0, squares, 1.0)) * (squares > 0.0) / (2.0 * np.pi)
    w = 1.0 - squares / 8.0 * np.sinc(turn / 2.0) ** 2
    return np.concatenate((0.5 * v * np.sinc(turn), w), axis=-1)


def _positive(q: Any) -> Any:
    """Return the quaternion of a rotation whose real part is not negative."""
    return np.where(q[..., 3:] < 0.0, -q, q)


class Rotation:
    """Stands for `Rotation`, of one rotation or of a row of them."""

    def __init__(self, quat: Any) -> None:
        self.quat = quat

    @staticmethod
    def from_quat(quat: Any, *, scalar_first: bool = False) -> Any:
        """Return the rotation of a quaternion of any length."""
        q = np.array(quat)
        q = q / np.sqrt(np.sum(q * q, axis=-1, keepdims=True))
        return Rotation(np.roll(q, -1, axis=-1) if scalar_first else q)

    @staticmethod
    def from_rotvec(rotvec: Any, degrees: bool = False) -> Any:
        """Return the rotation about a vector, by its length."""
        v = np.array(rotvec)
        return Rotation(_of_vector(v * (np.pi / 180.0) if degrees else v))

    @staticmethod
    def from_euler(seq: str, angles: Any, degrees: bool = False) -> Any:
        """Return the rotation about axes in turn: those of the body, or those of space."""
        axes, order = rt.euler_axes(seq), rt.euler_order(seq)
        turns = np.array(angles)
        half = 0.5 * (turns * (np.pi / 180.0) if degrees else turns)
        if np.ndim(half) == 0:
            assert len(axes) == 1, "an angle for each axis"
            return Rotation(np.append(np.sin(half) * axes[0], np.cos(half)))
        assert np.shape(half)[-1] == len(axes), "an angle for each axis"
        q = _about(axes[order[0]], half[..., order[0]])
        for k in range(1, len(axes)):
            q = _product(q, _about(axes[order[k]], half[..., order[k]]))
        return Rotation(q)

    @staticmethod
    def from_matrix(matrix: Any) -> Any:
        """Return the rotation that is nearest to a matrix."""
        m = linalg.polar(np.array(matrix))[0]
        trace = m[0, 0] + m[1, 1] + m[2, 2]
        found = np.array([
            [1.0 - trace + 2.0 * m[0, 0], m[1, 0] + m[0, 1], m[2, 0] + m[0, 2], m[2, 1] - m[1, 2]],
            [m[0, 1] + m[1, 0], 1.0 - trace + 2.0 * m[1, 1], m[2, 1] + m[1, 2], m[0, 2] - m[2, 0]],
            [m[0, 2] + m[2, 0], m[1, 2] + m[2, 1], 1.0 - trace + 2.0 * m[2, 2], m[1, 0] - m[0, 1]],
            [m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1], 1.0 + trace],
        ])  # fmt: skip
        q = found[np.argmax(np.array([m[0, 0], m[1, 1], m[2, 2], trace]))]
        return Rotation(q / np.sqrt(np.sum(q * q)))

    @staticmethod
    def from_mrp(mrp: Any) -> Any:
        """Return the rotation of modified Rodrigues parameters."""
        v = np.array(mrp)
        squares = np.sum(v * v, axis=-1, keepdims=True)
        return Rotation(np.concatenate((2.0 * v, 1.0 - squares), axis=-1) / (squares + 1.0))

    @staticmethod
    def identity() -> Any:
        """Return no rotation."""
        return Rotation(np.array([0.0, 0.0, 0.0, 1.0]))

    def as_quat(self, canonical: bool = False, *, scalar_first: bool = False) -> Any:
        """Return the quaternion."""
        q = _positive(self.quat) if canonical else self.quat
        return np.roll(q, 1, axis=-1) if scalar_first else np.array(q)

    def as_matrix(self) -> Any:
        """Return the matrix."""
        x, y = self.quat[..., 0], self.quat[..., 1]
        z, w = self.quat[..., 2], self.quat[..., 3]
        rows = (
            np.stack((x * x - y * y - z * z + w * w, 2.0 * (x * y - z * w),
                      2.0 * (x * z + y * w)), axis=-1),
            np.stack((2.0 * (x * y + z * w), y * y - x * x - z * z + w * w,
                      2.0 * (y * z - x * w)), axis=-1),
            np.stack((2.0 * (x * z - y * w), 2.0 * (y * z + x * w),
                      z * z - x * x - y * y + w * w), axis=-1),
        )  # fmt: skip
        return np.stack(rows, axis=-2)

    def as_rotvec(self, degrees: bool = False) -> Any:
        """Return the axis, times the angle, which is at most half a turn."""
        q = _positive(self.quat)
        v, w = q[..., :3], q[..., 3:]
        squares = np.sum(v * v, axis=-1, keepdims=True)
        small = squares < 1e-6 * w * w
        t = np.where(small, squares, 0.0) / np.where(small, w * w, 1.0)
        few = 2.0 / np.where(small, w, 1.0) * (1.0 - t * (1.0 / 3.0 - t * (0.2 - t / 7.0)))
        n = np.sqrt(np.where(small, 1.0, squares))
        found = np.where(small, few, 2.0 * np.arctan2(n, w) / n) * v
        return found * (180.0 / np.pi) if degrees else found

    def as_euler(self, seq: str, degrees: bool = False) -> Any:
        """Return angles about axes in turn, where these are determined (Bernardes and Viollet)."""
        i, j, k, sign, symmetric, extrinsic = rt.euler_places(seq)
        q = self.quat
        x, y, z, w = q[..., i], q[..., j], q[..., k] * sign, q[..., 3]
        a, b = np.where(symmetric, w, w - y), np.where(symmetric, x, x + z)
        c, d = np.where(symmetric, y, y + w), np.where(symmetric, z, z - x)
        middle = 2.0 * np.arctan2(np.hypot(c, d), np.hypot(a, b))
        locked = np.less_equal(np.abs(middle), 1e-7) | np.less_equal(np.abs(middle - np.pi), 1e-7)
        assert not np.any(locked), "angles that are determined: no gimbal lock"
        total, apart = np.arctan2(b, a), np.arctan2(d, c)
        first, third = total - apart, (total + apart) * np.where(symmetric, 1, sign)
        middle = middle - np.where(symmetric, 0.0, np.pi / 2.0)
        ends = np.where(extrinsic, first, third), np.where(extrinsic, third, first)
        angles = np.stack((ends[0], middle, ends[1]), axis=-1)
        angles = np.mod(angles + np.pi, 2.0 * np.pi) - np.pi
        return angles * (180.0 / np.pi) if degrees else angles

    def as_mrp(self) -> Any:
        """Return the modified Rodrigues parameters."""
        q = _positive(self.quat)
        return q[..., :3] / (1.0 + q[..., 3:])

    def apply(self, vectors: Any, inverse: bool = False) -> Any:
        """Return vectors that are turned, or turned back."""
        m = self.as_matrix()
        m = np.swapaxes(m, -1, -2) if inverse else m
        return np.sum(m * np.array(vectors)[..., None, :], axis=-1)

    def inv(self) -> Any:
        """Return the rotation back."""
        return Rotation(self.quat * np.array([-1.0, -1.0, -1.0, 1.0]))

    def magnitude(self) -> Any:
        """Return the angle."""
        squares = np.sum(self.quat[..., :3] ** 2, axis=-1)
        n = np.where(squares > 0.0, np.sqrt(squares), 0.0)
        return 2.0 * np.arctan2(n, np.abs(self.quat[..., 3]))

    def __mul__(self, other: Any) -> Any:
        return Rotation(_product(self.quat, other.quat))

    def __pow__(self, n: Any) -> Any:
        return Rotation(_of_vector(n * self.as_rotvec()))

    def __getitem__(self, index: Any) -> Any:
        return Rotation(self.quat[index])


def _about(axis: Any, half: Any) -> Any:
    """Return the quaternion of the rotation about an axis by twice an angle."""
    return np.concatenate((np.sin(half)[..., None] * axis, np.cos(half)[..., None]), axis=-1)
