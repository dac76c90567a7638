"""Compile the conflicts authority: ``python -m tools.build_conflicts UCDP_FOLDER``.

UCDP_FOLDER holds ``ucdp-prio-acd-251.csv``, ``ucdp-dyadic-251.csv`` and ``ucdp-actor-221.csv`` as UCDP publishes them
(UCDP/PRIO Armed Conflict Dataset 25.1, Dyadic Dataset 25.1, Actor Dataset 22.1; CC BY 4.0; Davies et al. 2025,
Gleditsch et al. 2002, Harbom et al. 2008). They give ids, parties, dates and intensity; the tables in ``conflicts``
beside this module give the titles that people use, other names, places and phases.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.catalogue import places as gazetteer
from dateline.catalogue.conflicts.authority import OWN
from dateline.catalogue.conflicts.directions import PARTS
from dateline.catalogue.language.tables import DATA, items, rows
from dateline.catalogue.places.fold import fold

FOLDER = DATA / "conflicts"
TABLES = Path(__file__).parent / "conflicts"
ARTICLES = ("Al", "As", "Ar", "Ad", "At", "An", "Az", "Ash", "El")
ARTICLE = re.compile(r"^(?:[AaEe][lsrdtnz]|Ash)[- ](?=\w{3})")
ADMIN = re.compile(r" (?:Governorate|Province|Region|State|Oblast|Department|District|Territory|County)$")
SAME = 3  # places of one name in a conflict's countries that a part may be of: a town, its district, its province
UNKNOWN = "?"
PART = re.compile(r"\(\w+\)$")
WORLD_WARS = 1945  # the wars between states up to here, before UCDP's list begins, were all wars by its measure
RUNS = 4  # of years that a summary lists
LAST_YEAR = 2024  # the last year that UCDP 25.1 covers; what it lists there still goes on
UCDP_ORIGIN = "UCDP/PRIO Armed Conflict Dataset 25.1 and Dyadic Dataset 25.1, CC BY 4.0; names by Dateline, CC BY 4.0"
OWN_ORIGIN = "Dateline, CC BY 4.0"
KINDS = {"1": "extrasystemic", "2": "interstate", "3": "intrastate", "4": "intrastate"}

Record = dict[str, str]
Row = dict[str, Any]


def compile_all(ucdp: Path) -> list[Row]:
    """All rows of the authority, by key. Raises OSError or KeyError where the files are not UCDP's."""
    acd = _by(_csv(ucdp / "ucdp-prio-acd-251.csv"), "conflict_id")
    dyads = _by(_csv(ucdp / "ucdp-dyadic-251.csv"), "conflict_id")
    actors = {r["ActorId"]: r for r in _csv(ucdp / "ucdp-actor-221.csv")}
    countries = {name: iso.split() for name, iso in rows(TABLES / "countries.tsv", 2)}
    also = {number: iso.split() for number, iso in rows(TABLES / "also.tsv", 2)}
    aliases = {name: items(cell) for name, cell in rows(TABLES / "parties.tsv", 2)}
    phases = defaultdict(list)
    for key, name, start, end in rows(TABLES / "phases.tsv", 4):
        phases[key].append([name, start, end])
    presence = _presence()
    peace = {cells[0]: cells[1:] for cells in rows(TABLES / "peace.tsv", 4)}
    said = dict(rows(TABLES / "summaries.tsv", 2))
    titles = {cells[0]: cells for cells in rows(TABLES / "titles.tsv", 6)}
    if set(titles) != set(acd):
        raise KeyError(f"titles.tsv and UCDP differ in {sorted(set(titles) ^ set(acd))}")
    if set(said) != {cells[1] for cells in titles.values()}:
        raise KeyError(f"summaries.tsv differs in {sorted(set(said) ^ {cells[1] for cells in titles.values()})}")
    compiled = []
    for number, years in acd.items():
        _, key, title, names, places, terms = titles[number]
        row = _facts(number, years, dyads[number], actors, aliases, countries, said[key])
        row.update(key=key, name=title, names=_names(names), places=_places(places), terms=_terms(terms))
        row.update(also=[iso for iso in also.get(number, []) if iso not in row["iso"]], phases=phases.pop(key, []))
        compiled.append(row)
    for cells in rows(TABLES / "extra.tsv", 10):
        row = _extra(cells)
        row["phases"] = phases.pop(row["key"], [])
        compiled.append(row)
    for row in compiled:
        agreements, people, bodies = peace.pop(row["key"], ["", "", ""])
        row.update(agreements=_terms(agreements), people=_terms(people), bodies=_terms(bodies))
        row["places"] += presence.pop(row["key"], [])
        row["parts"] = [place for place in row["places"] if PART.search(place[0])]
        row["places"] = [place for place in row["places"] if not PART.search(place[0])]
    if phases or peace or presence:
        raise KeyError(f"tables name unknown conflicts: {sorted({*phases, *peace, *presence})}")
    sides = {party[0] for row in compiled for party in row["parties"]}
    if set(aliases) - sides:
        raise KeyError(f"parties.tsv names unknown parties: {sorted(set(aliases) - sides)}")
    _locate(compiled)
    return sorted(compiled, key=lambda row: row["key"])


def _presence() -> dict[str, list[list[Any]]]:
    """The rows of presence.tsv by conflict. Raises KeyError where sources.tsv does not define the source of one."""
    defined = {cells[0] for cells in rows(FOLDER / "sources.tsv", 6)}
    found = defaultdict(list)
    for key, first, last, cell, source in rows(TABLES / "presence.tsv", 5):
        if source not in defined:
            raise KeyError(f"presence.tsv: {key} names the source {source!r}, which sources.tsv does not define")
        for place in _places(cell):
            found[key].append([*place[:3], first, last, source])
    return found


def _locate(compiled: list[Row]) -> None:
    """Give every place the key, point and kind of the place of that name in the conflict's countries.

    Raises KeyError where a place that a part is of is not known, and where the mark "?" of presence.tsv is not true:
    it stands before the names that the gazetteer does not know, which count by name alone, and before no others.
    """
    known = gazetteer.load(None, [])
    marked = {
        (cells[0], item.lstrip(f"~{UNKNOWN}")): UNKNOWN in item
        for cells in rows(TABLES / "presence.tsv", 5)
        for item in items(cells[3])
    }
    wrong = set()
    for row in compiled:
        states = {*row["iso"], *row["also"]}
        row["parts"] = [part for place in row["parts"] for part in _parts(place, states, known)]
        for place in row["places"]:
            best = _found(known, place[0], states)
            said = f"{place[1]}:{place[0]}" if place[1] else place[0]
            if marked.get((row["key"], said), best is None) != (best is None):
                wrong.add(f"{row['key']}: {said}")
            if best is not None:
                place.extend([known.key(best.id), round(best.lat, 3), round(best.lon, 3), best.kind])
    if wrong:
        raise KeyError(f"presence.tsv marks wrongly whether the gazetteer knows {'; '.join(sorted(wrong))}")


def _found(known: Any, name: str, states: set[str]) -> Any:
    """The place of that name, else of the same with another Arabic article or without a word such as "Governorate"."""
    for form in _forms(name):
        ordered = sorted(known.candidates(fold(form)), key=lambda c: (not c.noted, -c.population, c.id))
        for c in ordered:
            if c.demonym or c.kind == "country" or (c.country and c.country not in states):
                continue
            if not math.isnan(c.lat) and known.key(c.id) in known:
                return c
    return None


def _forms(name: str) -> Iterator[str]:
    """Spellings under which the gazetteer may know a place."""
    yield name
    bare = ARTICLE.sub("", name)
    if bare != name:
        yield bare
    for article in ARTICLES:
        yield f"{article} {bare}"
    short = ADMIN.sub("", name)
    if short != name:
        yield short


def _parts(place: list[Any], states: set[str], known: Any) -> list[list[Any]]:
    """[part, key of the place, weak, from, until] of a place such as ``Ukraine(east)``."""
    name, _, part = place[0].removesuffix(")").partition("(")
    if part not in PARTS:
        raise KeyError(f"{place[0]!r} names no part of a place")
    found = [c for c in known.candidates(fold(name)) if not c.demonym and (c.country in states or not c.country)]
    found += [c for c in known.candidates(fold(name)) if not c.demonym and c.kind == "country"]
    if not found:
        raise KeyError(f"{name!r} is not known to the places authority")
    ordered = sorted(found, key=lambda c: (c.kind != "country", not c.noted, -c.population, c.id))[:SAME]
    return [[part, key, *place[2:6]] for key in dict.fromkeys(known.key(c.id) for c in ordered)]


def _facts(
    number: str,
    years: list[Record],
    dyads: list[Record],
    actors: dict[str, Record],
    aliases: dict[str, list[str]],
    countries: dict[str, list[str]],
    said: str,
) -> Row:
    years = sorted(years, key=lambda r: int(r["year"]))
    places = years[0]["location"].split(", ")
    iso = [code for place in places for code in countries[place]]
    episodes = _episodes(years)
    subject = "government" if years[-1]["incompatibility"] == "2" else "territory"
    return {
        "ucdp": int(number),
        "kind": KINDS[years[-1]["type_of_conflict"]],
        "start": episodes[0][0][:10],
        "end": episodes[-1][1],
        "iso": iso,
        "parties": _parties(dyads, actors, aliases),
        "years": {r["year"]: int(r["intensity_level"]) for r in years},
        "episodes": episodes,
        "over": subject,
        "summary": f"{said}. {_counted(years)}",
        "origin": UCDP_ORIGIN,
    }


def _episodes(years: list[Record]) -> list[list[str]]:
    """Runs of active years: from the day of the 25th death to the day the episode ended, "" where it goes on."""
    runs: list[list[Record]] = []
    for record in years:
        if runs and int(record["year"]) - int(runs[-1][-1]["year"]) <= 1 and runs[-1][-1]["ep_end"] != "1":
            runs[-1].append(record)
        else:
            runs.append([record])
    found = []
    for run in runs:
        first, last = run[0], run[-1]
        start = first["start_date2"] if first["start_date2"][:4] == first["year"] else f"{first['year']}-01-01"
        end = last["ep_end_date"] if last["ep_end"] == "1" else f"{last['year']}-12-31"
        found.append([start, "" if last["ep_end"] != "1" and int(last["year"]) >= LAST_YEAR else end])
    return found


def _parties(dyads: list[Record], actors: dict[str, Record], aliases: dict[str, list[str]]) -> list[list[Any]]:
    """Both sides of every dyad: [name, UCDP actor id, other names, first year, last year]."""
    found: dict[tuple[str, str], list[int]] = {}
    for record in dyads:
        for side in ("side_a", "side_b"):
            names, ids = record[side].split(", Government of"), record[f"{side}_id"].split(", ")
            for i, name in enumerate(names):
                name = name if i == 0 else "Government of" + name
                number = ids[i] if i < len(ids) else ""
                span = found.setdefault((name.strip(), number), [9999, 0])
                span[0], span[1] = min(span[0], int(record["year"])), max(span[1], int(record["year"]))
    parties = []
    for (name, number), (first, last) in found.items():
        actor = actors.get(number, {})
        other = list(aliases.get(name, []))
        if not name.startswith("Government of"):
            other += [actor.get(c, "") for c in ("NameOrigFullEng", "NameOrigFull", "NewNameFullEng", "NameOrig")]
        different = {a.casefold(): a for a in reversed([a.strip() for a in other]) if _usable(a)}
        different.pop(name.casefold(), None)
        kept = list(reversed(different.values()))
        parties.append([name, int(number) if number.isdigit() else None, kept, first, last])
    return sorted(parties, key=lambda party: (party[3], party[0]))


def _usable(alias: str) -> bool:
    return bool(alias) and alias.casefold() not in {"n/a", "na", "unclear", "unknown"} and len(alias) < 90


def _counted(years: list[Record]) -> str:
    """The years in which UCDP counts fighting, such as "Years of fighting by UCDP's count: 1966 and since 2011."."""
    runs: list[list[int]] = []
    for year in (int(record["year"]) for record in years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    if len(runs) > RUNS:
        return f"Years of fighting by UCDP's count: {len(years)} from {runs[0][0]} to {runs[-1][1]}."
    said = [str(first) if first == last else f"{first}\u2013{last}" for first, last in runs]
    if runs[-1][1] >= LAST_YEAR:
        said[-1] = f"since {runs[-1][0]}"
    listed = " and ".join(part for part in (", ".join(said[:-1]), said[-1]) if part)
    return f"Years of fighting by UCDP's count: {listed}."


def _names(cell: str) -> list[list[str]]:
    found = []
    for item in items(cell):
        match = re.fullmatch(r"([a-z]{2,3}):(.+)", item)
        found.append([match[2].strip(), match[1]] if match else [item, "en"])
    return found


def _places(cell: str) -> list[list[Any]]:
    """[name, language, weak, from, until, source], "" where open. What the gazetteer knows of it is added later."""
    found: list[list[Any]] = []
    for item in items(cell):
        match = re.fullmatch(r"(~?)\??(?:([a-z]{2}):)?([^@]+)(?:@(\d{4})(?:-(\d{4}))?)?", item)
        if not match:
            raise ValueError(f"{item!r} is no place")
        weak, lang, name, first, last = match.groups()
        found.append([name.strip(), lang or "", int(bool(weak)), first or "", last or first or "", OWN])
    return found


def _terms(cell: str) -> list[str]:
    return [re.sub(r"^[a-z]{2}:", "", item) for item in items(cell)]


def _extra(cells: list[str]) -> Row:
    kind, start, end, iso, key, title, names, places, terms, parties = cells
    war = kind == "one-sided" or (kind == "interstate" and end and int(end[:4]) <= WORLD_WARS)
    level = 2 if war else 1  # as UCDP grades: a war, or a minor conflict
    sides: list[list[Any]] = []
    for item in items(parties):
        name, _, other = item.partition("=")
        sides.append([name, None, [a.strip() for a in other.split(",") if a.strip()], 0, 0])
    return {
        "key": key, "name": title, "ucdp": None, "kind": kind, "start": start, "end": end, "also": [],
        "iso": iso.split(),
        "names": _names(names), "places": _places(places), "terms": _terms(terms), "parties": sides,
        "years": dict.fromkeys(map(str, range(int(start[:4]), int(end[:4] or LAST_YEAR) + 1)), level),
        "episodes": [[start, end]], "over": "violence", "summary": "", "origin": OWN_ORIGIN,
    }  # fmt: skip


def _csv(path: Path) -> list[Record]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _by(records: list[Record], column: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record[column]].append(record)
    return dict(found)


def main(arguments: list[str]) -> int:
    """Write ``conflicts.json.gz``; the exit status is 2 where the folder is not given."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tools.build_conflicts UCDP_FOLDER\n")
        return 2
    lines = ",\n".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in compile_all(Path(arguments[0]))
    )
    (FOLDER / "conflicts.json.gz").write_bytes(gzip.compress(f"[\n{lines}\n]\n".encode(), mtime=0))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
