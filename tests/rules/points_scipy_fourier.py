"""Points for the Fourier transforms of SciPy's: at those of NumPy's."""

from .adding import add
from .points_fourier import POINTS as OF_NUMPY

for _text, _values in OF_NUMPY:
    if _text.startswith("np.fft."):
        add(_text.replace("np.fft.", "fft."), **_values)
