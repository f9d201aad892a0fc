"""Rule files → findings: the loader, the runner and the kinds of check."""

from phaply.rules.loader import load_packs
from phaply.rules.model import Finding, Report
from phaply.rules.runner import check

__all__ = ["Finding", "Report", "check", "load_packs"]
