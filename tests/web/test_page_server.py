"""The page as a server: headers, who may ask, limits, uploads in memory, answers that do not mix. No browser."""

import io
import re
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("httpx")
from starlette.testclient import TestClient

from phaply.web.app import create_app
from phaply.web.ask import FORMS
from phaply.web.guard import is_loopback
from phaply.web.limits import PageLimits
from phaply.web.upload import clean_name
from phaply.web.wording import PACKS

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
DRAFT = ("du-thao-phuong-tan-le.docx", (SAMPLES / "du-thao-phuong-tan-le.docx").read_bytes())
ABOVE = ("ke-hoach-quan-lam-thuy.txt", (SAMPLES / "ke-hoach-quan-lam-thuy.txt").read_bytes())
PLAN = """ỦY BAN NHÂN DÂN
PHƯỜNG {ward}

Số: {number}/KH-UBND

{place}, ngày 12 tháng 5 năm 2023

KẾ HOẠCH
{subject}

II. NỘI DUNG

1. Tổ chức hội nghị phổ biến Luật.
- Chủ trì: Công chức Tư pháp - hộ tịch.
"""
LIMITS = PageLimits(
    workers=2, file_bytes=2_000_000, request_bytes=3_000_000, files=4, work_seconds=20, keep_seconds=600, jobs=40
)
BASE = "http://127.0.0.1:8346"


def plan(ward: str = "HÒA AN", number: str = "15", place: str = "Hòa An", subject: str = "Thi hành Luật") -> bytes:
    return PLAN.format(ward=ward, number=number, place=place, subject=subject).encode()


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(LIMITS), base_url=BASE, follow_redirects=True) as made:
        yield made


def files(*sent: tuple[str, tuple[str, bytes]]) -> list[tuple[str, tuple[str, bytes]]]:
    return list(sent)


def check(client: TestClient, name: str, data: bytes, **fields: Any) -> str:
    """Send one draft as a plain form does; the page that comes back in the end."""
    answer = client.post("/check", files=files(("draft", (name, data))), data=fields)
    for _ in range(200):
        if 'http-equiv="refresh"' not in answer.text:
            break
        time.sleep(0.05)
        answer = client.get(str(answer.url))
    return answer.text


@pytest.mark.parametrize("path", ["/", "/?lang=en", "/static/page.js", "/jobs/none", "/nowhere", "/rules"])
def test_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_nothing_inline_and_nothing_from_elsewhere(client: TestClient) -> None:
    for text in (client.get("/").text, check(client, *DRAFT)):
        assert not re.search(r"<script(?![^>]* src=\"/static/)", text)
        assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:", text)
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text)


HOSTS = [
    ("127.0.0.1:8346", 200),
    ("localhost:8346", 200),
    ("[::1]:8346", 200),
    ("LOCALHOST", 200),
    ("evil.example", 421),
    ("evil.example:8346", 421),
    ("127.0.0.1.evil.example", 421),
    ("localhost.evil.example:8346", 421),
    ("192.168.1.5:8346", 421),
    ("", 421),
    ("[::1", 421),
]


@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_host_on_loopback(client: TestClient, host: str, status: int) -> None:
    assert client.get("/", headers={"host": host}).status_code == status


def test_host_when_open_to_the_network() -> None:
    with TestClient(create_app(LIMITS, host="0.0.0.0", names=("desk-7",)), base_url=BASE) as made:
        answers = {
            h: made.get("/", headers={"host": h}).status_code for h in ("192.168.1.5:8346", "desk-7", "evil.example")
        }
    assert answers == {"192.168.1.5:8346": 200, "desk-7": 200, "evil.example": 421}


ORIGINS = [
    ({}, True),
    ({"origin": BASE}, True),
    ({"origin": "http://evil.example"}, False),
    ({"origin": "http://127.0.0.1:9999"}, False),
    ({"origin": "null"}, False),
    ({"sec-fetch-site": "cross-site"}, False),
    ({"sec-fetch-site": "same-site"}, False),
    ({"origin": BASE, "sec-fetch-site": "same-origin"}, True),
]


@pytest.mark.parametrize(("headers", "allowed"), ORIGINS)
def test_posts_from_elsewhere(client: TestClient, headers: dict[str, str], allowed: bool) -> None:
    answer = client.post("/check", files=files(("draft", ("a.txt", plan()))), headers=headers, follow_redirects=False)
    assert answer.status_code == (303 if allowed else 403)


def test_other_methods(client: TestClient) -> None:
    assert client.request("PUT", "/check").status_code == 405
    assert client.get("/check").status_code == 405


def test_report_with_both_texts_and_downloads(client: TestClient) -> None:
    answer = client.post("/check", files=files(("draft", DRAFT), ("above", ABOVE)))
    assert answer.status_code == 200
    assert 'id="coverage"' in answer.text and "Họp tổ dân phố" in answer.text
    address = str(answer.url).partition("?")[0]
    for form, (_, kind) in FORMS.items():
        got = client.get(f"{address}/{form}")
        assert got.status_code == 200 and got.headers["content-type"] == kind, form
        assert got.headers["content-disposition"].startswith("attachment; filename=")
        if form in ("docx", "fixed", "xlsx"):
            assert zipfile.ZipFile(io.BytesIO(got.content)).testzip() is None
    assert client.get(f"{address}/exe").status_code == 404
    assert client.get(f"{address.removesuffix('/1')}/2").status_code == 404


def test_several_drafts(client: TestClient) -> None:
    sent = files(
        ("draft", ("a.txt", plan(subject="Việc A"))), ("draft", ("b.txt", b"\x00\x01\x02PK")), ("draft", DRAFT)
    )
    answer = client.post("/check", files=sent)
    while 'http-equiv="refresh"' in answer.text:
        answer = client.get(str(answer.url))
    assert answer.text.count("<li>") == 3
    assert "Việc A" in answer.text and "Không đọc được tệp b.txt" in answer.text


def test_both_languages(client: TestClient) -> None:
    answer = client.post("/check", files=files(("draft", DRAFT)))
    assert "Cảnh báo" in answer.text
    english = client.get(str(answer.url).replace("lang=vi", "lang=en"))
    assert "Warning" in english.text and "Cảnh báo" not in english.text


def test_switches(client: TestClient) -> None:
    all_on = check(client, *DRAFT)
    assert "ND30-NUMBER-BLANK" in all_on and "PLAN-TASK-OWNER" in all_on
    form_only = check(client, *DRAFT, switches="1", pack="nd30")
    found = form_only.partition("<main")[2]
    assert "ND30-NUMBER-BLANK" in found and "PLAN-TASK-OWNER" not in found
    one_off = check(client, *DRAFT, switches="1", pack="nd30", rules_shown="1", rule=["ND30-DATE-BLANK"])
    found = one_off.partition("<main")[2]
    assert "ND30-DATE-BLANK" in found and "ND30-NUMBER-BLANK" not in found
    assert "ít nhất một nhóm quy tắc" in check(client, *DRAFT, switches="1")
    assert "Xét theo ngày 01/6/2024" in check(client, *DRAFT, as_of="1/6/2024")
    assert "không phải ngày" in check(client, *DRAFT, as_of="hôm qua")


def test_again_with_other_switches(client: TestClient) -> None:
    first = client.post("/check", files=files(("draft", DRAFT)))
    address = str(first.url).partition("?")[0].removesuffix("/1")
    fields = {"switches": (None, b"1"), "pack": (None, b"plan")}
    second = client.post(f"{address}/again", files=fields)
    found = second.text.partition("<main")[2]
    assert "PLAN-TASK-OWNER" in found and "ND30-NUMBER-BLANK" not in found


@pytest.mark.parametrize("sample", ["sample_faulty", "sample_clean", "sample_table"])
def test_samples(client: TestClient, sample: str) -> None:
    answer = client.post("/check", files={"sample": (None, sample.encode())})
    assert answer.status_code == 200 and 'id="coverage"' in answer.text


BROKEN = [
    ("trống.docx", b"", "Không đọc được tệp trống.docx: tệp trống"),
    ("hỏng.docx", b"PK\x03\x04 this is no archive", "hỏng.docx"),
    ("ảnh.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "đây là ảnh"),
    ("lạ.bin", bytes(range(256)) * 8, "lạ.bin"),
    ("hỏng.pdf", b"%PDF-1.7\nnothing", "hỏng.pdf"),
]


@pytest.mark.parametrize(("name", "data", "said"), BROKEN)
def test_broken_file_is_one_sentence(client: TestClient, name: str, data: bytes, said: str) -> None:
    text = check(client, name, data)
    alert = re.search(r'role="alert"[^>]*>(.*?)</div>', text, re.S)
    assert alert and said in alert[1] and "Traceback" not in text and "Error" not in alert[1]


def test_no_file(client: TestClient) -> None:
    answer = client.post("/check", files={"stage": (None, b"draft")})
    assert answer.status_code == 400 and "Hãy chọn ít nhất một dự thảo" in answer.text
    answer = client.post("/check", content=b"draft=x", headers={"content-type": "text/plain"})
    assert answer.status_code == 400


def test_limits(client: TestClient) -> None:
    big = client.post("/check", files=files(("draft", ("to.txt", b"a" * 2_500_000))))
    assert big.status_code == 400 and "to.txt quá lớn" in big.text
    many = client.post("/check", files=files(*[("draft", (f"{i}.txt", plan())) for i in range(5)]))
    assert many.status_code == 400 and "tối đa 4 tệp" in many.text
    whole = client.post("/check", files=files(("draft", ("to.txt", b"a" * 3_500_000))))
    assert whole.status_code == 413
    said_wrong = client.post(
        "/check",
        content=(b"x" * 100_000 for _ in range(40)),
        headers={"content-type": "multipart/form-data; boundary=b"},
    )
    assert said_wrong.status_code in (400, 413)
    wanted = client.post(
        "/check", files=files(("draft", ("a.txt", plan()))), headers={"accept": "application/json"}
    ).json()
    assert wanted["job"].startswith("/jobs/")


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def test_everything_is_escaped(client: TestClient) -> None:
    text = check(client, f"{HOSTILE}.txt", plan(ward=HOSTILE, number=HOSTILE, place=HOSTILE, subject=HOSTILE))
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text and "<img src" not in text


NAMES = [
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\x\\kế hoạch.docx", "kế hoạch.docx"),
    ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
    ("\u202etxt.exe", "txt.exe"),
    ("", "van-ban"),
    ("..", "van-ban"),
    ("x" * 300 + ".docx", "x" * 110 + "….docx"),
]


@pytest.mark.parametrize(("sent", "kept"), NAMES)
def test_names_of_files(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


def test_download_name_cannot_break_the_header(client: TestClient) -> None:
    answer = client.post("/check", files=files(("draft", ('a"\u2028b; filename=x.txt', plan()))))
    got = client.get(f"{str(answer.url).partition('?')[0]}/json")
    assert got.headers["content-disposition"].count("filename=") == 1


def test_paths_are_never_looked_for(client: TestClient) -> None:
    for path in ("/static/..%2f..%2fapp.py", "/static/app.py", "/static/%2e%2e/app.py"):
        assert client.get(path).status_code == 404


def test_nothing_touches_the_disk(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened on the disk")

    monkeypatch.setattr(tempfile, "TemporaryFile", forbidden)
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", forbidden)
    text = check(client, "dài.txt", plan() + b"\n" + ("Nội dung. " * 90_000).encode())
    assert 'id="findings"' in text


def test_parallel_requests_do_not_mix(client: TestClient) -> None:
    jobs = {}
    for i in range(20):
        sent = files(("draft", ("a.txt", plan(subject=f"Công tác số {i} của phường"))))
        begun = client.post("/check", files=sent, headers={"accept": "application/json"}).json()
        jobs[i] = begun
    assert len({j["job"] for j in jobs.values()}) == 20
    for i, begun in jobs.items():
        while not client.get(begun["status"]).json()["done"]:
            time.sleep(0.02)
        text = client.get(begun["job"]).text
        assert f"Công tác số {i} của phường" in text
        assert sum(f"Công tác số {k} của phường" in text for k in range(20)) == 1


def test_slow_work_is_ended_and_the_next_is_done() -> None:
    limits = PageLimits(workers=1, work_seconds=1.0)
    long = plan() + ("1. Phòng Nội vụ chủ trì, báo cáo trước ngày 30/6/2023.\n" * 40_000).encode()
    with TestClient(create_app(limits), base_url=BASE, follow_redirects=True) as made:
        assert "quá 1 giây nên đã dừng" in check(made, "dài.txt", long)
        assert 'id="findings"' in check(made, "ngắn.txt", plan())


def test_answers_expire(client: TestClient) -> None:
    answer = client.post("/check", files=files(("draft", DRAFT)))
    while 'http-equiv="refresh"' in answer.text:
        answer = client.get(str(answer.url))
    assert client.get(str(answer.url)).status_code == 200
    name = str(answer.url).split("/jobs/")[1].split("/")[0]
    client.app.state.jobs.find(name).touched -= LIMITS.keep_seconds + 1  # type: ignore[attr-defined]
    gone = client.get(str(answer.url))
    assert gone.status_code == 404 and "không còn" in gone.text


def test_waiting_line_is_bounded() -> None:
    limits = PageLimits(workers=1, waiting=2)
    with TestClient(create_app(limits), base_url=BASE) as made:
        sent = files(("draft", ("a.txt", plan())))
        statuses = [
            made.post("/check", files=sent, headers={"accept": "application/json"}).status_code for _ in range(4)
        ]
    assert statuses == [200, 200, 400, 400]


def test_packs_of_the_page_are_the_shipped_ones(client: TestClient) -> None:
    from phaply.rules.loader import shipped_packs

    assert set(PACKS) <= set(shipped_packs())
    check(client, *DRAFT)  # by then the processes have told the page of their rules
    front = client.get("/").text
    assert all(f'name="pack" value="{name}"' in front for name in shipped_packs())
    text = client.get("/rules").text
    assert "ND30-NUMBER-BLANK" in text and "PLAN-TASK-OWNER" in text


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("desk-7", False)]
)
def test_loopback(host: str, local: bool) -> None:
    assert is_loopback(host) is local
