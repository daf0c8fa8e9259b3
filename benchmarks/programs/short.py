"""Functions that do next to nothing, of one to four arguments: what a call costs shows in them."""

import numpy as np


def square(a):
    return a * a


def product(a, b):
    return a * b


def product_and_square(a, b, c):
    return a * b + c * c


def two_products(a, b, c, d):
    return a * b + c * d


def sum_of_square(a):
    return np.sum(a * a)


def sum_of_product(a, b):
    return np.sum(a * b)


def sum_of_product_and_square(a, b, c):
    return np.sum(a * b + c * c)


def sum_of_two_products(a, b, c, d):
    return np.sum(a * b + c * d)


NUMBERS = (square, product, product_and_square, two_products)
ARRAYS = (sum_of_square, sum_of_product, sum_of_product_and_square, sum_of_two_products)
