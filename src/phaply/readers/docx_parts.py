"""The parts of a Word file: a zip opened with limits, its relationships, its XML parsed without entities."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from phaply.errors import InputError

__all__ = ["MC", "A", "Element", "OfficeLimits", "Package", "R", "W", "truth"]

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# ISO 29500 Strict names the same elements in other namespaces.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00O|\x00<\x00!\x00D\x00O")


class OfficeLimits(Struct, frozen=True):
    """How much a file may ask of the machine before it is refused."""

    file_bytes: int = 200_000_000
    part_bytes: int = 64_000_000
    """Of one part, unpacked."""
    total_bytes: int = 160_000_000
    """Of all parts read, unpacked."""
    ratio: int = 400
    """Unpacked to packed, for parts over a megabyte; text in Word's XML stays under 60."""
    members: int = 20_000
    table_depth: int = 40
    blocks: int = 2_000_000
    office_seconds: float = 60.0
    """For LibreOffice to start, and besides for each file:"""
    office_seconds_per_file: float = 20.0


class Package:
    """A Word file's parts by name (`word/document.xml`). Nothing is ever written to disk."""

    def __init__(self, data: bytes, name: str, limits: OfficeLimits) -> None:
        self.name = name
        self.limits = limits
        self.broken: list[str] = []
        self._read = 0
        self._relations: dict[str, dict[str, tuple[str, str]]] = {}
        if len(data) > limits.file_bytes:
            raise self.too_big("file_bytes", limits.file_bytes)
        if data.startswith(_OLE):
            raise self._ole(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError, UnicodeError) as error:
            raise self.damaged() from error
        if len(infos) > limits.members:
            raise self.too_big("members", limits.members)
        self._members = {_plain(info.filename): info for info in infos}
        self.main = self._main_part()

    def damaged(self) -> InputError:
        """The error for a file that is broken or cut off."""
        return InputError(
            f"Tệp {self.name} bị hỏng hoặc bị cắt giữa chừng nên không mở được như tệp Word (.docx); hãy lấy lại bản gốc.",
            f"{self.name} is damaged or cut off and cannot be opened as a Word file (.docx); fetch the original again.",
        )

    def too_big(self, limit: str, value: int) -> InputError:
        """The error for a file beyond `limit`, named with its value."""
        return InputError(
            f"Tệp {self.name} vượt giới hạn {limit} = {value:,}; nếu tin tưởng tệp này, hãy nâng giới hạn đó.",
            f"{self.name} exceeds the limit {limit} = {value:,}; raise it if you trust this file.",
        )

    def _ole(self, data: bytes) -> InputError:
        if "EncryptedPackage".encode("utf-16-le") in data[:2_000_000]:
            return InputError(
                f"Tệp {self.name} được đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.",
                f"{self.name} is protected by a password; open it in Word, remove the password and save it again.",
            )
        return InputError(
            f"Tệp {self.name} là tệp Word kiểu cũ (.doc) mang đuôi .docx; hãy đổi đuôi thành .doc.",
            f"{self.name} is an old Word file (.doc) named .docx; rename it to .doc.",
        )

    def _main_part(self) -> str:
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target in self._members and target.endswith(".xml"):
                return target
        if "word/document.xml" in self._members:
            return "word/document.xml"
        raise InputError(
            f"Tệp {self.name} là tệp nén nhưng không chứa văn bản Word (word/document.xml).",
            f"{self.name} is a zip file without a Word document (word/document.xml) in it.",
        )

    def has(self, part: str) -> bool:
        """True if the file holds that part."""
        return part in self._members

    def bytes_of(self, part: str) -> bytes | None:
        """A part's bytes, or None if the file has none of that name. Raises InputError if it is broken or too big."""
        info = self._members.get(part)
        if info is None:
            return None
        limit = self.limits.part_bytes
        if info.file_size > limit:
            raise self.too_big("part_bytes", limit)
        if info.file_size > 1_000_000 and info.file_size > self.limits.ratio * max(1, info.compress_size):
            raise self.too_big("ratio", self.limits.ratio)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)  # what is declared may be a lie: count what comes out
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            struct.error,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise self.damaged() from error
        if len(data) > limit:
            raise self.too_big("part_bytes", limit)
        self._read += len(data)
        if self._read > self.limits.total_bytes:
            raise self.too_big("total_bytes", self.limits.total_bytes)
        return data

    def xml(self, part: str) -> Element | None:
        """The root of a part that may be missing or broken (noted in `broken`)."""
        try:
            data = self.bytes_of(part)
            return None if data is None else self._parse(data)
        except etree.LxmlError:
            self.broken.append(part)
            return None

    def main_xml(self) -> Element:
        """The root of the main part."""
        try:
            data = self.bytes_of(self.main)
            if data is None:
                raise self.damaged()
            return self._parse(data)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise self.too_big("table_depth", self.limits.table_depth) from error
            raise self.damaged() from error
        except etree.LxmlError as error:
            raise self.damaged() from error

    def _parse(self, data: bytes) -> Element:
        if _DOCTYPE.search(data, 0, 4096):
            raise self._doctype()
        head = data[:20_000]
        for strict, usual in _STRICT:
            if strict in head:
                data = data.replace(strict, usual)
        # A parser of its own for each part: parsers are not shared between threads.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._doctype()
        return root

    def _doctype(self) -> InputError:
        return InputError(
            f"Tệp {self.name} chứa khai báo DOCTYPE, thứ Word không bao giờ ghi; tệp bị từ chối vì lý do an toàn.",
            f"{self.name} holds a DOCTYPE, which Word never writes; it is refused for safety.",
        )

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """A part's relationships: id → (last word of the kind, name of the target part). External ones are left out."""
        if part in self._relations:
            return self._relations[part]
        folder, _, file = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found = self._relations[part] = {}
        if root is None:
            return found
        for relation in root.iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            target = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            )
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Names of the parts of that kind that `part` points to and the file holds."""
        return (target for k, target in self.relations(part).values() if k == kind and target in self._members)


def _plain(name: str) -> str:
    """A member's name as parts are named: forward slashes, no leading one. Names are only ever compared."""
    return name.replace("\\", "/").lstrip("/")


def truth(element: Element) -> bool:
    """The value of an on/off element: `<w:b/>` is on."""
    value = element.get(W + "val")
    return value is None or value not in ("0", "false", "off")
