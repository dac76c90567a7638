"""The way from a dump to its articles."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.article import assemble, metadata, roles
from dateline.extract.article.common import Common
from dateline.extract.article.roles import Given
from dateline.extract.judging import judge
from dateline.extract.lines.units import units
from dateline.extract.models import memory
from dateline.extract.models.memory import NOTHING, Shares
from dateline.extract.models.weights import Weights, shipped
from dateline.extract.reading import Reading, evident
from dateline.messages import CODES, Severity
from dateline.model import Article, Dump, LabelledLine, Role

_BLANK: Given = (Role.BLANK, 1.0, "nothing to see")


def extract(dump: Dump, known: Shares = NOTHING, weights: Weights | None = None) -> tuple[Article, ...]:
    """The articles of a dump; their labelled lines together are the dump's lines, in order.

    Every dump gives at least one article, if only one without a body: what is doubted stands in its ``doubts``.
    ``known`` tells what of it repeats across other dumps of its outlet; ``weights`` are those that ship unless given.
    """
    beside = frozenset((*dump.hints.lines, *dump.margins, *(number for number, _ in dump.asides)))
    pieces = units(dump.lines, beside, dump.text, dump.told)
    readings = judge.read(dump, pieces, memory.of_units(pieces, dump.lines, known), weights or shipped())
    common = Common(dump, pieces)
    found = []
    starts = [0, *(reading.units[0].lines[0] for reading in readings[1:]), len(dump.lines)]
    for index, (reading, start, stop) in enumerate(zip(readings, starts, starts[1:], strict=False)):
        given = roles.assign(reading.units, reading)
        labelled = _labelled(dump, reading, given, start, stop)
        found.append(_article(common, reading, given, labelled, index, alone=len(readings) == 1))
    return tuple(found)


def _labelled(dump: Dump, reading: Reading, given: Sequence[Given], start: int, stop: int) -> tuple[LabelledLine, ...]:
    lines, found = dump.lines[start:stop], [_BLANK] * (stop - start)
    for unit, item in zip(reading.units, given, strict=True):
        for i in unit.lines:
            found[i - start] = item
    beside: dict[int, Given] = {number: (Role.OTHER, 1.0, kind.value) for number, kind in dump.asides}
    beside.update(dict.fromkeys(dump.margins, (Role.NAVIGATION, 1.0, "printed at the edge of each page")))
    beside.update(dict.fromkeys(dump.hints.lines, (Role.HINT, 1.0, "a hint at the top of the dump")))
    if beside:
        found = [beside.get(line.number, item) for line, item in zip(lines, found, strict=True)]
    return tuple(
        [
            LabelledLine(line, role, round(score, 3), rule)
            for line, (role, score, rule) in zip(lines, found, strict=True)
        ]
    )


def _article(
    common: Common,
    reading: Reading,
    given: Sequence[Given],
    labelled: tuple[LabelledLine, ...],
    index: int,
    *,
    alone: bool,
) -> Article:
    dump, own, numbers = common.dump, reading.units, common.numbers
    body = assemble.blocks(own, given, numbers)
    credit, credit_unit = assemble.credit(own, given)
    facts = metadata.settle(common, reading, body, alone=alone)
    evidence = list(facts.evidence)
    if credit_unit is not None:
        evidence.append(evident("credit", credit, own[credit_unit], numbers, "begins as a credit line does"))
    return Article(
        dump=dump,
        index=index,
        lines=labelled,
        headline=facts.headline,
        standfirst=facts.standfirst,
        published=facts.published,
        modified=facts.modified,
        authors=facts.authors,
        outlet=facts.outlet,
        credit=credit,
        url=facts.url,
        archived_url=facts.archived_url,
        language=facts.language,
        blocks=body,
        captions=assemble.captions(own, given, numbers),
        corrections=tuple(u.text for u, g in zip(own, given, strict=True) if g[0] is Role.CORRECTION),
        evidence=tuple(evidence),
        # what decoding doubts goes to the curator too; a mere notice (a repair, an attachment) needs no decision
        doubts=(*facts.doubts, *(n for n in dump.notices if CODES[n.code].severity >= Severity.DOUBT)),
    )
