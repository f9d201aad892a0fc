"""Word files made for the tests, part by part, about a ward that does not exist."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def p(
    text: str = "", *, style: str = "", num: tuple[int | None, int | None] | None = None, ppr: str = "", rpr: str = ""
) -> str:
    """A paragraph; `num`: (numId, ilvl), either of them None to leave it out."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        level = "" if num[1] is None else f'<w:ilvl w:val="{num[1]}"/>'
        number = "" if num[0] is None else f'<w:numId w:val="{num[0]}"/>'
        properties += f"<w:numPr>{level}{number}</w:numPr>"
    properties += ppr
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{head}{r(text, rpr) if text else ''}</w:p>"


def r(text: str, rpr: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{rpr}</w:rPr>" if rpr else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def lvl(
    ilvl: int,
    fmt: str = "decimal",
    text: str | None = None,
    *,
    start: int | None = 1,
    suff: str = "",
    restart: int | None = None,
    legal: bool = False,
    style: str = "",
    rpr: str = "",
    ppr: str = "",
    raw_fmt: str = "",
) -> str:
    """A list level."""
    return (
        f'<w:lvl w:ilvl="{ilvl}">'
        + ("" if start is None else f'<w:start w:val="{start}"/>')
        + (raw_fmt or f'<w:numFmt w:val="{fmt}"/>')
        + ("" if restart is None else f'<w:lvlRestart w:val="{restart}"/>')
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + ("<w:isLgl/>" if legal else "")
        + (f'<w:suff w:val="{suff}"/>' if suff else "")
        + f'<w:lvlText w:val="{escape(f"%{ilvl + 1}." if text is None else text)}"/>'
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
        + "</w:lvl>"
    )


def abstract(key: int, *levels: str, link: str = "", linked: str = "", kind: str = "multilevel") -> str:
    """An abstract list; `linked`: the numbering style it gives; `link`: the one it takes."""
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="{kind}"/>'
        + (f'<w:styleLink w:val="{linked}"/>' if linked else "")
        + (f'<w:numStyleLink w:val="{link}"/>' if link else "")
        + "".join(levels)
        + "</w:abstractNum>"
    )


def num(key: int, of: int, overrides: str = "") -> str:
    """A list."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def override(ilvl: int, start: int | None = None, level: str = "") -> str:
    """What a list has of its own."""
    begin = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{ilvl}">{begin}{level}</w:lvlOverride>'


def word_file(body: str, **parts: str) -> bytes:
    """A Word file; `parts`: the inner XML of styles, numbering, footnotes, header1 … (`theme` and `_extra` as whole files)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        relations, types = [], []
        for key, inner in parts.items():
            root = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}.get(key, key)
            path = f"word/{key}.xml"
            if key == "theme":
                path = "word/theme/theme1.xml"
                file.writestr(path, inner)
            else:
                file.writestr(path, f"<?xml version='1.0' encoding='UTF-8'?><w:{root} {_NAMES}>{inner}</w:{root}>")
            kind = "header" if key.startswith("header") else "footer" if key.startswith("footer") else key
            target = path.removeprefix("word/")
            relations.append(f'<Relationship Id="rId{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>')
            types.append(
                f'<Override PartName="/{path}" '
                f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
            )
        file.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            + "".join(types)
            + "</Types>",
        )
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        file.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{"".join(relations)}</Relationships>'
        )
        file.writestr(
            "word/document.xml",
            f"<?xml version='1.0' encoding='UTF-8'?><w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        )
    return buffer.getvalue()
