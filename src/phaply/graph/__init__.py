"""Plans → networkx graph, and graph → file."""

from phaply.graph.build import build_graph, document_key
from phaply.graph.export import FORMATS, export_graph

__all__ = ["FORMATS", "build_graph", "document_key", "export_graph"]
