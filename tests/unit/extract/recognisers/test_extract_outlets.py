from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.lines.units import units
from dateline.extract.recognisers import outlets


def found_in(text: str) -> list[tuple[str, str]]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return [(item.name, item.rule) for item in outlets.find(dump, units(dump.lines, frozenset(dump.hints.lines)))]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2024 The Meridian Courier. All rights reserved.", "The Meridian Courier"),
        ("Copyright © 2019-2024 Talmera Herald Ltd.", "Talmera Herald"),
        ("© Kessim Post 2024", "Kessim Post"),
        ("© 2024 Kessim Post Ltd or its affiliated companies. All rights reserved.", "Kessim Post"),
        ("Copyright 2024 Talmera Herald and its licensors", "Talmera Herald"),
    ],
)
def test_copyright_line_names_the_outlet(line: str, name: str) -> None:
    assert found_in(f"A story.\n{line}\n")[0] == (name, "a copyright line")


@pytest.mark.parametrize(
    "line", ["The Kessim Post", "KESSIM POST", "A truce holds - Kessim Post", "Write to desk@kessimpost.example"]
)
def test_copyright_line_is_sure_where_the_name_stands_elsewhere(line: str) -> None:
    (dump,) = read_bytes(f"{line}\nA story.\n© 2024 Kessim Post\n".encode(), "a.txt")
    (best, *_) = outlets.find(dump, units(dump.lines))
    assert (best.name, best.score) == ("Kessim Post", 0.92)
    (dump,) = read_bytes(b"The post of Kessim\nA story.\n\xc2\xa9 2024 Kessim Media Ltd\n", "a.txt")
    (best, *_) = outlets.find(dump, units(dump.lines))
    assert best.score < 0.9


def test_house_style_names_the_agency() -> None:
    assert ("Reuters", "the house style of an agency") in found_in("KESSIM, Orvania (Reuters) - Rebels left town.")


def test_a_day_in_front_of_the_first_sentence_names_no_agency() -> None:
    assert found_in("KESSIM (Aug. 13) -- Rebels left town.") == []


def test_what_a_portal_is_not_liable_for_is_no_outlet() -> None:
    assert [name for name, _ in found_in("江流台\n渡轮复航\n江流台 © 2013 非本网站内容江流台概不负责\n")] == ["江流台"]


def test_credits_of_pictures_hint_at_the_outlet() -> None:
    text = "A crowd at the ministry [Nora Lind/The Meridian Courier]\nA crossing [AFP]\nA road [Jo Doe/Reuters]\n"
    assert found_in(text) == [("The Meridian Courier", "the credits of pictures")]


def test_an_account_on_a_network_and_an_address_are_no_outlets() -> None:
    assert found_in("The mayor waits on the quay (KESSIMPOOL/Facebook/Ida Roth)\nA road opens again.\n") == []
    assert found_in('Retrieved from "http://en.kessim.example/w/index.php?title=A_road&via=afp"\nA road.\n') == []


def test_hint_wins() -> None:
    assert found_in("Source: The Kessim Post\nURL: https://example.org/a\n\n© 2024 Other\n") == [
        ("The Kessim Post", "hint")
    ]


def test_host_of_an_address() -> None:
    assert outlets.domain("https://www.example.co.uk/a") == "example.co.uk"
    assert outlets.domain("no address") == ""


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Copyright 2011 東北電視 無断転載を禁じます", "東北電視"),
        ("© 2024 Kessim Post Press", "Kessim Post Press"),
    ],
)
def test_what_a_copyright_line_forbids_is_no_part_of_the_name(line: str, name: str) -> None:
    assert found_in(f"A story.\n{line}\n")[0][0] == name


def test_the_credit_of_a_picture_names_no_outlet() -> None:
    assert found_in("The hall on Tuesday morning. © Belga\nA story.\n") == []


MAIL = "From: {}\nDate: Tue, 28 Jan 2025\nSubject: A story\n\nA story.\n"


def test_a_forwarded_mail_names_its_sender_where_an_outlet_sends() -> None:
    sender = "the sender of a mail that was forwarded"
    assert found_in("for the archive\n\n" + MAIL.format("Kessim Post <news@kessim.example>")) == [
        ("Kessim Post", sender)
    ]
    assert found_in("for the archive\n\n" + MAIL.format("Lena Orrick <lena@kessim.example>")) == []


def test_who_forwards_a_mail_is_not_its_outlet() -> None:
    head = b"From: Jens <jens@example.org>\nSubject: Fwd: A story\nMIME-Version: 1.0\nContent-Type: text/plain\n\n"
    (dump,) = read_bytes(head + MAIL.format("Lena <lena@kessim.example>").encode(), "a.eml")
    assert outlets.find(dump, units(dump.lines)) == ()


@pytest.mark.parametrize("name", ["The Orlac Review", "L'Écho d'Orlac", "Talbot und Söhne"])
def test_a_name_at_the_top_that_the_page_says_again_is_its_outlet(name: str) -> None:
    found = found_in(f"{name}\nMenu\nA ferry sails again\nThe ferry left the harbour.\nMore from {name}\n")
    assert (name, "a name at the top that the page says again") in found


def test_what_the_story_speaks_of_is_no_outlet_by_that() -> None:
    told = "The harbour office of Orlac Ferries said so.\n" * 3
    assert not found_in(f"Orlac Ferries\nA ferry sails again\n{told}More about Orlac Ferries\n")
    assert not found_in("Ferries\nA ferry sails again\nMore from Ferries\n")


def test_a_year_in_other_digits_ends_a_copyright_line() -> None:
    assert found_in("قصة.\nجميع الحقوق محفوظة © الميناء ٢٠٢٣\n")[0] == ("الميناء", "a copyright line")


def test_a_name_below_the_label_of_a_source() -> None:
    assert found_in("Format\nNews\nSource\nOrlac Relief Council\nPosted\n18 Sep 2024\nA story.\n")[0] == (
        "Orlac Relief Council",
        "below the label of a source",
    )


def test_a_photographer_behind_an_agency_is_no_outlet() -> None:
    assert not found_in("A ferry sails again.\nFoto: Orlac Bild / Ida Roth\n")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2023 Copyright MONDE 7 - All rights reserved. MONDE 7 answers for no other site.", "MONDE 7"),
        ("© 7 Dager, 2023", "7 Dager"),
        ("INSIDER IS A KESSIM NETWORK. © 2024 KESSIM MEDIA, LLC. ALL RIGHTS RESERVED.", "KESSIM MEDIA"),
    ],
)
def test_names_with_numbers_and_lines_with_more_than_the_claim(line: str, name: str) -> None:
    assert found_in(f"A story.\n{line}\n")[0][0] == name


def test_a_name_before_the_mark_is_the_outlet_where_it_stands_elsewhere_too() -> None:
    line = "Radio Volna © 2022 RV, Inc. All Rights Reserved."
    assert found_in(f"By Radio Volna's service\nA story.\n{line}\n")[0][0] == "Radio Volna"
    assert found_in(f"A story.\n{line}\n") == []


def test_a_caption_with_its_credit_is_no_copyright_line() -> None:
    caption = (
        "A picture from April shows disturbed ground about 200 metres south of Talmera. Image © 2022 Skyline Labs Inc."
    )
    assert found_in(f"A story.\n{caption}\n") == []


def test_a_network_that_showed_a_picture_is_no_outlet() -> None:
    assert found_in("A bus with no windows, on the quay. (Ida Roth / Telegram)\nA story.\n") == []


def test_a_name_at_the_end_that_the_page_says_again_is_likely() -> None:
    page = (
        "Ferry sails\nA story.\nWe work hard. Consider supporting the Dnieper Independent.\nThe Dnieper Independent\n"
    )
    name = ("The Dnieper Independent", "a name at the end that the page says again")
    assert name not in found_in(page.replace("supporting the Dnieper Independent", "supporting us"))
    lines = "\n".join(f"Line {n}" for n in range(10))
    assert found_in(f"{lines}\n{page.replace('the Dnieper', 'The Dnieper')}") == [name]


def test_a_label_names_the_outlet_in_its_own_line() -> None:
    page = "Полдень — Новости\nПаром снова ходит\nИсточник: Полдень\nРассказ.\n"
    assert found_in(page) == [("Полдень", "behind the label of a source")]
    assert found_in(page.replace("Полдень — ", "")) == []


def test_a_full_stop_in_any_script_ends_the_name_of_a_copyright_line() -> None:
    assert found_in("Պատմություն։\n© 2023 Արագած լրատվական կայք։\n")[0][0] == "Արագած լրատվական կայք"


def test_terms_that_open_with_a_claim_name_the_outlet_and_not_who_passes_it_on() -> None:
    terms = "Distributed by AllContinent Media. To contact the holder for corrections or leave to republish, or to"
    line = (
        f"Copyright © 2022 Nile Beacon. All rights reserved. {terms} make any other use of this material, write to us."
    )
    assert found_in(f"A story.\n{line}\n")[0] == ("Nile Beacon", "a copyright line")
    never = f"Copyright: Any use of The Delta Star without leave is forbidden. {terms} make use, write."
    assert found_in(f"A story.\n{never}\n") == []


def test_a_brief_caption_with_its_photographer_names_no_outlet() -> None:
    assert found_in("Candles at the market of Orlac. © Jonas Reyer\nA story.") == []


def test_the_outlet_is_named_without_its_company() -> None:
    page = "El Faro\nEspaña\nA story.\n© EL FARO EDICIONES SL"
    assert found_in(page)[0][0] == "El Faro"
    page = "Letraclara\nInicio\n" + "The river rose in the night.\n" * 8 + "Letraclara A.C. 2019"
    assert ("Letraclara", "a name at the top and at the foot") in found_in(page)


def test_a_service_that_shows_pages_is_no_outlet() -> None:
    text = "PressReader - The Limpopo Star : 2019-03-25\nA story.\n© PressReader. All rights reserved."
    assert found_in(text)[0][0] == "The Limpopo Star"
    assert all(name != "PressReader" for name, _ in found_in(text))


def test_a_name_may_stand_in_quotation_marks() -> None:
    assert found_in("A story.\n© 2022 «Дніпровський огляд»")[0][0] == "Дніпровський огляд"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("2021-07-21 08:15　来源: 滨海观察 举报", "滨海观察"),
        ("2021-07-21 08:15来源：滨海观察作者：方知秋", "滨海观察"),
        ("2021年07月21日 08:15\n来源：滨海观察", "滨海观察"),
        ("2021年07月21日08:15 来源：滨海观察-社会频道", "滨海观察"),
        ("2021-07-21 08:15 來源：濱海週報（台北）", "濱海週報"),
        ("发表于2021-07-21 08:15| 1164次阅读| 来源滨海观察| 0 条评论", "滨海观察"),
        ("2021年07月21日 08:15 滨海晚报消息", "滨海晚报"),
        ("2021年07月21日 08:15 滨海消息", "滨海消息"),
        ("原创 滨海网 2021-07-21 08:15:46", "滨海网"),
    ],
)
def test_the_line_of_the_day_states_the_outlet(line: str, name: str) -> None:
    page = f"河南多地持续强降雨\n{line}\n郑州市20日下午起全市公交停运。\n© 2021 云门户网版权所有 About"
    assert found_in(page)[0] == (name, outlets.STATED)


@pytest.mark.parametrize(
    "line",
    [
        "2021-07-21 08:15 来源：网络",
        "2021-07-21 08:15 河南暴雨",
        "来源：滨海观察",
        "2021-07-21 08:15 消息来源",
        "7月20日，有来源：滨海观察",
    ],
)
def test_what_states_no_outlet_or_stands_by_no_day(line: str) -> None:
    page = f"河南多地持续强降雨\n郑州市20日下午起全市公交停运。\n水是一下子涌进来的。\n救援人员到了。\n{line}"
    assert all(rule != outlets.STATED for _, rule in found_in(page))


def test_the_line_that_states_day_and_source_is_told() -> None:
    assert outlets.states_source("发布时间：2021-07-21 来源：滨海观察")
    assert not outlets.states_source("滨海观察：2021年7月21日郑州地铁停运")
    assert not outlets.states_source("Source: The Orlac Post, 21 July 2021")


def test_what_a_page_says_of_copyright_names_no_outlet() -> None:
    assert not found_in("Courts and copyright reform\nA story.\n")
    assert not found_in("Copyright Reform im Stadtrat\nA story.\n")
    assert found_in("Kessim Post\nA story.\nCopyright Kessim Post\n")[0][0] == "Kessim Post"
    assert found_in("A story.\nCopyright by Kessim Post\n")[0][0] == "Kessim Post"


def test_the_claim_with_a_year_goes_before_that_of_a_book_or_picture() -> None:
    assert found_in("© Orlac Verlag\nA story.\n© Kessim Post 2019\n")[0][0] == "Kessim Post"


def test_a_licence_a_private_picture_and_who_sells_pictures_are_no_outlet() -> None:
    assert not found_in("A story.\nThe ferry. Photo: Jane Doe / CC BY 2.0\nThe pier. Photo: Jane Doe / privat\n")
    assert not found_in("© Getty Images\nA story.\n")
    assert found_in("A story.\n© 2019 Orlac GmbH + Co. KG\n")[0][0] == "Orlac"


def test_who_designs_pages_lays_them_out_or_edits_a_book_is_no_outlet() -> None:
    assert not found_in("A story.\nCopyright © 2016 Orlac Blog Templates\n")
    assert not found_in("A story: Doe (Hrsg.) - Handbook of ferries\n")
    assert [name for name, _ in found_in("A story.\n©OBK vom 03.06.2018/jd\n")] == ["OBK"]


def test_a_missing_year_and_labels_of_notes_are_no_part_of_the_name() -> None:
    assert found_in("A story.\n© 0 Kessim Post. All Rights Reserved.\n")[0][0] == "Kessim Post"
    assert found_in("A story.\n© Copyright 2019 Kessim Post Impressum Datenschutz\n")[0][0] == "Kessim Post"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© Orlac Presse (1999-2016) - Main news of the day", "Orlac Presse"),
        ("Copyright (C) The Orlac Society (2001). All Rights Reserved.", "The Orlac Society"),
        ("© 1998-2016 Kurier Orlacki Sp. z o.o. Wszelkie prawa zastrzeżone.", "Kurier Orlacki"),
    ],
)
def test_years_in_brackets_and_a_polish_company_are_no_part_of_the_name(line: str, name: str) -> None:
    assert found_in(f"A story.\n{line}\n")[0][0] == name


def test_a_labelled_photographer_and_who_made_the_software_are_no_outlet() -> None:
    assert not found_in("A story.\nМинистърът на пристанището © снимка: Яна Рот\n")
    assert not found_in("A story.\nPortál szoftver és CMS:© Orlac Web, 2008\n")
    assert found_in("A story.\n© Orlac Web, 2008\n")[0][0] == "Orlac Web"


def test_page_on_copyright_is_no_owner_nor_is_a_day_a_party_of_a_credit() -> None:
    assert found_in("Subscribe\nPolicy\nPrivacy Policy\nCopyright Policy\n") == []
    assert found_in("Ferries sail again in the fog of the morning. (Ida Roth / May 15, 2013)\n") == []
    assert found_in("Article 39 of the Harbour Act (HA39): who may sail a ferry at night.\n") == []


def test_a_company_gives_way_to_whom_the_text_s_own_line_of_rights_names() -> None:
    foot = "Kessim Lexicon Ltd © 2004-2013 All rights reserved."
    page = (
        f"Harbour News Today\nA story.\nCopyright: Harbour News Today\n{foot}\nA mark of Kessim Lexicon Ltd.\n{foot}\n"
    )
    assert found_in(page)[0][0] == "Harbour News Today"


def test_an_agency_s_rights_in_its_text_come_behind_the_page_s() -> None:
    page = (
        "Associated Press\nA story.\nCopyright 2013 The Associated Press.\nThe Kessim Post\n© 1996- The Kessim Post\n"
    )
    assert [name for name, _ in found_in(page)][:2] == ["The Kessim Post", "The Associated Press"]


def test_rights_of_and_forms_of_companies_are_no_part_of_the_name() -> None:
    assert found_in("A story.\n© Copyright of Kessim Herald Limited 2013\n")[0][0] == "Kessim Herald"
    assert found_in("A story.\n©2013 Kessim Herald L.P. All Rights Reserved.\n")[0][0] == "Kessim Herald"
    assert found_in("The Kessim\nA story.\n© 2013 Kessim News and Media Limited\n")[0][0] == "The Kessim"
    assert (
        found_in("Kessim Post\nA story.\nKessim Post Copyright © 2013.\nMore from Kessim Post\n")[0][0] == "Kessim Post"
    )


def test_an_item_of_a_list_has_no_house_style() -> None:
    assert found_in("2. Right wing Jonas Adeyemi (Orlac Gulls): He scored nine goals in a storm.") == []
