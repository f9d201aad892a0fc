"""The reviewed Word file: the officer's own, untouched but for comments at the very words and, if asked, tracked changes."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from lxml import etree

from phaply.errors import InputError, UsageError
from phaply.parse import Plan
from phaply.readers.docx_parts import Element
from phaply.report.docx_anchors import Anchors, Found, PlacedText, ReadText
from phaply.report.docx_letters import letter_changes
from phaply.report.docx_made import make_docx
from phaply.report.docx_package import Parts
from phaply.report.docx_story import Anchor, Change, Story, highest_id
from phaply.report.docx_words import Line, cover, finding_lines
from phaply.rules.model import Finding, Fix, Report

__all__ = ["AUTHOR", "render_docx"]

AUTHOR, _INITIALS = "phaply", "ph"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_KINDS = {
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ON = ("1", "true", "on")
_CORE, _MODIFIED = "docProps/core.xml", "{http://purl.org/dc/terms/}modified"
_SAVED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FONT = "Times New Roman"


def render_docx(
    report: Report, plan: Plan, lang: str = "vi", *, original: bytes | None = None, fix: bool = False
) -> bytes:
    """The reviewed file's bytes; the same input always gives the same bytes.

    `original`: the bytes that `plan` was read from, if it is a Word file; any other text gets a plain Word file made of it. `fix`: offer the
    repairs of the findings as tracked changes. Raises InputError if `original` is not what was read or is damaged, UsageError if it is protected.
    """
    document = plan.document
    text: PlacedText
    made_of: str | None = None
    if document.format == "docx" and original is not None:
        if hashlib.sha256(original).hexdigest() != document.sha256:
            raise InputError(
                f"Tệp {document.name} đã thay đổi từ lúc được đọc; hãy kiểm tra lại.",
                f"{document.name} has changed since it was read; check it again.",
            )
        text = ReadText(document)
    else:
        original, text = make_docx(plan)
        made_of = document.name
    parts = Parts(original, document.name)
    main = parts.main()
    root = parts.xml(main)
    _refuse_protected(parts, main, fix, document.name)
    date = _date(report, parts, made_of is not None)
    story = Story(root, AUTHOR, date)
    anchors = Anchors(text, story, parts, main)

    wanted = _wanted(report.findings, anchors) if fix else []
    letters = letter_changes(document) if fix and made_of is None else []
    changes = _apart([*(change for _, change in wanted), *letters])
    found = [(finding, _anchor(finding, anchors)) for finding in report.findings if finding.outcome != "pass"]
    placed = [(finding, place) for finding, place in found if place is not None]
    title = anchors.find(*_title(plan))

    part = parts.related(main, "comments")
    comments = parts.xml(part) if part else etree.Element(story.w + "comments", nsmap={"w": story.w[1:-1]})
    first = max(story.next_id, highest_id(comments, story.w) + 1)
    story.next_id = first + len(placed) + 1
    numbered: list[tuple[int, Anchor]] = [(first, title.anchor)] if title else []
    numbered += [(first + 1 + i, place.anchor) for i, (_, place) in enumerate(placed)]
    made = story.write(numbered, changes)
    done = {id(change) for change in made}
    fixes = {fix for fix, change in wanted if id(change) in done}

    said: list[list[Line]] = [
        cover(
            report,
            lang,
            unplaced=[finding for finding, place in found if place is None],
            changes=len(made),
            letters=sum(id(change) in done for change in letters),
            signed=any(name.startswith("_xmlsignatures/") for name in parts.names()),
            made_of=made_of,
        )
    ][: 1 if title else 0]
    for finding, place in placed:
        offered = bool(finding.fix) and fixes.issuperset(finding.fix)
        said.append(finding_lines(finding, lang, where=place.where, offered=offered))
    for (number, _), lines in zip(numbered, said, strict=True):
        comments.append(_comment(comments, story.w, number, date, lines))
    parts.set_xml(main, root)
    if part is None:
        part = _free_part(parts, main)
        parts.relate(main, _KINDS[story.w == _STRICT], part, _TYPE)
    parts.set_xml(part, comments)
    return parts.write(fresh=made_of is not None)


def _date(report: Report, parts: Parts, made: bool) -> str | None:
    """The date of all that is written: the day the plan is judged by, else the day the file was last saved. Never the clock's."""
    if report.as_of:
        return f"{report.as_of}T00:00:00Z"
    if made or _CORE not in parts:
        return None
    saved = parts.xml(_CORE).findtext(_MODIFIED) or ""
    return saved if _SAVED.fullmatch(saved) else None


def _refuse_protected(parts: Parts, main: str, fix: bool, name: str) -> None:
    """Raise UsageError where Word itself would let nobody write."""
    part = parts.related(main, "settings")
    if part is None:
        return
    settings = parts.xml(part)
    w = str(settings.tag).partition("}")[0] + "}"
    for protection in settings.iter(w + "documentProtection"):
        edit = protection.get(w + "edit", "")
        if protection.get(w + "enforcement") in _ON and edit in ("readOnly", "forms", *(("comments",) if fix else ())):
            raise UsageError(
                f"Tệp {name} đang bị khóa sửa (Restrict Editing); hãy bỏ khóa trong Word, hoặc chọn dạng báo cáo khác (-f html).",
                f"{name} is protected against editing (Restrict Editing); stop the protection in Word, or choose another format (-f html).",
            )


def _wanted(findings: Iterable[Finding], anchors: Anchors) -> list[tuple[Fix, Change]]:
    """The repairs of all findings, each once, in the order of the text; of two that meet the first."""
    fixes = sorted(
        {fix for f in findings if f.outcome == "fail" for fix in f.fix}, key=lambda f: (f.start, f.end, f.new)
    )
    wanted: list[tuple[Fix, Change]] = []
    end, last = -1, -1
    for fix in fixes:
        if fix.start < end or fix.start == last:
            continue
        change = anchors.change(fix)
        if change is not None:
            wanted.append((fix, change))
            end, last = fix.end, fix.start
    return wanted


def _apart(changes: Sequence[Change]) -> list[Change]:
    """Without those that strike out what an earlier one strikes out."""
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    kept = []
    for change in changes:
        spots = [((p.paragraph, p.run), (p.start, p.end)) for p in change.places]
        if any(a < e and s < b for key, (a, b) in spots for s, e in taken.get(key, ())):
            continue
        for key, span in spots:
            taken.setdefault(key, []).append(span)
        kept.append(change)
    return kept


def _anchor(finding: Finding, anchors: Anchors) -> Found | None:
    return anchors.find(finding.evidence[0].start, finding.evidence[0].end) if finding.evidence else None


def _title(plan: Plan) -> tuple[int, int]:
    """Where the summary stands: the name of the kind, else the subject, else the first words."""
    for key in ("kind", "subject"):
        if key in plan.header.spans:
            return plan.header.spans[key]
    block = next((b for b in plan.document.blocks if b.end > b.start), None)
    return (block.start, block.end) if block else (0, 0)


def _free_part(parts: Parts, main: str) -> str:
    folder = main.rpartition("/")[0]
    stem = f"{folder}/comments" if folder else "comments"
    names = (f"{stem}.xml", *(f"{stem}{n}.xml" for n in range(2, 1000)))
    return next(name for name in names if name not in parts)


def _comment(parent: Element, w: str, number: int, date: str | None, lines: Iterable[Line]) -> Element:
    attributes = {w + "id": str(number), w + "author": AUTHOR, w + "initials": _INITIALS}
    if date:
        attributes[w + "date"] = date
    comment = parent.makeelement(w + "comment", attributes)
    for i, line in enumerate(lines):
        paragraph = etree.SubElement(comment, w + "p")
        if i == 0:
            etree.SubElement(etree.SubElement(paragraph, w + "r"), w + "annotationRef")
        for said in line:
            run = etree.SubElement(paragraph, w + "r")
            props = etree.SubElement(run, w + "rPr")
            # Its own font, because the file's default may be one of the old encodings.
            etree.SubElement(props, w + "rFonts", {w + key: _FONT for key in ("ascii", "hAnsi", "cs")})
            if said.look == "strong":
                etree.SubElement(props, w + "b")
            if said.look == "quiet":
                etree.SubElement(props, w + "i")
                etree.SubElement(props, w + "color", {w + "val": "595959"})
            etree.SubElement(props, w + "sz", {w + "val": "20"})
            etree.SubElement(props, w + "lang", {w + "val": "vi-VN"})
            words = etree.SubElement(run, w + "t", {_SPACE: "preserve"})
            words.text = "".join(
                c for c in said.words if c >= " " and not "\ud800" <= c < "\ue000" and c not in "\ufffe\uffff"
            )
    return comment
