"""pyproject.toml, environment.yml and constraints.txt ask for the same things."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def required() -> dict[str, str]:
    """name → version bound of everything that the package and its tests need."""
    lines = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    return {Requirement(line).name: str(Requirement(line).specifier) for line in lines}


def test_conda_asks_for_the_same_requirements():
    lines = re.findall(r"^\s+- (?!pip:|pip$|python[>=]|conda-forge|nodefaults|--)(\S+)$", (ROOT / "environment.yml").read_text("utf-8"), re.MULTILINE)
    asked = {Requirement(line).name: str(Requirement(line).specifier) for line in lines}
    assert asked == required()


def test_python_bound_is_the_same():
    assert f"python{PROJECT['requires-python']}" in (ROOT / "environment.yml").read_text("utf-8")


def test_every_requirement_is_pinned_within_its_bound():
    pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and not line.startswith("#"))
    pins = {name.lower().replace("_", "-"): version for name, version in pins.items()}
    for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]:
        need = Requirement(line)
        assert Version(pins[need.name.lower()]) in need.specifier, need.name
