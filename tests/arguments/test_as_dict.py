"""`dataclasses.asdict` and `astuple` of what is given and of what is made."""

import dataclasses
from dataclasses import asdict, astuple, dataclass

import numpy as np
import pytest

from s2sad import check_grads
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)


@dataclass
class Model:
    x: float
    y: float
    w: np.ndarray = None
    name: str = "a"

    def fields(self):
        return asdict(self)


@dataclass
class Holder:
    model: Model
    k: float


W = np.array([1.0, 2.0])


@at(Model(1.0, 2.0, W))
def a_copy_of_what_is_given(model):
    d = asdict(model)
    d["w"] += 3.0
    d["x"] *= 2.0
    return d["x"] * d["y"] * np.sum(model.w * d["w"]) + model.x


@at(Model(1.0, 2.0, W))
def taken_apart(model):
    x, y, w, _ = astuple(model)
    return x * y * np.sum(w) * model.fields()["x"]


@at(1.0, 2.0)
def of_what_is_made(a, b):
    model = Model(a, b * a)
    return dataclasses.asdict(model)["y"] * dataclasses.astuple(model)[0]


@at(Holder(Model(1.0, 2.0), 3.0))
def of_one_in_another(holder):
    d, (inner, k) = asdict(holder), astuple(holder)
    return d["model"]["x"] * d["k"] + inner[1] * k


@at([Model(1.0, 2.0), Model(3.0, 4.0)])
def of_each_in_a_list(models):
    rows = [asdict(model) for model in models]
    return sum(row["x"] * row["y"] for row in rows)


@pytest.mark.parametrize("name", CASES)
def test_fields_as_data_are_right_in_both_modes(name):
    function, args = CASES[name]
    check_grads(function, *args)
