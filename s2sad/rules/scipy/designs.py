"""Designs of filters, and windows (`scipy.signal`): constants, of which the kind is known."""

from ..declare import zero

_BAND, _TOLD = "btype='low', analog=False, output='ba'", "fs=None"
for _call, _numbers in (
    (f"butter(N, Wn, {_BAND}, {_TOLD})", "Wn fs"),
    (f"cheby1(N, rp, Wn, {_BAND}, {_TOLD})", "rp Wn fs"),
    (f"cheby2(N, rs, Wn, {_BAND}, {_TOLD})", "rs Wn fs"),
    (f"ellip(N, rp, rs, Wn, {_BAND}, {_TOLD})", "rp rs Wn fs"),
    (f"bessel(N, Wn, {_BAND}, norm='phase', {_TOLD})", "Wn fs"),
    ("iirnotch(w0, Q, fs=2.0)", "w0 Q fs"), ("iirpeak(w0, Q, fs=2.0)", "w0 Q fs"),
    ("firwin(numtaps, cutoff, *, width=None, window='hamming', pass_zero=True, scale=True,"
     " fs=None)", "cutoff width fs"),
    ("get_window(window, Nx, fftbins=True)", "window"),
):
    zero(f"scipy.signal.{_call}", constant=_numbers)
