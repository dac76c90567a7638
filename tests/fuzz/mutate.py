"""Changes of a record that leave it JSON, so that the fuzzer gets past the parser and at what values are taken for."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

# Values of every type, and of each the ones that readers stumble over.
VALUES: tuple[object, ...] = (
    *(None, True, False, 0, -1, 7, 10**30, -(10**400), 0.5, 1e308, "", " ", "x", "x" * 5000, [], {}, [None], [[]]),
    *(["a"], [1, "a", None], {"a": 1}, "\ud800", "\0", "\x1b[31m", "\u202e", "<script>alert(1)</script>", "../../x"),
    *("/etc/passwd", "=1+1", "2020-11-08", "2020-13-45", "withdrawn", "javascript:alert(1)", [[0, 1]], [[5, -5]]),
)


def change(data: bytes, chance: random.Random) -> bytes | None:
    """A record's text with some values changed, taken out, doubled or put in another's place; None for no JSON."""
    try:
        record = json.loads(data.decode("utf-8", "surrogatepass").rstrip().rstrip(",") + "}")
        return _changed(record, chance) if isinstance(record, dict) else None
    except (ValueError, RecursionError):  # (changes upon changes can nest deeper than Python's json writes)
        return None


def _changed(record: dict[str, Any], chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 4)):
        places = list(_places(record))
        if not places:
            break
        holder, key = chance.choice(places)
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.insert(key, holder[key])
            case 2:
                other, there = chance.choice(places)
                if there in other if isinstance(other, dict) else there < len(other):
                    holder[key] = json.loads(json.dumps(other[there]))
            case _:
                holder[key] = chance.choice(VALUES)
    rows = "".join(f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in record.items())
    return f"{{\n{rows}".encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a value in what holds it."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
