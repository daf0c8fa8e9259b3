"""Program -> gast -> text through astor; naming; loading through linecache."""

from .emit import emit, imports_of, module_text
from .load import load, modules_of
from .names import legal_names
from .read_back import EmissionError, same_tree

__all__ = [
    "EmissionError", "emit", "imports_of", "legal_names", "load", "module_text", "modules_of",
    "same_tree",
]  # fmt: skip
