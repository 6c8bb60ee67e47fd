"""How many voices stand behind each statement: articles, independent origins, ultimate sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.attribution.sources import Claim, claims_of, narrowest
from dashboard.language import media
from dashboard.lineage.provenance import Origin

NOBODY = "(nobody named)"
"""Stands in a chain for a source that is not named: "amid allegations that"."""
STATE_MEDIA = "(state media)"
"""Joins a state's media and its agency, which are one voice."""


def corroboration(
    statements: pd.DataFrame, mentions: pd.DataFrame, sources: pd.DataFrame, found: Sequence[Origin]
) -> pd.DataFrame:
    """Every statement counted three ways.

    Args:
        statements, mentions, sources: tables as declared.
        found: the origins of the story's articles.

    Returns:
        A CORROBORATION table: articles that report, fully or in part, the statement, independent origins among them, and
        ultimate sources: attributions that share a link of their chain count once, and so does each origin
        that reports the statement in its own words.
    """
    parents = {o.article: o.parents for o in found}
    claims = claims_of(sources)
    told = {str(s): list(own.itertuples()) for s, own in mentions.groupby("statement", sort=False)}
    rows = []
    for statement in map(str, statements["statement"]):
        own = told.get(statement, [])
        articles = list(dict.fromkeys(str(m.article) for m in own))
        roots = _roots(own, claims, parents)
        rows.append(
            {
                "statement": statement,
                "articles": len(articles),
                "origins": len(_origins_of(articles, parents)),
                "sources": len(roots),
                "named": "; ".join(sorted(n for g in roots for n in g if n[0] != "\0" and n != STATE_MEDIA))
                or None,
            }
        )
    return tables.make(tables.CORROBORATION, rows)


def _origins_of(articles: Sequence[str], parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The articles that count: those of their own origin, and of the others those whose parents do not tell
    it.
    """
    return {a for a in articles if not any(p in articles for p in parents.get(a, ()))}


def _roots(
    mentions: Sequence[Any], claims: Mapping[str, Sequence[Claim]], parents: Mapping[str, tuple[str, ...]]
) -> list[set[str]]:
    """Groups of names behind the mentions of a statement: chains that share a link are one.

    An article that attributes one of its mentions adds no voice of its own by another that it does not
    attribute.
    """
    chains: dict[str, list[set[str]]] = {str(m.article): [] for m in mentions}
    for mention in mentions:
        own = str(mention.article)
        claim = narrowest(claims.get(own, ()), int(mention.start), int(mention.end))
        if claim is not None:
            chains[own].append(_links(claim))
    groups: list[set[str]] = []
    for own, found in chains.items():
        voice = f"\0{next((p for p in parents.get(own, ()) if p in chains), own)}"
        for chain in found or [{voice}]:
            touching = [g for g in groups if g & chain]
            groups = [g for g in groups if not g & chain] + [set().union(chain, *touching)]
    return groups


def _links(claim: Claim) -> set[str]:
    """The names in a claim's chain; with a state's medium the mark that joins it to the others of that
    state.
    """
    names = set(claim.chain) or {NOBODY}
    return names | {STATE_MEDIA} if any(media.is_state_run(name) for name in claim.chain) else names
