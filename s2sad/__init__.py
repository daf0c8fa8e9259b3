"""s2sad: source-to-source automatic differentiation for plain Python and NumPy."""

from .pause import without_collection

with without_collection():  # what an import makes stays
    from .api import differentiate, grad, jvp, value_and_grad, vjp
    from .testing import check_grads

__all__ = ["check_grads", "differentiate", "grad", "jvp", "value_and_grad", "vjp"]
__version__ = "0.1.0"
