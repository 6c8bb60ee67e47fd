"""Who reports a statement that the reader words: the same encoder, the same alignment, the same operating point."""

from __future__ import annotations

import pandas as pd

from dashboard import tables
from dashboard.alignment.align import FULL, candidates
from dashboard.comparison import Prepared
from dashboard.encoding.encode import Encoder
from dashboard.language.clauses import units_of

MAX_QUESTION_LENGTH = 400  # characters of a question: a long sentence
ASKED = "\uffffasked"  # sorts behind every article, so that no other pair changes its order


def ask(prepared: Prepared, text: str, encoder: Encoder, threshold: float) -> pd.DataFrame:
    """The nearest passages of every article to a statement, told or not.

    The statement joins the story as one more article of one sentence, so it is scored as any other.

    Args:
        prepared: the story.
        text: what is asked, one statement; what exceeds MAX_QUESTION_LENGTH characters is cut.
        encoder: of the model that the story was prepared with.
        threshold: probability from which a passage reports it.

    Returns:
        One row an article and sentence, the surest first: `article`, `sentence`, `start`, `end` (of the piece),
        `score` (probability in [0, 1]), `guard` (what speaks against it, or ""), `state` (`full`, `partial`, or
        `absent` below the threshold). An article without any candidate has no row.

    Raises:
        ValueError: the statement is empty.
    """
    words = " ".join(text.split())[:MAX_QUESTION_LENGTH]
    if not words:
        raise ValueError("Write a statement to ask for.")
    asked = tables.make(
        tables.SENTENCES,
        [
            {
                "sentence": f"{ASKED}:0",
                "article": ASKED,
                "start": 0,
                "end": len(words),
                "role": "body",
                "reason": "",
                "text": words,
            }
        ],
    )
    sentences = pd.concat([prepared.story.sentences, asked], ignore_index=True)
    own = units_of(asked)
    units = pd.concat([prepared.units, own], ignore_index=True)
    scored = candidates(units, sentences, {**prepared.encoding, f"{ASKED}:0": encoder([words])[0]})
    near = scored[scored["b"].isin(own["unit"])].join(prepared.units.set_index("unit"), on="a")
    best = near.sort_values("score", ascending=False, kind="stable").drop_duplicates("sentence")
    full = (best["score"] >= max(threshold, FULL)) & (best["guard"] == "")
    state = full.map({True: "full", False: "partial"}).where(best["score"] >= threshold, "absent")
    return best.assign(state=state)[
        ["article", "sentence", "start", "end", "score", "guard", "state"]
    ].reset_index(drop=True)
