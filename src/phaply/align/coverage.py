"""Coverage (mức độ thực hiện): for every obligation of the plans above, who must do it, and which tasks of this plan do."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from phaply.align.addressing import Addressee, addressee_of, is_addressed
from phaply.align.answering import Answer, Answers
from phaply.align.concepts import Bag, bag_of
from phaply.align.duties import numbered
from phaply.align.identity import Upstream, name_of, younger
from phaply.align.items import Asked, Given, headings, merged
from phaply.align.matching import names_a_thing
from phaply.align.model import Coverage
from phaply.align.obligations import addressed_to, asked_of
from phaply.align.prepared import Prepared
from phaply.align.similarity import Rarity
from phaply.language import fold
from phaply.parse.model import Node, Plan, Task
from phaply.parse.verbs import begins_with_verb

__all__ = ["cover"]

_LONGEST_HEADING = 200


def cover(plan: Plan, upstream: Sequence[Upstream]) -> tuple[Coverage, ...]:
    """How `plan` answers every obligation of the documents above it, document by document, in the order of their texts."""
    own = addressee_of(plan)
    entries = [entry for above in upstream for entry in _entries(above, own)]
    theme = merged([bag_of(plan.header.subject or ""), *(bag_of(_subject(u)) for u in upstream)])
    givens = _givens(plan, theme)
    whole = (g.window(0, len(g.clauses) - 1) for g in givens if g.clauses)
    rarity = Rarity((*(a.bag for a, _, _ in entries), *whole), theme)
    ours = [a for a, said, _ in entries if said in ("yes", "conditional")]
    duties = numbered(ours, rarity)
    answers = Answers(plan, own, givens, ours, duties, rarity, theme)
    late_comers = {name_of(u) for u in upstream if younger(u, plan)}
    return tuple(
        _coverage(asked, said, name, answers, duties.get(id(asked)), asked.obligation.source in late_comers)
        for asked, said, name in entries
    )


def _entries(above: Upstream, own: Addressee) -> Iterator[tuple[Asked, str, str]]:
    """Every obligation of a document, with whether it is addressed to us and the name that says so."""
    if isinstance(above, Plan):
        for asked, task in _asked_of(above):
            yield asked, *addressed_to(above, task, own)
        return
    for o in above.obligations:
        named = any(is_addressed(n, None, own, above.header.level) == "yes" for n in o.addressees)
        said = "yes" if named or (own.committee and own.level in o.levels) else "no"
        if said == "no" and own.level in o.support_levels:
            said = "support"
        yield Asked(o), said, "; ".join(o.addressees)


@Prepared
def _asked_of(above: Plan) -> tuple[tuple[Asked, Task], ...]:
    """What a document asks; all that is worked out of it is kept with it."""
    return tuple((Asked(obligation, above, task, aside), task) for obligation, task, aside in asked_of(above))


def _subject(above: Upstream) -> str:
    return (above.header.subject or "") if isinstance(above, Plan) else above.header.title


def _givens(plan: Plan, theme: Bag) -> list[Given]:
    heads = headings(plan)
    nodes: dict[str, Node] = {}
    stack = list(plan.outline)
    while stack:
        node = stack.pop()
        nodes[node.path] = node
        stack += node.children
    found = []
    for i, task in enumerate(plan.tasks):
        above, node_of = heads.get(task.path, ""), nodes.get(task.path)
        # An unlabelled paragraph stands under the item of its path, not in it.
        if node_of is not None and task.start >= node_of.head_end:
            above = f"{above} ; {node_of.heading[:_LONGEST_HEADING]}".strip(" ;")
        found.append(Given(plan, i, above, theme, above.rpartition(" ; ")[2]))
    return found + [
        Given(plan, first, heads.get(task.path, ""), theme, task=task) for task, first in _headed(plan, nodes.values())
    ]


def _headed(plan: Plan, nodes: Iterable[Node]) -> Iterator[tuple[Task, int]]:
    """Headings that say what is to be done (3. Số hóa hồ sơ) above tasks that say by whom, where and when: as tasks, each with its first one."""
    under: dict[str, list[int]] = {}
    for i, task in enumerate(plan.tasks):
        under.setdefault(task.path.rpartition(".")[0], []).append(i)
    paths = {task.path for task in plan.tasks}
    for node in nodes:
        below = under.get(node.path)
        if not below or node.path in paths or node.depth < 2:
            continue
        words = fold(plan.text[node.body_start : node.head_end])
        if not begins_with_verb(words, len(words) - len(words.lstrip()), len(words)) or not names_a_thing(
            bag_of(words)
        ):
            continue
        first = plan.tasks[below[0]]
        dated = [d for i in below if (d := plan.tasks[i].deadline) is not None and plan.deadlines[d].latest]
        latest = max(dated, key=lambda d: plan.deadlines[d].latest or "", default=None)
        yield (
            msgspec.structs.replace(
                first,
                start=node.body_start,
                end=node.head_end,
                path=node.path,
                lead=first.lead,
                deadline=latest,
                output=None,
            ),
            below[0],
        )


def _coverage(asked: Asked, said: str, name: str, answers: Answers, duty: int | None, from_after: bool) -> Coverage:
    o = asked.obligation
    if said in ("no", "support"):
        why = f"Giao {name}" if name else "Không giao cho đơn vị nào ở cấp này"
        found = Answer("not-addressed", f"{why}{'; đơn vị chỉ phối hợp' if said == 'support' else ''}.")
    else:
        found = answers.to(asked)
        if said == "conditional" and found.status == "missing":
            found = _unsure(found, f"chỉ giao {name}, cần xem đơn vị có thuộc diện này không")
        elif found.status in ("missing", "partly") and not o.verified:
            found = _unsure(found, "nghĩa vụ này chưa được đối chiếu với văn bản gốc")
        elif found.status in ("missing", "partly") and from_after:
            found = _unsure(found, "văn bản này ban hành sau kế hoạch")
        elif found.late and (from_after or not o.verified):
            found = msgspec.structs.replace(found, review="văn bản này ban hành sau kế hoạch hoặc chưa được đối chiếu")
    return Coverage(
        source=o.source,
        path=o.path,
        quote=o.quote,
        addressed=said in ("yes", "conditional"),
        status=found.status,
        by=found.by,
        late=found.late,
        wrong_owner=found.wrong_owner,
        why=found.why,
        start=o.start,
        end=o.end,
        obligation=o,
        lack=found.lack,
        lacking=found.lacking,
        duty=duty,
        review=found.review,
    )


def _unsure(found: Answer, reason: str) -> Answer:
    why = f"{reason[:1].upper()}{reason[1:]}. {found.why}"
    return msgspec.structs.replace(found, status="review", why=why, review=reason)
