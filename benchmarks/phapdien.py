"""Citations read in the notes of the codified law (Bộ pháp điển): number, kind, date, pinpoints, relations.

    python benchmarks/phapdien.py FOLDER [--misses]

FOLDER holds `citations.jsonl` and `amendments.jsonl`. Some records were cut from their note by a program: a number at a blank
(`68/2015/TT-`), a date from a document named in the summary, or none though one is printed. The second figure goes by the note.
"""

import argparse
import json
import re
import sys
from pathlib import Path

from phaply.parse.citations import parse_citations
from phaply.parse.model import Citation, Header
from phaply.parse.reading import Reading
from phaply.readers.text import read_text

KINDS = {
    "Luật": "L",
    "Bộ luật": "BL",
    "Pháp lệnh": "PL",
    "Nghị quyết": "NQ",
    "Nghị quyết liên tịch": "NQLT",
    "Nghị định": "NĐ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Thông tư": "TT",
    "Thông tư liên tịch": "TTLT",
}
RELATIONS = {"sửa đổi": "amends", "bổ sung": "supplements", "bãi bỏ": "repeals"}


def citations(text: str) -> tuple[Citation, ...]:
    """The citations of one note."""
    document = read_text(text, name="-", sha256="")
    return parse_citations(Reading(document), Header(), ())[0]


def plain(number: str | None) -> str:
    """A number for comparing: capitals, Đ for its look-alike."""
    return (number or "").upper().replace("Ð", "Đ")


def lines(file: Path) -> list[dict[str, object]]:
    """The records of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def first_citations(file: Path, show: bool) -> None:
    """Prints how often the first citation of a line is read with number, kind and date."""
    strict = printed = 0
    records = lines(file)
    for record in records:
        text = str(record["text"])
        found = citations(text)
        first = found[0] if found else None
        gold, got = plain(str(record["number"])), plain(first.number) if first else ""
        kind = first is not None and first.kind == KINDS[str(record["kind"])]
        date = first.date if first else None
        strict += got == gold and kind and date == record["date"]
        ok = got.startswith(gold.rstrip(".-")) and kind and date == (printed_date(text) or record["date"])
        printed += ok
        if show and not ok:
            print(
                "  ",
                record["number"],
                record["kind"],
                record["date"],
                "| got:",
                got,
                first and first.kind,
                date,
                "|",
                text[:200],
            )
    total = len(records)
    print(
        f"first citation: number, kind, date as recorded {strict / total:.4f} of {total}; as printed {printed / total:.4f}"
    )


def printed_date(text: str) -> str | None:
    """The date that the note itself prints last: `… ngày 25/10/2016 của Bộ Tài chính, có hiệu lực …`."""
    dates = re.findall(r"ngày (\d{1,2})/(\d{1,2})/(\d{4}) của [^,]*(?:, (?!có hiệu lực)[^,]*){0,6}, có hiệu lực", text)
    dates = (
        re.findall(r"ngày (\d{1,2})/(\d{1,2})/(\d{4}) của ", text.split(", có hiệu lực thi hành")[0]) if dates else []
    )
    return f"{dates[-1][2]}-{int(dates[-1][1]):02d}-{int(dates[-1][0]):02d}" if dates else None


def amendments(file: Path, show: bool) -> None:
    """Prints how often both documents are read with their pinpoints, and the relations."""
    both = first = exact = 0
    records = lines(file)
    for record in records:
        found = citations(str(record["text"]))
        places = [_places(c) for c in found]
        ok = bool(found) and places[0] == {record["base"]} and any(record["amending"] in p for p in places[1:])
        both += ok
        wanted = [RELATIONS[str(r)] for r in record["relations"]]  # type: ignore[attr-defined]
        said = list(found[0].relations) if found else []
        named = (
            bool(said) and found[0].relation == said[0] and all(found[i].relation_on == 0 for i in found[0].relation_by)
        )
        first += named and said[0] in wanted
        exact += named and sorted(said) == sorted(wanted)
        if show and not (ok and sorted(said) == sorted(wanted)):
            print(
                "  ", record["base"], record["amending"], wanted, "| got:", places, said, "|", str(record["text"])[:260]
            )
    total = len(records)
    print(
        f"amendments: both documents and pinpoints {both / total:.4f} of {total}; relation {first / total:.4f}; all relations {exact / total:.4f}"
    )


def _places(citation: Citation) -> set[str]:
    return {f"Điều {p.article}" if p.article else f"Mục {p.section}" for p in citation.pinpoint}


def main() -> None:
    """The door."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    if not args.folder.is_dir():
        sys.exit(f"{args.folder}: no such folder")
    first_citations(args.folder / "citations.jsonl", args.misses)
    amendments(args.folder / "amendments.jsonl", args.misses)


if __name__ == "__main__":
    main()
