"""The list of concepts: one place for every phrase, the same thing by other names, near things apart."""

from collections import Counter

import pytest

from phaply.align.concepts import bag_of
from phaply.language import fold
from phaply.parse.lexicon import rows
from phaply.parse.verbs import verb_class

ROWS = rows("concepts")
PHRASES = [(phrase.strip(), row["concept"]) for row in ROWS for phrase in row["words"].split(";")]


def test_no_phrase_stands_twice() -> None:
    twice = {phrase: n for phrase, n in Counter(fold(phrase) for phrase, _ in PHRASES).items() if n > 1}
    assert twice == {}


def test_no_concept_stands_twice() -> None:
    assert [concept for concept, n in Counter(row["concept"] for row in ROWS).items() if n > 1] == []


def test_phrases_are_small_letters_and_whole() -> None:
    assert [phrase for phrase, _ in PHRASES if not phrase or phrase != fold(phrase) or "  " in phrase] == []


def test_weights() -> None:
    assert [row["concept"] for row in ROWS if not 0 < float(row["weight"]) <= 1] == []


def test_other_words_for_a_verb_name_a_verb_of_the_list() -> None:
    verbs = [row["concept"][2:] for row in ROWS if row["concept"].startswith("v:")]
    assert [verb for verb in verbs if verb_class(verb) is None] == []


SAME = [
    ("khảo sát mức độ hài lòng", "lấy phiếu đánh giá sự hài lòng"),
    ("khảo sát", "phát phiếu thăm dò"),
    ("thành lập tổ liên gia", "ra mắt tổ liên gia an toàn"),
    ("đánh dấu trên bản đồ", "lập sơ đồ"),
    ("điểm chữa cháy công cộng", "tủ chữa cháy công cộng"),
    ("lối thoát nạn thứ hai", "lối thoát hiểm thứ 2"),
    ("sơ tán dân", "đưa người dân đến nơi an toàn"),
    ("công dân đủ 17 tuổi", "nam thanh niên đủ 17 tuổi"),
    ("khám tuyển", "sơ tuyển"),
    ("diệt lăng quăng", "lật úp dụng cụ chứa nước"),
    ("tiêm chủng", "tiêm vét vắc xin"),
    ("tiêu độc khử trùng", "phun thuốc sát trùng"),
    ("bếp ăn tập thể", "bếp ăn bán trú"),
    ("người lao động đi làm việc ở nước ngoài", "xuất khẩu lao động"),
    ("xóa nhà tạm, nhà dột nát", "nhà đại đoàn kết"),
    ("nơi tạm lánh", "địa chỉ tin cậy"),
    ("vận động học sinh bỏ học", "huy động trẻ ra lớp"),
    ("nghĩa trang liệt sĩ", "nhà bia"),
    ("chứng thực bản sao điện tử", "chứng thực điện tử"),
    ("hương ước", "quy ước khu phố"),
    ("đơn thư", "khiếu nại, tố cáo"),
    ("kê khai tài sản, thu nhập", "bản kê khai tài sản"),
    ("bình dân học vụ số", "kỹ năng số"),
    ("quét hồ sơ", "số hóa hồ sơ"),
    ("phân loại rác tại nguồn", "phân loại chất thải rắn tại nguồn"),
    ("lấn chiếm vỉa hè", "chiếm dụng lòng đường"),
    ("tháo dỡ mái che", "tháo dỡ mái vẩy"),
    ("giải phóng mặt bằng", "bồi thường, hỗ trợ"),
    ("ngày hội đại đoàn kết", "ngày hội đại đoàn kết toàn dân tộc ở khu dân cư"),
    ("kiện toàn ban chỉ đạo", "bổ sung thành viên ban chỉ đạo"),
    ("trang bị bình chữa cháy", "mua bình bột"),
    ("tiếp xúc cử tri", "ý kiến cử tri"),
    ("sơ kết", "đánh giá rút kinh nghiệm"),
]
"""Two ways to say one thing share a token that tells."""

APART = [
    ("kiểm tra", "rà soát"),
    ("hội nghị quán triệt", "tập huấn"),
    ("hội nghị", "truyền thanh"),
    ("diễn tập", "tập huấn"),
    ("đường dây nóng", "lịch trực"),
    ("đuối nước", "dạy bơi"),
    ("lễ hội", "mít tinh"),
    ("lăng quăng", "muỗi"),
    ("khám tuyển", "lệnh gọi nhập ngũ"),
    ("tạm trú", "căn cước"),
    ("hộ nghèo", "giảm nghèo"),
    ("bảo hiểm y tế", "bảo hiểm xã hội tự nguyện"),
    ("bạo lực gia đình", "bình đẳng giới"),
    ("trộm cắp", "tín dụng đen"),
    ("cai nghiện", "xét nghiệm ma túy"),
    ("kênh mương", "cống rãnh"),
    ("cây xanh", "rừng"),
    ("chợ", "hàng giả"),
    ("xóa mù chữ", "phổ cập giáo dục"),
    ("hòa giải", "trợ giúp pháp lý"),
    ("thống kê thiệt hại", "khắc phục hậu quả"),
    ("giải ngân", "quyết toán"),
    ("thùng rác", "điểm tập kết"),
]
"""Things that are merely near share none."""

PLAIN = [
    ("trong trường hợp cần thiết", "c:school"),
    ("cung cấp dịch vụ", "c:epidemic"),
    ("chính sách", "c:library"),
    ("nông thôn", "c:village"),
    ("bản đồ", "c:village"),
    ("thời điểm", "c:place"),
    ("cảnh báo", "c:newspaper"),
    ("dấu hiệu", "c:seal"),
    ("kỷ luật", "c:law-text"),
    ("hiện trường", "c:school"),
    ("phiếu thăm dò", "v:thăm"),
    ("xã hội", "c:commune"),
]
"""A word that holds a shorter one of the list means another thing."""


def telling(text: str) -> set[str]:
    """The things and acts that a text names."""
    return {token for token, weight in bag_of(text).tokens.items() if token[0] in "cv" and weight >= 0.5}


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_thing_by_other_words(one: str, other: str) -> None:
    assert telling(one) & telling(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_near_things_stay_apart(one: str, other: str) -> None:
    assert telling(one) and telling(other) and not telling(one) & telling(other)


@pytest.mark.parametrize(("text", "token"), PLAIN)
def test_a_longer_word_is_not_what_it_holds(text: str, token: str) -> None:
    assert token not in bag_of(text).tokens
