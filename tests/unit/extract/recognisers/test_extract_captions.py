from __future__ import annotations

import pytest

from dateline.extract.recognisers.captions import (
    agency,
    credit_names,
    is_credit,
    labelled,
    signed_by_agency,
    split_credit,
    stock,
)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Soldiers at the front line [File: Reuters]", "Soldiers at the front line", "File: Reuters"),
        (
            "A crowd outside the ministry [Nora Lind/The Courier]",
            "A crowd outside the ministry",
            "Nora Lind/The Courier",
        ),
        ("Ferries at dawn (Orlac Post photo by Jane Doe)", "Ferries at dawn", "Orlac Post photo by Jane Doe"),
        ("He kept it (a photo by the sea)", "He kept it (a photo by the sea)", ""),
        ("A man walks his dog. Getty Images", "A man walks his dog.", "Getty Images"),
        ("A bakery opens before sunrise | AFP", "A bakery opens before sunrise", "AFP"),
        ("Photo: Jane Doe / AFP", "", "Photo: Jane Doe / AFP"),
        ("A ponte caída - Jane Doe - 10.jan.24/Exemplo", "A ponte caída", "Jane Doe - 10.jan.24/Exemplo"),
        ("Orlac - Ferry sails - 10 May 2021", "Orlac - Ferry sails - 10 May 2021", ""),
        (
            "The drive took more than a dayImage: Karo Lind/HAFEN",
            "The drive took more than a day",
            "Image: Karo Lind/HAFEN",
        ),
        ("He drew the map in AutoPhoto: a tool of his own.", "He drew the map in AutoPhoto: a tool of his own.", ""),
        ("Dos barcas en el puerto de Orlac.AFP", "Dos barcas en el puerto de Orlac.", "AFP"),
        ("She signed it with one word.Yes", "She signed it with one word.Yes", ""),
        ("A can of pie filling Credit: Clara Lowe", "A can of pie filling", "Credit: Clara Lowe"),
        (
            "The cell of a leaf. Image credit: Orlic et al., doi: 10/x.",
            "The cell of a leaf.",
            "Image credit: Orlic et al., doi: 10/x.",
        ),
        ("Squint and you see light. Photograph by Rob Orlic.", "Squint and you see light.", "Photograph by Rob Orlic."),
        ("Her mother's crown. Image courtesy of the artist.", "Her mother's crown.", "Image courtesy of the artist."),
        ("Ein Haus am Hafen. Foto von Anna Orlic", "Ein Haus am Hafen.", "Foto von Anna Orlic"),
        ("हवाई अड्डे का रनवे। फोटो: दैनिक किरण", "हवाई अड्डे का रनवे।", "फोटो: दैनिक किरण"),
        ("Der Wirt sagte: „Nie wieder.“ Anna Orlic/dpa", "Der Wirt sagte: „Nie wieder.“", "Anna Orlic/dpa"),
        ("A goat on the quay.Credit...Ida Roth for the Post", "A goat on the quay.", "Credit...Ida Roth for the Post"),
        ("One by one. Photo by photo, the tale unfolds.", "One by one. Photo by photo, the tale unfolds.", ""),
        (
            "All of them gave her credit: nobody had ever tried it.",
            "All of them gave her credit: nobody had ever tried it.",
            "",
        ),
        ("Carts wait at the bridge of Orlac. (File)", "Carts wait at the bridge of Orlac.", "File"),
        ("Возы ждут у моста. (архив)", "Возы ждут у моста.", "архив"),
        ("The band on the quay in 1993. (Everett Collection)", "The band on the quay in 1993.", "Everett Collection"),
        ("The minister (left) spoke for an hour.", "The minister (left) spoke for an hour.", ""),
        ("He said the army [of the north] would leave.", "He said the army [of the north] would leave.", ""),
    ],
)
def test_caption_and_credit(text: str, caption: str, credit: str) -> None:
    assert split_credit(text) == (caption, credit)


def test_credit_marks_in_other_languages() -> None:
    assert is_credit("Foto: Anna Müller")
    assert is_credit("Фото: Иван Петров")
    assert is_credit("© Jane Doe")
    assert not is_credit("The photo was taken on a Sunday morning in the old town of the capital, she said.")


def test_parties_of_a_credit() -> None:
    assert credit_names("File: Carlos Barria/Reuters") == ("Carlos Barria", "Reuters")
    assert agency("Reuters")
    assert not agency("The Courier")


@pytest.mark.parametrize(
    "text",
    [
        "Minst 84 döda på Utøya",
        "Trei morți după 36 de ani",
        "Apa yang terjadi di sana pagi ini",
        "A pool of water in Goma",
    ],
)
def test_words_that_spell_an_agency_in_small_letters_are_no_credit(text: str) -> None:
    assert not is_credit(text)


@pytest.mark.parametrize(
    "text", ["Jane Doe / dpa", "Foto: dpa", "dpa", "Jane Doe/AP", "(رويترز)", "東北電視提供", "Belga"]
)
def test_agencies_as_they_are_printed_are_credits(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("A boat on the quay of Orlac. Ada Kerr / Le Courrier d'Orlac", "Ada Kerr / Le Courrier d'Orlac"),
        ("People wait for the ferry to Orlac. Credit...Ada Kerr/Reuters", "Credit...Ada Kerr/Reuters"),
        ("ADA KERR/ORLAC COURIER", "ADA KERR/ORLAC COURIER"),
        ("渡輪停在碼頭。圖／海島通訊社", "圖／海島通訊社"),
        ("They will sail on Monday/Tuesday night. It may rain on Monday/Tuesday night", ""),
        ("The ferry sails again. He/she pays two crowns", ""),
    ],
)
def test_a_credit_that_is_a_name_and_a_party(text: str, credit: str) -> None:
    assert split_credit(text)[1] == credit


def test_a_report_ends_with_its_agency() -> None:
    assert signed_by_agency("They left at noon, he said. (Reuters)")
    assert signed_by_agency("警報に切り替えた。（共同）")
    assert signed_by_agency("正在停车场救治伤者。（完）")
    assert not signed_by_agency("Soldiers at the front line (Reuters)")
    assert not signed_by_agency("They left at noon, he said. (And came back.)")


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Image source, Getty Images", "", "Getty Images"),
        ("Image caption, The quay of Orlac", "The quay of Orlac", ""),
        ("Fuente de la imagen, AFP", "", "AFP"),
        ("Pie de foto, El muelle", "El muelle", ""),
        ("Автор фото, EPA", "", "EPA"),
        ("صدر الصورة، رويترز", "", "رويترز"),
        ("图像加注文字，码头", "码头", ""),
    ],
)
def test_labels_of_captions_and_sources(line: str, caption: str, credit: str) -> None:
    assert labelled(line)
    assert split_credit(line) == (caption, credit)


def test_a_source_behind_a_colon_may_be_the_articles() -> None:
    assert not labelled("Kaynak: Liman Ajansı")
    assert not labelled("Caption that nobody wrote")


def test_a_dash_without_spaces_parts_a_photographer_from_who_sells_the_picture() -> None:
    assert stock("The sun rises over the cranes of Orlac on Oct. 30. Jane Doe—Getty Images")
    assert not stock("She sold her photographs to Getty Images")


@pytest.mark.parametrize(
    "line",
    [
        "Five Social Media Lessons for Harbours",
        "Reuters names new editor in chief",
        "NASA sends a probe to the bay of Orlac",
        "White House Weighs New Tariffs",
        "Reuters and others win prizes in Orlac",
    ],
)
def test_a_line_that_speaks_of_an_agency_is_no_credit(line: str) -> None:
    assert split_credit(line) == (line, "")


@pytest.mark.parametrize(
    "line",
    [
        "Getty Images",
        "Ida Roth Getty Images",
        "José Luis González Reuters",
        "AP Photo Ida Roth",
        "Handout Orlac Fire Service and Rescue",
        "Ida Roth and Jan van der Doe AFP",
        "mit dpa und AFP",
    ],
)
def test_an_agency_with_names_alone_is_one(line: str) -> None:
    assert split_credit(line) == ("", line)


def test_a_model_and_its_price_are_no_credit() -> None:
    assert not is_credit("Orlac Seat Ka7 TT")
    assert not is_credit("Orlac Seat TT 90 € yes 4.9")
    assert is_credit("Jane Doe TT")
    assert is_credit("Foto 2019 AFP")


def test_when_an_agency_sent_its_report_is_no_credit() -> None:
    assert split_credit("AP - 53 mins ago") == ("AP - 53 mins ago", "")
    assert split_credit("Reuters, vor 3 Stunden") == ("Reuters, vor 3 Stunden", "")
    assert split_credit("AP - Ida Roth") == ("", "AP - Ida Roth")
