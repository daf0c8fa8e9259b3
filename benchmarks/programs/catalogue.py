"""Every program with an adjoint by hand."""

from . import ba, gmm, goldens, hand, in_place, loops, lstm, network

CASES = (
    *goldens.CASES, network.CASE, gmm.CASE, ba.CASE, lstm.CASE, hand.CASE, *in_place.CASES,
    *loops.CASES,
)  # fmt: skip
