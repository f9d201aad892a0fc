"""The notebooks run from top to bottom on what the project ships, and keep light outputs without traces of the machine."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (extra dev)")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed (extra dev)")
pytest.importorskip("ipykernel", reason="ipykernel is not installed (extra dev)")

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
LARGEST = 300_000


def test_all_are_there() -> None:
    assert len(NOTEBOOKS) == 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_outputs_are_kept_and_light(path: Path) -> None:
    data = path.read_text(encoding="utf-8")
    assert len(data.encode("utf-8")) < LARGEST
    assert not [word for word in ("/home/", "/root/", "/tmp/", "Traceback", "C:\\\\Users") if word in data]
    cells = [c for c in nbformat.reads(data, 4).cells if c.cell_type == "code"]
    assert all(c.execution_count for c in cells)
    assert sum(bool(c.outputs) for c in cells) >= len(cells) - 2


def printed(notebook: object) -> list[str]:
    """What the cells printed."""
    return [
        output.text
        for cell in notebook.cells  # type: ignore[attr-defined]
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stdout"
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_runs(path: Path) -> None:
    notebook = nbformat.read(str(path), 4)
    resources = {"metadata": {"path": str(FOLDER)}}
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    errors = [o for c in notebook.cells for o in c.get("outputs", []) if o.output_type == "error"]
    assert not errors
    assert sum(map(len, printed(notebook))) > 50
