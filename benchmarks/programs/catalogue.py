"""Every program with an adjoint by hand."""

from . import ba, gmm, goldens, hand, lstm, network

CASES = (*goldens.CASES, network.CASE, gmm.CASE, ba.CASE, lstm.CASE, hand.CASE)
