"""A plan's tasks ↔ the obligations of the plans above it."""

from phaply.align.coverage import cover
from phaply.align.library import load_upstream
from phaply.align.model import Cover, Coverage, Obligation

__all__ = ["Cover", "Coverage", "Obligation", "cover", "load_upstream"]
