"""The archive in memory: what is listed, in which order, under which key."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dateline.site import addresses
from dateline.site.archive import around
from dateline.site.edition import Edition
from dateline.site.pages.views import parts
from tests.unit.site.site_library import load, write


def test_only_what_is_published_is_listed_oldest_first(small: Edition) -> None:
    listed = [entry.slug for entry in small.archive.entries]
    assert listed == ["escape", "metadata", "excerpt", "seized", "truce"]
    assert [entry.slug for entry in small.archive.hidden] == ["hidden"]
    assert [entry.slug for entry in small.archive.withdrawn] == ["gone"]


def test_what_is_withdrawn_or_hidden_is_in_no_index(small: Edition) -> None:
    archive = small.archive
    for kind in ("conflicts", "places", "topics", "sources"):
        members = {entry.slug for found in archive.index(kind).values() for entry in found}
        assert not members & {"gone", "hidden"}
    assert small.archive.withdrawn[0].title == ""


def test_addresses_are_as_exact_as_the_date(small: Edition) -> None:
    found = {entry.slug: entry.url for entry in small.archive.entries}
    assert found["seized"] == "2020/11/08/seized.html"
    assert found["excerpt"] == "2019/05/excerpt.html"
    assert found["metadata"] == "2018/metadata.html"


def test_a_label_that_no_authority_knows_has_a_page_of_its_own(small: Edition) -> None:
    assert small.archive.places["placenowhere"].name == "Placenowhere"
    assert [entry.slug for entry in small.archive.by_place["placenowhere"]] == ["seized"]


def test_an_address_taken_twice_is_an_error_and_the_first_stays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    header = "title: Same\ndate: 2020-01-01\nsource: A\nslug: same"
    found = load(write(tmp_path, {"a.md": header, "b.md": header}))
    assert [entry.source_path for entry in found.archive.entries] == ["articles/a.md"]
    assert "DL501" in caplog.text


def test_neighbours(small: Edition) -> None:
    members = small.archive.by_source["quillon-world"]
    before, after = around(members, members[1], 5)
    assert [entry.slug for entry in before] == ["metadata"]
    assert [entry.slug for entry in after] == ["seized"]


@pytest.mark.parametrize("seed", range(20))
def test_neighbours_by_number_are_those_by_date(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    headers = {}
    for number in range(12):
        status = rng.choice(["published"] * 4 + ["hidden"])
        day = f"2020-01-{rng.randrange(1, 8):02}"
        tags = ", ".join(rng.sample(["peace negotiations", "x1", "x2"], rng.randrange(4)))
        headers[f"{number}.md"] = f"title: T{number}\ndate: {day}\nsource: A\ntags: [{tags}]\nstatus: {status}"
    archive = load(write(tmp_path, headers)).archive
    for entry in (*archive.entries, *archive.hidden):
        keys = ("peace-negotiations", "x1", "x2", "nobody")
        for key, found in zip(keys, archive.nearest("topics", keys, entry, 3), strict=True):
            before, after = around(archive.by_topic.get(key, ()), entry, 3)
            assert [archive.entries[number] for number in found] == [*before, *after]


@pytest.mark.parametrize("number", [0, 1, 9, 10, 19, 20, 21, 35, 100])
def test_every_member_stands_on_exactly_one_page(small: Edition, number: int) -> None:
    members = tuple(small.archive.entries[at % 5] for at in range(number))
    shares = parts("x/index.html", members, 10)
    assert [entry for share in reversed(shares) for entry in reversed(share.members)] == list(members)
    assert all(len(share.members) == 10 for share in shares[1:])


def test_a_newer_article_changes_no_numbered_page(small: Edition) -> None:
    members = tuple(small.archive.entries[at % 5] for at in range(45))
    before = {share.path: share.members for share in parts("x/index.html", members[:44], 10)}
    after = {share.path: share.members for share in parts("x/index.html", members, 10)}
    assert {path for path in before if before[path] != after[path]} == {"x/index.html"}


def test_no_slug_is_taken_for_a_list(small: Edition) -> None:
    assert addresses.numbered("x/index.html", 3) == "x/page/3.html"
    assert addresses.numbered("index.html", 3) == "page/3.html"
    assert addresses.root("2020/11/08/a.html") == "../../../"


def test_publish_by_source(tmp_path: Path) -> None:
    header = {"a.md": "title: A\ndate: 2020-01-01\nsource: Quillon World\nstandfirst: Yes"}
    found = load(write(tmp_path, header), publish_by_source={"quillon-world": "metadata"})
    assert found.archive.entries[0].standfirst == ""


def test_an_unpublished_file_that_cannot_be_read_is_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    broken = "title: A\ndate: some day\nsource: A\nstatus: "
    found = load(write(tmp_path, {"a.md": f"{broken}inbox", "b.md": f"{broken}published"}))
    assert found.archive.entries == ()
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["articles/b.md"]
