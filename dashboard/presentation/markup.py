"""Article text as HTML: everything from outside is escaped here, and only our own marks surround it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from dashboard.alignment.contradictions import MEANING
from dashboard.comparison import Comparison
from dashboard.presentation.excerpts import WORD, Echo, Line, Passage, fold

MATRIX_LEGEND = (
    '<div class="px-legend"><span><i class="full"></i>tells it</span><span><i class="partial"></i>touches it</span>'
    '<span><i class="absent">–</i>not found in this article</span></div>'
)
SHARED_NOTE = '<span class="soft">Tinted: the words that make the statement; underlined: words that two outlets or more share.</span>'


_ADDRESS = re.compile(r"(?<=http)(?=://)|(?<=https)(?=://)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Where an address begins that Markdown makes a link of, even where its signs are escaped."""
WORD_JOINER = "\u2060"


def unmarked(text: str) -> str:
    """Text from outside for a Markdown file: every sign that could be markup is escaped, and no other is added."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=@/])", r"\\\1", " ".join(text.split()))


def plain(text: str) -> str:
    """Text from outside for a label of a page that reads Markdown: `unmarked`, and no address becomes a link.

    A bare address becomes a link after the escapes are read, so that only a character inside it prevents that: a word
    joiner, which is not seen and breaks no line.
    """
    return unmarked(_ADDRESS.sub(WORD_JOINER, text))


def marked(text: str, spans: Iterable[tuple[int, int]], shared: frozenset[str] = frozenset()) -> str:
    """Escaped text with the spans as <mark> and, inside them, the shared words underlined.

    Args:
        text: anything.
        spans: (start, end) in characters of `text`; those that overlap are joined.
        shared: words in lower case.
    """
    out, at = [], 0
    for start, end in _joined(spans):
        out.append(escape(text[at:start]))
        out.append(f"<mark>{_underlined(text[start:end], shared)}</mark>")
        at = end
    return "".join([*out, escape(text[at:])])


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _underlined(text: str, shared: frozenset[str]) -> str:
    out, at = [], 0
    for word in WORD.finditer(text):
        if fold(word.group()) in shared:
            out += [escape(text[at : word.start()]), f'<span class="shared">{escape(word.group())}</span>']
            at = word.end()
    return "".join([*out, escape(text[at:])])


def outlet_passages(name: str, colour: str, found: Sequence[Passage], shared: frozenset[str]) -> str:
    """One outlet's words for a statement, each in its context; says so where there are none."""
    if not found:
        body = '<p class="none">Not found in this article.</p>'
        state = ""
    else:
        body = "".join(
            f'<p><span class="context">{_tail(p.before)}</span> {marked(p.text, p.spans, shared)} '
            f'<span class="context">{_head(p.after)}</span></p>'
            for p in found
        )
        full = any(p.strength == "full" for p in found)
        state = f"{'tells it' if full else 'touches it'}, at {round(100 * found[0].position)} %"
    return (
        f'<section class="px" style="--c:{colour_of(colour)}"><h4>{escape(name)} '
        f'<span class="state">{state}</span></h4>{body}</section>'
    )


def sentence_piece(
    comparison: Comparison,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    sentence: str,
    start: int | None = None,
    end: int | None = None,
) -> str:
    """One sentence under its outlet's name, with the piece [start, end) of the file marked."""
    row = comparison.sentences[comparison.sentences["sentence"] == sentence].iloc[0]
    span = [] if start is None or end is None else [(start - int(row["start"]), end - int(row["start"]))]
    return (
        f'<section class="px" style="--c:{colour_of(colours[row["article"]])}"><h4>{escape(names[row["article"]])}</h4>'
        f"<p>{marked(row['text'], span)}</p></section>"
    )


def answers(comparison: Comparison, name: str, colour: str, near: Any) -> str:
    """What one article says to a question: the nearest sentences, told ones in full ink, the others set back.

    Args:
        near: rows of `asking.ask` of this article, the surest first.
    """
    texts = comparison.sentences.set_index("sentence")
    said = []
    for row in near.itertuples():
        sentence = texts.loc[row.sentence]
        span = (int(row.start) - int(sentence["start"]), int(row.end) - int(sentence["start"]))
        words = marked(sentence["text"], [span]) if row.state != "absent" else escape(sentence["text"])
        state = {"full": "tells it", "partial": "touches it", "absent": "near, but below the line"}[row.state]
        guard = f"; {escape(MEANING[row.guard])}" if row.guard else ""
        kind = "context" if row.state == "absent" else ""
        said.append(
            f'<p class="{kind}"><span class="state">{row.score:.2f} · {state}{guard}</span><br>{words}</p>'
        )
    told = (near["state"] != "absent").any()
    none = "" if told else '<p class="none">Not found in this article.</p>'
    return f'<section class="px" style="--c:{colour_of(colour)}"><h4>{escape(name)}</h4>{none}{"".join(said)}</section>'


def _tail(text: str, length: int = 90) -> str:
    """The end of the sentence before, cut at a word."""
    return escape(text if len(text) <= length else "… " + text[-length:].partition(" ")[2])


def _head(text: str, length: int = 90) -> str:
    """The beginning of the sentence after, cut at a word."""
    return escape(text if len(text) <= length else text[:length].rpartition(" ")[0] + " …")


def colour_of(colour: str) -> str:
    """The colour, if it is one; a style attribute takes nothing else."""
    return colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else "#52616f"


def article_text(
    comparison: Comparison,
    article: str,
    names: Mapping[str, str],
    colour: str,
    echoes: Mapping[str, Sequence[Echo]],
    here: str | None = None,
) -> str:
    """A whole article as printed; a sentence that others tell too opens in place and shows their words.

    Args:
        comparison: where the sentences come from.
        article: which one.
        names: article -> outlet name, for the others.
        colour: the article's own.
        echoes: sentence -> what others say to it.
        here: sentence to frame.
    """
    text = comparison.story.texts[article]
    others = max(1, len(names) - 1)
    out, at = [], 0
    for row in comparison.sentences[comparison.sentences["article"] == article].itertuples():
        out.append(escape(text[at : row.start]))
        out.append(_sentence(row, echoes.get(row.sentence, ()), names, others, row.sentence == here))
        at = row.end
    out.append(escape(text[at:]))
    return f'<article class="px px-article" style="--c:{colour_of(colour)}">{"".join(out)}</article>'


def _sentence(row: object, told: Sequence[Echo], names: Mapping[str, str], others: int, here: bool) -> str:
    role, reason, words = str(row.role), str(row.reason), escape(str(row.text))  # type: ignore[attr-defined]
    frame = " here" if here else ""
    if role in ("boilerplate", "byline"):
        return f'<span class="aside{frame}" title="{escape(role)}: {escape(reason)}">{words}</span>'
    told = [e for e in told if e.article in names]
    if not told:
        return f'<span class="{role}{frame}">{words}</span>'
    tellers = len({e.article for e in told})
    said = "".join(
        f"<p><b>{escape(names[e.article])}</b> "
        f'<span class="soft">{"" if e.strength == "full" else "touches it: "}</span>{escape(e.text)}</p>'
        for e in told
    )
    return (
        f'<details style="--n:{tellers / others:.2f}"><summary class="{role}{frame}" '
        f'title="told by {tellers} other{"s" if tellers > 1 else ""}">{words}</summary>'
        f'<span class="told">{said}</span></details>'
    )


def line_list(name: str, colour: str, found: Sequence[Line]) -> str:
    """Sentences of one outlet with the words that a figure counts; says so where there are none."""
    said = "".join(
        f'<p><span class="state">{round(100 * line.position)} %{_role(line)}</span> {marked(line.text, line.spans)}</p>'
        for line in found
    )
    return (
        f'<section class="px" style="--c:{colour_of(colour)}"><h4>{escape(name)}</h4>'
        f'{said or """<p class="none">Not found in this article.</p>"""}</section>'
    )


def key_words(name: str, colour: str, found: Sequence[Line]) -> str:
    """Key word in context: one row a place, the word in the middle column, so that its company can be compared."""
    rows = "".join(
        f'<div><span class="left">{_tail(line.text[:a], 120)}</span><mark>{escape(line.text[a:b])}</mark>'
        f'<span class="right">{_head(line.text[b:], 120)}</span></div>'
        for line in found
        for a, b in line.spans
    )
    empty = '<p class="none">Not found in this article.</p>'
    return (
        f'<section class="px" style="--c:{colour_of(colour)}"><h4>{escape(name)}</h4>'
        f'<div class="px-kwic">{rows}</div>{"" if rows else empty}</section>'
    )


def head_of(name: str, colour: str, article: Mapping[str, object]) -> str:
    """An article's outlet, title, time of publication, agency and the evidence for the outlet's name."""
    facts = [article["published"], article["agency"], article["evidence"]]
    said = "".join(f"<span>{escape(str(fact))}</span>" for fact in facts if isinstance(fact, str) and fact)
    return (
        f'<section class="px px-head" style="--c:{colour_of(colour)}"><h4>{escape(name)}</h4>'
        f'<p class="title">{escape(str(article["title"]))}</p><p class="soft">{said}</p></section>'
    )


def letter_key(entries: Iterable[tuple[str, str, str]], narrow_only: bool = False) -> str:
    """What the letters of a picture stand for: (letter, colour, words); `narrow_only` where the picture itself names them
    on a wide screen."""
    rows = "".join(
        f'<span><i style="background:{colour_of(colour)}">{escape(letter)}</i>{escape(words)}</span>'
        for letter, colour, words in entries
    )
    return (
        f'<div class="px-keybox"><div class="px px-key{" narrow" if narrow_only else ""}">{rows}</div></div>'
    )


def _role(line: Line) -> str:
    return "" if line.role == "body" else f" · {escape(line.role)}"
