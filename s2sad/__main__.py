"""`python -m s2sad` is the command `s2sad`."""

import os
import sys

from .cli import main

if __name__ == "__main__":
    if sys.path and sys.path[0] in ("", os.getcwd()):
        del sys.path[0]  # what lies in the working directory is not imported from here on
    sys.exit(main())
