"""Quotations and the passages of other articles that hold their words.

A passage is found by runs of three words (of stems, so that spelling and inflection make no difference), then
aligned word by word (Ratcliff & Metzener 1988, as in difflib).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from dashboard.analysis.framing.context import Context
from dashboard.analysis.quotations import quotations
from dashboard.analysis.stems import fold, stem
from dashboard.analysis.units import EMPTY_WORDS

RUN = 3
"""Words in a row that make two passages candidates."""
MARGIN = 6
"""Words around the common run in which the match may go on."""
PLACES = 8
"""Passages of one article looked at for one quotation; a run that stands more often is a formula."""
FAR = 2
"""Words between a single common word and the rest of a match from which it does not belong there."""
EDGE = 2
"""Words at an end of a quotation that another article may put otherwise."""
SHARE = 0.5
"""Share of the shorter passage's words that must be common, in order."""
LEAST = 0.3
"""The same of the longer passage."""
CONTENT = 3
"""Content words that the common words of two passages must hold."""


@dataclass(frozen=True, eq=False)
class Text:
    """The words of an article's compared sentences."""

    article: str
    starts: Sequence[int]
    ends: Sequence[int]
    stems: Sequence[str]
    content: Sequence[bool]
    quoted: Sequence[int]  # number of the quotation that holds the word, -1 outside
    sizes: Mapping[int, int]  # number of a quotation -> its words


@dataclass(frozen=True, eq=False)
class Passage:
    """Words first … last - 1 of an article."""

    text: Text
    first: int
    last: int

    @property
    def place(self) -> tuple[int, int]:
        """Characters in the file."""
        return self.text.starts[self.first], self.text.ends[self.last - 1]

    @property
    def stems(self) -> Sequence[str]:
        """Stems of its words."""
        return self.text.stems[self.first : self.last]

    @property
    def quoted(self) -> float:
        """Share of its words within quotation marks."""
        return sum(q >= 0 for q in self.text.quoted[self.first : self.last]) / (self.last - self.first)


def text_of(context: Context, article: str) -> Text:
    quotes = [q for q in quotations(context.story.texts[article]) if q.depth == 0]
    starts: list[int] = []
    ends: list[int] = []
    stems: list[str] = []
    content: list[bool] = []
    for home in context.phrases.sentences.values():
        if home.article != article:
            continue
        for word in home.words:
            starts.append(home.start + word.start)
            ends.append(home.start + word.end)
            stems.append(stem(word.text))
            content.append(fold(word.text) not in EMPTY_WORDS and word.kind != "pos")
    quoted, at = [], 0
    for a, b in zip(starts, ends, strict=True):
        while at < len(quotes) and quotes[at].end < b:
            at += 1
        quoted.append(at if at < len(quotes) and quotes[at].start <= a and b <= quotes[at].end else -1)
    return Text(article, starts, ends, stems, content, quoted, Counter(quoted))


def inventory(text: Text) -> Iterator[Passage]:
    """Quotations of at least two words, one of them with content."""
    first = 0
    for k in range(1, len(text.quoted) + 1):
        if k == len(text.quoted) or text.quoted[k] != text.quoted[first]:
            if text.quoted[first] >= 0 and k - first >= 2 and any(text.content[first:k]):
                yield Passage(text, first, k)
            first = k


def index_of(texts: Iterable[Text]) -> Mapping[tuple[str, ...], Mapping[str, list[int]]]:
    """Run of stems -> article -> places."""
    index: dict[tuple[str, ...], dict[str, list[int]]] = {}
    for text in texts:
        for k in range(len(text.stems) - RUN + 1):
            if any(text.content[k : k + RUN]):
                index.setdefault(tuple(text.stems[k : k + RUN]), {}).setdefault(text.article, []).append(k)
    return index


def match(
    context: Context, own: Passage, other: Text, index: Mapping[tuple[str, ...], Mapping[str, list[int]]]
) -> Passage | None:
    """The passage of another article that has the most words of a quotation, in order; None where there is none."""
    begins: dict[int, int] = {}
    reach = (
        range(max(0, own.first - RUN + 1), own.last - RUN + 1)
        if own.last - own.first < RUN
        else range(own.first, own.last - RUN + 1)
    )
    for k in reach:
        for place in index.get(tuple(own.text.stems[k : k + RUN]), {}).get(other.article, ())[:PLACES]:
            begins[place - (k - own.first)] = begins.get(place - (k - own.first), 0) + 1
    best: tuple[int, Passage] | None = None
    for begin in sorted(begins, key=lambda b: (-begins[b], b))[:PLACES]:
        a, b = max(0, begin - MARGIN), min(len(other.stems), begin + own.last - own.first + MARGIN)
        blocks = [
            m for m in SequenceMatcher(None, own.stems, other.stems[a:b], autojunk=False).get_matching_blocks() if m.size
        ]  # fmt: skip
        while len(blocks) > 1 and _stray(own, blocks[0], blocks[1]):
            blocks = blocks[1:]
        while len(blocks) > 1 and _stray(own, blocks[-1], blocks[-2]):
            blocks = blocks[:-1]
        common = sum(m.size for m in blocks)
        content = sum(own.text.content[own.first + m.a + k] for m in blocks for k in range(m.size))
        if not blocks:
            continue
        passage = Passage(other, a + blocks[0].b, a + blocks[-1].b + blocks[-1].size)
        whole = common == own.last - own.first and common == passage.last - passage.first
        sizes = sorted((own.last - own.first, _size(passage)))
        enough = content >= CONTENT and common >= SHARE * sizes[0] and common >= LEAST * sizes[1]
        if (enough or (whole and content >= 2)) and (best is None or common > best[0]):
            rest = own.last - own.first - blocks[-1].a - blocks[-1].size
            best = common, Passage(other, passage.first, _with_edge(context, passage, rest))
    return _grown(best[1]) if best else None


def _with_edge(context: Context, passage: Passage, rest: int) -> int:
    """Number after the last word of a passage with the words that stand in place of the quotation's last ones."""
    text, last = passage.text, passage.last
    printed = context.story.texts[text.article]
    while (
        0 < rest <= EDGE
        and last < len(text.starts)
        and not printed[text.ends[last - 1] : text.starts[last]].strip()
    ):
        last, rest = last + 1, rest - 1
    return last


def _stray(own: Passage, block: Match, near: Match) -> bool:
    """Whether a common word at the end of a match stands there by chance: grammar, or far from the rest in one text."""
    left = min(block, near, key=lambda m: m.a)
    gaps = (abs(block.a - near.a) - left.size, abs(block.b - near.b) - left.size)
    return block.size == 1 and (not own.text.content[own.first + block.a] or max(gaps) > FAR)


def _size(passage: Passage) -> int:
    """Words of a passage with all of the quotations that it touches."""
    touched = {q for q in passage.text.quoted[passage.first : passage.last] if q >= 0}
    outside = sum(q < 0 for q in passage.text.quoted[passage.first : passage.last])
    return outside + sum(passage.text.sizes[q] for q in touched)


def _grown(passage: Passage) -> Passage:
    """The passage with the rest of the quotations it touches at its ends, where most of them is in it already."""
    text, first, last = passage.text, passage.first, passage.last
    for q in {q for q in text.quoted[first:last] if q >= 0}:
        members = [
            k for k in range(max(0, first - 40), min(len(text.quoted), last + 40)) if text.quoted[k] == q
        ]
        inside = sum(first <= k < last for k in members)
        if inside >= 0.5 * len(members):
            first, last = min(first, members[0]), max(last, members[-1] + 1)
    return Passage(text, first, last)
