"""Old and foreign word-processor files (.doc, .wps, .rtf, .odt) turned into .docx by LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ..errors import MissingExtra, ReadError

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEDIA_TYPES = {
    "doc": "application/msword",
    "wps": "application/vnd.ms-works",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "xml": "application/xml",
}
# The filter is named, for LibreOffice would read a damaged file as plain text and so make up signs and numbers.
_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8", "xml": "MS Word 2003 XML"}
_TIME_LIMIT = 180  # seconds; a first start of LibreOffice alone may take 20
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_ADVICE = (
    "Install LibreOffice (Debian, Ubuntu: sudo apt install libreoffice-writer; macOS: brew install --cask libreoffice; "
    "Windows: winget install TheDocumentFoundation.LibreOffice), or open the file in Word or WPS and save it as .docx."
)


def kind(data: bytes, name: str) -> str:
    """What a word-processor file really is by its first bytes: docx, doc, wps, rtf, odt, xml (Word 2003), else its own ending.

    Raises ReadError for what is recognised and cannot be read.
    """
    ending = Path(name).suffix.lower().lstrip(".")
    if data.startswith(OLE2):
        return _kind_of_ole(data, name, ending)
    if data.startswith(b"PK"):
        return "odt" if b"opendocument.text" in data[:200] else "docx"
    if data.lstrip()[:5] == rb"{\rtf":
        return "rtf"
    if b'progid="Word.Document"' in data[:4096]:
        return "xml"
    raise ReadError(f"{name}: no Word file inside ({'empty' if not data.strip() else 'unknown first bytes'}). Fetch it again, or save it as .docx.")


def _kind_of_ole(data: bytes, name: str, ending: str) -> str:
    streams = {stream for stream in ("WordDocument", "Workbook", "EncryptedPackage") if stream.encode("utf-16-le") in data}
    if "EncryptedPackage" in streams:
        raise ReadError(f"{name}: locked with a password. Open it in Word, remove the password and save it again.")
    return "doc" if "WordDocument" in streams else ending or "doc"


def program() -> str | None:
    """The LibreOffice program on this machine, None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice") or next((place for place in _PLACES if Path(place).exists()), None)


def convert(data: bytes, name: str) -> bytes:
    """The file's text as .docx. Raises MissingExtra without LibreOffice, ReadError where it cannot read the file."""
    soffice, ending = program(), kind(data, name)
    if soffice is None:
        raise MissingExtra(f"{name}: a .{ending} file needs LibreOffice, which is not installed. {_ADVICE}")
    with tempfile.TemporaryDirectory(prefix="reportkit-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"source.{ending}")
        source.write_bytes(data)
        said = _run(soffice, source, Path(folder), name).strip().rpartition("\n")[2]
        result = Path(folder, "out", "source.docx")
        if not result.exists():
            raise ReadError(f"{name}: LibreOffice could not read it ({said or 'no reason given'}). Open it in Word or WPS and save it as .docx.")
        return result.read_bytes()


def _run(soffice: str, source: Path, folder: Path, name: str) -> str:
    """Convert with a profile of its own, so that several may run at once; what LibreOffice said."""
    named = _FILTERS.get(source.suffix[1:])
    command = [soffice, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += [f"--infilter={named}"] if named else []
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                               text=True, errors="replace", start_new_session=True)
    try:
        return process.communicate(timeout=_TIME_LIMIT)[0]
    except subprocess.TimeoutExpired as error:
        _end(process)
        raise ReadError(f"{name}: LibreOffice did not finish within {_TIME_LIMIT} s. Open it in Word or WPS and save it as .docx.") from error


def _end(process: subprocess.Popen) -> None:
    """End LibreOffice with the helper it starts."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
