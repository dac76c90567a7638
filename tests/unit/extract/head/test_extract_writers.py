"""Which line names the author: what speaks against bare names, and where they stand."""

from __future__ import annotations

import pytest

from dateline import dumps
from dateline.extract import extract

TEXT = (
    "The ferry company said on Monday that it will buy two ships for the northern route, which has had one since 1998.",
    "Minister Jonas Brandt called the order a relief for the islands. He had asked for it for years.",
    "The first ship is to sail in spring, the second in the autumn of next year. Both will run on batteries.",
    "On the islands people have waited long: in winter the only ship was often out of service for weeks.",
)


def _authors(*lines: str) -> tuple[str, ...]:
    (dump,) = dumps.read_bytes("\n\n".join(lines).encode(), "a.txt")
    (article,) = extract(dump)
    return article.authors


HEAD = ("Ferry company buys two ships for the northern route",)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (("By Ada Kerr", "3 May 2021"), (), ("Ada Kerr",)),
        (("3 May 2021", "Jonas Brandt", "Jonas Brandt", "Ada Kerr"), (), ("Ada Kerr",)),
        (("Brandt Harbour — on thirty days in a cellar", "3 May 2021"), (), ()),
        (("3 May 2021",), ("Source: Levant Eye",), ()),
        (("3 May 2021",), ("Previous Next",), ()),
        (("Tuesday, 3 May 2021, 15:54",), (), ()),
        (("3 May 2021", "Harbour Advertising by"), (), ()),
        (("3 May 2021",), ("Ada Kerr says:", "4 May 2021 at 13:02", "Well done."), ()),
        (("3 May 2021",), ("Related Products", "Knowledge Centre", "Request Info"), ()),
        (
            ("By Ada Kerr", "3 May 2021"),
            ("More from Orlac", "A harbour closes", "By Jon Roe", "4 May 2021"),
            ("Ada Kerr",),
        ),
        (
            ("By Ada Kerr, Jon Roe and Ida Lund", "3 May 2021"),
            ("By Ada Kerr", "3 May 2021"),
            ("Ada Kerr", "Jon Roe", "Ida Lund"),
        ),
        (("3 May 2021", "Ada Kerr, Reuters"), (), ("Ada Kerr", "Reuters")),
        (("Written by Ida and Jon", "3 May 2021"), (), ("Ida", "Jon")),
        (("3 May 2021, 14:26, Ada Kerr",), (), ("Ada Kerr",)),
        (("3 May 2021",), ("Article written by:", "Photo of Ada Kerr", "Ada Kerr", "More from Orlac"), ("Ada Kerr",)),
    ],
)
def test_who_wrote_it(above: tuple[str, ...], below: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert _authors(*HEAD, *above, *TEXT, *below) == expected


def test_a_vietnamese_name_signs_the_text() -> None:
    head = "Hãng phà mua hai tàu cho tuyến phía bắc"
    text = (
        "Hãng phà hôm thứ Hai cho biết sẽ mua hai tàu mới cho tuyến phía bắc, nơi chỉ có một tàu từ năm 1998 đến nay.",
        "Theo phương án được công bố, tàu đầu tiên sẽ chạy vào mùa xuân, tàu thứ hai vào mùa thu năm sau.",
        "Người dân trên đảo đã chờ đợi từ lâu, vì vào mùa đông con tàu duy nhất thường phải nằm bến nhiều tuần.",
    )
    date, back = "Thứ hai, 3/5/2021, 19:25 (GMT+7)", "Trở lại Thời sự"
    assert _authors(head, date, *text, "Lê Phương", back) == ("Lê Phương",)
    assert _authors(head, date, *text, "Minh Quân - Thu Hà", back) == ("Minh Quân", "Thu Hà")


def _named_in(*lines: str) -> tuple[str, ...]:
    (dump,) = dumps.read_bytes("\n\n".join(lines).encode(), "a.txt")
    return extract(dump)[0].authors


ARABIC = (
    "استيقظت الخرطوم صباح اليوم على دوي المدافع، وقال شهود إن الجسور الثلاثة أغلقت أمام السيارات والمارة.",
    "وقالت وزارة الصحة إن ثلاثة مستشفيات خرجت عن الخدمة، وإن عدد الجرحى مرشح للزيادة في الساعات المقبلة.",
    "ودعت لجان الأحياء السكان إلى البقاء بعيداً عن النوافذ، وتقاسم ما لديهم من الماء والدواء والخبز.",
)


def test_a_name_with_its_place_is_the_author_in_a_script_without_capitals() -> None:
    head = ("الرئيسية", "الأخبار", "مستشفيات خارج الخدمة وجسور مغلقة في اليوم الثاني", "16 أبريل، 2023")
    assert _named_in(*head, "الخرطوم: مواهب الطيب بابكر", *ARABIC) == ("مواهب الطيب بابكر",)


def test_reporters_below_each_other_are_all_named() -> None:
    text = ("지난 29일 오후 서울 도심의 한 골목에서 수백 명이 한꺼번에 넘어져 다쳤다고 소방당국이 밝혔다.",
            "경찰은 수사본부를 꾸려 현장 주변의 폐쇄회로 영상을 분석하고 있다고 설명했다.",
            "시민들은 광장에 마련된 분향소를 찾아 꽃을 놓고 고개를 숙였다.")  # fmt: skip
    head = ("사회", "골목에서 넘어진 수백 명, 광장에는 꽃", "송고시간2022-10-31 19:20", "윤서진 기자", "배준호 기자")
    assert _named_in(*head, *text) == ("윤서진", "배준호")


def test_an_editor_whose_label_stands_below_is_no_author() -> None:
    head = ("Home", "News", "Sungai Orlac meluap dan memutus jembatan", "Senin, 3 Oktober 2022, 08:11 WIB",
            "Dimas Raharjo, Ayu Kusumawati", "Penulis", "Bagus Wirawan", "Editor")  # fmt: skip
    text = ("Sungai Orlac meluap pada Minggu malam dan memutus jembatan yang menghubungkan dua kecamatan di pesisir.",
            "Kepala desa mengatakan air naik dua meter dalam satu jam sehingga warga mengungsi ke bukit.",
            "Pemerintah kabupaten menjanjikan jembatan darurat dalam sepekan, kata seorang pejabat.")  # fmt: skip
    assert _named_in(*head, *text) == ("Dimas Raharjo", "Ayu Kusumawati")


def test_a_person_in_the_line_of_the_day_goes_before_names_among_titles_below_the_story() -> None:
    below = "Jon Roe\nThree free ferry apps\nJon Roe"
    assert _authors(*HEAD, "Ada Kerr, ORLAC TODAY 3:53 p.m. EST January 25, 2014", *TEXT, below) == ("Ada Kerr",)
