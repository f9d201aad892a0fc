"""The researcher's bench: `phaply graph` and `phaply acts`. Reads, builds, writes; the command line only asks."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import networkx as nx
from msgspec import Struct

from phaply.acts import OWN_ACTS, Act, Registry, import_acts, registry, registry_with
from phaply.corpus import Intake, Trouble, read_corpus
from phaply.corpus.columns import FIELDS
from phaply.errors import UsageError
from phaply.graph import at, build_graph, explain, export_graph, find_document, load_graph, save_graph
from phaply.graph.picture import picture
from phaply.output import deliver, write_file
from phaply.report.graph_text import act_text, acts_text, explanation_text, import_text, summary_text

__all__ = ["GraphRequest", "draw_graph", "find_acts", "known_acts", "show_act", "take_in"]


class GraphRequest(Struct, frozen=True):
    """What `phaply graph` was asked."""

    sources: tuple[str, ...]
    out: str | None = None
    into: str | None = None
    columns: tuple[str, ...] = ()
    at: str | None = None
    around: str | None = None
    summary: bool = False
    why: tuple[str, str] | None = None
    acts: str | None = None
    lang: str = "vi"


def draw_graph(request: GraphRequest, complain: Callable[[str], None]) -> int:
    """Build the graph, write it, say what was asked of it; the exit code of the contract. `complain` hears what was left out."""
    if not request.sources and not request.into:
        raise UsageError("Cần ít nhất một tệp hoặc thư mục.", "At least one file or folder is needed.")
    if request.out is None and not request.summary and request.why is None:
        raise UsageError(
            "Cần nơi ghi kết quả (-o OUT), hoặc --summary, hoặc --why.", "Where to? Give -o OUT, --summary or --why."
        )
    if request.out not in (None, "-"):
        export_graph(nx.MultiDiGraph(), Path(request.out or "").suffix)  # a wrong ending is told before the work

    def hear(trouble: Trouble) -> None:
        complain(trouble.sentence(request.lang))

    intake = Intake(hear=hear)
    acts = known_acts(request.acts)
    graph = load_graph(Path(request.into)) if request.into else None
    entries = read_corpus(request.sources, intake, columns=_columns(request.columns))
    graph = build_graph(entries, into=graph, intake=intake, acts=acts)
    complain(_account(intake, graph, request.lang))
    if request.at:
        graph = at(graph, request.at)
    _write(graph, request)
    if request.summary:
        deliver(summary_text(graph, request.lang).encode("utf-8"), "-")
    if request.why is not None:
        one, other = request.why
        steps = explain(graph, one, other)
        deliver(explanation_text(graph, steps, request.why, request.lang).encode("utf-8"), "-")
    return 3 if intake.counts.get("unreadable") or (request.sources and not intake.read) else 0


def _columns(given: Sequence[str]) -> Mapping[str, str]:
    found = {}
    for pair in given:
        field, mark, column = pair.partition("=")
        if not mark or field not in FIELDS:
            known = ", ".join(FIELDS)
            raise UsageError(
                f"“{pair}” phải có dạng TRƯỜNG=CỘT, với TRƯỜNG là một trong: {known}.",
                f"{pair!r} must be FIELD=COLUMN, the field one of: {known}.",
            )
        found[field] = column
    return found


def _account(intake: Intake, graph: "nx.MultiDiGraph[str]", lang: str) -> str:
    names = {
        "unreadable": ("tệp không đọc được", "unreadable"),
        "broken-row": ("dòng hỏng", "broken rows"),
        "no-text": ("dòng không có nội dung", "rows without text"),
        "repeated-id": ("mã lặp lại", "repeated ids"),
        "repeated-document": ("văn bản lặp lại", "repeated documents"),
    }
    i = 1 if lang == "en" else 0
    parts = [f"{intake.read} {('văn bản đã đọc', 'documents read')[i]}"]
    if intake.known:
        parts.append(f"{intake.known} {('đã có sẵn trong đồ thị', 'already in the graph')[i]}")
    parts += [f"{n} {names[kind][i]}" for kind, n in sorted(intake.counts.items())]
    parts.append(f"{graph.number_of_nodes()} {('nút', 'nodes')[i]}, {graph.number_of_edges()} {('cạnh', 'edges')[i]}")
    return "; ".join(parts) + "."


def _write(graph: "nx.MultiDiGraph[str]", request: GraphRequest) -> None:
    if request.out is None:
        return
    if request.out == "-":
        deliver(export_graph(graph, ".json"), "-")
    elif request.around and Path(request.out).suffix.lower() == ".html":
        write_file(Path(request.out), picture(graph, find_document(graph, request.around)).encode("utf-8"))
    else:
        save_graph(graph, Path(request.out))


def known_acts(folder: str | None = None) -> Registry:
    """The shipped acts, and before them those of a folder filled by `phaply acts import` (the usual one, if it is there)."""
    own = Path(folder or OWN_ACTS)
    if (own / "acts.tsv").is_file():
        return registry_with(own)
    if folder is not None:
        raise UsageError(
            f"Thư mục {own} không có tệp acts.tsv; hãy tạo bằng phaply acts import.",
            f"The folder {own} has no acts.tsv; make it with phaply acts import.",
        )
    return registry()


def find_acts(words: Sequence[str], limit: int, folder: str | None, lang: str) -> tuple[str, bool]:
    """Acts whose number and title hold all the words, a line each, and whether there were any."""
    found = known_acts(folder).find(" ".join(words), limit)
    return acts_text(found, lang), bool(found)


def show_act(name: str, on: str | None, folder: str | None, lang: str) -> str:
    """All that is known of the acts of a number, key, or name. Raises UsageError if none is known."""
    acts = known_acts(folder)
    single = acts.get(name)
    found: Sequence[Act] = (single,) if single else acts.by_number(name) or acts.by_name(name)
    if not found:
        raise UsageError(
            f"Không biết văn bản “{name}”; thử phaply acts find với vài chữ của tên.",
            f"No act {name!r} is known; try phaply acts find with some words of its title.",
        )
    return "\n".join(act_text(act, acts, on, lang) for act in found)


def take_in(file: str, folder: str | None, lang: str) -> str:
    """Import a list of acts into the owner's folder; what was done, for people."""
    target = Path(folder or OWN_ACTS)
    source = Path(file)
    if not source.is_file():
        raise UsageError(f"Không tìm thấy tệp {file}.", f"There is no file {file}.")
    return import_text(import_acts(source, target, registry()), target, lang)
