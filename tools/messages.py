"""The interface's messages: from templates and code to the catalogues of each language. For maintainers.

    python tools/messages.py update     extract all messages, carry them into every language's .po file
    python tools/messages.py compile    write the .mo files and names.json, which the site reads

Needs Babel, which is no dependency of the program itself: the site reads .mo files with Python's own gettext.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "plugins" / "dateline" / "data" / "locale"
DOMAIN = "dateline"
LANGUAGES = ("fr", "es", "ar", "ru")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "translate": ((1, "c"), 2),
    "text": None,
    "texts": (1, 2),
}
FIRST_DAY = {"fr": "1er"}  # the one day of a month that French counts by an ordinal
SOURCES = (
    (ROOT / "theme" / "templates", [("**.html", "jinja2")]),
    (ROOT / "plugins" / "dateline" / "site", [("**.py", "python")]),
)


def template() -> Catalog:
    """Every message of the program, without translations, in a settled order."""
    catalog = Catalog(project="Dateline", header_comment="# Messages of the published site.", fuzzy=False)
    for folder, methods in SOURCES:
        for _, _, message, comments, context in extract_from_dir(
            str(folder),
            methods,
            keywords=KEYWORDS,
            options_map={"**.html": {"newstyle_gettext": "true", "trimmed": "false"}},
        ):
            catalog.add(message, context=context, auto_comments=comments)
    for context, words in _vocabulary():
        for word in words:
            catalog.add(word, context=context)
    return catalog


def _vocabulary() -> list[tuple[str, list[str]]]:
    """Words that the program looks up by a name that is data: their context and the words."""
    from dateline.model import Role, Standing
    from dateline.site.language import PLACE_KINDS

    return [
        ("role", [role.value.replace("_", " ") for role in Role]),
        ("kind of place", list(PLACE_KINDS)),
        ("status of a claim", [standing.value for standing in Standing]),
    ]


def names(language: str) -> dict[str, object]:
    """Names of months, days, languages and countries from the CLDR that Babel holds."""
    locale = Locale.parse(language)
    months = locale.months
    return {
        "months": [months["stand-alone"]["wide"][number] for number in range(1, 13)],
        "months_in_dates": [months["format"]["wide"][number] for number in range(1, 13)],
        "months_short": [months["stand-alone"]["abbreviated"][number] for number in range(1, 13)],
        "days": [locale.days["stand-alone"]["wide"][number] for number in range(7)],
        "days_short": [locale.days["stand-alone"]["abbreviated"][number] for number in range(7)],
        "first_day": FIRST_DAY.get(language, "1"),
        "group": locale.number_symbols["latn"]["group"],
        "languages": {
            code: name for code, name in sorted(locale.languages.items()) if len(code) <= 3 and code.isalpha()
        },
        "countries": {code: name for code, name in sorted(locale.territories.items()) if len(code) == 2},
    }


def path(language: str, suffix: str) -> Path:
    """Where the catalogue of a language stands."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.{suffix}"


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands on disk."""
    source = path(language, "po")
    return (
        read_po(BytesIO(source.read_bytes()), locale=language)
        if source.exists()
        else Catalog(locale=language, fuzzy=False)
    )


def missing(catalog: Catalog) -> list[str]:
    """The messages of ``catalog`` without a translation, or with fewer plural forms than the language has."""
    found = []
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = catalog.num_plurals if message.pluralizable else 1
        if message.id and (len(forms) != wanted or not all(forms) or message.fuzzy):
            found.append(str(message.id))
    return found


def update() -> None:
    """Carry new messages into every catalogue and drop those that are gone."""
    fresh = template()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(fresh, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        written = BytesIO()
        write_po(
            written, catalog, width=120, no_location=True, omit_header=False, sort_output=True, include_previous=False
        )
        target = path(language, "po")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_without_clock(written.getvalue()))
        print(f"{language}: {len(catalog)} messages, {len(missing(catalog))} missing")


def compiled(catalog: Catalog) -> bytes:
    """The .mo file of a catalogue."""
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)  # no clock in what is shipped
    written = BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def compile_all() -> int:
    """Write the .mo files; 1 if a message is missing somewhere."""
    status = 0
    rows = ",\n".join(f'"{code}": {json.dumps(names(code), ensure_ascii=False)}' for code in ("en", *LANGUAGES))
    (LOCALES / "names.json").write_text("{\n" + rows + "\n}\n", "utf-8")
    for language in LANGUAGES:
        catalog = read(language)
        gaps = missing(catalog)
        for gap in gaps:
            print(f"{language}: no translation of {gap!r}")
        status |= bool(gaps)
        path(language, "mo").write_bytes(compiled(catalog))
    return status


def _without_clock(data: bytes) -> bytes:
    """The file without the lines that change with every run."""
    clocks = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Generated-By',
        b'"Last-Translator',
        b'"Report-Msgid',
        b'"Language-Team',
    )
    return b"".join(line for line in data.splitlines(keepends=True) if not line.startswith(clocks))


def main() -> int:
    """Run the command."""
    if sys.argv[1:] == ["update"]:
        update()
        return 0
    if sys.argv[1:] == ["compile"]:
        return compile_all()
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
