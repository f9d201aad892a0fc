"""Encodings before Unicode: round trips, telling them apart, fonts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaply.language.encodings import (
    decode,
    encode_tcvn3,
    encode_viscii,
    encode_vni,
    font_encoding,
    tcvn3_to_unicode,
    viqr_to_unicode,
    viscii_to_unicode,
    vni_to_unicode,
)
from phaply.language.syllables import is_syllable, syllable_share

SAMPLE = (
    "Ủy ban nhân dân phường Hòa An ban hành Kế hoạch triển khai thi hành Luật Thực hiện dân chủ ở cơ sở.\n"
    "Công chức Tư pháp - Hộ tịch chủ trì, phối hợp với tổ trưởng các tổ dân phố tổ chức tuyên truyền, phổ biến Luật;\n"
    "thời gian thực hiện: trước ngày 30 tháng 6 năm 2023. Kinh phí bảo đảm từ ngân sách phường, đúng quy định.\n"
)
SMALL = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
LETTERS = st.text(alphabet=SMALL + " .,;0123456789/-", max_size=200)
CAPITAL_LETTERS = st.text(alphabet=SMALL + SMALL.upper() + " .,;0123456789/-\n", max_size=200)

VIQR = (
    "U?y ban nha^n da^n phu+o+`ng Ho`a An ban ha`nh Ke^' hoa.ch trie^?n khai thi ha`nh Lua^.t Thu+.c hie^.n da^n chu? "
    "o+? co+ so+? tre^n ddi.a ba`n phu+o+`ng, go^`m ca'c no^.i dung sau dda^y\n"
)


@given(LETTERS)
def test_tcvn3_round_trip(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert tcvn3_to_unicode(encode_tcvn3(text).decode("latin-1")) == text


@given(CAPITAL_LETTERS)
def test_viscii_round_trip(text: str) -> None:
    assert viscii_to_unicode(encode_viscii(text).decode("latin-1")) == text


@given(st.lists(st.sampled_from([w for w in SAMPLE.split() if w.isalpha()]), max_size=40))
def test_vni_round_trip(words: list[str]) -> None:
    text = " ".join(words)
    back, way = vni_to_unicode(encode_vni(text).decode("cp1252"))
    assert back == text
    assert way.length == len(text)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SAMPLE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + SAMPLE.encode(), "utf-8"),
        (SAMPLE.encode("utf-16"), "utf-16-le"),
        (SAMPLE.encode("utf-16-le"), "utf-16-le"),
        (SAMPLE.encode("utf-16-be"), "utf-16-be"),
        (encode_viscii(SAMPLE), "viscii"),
        (encode_vni(SAMPLE), "vni"),
        (encode_vni(SAMPLE).decode("cp1252").encode(), "vni"),
    ],
)
def test_decode_names_the_encoding(data: bytes, encoding: str) -> None:
    text, found, _ = decode(data)
    assert found == encoding
    assert unicodedata.normalize("NFC", text) == SAMPLE


def test_decode_tcvn3() -> None:
    lower = SAMPLE.replace("Ủ", "ủ")
    for data in (encode_tcvn3(lower), encode_tcvn3(lower).decode("cp1252", "replace").encode()):
        text, found, notes = decode(data)
        assert (text, found) == (lower, "tcvn3")
        assert notes[0][0] == "legacy-encoding"


def test_decode_tcvn3_capitals_by_font_are_restored() -> None:
    heading = "CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM\n"
    data = heading.encode("latin-1") + encode_tcvn3(SAMPLE.replace("Ủ", "ủ"))
    assert decode(data)[0].startswith("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n")


def test_decode_cp1258() -> None:
    # cp1258 writes a vowel with its shape and the tone as a mark of its own.
    parts = []
    for c in SAMPLE:
        full = unicodedata.normalize("NFD", c)
        tone = "".join(m for m in full if m in "\u0300\u0301\u0303\u0309\u0323")
        parts.append(unicodedata.normalize("NFC", "".join(m for m in full if m not in tone)) + tone)
    text, found, _ = decode("".join(parts).encode("cp1258"))
    assert found == "cp1258"
    assert unicodedata.normalize("NFC", text) == SAMPLE


def test_decode_viqr() -> None:
    text, found, _ = decode((VIQR * 2).encode())
    assert found == "viqr"
    assert text.startswith("Ủy ban nhân dân phường Hòa An ban hành Kế hoạch triển khai thi hành Luật Thực hiện")


@pytest.mark.parametrize(
    ("viqr", "text"),
    [
        ("Vie^.t Nam", "Việt Nam"),
        ("DDo^.c la^.p", "Độc lập"),
        ("la`m gi`?", "làm gì?"),
        ("cho ho. Nam", "cho ho. Nam"),
        ("o+? dda^u\\.", "ở đâu."),
    ],
)
def test_viqr_letters(viqr: str, text: str) -> None:
    assert viqr_to_unicode(viqr)[0] == text


def test_twice_encoded_utf8_is_undone() -> None:
    twice = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in SAMPLE.encode()).encode()
    text, found, _ = decode(twice)
    assert found == "utf-8-twice"
    assert text == SAMPLE


@pytest.mark.parametrize(
    ("plain",),
    [
        ("Le café est fermé; où êtes-vous allés? Ça coûte très cher à l'été.",),
        ("Plain English. What's a^2 + b^2? Is it o.k.?",),
        ("x = [a*(b+c)]; // don't do. this",),
        (SAMPLE,),
        ("Điều 1. Phạm vi điều chỉnh",),
        ("",),
    ],
)
def test_good_utf8_stays(plain: str) -> None:
    assert decode(plain.encode()) == (plain, "utf-8", [])


def test_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = SAMPLE.encode()
    text, found, notes = decode(data[:-2] + b"\xff\xc3" + b"\n")
    assert found == "utf-8"
    assert notes[0][0] == "broken-bytes"
    assert text[:100] == SAMPLE[:100]


@given(st.binary(max_size=300))
def test_decode_never_fails(data: bytes) -> None:
    text, encoding, notes = decode(data)
    assert isinstance(text, str)
    assert encoding
    assert all(message for _, message in notes)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3-capitals"),
        (".VnArial NarrowH", "tcvn3-capitals"),
        ("VNI-Times", "vni"),
        ("Times New Roman", None),
        ("Vnarial", None),
    ],
)
def test_font_encoding(font: str, encoding: str | None) -> None:
    assert font_encoding(font) == encoding


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("nghiêng", True),
        ("Quyết", True),
        ("giếng", True),
        ("ƯỚC", True),
        ("khuỷu", True),
        ("mắn", True),
        ("tổc", False),
        ("hµnh", False),
        ("strong", False),
        ("đáp", True),
        ("đảp", False),
    ],
)
def test_is_syllable(word: str, right: bool) -> None:
    assert is_syllable(word) is right


def test_syllable_share_of_vietnamese_is_high() -> None:
    share, count = syllable_share(SAMPLE)
    assert count > 40
    assert share >= 0.98
