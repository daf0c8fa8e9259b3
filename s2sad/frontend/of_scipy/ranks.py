"""Tests and correlations by ranks (`scipy.stats`): constants, where no two numbers are equal."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from s2sad import runtime as rt


class Rank(NamedTuple):
    """What a test by ranks returns."""

    statistic: Any
    pvalue: Any


def _of_ranks(name: str, x: Any, y: Any) -> Any:
    """Return what a test of two samples finds."""
    return Rank(rt.rank_test(name, 0, x, y), rt.rank_test(name, 1, x, y))


def spearmanr(a: Any, b: Any) -> Any:
    """Return the correlation of the ranks of two samples."""
    return _of_ranks("spearmanr", a, b)


def kendalltau(x: Any, y: Any) -> Any:
    """Return how many pairs of two samples are in the same order."""
    return _of_ranks("kendalltau", x, y)


def weightedtau(x: Any, y: Any) -> Any:
    """Return how many pairs are in the same order, those of the first ranks more."""
    return _of_ranks("weightedtau", x, y)


def mannwhitneyu(x: Any, y: Any) -> Any:
    """Return how often numbers of one sample are larger than those of another."""
    return _of_ranks("mannwhitneyu", x, y)


def ks_2samp(data1: Any, data2: Any) -> Any:
    """Return how far apart the distributions of two samples are."""
    return _of_ranks("ks_2samp", data1, data2)


def kruskal(x: Any, y: Any) -> Any:
    """Return whether the ranks of two samples have one median."""
    return _of_ranks("kruskal", x, y)


def wilcoxon(x: Any, y: Any = None) -> Any:
    """Return whether differences are as often positive as negative, by their ranks."""
    apart = x if y is None else x - y
    return Rank(rt.rank_test("wilcoxon", 0, apart), rt.rank_test("wilcoxon", 1, apart))


def theilslopes(y: Any, x: Any = None) -> Any:
    """Return the median of the slopes of all pairs, and the line of this slope."""
    places = np.arange(len(y)) if x is None else x
    before, after = np.triu_indices(len(y), 1)
    run, rise = places[after] - places[before], y[after] - y[before]
    assert np.all(np.not_equal(run, 0.0)), "places of which no two are equal"
    slope = np.median(rise / run)
    return slope, np.median(y) - slope * np.median(places)
