"""What a derivative costs: counted work, not timed, and the time of the transformation."""
