"""Persons told by name (đồng chí Lê Văn An, Thầy Trần Văn Bách – Hiệu trưởng), alone or with the posts they hold."""

import re

from phaply.parse.bodies import Body, Head
from phaply.parse.lexicon import UPPER

__all__ = ["APPOSITION", "HONORIFIC", "NAME_BEFORE_POST", "person_at", "person_before", "with_post"]

HONORIFIC = re.compile(
    r"(?:các[ \n])?(?:đ/c\.?:?|đồng[ \n]chí:?|ông(?:[ ]?[(/,][ ]?bà\)?)?|bà|thầy|cô|anh|chị)[ \n]{1,2}"
)
APPOSITION = re.compile(r",[ \n][^,.;:\n]{3,60}(?=,[ \n])")
"""Words beside a name, between commas: `Anh Lê Văn Tư, cán bộ khuyến nông, …`."""
_A_PERSON = rf"(?:[Đđ]ồng chí|[Đđ]/c|[ÔôBb](?:ng|à)|[Tt]hầy|[Cc]ô|[Aa]nh|[Cc]hị)[ ]{{1,2}}[{UPPER}][^\W\d_]*(?:[ ][{UPPER}][^\W\d_]*){{1,4}}"
_NAMED_PERSON = re.compile(_A_PERSON)
_PERSON_BEFORE = re.compile(rf"(?:\(|do[ ])({_A_PERSON})$")
_PERSON = Head("", "person", None, "none", "any", None)
_LONGEST_PERSON = 60
NAME_BEFORE_POST = re.compile(rf"[{UPPER}][^\W\d_]*(?:[ \n][{UPPER}][^\W\d_]*){{1,4}}[ \n]?[-–,(][ \n]?")


def person_at(text: str, start: int, end: int) -> tuple[Body, ...]:
    """`đồng chí Lê Văn An`: a person without a title."""
    m = _NAMED_PERSON.match(text, start, end)
    return (Body(m.start(), m.end(), _PERSON),) if m is not None else ()


def person_before(text: str, start: int, end: int) -> tuple[Body, ...]:
    """The person whose name ends at `end`, after a bracket or `do`: `(thầy Trần Văn Bách | phụ trách)`."""
    m = _PERSON_BEFORE.search(text, max(start, end - _LONGEST_PERSON), end)
    return (Body(*m.span(1), _PERSON),) if m is not None else ()


def with_post(text: str, start: int, mark: str, posts: tuple[Body, ...]) -> tuple[Body, ...]:
    """A person and the post after the name, as one name: `Thầy A – Hiệu trưởng`, `Bà B (Kế toán)`, `Đồng chí C, Phó Bí thư,`."""
    if mark == "(":
        closed = text[posts[0].end : posts[0].end + 1] == ")"
        return (Body(start, posts[0].end + 1, posts[0].head),) if closed else posts
    last = 0  # of the posts that one person holds: `Chủ tịch UBND xã, Trưởng ban`
    while last + 1 < len(posts) and text[posts[last].end : posts[last].end + 1] == "," and _is_post(posts[last + 1]):
        last += 1
    return (Body(start, posts[last].end, posts[0].head), *posts[last + 1 :])


def _is_post(body: Body) -> bool:
    return body.head is not None and body.head.kind == "official" and not body.quantified
