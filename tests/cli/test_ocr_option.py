"""`--ocr` of parse, check and audit: a scan is read where its text may be recognised, and refused with the way out where not."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phaply.cli import app
from phaply.readers.ocr import available

TEXT = """ỦY BAN NHÂN DÂN
PHƯỜNG HÒA AN

KẾ HOẠCH
Công tác văn thư năm 2024
"""
needs_tesseract = pytest.mark.skipif(not available(), reason="tesseract with Vietnamese is not installed")


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pytest.importorskip("PIL", reason="Pillow, which draws the scan, is not installed")
    from PIL import Image, ImageDraw, ImageFont

    monkeypatch.chdir(tmp_path)
    font = next(
        (f for f in Path("/usr/share/fonts").rglob("*.ttf") if "Liberation" in f.name and "Sans-Regular" in f.name),
        None,
    )
    if font is None:
        pytest.skip("no font with Vietnamese letters to draw a scan with")
    picture = Image.new("RGB", (1400, 700), "white")
    ImageDraw.Draw(picture).multiline_text(
        (80, 60), TEXT, fill="black", font=ImageFont.truetype(str(font), 44), spacing=24
    )
    picture.save("scan.png")
    return Path("scan.png")


@needs_tesseract
def test_a_scan_is_read(scan: Path) -> None:
    parsed = run("parse", str(scan), "--ocr")
    assert parsed.exit_code == 0
    assert "HÒA AN" in json.loads(parsed.stdout)["text"]
    checked = run("check", str(scan), "--ocr", "-f", "json", "--fail-on", "never")
    assert checked.exit_code == 0 and json.loads(checked.stdout)["source"]["format"] == "image"


def test_without_it_the_scan_is_refused_with_the_way_out(scan: Path) -> None:
    for command in ("parse", "check"):
        result = run(command, str(scan))
        assert result.exit_code == 3 and "--ocr" in result.stderr


@needs_tesseract
def test_an_audit_takes_pictures(scan: Path) -> None:
    Path("plans").mkdir()
    scan.rename(Path("plans", scan.name))
    assert run("audit", "plans", "-o", "out", "-j", "1", "--quiet", "--ocr").exit_code == 0
    found = run("audit", "query", "out", "SELECT count(*) AS n FROM plans", "-f", "json")
    assert json.loads(found.stdout) == {"n": 1}
