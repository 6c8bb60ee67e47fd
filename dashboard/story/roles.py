"""What each sentence is for: headline, body, caption, byline or page furniture, with the rule that says so.

A paragraph is judged by its own words first (boilerplate.py), then by its place on the page. In doubt a
sentence is body: furniture that is counted adds a row, a report that is set aside is a false omission.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.story import boilerplate
from dashboard.story.sentences import Span, ends_sentence, paragraphs, sentences

HEADLINES = 3
"""Title lines an article may begin with: headline, second line, summary line."""
HEADLINE_WORDS = 40
"""Longest title line in words; summary lines under a headline reach this."""
SHORTEST_TITLE = 3
"""Words of the shortest title line; shorter ones above the story name a section or a place."""
CROSSHEAD_WORDS = 4
"""Longest heading within the body in words: a longer line without a full stop may well state something."""
LINK_WORDS = range(5, 17)
"""Words of a line within the report that may be the title of another story."""
SHOUTED_WORDS = 8
"""Longest heading in capitals within a body that is not."""
OF_A_PLAYER = "caption: of a player"
CAPTION_SENTENCES = 4
"""Sentences of the longest caption; a longer paragraph that ends in a credit is a report with a sign-off."""
PUNCTUATED = 0.5
"""Share of a text's longer paragraphs that must close with a mark before a lack of it means anything."""
SET_STOPS = 0.8
"""Share of all its paragraphs that must before a longer line without one is taken for a title."""
ON_THE_STORY, STEM = 0.6, 5
"""Share of a title's words, by so many first letters, that the report holds where it is of a picture or video of the same story."""

_ASKED = re.compile(r"(?!(?:[Bb]ut|[Aa]nd|[Ss]o|[Oo]r)\b)[\w ’'-]+\?")
"""A heading that asks: "Safe at last?"; not one that goes on with a report."""
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_MARKUP = re.compile(r"(?:#{1,6}|>|[*+-]|\d{1,3}[.)])\s+(?=\S)")
_HEADING = re.compile(r"#{1,6}\s")
_PLAYER = re.compile(r"(?:CLOSE\s+)?Skip(?: in)? Skip x Embed x Share\s+(?=\S)|CLOSE\s+(?=[A-Z][a-z])")
"""What the buttons of a player leave before a caption."""
_DATED = re.compile(rf"(?:,| on) {boilerplate.DATE}\.\Z")
_LISTED = re.compile(r"[:“”]|[a-z]\"")
_QUOTED = re.compile(r"[“”\"]")
_ARTICLE = re.compile(r"\b(?:the|a|an)\b", re.IGNORECASE)
_SITE_SUFFIX = re.compile(r"\s(?:(\|)|[–—-])\s(?=([^|–—]{2,40})\Z)")
_SITE_WORDS = re.compile(
    r"(?i:news|times|post|herald|tribune|journal|daily|today|express|guardian|telegraph|\btv\b|radio|media|magazine|"
    r"press|gazette|chronicle|mail|observer|online|agency|network|broadcasting|reuters|bbc|cnn|npr|france 24|"
    r"al jazeera|independent|standard|mirror|star)|\w\.(?:com|org|net|co)\b"
)
_SERVES = re.compile(
    r"page furniture: (?:navigation|comments|sharing|subscription|advertising|legal notice|reader call|player|forecast|error|archive|"
    r"call to the reader|time of publication)"
)
"""Rules for what the page itself says and does; what stands between two such lines is mostly more of it."""
_ADDRESSED, _FEW = 0.34, 14
"""Share of its longer words that the report holds, and words, below which a line between two such is more of it."""
_DAY = re.compile(
    r"(?:today|tonight|tomorrow|this (?:morning|afternoon|evening)|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: night)?):?",
    re.IGNORECASE,
)
_TITLE_LENGTH, _CAPITALISED = range(5, 21), 0.8
"""Words of a line that is printed as a title, and the share of its longer words that are capitalised in one."""
_CUT_OFF = re.compile(r"(?:\.{3}|…)\Z")
FEWEST_LEFT = 6
"""Words of a last line that is cut off from which it may still state something."""
LISTED, LISTED_WORDS = 6, 8
"""Lines in a row, and words of the longest, that make a list of names rather than a report."""
OFTEN = 3
"""Times that a report may say one sentence word for word; every sentence is compared with every like one elsewhere."""


@dataclass(frozen=True)
class Piece:
    """One sentence of an article with its role and the rule that gave it ("" for body)."""

    start: int
    end: int
    role: str
    reason: str


@dataclass(eq=False)
class _Paragraph:
    """A printed paragraph while its role is found out."""

    text: str
    start: int
    end: int
    closed: bool
    words: int
    role: str = ""
    reason: str = ""
    heading: bool = False
    credit: int | None = None

    def settle(self, role: str, reason: str) -> None:
        self.role, self.reason = role, reason


def count_words(text: str) -> int:
    """Words of a text: runs of letters and digits, joined by inner apostrophes, points and hyphens."""
    return sum(1 for _ in _WORD.finditer(text))


def pieces(text: str, *, markup: bool = False, title: str = "") -> list[Piece]:
    """Every sentence of a text with its role, in order; together they hold every character but white space.

    Args:
        text: one article.
        markup: it is Markdown, whose heading marks and bullets are set apart.
        title: what the file states as its title; the line that prints it is one, however short.
    """
    marks, page = _page(text, markup)
    if page and title and _key(page[0].text) == _key(title):
        page[0].settle("headline", "headline: stated as the title")
    for paragraph in page:
        if paragraph.role:
            continue
        finding = boilerplate.judge(paragraph.text)
        if finding:
            paragraph.settle(finding.role, finding.reason)
    _find_captions(page)
    _find_cut_off(page)
    _find_forecasts(page)
    _find_author_notes(page)
    _find_headlines(page)
    _find_repeats(page)
    _find_labelled(page)
    _find_name_lists(page)
    _find_short_lines(page)
    _find_links(page)
    _find_lists(page)
    _find_between(page)
    found = [piece for paragraph in page for piece in _cut(text, paragraph)]
    return sorted(_once(text, found) + marks, key=lambda piece: piece.start)


def _once(text: str, found: Sequence[Piece]) -> list[Piece]:
    """The pieces; a sentence of the report that comes again and again is set apart after OFTEN times."""
    printed: Counter[str] = Counter()
    kept = []
    for piece in found:
        if piece.role == "body":
            key = _key(text[piece.start : piece.end])
            printed[key] += 1
            if printed[key] > OFTEN:
                piece = Piece(piece.start, piece.end, "boilerplate", "repeats a sentence of the report")
        kept.append(piece)
    return kept


def _page(text: str, markup: bool) -> tuple[list[Piece], list[_Paragraph]]:
    """(marks of Markdown set apart, paragraphs)."""
    marks, page = [], []
    for span in paragraphs(text):
        start, heading, caption = span.start, False, False
        found = _MARKUP.match(text, span.start, span.end) if markup else None
        reason = "markup"
        if not found and (found := _PLAYER.match(text, span.start, span.end)):
            reason = "page furniture: player"
            caption = found.group().startswith("CLOSE")
        if found:
            start, heading = found.end(), bool(_HEADING.match(found.group()))
            marks.append(Piece(span.start, span.start + len(found.group().rstrip()), "boilerplate", reason))
        printed = text[start : span.end]
        page.append(
            _Paragraph(
                printed, start, span.end, ends_sentence(printed), count_words(printed), heading=heading
            )
        )
        if caption:
            page[-1].settle("caption", OF_A_PLAYER)
    return marks, page


def _find_captions(page: Sequence[_Paragraph]) -> None:
    """Paragraphs that end in a picture's credit or begin as captions do.

    An agency at the end of the last paragraph signs the report and makes no caption of it.
    """
    unmarked = [paragraph for paragraph in page if not paragraph.role]
    for number, paragraph in enumerate(unmarked):
        signed = boilerplate.signature(paragraph.text) if 0 < number == len(unmarked) - 1 else None
        credit = boilerplate.picture_credit(paragraph.text)
        if signed and ends_sentence(paragraph.text[:signed]):
            paragraph.credit = signed
        elif credit and len(sentences(paragraph.text, Span(0, credit))) <= CAPTION_SENTENCES:
            paragraph.credit = credit
            paragraph.settle("caption", "caption: ends in a picture credit")
        elif boilerplate.begins_as_caption(paragraph.text):
            paragraph.settle("caption", "caption: begins as one")
    for paragraph, after in itertools.pairwise(page):
        if after.reason == "credit: picture" and not paragraph.role and _DATED.search(paragraph.text):
            paragraph.settle("caption", "caption: a picture credit follows")
    for begun, between, after in zip(page, page[1:], page[2:], strict=False):
        if begun.role == "caption" and not between.role and after.role == "byline":
            between.settle("caption", "caption: goes on to its credit")


def _find_cut_off(page: Sequence[_Paragraph]) -> None:
    """What breaks off: the end of a caption before its credit, and a last line of so few words that it states nothing."""
    last = next((p for p in reversed(page) if not p.role), None)
    for paragraph, after in zip(page, [*page[1:], None], strict=False):
        if paragraph.role not in ("", "caption") or not _CUT_OFF.search(paragraph.text):
            continue
        credited = after is not None and after.reason in ("credit: picture", "credit: agency")
        if credited or (paragraph is last and paragraph.words < FEWEST_LEFT):
            paragraph.settle("boilerplate", "page furniture: cut off")


def _find_forecasts(page: Sequence[_Paragraph]) -> None:
    """The days of a weather box and its sentences; what a day is to be like stands between its name and its figures."""
    for number, paragraph in enumerate(page):
        if paragraph.role not in ("", "boilerplate") or not _DAY.fullmatch(paragraph.text.strip()):
            continue
        for ahead in (1, 2):
            own = page[number : number + ahead + 1]
            if len(own) > ahead and own[-1].reason == "page furniture: forecast":
                for line in own:
                    line.settle("boilerplate", "page furniture: forecast")


def _find_labelled(page: Sequence[_Paragraph]) -> None:
    """Titles right below a label of the page that ends in a colon: "Also see:", "Video:"."""
    labelled = False
    for paragraph in page:
        if paragraph.role:
            label = paragraph.reason in ("page furniture: related", "page furniture: player")
            labelled = label and paragraph.text.rstrip().endswith(":")
        elif labelled and not paragraph.closed and paragraph.words >= SHORTEST_TITLE:
            paragraph.settle("boilerplate", "page furniture: listed below a label")
        else:
            labelled = False


def _find_name_lists(page: Sequence[_Paragraph]) -> None:
    """Many short lines in a row of which hardly one ends as a sentence does: names of people, places or firms."""
    for short, run in itertools.groupby(page, lambda p: not p.role and p.words <= LISTED_WORDS):
        lines = list(run)
        bare = sum(not line.closed or line.text[-1] not in '.!?”"' for line in lines)
        if short and len(lines) >= LISTED and bare >= SET_STOPS * len(lines):
            for line in lines:
                line.settle("boilerplate", "page furniture: list")


def _find_between(page: Sequence[_Paragraph]) -> None:
    """Short lines between two that serve the page, of other words than the report's: more of the same box."""
    serving = [bool(_SERVES.match(p.reason)) for p in page]
    told = [p for p in page if not p.role]
    for first, last in itertools.pairwise(number for number, serves in enumerate(serving) if serves):
        between = page[first + 1 : last]
        if 0 < len(between) <= 2 and all(
            not p.role
            and p.words <= _FEW
            and not boilerplate.tells(p.text)
            and _told_elsewhere(p, told) < _ADDRESSED
            for p in between
        ):
            for paragraph in between:
                paragraph.settle("boilerplate", "page furniture: between lines of the page")


def _find_author_notes(page: Sequence[_Paragraph]) -> None:
    """Who wrote it, introduced: somebody whom a byline names, or at the foot with nothing of the report below."""
    bylines = " ".join(p.text.casefold() for p in page if p.reason == "credit: author")
    foot = True
    for paragraph in reversed(page):
        if paragraph.role:
            continue
        name = boilerplate.author_note(paragraph.text)
        known = len(name.split()) > 1 and name.casefold() in bylines
        known = known or (bool(name) and boilerplate.has_address(paragraph.text))
        if known or (name and foot and boilerplate.is_beat(paragraph.text)):
            paragraph.settle("byline", "credit: author note")
        else:
            foot = False


def _find_headlines(page: Sequence[_Paragraph]) -> None:
    """The title lines above the first ordinary paragraph, if there are any."""
    lines: list[_Paragraph] = []
    after = False
    for paragraph in page:
        if paragraph.role and paragraph.reason != "headline: stated as the title":
            continue
        if not paragraph.role and not _is_title(paragraph, first=not lines):
            after = True
            break
        lines.append(paragraph)
    if not after and not any(paragraph.role == "caption" for paragraph in page):
        lines = [line for line in lines if line.heading]
    lines = [line for line in lines if not line.role]
    distinct: list[str] = []
    for line in lines:
        if line.words < SHORTEST_TITLE and not line.heading:
            line.settle("boilerplate", "page furniture: short line above the story")
            continue
        key = _key(line.text)
        if key not in distinct and len(distinct) == HEADLINES:
            break
        distinct.append(key)
        line.settle("headline", "headline: title line above the story")


def _is_title(paragraph: _Paragraph, *, first: bool) -> bool:
    """Whether a paragraph is printed as a title: no final full stop, or every longer word capitalised."""
    if paragraph.heading:
        return True
    if paragraph.words > HEADLINE_WORDS or len(sentences(paragraph.text, Span(0, len(paragraph.text)))) > 2:
        return False
    if not paragraph.closed:
        return not paragraph.text.endswith((":", ",", ";"))
    longer = [word for word in _WORD.findall(paragraph.text) if len(word) > 3]
    capitalised = sum(not word[0].islower() for word in longer)
    return first and len(longer) >= 4 and paragraph.words <= 20 and capitalised >= 0.8 * len(longer)


def _find_repeats(page: Sequence[_Paragraph]) -> None:
    """Title lines and captions that stand on the page already; the first counts."""
    seen: dict[str, str] = {}
    before = ""
    for paragraph in page:
        key = _key(paragraph.text)
        if paragraph.role == "headline" or paragraph.role == "caption":
            if key in seen:
                paragraph.settle("boilerplate", f"repeats the {seen[key]}")
            else:
                seen[key] = paragraph.role
        elif not paragraph.role:
            if key in seen and paragraph.words >= SHORTEST_TITLE:
                paragraph.settle("boilerplate", f"repeats the {seen[key]}")
            elif key == before and paragraph.words >= SHORTEST_TITLE:
                paragraph.settle("boilerplate", "repeats the paragraph before")
        before = key


def _find_short_lines(page: Sequence[_Paragraph]) -> None:
    """Cross-headings within the body and stray lines below it, in a text that sets full stops."""
    longer = [p for p in page if not p.role and p.words > 2 * CROSSHEAD_WORDS]
    if len(longer) < 2 or sum(p.closed for p in longer) < PUNCTUATED * len(longer):
        return
    first = page.index(longer[0])
    last = max((number for number, p in enumerate(page) if not p.role and p.closed), default=-1)
    for number, paragraph in enumerate(page):
        if paragraph.role or number < first:
            continue
        short = (
            paragraph.words <= CROSSHEAD_WORDS and not paragraph.closed and paragraph.text[-1] not in ":,;"
        )
        shouted = paragraph.words <= SHOUTED_WORDS and not paragraph.closed and paragraph.text.isupper()
        asked = paragraph.words <= CROSSHEAD_WORDS and bool(_ASKED.fullmatch(paragraph.text))
        if paragraph.heading or ((short or shouted or asked) and number < last):
            paragraph.settle("boilerplate", "cross-heading")
        elif short and number > last:
            paragraph.settle("boilerplate", "page furniture: short line below the story")


def _find_links(page: Sequence[_Paragraph]) -> None:
    """Titles between paragraphs of a report that sets full stops: without one, and without "the" or "a".

    They are of other stories, or of a picture or a video of this one.
    """
    told = [p for p in page if not p.role]
    closed = sum(p.closed for p in told)
    if closed < SET_STOPS * len(told):
        return
    for before, paragraph, after in zip(told, told[1:], told[2:], strict=False):
        title = _in_title_case(paragraph)
        if title and paragraph.text.endswith("?"):
            paragraph.settle("boilerplate", "cross-heading")
            continue
        bare = (
            not paragraph.closed
            and paragraph.text[-1].isalnum()
            and (title or not _ARTICLE.search(paragraph.text))
        )
        if (
            bare
            and before.closed
            and after.closed
            and paragraph.words in LINK_WORDS
            and paragraph.text[0].isupper()
            and not _LISTED.search(paragraph.text)
        ):
            if _told_elsewhere(paragraph, told) >= ON_THE_STORY:
                paragraph.settle("caption", "caption: title between paragraphs")
            else:
                paragraph.settle("boilerplate", "page furniture: title of another story")


def _in_title_case(line: _Paragraph) -> bool:
    """Whether a line is capitalised as titles are, and does not end as a statement does."""
    longer = [word for word in _WORD.findall(line.text) if len(word) > 3]
    capitalised = sum(not word[0].islower() for word in longer)
    return (
        line.words in _TITLE_LENGTH
        and len(longer) >= 4
        and capitalised >= _CAPITALISED * len(longer)
        and not line.text.rstrip("”\"'’)").endswith((".", "!", ":", ",", ";"))
        and not _QUOTED.search(line.text)
    )


def _told_elsewhere(line: _Paragraph, told: Sequence[_Paragraph]) -> float:
    """Share of the longer words of a line that stand in other paragraphs, by their first letters; copies of it left out."""
    key = _key(line.text)
    own = {word.casefold()[:STEM] for word in _WORD.findall(line.text) if len(word) > 3}
    others = {word.casefold()[:STEM] for p in told if _key(p.text) != key for word in _WORD.findall(p.text)}
    return len(own & others) / max(1, len(own))


def _find_lists(page: Sequence[_Paragraph]) -> None:
    """Titles of other stories that stand below "Related" or "Read more" at the foot of the page."""
    body = [number for number, paragraph in enumerate(page) if not paragraph.role and paragraph.closed]
    last = body[-1] if body else len(page)
    listing = False
    for paragraph in page[last + 1 :]:
        if paragraph.reason == "page furniture: related":
            listing = True
        elif listing and not paragraph.role:
            paragraph.settle("boilerplate", "page furniture: listed below the story")


def _cut(text: str, paragraph: _Paragraph) -> list[Piece]:
    """The sentences of one paragraph with their roles."""
    end = paragraph.end if paragraph.credit is None else paragraph.start + paragraph.credit
    spans = sentences(text, _stripped(text, paragraph.start, end))
    role, reason = paragraph.role or "body", paragraph.reason
    if role == "byline" or (role == "boilerplate" and len(spans) > 1):
        spans = [Span(spans[0].start, spans[-1].end)] if role == "byline" else spans
    found: list[Piece] = []
    seen: set[str] = set()
    for span in spans:
        key = _key(text[span.start : span.end])
        if role == "caption" and key in seen:
            found.append(Piece(span.start, span.end, "boilerplate", "repeats the caption"))
        elif (reason == OF_A_PLAYER and (judged := boilerplate.judge(text[span.start : span.end]))) or (
            role == "body" and len(spans) > 1 and (judged := _set_in(text, paragraph.start, span))
        ):
            found.append(Piece(span.start, span.end, judged.role, judged.reason))
        else:
            found.append(Piece(span.start, span.end, role, reason))
        seen.add(key)
    if role == "headline":
        found[-1:] = _without_site(text, found[-1])
    if paragraph.credit is not None:
        kind = "credit: picture" if role == "caption" else "credit: agency"
        found.append(Piece(paragraph.start + paragraph.credit, paragraph.end, "byline", kind))
    return found


def _set_in(text: str, begin: int, span: Span) -> boilerplate.Judgement | None:
    """What a sentence is that was printed into a paragraph of the report and is none of it, e.g. "Read more: …" at its end.

    Nothing within quotation marks is.
    """
    before = text[begin : span.start]
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        return None
    judged = boilerplate.judge(text[span.start : span.end])
    return judged if judged and judged.role in ("boilerplate", "correction") else None


def _without_site(text: str, headline: Piece) -> list[Piece]:
    """A title line, and apart from it the site's name that pages print behind it ("Title – Evening Post")."""
    found = None
    for match in _SITE_SUFFIX.finditer(text, headline.start, headline.end):
        found = match
    if not found or (found.end() - headline.start < 20 and not found[1]):
        return [headline]
    name = text[found.end() : headline.end]
    if not (found[1] or site_name(name)):
        return [headline]
    return [
        Piece(headline.start, found.start(), headline.role, headline.reason),
        Piece(found.start() + 1, headline.end, "boilerplate", "page furniture: name of the site"),
    ]


def site_name(name: str) -> bool:
    """Whether the words behind a title are an outlet's name: capitalised, few, and one of them typical."""
    words = name.split()
    return len(words) <= 5 and all(not w[0].islower() for w in words) and bool(_SITE_WORDS.search(name))


def _stripped(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _key(text: str) -> str:
    """A text without case and spacing, for telling repeats."""
    return " ".join(text.casefold().split())
