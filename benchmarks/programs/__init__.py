"""Programs with their adjoints written by hand, as a person would write them in NumPy."""
