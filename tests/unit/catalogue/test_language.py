"""Which language a text is in, and how words are folded and phrases found."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.catalogue.language import identify
from dateline.catalogue.language.slug import slug
from dateline.catalogue.language.terms import Phrases, fold, longest, words

TEXTS = {
    "en": "The baker said that she would open the shop again when the flour comes from the mill.",
    "fr": "La boulangère a dit qu'elle ouvrira le magasin quand la farine sera arrivée du moulin.",
    "es": "La panadera dijo que abriría la tienda cuando llegue la harina del molino, pero no hoy.",
    "de": "Die Bäckerin sagte, dass sie den Laden wieder öffnet, wenn das Mehl aus der Mühle kommt.",
    "it": "La fornaia ha detto che aprirà il negozio quando la farina arriverà dal mulino, non oggi.",
    "pt": "A padeira disse que não vai abrir a loja até que a farinha chegue do moinho, mas são poucos dias.",
    "nl": "De bakker zei dat hij de winkel weer opent als het meel van de molen komt, maar niet vandaag.",
    "sv": "Bagaren sade att hon öppnar butiken igen när mjölet har kommit från kvarnen, men inte i dag.",
    "da": "Bageren sagde, at hun åbner butikken igen, når melet er kommet fra møllen, men ikke efter i dag.",
    "nb": "Bakeren sa at hun åpner butikken igjen når melet har kommet fra møllen, men ikke etter i dag.",
    "fi": "Leipuri sanoi, että hän avaa kaupan, kun jauhot ovat tulleet myllystä, mutta ei vielä tänään.",
    "pl": "Piekarka powiedziała, że otworzy sklep, gdy mąka przyjedzie z młyna, ale nie dzisiaj i nie jutro.",
    "cs": "Pekařka řekla, že obchod otevře, až přijde mouka ze mlýna, ale dnes to ještě není možné.",
    "hu": "A pék azt mondta, hogy kinyitja a boltot, ha megjön a liszt a malomból, de ma még nem.",
    "ro": "Brutarul a spus că va deschide magazinul când vine făina de la moară, dar nu este sigur.",
    "tr": "Fırıncı, un değirmenden gelince dükkânı açacağını söyledi, ama bugün için bir şey demedi.",
    "az": "Çörəkçi un dəyirmandan gələndən sonra dükanı açacağını və bunun üçün gözlədiyini dedi.",
    "id": "Tukang roti itu mengatakan bahwa ia akan membuka toko ketika tepung sudah datang dari penggilingan.",
    "vi": "Người thợ làm bánh nói rằng bà sẽ mở cửa hàng khi bột mì được chở đến từ nhà máy.",
    "sw": "Mwokaji alisema kwamba atafungua duka wakati unga utakapofika kutoka kwa kinu, lakini si leo.",
    "hr": "Pekarica je rekla da će otvoriti trgovinu kad brašno stigne iz mlina, ali da to nije danas.",
    "ru": "Пекарь сказала, что откроет магазин, когда с мельницы привезут муку, но это будет не сегодня.",
    "uk": "Пекарка сказала, що відкриє крамницю, коли з млина привезуть борошно, але це буде не сьогодні.",
    "be": "Пекарка сказала, што адчыніць краму, калі з млына прывязуць муку, але гэта будзе не сёння.",
    "bg": "Пекарката каза, че ще отвори магазина, когато брашното пристигне от мелницата, но не е днес.",
    "sr": "Пекарка је рекла да ће отворити радњу када брашно стигне из млина, али то није данас.",
    "ar": "قالت الخبازة إنها ستفتح المتجر من جديد عندما يصل الدقيق من الطاحونة، ولكن ليس في هذا اليوم.",
    "fa": "نانوا گفت که مغازه را وقتی آرد از آسیاب برسد باز می کند، اما این کار برای امروز نیست.",
    "ur": "نانبائی نے کہا کہ وہ دکان اس وقت کھولے گی جب آٹا چکی سے آئے گا، لیکن یہ آج نہیں ہے۔",
    "hy": "Հացթուխն ասաց, որ խանութը կբացի, երբ ալյուրը գա ջրաղացից։",
    "ka": "მცხობელმა თქვა, რომ მაღაზიას გახსნის, როცა ფქვილი წისქვილიდან მოვა.",
    "he": "האופה אמרה שתפתח את החנות כשהקמח יגיע מהטחנה.",
    "el": "Η φουρνάρισσα είπε ότι θα ανοίξει το μαγαζί όταν έρθει το αλεύρι.",
    "hi": "बेकर ने कहा कि वह दुकान तब खोलेगी जब चक्की से आटा आएगा और यह आज नहीं है।",
    "zh": "面包师说，等面粉从磨坊运来以后，她就会重新开店。",
    "ja": "パン屋は、粉が水車小屋から届いたら店を開けると言った。",
    "ko": "빵집 주인은 방앗간에서 밀가루가 오면 가게를 다시 연다고 말했다.",
    "th": "คนทำขนมปังบอกว่าจะเปิดร้านเมื่อแป้งมาจากโรงสี",
    "my": "မုန့်ဖုတ်သမားက ဂျုံမှုန့်ရောက်ရင် ဆိုင်ဖွင့်မယ်လို့ ပြောတယ်။",
    "am": "ጋጋሪዋ ዱቄቱ ከወፍጮ ሲመጣ ሱቁን እንደምትከፍት ተናገረች እና ይህ ዛሬ አይደለም ነው።",
}


@pytest.mark.parametrize("language", TEXTS)
def test_one_sentence_tells_the_language(language: str) -> None:
    assert identify(TEXTS[language]) == language


def test_a_text_that_does_not_tell() -> None:
    for text in ("", "12:30", "Reuters", "!!!", "xqz brrt plf"):
        assert identify(text) == ""
    assert identify("12:30", default="en") == "en"


def test_a_foreign_name_changes_nothing() -> None:
    assert identify(TEXTS["en"] + " (Степанакерт, 面包)") == "en"
    assert identify(TEXTS["ru"] + " (Reuters, BBC)") == "ru"


@given(st.text(max_size=300))
@example("\u00a1\u00d7")  # marks of a language without a letter
def test_any_text_gives_a_language_or_none(text: str) -> None:
    assert re.fullmatch(r"([a-z]{2,3})?", identify(text))


# ------------------------------------------------------------------ words and phrases


@pytest.mark.parametrize(
    ("forms", "others"),
    [
        (["Shusha", "SHUSHA", "Shusha’s", "Shusha's"], ["Shushi"]),
        (["Украина", "Украины", "Украине", "Украину", "Украиной"], ["Украшение"]),
        (["Україна", "України", "Україні", "Україну", "Україною"], []),
        (["Донецк", "Донецка", "Донецку", "Донецком", "Донецке"], []),
        (["війна", "війни", "війні", "війну", "війною"], []),
        (["الحوثيون", "الحوثيين"], ["حوض"]),
        (["السودان", "سودان"], []),
        (["Շուշի", "Շուշիում", "Շուշիից"], []),
        (["rebel", "rebels"], ["rebellion"]),
        (["Haut", "l'Haut"], []),
        (["Şuşa", "şuşa"], []),
    ],
)
def test_forms_of_one_word_meet(forms: list[str], others: list[str]) -> None:
    assert len({fold(form) for form in forms}) == 1
    assert not {fold(form) for form in forms} & {fold(form) for form in others}


def found(phrase: str, text: str) -> list[str]:
    table: Phrases[str] = Phrases()
    table.add(phrase, "x")
    row = words(text)
    return [text[row[hit.first].start : row[hit.after - 1].end] for hit in table.find(row)]


def test_phrases() -> None:
    assert found("Nagorno-Karabakh", "in Nagorno Karabakh and NAGORNO-KARABAKH’s hills") == [
        "Nagorno Karabakh",
        "NAGORNO-KARABAKH’s",
    ]
    assert found("bombard*", "bombarded, bombardment, bomb") == ["bombarded", "bombardment"]
    assert found("военн* преступлени*", "о военных преступлениях") == ["военных преступлениях"]
    assert found("内战", "叙利亚内战爆发") == ["内战"]


def test_what_arabic_joins_to_a_word_is_taken_off_beside_it() -> None:
    for phrase, text in (
        ("الحوثيون", "والحوثيين للحوثيين بالحوثيين فالحوثيون"),
        ("السودان", "والسودان بالسودان سودان للسودان"),
        ("لبنان", "لبنان ولبنان بلبنان وبلبنان"),
        ("فلسطين", "فلسطين وفلسطين لفلسطين"),
        ("بغداد", "بغداد ببغداد وبغداد"),
        ("وقف إطلاق النار", "ووقف إطلاق النار"),
    ):
        assert found(phrase, text), text
        assert len(found(phrase, text)) == (1 if " " in phrase else len(text.split())), text
    assert found("بنان", "بنان") == ["بنان"]
    assert fold("لبنان") != fold("بنان")  # the first letter belongs to the word
    assert fold("فلسطين") != fold("لسطين")


def test_a_name_of_several_words_may_begin_with_a_common_noun() -> None:
    assert found("Opération Turquoise", "Paris lance l’opération « Turquoise » au Rwanda") == [
        "l’opération « Turquoise"
    ]
    assert found("Opération Turquoise", "Dit-on : une opération turquoise ?") == []


def test_acronyms_are_found_in_capitals_only() -> None:
    assert found("IS", "where IS fighters is seen") == ["IS"]
    assert found("IS", "THE WAR IS OVER NOW") == []


def test_a_name_needs_its_capital() -> None:
    assert found("Tank", "Some tanks rolled") == []
    assert found("Tank", "rolled into Tank today") == ["Tank"]
    assert found("Tank", "rolled into tank today") == ["tank"]  # a text without any capital
    assert found("rebels", "Rebels and rebels") == ["Rebels", "rebels"]


def test_a_phrase_within_a_longer_one_does_not_count() -> None:
    table: Phrases[str] = Phrases()
    for phrase in ("Karen", "Karen National Union", "National"):
        table.add(phrase, phrase)
    assert [hit.payload for hit in longest(table.find(words("the Karen National Union of the Karen")))] == [
        "Karen National Union",
        "Karen",
    ]


def test_a_phrase_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        Phrases[str]().add("--", "x")


@given(st.text(max_size=200))
def test_words_are_spans_of_the_text(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end


@given(st.text(max_size=80))
def test_every_name_gives_a_usable_key(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
