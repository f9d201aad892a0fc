"""`recipients`: whoever gets work is among the recipients (Nơi nhận), by name or by a group that holds him."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from phaply.language import fold
from phaply.language.remembering import remembered
from phaply.rules.checks import Hit, Settings, check, not_applicable
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.levels import RANK
from phaply.rules.patterns import compile_pattern

_SHORTEST = 3
"""Letters of a short form that can mean but one body."""
_PARTED = re.compile(r"[;,\n]")
_COMMITTEE = re.compile(r"^(?:ủy ban nhân dân|chủ tịch ủy ban nhân dân|lãnh đạo ủy ban nhân dân) ?")


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """Names that `names_pattern` finds are reached by a recipient's line that `lines_pattern` finds."""

    names_pattern: str
    lines_pattern: str


class Recipients(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `recipients`."""

    groups: tuple[Group, ...]
    everybody_pattern: str
    """A line that reaches whoever is named in the plan (Như trên, Như Điều 3)."""
    nobody_pattern: str
    """Names too general to be told from each other (tổ chức, cá nhân liên quan)."""
    abbreviations: dict[str, str]
    small_words: tuple[str, ...]
    """Words that do not tell one body from another."""


@check("recipients", Recipients)
def run(rule: Rule, settings: Recipients, ctx: Context) -> Iterator[Hit]:
    """A Hit for every body with work that no line reaches: `fail` for those who lead, `review` for those who only help."""
    found = ctx.header.recipient_items
    if not found:
        yield not_applicable("Không đọc được Nơi nhận." if ctx.lang != "en" else "No recipients were read.")
        return
    lines = [_plain(r.text, settings) for r in found]
    whole = " ; ".join(lines)
    if compile_pattern(settings.everybody_pattern).search(whole):
        return
    told = [set(line.split()) for line in _PARTED.split(whole)] + [set(line.split()) for line in lines]
    unit = ctx.unit[1] if ctx.unit else ""
    section = ctx.header.spans.get("recipients") or (found[0].start, found[-1].end)
    seen: dict[str, tuple[int, int, bool, str, str]] = {}
    reached: dict[str, bool] = {}
    for task in ctx.plan.tasks:
        for party, leads in [*((p, True) for p in task.lead), *((p, False) for p in task.support)]:
            name = _plain(party.name, settings)
            if name not in reached:
                core = _core(name, settings, unit)
                reached[name] = not core or _own(name, ctx) or _reached(name, core, told, lines, settings)
            if reached[name]:
                continue
            actor = ctx.plan.actors[party.actor] if party.actor < len(ctx.plan.actors) else None
            if actor is not None and actor.level and ctx.level and abs(RANK[actor.level] - RANK[ctx.level]) > 1:
                continue  # reached through the level between
            if leads and actor is not None and actor.level and ctx.level and RANK[actor.level] < RANK[ctx.level]:
                continue  # that it gets work at all is what is wrong (see `level_fits`)
            below = bool(actor and actor.level and ctx.level and RANK[actor.level] > RANK[ctx.level])
            if below and (not leads or actor is None or actor.kind not in (None, "committee")):
                continue  # told by the committee above it
            if not leads and task.shape not in ("labels", "table"):
                continue  # running text names many it only speaks of
            key = " ".join(sorted(_core(name, settings, unit)))
            before = seen.get(key)
            if before is None or (leads and not before[2]):
                seen[key] = (party.start, party.end, leads, task.path, party.name)
    for start, end, leads, path, printed in seen.values():
        yield Hit(
            spans=((start, end), section),
            outcome="fail" if leads else "review",
            path=path,
            values={"name": " ".join(printed.split())},
        )


def _reached(name: str, core: frozenset[str], told: list[set[str]], lines: list[str], settings: Recipients) -> bool:
    """Whether a line names it or a group that holds it, or whether it is too general to be told at all."""
    patterns = _group_lines(name, settings)
    if patterns is None or any(core <= words for words in told) or any(_short_form(name, words) for words in told):
        return True
    return any(pattern.search(line) for pattern in patterns for line in lines)


def _short_form(name: str, line: set[str]) -> bool:
    """Whether a line names it by the first letters of its words: `BGH` for Ban Giám hiệu, `Ban đại diện CMHS`."""
    words = name.split()
    letters = "".join(w[0] for w in words)
    found = False
    for word in line:
        if word.startswith("(") or word in words:
            continue
        if len(word) < _SHORTEST or word not in letters:
            return False
        found = True
    return found


@remembered(120)
def _group_lines(name: str, settings: Recipients) -> tuple[re.Pattern[str], ...] | None:
    """What the lines look like that reach a name by its groups; None for a name that is nobody in particular."""
    if compile_pattern(settings.nobody_pattern).search(name):
        return None
    groups = (g for g in settings.groups if compile_pattern(g.names_pattern).search(name))
    return tuple(compile_pattern(g.lines_pattern) for g in groups)


@lru_cache(maxsize=64)
def _small_words(settings: Recipients) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(w) for w in settings.small_words)})(?!\w)")


@remembered(120)
def _plain(text: str, settings: Recipients) -> str:
    """Folded, dashes as spaces, abbreviations written out."""
    words = re.sub(r"[–—−-]", " ", fold(text)).split()
    return " ".join(
        settings.abbreviations.get(bare, bare) + word[len(bare) :] for word in words for bare in (word.rstrip(".,;:)"),)
    )


@remembered(120)
def _core(name: str, settings: Recipients, unit: str) -> frozenset[str]:
    """The words that tell the body from others: without its unit's name and the small words."""
    plain = _small_words(settings).sub(" ", name)
    if unit:
        plain = plain.replace(unit, " ")
    return frozenset(w for w in re.findall(r"[^\W_]+", plain) if not w.isdigit())


def _own(name: str, ctx: Context) -> bool:
    """Whether it is the issuer itself."""
    rest = _COMMITTEE.sub("", name)
    if rest == name:
        return bool(ctx.issuer) and name == ctx.issuer
    if not rest:
        return True
    return ctx.unit is not None and rest in (ctx.unit[0], f"{ctx.unit[0]} {ctx.unit[1]}".strip(), ctx.unit[1])
