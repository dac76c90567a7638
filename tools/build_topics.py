"""Compile the topics authority: ``python -m tools.build_topics IPTC_MEDIATOPICS_JSON``.

The file is the IPTC Media Topics NewsCodes as IPTC publishes it (CC BY 4.0). It gives names, definitions and the
hierarchy; ``topics.tsv`` beside this module says which topics the archive uses and which words tell of them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from dateline.catalogue.language.tables import DATA, items, rows

FOLDER = DATA / "topics"
ORIGIN = "IPTC Media Topics {date}, CC BY 4.0; words by Dateline, CC BY 4.0"


def compile_all(vocabulary: Path) -> list[dict[str, Any]]:
    """All rows of the authority, in the order of ``topics.tsv``. Raises KeyError for a code that IPTC does not have."""
    source = json.loads(vocabulary.read_text("utf-8"))
    concepts = {concept["qcode"].split(":")[1]: concept for concept in source["conceptSet"]}
    origin = ORIGIN.format(date=str(source["dateReleased"])[:10])
    table = rows(Path(__file__).with_name("topics.tsv"), 5)
    keys = {code: key for code, key, *_ in table}
    compiled = []
    for code, key, title, telling, supporting in table:
        concept = concepts[code]
        if concept.get("retired"):
            raise KeyError(f"{code} ({key}) is retired")
        compiled.append(
            {
                "key": key,
                "name": title or concept["prefLabel"]["en-GB"],
                "definition": concept["definition"].get("en-GB", ""),
                "parent": _parent(code, concepts, keys),
                "iptc": code,
                "telling": items(telling),
                "supporting": items(supporting),
                "origin": origin,
            }
        )
    return compiled


def _parent(code: str, concepts: dict[str, Any], keys: dict[str, str]) -> str:
    """The key of the nearest broader topic that the archive uses, "" where there is none."""
    broader = concepts[code].get("broader", [])
    for item in broader:
        above = str(item).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        found = keys.get(above) or _parent(above, concepts, keys)
        if found:
            return found
    return ""


def main(arguments: list[str]) -> int:
    """Write ``topics.json``; the exit status is 2 where the file is not given."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tools.build_topics IPTC_MEDIATOPICS_JSON\n")
        return 2
    compiled = compile_all(Path(arguments[0]))
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in compiled)
    (FOLDER / "topics.json").write_text(f"[\n{lines}\n]\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
