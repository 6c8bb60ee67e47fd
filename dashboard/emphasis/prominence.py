"""Where each article reports a thing: in its headline, in its lead, how far down, or not at all."""

from __future__ import annotations

import math

import pandas as pd

from dashboard.story.story import Story

COLUMNS = ["article", "item", "told", "headline", "lead", "position", "last", "mentions"]
TYPES = {"told": bool, "headline": bool, "lead": bool, "position": float, "last": float, "mentions": int}


def statement_places(story: Story, mentions: pd.DataFrame) -> pd.DataFrame:
    """Where every statement is in every article; result as `places`."""
    return places(story, mentions.assign(item=mentions["statement"]))


def theme_places(story: Story, statements: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Where every theme is in every article; result as `places`."""
    return places(
        story, mentions.assign(item=mentions["statement"].map(statements.set_index("statement")["theme"]))
    )


def places(story: Story, told: pd.DataFrame) -> pd.DataFrame:
    """Where each item is in each article.

    The position is the first character of the first mention below the headlines, as a share of all characters
    of the article's file, page furniture included: the place where a reader of the page finds it. The lead is
    the first body sentence.

    Args:
        story: texts and sentences.
        told: `item`, `article`, `sentence`, `start`; a row a mention.

    Returns:
        One row for every item and article, items in the order of their first mention, articles in the
        story's: `told`; `headline` and `lead` (it is reported there); `position` and `last` (first and last
        mention below the headlines, 0 first … 1 last character; empty where there is none); `mentions` (how
        many).
    """
    length = {article: max(1, len(text)) for article, text in story.texts.items()}
    roles = dict(zip(story.sentences["sentence"], story.sentences["role"], strict=True))
    lead = leads(story.sentences)
    # Plain loops: a story has hundreds of mentions, and grouping them by pandas takes ten times as long.
    mentions: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for item, article, sentence, start in zip(
        told["item"], told["article"], told["sentence"], told["start"], strict=True
    ):
        mentions.setdefault((item, article), []).append((sentence, int(start) / length[article]))
    rows = []
    for item in dict.fromkeys(told["item"]):
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
    place = places["position"].where(places["told"], 1.0).fillna(0.0)
    by_item = place.groupby(places["item"], sort=False)
    return by_item.max() - by_item.min()
