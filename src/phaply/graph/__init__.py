"""Documents → networkx graph, what it shows, and graph → file."""

from phaply.graph.build import build_graph
from phaply.graph.explain import Step, explain, find_document
from phaply.graph.export import FORMATS, export_graph, load_graph, save_graph
from phaply.graph.identity import document_key
from phaply.graph.measures import (
    Count,
    citation_counts,
    components,
    cycles,
    documents,
    in_degree,
    longest_chain,
    pagerank,
)
from phaply.graph.validity import DeadBasis, at, dead_bases, ignored_replacements

__all__ = [
    "FORMATS",
    "Count",
    "DeadBasis",
    "Step",
    "at",
    "build_graph",
    "citation_counts",
    "components",
    "cycles",
    "dead_bases",
    "document_key",
    "documents",
    "explain",
    "export_graph",
    "find_document",
    "ignored_replacements",
    "in_degree",
    "load_graph",
    "longest_chain",
    "pagerank",
    "save_graph",
]
