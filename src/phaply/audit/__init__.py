"""The audit (rà soát hàng loạt): thousands of plans, in worker processes, resumable, each broken file for itself."""

from phaply.audit.model import Limits, Tally
from phaply.audit.run import Outcome, audit

__all__ = ["Limits", "Outcome", "Tally", "audit"]
