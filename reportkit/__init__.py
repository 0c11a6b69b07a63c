"""reportkit reads China's yearly reports on government information disclosure and lays every figure into tidy DataFrames."""

from . import form, themes
from .corpus import Corpus, load
from .errors import ReportkitError
from .many import Failure, parse_many
from .parse import parse
from .report import Report
from .report_json import schema

__all__ = ["Corpus", "Failure", "Report", "ReportkitError", "form", "load", "parse", "parse_many", "schema", "themes"]
__version__ = "0.1.0"
