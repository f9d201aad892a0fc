"""The shipped examples that the page offers to those who have no file at hand (`corpora/samples`, fictional units)."""

from msgspec import Struct

from phaply.resources import shipped
from phaply.web.ask import Source

__all__ = ["SAMPLES", "Sample", "load"]


class Sample(Struct, frozen=True):
    """A draft and the plans above it, by file name; `name` is also the key of its words."""

    name: str
    draft: str
    above: tuple[str, ...]


SAMPLES = (
    Sample("sample_faulty", "du-thao-phuong-tan-le.docx", ("ke-hoach-quan-lam-thuy.txt",)),
    Sample("sample_clean", "ke-hoach-phuong-hoa-an.txt", ("ke-hoach-quan-lam-thuy.txt",)),
    Sample("sample_table", "ke-hoach-phuong-dong-khanh.txt", ("ke-hoach-quan-lam-thuy.txt",)),
)


def load(name: str) -> tuple[Source, list[Source]] | None:
    """The files of a sample, None for a name that is none."""
    sample = next((s for s in SAMPLES if s.name == name), None)
    if sample is None:
        return None
    return _file(sample.draft), [_file(f) for f in sample.above]


def _file(name: str) -> Source:
    return Source(name, shipped("corpora", "samples", name).read_bytes())
