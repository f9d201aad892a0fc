"""The documentation site: builds without a warning, loads nothing from elsewhere, and finds Vietnamese words."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

pytest.importorskip("material", reason="mkdocs-material is not installed (extra docs)")
pytest.importorskip("mkdocstrings", reason="mkdocstrings is not installed (extra docs)")

ROOT = Path(__file__).resolve().parents[2]


class Loaded(HTMLParser):
    """What a page makes the browser load by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Scripts, styles, pictures, frames; a link that a person follows is none."""
        here = dict(attrs)
        if tag in ("script", "img", "iframe", "source", "video", "audio", "embed"):
            self.places.append(here.get("src") or "")
        elif tag == "link":
            self.places.append(here.get("href") or "")
        elif tag == "a":
            self.links.append(here.get("href") or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it: any warning (a link to nowhere, a page outside the menu) is a failure."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    target = tmp_path_factory.mktemp("site")
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(target), strict=True))
    return target


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = Loaded()
        loaded.feed(page.read_text(encoding="utf-8"))
        strange = [place for place in loaded.places if re.match(r"(https?:)?//", place)]
        assert not strange, f"{page.name}: {strange}"
        assert loaded.places
    for style in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", style.read_text(encoding="utf-8")), style.name


def test_links_lead_somewhere(site: Path) -> None:
    """Also those that mkdocs does not look at; and what the two READMEs link to."""
    for page in site.rglob("*.html"):
        if page.parent.name == "rules" or page.name == "404.html":
            continue
        read = Loaded()
        read.feed(page.read_text(encoding="utf-8"))
        for link in read.links:
            if link and not re.match(r"[a-z]+:|#|javascript", link):
                assert (page.parent / link.split("#")[0]).exists(), f"{page.name}: {link}"
    for name in ("README.md", "README.vi.md"):
        for link in re.findall(r"\]\(([^)#\s]+)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / link).exists(), f"{name}: {link}"


def test_pages_say_their_language(site: Path) -> None:
    english = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]["english"]
    for source in (ROOT / "docs").rglob("*.md"):
        name = source.relative_to(ROOT / "docs").as_posix()
        text = (site / name).with_suffix(".html").read_text(encoding="utf-8")
        assert '<html lang="vi"' in text
        article = text[text.index("<article") :]
        assert f'<div lang="{"en" if name in english else "vi"}">' in article, name
    for name in english:
        assert "Tóm tắt" in (ROOT / "docs" / name).read_text(encoding="utf-8"), f"{name}: no Vietnamese summary"


def test_search_keeps_vietnamese_words_whole(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == ["vi", "en"] and index["config"]["pipeline"] == []
    words = re.split(index["config"]["separator"], "Kế hoạch số 30/2020/NĐ-CP, “thẩm quyền”; PLAN-TASK-OWNER.")
    assert [w for w in words if w] == [
        "Kế", "hoạch", "số", "30", "2020", "NĐ", "CP", "thẩm", "quyền", "PLAN", "TASK", "OWNER",
    ]  # fmt: skip
    assert any("thẩm quyền" in entry["text"] for entry in index["docs"])
    assert (site / "search" / "search_index.js").is_file(), (
        "without it there is no search where the site is opened as files"
    )


def test_the_reference_holds_the_public_names(site: Path) -> None:
    import phaply

    text = (site / "reference" / "python.html").read_text(encoding="utf-8")
    for name in phaply.__all__:
        if not name.startswith("_"):
            assert re.search(rf'id="phaply\.[\w.]*\b{name}"', text), name
    for rule in (ROOT / "docs" / "rules").glob("*.md"):
        assert (site / "rules" / f"{rule.stem}.html").is_file()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_in_a_browser_from_the_folder(site: Path, width: int, scheme: str) -> None:
    """Opened as files: nothing is asked of the network, nothing hangs over the edge, search finds, axe finds nothing serious."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra dev)")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra dev)")
    chromium = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for name in ("rules/ND30-OUTLINE-ORDER", "tutorials/officer"):
            page.goto((site / f"{name}.html").as_uri())
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} at {width}"
            serious = [
                f"{v['id']}: {v['nodes'][0]['html']}"
                for v in axe.Axe().run(page).response["violations"]
                # The theme lets wide tables scroll by touch and wheel only.
                if v["impact"] in ("serious", "critical") and v["id"] != "scrollable-region-focusable"
            ]
            assert not serious, f"{name}: {serious}"
        if width > 1000:
            page.click(".md-search__input")
            page.keyboard.type("thẩm quyền")
            first = page.locator(".md-search-result__article h1").first
            first.wait_for(timeout=20_000)
            assert "thẩm quyền" in first.inner_text()
        browser.close()
    assert not [url for url in asked if not re.match(r"(file|data|blob|about):", url)]
