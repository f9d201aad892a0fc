"""Corpora (tập văn bản): folders, zip files, JSONL(.gz) and Parquet → documents with what their rows say of them, one at a time."""

from phaply.corpus.model import Entry, Facts, Intake, Trouble
from phaply.corpus.sources import read_corpus

__all__ = ["Entry", "Facts", "Intake", "Trouble", "read_corpus"]
