"""Sources (văn bản cấp trên): the documents above a plan, from files given, from a folder, from the shipped data, each once.

What cannot be used is told, never passed over: a file that could not be read, the plan itself, a document younger than the plan.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from phaply.align.identity import Upstream, identity_of, likeness, younger
from phaply.align.library import UpstreamRecord, load_upstream
from phaply.align.model import Unread
from phaply.errors import PhaplyError, UsageError
from phaply.parse.model import Plan

__all__ = ["Note", "Sources", "gather", "library_of"]

_HANDED_DOWN = ("KH", "QĐ", "CT", "CTr", "NQ", "HD", "ĐA", "KL", "TB", "CV", "CĐ")
"""Kinds that hand out work; what laws and decrees ask for is not the matter of one plan."""
_SUFFIXES = frozenset((".docx", ".doc", ".rtf", ".odt", ".pdf", ".txt", ".md", ".html", ".htm"))


class Note(Struct, frozen=True):
    """Why a document above was not, or not fully, used."""

    vi: str
    en: str

    def text(self, lang: str) -> str:
        """The sentence in `lang`."""
        return self.en if lang == "en" else self.vi


class Sources(Struct, frozen=True):
    """What a plan is compared with."""

    documents: tuple[Upstream, ...] = ()
    notes: tuple[Note, ...] = ()
    given: bool = False
    """Whether somebody named at least one document, readable or not."""


def gather(
    plan: Plan, against: Sequence[Plan | Unread] = (), library: str | Path | None = None, *, shipped: bool = True
) -> Sources:
    """The documents above `plan`: those given, those of the folder `library` that it cites, those of the shipped data that it cites."""
    notes: list[Note] = []
    documents: list[Upstream] = []
    seen = {plan.document.sha256}
    for above in against:
        if isinstance(above, Unread):
            notes.append(
                Note(
                    f"Không đọc được văn bản cấp trên {above.name}: {above.reason}",
                    f"The upstream document {above.name} could not be read: {above.reason}",
                )
            )
            continue
        name = above.document.name
        if above.document.sha256 == plan.document.sha256:
            notes.append(
                Note(
                    f"{name} là chính kế hoạch được kiểm tra, không đối chiếu với nó.",
                    f"{name} is the checked plan itself; it is not compared with itself.",
                )
            )
            continue
        if above.document.sha256 in seen:
            continue
        seen.add(above.document.sha256)
        if not above.tasks:
            notes.append(
                Note(
                    f"Không tìm thấy nhiệm vụ nào trong {name}, nên không đối chiếu được nghĩa vụ.",
                    f"No tasks were found in {name}, so no obligations were compared.",
                )
            )
        elif younger(above, plan):
            notes.append(
                Note(
                    f"{name} ban hành sau kế hoạch này: nội dung chưa có được nêu để xem lại, không tính là lỗi.",
                    f"{name} is younger than the plan: what is lacking is for review, not an error.",
                )
            )
        documents.append(above)
    if library is not None:
        found, unread = library_of(library)
        notes += unread
        for above in found:
            if above.document.sha256 not in seen and _cited(plan, above):
                seen.add(above.document.sha256)
                documents.append(above)
    if shipped:
        kinds = {c.kind for c in plan.citations}
        near = (r for r in _records() if r.header.kind in kinds)
        documents += [r for r in near if _cited(plan, r) and not _among(r, documents)]
    return Sources(tuple(documents), tuple(notes), bool(against))


def _cited(plan: Plan, above: Upstream) -> bool:
    identity = identity_of(above)
    for c in plan.citations:
        like = likeness(c, plan, identity)
        if like is not None and (like.same or like.meant) and like.number is not None:
            return True
    return False


def _among(record: UpstreamRecord, documents: Iterable[Upstream]) -> bool:
    """Whether the document of a record is there as a text already."""
    wanted = identity_of(record)
    for d in documents:
        have = identity_of(d)
        if have.kind == wanted.kind and have.number == wanted.number and have.date in (wanted.date, None):
            return True
    return False


@lru_cache(maxsize=1)
def _records() -> tuple[UpstreamRecord, ...]:
    return tuple(r for r in load_upstream() if r.header.kind in _HANDED_DOWN)


def library_of(folder: str | Path) -> tuple[tuple[Plan, ...], tuple[Note, ...]]:
    """The documents of a folder and those below it, by name, and what could not be read. Raises UsageError if it is no folder."""
    path = Path(folder)
    if not path.is_dir():
        raise UsageError(f"Không có thư mục văn bản {folder}.", f"There is no folder {folder}.")
    files = sorted(f for f in path.rglob("*") if f.suffix.lower() in _SUFFIXES and not f.name.startswith(("~$", ".")))
    return _read_all(tuple((str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in files))


@lru_cache(maxsize=4)
def _read_all(files: tuple[tuple[str, int, int], ...]) -> tuple[tuple[Plan, ...], tuple[Note, ...]]:
    from phaply.parse import parse
    from phaply.readers import read

    plans, notes = [], []
    for name, _, _ in files:
        try:
            plans.append(parse(read(name)))
        except PhaplyError as error:
            notes.append(Note(error.sentence("vi"), error.sentence("en")))
    return tuple(plans), tuple(notes)
