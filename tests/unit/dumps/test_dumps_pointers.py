"""Files that only point to articles are told for what they are, with what to do."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.messages import DatelineError

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"'
PLIST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x">\n<plist version="1.0">'
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("TY  - NEWS\nTI  - Shells fall on the market\nT2  - The Halyard Post\nER  - \n", "(RIS)"),
        ("\ufeff\r\nTY  - NEWS\r\nTI  - Shells fall\r\nER  - \r\n", "(RIS)"),
        ("@article{marwick2021,\n  title = {Shells fall on the market},\n  date = {2021-03-04}\n}\n", "(BibTeX)"),
        ("% from a library\n@misc{a,\n title={Shells fall}}\n", "(BibTeX)"),
        ('"Key","Item Type","Title"\n"AB12","newspaperArticle","Shells fall"\n', "CSV of Zotero"),
        (f'<?xml version="1.0"?>\n<rdf:RDF {RDF}>\n</rdf:RDF>\n', "Zotero as RDF"),
        (
            '<?xml version="1.0"?><opml version="2.0"><body><outline xmlUrl="https://a.example/f"/></body></opml>',
            "OPML",
        ),
        (
            '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><DT><A HREF="https://a.example/">a</A></DL>',
            "bookmarks",
        ),
        ("[InternetShortcut]\r\nURL=https://halyard.example/1\r\n", "a link to a page"),
        ("[Desktop Entry]\nName=Shells fall\nType=Link\nURL=https://halyard.example/1\n", "a link to a page"),
        (
            f"{PLIST}\n<dict>\n\t<key>URL</key>\n\t<string>https://halyard.example/1</string>\n</dict>\n</plist>",
            "a link to a page",
        ),
    ],
)
def test_what_only_points_to_articles_is_refused(text: str, said: str) -> None:
    with pytest.raises(DatelineError) as error:
        read_bytes(text.encode(), "dumps/x")
    (message,) = error.value.messages
    assert message.code == "DL109"
    assert said in message.text


@pytest.mark.parametrize(
    "text",
    [
        "Shells fall on the market\n\nTY  - is no tag in the midst of a text, the mayor said on Monday.\n",
        "@mayor_of_tarvin wrote on Monday that the market = the heart of the town.\n\nNobody answered him.\n",
        '"Key","Item" and "Type" were the words of the day\n\nThe mayor said them on Monday.\n',
    ],
)
def test_a_text_that_begins_alike_is_read(text: str) -> None:
    (dump,) = read_bytes(text.encode(), "dumps/x")
    assert dump.text.strip() == text.strip()
