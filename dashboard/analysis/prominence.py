"""Where each article tells a thing: in its headline, in its lead, how far down, or not at all."""

from __future__ import annotations

import pandas as pd

from dashboard.analysis.reading import Story

COLUMNS = ["article", "item", "told", "headline", "lead", "position", "last", "mentions"]


def statement_places(story: Story, mentions: pd.DataFrame) -> pd.DataFrame:
    """Where every statement stands in every article; result as `places`."""
    return places(story, mentions.assign(item=mentions["statement"]))


def theme_places(story: Story, statements: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Where every theme stands in every article; result as `places`."""
    return places(
        story, mentions.assign(item=mentions["statement"].map(statements.set_index("statement")["theme"]))
    )


def places(story: Story, told: pd.DataFrame) -> pd.DataFrame:
    """Where each item stands in each article.

    The position is the first character of the first mention below the headlines, as a share of all characters
    of the article's file, page furniture included: the place where a reader of the page finds it. The lead is
    the first body sentence.

    Args:
        story: texts and sentences.
        told: `item`, `article`, `sentence`, `start`; a row a mention.

    Returns:
        One row for every item and article, items in the order of their first mention, articles in the
        story's: `told`; `headline` and `lead` (it is told there); `position` and `last` (first and last
        mention below the headlines, 0 first … 1 last character; empty where there is none); `mentions` (how
        many).
    """
    length = {article: max(1, len(text)) for article, text in story.texts.items()}
    roles = dict(zip(story.sentences["sentence"], story.sentences["role"], strict=True))
    lead = leads(story.sentences)
    placed = told.assign(
        headline=[roles[s] == "headline" for s in told["sentence"]],
        lead=[lead.get(a) == s for a, s in zip(told["article"], told["sentence"], strict=True)],
        place=[int(s) / length[a] for a, s in zip(told["article"], told["start"], strict=True)],
    )
    below = placed[~placed["headline"]].groupby(["item", "article"])["place"]
    key = placed.groupby(["item", "article"], sort=False)
    found = key.agg(headline=("headline", "any"), lead=("lead", "any"), mentions=("place", "size"))
    every = pd.MultiIndex.from_product(
        [list(dict.fromkeys(told["item"])), list(story.articles["article"])], names=["item", "article"]
    )
    return (
        found.assign(told=True)
        .reindex(every)
        .fillna({"told": False, "headline": False, "lead": False, "mentions": 0})
        .astype({"told": bool, "headline": bool, "lead": bool, "mentions": int})
        .assign(position=below.min(), last=below.max())
        .reset_index()[COLUMNS]
    )


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
    place = places["position"].where(places["told"], 1.0).fillna(0.0)
    by_item = place.groupby(places["item"], sort=False)
    return by_item.max() - by_item.min()
