"""Quotations and the extracts of other articles that hold their words.

A extract is found by runs of three words (of stems, so that spelling and inflection make no difference), then
aligned word by word (Ratcliff & Metzener 1988, as in difflib)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from dashboard.findings.context import Context
from dashboard.findings.finding import DIFFERENCE, Finding, SpanOf, counted, in_marks, listed
from dashboard.language import media
from dashboard.language.quotations import Quotation, quotations
from dashboard.language.words import EMPTY_WORDS, Word

NGRAM = 3
"""Words in a row that make two extracts candidates."""
MATCH_MARGIN = 6
"""Words around the common run in which the match may go on."""
MAX_PLACES = 8
"""Passages of one article looked at for one quotation; a run that stands more often is a formula."""
MAX_STRAY_GAP = 2
"""Words between a single common word and the rest of a match from which it does not belong there."""
EDGE_WORDS = 2
"""Words at an end of a quotation that another article may put otherwise."""
MIN_SHARE_OF_SHORTER = 0.5
"""Share of the shorter extract's words that must be common, in order."""
MIN_SHARE_OF_LONGER = 0.3
"""The same of the longer extract."""
MIN_CONTENT_WORDS = 3
"""Content words that the common words of two extracts must hold."""
_DOUBLED = re.compile('"(?="\\w)|(?<=[\\w.,!?]")"|[“"](?=[“])')
SURE_CONTENT_WORDS = 5
"""Common content words from which two extracts are one without standing in one statement."""
MAX_DIFFERENCE_WORDS = 8
"""Words of a difference that is pointed at; a longer one is another sentence."""
NOTICE_WEIGHT = 0.05
NEAR_CREDIT = 3_000
"""Characters of an article before a quotation in which the medium that it is taken from may be named."""
SPEAKING = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves".split()
)
"""Words that a narrator does not use of himself: without marks they stand in a quotation that is set apart as a block."""
BLOCK_SHARE = 0.8
"""Share of a sentence that the words of a quotation must be for it to stand in such a block."""
QUOTED_FROM = 0.1
"""Share of an extract's words within quotation marks from which it is quoted."""
BARE_SHARE, LONG_PART, MIN_PLAIN_WORDS = 0.5, 6, 2
"""Words that an article prints without marks are a quotation's where they are half of it, or six, and two with content are no name."""
SHORTEST_NAME = 4
"""Letters from which part of an outlet's name is looked for."""
MIN_CUT_WORDS = 2
"""Content words of a beginning or end of a quotation that is said to be left out."""
CLAUSE_MARKS = '.!?;:,—“”"\n'
"""Marks after which a clause may begin."""
MORE_OR_LESS = "others quote more or less of it"
"""End of the title of a finding that names no word which differs."""
LONGEST_SHOWN = 90
"""Characters of a quotation that a title repeats."""
CONTRACTED = {
    "'s": "is",
    "'re": "are",
    "'m": "am",
    "'ll": "will",
    "'ve": "have",
    "'d": "would",
    "n't": "not",
    "ok": "okay",
}
"""Words that one outlet prints in short and another in full."""
_MASKED = re.compile(r"\w\*{2,}")
EMPHASIS = frozenset("very never not no only too so all any every most more really".split())
"""Words of grammar that change what a quotation says."""
FIGURES = dict(
    zip("one two three four five six seven eight nine ten".split(), map(str, range(1, 11)), strict=True)
)

_Code = tuple[str, int, int, int, int]
"""What `difflib` calls an opcode: kind, and first and last + 1 word of both sides."""


@dataclass(frozen=True, eq=False)
class ArticleWords:
    """The words of an article's compared sentences."""

    article: str
    starts: Sequence[int]
    ends: Sequence[int]
    stems: Sequence[str]
    content: Sequence[bool]
    quoted: Sequence[int]  # number of the quotation that holds the word, -1 outside
    sizes: Mapping[int, int]  # number of a quotation -> its words


@dataclass(frozen=True, eq=False)
class Extract:
    """Words first … last - 1 of an article."""

    text: ArticleWords
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


def marked(text: str) -> list[Quotation]:
    """The outer quotations of a text; a mark that is printed twice in a row counts once."""
    return [q for q in quotations(_DOUBLED.sub(" ", text)) if q.depth == 0]


def words_of_article(context: Context, article: str) -> ArticleWords:
    """The words of the compared sentences of an article, with the quotations that hold them."""
    quotes = marked(context.story.texts[article])
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
            stems.append(_plain(word))
            content.append(not {word.low, stems[-1]} & EMPTY_WORDS and word.kind != "pos")
    quoted, at = [], 0
    for a, b in zip(starts, ends, strict=True):
        while at < len(quotes) and quotes[at].end < b:
            at += 1
        quoted.append(at if at < len(quotes) and quotes[at].start <= a and b <= quotes[at].end else -1)
    return ArticleWords(article, starts, ends, stems, content, quoted, Counter(quoted))


def _plain(word: Word) -> str:
    """The stem of a word, contractions in full and masked words alike: "he's" and "he is", "f***ing" and "f**king" are one."""
    if _MASKED.search(word.text):
        return "**"
    return word.stem if word.kind == "pos" else CONTRACTED.get(word.low, word.stem)


def inventory(text: ArticleWords) -> Iterator[Extract]:
    """Quotations of at least two words, one of them with content."""
    first = 0
    for k in range(1, len(text.quoted) + 1):
        if k == len(text.quoted) or text.quoted[k] != text.quoted[first]:
            if text.quoted[first] >= 0 and k - first >= 2 and any(text.content[first:k]):
                yield Extract(text, first, k)
            first = k


def index_of(texts: Iterable[ArticleWords]) -> Mapping[tuple[str, ...], Mapping[str, list[int]]]:
    """Run of stems -> article -> places."""
    index: dict[tuple[str, ...], dict[str, list[int]]] = {}
    for text in texts:
        for k in range(len(text.stems) - NGRAM + 1):
            if any(text.content[k : k + NGRAM]):
                index.setdefault(tuple(text.stems[k : k + NGRAM]), {}).setdefault(text.article, []).append(k)
    return index


def match(
    context: Context,
    own: Extract,
    other: ArticleWords,
    index: Mapping[tuple[str, ...], Mapping[str, list[int]]],
) -> Extract | None:
    """The extract of another article that has the most words of a quotation, in order; None where there is none."""
    begins: dict[int, int] = {}
    reach = (
        range(max(0, own.first - NGRAM + 1), own.last - NGRAM + 1)
        if own.last - own.first < NGRAM
        else range(own.first, own.last - NGRAM + 1)
    )
    for k in reach:
        for place in index.get(tuple(own.text.stems[k : k + NGRAM]), {}).get(other.article, ())[:MAX_PLACES]:
            begins[place - (k - own.first)] = begins.get(place - (k - own.first), 0) + 1
    best: tuple[int, Extract] | None = None
    for begin in sorted(begins, key=lambda b: (-begins[b], b))[:MAX_PLACES]:
        a, b = (
            max(0, begin - MATCH_MARGIN),
            min(len(other.stems), begin + own.last - own.first + MATCH_MARGIN),
        )
        blocks = [
            m
            for m in SequenceMatcher(None, own.stems, other.stems[a:b], autojunk=False).get_matching_blocks()
            if m.size
        ]
        while len(blocks) > 1 and _stray(own, blocks[0], blocks[1]):
            blocks = blocks[1:]
        while len(blocks) > 1 and _stray(own, blocks[-1], blocks[-2]):
            blocks = blocks[:-1]
        common = sum(m.size for m in blocks)
        content = sum(own.text.content[own.first + m.a + k] for m in blocks for k in range(m.size))
        if not blocks:
            continue
        extract = Extract(other, a + blocks[0].b, a + blocks[-1].b + blocks[-1].size)
        whole = common == own.last - own.first and common == extract.last - extract.first
        sizes = sorted((own.last - own.first, _size(extract)))
        enough = (
            content >= MIN_CONTENT_WORDS
            and common >= MIN_SHARE_OF_SHORTER * sizes[0]
            and common >= MIN_SHARE_OF_LONGER * sizes[1]
        )
        if (enough or (whole and content >= 2)) and (best is None or common > best[0]):
            rest = own.last - own.first - blocks[-1].a - blocks[-1].size
            best = common, Extract(other, extract.first, _with_edge(context, extract, rest))
    return _grown(best[1]) if best else None


def _with_edge(context: Context, extract: Extract, rest: int) -> int:
    """Number after the last word of a extract with the words that are in place of the quotation's last ones."""
    text, last = extract.text, extract.last
    printed = context.story.texts[text.article]
    while (
        0 < rest <= EDGE_WORDS
        and last < len(text.starts)
        and not printed[text.ends[last - 1] : text.starts[last]].strip()
    ):
        last, rest = last + 1, rest - 1
    return last


def _stray(own: Extract, block: Match, near: Match) -> bool:
    """Whether a common word at the end of a match stands there by chance: grammar, or far from the rest in one text."""
    left = min(block, near, key=lambda m: m.a)
    gaps = (abs(block.a - near.a) - left.size, abs(block.b - near.b) - left.size)
    return block.size == 1 and (not own.text.content[own.first + block.a] or max(gaps) > MAX_STRAY_GAP)


def _size(extract: Extract) -> int:
    """Words of a extract with all of the quotations that it touches."""
    touched = {q for q in extract.text.quoted[extract.first : extract.last] if q >= 0}
    outside = sum(q < 0 for q in extract.text.quoted[extract.first : extract.last])
    return outside + sum(extract.text.sizes[q] for q in touched)


def _grown(extract: Extract) -> Extract:
    """The extract with the rest of the quotations it touches at its ends, where most of them is in it already."""
    text, first, last = extract.text, extract.first, extract.last
    for q in {q for q in text.quoted[first:last] if q >= 0}:
        members = [
            k for k in range(max(0, first - 40), min(len(text.quoted), last + 40)) if text.quoted[k] == q
        ]
        inside = sum(first <= k < last for k in members)
        if inside >= 0.5 * len(members):
            first, last = min(first, members[0]), max(last, members[-1] + 1)
    return Extract(text, first, last)


def detect(context: Context) -> list[Finding]:
    """One finding for every quotation that another article prints with other words, bounds or marks."""
    whole = [a for a in context.story.articles["article"] if a not in context.damaged]
    texts = {a: words_of_article(context, a) for a in whole}
    index = index_of(texts.values())
    found: list[Finding] = []
    done: set[tuple[str, int]] = set()
    shown: list[Extract] = []
    stated = _statements(context)
    printed = [p for t in texts.values() for p in inventory(t)]
    for own in sorted(printed, key=lambda p: (p.first - p.last, p.text.article, p.first)):
        if (own.text.article, own.text.quoted[own.first]) in done or _covered(own, shown):
            continue
        others = {
            a: m
            for a, t in texts.items()
            if a != own.text.article
            and (m := match(context, own, t, index))
            and not _others_words(context, own, m)
            and _is_mutual(context, own, m, index)
            and (m.quoted >= QUOTED_FROM or _is_told_without_marks(context, own, m))
            and not (m.quoted < QUOTED_FROM and _may_lack_marks(context, own, m))
            if _common(own, m) >= SURE_CONTENT_WORDS
            or _statements_of(own, stated) & _statements_of(m, stated)
        }
        if not others:
            continue
        for extract in (own, *others.values()):
            done |= {
                (extract.text.article, q) for q in extract.text.quoted[extract.first : extract.last] if q >= 0
            }
        shown += [own, *others.values()]
        finding = _finding(context, own, others)
        if finding:
            found.append(finding)
    return [*found, *_notices(context)]


def _is_mutual(
    context: Context,
    own: Extract,
    other: Extract,
    index: Mapping[tuple[str, ...], Mapping[str, list[int]]],
) -> bool:
    """Whether the words that match a quotation match nothing in its article better: one speaker may say much the same twice."""
    back = match(context, other, own.text, index)
    return back is None or (back.first < own.last and own.first < back.last)


def _may_lack_marks(context: Context, *extracts: Extract) -> bool:
    """Whether a mark without a partner stands in the sentences of some words or right beside them: whether they are quoted is not sure."""
    return any(not context.unpaired.isdisjoint(context.around(e.text.article, e.place[0])) for e in extracts)


def _is_told_without_marks(context: Context, own: Extract, bare: Extract) -> bool:
    """Whether an article prints a quotation, or a good part of it, as its own words: the name of a law or a paper is none."""
    size, printed = bare.last - bare.first, context.story.texts[bare.text.article]
    plain = sum(
        bare.text.content[k] and printed[bare.text.starts[k]].islower() for k in range(bare.first, bare.last)
    )
    return plain >= MIN_PLAIN_WORDS and size >= min(LONG_PART, BARE_SHARE * (own.last - own.first))


def _notices(context: Context) -> list[Finding]:
    """A notice for every article whose quotation marks are damaged: what it quotes is not compared."""
    return [
        Finding(
            "quote",
            None,
            f"Quotation marks of {context.outlet(article)} are damaged in the file: its quotations are not compared",
            f"{count} characters could not be read or are garbled; save the file as UTF-8 and load it again",
            NOTICE_WEIGHT,
            (context.span(article, start, end, "damaged"),),
        )
        for article, (count, start, end) in context.damaged.items()
    ]


def _covered(own: Extract, shown: Sequence[Extract]) -> bool:
    """Whether most of a quotation has been set beside a longer one already, or the article prints it a second time."""
    if any(p.text is own.text and p.stems == own.stems for p in shown):
        return True
    common = [min(own.last, p.last) - max(own.first, p.first) for p in shown if p.text is own.text]
    return max(common, default=0) > 0.5 * (own.last - own.first)


def _statements(context: Context) -> Mapping[str, Sequence[tuple[int, int, str]]]:
    """Article -> (start, end, statement) of its mentions."""
    stated: dict[str, list[tuple[int, int, str]]] = {}
    for m in context.mentions.itertuples(index=False):
        stated.setdefault(str(m.article), []).append((int(m.start), int(m.end), str(m.statement)))
    return stated


def _statements_of(extract: Extract, stated: Mapping[str, Sequence[tuple[int, int, str]]]) -> set[str]:
    """Statements of which a extract is a part."""
    start, end = extract.place
    return {name for a, b, name in stated.get(extract.text.article, ()) if a < end and start < b}


def _common(a: Extract, b: Extract) -> int:
    """Content words that two extracts share."""
    own = {s for s, c in zip(a.stems, a.text.content[a.first : a.last], strict=True) if c}
    return len(own & set(b.stems))


def _others_words(context: Context, a: Extract, b: Extract) -> bool:
    """Whether two extracts are said by two different persons."""
    sources = [context.voices.of(p.text.article, *p.place)[1] for p in (a, b)]
    people = [context.actors.person(s) for s in sources]
    return bool(people[0] and people[1] and people[0] != people[1])


def _finding(context: Context, own: Extract, others: Mapping[str, Extract]) -> Finding | None:
    """The finding of one quotation and its counterparts; None where all print it alike, in marks."""
    spans = [_span(context, own, "quoted")]
    pairs: list[tuple[Extract, Extract]] = []
    bounds, bare = 0, list[str]()
    for article, other in sorted(others.items()):
        apart = _apart(context, own, other)
        share = other.quoted
        note = "quoted" if share > 0.9 else "not quoted" if share < 0.1 else "partly quoted"
        pairs += apart
        bounds += share >= 0.1 and _quoted_stems(other) != _quoted_stems(own)
        if share < 0.1 and not _is_origin(context, own, other) and not _is_block(context, other):
            bare.append(article)
        parts = _by_marks(context, other) if note == "partly quoted" else [(other, note)]
        spans += [_span(context, part, name) for part, name in parts]
    if not (pairs or bounds or bare):
        return None
    pairs.sort(key=lambda pair: -_content(pair))
    spans += [_span(context, p, DIFFERENCE) for pair in pairs for p in pair]
    _, speaker = context.voices.of(own.text.article, *own.place)
    printed = context.story.texts[own.text.article][slice(*own.place)]
    short = _shortened(printed)
    quoted = (
        f"{in_marks(short)}{f', {speaker}' if speaker else ''}: quoted by {context.outlet(own.text.article)}"
    )
    cut = None if pairs or bare else _longest_cut(context, own, others)
    if pairs:
        shown = context.said(_span(context, p, DIFFERENCE) for p in pairs[0])
        title = f"Quoted with other words: {shown}"
    elif bare:
        title = f"{quoted}; {listed([context.outlet(a) for a in bare])} print{'s' * (len(bare) == 1)} the words without quotation marks"
    elif cut:
        title = f"{quoted}; {context.outlet(cut[0])} leaves out {in_marks(_shortened(cut[1]))}"
    else:
        title = f"{quoted}; {MORE_OR_LESS}"
    return Finding(
        "quote",
        None,
        title,
        _explained(1 + len(others), len(pairs), bounds, len(bare)),
        round(
            min(1.0, 0.1 + 0.4 * bool(pairs) + 0.2 * bool(bare) + 0.25 * bool(cut) + 0.04 * len(others)), 4
        ),
        tuple(dict.fromkeys(spans)),
        "requoted" if pairs else "cut" if cut else "quote",
    )


def _by_marks(context: Context, extract: Extract) -> Iterator[tuple[Extract, str]]:
    """The parts of an extract within marks and those outside, which are the outlet's own words and shown as such.

    A part outside begins and ends where a clause may: after the last comma of a cut beginning, before the first of a cut end. One
    without MIN_CUT_WORDS words of content is left out.
    """
    text, first = extract.text, extract.first
    printed = context.story.texts[text.article]
    for k in range(first + 1, extract.last + 1):
        if k < extract.last and (text.quoted[k] >= 0) == (text.quoted[first] >= 0):
            continue
        part, inside = Extract(text, first, k), text.quoted[first] >= 0
        if not inside:
            part = _whole_clause(printed, part)
        if inside or sum(text.content[part.first : part.last]) >= MIN_CUT_WORDS:
            yield part, "quoted" if inside else "not quoted"
        first = k


def _whole_clause(printed: str, part: Extract) -> Extract:
    """Words outside marks without the rest of another clause at their beginning: "anniversary, he also met" begins with "he"."""
    text = part.text
    commas = [
        k for k in range(part.first, part.last - 1) if "," in printed[text.ends[k] : text.starts[k + 1]]
    ]
    begins = part.first > 0 and not set(printed[text.ends[part.first - 1] : text.starts[part.first]]) & set(
        CLAUSE_MARKS
    )
    if commas and begins and commas[0] - part.first < EDGE_WORDS:
        return Extract(text, commas[0] + 1, part.last)
    return part


def _shortened(printed: str) -> str:
    return printed if len(printed) <= LONGEST_SHOWN else printed[:LONGEST_SHOWN].rsplit(" ", 1)[0] + "…"


def _explained(articles: int, differences: int, bounds: int, bare: int) -> str:
    """How the articles that print a quotation differ in it, in a sentence."""
    parts = [f"{counted(articles, 'article')} print these words or some of them"]
    if differences:
        parts.append(f"the words within the quotation marks differ in {counted(differences, 'place')}")
    if bounds:
        parts.append(
            f"{bounds} begin{'s' * (bounds == 1)} or end{'s' * (bounds == 1)} the quotation elsewhere"
        )
    if bare:
        parts.append(f"{bare} print{'s' * (bare == 1)} them without quotation marks")
    return "; ".join(parts)


def _longest_cut(context: Context, own: Extract, others: Mapping[str, Extract]) -> tuple[str, str] | None:
    """(article, words) of the longest beginning or end of a quotation that an article which quotes the rest prints nowhere; None
    where nothing of weight is left out."""
    best: tuple[int, str, str] | None = None
    for article, other in sorted(others.items()):
        blocks = [
            b
            for b in SequenceMatcher(None, own.stems, other.stems, autojunk=False).get_matching_blocks()
            if b.size
        ]
        ends = (
            ((own.first, own.first + blocks[0].a), (own.first + blocks[-1].a + blocks[-1].size, own.last))
            if blocks
            else ()
        )
        for first, last in ends:
            content = sum(own.text.content[first:last])
            if content < MIN_CUT_WORDS or (best and content <= best[0]):
                continue
            words = context.story.texts[own.text.article][slice(*Extract(own.text, first, last).place)]
            if not context.prints(article, words):
                best = content, article, words
    return best[1:] if best else None


def _quoted_stems(extract: Extract) -> list[str]:
    """Stems of the words of an extract that stand within marks: a clause that reports may part a quotation."""
    return [extract.text.stems[k] for k in range(extract.first, extract.last) if extract.text.quoted[k] >= 0]


def _content(pair: tuple[Extract, Extract]) -> int:
    """Words of content in which two extracts differ: the title and a card show the pair that has most of them."""
    return sum(sum(p.text.content[p.first : p.last]) for p in pair)


def _is_origin(context: Context, own: Extract, other: Extract) -> bool:
    """Whether an outlet prints the words without marks because they are its own: the other article quotes it, or names it."""
    outlet = context.outlet(other.text.article).replace("_", " ")
    outlet = outlet.title() if outlet.islower() else outlet  # a file's name says whose it is
    medium = media.named(outlet)
    names = {outlet, outlet.split()[-1], medium.name if medium else outlet}
    speaker = context.voices.of(own.text.article, *own.place)[1]
    before = context.story.texts[own.text.article][max(0, own.place[0] - NEAR_CREDIT) : own.place[1] + 300]
    around = f"{speaker} {before}"
    return any(len(n) >= SHORTEST_NAME and re.search(rf"\b{re.escape(n)}\b", around) for n in names)


def _is_block(context: Context, extract: Extract) -> bool:
    """Whether words without marks are whole sentences of a block quotation: they, or the sentences beside them, speak as I, we or
    you."""
    start, end = extract.place
    home = context.phrases.sentences[context.sentence_at(extract.text.article, start)]
    if min(end, home.start + len(home.text)) - start < BLOCK_SHARE * len(home.text):
        return False
    near = [context.phrases.sentences[s] for s in context.around(home.article, home.start)]
    first, last = near[0].start, near[-1].start + len(near[-1].text)
    bare = {
        context.story.texts[extract.text.article][a:b].lower()
        for a, b, q in zip(extract.text.starts, extract.text.ends, extract.text.quoted, strict=True)
        if q < 0 and first <= a < last
    }
    return bool(SPEAKING & bare)


def _apart(context: Context, own: Extract, other: Extract) -> list[tuple[Extract, Extract]]:
    """The words in which two extracts differ, each with a word of both around it.

    Only words within marks on both sides are other words of a quotation: what stands outside ("he said in his statement") is
    the outlet's, and what stands in brackets or is left out by dots is marked as such.
    """
    found: list[tuple[Extract, Extract]] = []
    codes = SequenceMatcher(None, own.stems, other.stems, autojunk=False).get_opcodes()
    within = (
        code
        for n, code in enumerate(codes)
        if code[0] != "equal" and (0 < n < len(codes) - 1 or _is_ending(n, code, codes))
    )
    for _, a, b, c, d in within:
        sides = (
            Extract(own.text, own.first + a, own.first + b),
            Extract(other.text, other.first + c, other.first + d),
        )
        words = [
            side.text.content[k] or side.text.stems[k] in EMPHASIS
            for side in sides
            for k in range(side.first, side.last)
        ]
        if not any(words) or max(b - a, d - c) > MAX_DIFFERENCE_WORDS:
            continue
        wide = tuple(_with_neighbours(side, whole) for side, whole in zip(sides, (own, other), strict=True))
        if _spelled(wide[0]) == _spelled(wide[1]):
            continue
        if all(_is_quoted(side) and not _is_marked_change(context, side) for side in wide):
            found.append((wide[0], wide[1]))
    return found


def _is_ending(n: int, code: _Code, codes: Sequence[_Code]) -> bool:
    """Whether a difference is in the last words of a quotation, after words that both print: "a nuclear bomb", "nuclear arms"."""
    kind, a, b, c, d = code
    return kind == "replace" and 0 < n == len(codes) - 1 and max(b - a, d - c) <= EDGE_WORDS


def _spelled(side: Extract) -> str:
    """The letters of a stretch with its small numbers in figures: "state-funded" and "state funded", "two" and "2" are one."""
    words = [part for stem_ in side.stems for part in stem_.replace("‑", "-").split("-")]
    return "".join(FIGURES.get(word, word) for word in words)


def _with_neighbours(side: Extract, whole: Extract) -> Extract:
    """A stretch with the word before and after it in the extract."""
    return Extract(side.text, max(whole.first, side.first - 1), min(whole.last, side.last + 1))


def _is_quoted(side: Extract) -> bool:
    """Whether all words of a stretch lie within one quotation."""
    held = set(side.text.quoted[side.first : side.last])
    return len(held) == 1 and -1 not in held


def _is_marked_change(context: Context, side: Extract) -> bool:
    """Whether a stretch shows that the outlet changed or left out words: brackets, dots."""
    printed = context.story.texts[side.text.article][max(0, side.place[0] - 2) : side.place[1] + 2]
    return any(mark in printed for mark in ("[", "]", "(", ")", "...", "…", ". . ."))


def _span(context: Context, extract: Extract, note: str) -> SpanOf:
    return context.span(extract.text.article, *extract.place, note)
