"""Two to five articles side by side as printed, their shared statements tied to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from dashboard.comparison import Comparison
from dashboard.presentation.excerpts import WORD, fold
from dashboard.presentation.markup import colour_of

SCRIPT = Path(__file__).parent / "side_by_side.js"
MOST = 5  # articles a screen can hold side by side


def abreast(
    comparison: Comparison,
    articles: Sequence[str],
    names: Mapping[str, str],
    colours: Mapping[str, str],
    here: str | None = None,
) -> str:
    """HTML of the articles as columns, with the script that lights up what belongs together.

    Args:
        comparison: where the sentences come from.
        articles: left to right.
        names, colours: article -> name, colour.
        here: sentence to begin at.
    """
    rows = shared_rows(comparison, articles)
    words = {sentence: _counterparts(comparison, sentence, rows) for sentence in rows}
    columns = "".join(_column(comparison, a, names[a], colours[a], rows, words, here) for a in articles)
    return f'<div class="px px-abreast">{columns}</div><script>{SCRIPT.read_text(encoding="utf-8")}</script>'


def shared_rows(comparison: Comparison, articles: Sequence[str]) -> dict[str, list[str]]:
    """Sentence -> the statements it tells that another of the articles tells too."""
    own = comparison.mentions[comparison.mentions["article"].isin(articles)]
    told = own.groupby("statement")["article"].transform("nunique") > 1
    return {str(s): list(dict.fromkeys(g["statement"])) for s, g in own[told].groupby("sentence")}


def _counterparts(comparison: Comparison, sentence: str, rows: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Words, in lower case, of the sentences that share a statement with this one."""
    own, article = set(rows[sentence]), sentence.rpartition(":")[0]
    others = [s for s, told in rows.items() if s.rpartition(":")[0] != article and own & set(told)]
    texts = comparison.sentences.loc[comparison.sentences["sentence"].isin(others), "text"]
    return frozenset(fold(word) for text in texts for word in WORD.findall(text))


def _column(
    comparison: Comparison,
    article: str,
    name: str,
    colour: str,
    rows: Mapping[str, Sequence[str]],
    words: Mapping[str, frozenset[str]],
    here: str | None,
) -> str:
    text = comparison.story.texts[article]
    out, at = [], 0
    for row in comparison.sentences[comparison.sentences["article"] == article].itertuples():
        out.append(escape(text[at : row.start]))
        frame = " here" if row.sentence == here else ""
        if row.sentence in rows:
            shared = " ".join(rows[row.sentence])
            out.append(
                f'<span class="told {row.role}{frame}" role="button" tabindex="0" data-rows="{escape(shared)}">'
                f"{_own_words(row.text, words[row.sentence])}</span>"
            )
        else:
            kind = "aside" if row.role in ("boilerplate", "byline") else row.role
            out.append(f'<span class="{kind}{frame}">{escape(row.text)}</span>')
        at = row.end
    out.append(escape(text[at:]))
    return (
        f'<section class="px-column" style="--c:{colour_of(colour)}" tabindex="0" aria-label="{escape(name)}">'
        f"<h4>{escape(name)}</h4><div>{''.join(out)}</div></section>"
    )


def _own_words(text: str, others: frozenset[str]) -> str:
    """The sentence with the words marked that no counterpart has."""
    out, at = [], 0
    for word in WORD.finditer(text):
        if fold(word.group()) not in others:
            out += [escape(text[at : word.start()]), f'<i class="own">{escape(word.group())}</i>']
            at = word.end()
    return "".join([*out, escape(text[at:])])
