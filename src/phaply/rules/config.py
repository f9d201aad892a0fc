"""`phaply.yaml`: an office's own choice of packs and levels, and the findings it has decided to live with.

packs: [nd30, plan]
library: ../van-ban-cap-tren
acts: phaply-acts
rules:
  ND30-CLOSING: {enabled: false}
  PLAN-OUTPUT: {level: note}
suppress:
  - {rule: PLAN-RECIPIENT-MISSING, fingerprint: 0123456789abcdef, reason: "…", who: "…", until: 2026-12-31, file: "kh-*.docx"}
"""

import re
from fnmatch import fnmatch
from pathlib import Path

import msgspec
from msgspec import Struct

from phaply.errors import RuleError
from phaply.rules.definition import Override
from phaply.rules.loader import convert
from phaply.rules.model import Report
from phaply.rules.source import broken, line_of, read_mapping

__all__ = ["Config", "Suppression", "baseline", "find_config", "load_config"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Suppression(Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that is known and accepted, with who decided it and why."""

    rule: str
    fingerprint: str
    reason: str
    who: str
    until: str | None = None
    """Last day (ISO) on which it holds."""
    file: str = "*"
    """Name of the plan's file; `*` and `?` stand for anything."""

    def fits(self, name: str) -> bool:
        """Whether it is about the file `name`."""
        return fnmatch(name, self.file)


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """`phaply.yaml`, as written."""

    packs: tuple[str, ...] | None = None
    rules: dict[str, Override] = {}
    suppress: tuple[Suppression, ...] = ()
    library: str | None = None
    """Folder with the documents above, from the folder of this file."""
    acts: str | None = None
    """Folder that `phaply acts import` filled, from the folder of this file."""


def find_config(start: Path) -> Path | None:
    """The `phaply.yaml` in a folder or in one above it."""
    for folder in (start, *start.parents):
        if (folder / "phaply.yaml").is_file():
            return folder / "phaply.yaml"
    return None


def load_config(path: str | Path) -> Config:
    """Raises RuleError with file, line and what is wrong."""
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(
            f"Không đọc được tệp cấu hình {path}.", f"Cannot read the configuration file {path}."
        ) from error
    if not text.strip():
        return Config()
    config: Config = convert(read_mapping(text, str(path)), Config, text, str(path))
    for i, entry in enumerate(config.suppress):
        if entry.until is not None and not _DAY.fullmatch(entry.until):
            line = line_of(text, ["suppress", i, "until"])
            raise broken(
                str(path), line, "until phải là ngày dạng 2026-12-31.", "until must be a day such as 2026-12-31."
            )
        if not entry.reason.strip() or not entry.who.strip():
            line = line_of(text, ["suppress", i])
            raise broken(
                str(path),
                line,
                "bỏ qua phải có lý do và người quyết định.",
                "a suppression needs a reason and who decided it.",
            )
    found: dict[str, str] = {}
    for key, told, needed in (("library", config.library, ""), ("acts", config.acts, "acts.tsv")):
        if told is None:
            continue
        folder = file.resolve().parent / told
        if not (folder / needed).exists():
            line, what = line_of(text, [key]), f"{folder / needed}"
            raise broken(str(path), line, f"{key}: không có {what}.", f"{key}: there is no {what}.")
        found[key] = str(folder)
    return msgspec.structs.replace(config, **found)


def baseline(report: Report, reason: str, who: str, until: str | None = None) -> list[dict[str, str]]:
    """All findings of a report as suppressions, for an office that starts from what it has (write them under `suppress`)."""
    name = str(report.source.get("name", "*"))
    entries = (
        Suppression(f.rule, f.fingerprint, reason, who, until, name)
        for f in report.findings
        if f.fingerprint and f.outcome in ("fail", "review")
    )
    return [{k: v for k, v in msgspec.to_builtins(e).items() if v is not None} for e in entries]
