"""Functions that call themselves for the objects that an object holds."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.7, -0.4, 1.3])
RIGHT = []
right = kept_in(RIGHT, X)


class Node:
    def __init__(self, v, left=None, right=None):
        self.v, self.left, self.right = v, left, right

    def total(self):
        s = self.v**2
        if self.left is not None:
            s += self.left.total()
        if self.right:
            s += 2.0 * self.right.total()
        return s

    def scaled(self, k):
        left = self.left.scaled(0.5 * k) if self.left is not None else None
        return Node(self.v * k, left)


def product(node):
    if node is None:
        return 1.0
    return node.v + product(node.left) * product(node.right)


class Sum:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def at(self, x):
        return self.a.at(x) + self.b.at(x)


class Times(Sum):
    def at(self, x):
        return self.a.at(x) * self.b.at(x)


class Unknown:
    def at(self, x):
        return x


class Number:
    def __init__(self, c):
        self.c = c

    def at(self, x):
        return self.c


class Chain:
    def __init__(self, *, layers):
        self.layers = layers

    def at(self, x):
        for layer in self.layers:
            x = layer.at(x)
        return x


TREE = Node(1.5, Node(0.5), Node(0.3, None, Node(0.2)))
TERM = Sum(Times(Number(2.0), Unknown()), Sum(Unknown(), Times(Unknown(), Number(3.0))))


@right(TREE)
def method_of_an_argument(tree):
    return tree.total()


@right(TREE)
def function_of_an_argument(tree):
    return product(tree)


@right()
def of_objects_made_inside(x):
    tree = Node(x[1], Node(x[2]))
    return product(Node(x[0], Node(x[1]), Node(x[2], None, Node(x[0])))) + tree.total()


@right()
def objects_that_are_changed(x):
    def double(node):
        if node is None:
            return
        node.v = node.v * 2.0
        double(node.left)
        double(node.right)

    tree = Node(x[0], Node(x[1]), Node(x[2]))
    double(tree)
    return tree.total()


@right(TREE)
def objects_that_are_returned(tree):
    return tree.scaled(3.0).total()


@right(TERM, 0.7)
def terms(term, x):
    return term.at(x)


@right(Chain(layers=[Chain(layers=[TERM, Unknown()]), Number(2.0), TERM]), 0.7)
def chains_in_chains(chain, x):
    return chain.at(x) * chain.layers[0].at(x)


class Power:
    def __init__(self, x):
        self.x = x


def same_object(p, n):
    return 1.0 if n == 0 else p.x * same_object(p, n - 1) + p.x


@right(Power(0.7), 3)
def one_object_all_the_way(p, n):
    return same_object(p, n)


def scaled(tree, k):
    if tree is None:
        return None
    left, v, right = tree
    return (scaled(left, 0.5 * k), k * v, scaled(right, 2.0 * k))


def total(tree):
    if not tree:
        return 0.0
    left, v, right = tree
    return v * v + total(left) * total(right) + total(right)


@right(((None, 0.5, None), 1.5, (None, 0.25, (None, 0.3, None))))
def tuples_with_none_as_leaves(tree):
    return total(scaled(tree, 2.0))


@right((((), 0.5, ()), 1.5, ((), 0.25, ((), 0.3, ()))))
def tuples_with_empty_leaves(tree):
    return total(tree)


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_structures_of_objects_are_followed_in_both_modes_and_twice(f, args):
    s2sad.check_grads(f, *args, order=order_in_turn())


def squared_again(p, n):
    if n == 0:
        return p.x
    more = Power(p.x * p.x)
    return squared_again(more, n - 1) + squared_again(p, n - 1)


def without_an_end(x, n):
    return squared_again(Power(x), n)


def test_new_objects_without_an_end_are_refused():
    with pytest.raises(Error, match="as a whole"):
        s2sad.grad(without_an_end)(0.7, 3)
