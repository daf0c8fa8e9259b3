"""Arrays of dtype object: what varies is refused there; constants are what they were."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp, vjp
from s2sad.errors import NotDifferentiable

X = np.array([2.0, 3.0])


def by_name(x):
    return np.sum(np.array([x[0], x[1]], dtype="O"))


def converted(x):
    return np.sum(x.astype(object) * x)


def of_an_array(x):
    return np.array(x, dtype=object)[0] * x[1]


def as_an_array(x):
    return np.sum(np.asarray(x, dtype=np.object_))


def filled(x):
    return np.full(2, x[0], dtype=object)[0] * x[1]


def filled_alike(x):
    return np.sum(np.full_like(x, x[0], dtype=object)) * x[1]


def stored(x):
    a = np.empty(2, dtype=object)
    a[0], a[1] = x[0], x[1]
    return a[0] * a[1]


def stored_alike(x):
    a = np.zeros_like(x, dtype=object)
    a[:] = x
    return a[0] * a[1]


def stored_in_a_list(x):
    rows = [np.ones(1, object), np.ones(1, object)]
    for k in range(2):
        rows[k][0] = x[k]
    return rows[0][0] * x[1]


def summed(x):
    return np.sum(x, dtype=object) * x[1]


def there_and_back(x):
    return np.sum(x.astype(object).astype(float) * x)


REFUSED = [
    by_name, converted, of_an_array, as_an_array, filled, filled_alike, stored, stored_alike,
    stored_in_a_list, summed, there_and_back,
]  # fmt: skip


@pytest.mark.parametrize("function", REFUSED)
def test_what_varies_in_an_array_of_objects_is_refused(function):
    calls = [
        lambda: grad(function)(X), lambda: vjp(function, X), lambda: jvp(function, (X,), (X,)),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(NotDifferentiable, match="an array of objects") as caught:
            call()
        assert "Leave `dtype=object` out" in str(caught.value)
        assert caught.value.where is not None


def test_constants_in_an_array_of_objects_stay():
    def of_numbers(x):
        a = np.empty(2, dtype=object)
        a[0] = 2
        a[1] = "text"
        return np.sum(x) * a[0]

    def beside(x):
        return np.sum(np.sin(x) * np.array([2.0, 3.0], dtype=object) * x)

    def compared(x):
        a = np.array([1, 2], dtype=object)
        return np.sum(x * x) if a[0] == 1 else np.sum(x)

    check_grads(beside, X)
    assert grad(of_numbers)(X).tolist() == [2.0, 2.0]
    assert grad(compared)(X).tolist() == [4.0, 6.0]
