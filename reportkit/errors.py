"""The errors that users meet: one root, a message that says what, where and what to do."""


class ReportkitError(Exception):
    """Root of every error reportkit raises on purpose."""


class ReadError(ReportkitError, ValueError):
    """A file that cannot be read as a document (empty, damaged, of an unknown kind)."""


class NotAReport(ReportkitError, ValueError):
    """A readable document that is no yearly report on information disclosure."""


class InvalidData(ReportkitError, ValueError):
    """A parsed report, table or workbook that does not hold what it must."""


class MissingExtra(ReportkitError, ImportError):
    """An optional part of reportkit, or a program it calls, is not installed."""
