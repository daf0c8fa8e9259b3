"""From programs to programs: tangent, adjoint, and the optimiser, a pass a file."""
