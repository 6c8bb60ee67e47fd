"""How many origins a story's reports have, who repeats whom, and how many voices stand behind each statement.

An article whose text stands word for word in others adds no origin of its own. Which of two copied from the other the
words do not say: one of them is kept as the origin, and the reasons name what was found and what was declared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.attribution.sources import Claim, Voices, claims_of, narrowest
from dashboard.language import media
from dashboard.lineage.text_reuse import BORDER, MIN_RUN_WORDS, WORD, Words, lineage, words_of_story
from dashboard.story.story import Story

COPIED = 0.2
"""Share of an article's own text that must stand word for word in others before it counts as taken over.
Reports written apart by their own reporters share up to about .15 (names and set phrases; 40 pairs of four
public stories)."""
MIN_ADDED_SHARE = 0.03
"""Share of an article's own text that a parent must hold beside those before it."""
MAX_PARENTS = 3
"""Articles that one is put together from at most: over many articles, set phrases alone would add up."""
LONG_RUN_WORDS = 12
"""Words of a run outside quotations that are hardly written twice: with a declared agency they prove its
use."""
MIN_LOWER_CASE_SHARE = 0.5
"""Share of a run's words in small letters that a run needs to count as long: titles and names are shared by
all."""


@dataclass(frozen=True)
class Origin:
    """What is known of where an article's text comes from.

    Attributes:
        article: which one.
        parents: articles in which its text is found; empty for an origin of its own.
        share: of its own text that is in them, 0 to 1.
        declared: agencies it credits.
        reason: why it counts as it does, in words.
    """

    article: str
    parents: tuple[str, ...]
    share: float
    declared: tuple[str, ...]
    reason: str


@dataclass(frozen=True, eq=False)
class Provenance:
    """Shared words of a story's articles and what they say of its origins.

    Attributes:
        lineage, runs: tables as declared.
        origins: one an article, in the story's order.
    """

    lineage: pd.DataFrame
    runs: pd.DataFrame
    origins: tuple[Origin, ...]

    @property
    def table(self) -> pd.DataFrame:
        """The origins as an ORIGINS table."""
        return tables.make(
            tables.ORIGINS,
            [
                {
                    "article": o.article,
                    "own": not o.parents,
                    "parents": "; ".join(o.parents) or None,
                    "share": o.share,
                    "declared": "; ".join(o.declared) or None,
                    "reason": o.reason,
                }
                for o in self.origins
            ],
        )


def provenance(story: Story, voices: Voices) -> Provenance:
    """Who shares words with whom in a story, and how many origins that leaves.

    Args:
        voices: whose words a span is.
    """
    words = words_of_story(story)
    shared, runs = lineage(words, voices)
    return Provenance(shared, runs, tuple(origins(story, runs, words)))


def origins(story: Story, runs: pd.DataFrame, words: Mapping[str, Words]) -> list[Origin]:
    """For each article whether it adds an origin of its own.

    The article most of whose text is in the others is taken out first, then the next among those that
    are left, so that of copies of one text one always remains.

    Args:
        story: the articles.
        runs: the RUNS table of the story.
        words: the counted words of its articles.

    Returns:
        One Origin an article, in the story's order.
    """
    covered = _covered(words, story, runs)
    declared = {str(r.article): _declared(r) for r in story.articles.itertuples()}
    long_ = _long_runs(story, runs)
    kept = [str(a) for a in story.articles["article"]]
    taken: dict[str, Origin] = {}
    while len(kept) > 1:
        offers = [_offer(article, kept, covered, words, declared, long_) for article in kept]
        found = [offer for offer in offers if offer.parents]
        if not found:
            break
        worst = max(found, key=lambda o: (round(o.share, 6), len(o.declared), o.article))
        taken[worst.article] = worst
        kept.remove(worst.article)
    return [
        taken.get(a)
        or Origin(
            a,
            (),
            share := _share(a, [k for k in kept if k != a], covered, words),
            declared[a],
            _own_reason(share, declared[a]),
        )
        for a in map(str, story.articles["article"])
    ]


def _offer(
    article: str,
    kept: Sequence[str],
    covered: Mapping[tuple[str, str], set[int]],
    words: Mapping[str, Words],
    declared: Mapping[str, tuple[str, ...]],
    long_: Mapping[tuple[str, str], int],
) -> Origin:
    """The case for taking an article out of the kept ones; no parents where there is none."""
    others = [k for k in kept if k != article]
    near = sorted(others, key=lambda o: (-len(covered[article, o]), o))
    parents = _parents(near, article, covered, words[article].own)
    share = _share(article, parents, covered, words)
    if share >= COPIED:
        return Origin(
            article,
            parents,
            share,
            declared[article],
            f"{share:.0%} of its own text appears word for word in others",
        )
    for other in near:
        common = [d for d in declared[article] if d in declared[other]]
        longest = long_.get((article, other), 0)
        if common and longest:
            return Origin(
                article,
                (other,),
                share,
                declared[article],
                f"credits {' and '.join(common)}, as another article does, and shares {longest} words in a row with it outside "
                "quotations",
            )
    return Origin(article, (), share, declared[article], "")


def _parents(
    near: Sequence[str], article: str, covered: Mapping[tuple[str, str], set[int]], own: int
) -> tuple[str, ...]:
    """The articles that hold an article's text, the one with most first, as far as each adds to those
    before.
    """
    found: list[str] = []
    seen: set[int] = set()
    for other in near:
        if len(found) < MAX_PARENTS and len(covered[article, other] - seen) >= MIN_ADDED_SHARE * own:
            found.append(other)
            seen |= covered[article, other]
    return tuple(found)


def _own_reason(share: float, declared: tuple[str, ...]) -> str:
    """Why an article counts; what it shares with copies that are not counted says nothing against it."""
    credit = f"it credits {' and '.join(declared)}" if declared else "it credits no agency"
    held = (
        f"{share:.0%} of its own text is in the other origins"
        if share >= 0.005
        else "its own text is in no other origin"
    )
    return f"{held}; {credit}"


def _declared(article: Any) -> tuple[str, ...]:
    """Agencies that an article credits, or whose name its outlet bears; a name that is a guess declares
    nothing.
    """
    credited = [] if pd.isna(article.agency) else [part.strip() for part in str(article.agency).split(";")]
    bears = [] if str(article.evidence).startswith("inferred") else media.named_in(str(article.outlet))
    return tuple(media.distinct([*credited, *bears]))


def _covered(words: Mapping[str, Words], story: Story, runs: pd.DataFrame) -> dict[tuple[str, str], set[int]]:
    """(article, other) -> tokens of the article's own text that are in runs shared with the other."""
    starts = {article: [t.start for t in own.tokens] for article, own in words.items()}
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for run in runs.itertuples():
        a, b = str(run.a), str(run.b)
        if run.kind == "quotation" or _is_named(story.texts[a][run.a_start : run.a_end]):
            continue
        places = {
            a: range(bisect_left(starts[a], run.a_start), bisect_left(starts[a], run.a_end)),
            b: range(bisect_left(starts[b], run.b_start), bisect_left(starts[b], run.b_end)),
        }
        for article, other in ((a, b), (b, a)):
            same = {words[other].tokens[k].word for k in places[other]} - {BORDER}
            own = {
                k
                for k in places[article]
                if words[article].tokens[k].word in same and not words[article].quoted[k]
            }
            if len(own) >= MIN_RUN_WORDS:
                found[article, other] |= own
    return found


def _is_named(text: str) -> bool:
    """Whether a run is mostly names and titles, which every report of an event shares."""
    found = WORD.findall(text)
    return sum(str(w)[0].islower() for w in found) < MIN_LOWER_CASE_SHARE * len(found)


def _long_runs(story: Story, runs: pd.DataFrame) -> dict[tuple[str, str], int]:
    """(article, other) -> words of the longest run outside quotations, of those with at least LONG_RUN_WORDS that are
    no names.
    """
    found: dict[tuple[str, str], int] = {}
    for run in runs.itertuples():
        text = story.texts[str(run.a)][run.a_start : run.a_end]
        if run.kind == "quotation" or run.words < LONG_RUN_WORDS or _is_named(text):
            continue
        for key in ((str(run.a), str(run.b)), (str(run.b), str(run.a))):
            found[key] = max(found.get(key, 0), int(run.words))
    return found


def _share(
    article: str,
    others: Sequence[str],
    covered: Mapping[tuple[str, str], set[int]],
    words: Mapping[str, Words],
) -> float:
    """Share of an article's own text that is in any of the others."""
    found: set[int] = set()
    for other in others:
        found |= covered.get((article, other), set())
    return len(found) / max(1, words[article].own)


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
    by_statement: dict[str, list[Any]] = {}
    for mention in mentions.itertuples(index=False):
        by_statement.setdefault(str(mention.statement), []).append(mention)
    rows = []
    for statement in map(str, statements["statement"]):
        own = by_statement.get(statement, [])
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
