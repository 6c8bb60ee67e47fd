"""What each outlet puts first, repeats and spends words on: every measure in one long table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.emphasis.composition import source_shares, theme_shares, voice_shares
from dashboard.story.story import Story
from dashboard.tables import EMPHASIS, make

Row = tuple[str, str, str, float]
"""Article, measure, item, value."""

MEASURES: Mapping[str, str] = {
    "position": "How far down the article the statement first comes, headlines left out: 0 at the top, 1 at the end. Left out where "
    "it was not found there.",
    "headline": "1 where a headline reports the statement, 0 where the article reports it only elsewhere.",
    "lead": "1 where the first body sentence reports the statement, 0 where the article reports it only "
    "elsewhere.",
    "theme_position": "How far down the article any statement of the theme first comes, headlines left out: 0 at the top, 1 at the end.",
    "theme_last": "How far down it last comes, headlines left out: 0 at the top, 1 at the end.",
    "theme_headline": "1 where a headline reports a statement of the theme, 0 where the article reports it only"
    " elsewhere.",
    "theme_lead": "1 where the first body sentence reports a statement of the theme, 0 where only later ones do.",
    "theme_words": "Words of the body that belong to the theme. Headlines and captions are left out.",
    "theme_share": "Words of the theme as a share of the article's own body words; over the themes they sum"
    " to 1, so that short and long articles compare.",
    "voice_words": "Words of the body said in this voice: in quotation marks (quoted), attributed to "
    "somebody without them (attributed), or the outlet's own (narrator).",
    "voice_share": "Words said in this voice as a share of the article's body words; the three sum to 1.",
    "theme_voice_share": "Listed as “theme: voice”. Words of the theme said in this voice as a share of the "
    "article's body words on the theme; the three sum to 1.",
    "source_words": "Words of the body in quotation marks that the article attributes to this source (empty: to "
    "nobody by name).",
    "source_share": "Words in quotation marks of this source as a share of all quoted body words of the "
    "article.",
    "actor_count": "How often the article names the actor, under any name, in headlines, body and captions.",
    "actor_rate": "How often the article names the actor per 1,000 compared words.",
    "actor_position": "How far down the article the name first comes, headlines left out: 0 at the top, 1 at the end.",
    "actor_words": "Words of the body that the article attributes to the actor, quoted or not.",
    "distinctive": "How much more the outlet uses the word or phrase than all others, in standard deviations (log-odds "
    "ratio: Monroe, Colaresi & Quinn 2008). Only those that pass both tests against chance are listed.",
    "distinctive_count": "How often the outlet's body sentences use the word or phrase.",
}
"""Measure -> what it counts, in words that stand beside its picture."""


@dataclass(frozen=True, eq=False)
class EmphasisInputs:
    """The tables from which emphasis is measured."""

    story: Story
    statements: pd.DataFrame
    mentions: pd.DataFrame
    blocks: pd.DataFrame
    actors: pd.DataFrame
    distinctive: pd.DataFrame


def emphasis(inputs: EmphasisInputs) -> pd.DataFrame:
    """Every measure of MEASURES.

    Returns:
        An EMPHASIS table: articles in the story's order, then measures in that of MEASURES, items as first
        told. The items of `position`, `headline` and `lead` are statements; those of the others their names.
    """
    said = spoken_by(inputs.blocks, inputs.actors)
    rows = [*_prominence(inputs), *_space(said), *_actors(inputs, said), *_words(inputs)]
    measure = {name: k for k, name in enumerate(MEASURES)}
    article = {str(name): k for k, name in enumerate(inputs.story.articles["article"])}
    rows.sort(key=lambda row: (article[row[0]], measure[row[1]]))
    return make(EMPHASIS, (dict(zip(EMPHASIS.names, row, strict=True)) for row in rows))


def _prominence(inputs: EmphasisInputs) -> Iterator[Row]:
    """Where statements and themes stand."""
    tables: tuple[tuple[str, pd.DataFrame], ...] = (
        ("", statement_places(inputs.story, inputs.mentions)),
        ("theme_", theme_places(inputs.story, inputs.statements, inputs.mentions)),
    )
    for prefix, table in tables:
        for place in table[table["reported"]].itertuples(index=False):
            yield place.article, f"{prefix}headline", place.item, float(place.headline)
            yield place.article, f"{prefix}lead", place.item, float(place.lead)
            if not pd.isna(place.position):
                yield place.article, f"{prefix}position", place.item, float(place.position)
                if prefix:
                    yield place.article, f"{prefix}last", place.item, float(place.last)


def _space(blocks: pd.DataFrame) -> Iterator[Row]:
    """Shares of words: themes, voices, voices within themes, sources."""
    yield from _both("theme", theme_shares(blocks))
    yield from _both("voice", voice_shares(blocks))
    for theme, own in blocks.groupby("theme", sort=False):
        for row in voice_shares(own).itertuples(index=False):
            yield row.article, "theme_voice_share", f"{theme}: {row.voice}", float(row.share)
    shares = source_shares(blocks)
    yield from _both("source", shares[shares["words"] > 0])


def _both(name: str, shares: pd.DataFrame) -> Iterator[Row]:
    """Words and share of every item."""
    for article, item, words, share in shares.itertuples(index=False):
        yield article, f"{name}_words", item, float(words)
        yield article, f"{name}_share", item, float(share)


def _actors(inputs: EmphasisInputs, said: pd.DataFrame) -> Iterator[Row]:
    """Who is named how often and where first, and how much of the text is given to each as a source."""
    mentions = inputs.actors
    names = dict(zip(mentions["actor"], mentions["name"], strict=True))
    words = dict(zip(inputs.story.articles["article"], inputs.story.articles["words"], strict=True))
    found = places(inputs.story, mentions.assign(item=mentions["actor"])) if len(mentions) else None
    for row in () if found is None else found[found["reported"]].itertuples(index=False):
        yield row.article, "actor_count", names[row.item], float(row.mentions)
        rate = 1000 * row.mentions / max(1, int(words[row.article]))
        yield row.article, "actor_rate", names[row.item], rate
        if not pd.isna(row.position):
            yield row.article, "actor_position", names[row.item], float(row.position)
    own = said[(said["role"] == "body") & said["source"].isin(list(names.values()))]
    for (article, actor), count in own.groupby(["article", "source"], sort=False)["words"].sum().items():
        yield article, "actor_words", actor, float(count)


def spoken_by(blocks: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """The blocks with each source under its canonical name, where it is a form of an actor of the ACTORS table."""
    named = actors[actors["kind"] != "office"].drop_duplicates("actor")
    known = {_plain(str(name)): str(name) for name in named["name"]}
    for form, name in zip(actors["form"], actors["name"], strict=True):
        known.setdefault(_plain(str(form)), str(name))
    return blocks.assign(source=[known.get(_plain(str(s)), str(s)) if s else "" for s in blocks["source"]])


def _plain(name: str) -> str:
    """A name without case and hyphens, in which outlets differ."""
    return " ".join(name.casefold().replace("-", " ").split())


def _words(inputs: EmphasisInputs) -> Iterator[Row]:
    """Distinctive words of the article's outlet."""
    outlets: dict[str, list[Any]] = {}
    for row in inputs.distinctive.itertuples(index=False):
        outlets.setdefault(row.outlet, []).append(row)
    for article, outlet in inputs.story.articles[["article", "outlet"]].itertuples(index=False):
        for row in outlets.get(outlet, ()):
            yield article, "distinctive", row.term, float(row.score)
            yield article, "distinctive_count", row.term, float(row.count)


def measured(emphasis: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Rows of one measure: `article`, `item`, `value`.

    Raises:
        KeyError: there is no such measure; the message names those there are.
    """
    if measure not in MEASURES:
        raise KeyError(f"no measure {measure!r}; there are {', '.join(MEASURES)}")
    return emphasis.loc[emphasis["measure"] == measure, ["article", "item", "value"]].reset_index(drop=True)


COLUMNS = ["article", "item", "reported", "headline", "lead", "position", "last", "mentions"]
TYPES = {"reported": bool, "headline": bool, "lead": bool, "position": float, "last": float, "mentions": int}


def statement_places(story: Story, mentions: pd.DataFrame) -> pd.DataFrame:
    """Where every statement is in every article; result as `places`."""
    return places(story, mentions.assign(item=mentions["statement"]))


def theme_places(story: Story, statements: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Where every theme is in every article; result as `places`."""
    return places(
        story, mentions.assign(item=mentions["statement"].map(statements.set_index("statement")["theme"]))
    )


def places(story: Story, reported: pd.DataFrame) -> pd.DataFrame:
    """Where each item is in each article.

    The position is the first character of the first mention below the headlines, as a share of all characters
    of the article's file, page furniture included: the place where a reader of the page finds it. The lead is
    the first body sentence.

    Args:
        story: texts and sentences.
        reported: `item`, `article`, `sentence`, `start`; a row a mention.

    Returns:
        One row for every item and article, items in the order of their first mention, articles in the
        story's: `reported`; `headline` and `lead` (it is reported there); `position` and `last` (first and last
        mention below the headlines, 0 first … 1 last character; empty where there is none); `mentions` (how
        many).
    """
    length = {article: max(1, len(text)) for article, text in story.texts.items()}
    roles = dict(zip(story.sentences["sentence"], story.sentences["role"], strict=True))
    lead = leads(story.sentences)
    # Plain loops: a story has hundreds of mentions, and grouping them by pandas takes ten times as long.
    mentions: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for item, article, sentence, start in zip(
        reported["item"], reported["article"], reported["sentence"], reported["start"], strict=True
    ):
        mentions.setdefault((item, article), []).append((sentence, int(start) / length[article]))
    rows = []
    for item in dict.fromkeys(reported["item"]):
        for article in story.articles["article"]:
            own = mentions.get((item, article), ())
            below = [place for sentence, place in own if roles[sentence] != "headline"]
            rows.append(
                (
                    article,
                    item,
                    bool(own),
                    len(below) < len(own),
                    any(lead.get(article) == sentence for sentence, _ in own),
                    min(below, default=math.nan),
                    max(below, default=math.nan),
                    len(own),
                )
            )
    return pd.DataFrame(rows, columns=COLUMNS).astype(TYPES)


def leads(sentences: pd.DataFrame) -> dict[str, str]:
    """Article -> its first body sentence; articles without one are left out."""
    first = sentences[sentences["role"] == "body"].drop_duplicates("article")
    return dict(zip(first["article"], first["sentence"], strict=True))


def spread(places: pd.DataFrame) -> pd.Series:
    """How differently the articles place an item: 0 (all alike) … 1 (first here, last or nowhere there).

    What an article does not tell counts as its end, what only its headline tells as its beginning. Ours.

    Args:
        places: as `places` made it.

    Returns:
        Item -> largest less smallest place; items in the table's order.
    """
    place = places["position"].where(places["reported"], 1.0).fillna(0.0)
    by_item = place.groupby(places["item"], sort=False)
    return by_item.max() - by_item.min()
