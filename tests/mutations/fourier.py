"""Faults in transposes of Fourier transforms, and in their kinds."""

from tests.mutations.fault import fault

FOURIER = "s2sad/runtime/fourier.py", "tests/rules/test_complex_as_programs.py -k fft"

MUTATIONS = [
    fault("fourier: half a spectrum stands for itself", *FOURIER,
          "    weights[1 : (size + 1) // 2] = factor\n", ""),
    fault("fourier: the middle of a spectrum counts twice", *FOURIER,
          "weights[1 : (size + 1) // 2]", "weights[1 : size // 2 + 1]"),
    fault("fourier: the norm stays", *FOURIER,
          "irfft(half, size, axis, _SWAPPED[norm])", "irfft(half, size, axis, norm)"),
    fault("fourier: numbers beyond the size stay", *FOURIER,
          "slice(min(m, n))", "slice(None)"),
    fault("fourier: half a spectrum is as long as the whole", "s2sad/analysis/kinds/fourier.py",
          "tests/analysis/test_kinds_of_operations.py -k fft",
          "if name in HALVES:", "if name in ():"),
    fault("fourier: the size of an operand is that of its transform",
          "s2sad/analysis/kinds/fourier.py", "tests/analysis/test_kinds_of_points.py -k irfft",
          "array.shape[axis] if size is None else size\n    return", "size\n    return"),
]
