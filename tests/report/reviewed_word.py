"""What the tests see of a reviewed Word file: its comments with the words they stand at, its changes accepted, its parts."""

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from lxml import etree

from phaply.readers.docx_places import run_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR = "phaply"
_OURS = ("commentRangeStart", "commentRangeEnd")


def parts(data: bytes) -> dict[str, bytes]:
    """All parts by name, after the zip file's own check."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def body(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)["word/document.xml"])


def comments(data: bytes, part: str = "word/comments.xml") -> dict[str, list[str]]:
    """Our comments: id → paragraphs."""
    found = {}
    for comment in etree.fromstring(parts(data)[part]).iter(W + "comment"):
        if comment.get(W + "author") == AUTHOR:
            found[comment.get(W + "id", "")] = [
                "".join(t.text or "" for t in paragraph.iter(W + "t")) for paragraph in comment.iter(W + "p")
            ]
    return found


def anchored(data: bytes) -> dict[str, str]:
    """Comment → the words between its two marks, a line end between paragraphs. Every comment has each mark once, in order."""
    root = body(data)
    texts: dict[str, list[str]] = {}
    open_now: set[str] = set()
    closed: set[str] = set()
    referred: set[str] = set()
    for element in root.iter():
        key = element.get(W + "id", "") if isinstance(element.tag, str) else ""
        if element.tag == W + "commentRangeStart":
            assert key not in texts
            texts[key] = []
            open_now.add(key)
        elif element.tag == W + "commentRangeEnd":
            assert key in open_now
            open_now.remove(key)
            closed.add(key)
        elif element.tag == W + "commentReference":
            assert key in closed and key not in referred
            referred.add(key)
        elif open_now and element.tag in (W + "r", W + "p"):
            names = {str(a.tag).removeprefix(W) for a in element.iterancestors()}
            if names & {"txbxContent", "moveFrom"}:
                continue
            words = "\n" if element.tag == W + "p" else run_text(element)
            for one in open_now:
                texts[one].append(words)
    assert not open_now
    return {key: "".join(words) for key, words in texts.items() if key in referred}


def marks_are_well_placed(data: bytes) -> bool:
    """Runs and marks stand where the schema allows them, and nothing stands inside someone's tracked change but his words."""
    homes = {"p", "hyperlink", "ins", "moveTo", "smartTag", "sdtContent", "customXml", "fldSimple", "del", "dir", "bdo"}
    for element in body(data).iter(W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"):
        home = element.getparent()
        if element.tag == W + "commentReference":
            assert home is not None and home.tag == W + "r"
            home = home.getparent()
            assert home is not None and home.tag == W + "p"
        assert home is not None and str(home.tag).removeprefix(W) in homes, home.tag
    return True


def accept(data: bytes) -> bytes:
    """The file with all tracked changes by phaply accepted, as Word would: insertions stay, deletions go."""
    root = body(data)
    for gone in [e for e in root.iter(W + "del") if e.get(W + "author") == AUTHOR]:
        gone.getparent().remove(gone)
    for kept in [e for e in root.iter(W + "ins") if e.get(W + "author") == AUTHOR]:
        _unwrap(kept)
    return _with_body(data, root)


def reject(root: etree._Element) -> None:
    """Take back all tracked changes by phaply."""
    for gone in [e for e in root.iter(W + "ins") if e.get(W + "author") == AUTHOR]:
        gone.getparent().remove(gone)
    for kept in [e for e in root.iter(W + "del") if e.get(W + "author") == AUTHOR]:
        for words in kept.iter(W + "delText"):
            words.tag = W + "t"
        _unwrap(kept)


def without_ours(data: bytes, ids: set[str]) -> etree._Element:
    """The body as it was: changes taken back, our marks removed."""
    root = body(data)
    reject(root)
    for mark in [e for name in _OURS for e in root.iter(W + name) if e.get(W + "id") in ids]:
        mark.getparent().remove(mark)
    for mark in [e for e in root.iter(W + "commentReference") if e.get(W + "id") in ids]:
        run = mark.getparent()
        run.getparent().remove(run)
    return root


def same(one: etree._Element, other: etree._Element) -> bool:
    """Whether two bodies differ in nothing but where runs are cut."""
    return etree.tostring(one, method="c14n") == etree.tostring(other, method="c14n") or joined(one) == joined(other)


def joined(root: etree._Element) -> bytes:
    """The canonical form with neighbouring runs of one look joined, so that only cuts do not count."""
    for run in list(root.iter(W + "r")):
        if run.getparent() is None:
            continue
        while (after := run.getnext()) is not None and after.tag == W + "r" and _head(after) == _head(run):
            for child in list(after):
                if child.tag != W + "rPr":
                    run.append(child)
            after.getparent().remove(after)
        last = None
        for child in list(run):
            if child.tag == W + "t":
                child.attrib.pop(SPACE, None)
                if last is not None:
                    last.text = (last.text or "") + (child.text or "")
                    run.remove(child)
                    continue
            last = child if child.tag == W + "t" else None
    for element in root.iter():
        element.tail = None
        if len(element):
            element.text = None
    return etree.tostring(root, method="c14n")


def _head(run: etree._Element) -> bytes:
    props = run.find(W + "rPr")
    return repr(sorted(run.attrib.items())).encode() + (b"" if props is None else etree.tostring(props, method="c14n"))


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)


def _with_body(data: bytes, root: etree._Element) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts(data).items():
            file.writestr(name, etree.tostring(root) if name == "word/document.xml" else content)
    return buffer.getvalue()


def cells(data: bytes) -> Iterator[str]:
    """The tables' cells as text."""
    for cell in body(data).iter(W + "tc"):
        yield "".join(run_text(run) for run in cell.iter(W + "r"))


_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
_STRICT = {
    "w": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "r": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def run(text: str, props: str = "") -> str:
    """A run with words; `props` is the inner XML of its look."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inner: str, props: str = "") -> str:
    """A paragraph of runs, or of words alone."""
    runs = inner if inner.startswith("<") else run(inner)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{runs}</w:p>"


def word_file(inner: str, *, strict: bool = False, **others: str) -> bytes:
    """A small Word file; `others`: the inner XML of comments, footnotes, numbering, settings."""
    names = _NAMES | (_STRICT if strict else {})
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    package = "http://schemas.openxmlformats.org/package/2006"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>'
    relations = ""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for key, content in others.items():
            file.writestr(f"word/{key}.xml", f"<w:{key} {declared}>{content}</w:{key}>")
            types += f'<Override PartName="/word/{key}.xml" ContentType="{word}.{key}+xml"/>'
            relations += f'<Relationship Id="rId{key}" Type="{names["r"]}/{key}" Target="{key}.xml"/>'
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{names["r"]}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        if relations:
            file.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
            )
        file.writestr("word/document.xml", f"<w:document {declared}><w:body>{inner}</w:body></w:document>")
    return buffer.getvalue()
