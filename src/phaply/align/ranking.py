"""Ranking (xếp hạng): how far each task of the checked plan answers each obligation, by its words and by what stands beside them."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from phaply.align.amounts import rates_in
from phaply.align.concepts import Bag
from phaply.align.evidence import Evidence, days_between, over_before, same_number, same_stretch, same_weeks
from phaply.align.items import Asked, Given, reports
from phaply.align.matching import MISSING, TELLING, Match, best_of, core_of
from phaply.align.occasions import (
    periods_in,
    rounds_in,
    several_rounds,
)
from phaply.align.receivers import Receiver, begins_sending, receivers_in, sends_to
from phaply.align.similarity import Rarity, answer
from phaply.align.wordwise import Wordwise
from phaply.parse.model import Deadline, Plan

__all__ = ["Ranking"]

_WORDWISE, _USUAL = 0.3, 0.2
"""What the likeness of the plain words adds, where it is more than usual, and takes, where it is less."""
_REQUESTED = 0.6
"""What is only asked of another body (Đề nghị …) is a weak answer."""
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
_OFTEN, _SHORT_PERIODS = 0.8, frozenset(("week", "month"))
"""A report that is made again and again where one by a day is asked."""
_TOO_EARLY = 0.6
"""An answer that is over before the stretch begins in which the duty is to be done."""
_NO_REPORT = 0.6
"""An answer that reports nothing where a report is asked."""
_UNSENT_REPORT, _UNSENT = 0.7, 0.9
"""An answer that goes to nobody above, where the duty is to report, and where sending is a part of it."""
_NEAR_TIE = 0.92
_TOO_LITTLE = 0.2
"""Under this, with nothing telling in both, only the same term, number or stretch of time makes a task the answer."""


class Ranking:
    """The tasks of one plan ranked as answers to every obligation, and what the obligations claim of each other's answers."""

    def __init__(
        self,
        plan: Plan,
        own_units: tuple[str, ...],
        givens: Sequence[Given],
        asked: Sequence[Asked],
        duties: Mapping[int, int],
        rarity: Rarity,
    ) -> None:
        self.plan = plan
        self.givens = givens
        self.rarity = rarity
        self.own_units = own_units
        """What units of the plan's own level are called: what is sent to a body of theirs stays inside."""
        self.duties = duties
        self._asked = asked
        wordwise = Wordwise([a.words for a in asked], [g.text for g in givens])
        self._likeness = {id(a): wordwise.row(i) for i, a in enumerate(asked)}
        self._ranked = {id(a): self.rank(a.bag, a.full, a) for a in asked}
        self._claims: dict[tuple[int, int], list[tuple[float, int, str]]] = {}
        for a in asked:
            for m in self._ranked[id(a)][:6]:
                for clause in range(m.first, m.last + 1):
                    claim = (m.score, duties[id(a)], a.obligation.source)
                    self._claims.setdefault((m.given, clause), []).append(claim)

    def window(self, m: Match) -> Bag:
        """The bag of an answer's words."""
        return self.givens[m.given].window(m.first, m.last)

    def all_of(self, asked: Asked) -> list[Match]:
        """All tasks as answers to an obligation, best first."""
        return self._ranked[id(asked)]

    def rank(self, bag: Bag, words: str, asked: Asked | None = None) -> list[Match]:
        """All tasks as answers, best first; what is asked of others, or goes to nobody above, is a weaker one."""
        receivers = [r for r in receivers_in(words) if r.unit not in self.own_units]
        lost = _UNSENT_REPORT if receivers and begins_sending(words) else _UNSENT
        core = core_of(bag, self.rarity)
        likeness = self._likeness[id(asked)] if asked is not None else None
        found = []
        for m in best_of(bag, self.givens, self.rarity):
            g, score = self.givens[m.given], m.score
            if likeness is not None:
                score = max(0.0, min(1.0, score + _WORDWISE * (likeness[m.given] - _USUAL)))
            if score < 0.2:
                found.append(msgspec.structs.replace(m, score=score))
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
            if asked is not None and over_before(self.time(m), asked.obligation.deadline):
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
        made_for = given.periods(m.first, m.last) if periods or asked.first_is_report else periods
        if not periods:
            return score * _OFTEN if made_for and made_for <= _SHORT_PERIODS and asked.dated else score
        return score * _OTHER_ROUND if made_for and not periods & made_for else score

    def is_other_round(self, asked: Asked, best: Match) -> bool:
        """Whether the answer is one round, and another of the rounds asked lies nearer to it in time."""
        wanted, g = rounds_in(asked.full), self.givens[best.given]
        if (
            len(wanted) != 1
            or rounds_in(g.text)
            or several_rounds(g.text)
            or len(_days(g.times(best.first, best.last))) > 1
        ):
            return False
        ours = self.time(best)
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

    def settled(self, asked: Asked) -> list[Match]:
        """The ranking, with near ties decided for the task that no other obligation of the same document claims as much."""
        ranked = self._ranked[id(asked)]
        near = [m for m in ranked if m.score >= _NEAR_TIE * ranked[0].score]
        if len(near) < 2 or ranked[0].score < MISSING:
            return ranked

        def margin(m: Match) -> float:
            return m.score - 0.25 * self.rival(asked, m, same_source=True)

        near.sort(key=lambda m: (-margin(m), m.given))
        return [*near, *ranked[len(near) :]]

    def rival(self, asked: Asked, m: Match, *, same_source: bool = False) -> float:
        """How much the clauses of an answer give to the duty that else claims them most."""
        duty, source = self.duties[id(asked)], asked.obligation.source
        return max(
            (
                score
                for clause in range(m.first, m.last + 1)
                for score, other, where in self._claims.get((m.given, clause), ())
                if other != duty and (where == source or not same_source)
            ),
            default=0.0,
        )

    def likelihood(self, asked: Asked, best: Match, ranked: Sequence[Match]) -> float:
        """How likely an answer is meant for this duty, although said in other words; a request to others never is."""
        g = self.givens[best.given]
        if g.request or not best.score:
            return 0.0
        given, core = g.window(best.first, best.last), core_of(asked.bag, self.rarity)
        own, wanted = self.time(best), asked.obligation.deadline
        things = {t: w for t, w in asked.bag.tokens.items() if w >= TELLING and not t.startswith("v:")}
        telling = max((w * self.rarity(t) for t, w in things.items() if t in given.tokens), default=0.0)
        evidence = Evidence(
            score=best.score,
            rival=self.rival(asked, best, same_source=True),
            second=next((m.score for m in ranked if m.given != best.given), 0.0),
            core=len(core & given.tokens.keys()) / len(core) if core else 1.0,
            telling=telling,
            weeks=same_weeks(own, wanted),
            stretch=same_stretch(own, wanted),
            term=own is not None
            and wanted is not None
            and own.duration is not None
            and own.duration == wanted.duration,
            number=same_number(g.text, asked.full),
        )
        if (
            best.score < _TOO_LITTLE
            and telling < TELLING
            and not (evidence.term or evidence.number or evidence.stretch)
        ):
            return 0.0
        return evidence.likelihood()

    def claimed_by_others(self, asked: Asked, given: int, clause: int) -> float:
        """What a clause gives to the other duty that claims it most."""
        duty = self.duties[id(asked)]
        return max((score for score, other, _ in self._claims.get((given, clause), ()) if other != duty), default=0.0)

    def time(self, m: Match) -> Deadline | None:
        """The time that binds an answer: that of its main clause, else the latest of its clauses."""
        clauses = self.givens[m.given].clauses
        main = clauses[m.main].deadline
        if main is not None and main.latest is not None:
            return main
        times = [c.deadline for c in clauses[m.first : m.last + 1] if c.deadline is not None]
        dated = [t for t in times if t.latest is not None]
        return max(dated, key=lambda t: t.latest or "") if dated else times[0] if times else None


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
