"""reportkit reads China's yearly reports on government information disclosure and lays every figure into tidy DataFrames."""

from importlib import import_module

from . import form, themes
from .errors import ReportkitError
from .many import Failure, parse_many
from .parse import parse
from .report import Report
from .report_json import schema

__all__ = ["Corpus", "Failure", "Report", "ReportkitError", "charts", "check", "checks", "form", "load", "measures", "parse", "parse_many", "schema", "themes"]
__version__ = "0.1.0"
_LATER = {"Corpus": "corpus", "load": "corpus", "check": "checks", "checks": "", "measures": "", "quality": "", "charts": ""}


def __getattr__(name: str) -> object:
    """What works on frames and charts comes when it is first asked for: pandas and matplotlib are slow to import, and reading needs neither."""
    if name in _LATER:
        module = import_module(f".{_LATER[name] or name}", __name__)
        return getattr(module, name) if _LATER[name] else module
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """All public names, those not yet imported too."""
    return sorted({*globals(), *__all__})
