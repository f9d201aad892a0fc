"""phaply inside spaCy: the core's spans, its settings, and every way in which a Doc or a pipeline travels."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

spacy = pytest.importorskip("spacy", reason="spaCy is not installed (extra nlp)")

from spacy import displacy  # noqa: E402
from spacy.tokens import Doc, DocBin, Span  # noqa: E402

import phaply.nlp  # noqa: E402
from phaply import build_graph, check  # noqa: E402
from phaply.errors import UsageError  # noqa: E402
from phaply.nlp.components import PARTS  # noqa: E402
from phaply.nlp.stored import KEY  # noqa: E402
from phaply.parse import parse  # noqa: E402
from phaply.readers.text import read_text  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "corpora" / "samples").glob("*.txt"))
SHARED = ROOT.parent / "shared" / "gold" / "dev"
SYLLABLES = {"nlp": {"tokenizer": {"@tokenizers": "phaply.syllables.v1"}}}
TEXT = (
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;\n"
    "II. NHIỆM VỤ\n1. Rà soát hồ sơ lưu trữ của phường\n- Chủ trì: Công chức Văn phòng.\n- Thời gian: Trước ngày 30/6/2024.\n"
)


def text_of(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def read_out(doc: Doc) -> dict[str, list[tuple[int, int, str, str, Any]]]:
    return {
        key: [(s.start_char, s.end_char, s.label_, s.kb_id_, getattr(s._, PARTS[key][0])) for s in group]
        for key, group in doc.spans.items()
    }


@pytest.fixture(scope="module")
def nlp() -> Any:
    return phaply.nlp.blank()


def same_as_core(nlp: Any, text: str) -> tuple[int, int]:
    """How many spans of the Doc are the core's to the letter, and how many there are; each holds the core's at least."""
    doc = nlp(text)
    assert doc.text == text
    plan = parse(read_text(text, name="-", sha256=""))
    exact = count = 0
    for part, (name, marks) in PARTS.items():
        expected = []
        for start, end, index, _ in marks(plan):
            raw = plan.document.raw_spans(start, end)
            if raw:
                expected.append((min(a for a, _ in raw), max(b for _, b in raw), getattr(plan, part)[index]))
        expected = [e for e in expected if e[0] < e[1]]
        assert len(doc.spans[part]) == len(expected)
        for span, (start, end, thing) in zip(doc.spans[part], expected, strict=True):
            assert span.start_char <= start < end <= span.end_char
            assert getattr(span._, name) == thing
            exact += (span.start_char, span.end_char) == (start, end)
            count += 1
    return exact, count


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_same_spans_as_the_core(nlp: Any, path: Path) -> None:
    exact, count = same_as_core(nlp, text_of(path))
    assert count > 20
    assert exact == count


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_same_spans_as_the_core_in_real_plans(nlp: Any) -> None:
    exact = count = 0
    for path in sorted(SHARED.glob("*.txt"))[:12]:
        a, b = same_as_core(nlp, text_of(path))
        exact, count = exact + a, count + b
    assert count > 300
    assert exact >= 0.999 * count


def test_words_hold_the_spans_of_the_core() -> None:
    exact, count = same_as_core(phaply.nlp.blank("words"), text_of(SAMPLES[0]))
    assert exact > 0.8 * count


def test_the_plan_is_there(nlp: Any) -> None:
    doc = nlp(text_of(SAMPLES[1]))
    doc.user_data["title"] = "ke-hoach.txt"
    plan = doc._.plan
    assert plan == doc._.plan
    assert plan.document.name == "ke-hoach.txt"
    assert check(plan).summary is not None
    assert build_graph([plan]).number_of_edges() > 20
    assert json.loads(doc.user_data[KEY])["schema"] == "phaply/doc/1"
    assert spacy.blank("vi", config=SYLLABLES)(TEXT)._.plan is None


def test_parts_parse_once(monkeypatch: pytest.MonkeyPatch, nlp: Any) -> None:
    parsed = []
    monkeypatch.setattr("phaply.nlp.stored.parse", lambda document: parsed.append(1) or parse(document))
    alone = spacy.blank("vi", config=SYLLABLES)
    for part in PARTS:
        alone.add_pipe(f"phaply_{part}")
    assert read_out(alone(TEXT)) == read_out(nlp(TEXT))
    assert len(parsed) == 2


def test_settings() -> None:
    pipeline = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    pipeline.add_pipe("phaply", config={"parts": ["citations", "tasks"], "spans_keys": {"citations": "sc"}})
    pipeline.add_pipe("phaply_deadlines", config={"spans_key": "han", "alignment_mode": "contract"})
    doc = pipeline(TEXT)
    assert set(doc.spans) == {"sc", "tasks", "han"}
    assert doc.spans["sc"][0]._.citation.number == "30/2020/NĐ-CP"
    assert doc.text == TEXT


@pytest.mark.parametrize(
    "config", [{"parts": ["laws"]}, {"spans_keys": {"laws": "x"}}, {"alignment_mode": "near"}, {"unknown": 1}]
)
def test_wrong_settings_are_told(config: dict[str, Any]) -> None:
    pipeline = spacy.blank("vi", config=SYLLABLES)
    with pytest.raises((UsageError, ValueError)):
        pipeline.add_pipe("phaply", config=config)


def test_extensions_of_others_stay() -> None:
    before = Span.remove_extension("task")
    try:
        Span.set_extension("task", default="mine")
        doc = phaply.nlp.blank()(TEXT)
        assert doc.spans["tasks"][0]._.task == "mine"
        assert doc.spans["citations"][0]._.citation is not None
    finally:
        Span.set_extension("task", getter=before[2], force=True)


def test_a_span_of_something_else_is_nothing(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert doc[0:2]._.citation is None
    assert doc.spans["tasks"][0]._.citation is None
    assert Doc(nlp.vocab, words=["a"])[0:1]._.task is None


def test_docs_travel_as_bytes(nlp: Any) -> None:
    doc = nlp(text_of(SAMPLES[0]))
    again = Doc(phaply.nlp.blank().vocab).from_bytes(doc.to_bytes())
    assert read_out(again) == read_out(doc)
    assert again._.plan.header == doc._.plan.header


def test_docs_travel_in_a_docbin(nlp: Any) -> None:
    docs = [nlp(text_of(p)) for p in SAMPLES]
    data = DocBin(store_user_data=True, docs=docs).to_bytes()
    again = list(DocBin().from_bytes(data).get_docs(phaply.nlp.blank().vocab))
    assert [read_out(d) for d in again] == [read_out(d) for d in docs]
    assert [d._.plan.tasks for d in again] == [d._.plan.tasks for d in docs]


def test_a_doc_of_another_version_is_told(nlp: Any) -> None:
    doc = nlp(TEXT)
    doc.user_data[KEY] = '{"schema": "phaply/doc/0"}'
    with pytest.raises(UsageError, match="user_data"):
        _ = doc._.plan


IN_ANOTHER_PROCESS = """
import hashlib, json, sys
import spacy

def main():
    nlp = spacy.load(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        text = file.read()
    docs = list(nlp.pipe([text, text[:2000], text], n_process=int(sys.argv[3]), batch_size=1))
    print(json.dumps([[[k, s.start_char, s.end_char, s.kb_id_] for k, g in d.spans.items() for s in g] for d in docs]))
    assert docs[0].spans["citations"][0]._.citation is not None
    assert docs[0]._.plan.tasks

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("processes", [1, 2])
def test_a_saved_pipeline_works_in_a_new_process(nlp: Any, tmp_path: Path, processes: int) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    script = tmp_path / "script.py"
    script.write_text(IN_ANOTHER_PROCESS, encoding="utf-8")
    command = [sys.executable, script, tmp_path / "pipeline", SAMPLES[0], processes]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    text = text_of(SAMPLES[0])
    expected = [
        [[k, s.start_char, s.end_char, s.kb_id_] for k, g in d.spans.items() for s in g]
        for d in nlp.pipe([text, text[:2000], text])
    ]
    assert json.loads(done.stdout) == expected


def test_pipeline_bytes(nlp: Any) -> None:
    again = phaply.nlp.blank().from_bytes(nlp.to_bytes())
    assert read_out(again(TEXT)) == read_out(nlp(TEXT))


def test_displacy_draws_it(nlp: Any) -> None:
    doc = nlp(TEXT)
    page = displacy.render(doc, style="span", options={"spans_key": "citations"}, jupyter=False)
    assert "CITATION" in page
    assert "30" in page


@pytest.mark.parametrize("text", ["", " ", "\n\n", "một", "\ufffd\x00", "____" * 1000])
def test_any_text(nlp: Any, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert doc._.plan is not None


def test_too_long_a_text_is_told() -> None:
    small = phaply.nlp.blank(max_length=1000)
    with pytest.raises(ValueError, match="max_length"):
        small("a" * 1001)
    assert len(phaply.nlp.blank(max_length=2_000_000)("một hai ba bốn " * 80_000)) == 320_000


def test_wrong_tokens_are_told() -> None:
    with pytest.raises(UsageError, match="syllables"):
        phaply.nlp.blank("letters")  # type: ignore[arg-type]
