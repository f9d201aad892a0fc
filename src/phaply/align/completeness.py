"""Completeness (mức đầy đủ): what of a duty the tasks that answer it leave out."""

import re
from collections.abc import Sequence

from phaply.align.concepts import SENDING, Bag, bag_of, class_of
from phaply.align.items import Asked, merged
from phaply.align.lateness import less_often
from phaply.align.matching import ALSO, COVERED, LIKE_WORK, PART_DONE, Match, core_of, match
from phaply.align.model import Lack
from phaply.align.occasions import (
    left_out,
    period_name,
    rounds_in,
)
from phaply.align.ranking import Ranking
from phaply.align.receivers import receivers_in, sends_to
from phaply.align.scope import narrowed
from phaply.align.similarity import verbs_given
from phaply.language import fold
from phaply.parse.model import Deadline

__all__ = ["Completeness"]

_PART_ELSEWHERE = 0.50
_PART_MISSING = 0.27
_PART_THIN = 0.45
_VERBS_MISSING = 0.34
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


class Completeness:
    """How wholly the answers to an obligation do it."""

    def __init__(self, ranking: Ranking) -> None:
        self.ranking = ranking
        self.plan = ranking.plan
        self.givens = ranking.givens
        self.rarity = ranking.rarity
        self.own_units = ranking.own_units

    def parts(self, asked: Asked) -> list[tuple[str, Match]]:
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
            (words, self.ranking.rank(bag, words)[0])
            for words, bag, w in weighed
            if w / total >= _PART_SHARE
            and not _MANNER.match(fold(words))
            and not _WHEN.match(fold(words))
            and not _only_sends(words, bag)
        ]

    def with_sent_parts(self, parts: list[tuple[str, Match]], first: Match) -> tuple[list[Match], list[str]]:
        """The answers of the parts that are done, `first` ahead, and the parts that are not.

        What is only to be sent (thông báo họ tên cho …) is done where the same task sends something to the same body.
        """
        given = self.givens[first.given]
        finished, lacking = [first], []
        for words, m in parts:
            if m.score >= PART_DONE:
                finished.append(m)
            elif any(sends_to(given.text, r, self.own_units) for r in receivers_in(words)[:1]):
                finished.append(match(bag_of(words), given, first.given, self.rarity))
            else:
                lacking.append(words)
        return list({(m.given, m.first, m.last): m for m in finished}.values()), lacking

    def undone(self, parts: list[tuple[str, Match]], chosen: Sequence[Match]) -> list[str]:
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

    def unclaimed(self, asked: Asked, parts: Sequence[tuple[str, Match]], chosen: Sequence[Match]) -> int:
        """How many clauses of the answering tasks neither do a part of this duty nor are claimed by another."""
        used = {(m.given, m.main) for _, m in parts if m.score >= _PART_ELSEWHERE} | {(m.given, m.main) for m in chosen}
        free = 0
        for m in chosen:
            for i in range(len(self.givens[m.given].clauses)):
                rival = self.ranking.claimed_by_others(asked, m.given, i)
                free += (m.given, i) not in used and rival < COVERED
        return free

    def lack(self, asked: Asked, chosen: Sequence[Match]) -> tuple[Lack, str] | None:
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

    def reaching_others(
        self, asked: Asked, ranked: Sequence[Match], chosen: Sequence[Match], lack: Lack
    ) -> list[Match]:
        """Further tasks that do the like, which may reach whom the first one does not; or do it with the same things elsewhere."""
        found = []
        core = core_of(asked.bag, self.rarity)
        for m in ranked[:8]:
            given = self.givens[m.given].window(m.first, m.last)
            near = m.score >= _REACHES * ranked[0].score and m.score >= _REACHES_LEAST
            same = lack == "audience" or core <= given.tokens.keys()
            if m not in chosen and near and same and verbs_given(asked.bag, given) >= LIKE_WORK:
                found.append(m)
        return found[:3]

    def _occasion_left(self, asked: Asked, chosen: Sequence[Match], told: str) -> tuple[Lack, str] | None:
        """A round, or a report for another period, that is asked and that no task answers."""
        wanted = rounds_in(asked.full)
        others = [
            m
            for m in self.ranking.all_of(asked)
            if m not in chosen
            and (m.score >= COVERED or (m.score >= _ROUND_LEAST and wanted & rounds_in(self.givens[m.given].text)))
        ]
        like = [m for m in others if m.score >= ALSO * chosen[0].score]
        times = [d for m in (*chosen, *like) for d in self.givens[m.given].times(m.first, m.last)]
        beside = " ; ".join(self.givens[m.given].text for m in others)
        left = left_out(asked.plan, asked.task, asked.full, told, beside, times)
        if left is None and asked.periods:
            given = self._periods_given((*chosen, *others))
            gone = asked.periods - given if given else frozenset()
            left = f"chưa có báo cáo {period_name(min(gone))}" if gone else None
        return ("occasion", left) if left else None

    def _periods_given(self, found: Sequence[Match]) -> frozenset[str]:
        return frozenset(p for m in found for p in self.givens[m.given].all_periods)

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

    def _usual(self, m: Match) -> Deadline | None:
        task = self.givens[m.given].task
        return self.plan.deadlines[task.deadline] if task.deadline is not None else None


def _only_sends(words: str, bag: Bag) -> bool:
    """Whether a clause says no more than to whom a thing goes (gửi Phòng Nội vụ): that is looked at as the receiver."""
    left = {t: w for t, w in bag.tokens.items() if w >= 0.3 and class_of(t[2:]) not in SENDING}
    return bool(receivers_in(words)) and not left
