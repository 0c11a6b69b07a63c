"""reportkit reads China's yearly reports on government information disclosure and lays every figure into tidy DataFrames."""

from . import checks, form, measures, themes
from .checks import check
from .corpus import Corpus, load
from .errors import ReportkitError
from .many import Failure, parse_many
from .parse import parse
from .report import Report
from .report_json import schema

__all__ = ["Corpus", "Failure", "Report", "ReportkitError", "charts", "check", "checks", "form", "load", "measures", "parse", "parse_many", "schema", "themes"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Charts come when they are first asked for: matplotlib is slow to import, and most commands draw nothing."""
    if name == "charts":
        from importlib import import_module

        return import_module(".charts", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
