"""The compiled gazetteer: what ships, how big it is, and that every key leads back to its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.catalogue.places import Places, load
from dateline.catalogue.places.fold import fold, slug
from dateline.catalogue.places.store import KINDS, SHIPPED, Store, shipped

TABLES = Path(__file__).parents[3] / "tools" / "places" / "tables"


@pytest.fixture(scope="module")
def places() -> Places:
    return load(None, [])


def test_all_files_of_places_are_small() -> None:
    size = sum(path.stat().st_size for path in SHIPPED.parent.iterdir())
    assert 1_000_000 < size < 6_000_000


def test_every_key_that_iteration_gives_is_found_and_unique() -> None:
    store = shipped()
    keys = [store.key(number) for number in range(store.count)]
    assert len(set(keys)) == store.count > 150_000
    lost = [key for number, key in enumerate(keys) if store.by_key(key) != number]
    assert lost == []


def test_there_are_200_disputed_historic_and_informal_regions_with_point_and_note(places: Places) -> None:
    store = places.store
    rows = [
        store.place(number)
        for number in range(store.count)
        if store.kind(number) in ("disputed", "area") and store.noted(number)
    ]
    assert len(rows) >= 200
    assert all(row.lat is not None and row.lon is not None for row in rows)
    disputed = [row for row in rows if row.kind == "disputed"]
    assert len(disputed) >= 60
    assert [row.key for row in disputed if not row.note] == []


def test_every_row_says_where_it_comes_from() -> None:
    store = shipped()
    for number in range(0, store.count, 997):
        row = store.place(number)
        assert row.origin
        assert row.kind in KINDS
        assert row.lat is not None
        assert row.lon is not None
        assert -90 <= row.lat <= 90
        assert -180 <= row.lon <= 180


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("Shusha", "Shushi", "Şuşa", "Шуша", "Շուշի", "شوشا"), "shusha"),
        (("Stepanakert", "Khankendi", "Xankəndi", "Ստեփանակերտ", "Степанакерт"), "stepanakert"),
        (("Kyiv", "Kiev", "Київ", "Киев", "كييف", "Kiew"), "kyiv"),
        (("Jerusalem", "Al-Quds", "القدس", "ירושלים", "Иерусалим"), "jerusalem"),
        (("Nagorno-Karabakh", "Artsakh", "Нагорный Карабах", "Haut-Karabakh", "Bergkarabach"), "nagorno-karabakh"),
        (("Côte d’Ivoire", "Ivory Coast", "Cote d'Ivoire"), "ivory-coast"),
    ],
)
def test_all_spellings_lead_to_one_place(places: Places, names: tuple[str, ...], key: str) -> None:
    for name in names:
        assert places.named(name)[0].key == key, name


def test_names_by_side_and_a_neutral_note_are_kept(places: Places) -> None:
    row = places["shusha"]
    sides = {name.by for name in row.names}
    assert {"Armenians", "Azerbaijan"} <= sides
    assert "1992" in row.note
    assert row.country == "AZ"
    assert "azerbaijan" in row.parents


def test_unknown_keys_are_not_found(places: Places) -> None:
    for key in ("", "no-such-place-at-all", "shusha-", "SHUSHA", "-"):
        assert key not in places


def test_demonyms_lead_to_their_country(places: Places) -> None:
    (armenian,) = [c for c in places.candidates("armenian") if c.demonym]
    assert places.key(armenian.id) == "armenia"


def test_countries_of_the_table_all_ship(places: Places) -> None:
    rows = [line.split(";") for line in (TABLES / "countries.txt").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        if not row[0].startswith("#"):
            assert places.named(row[1])[0].country == row[0], row[1]


def test_folding_meets_spellings() -> None:
    assert fold("St. Louis") == fold("Saint Louis")
    assert fold("Şuşa") == "susa"
    assert fold("Deir ez-Zor") == fold("Deir Ez Zor")
    assert fold("القدس") == fold("قدس")
    assert slug("Łódź") == "lodz"


def test_a_file_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        Store(b"something else")
