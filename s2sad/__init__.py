"""s2sad: source-to-source automatic differentiation for plain Python and NumPy."""

from .api import check_grads, differentiate, grad, jvp, value_and_grad, vjp

__all__ = ["check_grads", "differentiate", "grad", "jvp", "value_and_grad", "vjp"]
__version__ = "0.1.0"
