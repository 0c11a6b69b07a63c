"""The parts of a .docx file: XML roots, and the addresses that its relationships stand for."""

import posixpath
from collections.abc import Callable
from functools import cached_property, partial
from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from lxml import etree

from reportkit.errors import ReadError
from reportkit.read.word.numbering import W

_LARGEST_PART = 256 * 2**20  # bytes; a part that unpacks to more is no report
_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
_LINK = ("{http://schemas.openxmlformats.org/officeDocument", "{http://purl.oclc.org/ooxml/officeDocument")


class Package:
    """The parts of a .docx file that are read."""

    def __init__(self, data: bytes, name: str):
        self._name = name
        try:
            self._zip = ZipFile(BytesIO(data))
        except BadZipFile as error:
            raise ReadError(f"{name}: the file is damaged (not a whole .docx: {error}). Fetch it again, or open and save it in Word.") from error
        main = next((target for kind, target in self._relations("", "_rels/.rels").values() if kind == "officeDocument"), "word/document.xml")
        self.folder = posixpath.dirname(main)
        self._relationships = self._relations(self.folder, f"{self.folder}/_rels/{posixpath.basename(main)}.rels")
        root = self._xml(main)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise ReadError(f"{name}: no Word text inside (part {main} is missing). Open the file in Word or WPS and save it as .docx.")
        self.body = body

    def _xml(self, part: str) -> etree._Element | None:
        """The root of a part, None where the file has no such part."""
        if part not in self._zip.namelist():
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
        try:
            return etree.fromstring(self.read(part).replace(*_STRICT), parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(f"{self._name}: its part {part} is damaged ({error}). Fetch the file again, or open and save it in Word.") from error

    def _relations(self, folder: str, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (last word of its type, address of its target)."""
        root = self._xml(part)
        relations = {}
        for relation in () if root is None else root:
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            relations[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return relations

    def related(self, kind: str) -> etree._Element | None:
        """The part of the document that plays this role ("styles", "numbering")."""
        target = next((target for type_, target in self._relationships.values() if type_ == kind), None)
        return None if target is None else self._xml(target)

    def addresses(self, element: etree._Element) -> list[str]:
        """Where that lies which the element shows: a part of the file ("word/media/image1.png") or an address outside."""
        links = [text for key, text in element.attrib.items() if key.startswith(_LINK) and key.rpartition("}")[2] in ("embed", "link", "id")]
        return [self._relationships[link][1] for link in links if link in self._relationships]

    def part(self, address: str) -> Callable[[], bytes] | None:
        """How to get the bytes of a part; None where the address lies outside of the file."""
        return partial(self.read, address) if address in self._zip.namelist() else None

    def read(self, part: str) -> bytes:
        """The bytes of a part; ReadError where the file has no such part or it is damaged."""
        try:
            info = self._zip.getinfo(part)
            if info.file_size > _LARGEST_PART:
                raise ReadError(f"{self._name}: its part {part} unpacks to {info.file_size} bytes; that is no report.")
            return self._zip.read(info)
        except (KeyError, BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as error:
            raise ReadError(f"{self._name}: its part {part} is damaged ({error}). Fetch the file again, or open and save it in Word.") from error

    @cached_property
    def title(self) -> str:
        """The title in the file's properties, "" where none is set."""
        core = self._xml("docProps/core.xml")
        return "" if core is None else (core.findtext("{http://purl.org/dc/elements/1.1/}title") or "").strip()
