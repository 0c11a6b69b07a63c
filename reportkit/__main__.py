"""python -m reportkit: the commands."""

from .cli import main

main()
