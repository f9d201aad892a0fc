"""The real page in a real browser: drop, progress, result, filters, languages, downloads, errors, keyboard, accessibility."""

import base64
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra dev)")
CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
DRAFT = SAMPLES / "du-thao-phuong-tan-le.docx"
ABOVE = SAMPLES / "ke-hoach-quan-lam-thuy.txt"
ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-c", "from phaply.cli import main; main()", "serve", "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert server.stderr is not None
    line = server.stderr.readline().decode("utf-8")
    found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert found and "chỉ mở được trên máy này" in line
    yield found[0]
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as p:
        made = p.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that fails its test on any script error, blocked content, or request to elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(20_000)
    made = context.new_page()
    trouble: list[str] = []
    made.on("pageerror", lambda e: trouble.append(str(e)))
    made.on("console", lambda m: trouble.append(m.text) if m.type == "error" and "favicon" not in m.text else None)
    made.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else trouble.append(r.url))
    made.goto(address)
    yield made
    context.close()
    assert not trouble


def submit(page: Any) -> None:
    page.locator("button.primary").first.click()


def checked(page: Any, *drafts: Path) -> None:
    page.set_input_files("#draft", [str(d) for d in drafts or (DRAFT,)])
    page.set_input_files("#above", str(ABOVE))
    submit(page)
    page.wait_for_selector("#findings, .documents")


DROP = """([box, files]) => {
  const held = new DataTransfer();
  for (const [name, data] of files) held.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name));
  const target = document.querySelector(box);
  for (const kind of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


def drop(page: Any, box: str, *files: tuple[str, bytes]) -> None:
    page.evaluate(DROP, [box, [[name, base64.b64encode(data).decode()] for name, data in files]])


def test_drop_progress_result_links_filters(page: Any) -> None:
    drop(page, ".drop:has(#draft)", (DRAFT.name, DRAFT.read_bytes()))
    drop(page, ".drop:has(#above)", (ABOVE.name, ABOVE.read_bytes()))
    assert page.inner_text("#draft-list").startswith(DRAFT.name)
    page.evaluate(
        "() => { const seen = []; window.seen = seen; new MutationObserver(() => seen.push(document.getElementById('progress').textContent))"
        ".observe(document.getElementById('progress'), { childList: true, subtree: true }); }"
    )
    page.evaluate(
        "() => window.addEventListener('pagehide', () => sessionStorage.setItem('seen', window.seen.join('|')))"
    )
    submit(page)
    page.wait_for_selector("#findings")
    told = page.evaluate("() => sessionStorage.getItem('seen')")
    assert "Đang gửi tệp" in told and DRAFT.name in told

    # The words lead to the finding and back.
    page.locator(".paper .ref.error").first.click()
    target = page.locator(".finding:target")
    assert target.count() == 1 and target.is_visible()
    target.locator("a[href^='#w']").first.click()
    assert page.locator(".paper a[id]:target").count() == 1

    # Filters need no script; unchecking a weight hides its findings and numbers.
    warnings = page.locator(".finding.warning")
    assert warnings.count() > 3 and warnings.first.is_visible()
    page.uncheck("#l-warning")
    assert not any(w.is_visible() for w in warnings.all())
    assert page.locator(".finding.error").first.is_visible()
    page.check("#l-warning")
    page.uncheck("#p-1")
    assert not any(f.is_visible() for f in page.locator(".finding.pack-1").all())
    assert page.locator("#coverage .pair.missing").count() == 1
    assert page.locator("svg.timeline").is_visible() and page.locator("svg.chain").is_visible()


def test_several_drafts_and_a_file_taken_out(page: Any) -> None:
    page.set_input_files("#draft", [str(DRAFT), str(SAMPLES / "ke-hoach-phuong-hoa-an.txt"), str(ABOVE)])
    page.get_by_role("button", name=f"Bỏ tệp: {ABOVE.name}").click()
    assert page.locator("#draft-list li").count() == 2
    submit(page)
    page.wait_for_selector(".documents")
    assert page.locator(".documents li").count() == 2
    page.get_by_role("link", name=DRAFT.name).click()
    page.wait_for_selector("#findings")


def test_both_languages(page: Any) -> None:
    words = page.inner_text("body").replace("English", "")
    for english in ("Choose", "File", "Check", "Draft", "Rule", "Download"):
        assert not re.search(rf"\b{english}", words), english
    checked(page)
    assert page.locator("html").get_attribute("lang") == "vi"
    assert "Cảnh báo" in page.inner_text("#findings")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("html[lang=en] #findings")
    assert "Warning" in page.inner_text("#findings") and "Cảnh báo" not in page.inner_text("#findings")
    page.get_by_role("link", name="Check another document").click()
    assert page.get_by_role("button", name="Check", exact=True).is_visible()


def test_downloads(page: Any, tmp_path: Path) -> None:
    checked(page)
    for name, ending in (("Word có nhận xét", "docx"), ("HTML", "html"), ("Excel", "xlsx"), ("JSON", "json")):
        with page.expect_download() as waiting:
            page.locator(".take").get_by_role("link", name=name, exact=True).click()
        got = waiting.value
        assert got.suggested_filename == f"du-thao-phuong-tan-le - kết quả.{ending}"
        place = tmp_path / f"got.{ending}"
        got.save_as(place)
        if ending == "docx":
            assert any("comments" in n for n in zipfile.ZipFile(place).namelist())
        if ending == "html":
            assert place.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_broken_file_is_told_on_the_page(page: Any) -> None:
    drop(page, ".drop:has(#draft)", ("hỏng <b>.docx", b"PK\x03\x04 broken"))
    submit(page)
    alert = page.locator("#alert")
    alert.wait_for(state="visible")
    assert "hỏng <b>.docx" in alert.inner_text() and alert.locator("b").count() == 0
    assert page.locator("button.primary").is_enabled()
    page.set_input_files("#draft", [])
    submit(page)
    assert "Hãy chọn ít nhất một dự thảo" in alert.inner_text()


def test_switches_and_another_day(page: Any) -> None:
    checked(page)
    page.locator(".take summary").first.click()
    form = page.locator(".take form")
    form.get_by_label("Nội dung kế hoạch").uncheck()
    form.get_by_label("Xét theo ngày").fill("01/6/2024")
    form.get_by_role("button", name="Kiểm tra lại").click()
    page.wait_for_selector(".file:has-text('01/6/2024')")
    assert "PLAN-" not in page.inner_text("#findings") and "ND30-" in page.inner_text("#findings")


def test_by_keyboard_alone(page: Any) -> None:
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "() => { const e = document.activeElement; return e.id || e.name || e.className || e.textContent; }"
        )
        seen.append(name)
        if name == "sample":
            break
    assert seen[0] == "skip" and "draft" in seen and "above" in seen and "as-of" in seen and seen[-1] == "sample"
    ring = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector("#findings")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == "l-error":
            break
    assert page.locator(".finding.error").first.is_visible()
    page.keyboard.press("Space")
    assert not page.locator(".finding.error").first.is_visible()


def test_without_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.set_input_files("#draft", str(DRAFT))
    submit(page)
    page.wait_for_selector("#findings", timeout=20_000)
    page.uncheck("#l-warning")
    assert not page.locator(".finding.warning").first.is_visible()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_accessible_and_fits(browser: Any, address: str, width: int, scheme: str) -> None:
    """No serious fault by axe (contrast, labels, roles), and nothing wider than the window."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra dev)")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(address)
    for step in ("front", "result"):
        if step == "result":
            checked(page)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        found = axe.Axe().run(page).response["violations"]
        bad = [
            (v["id"], n["html"][:120], n["failureSummary"][:200])
            for v in found
            if v["impact"] in ("serious", "critical")
            for n in v["nodes"]
        ]
        assert not bad, (step, bad[:5])
    context.close()
