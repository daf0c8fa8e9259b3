"""Every program with an adjoint by hand."""

from . import ba, gmm, goldens, hand, hand_loops, in_place, loops, lstm, network

CASES = (
    *goldens.CASES, network.CASE, gmm.CASE, ba.CASE, lstm.CASE, hand.CASE, *in_place.CASES,
    *loops.CASES, hand_loops.CASE,
)  # fmt: skip
