"""The source of one article, settled on the authority where it knows it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.catalogue.language.slug import slug
from dateline.catalogue.outlets.authority import Outlets, host
from dateline.catalogue.outlets.votes import SURE, votes
from dateline.model import Article, Doubt, Evidence, Outlet, SourceTag

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Settled:
    """The source of one article, with evidence and doubts.

    ``doubts`` is all that remains doubtful of the source: it takes the place of what extraction doubted.
    """

    tag: SourceTag
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def settle(outlets: Outlets, article: Article) -> Settled:
    """The outlet of the article: by the name that extraction found, else by its address, else by its credit.

    An outlet that the authority does not know keeps its own name and gets a key made from it; that is no error. An
    agency in the credit is a guess only: the page may be anybody's. Where extraction is in doubt, the outlets that the
    dump names beside its story vote.
    """
    doubted = tuple(doubt for doubt in article.doubts if doubt.field == "source")
    if not doubted:
        return _settled(outlets, article)
    found = votes(outlets, article)
    if not found:
        guessed = _settled(outlets, article)
        return replace(guessed, doubts=guessed.doubts or doubted)
    weight, key, lines = found[0]
    sure = weight >= SURE and (len(found) == 1 or weight >= 2 * found[1][0])
    names = tuple(outlets[other].name for _, other, _ in found[:5])
    reason = f"{names[0]} is likely the outlet: the dump names it, but not as its own."
    outlet = outlets[key]
    evidence = Evidence("source", outlet.key, lines, "named beside the story", 0.95 if sure else 0.6)
    doubts = () if sure else (Doubt("source", "DL201", reason, names),)
    return Settled(SourceTag(outlet.key, outlet.name, known=True, score=evidence.score), (evidence,), doubts)


def _settled(outlets: Outlets, article: Article) -> Settled:
    named = outlets.named(article.outlet) if article.outlet else None
    address = article.url or article.archived_url
    located = outlets.at(address) if address else None
    if named and located and named.key != located.key and not named.agency:
        reason = f"The text names {named.name}, the address belongs to {located.name}."
        doubt = Doubt("source", "DL321", reason, (named.name, located.name))
        return _known(named, f"name {article.outlet!r}", 0.7, (doubt,))
    if named:
        return _known(named, f"name {article.outlet!r}", 1.0)
    if article.outlet:
        if located:
            return _known(located, f"address {host(address)}", 0.9)
        return Settled(SourceTag(slug(article.outlet), article.outlet, known=False))
    if located:
        return _known(located, f"address {host(address)}", 0.95)
    if address and host(address):
        return Settled(
            SourceTag(slug(host(address)), host(address), known=False, score=0.6),
            (Evidence("source", host(address), (), "host of the address", 0.6),),
        )
    credited = outlets.named(article.credit) if article.credit else None
    if credited:
        doubt = Doubt("source", "DL321", f"Only the credit {article.credit!r} names an outlet.", (credited.name,))
        return _known(credited, f"credit {article.credit!r}", 0.4, (doubt,))
    return Settled(SourceTag(UNKNOWN, "", known=False, score=0.0))


def _known(outlet: Outlet, rule: str, score: float, doubts: tuple[Doubt, ...] = ()) -> Settled:
    tag = SourceTag(outlet.key, outlet.name, known=True, score=score)
    return Settled(tag, (Evidence("source", outlet.key, (), rule, score),), doubts)
