"""The adjoint program: a forward sweep that keeps what is read again, then the reverse sweep."""

from .driver import AdjointForm, adjoint

__all__ = ["AdjointForm", "adjoint"]
