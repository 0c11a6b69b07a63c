"""The labelled facts that these programs judge by: named on the command line, else looked for beside the repository."""

import sys
from pathlib import Path

BESIDE = Path(__file__).parents[2] / "shared" / "facts"


def labelled(name: str = "") -> Path:
    """The file or folder of the first argument, else the one of that name beside the repository; ends the program where there is none."""
    path = Path(sys.argv[1]) if sys.argv[1:] else BESIDE / name
    if not path.exists():
        sys.exit(f"{path}: no labelled facts here; name them: python {sys.argv[0]} PATH")
    return path
