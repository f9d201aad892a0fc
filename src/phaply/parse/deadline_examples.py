"""What the grammar of deadlines must read, and what it must not: sentences with their deadlines and their values.

The plan is imagined as issued on 20/5/2023. A value is written `type first..last` with what else holds:
`by ..2023-06-30`, `recurring P1Y ..--12-15`, `duration P5D working after="ngày ký"`.
"""

__all__ = ["EXAMPLES", "PLAN_DATE", "Example"]

Example = tuple[str, tuple[tuple[str, str], ...]]
PLAN_DATE = "2023-05-20"

_BOUNDS: tuple[Example, ...] = (
    ("Gửi báo cáo trước ngày 30/6/2023.", (("trước ngày 30/6/2023", "by ..2023-06-30"),)),
    ("Gửi báo cáo trước 30/6/2023.", (("trước 30/6/2023", "by ..2023-06-30"),)),
    ("hoàn thành trước ngày 15 tháng 6", (("trước ngày 15 tháng 6", "by ..2023-06-15"),)),
    ("Gửi về Phòng trước 17 giờ 00 ngày 15/6/2023.", (("trước 17 giờ 00 ngày 15/6/2023", "by ..2023-06-15"),)),
    ("báo cáo trước 16h30 ngày 02/6.", (("trước 16h30 ngày 02/6", "by ..2023-06-02"),)),
    ("chậm nhất là ngày 16/12, các đơn vị gửi về", (("chậm nhất là ngày 16/12", "by ..2023-12-16"),)),
    ("gửi báo cáo chậm nhất đến ngày 10/9/2023", (("chậm nhất đến ngày 10/9/2023", "by ..2023-09-10"),)),
    ("báo cáo châm nhất ngày 16/12", (("châm nhất ngày 16/12", "by ..2023-12-16"),)),
    ("gửi trước ngây 16/12/2023", (("trước ngây 16/12/2023", "by ..2023-12-16"),)),
    ("Hạn cuối: 25/6/2023", (("25/6/2023", "by ..2023-06-25"),)),
    ("nộp không quá ngày 20/7/2023", (("không quá ngày 20/7/2023", "by ..2023-07-20"),)),
    ("nộp không muộn hơn ngày 20/7", (("không muộn hơn ngày 20/7", "by ..2023-07-20"),)),
    ("kéo dài đến hết ngày 31/7/2023", (("đến hết ngày 31/7/2023", "by ..2023-07-31"),)),
    ("phấn đấu đến năm 2025 đạt 100%", (("đến năm 2025", "by ..2025-12-31"),)),
    ("đến hết quý III năm 2023 hoàn thành", (("đến hết quý III năm 2023", "by ..2023-09-30"),)),
    ("đến cuối năm 2024 phủ kín", (("đến cuối năm 2024", "by ..2024-12-31"),)),
    ("ban hành trước tháng 9/2023", (("trước tháng 9/2023", "by ..2023-08-31"),)),
    ("xong trước quý IV/2023", (("trước quý IV/2023", "by ..2023-09-30"),)),
    ("việc kiểm kê hoàn thành ngày 30/6/2023", (("ngày 30/6/2023", "by ..2023-06-30"),)),
    ("chậm nhất trong quý II/2023", (("chậm nhất trong quý II/2023", "by ..2023-06-30"),)),
    ("Từ quận đến phường: đến 31/12/2023", (("đến 31/12/2023", "by ..2023-12-31"),)),
    ("gửi trước ngày 15/01 năm sau", (("trước ngày 15/01 năm sau", "by ..2024-01-15"),)),
    ("gửi trước ngày 31/6/2023", (("trước ngày 31/6/2023", "by .."),)),
)

_PERIODS: tuple[Example, ...] = (
    ("Thời gian: Quý III năm 2023.", (("Quý III năm 2023", "within 2023-07-01..2023-09-30"),)),
    ("- Thời gian thực hiện: Quý II-III/2023", (("Quý II-III/2023", "within 2023-04-01..2023-09-30"),)),
    ("Thời gian: Quý IV/2023 đến hết Quý II/2024", (("Quý IV/2023 đến hết Quý II/2024", "within 2023-10-01..2024-06-30"),)),
    ("xong trong quý II năm 2023", (("trong quý II năm 2023", "within 2023-04-01..2023-06-30"),)),
    ("- Thời gian: Tháng 6", (("Tháng 6", "within 2023-06-01..2023-06-30"),)),
    ("- Thời gian: Tháng 6 - 8/2023", (("Tháng 6 - 8/2023", "within 2023-06-01..2023-08-31"),)),
    ("thực hiện từ tháng 11/2023 đến tháng 02/2024", (("từ tháng 11/2023 đến tháng 02/2024", "within 2023-11-01..2024-02-29"),)),
    ("thực hiện từ ngày 01/6 đến ngày 31/7/2023", (("từ ngày 01/6 đến ngày 31/7/2023", "within 2023-06-01..2023-07-31"),)),
    ("mở lớp từ ngày 15 đến ngày 20 tháng 6 năm 2023", (("từ ngày 15 đến ngày 20 tháng 6 năm 2023", "within 2023-06-15..2023-06-20"),)),
    ("Từ 01/01đến 31/12/2023", (("Từ 01/01đến 31/12/2023", "within 2023-01-01..2023-12-31"),)),
    ("cao điểm từ 15/12/2023 đến 15/01", (("từ 15/12/2023 đến 15/01", "within 2023-12-15..2024-01-15"),)),
    ("| 26/3/2023- 20/4/2023 |", (("26/3/2023- 20/4/2023", "within 2023-03-26..2023-04-20"),)),
    ("- Thời gian: 08h30 - 11h30, thứ Sáu, ngày 16/6/2023", (("thứ Sáu, ngày 16/6/2023", "within 2023-06-16..2023-06-16"),)),
    ("tổ chức hội nghị vào ngày 20/6/2023", (("vào ngày 20/6/2023", "within 2023-06-20..2023-06-20"),)),
    ("Ngày 15/6/2023 tổ chức hội nghị.", (("Ngày 15/6/2023", "within 2023-06-15..2023-06-15"),)),
    ("Dự kiến trong năm 2023", (("Dự kiến trong năm 2023", "within 2023-01-01..2023-12-31 tentative"),)),
    ("dự kiến tổ chức ngày 10/7/2023", (("dự kiến tổ chức ngày 10/7/2023", "within 2023-07-10..2023-07-10 tentative"),)),
    ("Năm 2023, tổ chức 02 lớp tập huấn.", (("Năm 2023", "within 2023-01-01..2023-12-31"),)),
    ("- Thời gian: Năm 2023 và các năm tiếp theo.", (("Năm 2023 và các năm tiếp theo", "from 2023-01-01.."),)),
    ("duy trì từ tháng 7/2023 trở đi", (("từ tháng 7/2023 trở đi", "from 2023-07-01.."),)),
    ("tiếp nhận sau ngày 01/7/2023", (("sau ngày 01/7/2023", "from 2023-07-01.."),)),
    ("bảo đảm từ ngày 01/7/2023, Luật được thi hành", (("từ ngày 01/7/2023", "from 2023-07-01.."),)),
    ("tăng 12% trong giai đoạn 2023-2025", (("trong giai đoạn 2023-2025", "within 2023-01-01..2025-12-31"),)),
    ("gửi trong 6 tháng đầu năm 2023", (("trong 6 tháng đầu năm 2023", "within 2023-01-01..2023-06-30"),)),
    ("- Thời gian: Kỳ họp thường lệ cuối năm 2023.", (("Kỳ họp thường lệ cuối năm 2023", "within 2023-10-01..2023-12-31"),)),
    ("từ nay đến hết năm 2023", (("từ nay đến hết năm 2023", "within 2023-05-20..2023-12-31"),)),
    ("từ nay đến cuối năm", (("từ nay đến cuối năm", "within 2023-05-20..2023-12-31"),)),
    ("- Thời gian: Tuần 2 tháng 6", (("Tuần 2 tháng 6", "within 2023-06-08..2023-06-14"),)),
    ("- Thời gian hoàn thành: 30/6/2023", (("30/6/2023", "by ..2023-06-30"),)),
    ("- Thời gian: Từ tháng 3 - 11/2023.", (("Từ tháng 3 - 11/2023", "within 2023-03-01..2023-11-30"),)),
    ("- Thời gian: Cả năm", (("Cả năm", "within 2023-01-01..2023-12-31"),)),
    ("- Từ 8 giờ 00 đến 11 giờ 30, ngày 20/6/2023.", (("ngày 20/6/2023", "within 2023-06-20..2023-06-20"),)),
    ("tập trung từ 6/2023 đến 12/2023", (("từ 6/2023 đến 12/2023", "within 2023-06-01..2023-12-31"),)),
    ("thực hiện từ tháng 6 đến 8/2023", (("từ tháng 6 đến 8/2023", "within 2023-06-01..2023-08-31"),)),
    ("triển khai từ năm 2023 đến 2025", (("từ năm 2023 đến 2025", "within 2023-01-01..2025-12-31"),)),
    ("làm từ quý II đến IV năm 2023", (("từ quý II đến IV năm 2023", "within 2023-04-01..2023-12-31"),)),
    ("hoàn thành trong 2 năm 2023-2024", (("trong 2 năm 2023-2024", "within 2023-01-01..2024-12-31"),)),
    ("| 0l/6/2023 - l5/6/2023 |", (("0l/6/2023 - l5/6/2023", "within 2023-06-01..2023-06-15"),)),
    ("Phấn đấu năm 2023 đạt chuẩn", (("năm 2023", "within 2023-01-01..2023-12-31"),)),
    (
        "- Thời gian: bắt đầu từ ngày 01/6/2023 và kết thúc trước ngày 30/11/2023",
        (("bắt đầu từ ngày 01/6/2023 và kết thúc trước ngày 30/11/2023", "within 2023-06-01..2023-11-30"),),
    ),
    ("- Thời gian: Từ ngày ban hành Kế hoạch đến 30/11/2023", (("đến 30/11/2023", "by ..2023-11-30"),)),
    (
        "- Thời gian: Ngay sau khi được phê duyệt và hoàn thành trước ngày 30/6/2023",
        (("Ngay sau khi được phê duyệt", 'event after="được phê duyệt"'), ("trước ngày 30/6/2023", "by ..2023-06-30")),
    ),
    ("- Thời gian: 06 tháng cuối năm 2023", (("06 tháng cuối năm 2023", "within 2023-07-01..2023-12-31"),)),
    ("- Thời gian: 2023-2025", (("2023-2025", "within 2023-01-01..2025-12-31"),)),
    ("- Thời hạn: 2024", (("2024", "within 2024-01-01..2024-12-31"),)),
    ("xong trước kỳ họp cuối năm", (("trước kỳ họp cuối năm", "by ..2023-12-31"),)),
    ("Báo cáo quý I trước ngày 10/3; quý II trước ngày 10/6", (("trước ngày 10/3", "by ..2023-03-10"), ("trước ngày 10/6", "by ..2023-06-10"))),
    ("- Thời gian: 5/2023", (("5/2023", "within 2023-05-01..2023-05-31"),)),
    (
        "- Thời gian: Quý III năm 2023 (sau khi Sở Nội vụ ban hành hướng dẫn, quận có kế hoạch).",
        (("Quý III năm 2023", 'within 2023-07-01..2023-09-30 after="Sở Nội vụ ban hành hướng dẫn, quận có kế hoạch"'),),
    ),
)  # fmt: skip

_RECURRENCES: tuple[Example, ...] = (
    ("Hằng năm, tổ chức tổng kết.", (("Hằng năm", "recurring P1Y"),)),
    ("hàng quý kiểm tra", (("hàng quý", "recurring P3M"),)),
    ("Hằng tháng đôn đốc", (("Hằng tháng", "recurring P1M"),)),
    ("mỗi tuần 02 buổi", (("mỗi tuần", "recurring P1W"),)),
    ("phát thanh 02 buổi/tuần", (("02 buổi/tuần", "recurring P1W"),)),
    ("tối thiểu 01 lần/6 tháng", (("01 lần/6 tháng", "recurring P6M"),)),
    ("đối thoại mỗi năm một lần", (("mỗi năm một lần", "recurring P1Y"),)),
    ("họp 03 tháng một lần", (("03 tháng một lần", "recurring P3M"),)),
    ("Định kỳ 6 tháng, hằng năm báo cáo", (("Định kỳ 6 tháng", "recurring P6M"), ("hằng năm", "recurring P1Y"))),
    ("định kỳ 06 tháng một lần", (("định kỳ 06 tháng một lần", "recurring P6M"),)),
    (
        "báo cáo định kỳ hằng quý, 6 tháng, hằng năm",
        (("định kỳ hằng quý", "recurring P3M"), ("6 tháng", "recurring P6M"), ("hằng năm", "recurring P1Y")),
    ),
    ("Định kỳ báo cáo kết quả", (("Định kỳ", "recurring"),)),
    ("báo cáo định kỳ hằng quý", (("định kỳ hằng quý", "recurring P3M"),)),
    ("báo cáo trước ngày 15/12 hằng năm", (("trước ngày 15/12 hằng năm", "recurring P1Y ..--12-15"),)),
    ("trước ngày 15 tháng 12 hàng năm", (("trước ngày 15 tháng 12 hàng năm", "recurring P1Y ..--12-15"),)),
    ("gửi trước 25 hàng tháng", (("trước 25 hàng tháng", "recurring P1M ..---25"),)),
    ("gửi trước 10h ngày 15 hàng tháng", (("trước 10h ngày 15 hàng tháng", "recurring P1M ..---15"),)),
    ("báo cáo tháng (trước ngày 20), báo cáo khác", (("trước ngày 20", "recurring P1M ..---20"),)),
    ("kiểm tra theo định kỳ 01 lần/quý", (("định kỳ 01 lần/quý", "recurring P3M"),)),
    ("Từ ngày 15/3 đến ngày 15/4 hằng năm", (("Từ ngày 15/3 đến ngày 15/4 hằng năm", "recurring P1Y --03-15..--04-15"),)),
    ("Định kỳ hàng tháng (ngày 20)", (("Định kỳ hàng tháng (ngày 20)", "recurring P1M ..---20"),)),
    (
        "- Thời gian: Trước 30/6, 30/9 và 15/12 hằng năm",
        (("Trước 30/6", "recurring P1Y ..--06-30"), ("30/9", "recurring P1Y ..--09-30"), ("15/12 hằng năm", "recurring P1Y ..--12-15")),
    ),
    ("gửi chậm nhất vào ngày làm việc cuối cùng của tháng", (("chậm nhất vào ngày làm việc cuối cùng của tháng", "recurring P1M"),)),
    ("báo cáo trước ngày 18 hằng tháng", (("trước ngày 18 hằng tháng", "recurring P1M ..---18"),)),
    ("trước ngày 20 của tháng cuối quý", (("trước ngày 20 của tháng cuối quý", "recurring P3M"),)),
    ("gửi trước ngày 15 của tháng", (("trước ngày 15 của tháng", "recurring P1M ..---15"),)),
    ("gửi trước ngày 05 tháng cuối cùng của mỗi quý", (("trước ngày 05 tháng cuối cùng của mỗi quý", "recurring P3M"),)),
    ("gửi trước ngày 01 tháng 3 hàng năm", (("trước ngày 01 tháng 3 hàng năm", "recurring P1Y ..--03-01"),)),
    ("tổ chức vào quý IV hằng năm", (("vào quý IV hằng năm", "recurring P1Y"),)),
    ("giao ban sáng thứ Hai hằng tuần", (("hằng tuần", "recurring P1W"),)),
    ("kiểm tra 6 tháng/lần", (("6 tháng/lần", "recurring P6M"),)),
    ("định kỳ hàng năm (trước ngày 10/12)", (("định kỳ hàng năm (trước ngày 10/12)", "recurring P1Y ..--12-10"),)),
    ("hằng tháng (trước ngày 25 hằng tháng)", (("hằng tháng (trước ngày 25 hằng tháng)", "recurring P1M ..---25"),)),
    (
        "Hằng năm, phường tổng hợp, báo cáo quận trước ngày 15/11.",
        (("Hằng năm", "recurring P1Y"), ("trước ngày 15/11", "recurring P1Y ..--11-15")),
    ),
    (
        "Định kỳ trước ngày 20/6 và trước ngày 20/12 hằng năm",
        (("Định kỳ trước ngày 20/6", "recurring P1Y ..--06-20"), ("trước ngày 20/12 hằng năm", "recurring P1Y ..--12-20")),
    ),
    ("đánh giá, xếp loại cuối năm đối với cá nhân", (("cuối năm", "recurring P1Y"),)),
)  # fmt: skip

_DURATIONS: tuple[Example, ...] = (
    (
        "Trong thời hạn 05 ngày làm việc kể từ ngày ký ban hành, gửi về quận.",
        (("Trong thời hạn 05 ngày làm việc kể từ ngày ký ban hành", 'duration P5D working after="ngày ký ban hành"'),),
    ),
    (
        "chậm nhất 05 (năm) ngày làm việc, kể từ khi nhận hồ sơ;",
        (("chậm nhất 05 (năm) ngày làm việc, kể từ khi nhận hồ sơ", 'duration P5D working after="khi nhận hồ sơ"'),),
    ),
    (
        "chậm nhất sau 03 ngày kể từ khi kết thúc hội nghị phải báo cáo",
        (("chậm nhất sau 03 ngày kể từ khi kết thúc hội nghị", 'duration P3D after="khi kết thúc hội nghị"'),),
    ),
    (
        "gửi tài liệu trước ngày họp ít nhất 02 ngày làm việc.",
        (("ít nhất 02 ngày làm việc", 'duration P2D working before after="ngày họp"'),),
    ),
    ("lấy ý kiến Nhân dân ít nhất 20 ngày", (("ít nhất 20 ngày", "duration P20D"),)),
    ("trong vòng 24 giờ", (("trong vòng 24 giờ", "duration PT24H"),)),
    ("thời gian cung ứng là 12 tháng", (("thời gian cung ứng là 12 tháng", "duration P12M"),)),
    ("| < 10 (ngày làm việc) |", (("< 10 (ngày làm việc)", "duration P10D working"),)),
    ("| < l0 ngày |", (("< l0 ngày", "duration P10D"),)),
    ("- Thời gian: 18 tháng", (("18 tháng", "duration P18M"),)),
    (
        "gửi Sở Tài chính sau 30 ngày, kể từ ngày được giao.",
        (("sau 30 ngày, kể từ ngày được giao", 'duration P30D after="ngày được giao"'),),
    ),
    ("niêm yết 30 ngày liên tục kể từ ngày niêm yết", (("30 ngày liên tục kể từ ngày niêm yết", 'duration P30D after="ngày niêm yết"'),)),
    (
        "thông báo chậm nhất 02 ngày trước ngày phát phiếu",
        (("chậm nhất 02 ngày trước ngày phát phiếu", 'duration P2D before after="ngày phát phiếu"'),),
    ),
    (
        "gửi giấy mời 05 ngày trước ngày 20/6/2023.",
        (("05 ngày trước ngày 20/6/2023", 'duration P5D before ..2023-06-15 after="ngày 20/6/2023"'),),
    ),
)  # fmt: skip

_UNDATED: tuple[Example, ...] = (
    ("- Thời gian: Thường xuyên.", (("Thường xuyên", "continuous"),)),
    ("kiểm tra thường xuyên, liên tục", (("thường xuyên, liên tục", "continuous"),)),
    ("thực hiện trong suốt nhiệm kỳ", (("trong suốt nhiệm kỳ", "continuous"),)),
    ("ký hợp đồng sau khi có kết quả.", (("sau khi có kết quả", 'event after="có kết quả"'),)),
    ("tạo quỹ đất trước khi kêu gọi đầu tư", (("trước khi kêu gọi đầu tư", 'event before after="kêu gọi đầu tư"'),)),
    ("Ngay sau khi được phê duyệt, niêm yết", (("Ngay sau khi được phê duyệt", 'event after="được phê duyệt"'),)),
    ("sơ kết giữa nhiệm kỳ", (("giữa nhiệm kỳ", 'event after="giữa nhiệm kỳ"'),)),
    ("- Thời gian: Theo hướng dẫn của cấp trên", (("Theo hướng dẫn của cấp trên", "external"),)),
    ("- Thời gian hoàn thành: theo yêu cầu của quận", (("theo yêu cầu của quận", "external"),)),
    ("gửi hồ sơ theo đúng thời gian đã quy định trong kế hoạch:", (("theo đúng thời gian đã quy định trong kế hoạch", "external"),)),
    ("- Thời gian: Tại kỳ họp thứ 10 Hội đồng nhân dân phường", (("Tại kỳ họp thứ 10 Hội đồng nhân dân phường", 'event after="Tại kỳ họp thứ 10 Hội đồng nhân dân phường"'),)),
    ("- Thời gian: Trước và sau Tết Nguyên đán", (("Trước và sau Tết Nguyên đán", 'event after="Trước và sau Tết Nguyên đán"'),)),
    ("- Thời gian: Kịp thời", (("Kịp thời", "none"),)),
)  # fmt: skip

_NONE: tuple[Example, ...] = tuple(
    (text, ())
    for text in (
        "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ",
        "Luật có hiệu lực thi hành từ ngày 01/7/2023",
        "Quyết định này có hiệu lực kể từ ngày ký",
        "báo cáo theo quy định",
        "- Thời gian: Theo quy định",
        "kiểm tra đột xuất khi có yêu cầu",
        "nếu có khó khăn, kịp thời phản ánh",
        "trong quá trình thực hiện",
        "lập dự toán ngân sách năm 2024",
        "Kế hoạch sản xuất năm 2023",
        "2/3 số hộ tán thành",
        "Giấy phép bán hàng quy định tại khoản 1",
        "hoạt động kiểm định kỹ thuật",
        "quan trọng năm qua",
        "điện thoại 0297 386 2157, trực 24/7",
        "tỷ lệ bản đồ 1/500",
        "có 3 năm kinh nghiệm",
        "năm học 2023-2024",
        "sinh ngày 12/5/1980",
        "Chi thường xuyên của phường",
        "sự phối hợp chặt chẽ, thường xuyên, hiệu quả",
        "tầm nhìn đến năm 2050",
        "từ năm 2015 đến nay",
        "đã hoàn thành trong năm 2022",
        "Việt Nam 2023",
        "kỷ niệm ngày 27/7",
        "ngày làm việc tiếp theo",
        "Thời gian, địa điểm do phường bố trí",
        "Hải Minh, ngày 12 tháng 5 năm 2023",
    )
)

EXAMPLES: tuple[Example, ...] = (*_BOUNDS, *_PERIODS, *_RECURRENCES, *_DURATIONS, *_UNDATED, *_NONE)
