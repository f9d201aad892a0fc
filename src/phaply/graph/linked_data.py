"""Graph → RDF (dữ liệu liên kết): Turtle and JSON-LD, with identifiers made as ELI makes them.

Documents are `eli:LegalResource` under `<base>eli/vn/<kind>/<year>/<number>`; what stands between them is said with ELI's own
properties where it has them (based_on, cites, amends, repeals, ensures_implementation_of), `dcterms:replaces` for replacement, and
with our own for the rest. Each edge is also a node of its own that carries the evidence: quote, offsets, pinpoint, who states it.
Viet Nam has no ELI of its own yet: the base is a name, not an address that answers, and can be set.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import networkx as nx

from phaply.language import bare

__all__ = ["BASE", "iri", "to_jsonld", "to_turtle"]

BASE = "https://phaply.example/"
_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_PROPERTIES = {
    "based_on": "eli:based_on",
    "implements": "eli:ensures_implementation_of",
    "cites": "eli:cites",
    "amends": "eli:amends",
    "repeals": "eli:repeals",
    "replaces": "dcterms:replaces",
    "contains": "eli:has_part",
}
_FIELDS = {
    "number": "eli:id_local",
    "title": "eli:title",
    "date": "eli:date_document",
    "issuer": "eli:passed_by",
    "type": "eli:type_document",
    "effective": "eli:first_date_entry_in_force",
    "ended": "eli:date_no_longer_in_force",
}
_TYPES = {"document": "eli:LegalResource", "provision": "eli:LegalResourceSubdivision"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')

Term = tuple[str, str]
"""(sort, value): sorts `iri`, `name` (prefixed), `text`, `vi` (text in Vietnamese), or an xsd type."""


def iri(node: str, data: dict[str, Any], base: str = BASE) -> str:
    """The identifier of a node: a document's like ELI's (`eli/vn/nd/2020/30-2020-nd-cp`), a part's behind `#`, others by their kind."""
    document, mark, part = node.partition("#")
    fragment = f"#{quote(part, safe='')}" if mark else ""
    if data.get("kind") == "document" or mark:
        key = document.removeprefix("doc:")
        number, *rest = key.split("|")
        year = re.search(r"(?:19|20)\d\d", number) or re.search(r"(?:19|20)\d\d", "|".join(rest))
        kind = re.sub(r"[^a-z]", "", bare(re.split(r"[/-]", number.split("/")[-1])[0] if "/" in number else number))
        local = "-".join(re.findall(r"[^\W_]+", bare(key)))
        # Marks and capitals are lost in the readable part; the digits of the key itself keep two documents apart.
        return f"{base}eli/vn/{kind or 'vb'}/{year[0] if year else '0000'}/{quote(local)}{_apart(key)}{fragment}"
    sort, _, name = node.partition(":")
    return f"{base}{quote(sort)}/{quote(name, safe='')}"


def _apart(key: str) -> str:
    """Empty where `-` and small letters give the key back; else a short mark of it."""
    if re.fullmatch(r"\d+/(?:19|20)\d\d/[A-CE-ZĐ]+\d*(?:-[A-CE-ZĐ]+)*", key):  # a plain D reads like Đ
        return ""
    return "-" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]


def to_turtle(graph: "nx.MultiDiGraph[str]", base: str = BASE) -> bytes:
    """The graph as Turtle."""
    prefixes = {**_PREFIXES, "ph": f"{base}ns#"}
    lines = [f"@prefix {name}: <{address}> ." for name, address in sorted(prefixes.items())]
    for subject, said in _statements(graph, base):
        lines.append("")
        lines.append(f"<{subject}>")
        lines += [f"    {prop} {_turtle(term)} ;" for prop, term in said[:-1]]
        lines.append(f"    {said[-1][0]} {_turtle(said[-1][1])} .")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def to_jsonld(graph: "nx.MultiDiGraph[str]", base: str = BASE) -> bytes:
    """The graph as JSON-LD."""
    context = {**_PREFIXES, "ph": f"{base}ns#"}
    nodes = []
    for subject, said in _statements(graph, base):
        node: dict[str, Any] = {"@id": subject}
        for prop, term in said:
            if prop == "rdf:type":
                node["@type"] = term[1]
            else:
                node.setdefault(prop, []).append(_json(term))
        nodes.append(
            {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in node.items()}
        )
    text = json.dumps({"@context": dict(sorted(context.items())), "@graph": nodes}, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace") + b"\n"


def _statements(graph: "nx.MultiDiGraph[str]", base: str) -> Iterator[tuple[str, list[tuple[str, Term]]]]:
    """Subject with all that is said of it."""
    names = {node: iri(node, data, base) for node, data in graph.nodes(data=True)}
    for node, data in graph.nodes(data=True):
        kind = str(data.get("kind", "document"))
        said: list[tuple[str, Term]] = [("rdf:type", ("name", _TYPES.get(kind, f"ph:{kind.capitalize()}")))]
        said.append(("ph:key", ("text", node)))
        for name, value in data.items():
            if name != "kind" and value != "" and value is not None:
                prop = _FIELDS.get(name, f"ph:{name}") if kind == "document" else f"ph:{name}"
                said.append((prop, _term(name, value)))
        links = {
            (_PROPERTIES.get(e["relation"], f"ph:{e['relation']}"), names[b])
            for _, b, e in graph.out_edges(node, data=True)
        }
        said += [(prop, ("iri", target)) for prop, target in sorted(links)]
        yield names[node], said
    for i, (a, b, data) in enumerate(graph.edges(data=True), 1):
        said = [
            ("rdf:type", ("name", "ph:Statement")),
            ("ph:from", ("iri", names[a])),
            ("ph:to", ("iri", names[b])),
        ]
        for name, value in data.items():
            if name == "stated_in" and value in names:
                said.append(("ph:stated_in", ("iri", names[value])))
            elif value != "" and value is not None:
                said.append((f"ph:{name}", _term(name, value)))
        yield f"{base}statement/{i}", said


def _term(name: str, value: Any) -> Term:
    if isinstance(value, bool):
        return ("xsd:boolean", "true" if value else "false")
    if isinstance(value, int):
        return ("xsd:integer", str(value))
    if isinstance(value, float):
        return ("xsd:double", repr(value))
    if _DAY.fullmatch(str(value)):
        return ("xsd:date", str(value))
    return ("vi" if name in ("title", "issuer", "quote", "text", "label", "long", "pinpoint") else "text", str(value))


def _turtle(term: Term) -> str:
    sort, value = term
    if sort == "iri":
        return f"<{value}>"
    if sort == "name":
        return value
    text = '"' + _ESCAPED.sub(lambda m: _ESCAPES.get(m[0], f"\\u{ord(m[0]):04X}"), value) + '"'
    return f"{text}@vi" if sort == "vi" else text if sort == "text" else f"{text}^^{sort}"


def _json(term: Term) -> Any:
    sort, value = term
    if sort == "iri":
        return {"@id": value}
    if sort == "text":
        return value
    return {"@value": value, "@language": "vi"} if sort == "vi" else {"@value": value, "@type": sort}
