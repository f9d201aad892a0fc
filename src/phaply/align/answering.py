"""Answering (đáp ứng): which tasks of the checked plan do what one obligation asks, wholly, partly or not at all."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from phaply.align.addressing import Addressee
from phaply.align.amounts import rates_in
from phaply.align.concepts import Bag, bag_of, class_of, label
from phaply.align.evidence import Evidence, days_between, over_before, same_number, same_stretch, same_weeks
from phaply.align.items import Asked, Given, merged, reports
from phaply.align.lateness import in_words, later, less_often
from phaply.align.matching import Match, best_of, core_of, match, together
from phaply.align.model import Cover, CoverageStatus, Lack
from phaply.align.occasions import (
    later_in,
    left_out,
    one_round,
    period_name,
    periods_in,
    rounds_in,
    series_in,
    several_rounds,
    term_in,
)
from phaply.align.owners import wrong_owner
from phaply.align.ownplan import asks_for_a_plan, issued_late, title_of, title_span, unsent
from phaply.align.receivers import Receiver, receiver_spans, receivers_in, sends_to
from phaply.align.scope import narrowed
from phaply.align.similarity import Rarity, answer, verbs_given
from phaply.language import fold
from phaply.parse.model import Deadline, Plan

__all__ = ["COVERED", "Answer", "Answers"]

COVERED = 0.50
MISSING = 0.44
"""Between the two nobody should be told that a duty is missing, nor that it is done (measured on plan chains: docs/alignment.md)."""
_PART_DONE = 0.60
_PART_ELSEWHERE = 0.50
_PART_MISSING = 0.27
_PART_THIN = 0.45
_VERBS_MISSING = 0.34
_LIKE_WORK = 0.5
_REACHES, _REACHES_LEAST = 0.5, 0.28
_ROUND_LEAST = 0.25
_PART_SHARE = 0.22
"""A clause of an obligation counts by itself if it holds this share of what is asked."""
_MANNER = re.compile(r"(?:bảo đảm|đảm bảo|phục vụ|góp phần|nhằm|để|phấn đấu|tỷ lệ|tỉ lệ|đạt)(?!\w)")
"""A clause that says how well a thing is to be done is no duty of its own."""
_WHEN = re.compile(
    r"(?:(?:vào )?(?:sáng|chiều|tối|thứ|trong thời gian|trong đợt|trong khi|trước khi|sau khi|ngay khi|khi)(?!\w))[^,;.]*(?:,[^,;.]*trong thời gian[^,;.]*)?$"
)
"""A clause that only says when is no duty."""
_REQUESTED = 0.6
"""What is only asked of another body (Đề nghị …) is a weak answer."""
_SENDS = re.compile(r"(?:tổng hợp,? )?(?:báo cáo|gửi|nộp|thông báo)(?!\w)")
_SENDS_IT = re.compile(r"(?:và )?(?:gửi|nộp)(?: kế hoạch)? (?P<towards>(?:về|cho|đến|tới|lên) )?")
"""The plan itself is sent, nothing else: Nơi nhận tells whether."""
_OTHER_THING = 0.9
"""An answer that names less than half of the things the duty is about."""
_PRODUCT = 0.1
"""What the same product adds to an answer."""
_SAME_TIME = 0.06
"""What the same period, and the same frequency, add."""
_SAME_STRETCH, _SAME_DAY = 0.1, 0.04
"""What it adds that both last from the same day to the same day, and that both end on the same day."""
_SAME_OFFICE = 0.08
"""What it adds that both go to the same office."""
_OTHER_ROUND = 0.5
"""An answer that is the second round where the first is asked."""
_TOO_EARLY = 0.6
"""An answer that is over before the stretch begins in which the duty is to be done."""
_NO_REPORT = 0.6
"""An answer that reports nothing where a report is asked."""
_UNSENT_REPORT, _UNSENT = 0.7, 0.9
"""An answer that goes to nobody above, where the duty is to report, and where sending is a part of it."""
_CANDIDATES = 5
_ALIKE = 0.5
_LIKELY, _DOUBTFUL = 0.58, 0.50
"""Under `COVERED` the evidence beside the words decides; between the two it is for review."""
_NEAR_TIE = 0.92
_SENDING = ("submit", "notify", "report")
_TELLING = 0.35
_ALSO = 0.85
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
        self.own_units = _SIBLINGS.get(own.level or "", ())
        self._ranked = {id(a): self._rank(a.bag, a.full, a) for a in asked}
        self._duties = duties
        self._asked = asked
        self._claims: dict[tuple[int, int], list[tuple[float, int, str]]] = {}
        for a in asked:
            for m in self._ranked[id(a)][:6]:
                for clause in range(m.first, m.last + 1):
                    claim = (m.score, duties[id(a)], a.obligation.source)
                    self._claims.setdefault((m.given, clause), []).append(claim)

    def to(self, asked: Asked) -> Answer:
        """The answer to one of the obligations."""
        if asks_for_a_plan(asked.full, self.theme):
            return self._itself(asked)
        if not self.givens:
            return Answer("review", "Không đọc được nhiệm vụ nào trong kế hoạch này.")
        ranked = self._settled(asked)
        if self._is_other_round(asked, ranked[0]):
            return self._missing(ranked[0])
        score, chosen, bag = together(asked.bag, ranked, self.givens, self.rarity)
        parts = self._parts(asked)
        done = [m for words, m in parts if m.score >= _PART_DONE and not _SENDS.match(fold(words).lstrip(" ,;"))]
        if score < COVERED and done:
            first = max(done, key=lambda m: m.score)
            finished, lacking = self._with_sent_parts(parts, first)
            if lacking:
                return self._found("partly", ("part", f"chưa có “{'; '.join(lacking)}”"), asked, finished)
            score, chosen = COVERED, finished
        likely = 1.0
        if score < COVERED:
            wanted = asked.obligation.deadline
            near = [ranked[0], *(m for m in ranked[1:_CANDIDATES] if same_stretch(self._time(m), wanted))]
            likely, best = max(((self._likelihood(asked, m, ranked), m) for m in near), key=lambda pair: pair[0])
            if best is not ranked[0]:
                chosen, bag = [best], self.givens[best.given].window(best.first, best.last)
            if likely >= _LIKELY:
                score = COVERED
        if score < COVERED and likely < _DOUBTFUL:
            return self._perhaps_missing(asked, ranked)
        also = [m for m in ranked if m.score >= max(_ALSO * ranked[0].score, _ALSO_LEAST) and m not in chosen][:3]
        if score < COVERED:
            why = "chỉ khớp một phần, cần người xem lại"
            return msgspec.structs.replace(self._found("review", why, asked, chosen), review=why)
        lack = self._lack(asked, chosen)
        if lack is not None and lack[0] in ("audience", "place"):
            further = [*chosen, *self._reaching_others(asked, ranked, chosen, lack[0])]
            wider = self._lack(asked, further) if len(further) > len(chosen) else lack
            if wider is None:
                lack, chosen = None, further
        # Where the words agree little, a part said in other words cannot be told from one left out.
        if lack is None and likely == 1.0 and answer(asked.bag, bag, self.rarity) < 0.9:
            undone = self._undone(parts, chosen)
            if len(undone) <= self._unclaimed(asked, parts, chosen):
                undone = []  # a clause that no duty claims may say it in other words
            lack = ("part", f"chưa có “{undone[0]}”") if undone else None
        if lack is not None:
            return self._found("partly", lack, asked, chosen, also)
        return self._found("covered", self._shared(asked.bag, bag), asked, chosen, also)

    # --- who answers ----------------------------------------------------------------------------------------------
    def _rank(self, bag: Bag, words: str, asked: Asked | None = None) -> list[Match]:
        """All tasks as answers, best first; what is asked of others, or goes to nobody above, is a weaker one."""
        receivers = [r for r in receivers_in(words) if r.unit not in self.own_units]
        lost = _UNSENT_REPORT if receivers and _SENDS.match(fold(words).lstrip(" ,;")) else _UNSENT
        core = core_of(bag, self.rarity)
        found = []
        for m in best_of(bag, self.givens, self.rarity):
            g, score = self.givens[m.given], m.score
            if score < 0.2:
                found.append(m)
                continue
            given = g.window(m.first, m.last)
            if 2 * len(core & (given.tokens.keys() | g.around.tokens.keys())) < len(core):
                score *= _OTHER_THING
            product = asked.product if asked is not None else None
            if product is not None:
                score = min(1.0, score + _PRODUCT * answer(product, given, self.rarity, g.around))
            if asked is not None and asked.first_is_report and not reports(given):
                score *= _NO_REPORT
            if asked is not None:
                m = _on_occasion(asked, g, m)
                score = self._of_round(score, asked, g, m)
            if g.request:
                score *= _REQUESTED
            elif asked is not None:
                score = min(1.0, score + self._same_time(asked, g))
            if asked is not None and over_before(self._time(m), asked.obligation.deadline):
                score *= _TOO_EARLY
            if receivers and score >= 0.2 and not sends_to(g.text, receivers[0], self.own_units):
                score *= lost
            elif receivers and _same_office(receivers[0], g.text):
                score = min(1.0, score + _SAME_OFFICE)
            found.append(Match(score, m.given, m.first, m.last, m.main))
        return sorted(found, key=lambda m: (-m.score, m.given))

    @staticmethod
    def _of_round(score: float, asked: Asked, given: Given, m: Match) -> float:
        """The score where both name a round (đợt 2): more if it is the same one, much less if it is another."""
        wanted = rounds_in(asked.full)
        offered = rounds_in(given.quote(m.first, m.last)) if wanted else wanted
        if len(wanted) == 1 and offered:
            return min(1.0, score + _SAME_TIME) if wanted <= offered else score * _OTHER_ROUND
        periods = asked.periods
        made_for = given.periods(m.first, m.last) if periods else periods
        return score * _OTHER_ROUND if made_for and not periods & made_for else score

    def _periods_given(self, found: Sequence[Match]) -> frozenset[str]:
        return frozenset(p for m in found for p in self.givens[m.given].all_periods)

    def _is_other_round(self, asked: Asked, best: Match) -> bool:
        """Whether the answer is one round, and another of the rounds asked lies nearer to it in time."""
        wanted, g = rounds_in(asked.full), self.givens[best.given]
        if (
            len(wanted) != 1
            or rounds_in(g.text)
            or several_rounds(g.text)
            or len(_days(g.times(best.first, best.last))) > 1
        ):
            return False
        ours = self._time(best)
        distance = days_between(ours, asked.obligation.deadline)
        for other in self._asked:
            if other.obligation.source != asked.obligation.source or rounds_in(other.full) in (wanted, frozenset()):
                continue
            theirs = days_between(ours, other.obligation.deadline)
            if (
                distance is not None
                and theirs is not None
                and theirs < distance
                and self._ranked[id(other)][0].given == best.given
            ):
                return True
        return False

    def _same_time(self, asked: Asked, given: Given) -> float:
        """What the same stretch of time, from the same day to the same day, and the same frequency add to an answer."""
        found = 0.0
        theirs, task = asked.obligation.deadline, given.task
        ours = self.plan.deadlines[task.deadline] if task.deadline is not None else None
        if same_stretch(ours, theirs):
            found += _SAME_STRETCH
        elif ours and theirs and ours.latest and ours.latest == theirs.latest:
            found += _SAME_DAY
        if ours and theirs and ours.recurrence and ours.recurrence == theirs.recurrence:
            found += _SAME_TIME
        rates = rates_in(asked.full)
        if rates and any(abs(r - max(rates)) < 0.004 for r in rates_in(given.text)):
            found += _SAME_TIME
        return found

    def _settled(self, asked: Asked) -> list[Match]:
        """The ranking, with near ties decided for the task that no other obligation of the same document claims as much."""
        ranked = self._ranked[id(asked)]
        near = [m for m in ranked if m.score >= _NEAR_TIE * ranked[0].score]
        if len(near) < 2 or ranked[0].score < MISSING:
            return ranked

        def margin(m: Match) -> float:
            return m.score - 0.25 * self._rival(asked, m, same_source=True)

        near.sort(key=lambda m: (-margin(m), m.given))
        return [*near, *ranked[len(near) :]]

    def _rival(self, asked: Asked, m: Match, *, same_source: bool = False) -> float:
        """How much the clauses of an answer give to the duty that else claims them most."""
        duty, source = self._duties[id(asked)], asked.obligation.source
        return max(
            (
                score
                for clause in range(m.first, m.last + 1)
                for score, other, where in self._claims.get((m.given, clause), ())
                if other != duty and (where == source or not same_source)
            ),
            default=0.0,
        )

    def _likelihood(self, asked: Asked, best: Match, ranked: Sequence[Match]) -> float:
        """How likely an answer is meant for this duty, although said in other words; a request to others never is."""
        g = self.givens[best.given]
        if g.request or not best.score:
            return 0.0
        given, core = g.window(best.first, best.last), core_of(asked.bag, self.rarity)
        own, wanted = self._time(best), asked.obligation.deadline
        things = {t: w for t, w in asked.bag.tokens.items() if w >= _TELLING and not t.startswith("v:")}
        evidence = Evidence(
            score=best.score,
            rival=self._rival(asked, best, same_source=True),
            second=next((m.score for m in ranked if m.given != best.given), 0.0),
            core=len(core & given.tokens.keys()) / len(core) if core else 1.0,
            telling=max((w * self.rarity(t) for t, w in things.items() if t in given.tokens), default=0.0),
            weeks=same_weeks(own, wanted),
            stretch=same_stretch(own, wanted),
            term=own is not None
            and wanted is not None
            and own.duration is not None
            and own.duration == wanted.duration,
            number=same_number(g.text, asked.full),
        )
        return evidence.likelihood()

    def _parts(self, asked: Asked) -> list[tuple[str, Match]]:
        """The clauses of an obligation that weigh enough to be done or left out by themselves, each with its best answer."""
        if len(asked.clauses) < 2:
            return []
        weighed = []
        for clause in asked.clauses:
            bag = bag_of(asked.part(clause))
            weight = self.rarity.weights(bag)[1]
            weighed.append((" ".join(asked.part_in_full(clause).strip(" ,;.").split()), bag, weight))
        total = sum(w for _, _, w in weighed) or 1.0
        return [
            (words, self._rank(bag, words)[0])
            for words, bag, w in weighed
            if w / total >= _PART_SHARE
            and not _MANNER.match(fold(words))
            and not _WHEN.match(fold(words))
            and not _only_sends(words, bag)
        ]

    def _with_sent_parts(self, parts: list[tuple[str, Match]], first: Match) -> tuple[list[Match], list[str]]:
        """The answers of the parts that are done, `first` ahead, and the parts that are not.

        What is only to be sent (thông báo họ tên cho …) is done where the same task sends something to the same body.
        """
        given = self.givens[first.given]
        finished, lacking = [first], []
        for words, m in parts:
            if m.score >= _PART_DONE:
                finished.append(m)
            elif any(sends_to(given.text, r, self.own_units) for r in receivers_in(words)[:1]):
                finished.append(match(bag_of(words), given, first.given, self.rarity))
            else:
                lacking.append(words)
        return list({(m.given, m.first, m.last): m for m in finished}.values()), lacking

    def _undone(self, parts: list[tuple[str, Match]], chosen: Sequence[Match]) -> list[str]:
        """The parts that neither the answering tasks nor any other task does."""
        found = []
        for words, m in parts:
            if m.score >= _PART_ELSEWHERE:
                continue
            bag = bag_of(words)
            if any(sends_to(self.givens[c.given].text, r, self.own_units) for c in chosen for r in receivers_in(words)):
                continue
            here = max((match(bag, self.givens[c.given], c.given, self.rarity) for c in chosen), key=lambda h: h.score)
            given = self.givens[here.given].window(here.first, here.last)
            thin = (
                here.score < _PART_THIN
                and verbs_given(bag, given) < _VERBS_MISSING
                and not core_of(bag, self.rarity) & given.tokens.keys()
            )
            if here.score < _PART_MISSING or thin:
                found.append(words)
        return found

    def _unclaimed(self, asked: Asked, parts: Sequence[tuple[str, Match]], chosen: Sequence[Match]) -> int:
        """How many clauses of the answering tasks neither do a part of this duty nor are claimed by another."""
        used = {(m.given, m.main) for _, m in parts if m.score >= _PART_ELSEWHERE} | {(m.given, m.main) for m in chosen}
        duty = self._duties[id(asked)]
        free = 0
        for m in chosen:
            for i in range(len(self.givens[m.given].clauses)):
                rivals = (score for score, other, _ in self._claims.get((m.given, i), ()) if other != duty)
                free += (m.given, i) not in used and max(rivals, default=0.0) < COVERED
        return free

    # --- what is lacking ------------------------------------------------------------------------------------------
    def _lack(self, asked: Asked, chosen: Sequence[Match]) -> tuple[Lack, str] | None:
        told = " ; ".join(
            f"{self.givens[i].text} ; {self.givens[i].above}" for m in chosen for i in self._same_paragraph(m.given)
        )
        around = merged([self.givens[m.given].around for m in chosen])
        lack = narrowed(asked.full, told, around, self.own_units) or self._occasion_left(asked, chosen, told)
        if lack is None and asked.obligation.deadline is not None:
            times = [self._usual(m) for m in chosen]
            if all(less_often(t, asked.obligation.deadline) for t in times):
                lack = "frequency", "thưa hơn yêu cầu"
        return lack

    def _reaching_others(
        self, asked: Asked, ranked: Sequence[Match], chosen: Sequence[Match], lack: Lack
    ) -> list[Match]:
        """Further tasks that do the like, which may reach whom the first one does not; or do it with the same things elsewhere."""
        found = []
        core = core_of(asked.bag, self.rarity)
        for m in ranked[:8]:
            given = self.givens[m.given].window(m.first, m.last)
            near = m.score >= _REACHES * ranked[0].score and m.score >= _REACHES_LEAST
            same = lack == "audience" or core <= given.tokens.keys()
            if m not in chosen and near and same and verbs_given(asked.bag, given) >= _LIKE_WORK:
                found.append(m)
        return found[:3]

    def _occasion_left(self, asked: Asked, chosen: Sequence[Match], told: str) -> tuple[Lack, str] | None:
        """A round, or a report for another period, that is asked and that no task answers."""
        wanted = rounds_in(asked.full)
        others = [
            m
            for m in self._ranked[id(asked)]
            if m not in chosen
            and (m.score >= COVERED or (m.score >= _ROUND_LEAST and wanted & rounds_in(self.givens[m.given].text)))
        ]
        like = [m for m in others if m.score >= _ALSO * chosen[0].score]
        times = [d for m in (*chosen, *like) for d in self.givens[m.given].times(m.first, m.last)]
        beside = " ; ".join(self.givens[m.given].text for m in others)
        left = left_out(asked.plan, asked.task, asked.full, told, beside, times)
        if left is None and asked.periods:
            given = self._periods_given((*chosen, *others))
            gone = asked.periods - given if given else frozenset()
            left = f"chưa có báo cáo {period_name(min(gone))}" if gone else None
        return ("occasion", left) if left else None

    def _same_paragraph(self, index: int) -> list[int]:
        """A task and those beside it in its paragraph, where another body finishes it (…; Trạm Y tế tổng hợp, gửi …)."""
        found = [index]
        for step in (-1, 1):
            at = index
            while 0 <= at + step < len(self.givens):
                left, right = sorted((at, at + step))
                between = self.plan.text[self.givens[left].task.end : self.givens[right].task.start]
                if "\n" in between or len(between) > 3:
                    break
                at += step
                found.append(at)
        return found

    def _perhaps_missing(self, asked: Asked, ranked: Sequence[Match]) -> Answer:
        """Missing; for review where a task that no duty claims does like work, and may be meant for this one in words of its own."""
        found = self._missing(ranked[0])
        for m in ranked:
            g = self.givens[m.given]
            if g.request or g.is_heading or any(self._claimed(m.given, i) >= COVERED for i in range(len(g.clauses))):
                continue
            if verbs_given(asked.bag, g.window(0, len(g.clauses) - 1)) >= _ALIKE:
                reason = f"có thể được nêu bằng lời khác tại {g.task.path}: “{_short(g.text)}”"
                return msgspec.structs.replace(found, review=reason, why=f"{found.why.rstrip('.')}; {reason}.")
        return found

    def _claimed(self, given: int, clause: int) -> float:
        """What a clause gives to the duty that claims it most."""
        return max((score for score, _, _ in self._claims.get((given, clause), ())), default=0.0)

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
        for words, m in self._parts(asked):
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
        tokens = {t: w for t, w in bag_of(words).tokens.items() if class_of(t[2:]) not in _SENDING}
        known = sum(w for t, w in tokens.items() if t in self.theme.tokens)
        return known >= 0.6 * sum(tokens.values())

    def _part(self, words: str, m: Match, asked: Asked) -> Answer:
        """The answer to one clause of an obligation."""
        periods = periods_in(words) if reports(bag_of(words)) else frozenset()
        made_for = self.givens[m.given].all_periods if periods else periods
        if m.score < COVERED or (made_for and not periods & made_for):
            return Answer("missing", "", lack="part", lacking=f"chưa có “{words}”")
        lack = narrowed(words, self.givens[m.given].text, self.givens[m.given].around, self.own_units)
        clause = next(
            (c for c in asked.clauses if " ".join(asked.part_in_full(c).strip(" ,;.").split()) == words), None
        )
        found = self._found("partly" if lack else "covered", lack or "", asked, [m])
        wanted = clause.deadline if clause is not None else None
        return msgspec.structs.replace(found, late=bool(later(self._time(m), wanted)))

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
                self._time(m),
            )
            for m in (*chosen, *also)
            for g in (self.givens[m.given],)
        )
        wanted = asked.obligation.deadline
        times = [t for m in self._doing(asked, chosen) if (t := self._time(m)) is not None]
        tardy = next((t for t in times if later(t, wanted)), None)
        in_series = self._late_in_series(asked, chosen)
        if in_series is not None:
            tardy, wanted = in_series
        elif any(later(self._time(m), wanted) is False for m in also if m.score >= _AS_GOOD * chosen[0].score):
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
                one_round(t, g.text, g.under) for m, g in zip(chosen, givens, strict=True) if (t := self._time(m))
            ]
            return next((pair for s in offered if (pair := later_in(s, wanted)) is not None), None)
        term = term_in(asked.plan, asked.task)
        own = term_in(self.plan, givens[0].task)
        return (own, term) if term is not None and own is not None and later(own, term) else None

    def _doing(self, asked: Asked, chosen: Sequence[Match]) -> Iterator[Match]:
        """The answers that surely do what is asked, whose times can be late: the first, and those that do a like thing."""
        for i, m in enumerate(chosen):
            given = self.givens[m.given].window(m.first, m.last)
            needed = chosen[0].score < _PART_DONE <= m.score
            if not i or (needed and verbs_given(asked.bag, given) >= _LIKE_WORK):
                yield m

    def _time(self, m: Match) -> Deadline | None:
        """The time that binds an answer: that of its main clause, else the latest of its clauses."""
        clauses = self.givens[m.given].clauses
        main = clauses[m.main].deadline
        if main is not None and main.latest is not None:
            return main
        times = [c.deadline for c in clauses[m.first : m.last + 1] if c.deadline is not None]
        dated = [t for t in times if t.latest is not None]
        return max(dated, key=lambda t: t.latest or "") if dated else times[0] if times else None

    def _usual(self, m: Match) -> Deadline | None:
        task = self.givens[m.given].task
        return self.plan.deadlines[task.deadline] if task.deadline is not None else None

    def _shared(self, asked: Bag, given: Bag) -> str:
        """What both name, most telling first."""
        telling = {t: w for t, w in asked.tokens.items() if w >= _TELLING and not (t[0] == "s" and " " not in t)}
        both = [(w * self.rarity(t), label(t)) for t, w in telling.items() if t in given.tokens]
        words = list(dict.fromkeys(name for _, name in sorted(both, key=lambda b: (-b[0], b[1]))[:4]))
        return f"cùng nói về {', '.join(words)}" if words else "cùng việc"


def _on_occasion(asked: Asked, given: Given, m: Match) -> Match:
    """The same answer by the clause that is for the round or the period asked, where the task names several."""
    if asked.periods and not asked.periods & given.periods(m.first, m.last):
        for i in range(len(given.clauses)):
            if asked.periods & periods_in(given.quote(i, i)):
                return msgspec.structs.replace(m, first=min(m.first, i), last=max(m.last, i), main=i)
    return m


def _days(times: Iterable[Deadline]) -> set[str]:
    return {d.latest for d in times if d.latest}


def _same_office(body: Receiver, given: str) -> bool:
    """Whether the same office, named by its field, gets something."""
    return not body.committee and any(r.core == body.core for r in receivers_in(given))


def _sends_the_plan(words: str) -> bool:
    """Whether a clause has the plan itself sent (gửi về Phòng Nội vụ), not another thing (gửi danh sách về …)."""
    bare = words.lstrip(" ,;")
    m = _SENDS_IT.match(fold(bare))
    return m is not None and (m["towards"] is not None or any(start == m.end() for start, _ in receiver_spans(bare)))


def _only_sends(words: str, bag: Bag) -> bool:
    """Whether a clause says no more than to whom a thing goes (gửi Phòng Nội vụ): that is looked at as the receiver."""
    left = {t: w for t, w in bag.tokens.items() if w >= 0.3 and class_of(t[2:]) not in _SENDING}
    return bool(receivers_in(words)) and not left


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77].rstrip() + "…"
