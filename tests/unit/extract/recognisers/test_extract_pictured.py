"""Descriptions of pictures, bare credits and the frames of embedded posts, and what only looks like one."""

from __future__ import annotations

import pytest

from dateline.extract.recognisers.pictured import frames_post, opens_media, pictured
from dateline.extract.words.text import fold

DESCRIBED = [
    "The image shows the quay at dawn, before the boats",
    "Das Foto zeigt den Kai vor dem Sturm",
    "Close-up of a hand on a rusty valve.",
    "Aerial view of a camp surrounded by flood water",
    "A woman holding a watering can between two rows of tents",
    "Two men carrying sacks of grain across a bridge.",
    "a person using a shovel in the snow.",
    "A map showing the line of contact in May 2022",
    "People standing in line for bread in front of a bakery",
    "Nahaufnahme einer Hand an einem rostigen Ventil",
    "Capture d'écran d'une vidéo du gouvernorat",
    "Imagen satelital de un puente destruido",
    "Vista aérea de un barrio inundado",
    "Скриншот из видео губернатора",
    "A market in the rain Jane Doe/Shutterstock",
    "Jane Doe | Getty Images",
    "(Getty)",
    "Image credit: Jane Doe",
    "FILE - Families wait for bread in Orlac, May 3, 2021, a day after the bakery was hit. It opened again in June.",
    "(FILE PHOTO) – The bridge of Orlac",
    "Ida Roth waits on the quay in a black coat.JANE DOE",
    "Featured Image Credit: Orlac Post",
    "Hero image for blog post What the Ferry Carries",
    "An avatar representing Ida Roth Ida Roth",
    "Menschen warten am Kai auf die Fähre Video starten, abbrechen mit Escape",
    "The mayor waves from the quay on Friday. | Ida Roth/Orlac Post Close",
    "Die Fähre am Kai | Ida Roth Schließen",
    "Getty Images / Jane Doe",
    "Foto: Jana Orlik",
]
SAID = [
    "A man wearing a mask walked into the bank and asked for the manager.",
    "Two men carrying rifles were seen at the bridge, witnesses said.",
    "A map showing the mines was found in his coat.",
    "People smuggling",
    "A man with a plan",
    "This image shows the crater that the rocket left in the yard.",
    "Image of the year?",
    "Artists sue Getty Images",
    "The photographers of the war sold their pictures to Getty Images.",
    "Fotografen sahen den Rauch über der Stadt.",
    "Portrait of a city under siege",
    "Photos of the massacre were shared widely by residents of the town.",
    "Images of the bombed hospital spread across social media within an hour.",
    "Photos of the dead lay on the table of the mayor.",
    "Satellite image of the base, taken in May, shows four new hangars.",
    "Фотография облетела весь мир за один день.",
    "Скриншот из видео облетел мир за час.",
    "Images of grief",
    "Photo: the last days of the old bridge",
    "Photo credit: nobody asked who took it",
    "Photo shows ferry on the rocks",
    "The image of the quay as Orlac sees it",
    "Source: United Nations",
    "FILE SHARING is banned in the north",
    "The file - a thick one - was found in May",
    "He was asked by the U.S. ARMY",
    "Artists and a lawsuit: Getty Images",
]


@pytest.mark.parametrize("text", DESCRIBED)
def test_a_description_and_a_bare_credit_are_told(text: str) -> None:
    assert pictured(text, fold(text))


@pytest.mark.parametrize("text", SAID)
def test_a_sentence_or_a_heading_is_none(text: str) -> None:
    assert not pictured(text, fold(text))


def test_long_paragraphs_are_no_descriptions() -> None:
    text = "Photo of the year: " + "the jury has seen four thousand pictures from the war. " * 5
    assert not pictured(text, fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "View this post on Instagram",
        "Image no longer available",
        "A post shared by Jane Doe (@jdoe)",
        "Une publication partagée par Jeanne (@j)",
    ],
)
def test_the_frame_of_an_embedded_post_is_told(text: str) -> None:
    assert frames_post(text, fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "A video posted by the group on Telegram showed soldiers at the gate.",
        "A post shared by the mayor (@mayor) on Facebook said that the bridge was open.",
        "A photo posted by residents went around the world",
        "Публикация от 5 мая вызвала протесты в городе.",
    ],
)
def test_what_a_story_says_of_a_post_is_no_frame(text: str) -> None:
    assert not frames_post(text, fold(text))


def test_a_line_that_names_persons_in_their_order_is_a_caption() -> None:
    for text in ("(L-R) Ida Roth, Jonas Adeyemi, Ada Kerr", "Слева направо: Ида Рот и Ада Керр"):
        assert pictured(text, fold(text))
    assert not pictured("Left to write alone in Orlac", fold("Left to write alone in Orlac"))


@pytest.mark.parametrize(
    "text",
    [
        "View Photo Gallery — Who sails: the crews of the ferry",
        "Video: The mayor speaks of the ferry.",
        "Photo credit: AP | The ferry in Orlac on Friday",
        "3 of 11. The ferry leaves Orlac on Friday.",
        "Vidéo : le maire parle du bac",
        "Фото: паром в Орлаке",
    ],
)
def test_label_tells_that_a_line_belongs_to_a_picture_or_a_film(text: str) -> None:
    assert opens_media(fold(text))


@pytest.mark.parametrize(
    "text", ["Videos of the ferry were shared", "Watch the ferry sail", "3 of 11 sailors: all old"]
)
def test_words_alone_are_no_such_label(text: str) -> None:
    assert not opens_media(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "1 of 2. Sailors wait for the ferry in Orlac, 250 km north of Talmera, on May 15, 2013.",
        "Ida Roth/Associated Press - Sailors wait for the ferry in Orlac.",
        "Ida Roth/For The Orlac Post - Sailors wait for the ferry in Orlac.",
    ],
)
def test_a_caption_may_open_with_its_number_or_its_credit(text: str) -> None:
    assert pictured(text, fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "Orlac/Talmera - The ferries sail again, the harbour offices of both towns said on Friday.",
        "Frankfurt/Main (dpa) - The ferries sail again, the harbour offices of both towns said on Friday.",
        "1 of 2 sailors waited for the ferry in Orlac, which never came.",
    ],
)
def test_reports_from_two_towns_and_sentences_on_numbers_are_none(text: str) -> None:
    assert not pictured(text, fold(text))
