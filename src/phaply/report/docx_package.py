"""A Word file taken apart and put together again: parts that nobody changed are copied packed as they are.

Copying without unpacking keeps them byte for byte, costs little, and unpacks nothing that the reader did not.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from phaply.errors import InputError
from phaply.readers.docx_parts import Element, OfficeLimits

__all__ = ["Parts"]

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_PACKAGE}/relationships}}Relationship"
_OVERRIDE = f"{{{_PACKAGE}/content-types}}Override"
_TYPES = "[Content_Types].xml"
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_FIRST_DAY = (0, 33)
"""Time and day of new parts: 1/1/1980, so that the same input gives the same bytes."""
_DESCRIPTOR = 0x8
_UTF8 = 0x800


class Parts:
    """The parts of a Word file by name, and those that were changed. Names are as in the zip file, without a leading slash."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise _damaged(name) from error
        self._infos = {info.filename.replace("\\", "/").lstrip("/"): info for info in self._zip.infolist()}
        self._changed: dict[str, bytes] = {}
        self._parsed: dict[str, Element] = {}

    def __contains__(self, part: str) -> bool:
        return part in self._infos or part in self._changed

    def names(self) -> Iterator[str]:
        """The names of all parts."""
        yield from self._infos
        yield from (part for part in self._changed if part not in self._infos)

    def bytes_of(self, part: str) -> bytes:
        """A part's bytes. Raises InputError if it cannot be unpacked or is too big."""
        if part in self._changed:
            return self._changed[part]
        limit = OfficeLimits().part_bytes
        try:
            with self._zip.open(self._infos[part]) as stream:
                data = stream.read(limit + 1)
            if len(data) > limit:
                raise _damaged(self.name)
            return data
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError) as error:
            raise _damaged(self.name) from error

    def xml(self, part: str) -> Element:
        """A part's root, as it stands in the file: comments, instructions and prefixes kept. It is parsed once."""
        if part not in self._parsed:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
            try:
                self._parsed[part] = etree.fromstring(self.bytes_of(part), parser)
            except etree.XMLSyntaxError as error:
                raise _damaged(self.name) from error
        return self._parsed[part]

    def set_xml(self, part: str, root: Element) -> None:
        """Put an element in place of a part, or beside the others."""
        self._parsed[part] = root
        data: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)
        self._changed[part] = data

    def main(self) -> str:
        """The name of the document's own part."""
        for kind, target, _ in self._relations(""):
            if kind.endswith("/officeDocument") and target in self and target.endswith(".xml"):
                return target
        return "word/document.xml"

    def related(self, part: str, kind: str) -> str | None:
        """The part of that kind that `part` points to."""
        return next((t for k, t, _ in self._relations(part) if k.endswith(f"/{kind}") and t in self), None)

    def relate(self, part: str, kind: str, target: str, content_type: str) -> None:
        """Let `part` point to `target`, a new part of that content type. `kind`: the relationship's whole name."""
        file = _relations_of(part)
        root = self.xml(file) if file in self else etree.Element(f"{{{_PACKAGE}/relationships}}Relationships")
        taken = {r.get("Id") for r in root.iter(_RELATION)}
        key = next(k for n in range(1, len(taken) + 2) if (k := f"rIdPhaply{n}") not in taken)
        here = posixpath.relpath(target, posixpath.dirname(part) or ".")
        etree.SubElement(root, _RELATION, Id=key, Type=kind, Target=here)
        self.set_xml(file, root)
        types = self.xml(_TYPES)
        etree.SubElement(types, _OVERRIDE, PartName=f"/{target}", ContentType=content_type)
        self.set_xml(_TYPES, types)

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        file = _relations_of(part)
        if file not in self:
            return []
        folder = posixpath.dirname(part)
        found = []
        for r in self.xml(file).iter(_RELATION):
            if r.get("TargetMode") == "External":
                continue
            target = r.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.append((r.get("Type", ""), posixpath.normpath(whole), r.get("Id", "")))
        return found

    def write(self, *, fresh: bool = False) -> bytes:
        """The file's bytes: parts in their order, new ones behind. `fresh`: a file made just now, whose times say nothing."""
        out, central = io.BytesIO(), []
        for part, info in self._infos.items():
            data = self._changed.get(part)
            if data is None:
                raw_name, packed = self._packed(info)
                day = struct.pack("<2H", *(_FIRST_DAY if fresh else _stamp(info)))
                central.append(
                    _put(out, raw_name, day, info.compress_type, info.CRC, packed, info.file_size, info.flag_bits)
                )
            else:
                raw_name, _ = self._packed(info)
                central.append(
                    _put_new(
                        out,
                        raw_name,
                        data,
                        info.flag_bits & _UTF8,
                        struct.pack("<2H", *(_FIRST_DAY if fresh else _stamp(info))),
                    )
                )
        for part, data in self._changed.items():
            if part not in self._infos:
                central.append(_put_new(out, part.encode("utf-8"), data, _UTF8 if not part.isascii() else 0))
        start = out.tell()
        for entry in central:
            out.write(entry)
        out.write(_END.pack(b"PK\x05\x06", 0, 0, len(central), len(central), out.tell() - start, start, 0))
        return out.getvalue()

    def _packed(self, info: zipfile.ZipInfo) -> tuple[bytes, bytes]:
        """A member's name and bytes as they stand in the file."""
        at = info.header_offset
        head = self._data[at : at + _LOCAL.size]
        if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
            raise _damaged(self.name)
        *_, name_size, extra_size = _LOCAL.unpack(head)
        begin = at + _LOCAL.size
        data = begin + name_size + extra_size
        return self._data[begin : begin + name_size], self._data[data : data + info.compress_size]


def _put_new(
    out: io.BytesIO, name: bytes, data: bytes, flags: int, day: bytes = struct.pack("<2H", *_FIRST_DAY)
) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    return _put(out, name, day, zipfile.ZIP_DEFLATED, zlib.crc32(data), packed, len(data), flags)


def _put(
    out: io.BytesIO, name: bytes, day: bytes, method: int, crc: int, packed: bytes, size: int, flags: int
) -> bytes:
    """Write one member; its entry for the directory at the end."""
    flags &= ~_DESCRIPTOR  # sizes stand in front here
    time, date = struct.unpack("<2H", day)
    at = out.tell()
    out.write(_LOCAL.pack(b"PK\x03\x04", 20, flags, method, time, date, crc, len(packed), size, len(name), 0))
    out.write(name)
    out.write(packed)
    entry = _CENTRAL.pack(
        b"PK\x01\x02", 20, 20, flags, method, time, date, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, at
    )
    return entry + name


def _stamp(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    if not 1980 <= year < 2108:
        return _FIRST_DAY
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _relations_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _damaged(name: str) -> InputError:
    return InputError(
        f"Không mở lại được tệp {name} để ghi nhận xét; tệp có thể đã hỏng.",
        f"{name} could not be opened again to write comments; it may be damaged.",
    )
