"""What derivatives cost, always against something measured in the same run.

`python -m benchmarks` prints every table; see docs/developing.md.
"""
