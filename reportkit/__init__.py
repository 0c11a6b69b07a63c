"""reportkit reads China's yearly reports on government information disclosure and lays every figure into tidy DataFrames."""

from . import form
from .corpus import Corpus, load
from .errors import ReportkitError
from .report import Report
from .report_json import schema

__all__ = ["Corpus", "Report", "ReportkitError", "form", "load", "schema"]
__version__ = "0.1.0"
