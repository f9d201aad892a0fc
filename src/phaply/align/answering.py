"""Answering (đáp ứng): which tasks of the checked plan do what one obligation asks, wholly, partly or not at all."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from phaply.align.addressing import Addressee
from phaply.align.completeness import Completeness
from phaply.align.concepts import SENDING, Bag, bag_of, class_of, label
from phaply.align.evidence import same_stretch
from phaply.align.items import Asked, Given, reports
from phaply.align.lateness import in_words, later
from phaply.align.matching import ALSO, COVERED, LIKE_WORK, PART_DONE, TELLING, Match, together
from phaply.align.model import Cover, CoverageStatus, Lack
from phaply.align.occasions import (
    later_in,
    one_round,
    periods_in,
    series_in,
    term_in,
)
from phaply.align.owners import wrong_owner
from phaply.align.ownplan import asks_for_a_plan, issued_late, title_of, title_span, unsent
from phaply.align.ranking import Ranking
from phaply.align.receivers import begins_sending, receiver_spans
from phaply.align.scope import narrowed
from phaply.align.similarity import Rarity, answer, verbs_given
from phaply.language import fold
from phaply.parse.model import Deadline, Plan

__all__ = ["Answer", "Answers"]

_SENDS_IT = re.compile(r"(?:và )?(?:gửi|nộp)(?: kế hoạch)? (?P<towards>(?:về|cho|đến|tới|lên) )?")
"""The plan itself is sent, nothing else: Nơi nhận tells whether."""
_CANDIDATES = 5
_LIKELY, _DOUBTFUL = 0.58, 0.50
"""Under `COVERED` the evidence beside the words decides; between the two it is for review."""
_AS_GOOD = 0.95
_ALSO_LEAST = 0.55
_SIBLINGS: dict[str, tuple[str, ...]] = {
    "commune": ("phường", "xã", "thị trấn", "đặc khu"),
    "district": ("quận", "huyện", "thị xã"),
    "province": ("tỉnh",),
}
"""What the units of a level are called, where the word alone tells the level."""


class Answer(Struct, frozen=True):
    """What was found for one obligation."""

    status: CoverageStatus
    why: str
    by: tuple[Cover, ...] = ()
    late: bool = False
    wrong_owner: bool = False
    lack: Lack | None = None
    lacking: str = ""
    review: str = ""


class Answers:
    """The tasks of one plan as answers to the obligations of the documents above it."""

    def __init__(
        self,
        plan: Plan,
        own: Addressee,
        givens: Sequence[Given],
        asked: Sequence[Asked],
        duties: Mapping[int, int],
        rarity: Rarity,
        theme: Bag,
    ) -> None:
        self.plan = plan
        self.givens = givens
        self.rarity = rarity
        self.theme = theme
        self.ranking = Ranking(plan, _SIBLINGS.get(own.level or "", ()), givens, asked, duties, rarity)
        self.complete = Completeness(self.ranking)

    def to(self, asked: Asked) -> Answer:
        """The answer to one of the obligations."""
        if asks_for_a_plan(asked.full, self.theme):
            return self._itself(asked)
        if not self.givens:
            return Answer("review", "Không đọc được nhiệm vụ nào trong kế hoạch này.")
        ranked = self.ranking.settled(asked)
        if self.ranking.is_other_round(asked, ranked[0]):
            return self._missing(ranked[0])
        score, chosen, bag = together(asked.bag, ranked, self.givens, self.rarity)
        parts = self.complete.parts(asked)
        done = [m for words, m in parts if m.score >= PART_DONE and not begins_sending(words)]
        if score < COVERED and done:
            first = max(done, key=lambda m: m.score)
            finished, lacking = self.complete.with_sent_parts(parts, first)
            if lacking:
                return self._found("partly", ("part", f"chưa có “{'; '.join(lacking)}”"), asked, finished)
            score, chosen = COVERED, finished
        likely = 1.0
        if score < COVERED:
            wanted = asked.obligation.deadline
            near = [ranked[0], *(m for m in ranked[1:_CANDIDATES] if same_stretch(self.ranking.time(m), wanted))]
            likely, best = max(((self.ranking.likelihood(asked, m, ranked), m) for m in near), key=lambda pair: pair[0])
            if best is not ranked[0]:
                chosen, bag = [best], self.givens[best.given].window(best.first, best.last)
            if likely >= _LIKELY:
                score = COVERED
        if score < COVERED and likely < _DOUBTFUL:
            return self._missing(ranked[0])
        also = [m for m in ranked if m.score >= max(ALSO * ranked[0].score, _ALSO_LEAST) and m not in chosen][:3]
        if score < COVERED:
            why = "chỉ khớp một phần, cần người xem lại"
            return msgspec.structs.replace(self._found("review", why, asked, chosen), review=why)
        lack = self.complete.lack(asked, chosen)
        if lack is not None and lack[0] in ("audience", "place"):
            further = [*chosen, *self.complete.reaching_others(asked, ranked, chosen, lack[0])]
            wider = self.complete.lack(asked, further) if len(further) > len(chosen) else lack
            if wider is None:
                lack, chosen = None, further
        # Where the words agree little, a part said in other words cannot be told from one left out.
        if lack is None and likely == 1.0 and answer(asked.bag, bag, self.rarity) < 0.9:
            undone = self.complete.undone(parts, chosen)
            if len(undone) <= self.complete.unclaimed(asked, parts, chosen):
                undone = []  # a clause that no duty claims may say it in other words
            lack = ("part", f"chưa có “{undone[0]}”") if undone else None
        if lack is not None:
            return self._found("partly", lack, asked, chosen, also)
        return self._found("covered", self._shared(asked.bag, bag), asked, chosen, also)

    def _missing(self, nearest: Match) -> Answer:
        why = "Không nhiệm vụ nào của kế hoạch này đáp ứng"
        if nearest.score >= 0.25:
            near = self.givens[nearest.given]
            why += f"; gần nhất là {near.task.path}: “{_short(near.quote(nearest.first, nearest.last))}”"
        return Answer("missing", why + ".")

    def _itself(self, asked: Asked) -> Answer:
        """The plan answers by being issued; what the same obligation asks besides is answered by its tasks."""
        issue = next((c for c in asked.clauses if asks_for_a_plan(asked.part_in_full(c), self.theme)), None)
        start, end = title_span(self.plan)
        by = [Cover("", title_of(self.plan), 1.0, start=start, end=end)]
        wanted = issue.deadline if issue is not None else asked.obligation.deadline
        late = issued_late(self.plan, wanted)
        said = [f"ban hành sau hạn {in_words(wanted) if wanted else ''}"] if late else []
        body = unsent(self.plan, asked.full)
        lacking = f"Nơi nhận không có {body.name}" if body is not None else ""
        lack: Lack | None = "recipient" if body is not None else None
        owner = False
        for words, m in self.complete.parts(asked):
            if _sends_the_plan(words) or asks_for_a_plan(words, self.theme) or self._of_the_theme(words):
                continue
            found = self._part(words, m, asked)
            by += found.by
            late, owner = late or found.late, owner or found.wrong_owner
            if found.lack is not None and lack is None:
                lack, lacking = found.lack, found.lacking
        if lack is None and not late and (self.plan.header.date is None or "X" in self.plan.header.date):
            said.append("ngày ban hành còn để trống")
        why = "; ".join(filter(None, ("Chính kế hoạch này", lacking, *said)))
        return Answer("partly" if lack else "covered", f"{why}.", tuple(by), late, owner, lack, lacking)

    def _of_the_theme(self, words: str) -> bool:
        """Whether a clause only goes on naming what the plan is about (công tác văn thư, lưu trữ năm 2023)."""
        tokens = {t: w for t, w in bag_of(words).tokens.items() if class_of(t[2:]) not in SENDING}
        known = sum(w for t, w in tokens.items() if t in self.theme.tokens)
        return known >= 0.6 * sum(tokens.values())

    def _part(self, words: str, m: Match, asked: Asked) -> Answer:
        """The answer to one clause of an obligation."""
        periods = periods_in(words) if reports(bag_of(words)) else frozenset()
        made_for = self.givens[m.given].all_periods if periods else periods
        if m.score < COVERED or (made_for and not periods & made_for):
            return Answer("missing", "", lack="part", lacking=f"chưa có “{words}”")
        lack = narrowed(words, self.givens[m.given].text, self.givens[m.given].around, self.ranking.own_units)
        clause = next(
            (c for c in asked.clauses if " ".join(asked.part_in_full(c).strip(" ,;.").split()) == words), None
        )
        found = self._found("partly" if lack else "covered", lack or "", asked, [m])
        wanted = clause.deadline if clause is not None else None
        return msgspec.structs.replace(found, late=bool(later(self.ranking.time(m), wanted)))

    def _found(
        self,
        status: CoverageStatus,
        reason: str | tuple[Lack, str],
        asked: Asked,
        chosen: Sequence[Match],
        also: Sequence[Match] = (),
    ) -> Answer:
        by = tuple(
            Cover(
                g.task.path,
                g.quote(m.first, m.last),
                round(m.score, 2),
                g.index,
                g.clauses[m.first].start,
                g.clauses[m.last].end,
                self.ranking.time(m),
            )
            for m in (*chosen, *also)
            for g in (self.givens[m.given],)
        )
        wanted = asked.obligation.deadline
        times = [t for m in self._doing(asked, chosen) if (t := self.ranking.time(m)) is not None]
        tardy = next((t for t in times if later(t, wanted)), None)
        in_series = self._late_in_series(asked, chosen)
        if in_series is not None:
            tardy, wanted = in_series
        elif any(later(self.ranking.time(m), wanted) is False for m in also if m.score >= _AS_GOOD * chosen[0].score):
            tardy = None  # another task does the same in time
        owner = next((w for m in chosen if (w := wrong_owner(self.plan, self.givens[m.given].task))), None)
        paths = ", ".join(dict.fromkeys(c.path for c in by[: len(chosen)]))
        lack, said = reason if isinstance(reason, tuple) else (None, reason)
        why = f"{paths}: {said}"
        if tardy is not None:
            why += f"; hạn {in_words(tardy)} muộn hơn {in_words(wanted) if wanted else ''}"
        if owner:
            why += f"; {owner}"
        lacking = said if lack is not None else ""
        return Answer(status, why + ".", by, tardy is not None, owner is not None, lack, lacking)

    def _late_in_series(self, asked: Asked, chosen: Sequence[Match]) -> tuple[Deadline, Deadline] | None:
        """A time later than asked in a row of rounds or days (đợt 1 trước ngày …, đợt 2 trước ngày …), or a term longer than asked."""
        if asked.plan is None or asked.task is None:
            return None
        givens = [self.givens[m.given] for m in chosen]
        wanted = series_in(asked.plan, asked.task.start, asked.task.end)
        if wanted is not None:
            offered = [s for g in givens if (s := series_in(self.plan, g.task.start, g.task.end)) is not None]
            offered += [
                one_round(t, g.text, g.under)
                for m, g in zip(chosen, givens, strict=True)
                if (t := self.ranking.time(m))
            ]
            return next((pair for s in offered if (pair := later_in(s, wanted)) is not None), None)
        term = term_in(asked.plan, asked.task)
        own = term_in(self.plan, givens[0].task)
        return (own, term) if term is not None and own is not None and later(own, term) else None

    def _doing(self, asked: Asked, chosen: Sequence[Match]) -> Iterator[Match]:
        """The answers that surely do what is asked, whose times can be late: the first, and those that do a like thing."""
        for i, m in enumerate(chosen):
            given = self.givens[m.given].window(m.first, m.last)
            needed = chosen[0].score < PART_DONE <= m.score
            if not i or (needed and verbs_given(asked.bag, given) >= LIKE_WORK):
                yield m

    def _shared(self, asked: Bag, given: Bag) -> str:
        """What both name, most telling first."""
        telling = {t: w for t, w in asked.tokens.items() if w >= TELLING and not (t[0] == "s" and " " not in t)}
        both = [(w * self.rarity(t), label(t)) for t, w in telling.items() if t in given.tokens]
        words = list(dict.fromkeys(name for _, name in sorted(both, key=lambda b: (-b[0], b[1]))[:4]))
        return f"cùng nói về {', '.join(words)}" if words else "cùng việc"


def _sends_the_plan(words: str) -> bool:
    """Whether a clause has the plan itself sent (gửi về Phòng Nội vụ), not another thing (gửi danh sách về …)."""
    bare = words.lstrip(" ,;")
    m = _SENDS_IT.match(fold(bare))
    return m is not None and (m["towards"] is not None or any(start == m.end() for start, _ in receiver_spans(bare)))


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77].rstrip() + "…"
