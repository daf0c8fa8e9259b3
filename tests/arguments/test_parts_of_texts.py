"""Parts of texts: an item or a slice of a text is not the text."""

import numpy as np
import pytest

from s2sad import check_grads


def decayed(p):
    total = 0.0
    for name, v in p.items():
        if name[0] == "W":
            total += v**2
        else:
            total += 0.1 * v
    return total


def by_items(w):
    s = 0.0
    for label in ("in_a", "out_b", "in_c"):
        if label[:2] == "in" and label[-1:] != "c":
            s += w * len(label[3:])
        elif label[::-1][0] == "b":
            s += w**2
        else:
            s -= w**3
    return s


def by_truth(w):
    rest = "abc"[3:]
    if rest:
        return w
    a, b = "xy"
    return w**2 if a == "x" and b == "y" else w**3


def by_keys(w):
    d = {"a": w, "b": w**2}
    s = 0.0
    for n in ("ab", "ba"):
        s += d[n[0]] * d[n[1]] ** 2
        d[n[0]] = d[n[0]] * 2.0
    return s * d["a"] + d.get("ab"[1], 0.0)


def by_the_run(w, k):
    s = 0.0
    for i in range(k):
        s += w**2 if "abc"[i] == "b" else w
        s *= 2.0 if "abc"[i:] == "c" else 1.5
    return s


class Layer:
    def __init__(self, name, w):
        self.name, self.w = name, w

    def loss(self):
        return self.w**2 if self.name[0] == "d" else 3.0 * self.w


def of_objects(w):
    layers = [Layer("dense", w), Layer("conv", w * w)]
    return sum(layer.loss() for layer in layers)


def ended(s, w):
    return w if s == "" else w * ended(s[1:], w)


def of_a_recursion(w):
    return ended("abc", w)


def test_decay_by_the_first_letter():
    check_grads(decayed, {"W1": 2.0, "b1": 3.0})


@pytest.mark.parametrize("f", [by_items, by_truth, by_keys, of_objects])
def test_parts_of_known_texts(f):
    check_grads(f, 1.3, order=2)


def test_a_part_that_only_the_run_knows():
    check_grads(by_the_run, np.float64(1.3), 3, order=2)


def test_a_text_that_a_recursion_takes_apart():
    check_grads(of_a_recursion, 1.3)
