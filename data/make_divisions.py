"""Pack the divisions of China (code, name, level) for the package: `python data/make_divisions.py divisions.csv`.

The list follows the codes of the National Bureau of Statistics as of 2023-06-30, as published in the package china-division 2.7.0 (WTFPL).
A row's level follows from the length of its code (2 province, 4 prefecture, 6 county, 9 town), so only code and name are kept.
"""

import csv
import gzip
import sys
from pathlib import Path

PACKED = Path(__file__).parents[1] / "reportkit" / "divisions.csv.gz"


def pack(source: Path, target: Path = PACKED) -> None:
    """Write code and name of every division, one a line, always the same bytes for the same source."""
    with source.open(encoding="utf-8", newline="") as file:
        lines = [f"{row['code']},{row['name']}\n" for row in csv.DictReader(file)]
    target.write_bytes(gzip.compress("".join(["code,name\n", *lines]).encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    pack(Path(sys.argv[1]))
