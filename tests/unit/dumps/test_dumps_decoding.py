from __future__ import annotations

import pytest

from dateline.dumps.charset import guess, label
from dateline.dumps.decoding import decode

# Our own sentences, in the languages that the older encodings were made for.
TEXTS = {
    "fr": "La trêve tient depuis trois jours, ont déclaré les deux camps à Genève, où l’on espère un accord.",
    "de": "Die Waffenruhe hält seit drei Tagen, erklärten beide Seiten; über die Brücke führen wieder Züge.",
    "es": "La tregua se mantiene por tercer día, señalaron ambas partes; mañana habrá más negociación.",
    "pl": "Rozejm trwa już trzeci dzień, potwierdziły obie strony; mieszkańcy wracają do swoich domów na wzgórzach.",
    "cs": "Příměří trvá třetí den, potvrdily obě strany; obyvatelé se vracejí do svých domů v kopcích.",
    "hu": "Harmadik napja tart a tűzszünet, közölték a felek; a lakók visszatérnek a dombokon lévő házaikba.",
    "tr": "Ateşkes üçüncü gününde sürüyor, iki taraf da doğruladı; köylüler evlerine dönmeye başladı.",
    "lt": "Paliaubos tęsiasi trečią dieną, patvirtino abi pusės; gyventojai grįžta į savo namus kalvose.",
    "ru": "Перемирие держится третий день, сообщили обе стороны; жители возвращаются в свои дома.",
    "uk": "Перемир’я тримається третій день, повідомили обидві сторони; жителі повертаються до своїх домівок.",
    "el": "Η εκεχειρία κρατά για τρίτη ημέρα, ανακοίνωσαν και οι δύο πλευρές· οι κάτοικοι επιστρέφουν.",
    "he": "הפסקת האש נמשכת זה היום השלישי, אמרו שני הצדדים; התושבים שבים לבתיהם.",
    "ar": "الهدنة مستمرة لليوم الثالث كما أعلن الطرفان، والسكان يعودون إلى بيوتهم في التلال.",
    "ja": "停戦は三日目も守られていると双方が発表した。住民は丘の上の家に戻り始めている。",
    "zh": "双方表示停火已持续到第三天，居民开始回到山上的家中，学校也将在星期一重新开学。",
    "ko": "양측은 휴전이 사흘째 지켜지고 있다고 밝혔다. 주민들은 언덕 위의 집으로 돌아가고 있다.",
}
CASES = [
    *(("fr", name) for name in ("windows-1252", "mac-roman")),
    *(("de", name) for name in ("windows-1252", "iso8859-15", "cp850")),
    *(("es", name) for name in ("windows-1252", "iso8859-1")),
    *(("pl", name) for name in ("windows-1250", "iso8859-2")),
    *((language, "windows-1250") for language in ("cs", "hu")),
    *(("tr", name) for name in ("windows-1254", "iso8859-9")),
    ("lt", "windows-1257"),
    *(("ru", name) for name in ("windows-1251", "koi8-r", "iso8859-5", "cp866")),
    *(("uk", name) for name in ("windows-1251", "koi8-u")),
    *(("el", name) for name in ("windows-1253", "iso8859-7")),
    ("he", "windows-1255"),
    ("ar", "windows-1256"),
    *(("ja", name) for name in ("cp932", "euc_jp", "iso2022_jp")),
    ("zh", "gb18030"),
    ("ko", "cp949"),
    *((language, name) for language in TEXTS for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
    *((language, "utf-16-be") for language in ("fr", "ru", "ar")),
]


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_text_is_decoded_as_it_was_written(language: str, encoding: str) -> None:
    text = TEXTS[language].encode(encoding, "ignore").decode(encoding)
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert not decoded.notices


def test_bytes_that_fit_nothing_stay_visible_and_are_named() -> None:
    decoded = decode(b"\xef\xbb\xbfTruce \xff holds \xc3")
    assert decoded.text == "Truce \ufffd holds \ufffd"
    (notice,) = decoded.notices
    assert notice.code == "DL110"
    assert "ff at byte 6" in notice.reason
    assert "c3 at byte 14" in notice.reason


def test_many_wrong_bytes_are_counted_not_listed() -> None:
    decoded = decode(b"\xef\xbb\xbf" + b"a\xff" * 1000)
    assert decoded.text.count("\ufffd") == 1000
    assert decoded.notices[0].reason.endswith("and more.")


def test_lines_in_two_encodings_are_read_line_by_line() -> None:
    first, second = TEXTS["fr"] + "\n", TEXTS["ru"] + "\n"
    decoded = decode(first.encode("windows-1252") + second.encode() + b"plain\n")
    assert decoded.text == first + second + "plain\n"
    assert decoded.encoding == "utf-8+windows-1252"
    assert [notice.code for notice in decoded.notices] == ["DL112"]


def test_one_foreign_byte_in_a_line_of_utf_8_costs_no_other() -> None:
    line = "« À Genève, où l’été fut long, on a parlé d’élections générales, déclaré "
    decoded = decode(line.encode() + b"caf\xe9 \xbb")
    assert decoded.text == line + "café »"


def test_a_text_that_reads_well_either_way_is_doubted() -> None:
    decoded = decode(TEXTS["ru"].encode("mac-cyrillic"))  # but for the capitals as Windows writes it
    assert decoded.text == TEXTS["ru"]
    (notice,) = decoded.notices
    assert notice.code == "DL111"
    assert notice.candidates == ("mac-cyrillic", "windows-1251")


def test_a_declared_encoding_decides_where_letters_cannot() -> None:
    page = b'<meta charset="koi8-r"><p>\xed\xc9\xd2</p>'
    assert "Мир" in decode(page, html=True).text
    assert decode("Мир".encode("koi8-r"), declared="KOI8-R").text == "Мир"


def test_valid_utf_8_is_believed_before_what_is_declared() -> None:
    page = '<meta charset="windows-1251"><p>Мир</p>'
    assert decode(page.encode(), html=True).text == page


def test_mojibake_is_repaired_and_told() -> None:
    decoded = decode("Itâ€™s quiet in MÃ¼hlen\nÃ la carte".encode())
    assert decoded.text == "It’s quiet in Mühlen\nÃ la carte"
    assert [notice.code for notice in decoded.notices] == ["DL113"]


def test_proper_accents_are_no_mojibake() -> None:
    text = "«\u00a0Été à Nîmes\u00a0» – Ça va, señor? ÄÖÜ, Đông Hà, ŞİŞLİ, °C, ½"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ISO-8859-1", "windows-1252"),
        ("gb2312", "gb18030"),
        ("UTF8", "utf-8"),
        ("x-nonsense", None),
        ("rot13", None),
        ("hex", None),
        ("idna", None),
        ("undefined", None),
    ],
)
def test_labels_are_what_browsers_take_them_for(name: str, expected: str | None) -> None:
    assert label(name) == expected


def test_guesses_that_read_alike_stand_once() -> None:
    names = [one.encoding for one in guess("naïve café".encode("windows-1252"))]
    assert "windows-1252" in names
    assert "iso8859-15" not in names
