"""Build `acts.tsv` and `changes.tsv` from the hand-kept `known*.tsv` and, where given, lists of acts from elsewhere.

    python corpora/acts/build_registry.py --codified phapdien.tsv --gazette vbpl.jsonl.gz --amendments amendments.jsonl

Facts only (numbers, dates, titles, who changed whom) are taken over, no sentence of any act. Without options the present
`acts.tsv` is kept and brought up to date with the hand-kept files. Disagreements are printed; the hand-kept files stand first.
"""

import argparse
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from phaply.acts.importer import merge, read_acts
from phaply.acts.keys import is_unique, number_key, year_of
from phaply.acts.model import Act, Change, ChangeKind
from phaply.acts.registry import Registry
from phaply.acts.repair import iso_date, repaired
from phaply.acts.storage import ACT_COLUMNS, CHANGE_COLUMNS, act_of, changes_of, table, write_acts

HERE = Path(__file__).resolve().parent
CODIFIED = "Bộ pháp điển"
GAZETTE = "vbpl.vn"
Found = Iterator[tuple[str, Change]]
"""Number or key of the act changed, and the change."""

KINDS = "Thông tư liên tịch|Thông tư|Nghị quyết|Nghị định|Quyết định|Pháp lệnh|Bộ luật|Luật|Chỉ thị"
NUMBER = r"\d+[a-z]?/\d{4}/[\wĐ-]*\w"
NOTE = re.compile(
    rf"\((?:Điều|Khoản|Chương|Mục|Phụ lục)\b.{{0,60}}?(?P<kind>{KINDS}) số (?P<base>{NUMBER})[.,]? có hiệu lực thi hành kể từ ngày "
    rf"(?P<from>\d\d/\d\d/\d{{4}}),(?P<how>.*?) bởi (?P<rest>.*)\)$"
)
CHANGER = re.compile(rf"({NUMBER})[.,]? có hiệu lực thi hành kể từ ngày (\d\d/\d\d/\d{{4}})")
AMENDING_TITLE = re.compile(
    rf"^(Sửa đổi, bổ sung|Sửa đổi|Bổ sung|Bãi bỏ)\b(?P<what>.{{0,120}}?)\b(?:{KINDS}) số (?P<base>{NUMBER})", re.I
)
LAWS_IN_TITLE = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh)\s+([^,;]+?(?:, [^L][^,;]+?)*?)(?=,? (?:Luật|Bộ luật)\b|,? và (?:Luật|Bộ luật)\b|$)"
)
ENDING = re.compile(
    rf"^(?:\d+\.|[a-zđ]\))?\s*(?:{KINDS}) số (?P<base>{NUMBER})(?P<middle>[^;\n]{{0,300}}?) hết hiệu lực (?:thi hành )?"
    rf"(?:kể )?từ ngày (?P<when>(?:{KINDS}) này có hiệu lực|ngày \d\d? tháng \d\d? năm \d{{4}})(?P<tail>[^\n]{{0,80}})",
    re.M,
)


CITED = re.compile(
    rf"(?P<kind>{KINDS}) số (?P<number>{NUMBER}),? ngày (?P<d>\d\d?)(?: tháng |/)(?P<m>\d\d?)(?: năm |/)(?P<y>\d{{4}})"
)
BASIS = re.compile(
    rf"^Căn cứ (?P<kind>{KINDS}) số (?P<number>{NUMBER})[^;\n]{{0,60}}? của (?:Chính phủ|Thủ tướng Chính phủ|Quốc hội) "
    r"(?P<title>(?:[Qq]uy định|[Vv]ề|[Hh]ướng dẫn|[Bb]an hành)(?:(?! được sửa đổi)[^;\n]){5,300}?)(?: (?:đã )?được sửa đổi[^;\n]*)?;$",
    re.M,
)


def notes(path: Path, noted: dict[str, Act]) -> Found:
    """Changes told by the codification's notes under each article: always of a part of the act. The acts themselves into `noted`."""
    for line in path.read_text(encoding="utf-8").splitlines():
        note = NOTE.match(unicodedata.normalize("NFC", json.loads(line)["text"]))
        if note is None:
            continue
        cells = {"kind": note["kind"], "number": note["base"], "effective": note["from"], "verified": "false"}
        if (act := repaired(cells, CODIFIED)) is not None:
            noted.setdefault(act.key, act)
        kind: ChangeKind = "repeals"
        if "sửa đổi" in note["how"]:
            kind = "amends"
        elif "bổ sung" in note["how"]:
            kind = "supplements"
        for by, day in CHANGER.findall(note["rest"]):
            yield note["base"], Change(by, kind, iso_date(day), partial=True, source=CODIFIED)


def from_titles(acts: list[Act]) -> Found:
    """Changes that the title of the later act tells: `Sửa đổi, bổ sung một số điều của Nghị định số …`."""
    for act in acts:
        m = AMENDING_TITLE.match(act.title or "")
        if m is None or act.effective is None:
            continue
        whole = m[1].lower() == "bãi bỏ" and not m["what"].strip()
        kind: ChangeKind = "repeals" if m[1].lower() == "bãi bỏ" else "amends"
        yield m["base"], Change(act.key, kind, act.effective, not whole, f"trích yếu {act.number}", act.verified)


def from_law_titles(acts: list[Act]) -> Found:
    """Laws that name the laws they amend without numbers: the latest law of that name before them is meant."""
    laws = [a for a in acts if a.kind in ("L", "BL") and a.issued and a.title]
    for act in laws:
        title = act.title or ""
        if not title.lower().startswith("sửa đổi, bổ sung") or " số " in title or not act.effective:
            continue
        for name in LAWS_IN_TITLE.findall(title):
            same = [
                a
                for a in laws
                if (a.title or "").lower() == name.strip().lower() and (a.issued or "") < (act.issued or "")
            ]
            if same:
                base = max(same, key=lambda a: a.issued or "")
                yield base.key, Change(act.key, "amends", act.effective, True, f"trích yếu {act.number}", act.verified)


def endings(path: Path, known: dict[str, Act]) -> Found:
    """Whole acts that a collected text says it ends, from its own closing articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = unicodedata.normalize("NFC", json.loads(line)["text"])
            own = re.search(rf"[Ss]ố\s*:?\s*({NUMBER})\s*$", text[:1500], re.M)
            act = known.get(own[1]) if own else None
            if act is None or act.effective is None:
                continue
            for m in ENDING.finditer(text):
                if re.search(r"\b(?:trừ|Điều|khoản|quy định tại)\b", m["middle"] + m["tail"]):
                    continue
                day = re.search(r"(\d+) tháng (\d+) năm (\d+)", m["when"])
                when = iso_date("/".join(day.groups())) if day else act.effective
                yield m["base"], Change(act.key, "replaces", when, source=act.number)


def cited(path: Path) -> Iterator[Act]:
    """Acts that collected texts cite with number and date: the day on which most agree, the title of a `Căn cứ` line."""
    days: dict[tuple[str, str], Counter[str]] = {}
    titles: dict[tuple[str, str], Counter[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = unicodedata.normalize("NFC", json.loads(line)["text"]).replace("Ð", "Đ")
            seen = {(m["kind"], m["number"], iso_date("/".join(m.group("d", "m", "y")))) for m in CITED.finditer(text)}
            for kind, number, day in sorted(seen, key=str):
                if day and year_of(number) == int(day[:4]):
                    days.setdefault((kind, number), Counter())[day] += 1
            for m in BASIS.finditer(text):
                titles.setdefault((m["kind"], m["number"]), Counter())[m["title"]] += 1
    for (kind, number), found in sorted(days.items()):
        (day, count), *others = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        title = titles.get((kind, number), Counter()).most_common(1)
        cells = {"kind": kind, "number": number, "issued": day, "title": title[0][0] if title else ""}
        act = repaired(
            cells | {"verified": "true" if count > 1 and not others else "false"}, "viện dẫn trong văn bản (vbpl.vn)"
        )
        if act is not None and is_unique(act.number or ""):
            yield act


def main() -> None:
    """Read, merge, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codified", type=Path)
    parser.add_argument("--gazette", type=Path)
    parser.add_argument("--amendments", type=Path)
    options = parser.parse_args()
    told = changes_of(table(HERE / "known_changes.tsv", CHANGE_COLUMNS))
    acts = [act_of(row) for row in table(HERE / "known.tsv", ACT_COLUMNS)]
    skipped: list[str] = []
    if options.codified:
        listed = read_acts(options.codified, skipped)
        acts += [msgspec.structs.replace(a, source=CODIFIED) for a in listed]
    else:
        acts += list(Registry(HERE))
    if options.gazette:
        acts += list(read_acts(options.gazette, skipped))
    found: list[tuple[str, Change]] = []
    noted: dict[str, Act] = {}
    if options.amendments:
        found += notes(options.amendments, noted)
    mentioned = list(cited(options.gazette)) if options.gazette else []
    merged, conflicts = merge([*acts, *noted.values(), *mentioned])
    known = {a.key: a for a in merged}
    numbers: dict[str, list[str]] = {}
    for act in merged:
        numbers.setdefault(number_key(act.number or act.key), []).append(act.key)
    if options.gazette:
        found += endings(options.gazette, known)
    found += [*from_titles(merged), *from_law_titles(merged)]
    loose = 0
    changes: dict[str, dict[str, Change]] = {key: {c.by: c for c in act.changes} for key, act in known.items()}
    for key, hand_kept in told.items():
        if key not in known:
            sys.exit(f"known_changes.tsv: no act {key}")
        for change in hand_kept:
            have = changes[key].get(change.by)
            if have is None or have.effective != change.effective or not have.verified:
                changes[key][change.by] = change
    for base, change in found:
        keys = [base] if base in known else numbers.get(number_key(base), [])
        if len(keys) != 1 or keys[0] == change.by:
            loose += 1
            continue
        have = changes[keys[0]].get(change.by)
        if have is None:
            changes[keys[0]][change.by] = change
        elif have.effective and change.effective and have.effective != change.effective:
            print(f"{keys[0]} changed by {change.by}: {have.effective} stands, {change.source} says {change.effective}")
        elif have.effective == change.effective and not have.verified:
            changes[keys[0]][change.by] = msgspec.structs.replace(have, source=change.source, verified=change.verified)
    result = []
    for key, act in known.items():
        events = list(changes[key].values())
        if any(c.kind in ("replaces", "repeals") and c.by and not c.partial for c in events):
            events = [c for c in events if c.by]
        events.sort(key=lambda c: (c.effective or "", c.by))
        result.append(msgspec.structs.replace(act, changes=tuple(events)))
    for c in conflicts:
        print(f"{c.key} {c.field}: {c.kept} stands, {c.source} says {c.other}")
    write_acts(HERE, result)
    print(f"{len(result)} acts, {sum(len(a.changes) for a in result)} changes, {len(conflicts)} conflicts of dates,")
    print(f"{len(skipped)} rows left out, {loose} changes of unknown acts")
    print(f"{sum(not a.verified for a in result)} acts not verified")


if __name__ == "__main__":
    main()
