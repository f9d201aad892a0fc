"""Compound files (OLE), the container of old Word files: streams by name ([MS-CFB])."""

import struct

__all__ = ["Broken", "streams"]

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks: end of chain, free, table


class Broken(ValueError):
    """The bytes are no sound compound file."""


def streams(data: bytes, wanted: frozenset[str]) -> dict[str, bytes]:
    """The streams of those names in the root of a compound file. Raises Broken; reads each byte of the file a few times at most."""
    if not data.startswith(_MAGIC) or len(data) < 512:
        raise Broken("no compound file")
    shift, mini_shift = struct.unpack_from("<HH", data, 0x1E)
    if shift not in (9, 12) or mini_shift != 6:
        raise Broken("sector size")
    size = 1 << shift
    _, first_directory, _, cutoff, first_mini_fat, _, first_more, _ = struct.unpack_from("<8I", data, 0x2C)
    count = (len(data) - 1) // size  # sectors behind the header

    def sector(number: int) -> bytes:
        if number >= count:
            raise Broken("sector")
        at = (number + 1) << shift
        return data[at : at + size].ljust(size, b"\0")

    table: list[int] = []
    heads = list(struct.unpack_from("<109I", data, 0x4C))
    seen: set[int] = set()
    more = first_more
    while more < _LAST and more not in seen and len(heads) <= count + 109:
        seen.add(more)
        numbers = struct.unpack(f"<{size // 4}I", sector(more))
        heads += numbers[:-1]
        more = numbers[-1]
    for number in dict.fromkeys(heads):
        if number < count:
            table += struct.unpack(f"<{size // 4}I", sector(number))

    def chain(first: int, links: list[int]) -> list[int]:
        found: list[int] = []
        limit = len(links)
        while first < _LAST and len(found) <= limit:
            if first >= limit:
                raise Broken("chain")
            found.append(first)
            first = links[first]
        if len(found) > limit:
            raise Broken("circle")
        return found

    def read(first: int, length: int) -> bytes:
        numbers = chain(first, table)[: (length + size - 1) // size]
        return b"".join(sector(number) for number in numbers)[:length]

    directory = b"".join(sector(number) for number in chain(first_directory, table))
    entries = []
    root: tuple[int, int] | None = None
    for at in range(0, len(directory) - 127, 128):
        used, kind = struct.unpack_from("<HB", directory, at + 64)
        first, length = struct.unpack_from("<II", directory, at + 116)
        name = directory[at : at + max(0, min(used, 64) - 2)].decode("utf-16-le", "replace")
        if kind == 5 and root is None:
            root = (first, length)
        elif kind == 2 and name in wanted:
            entries.append((name, first, length))
    found: dict[str, bytes] = {}
    mini: tuple[bytes, list[int]] | None = None
    for name, first, length in entries:
        if name in found or length > len(data):
            continue
        if length >= cutoff:
            found[name] = read(first, length)
            continue
        if mini is None:
            links = b"".join(sector(number) for number in chain(first_mini_fat, table))
            mini = (read(*root) if root else b"", list(struct.unpack(f"<{len(links) // 4}I", links)))
        found[name] = b"".join(mini[0][at << 6 : (at + 1) << 6] for at in chain(first, mini[1]))[:length]
    return found
