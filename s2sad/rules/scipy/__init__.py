"""The rules of SciPy's functions: declared by name, SciPy itself is never imported here."""
