"""One finding made ready to leave the app: its words with their outlets, as a quotation with links and as a picture's text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from dashboard.charts.palette import Colours, Names
from dashboard.comparison import Comparison
from dashboard.findings.finding import in_marks, opens_words
from dashboard.language.quotations import DOUBLE_MARK
from dashboard.presentation import facts, filters, framing, markup
from dashboard.presentation.excerpts import evidence, head, tail
from dashboard.presentation.markup import Run
from dashboard.presentation.rows import FindingRow, SpanRow, records

WHOLE = 300  # characters of a passage that a link holds whole; of a longer one it holds both ends
ENDS = 5  # words at either end of such a passage
BESIDE = 110  # characters kept before the first tinted word and after the last
MOST_ALONE = 4  # sentences of a finding that is about one outlet alone
MOST_OUTLETS = 8  # outlets in a picture; the quotation has all
SOURCE = "Found automatically with Parallax. Check the words in the articles."
WHOSE_WORDS = {
    "narrator": "the outlet's own words",
    "attributed": "attributed to somebody",
    "quoted": "quoted",
}


class Side(NamedTuple):
    """What one outlet says in a finding.

    Attributes:
        name, colour: of the outlet.
        runs: the sentence, cut to what is near the words in question, which are tinted.
        words: these words alone, on one line.
        voice: of the first of them, for the reader.
        title, published: of the article.
        link: to the words on the publisher's page, "" where its address is not known.
        query: what opens the sentence in its article here.
    """

    article: str
    name: str
    colour: str
    runs: tuple[Run, ...]
    words: str
    voice: str
    title: str
    published: str
    link: str
    query: Mapping[str, str]

    @property
    def text(self) -> str:
        """The sentence as it is shown."""
        return "".join(piece.text for run in self.runs for piece in run.pieces)


@dataclass(frozen=True)
class Shared:
    """A finding as it leaves the app.

    Attributes:
        kind: in words.
        sides: the outlets in the story's order, the first sentence of each; of one outlet alone its first sentences.
        story: the story's name.
    """

    kind: str
    title: str
    detail: str
    sides: tuple[Side, ...]
    story: str

    @property
    def alt(self) -> str:
        """The picture in words, for those who do not see it."""
        said = " ".join(f"{side.name}: {in_marks(side.words)} ({side.voice})." for side in self.sides)
        return f"{headed(self.kind, self.title, '. ')} {said}"

    def quotation(self, address: str = "") -> str:
        """The finding as plain text with a link to each passage, for a mail or a post.

        Args:
            address: of the page that shows the finding, "" where there is none that others can open.
        """
        lines = [headed(self.kind, self.title), ""]
        for side in self.sides:
            where = ", ".join(part for part in (side.name, side.title, side.published) if part)
            lines += [
                in_marks(with_both_marks(side.text)),
                f"– {where}",
                *([side.link] if side.link else []),
                "",
            ]
        return "\n".join([*lines, SOURCE, *([address] if address else [])])


def with_both_marks(text: str) -> str:
    """A sentence whose quotations begin and end: what is quoted keeps its marks though the sentence was cut within it."""
    plain = " ".join(text.split())
    opened = closed = 0
    for mark in DOUBLE_MARK.finditer(plain):
        if opens_words(plain, mark.start()):
            opened += 1
        elif opened:
            opened -= 1
        else:
            closed += 1
    # A mark that nothing opens may also be an inch; where the beginning was cut off it closes what began there.
    return "“" * (closed if plain.startswith("…") else 0) + plain + "”" * opened


def kind_words(kind: str) -> str:
    """A kind of finding in words for the reader."""
    section = next((name for name, kinds in framing.SECTIONS.items() if kind in kinds), "Sources")
    return facts.KINDS.get(kind, section)


def headed(kind: str, title: str, between: str = ": ") -> str:
    """A title after its kind, which is not said twice."""
    return title if title.casefold().startswith(kind.casefold()) else f"{kind}{between}{title}"


def choices(comparison: Comparison, names: Names) -> dict[str, str]:
    """Finding -> its kind and title, those that concern a chosen outlet, the strongest first."""
    own = set(comparison.spans.loc[comparison.spans["article"].isin(names), "finding"])
    return {
        one.finding: headed(kind_words(one.kind), head(one.title, framing.TITLE))
        for one in records(comparison.findings, FindingRow)
        if one.finding in own
    }


def shared(comparison: Comparison, finding: str, names: Names, colours: Colours) -> Shared:
    """A finding ready to leave the app.

    Args:
        finding: its id.
    """
    rows = comparison.findings[comparison.findings["finding"] == finding]
    one = records(rows, FindingRow)[0]
    spans = records(comparison.spans[comparison.spans["finding"] == finding], SpanRow)
    articles = comparison.articles.astype(object).where(comparison.articles.notna(), "").set_index("article")
    alone = len({span.article for span in spans}) == 1
    sides: dict[str, Side] = {}
    for held in evidence(comparison, spans, names):
        key = held.sentence.sentence if alone else held.article
        if key in sides or (len(sides) == MOST_ALONE and alone):
            continue
        row, text, at = articles.loc[held.article], held.sentence.text, held.sentence.start
        marks = [(max(0, s.start - at), min(len(text), s.end - at)) for s in held.spans]
        first, last = min(a for a, _ in marks), max(b for _, b in marks)
        before, after = tail(text[:first], BESIDE), head(text[last:], BESIDE)
        shift = len(before) - first
        sides[key] = Side(
            held.article,
            names[held.article],
            colours[held.article],
            markup.runs(before + text[first:last] + after, [(a + shift, b + shift) for a, b in marks]),
            " … ".join(dict.fromkeys(span.label for span in held.spans)),
            WHOSE_WORDS[held.spans[0].voice],
            str(row["title"]),
            str(row["published"]).replace("T", " "),
            text_link(
                str(row["url"]), " ".join(text[first:last].split()), comparison.story.texts[held.article]
            ),
            filters.place(comparison, names, held.sentence.sentence),
        )
    return Shared(kind_words(one.kind), one.title, one.detail, tuple(sides.values()), comparison.story.name)


def address(page: str, finding: str, story: str) -> str:
    """The address under which others can open a finding, "" where the page is on this machine alone.

    Args:
        page: address of the page, "" where it is not known.
        finding, story: as the page's lists name them.
    """
    host = urlsplit(page).hostname or ""
    if not host or host in ("localhost", "::1") or host.startswith("127."):
        return ""
    return f"{page.partition('?')[0]}?{urlencode({'story': story, 'finding': finding})}"


def text_link(url: str, words: str, page: str = "") -> str:
    """An address that opens a page at some words of it (a text fragment: WICG, Scroll to Text Fragment).

    Args:
        url: of the page, "" where it is not known.
        words: as the page prints them, on one line; a browser finds whole words only.
        page: the page's text. Words that it has more than once get the word before them, so that the right place opens.

    Returns:
        "" where there is no address; the address alone where there are no words.
    """
    if not url or not words:
        return url
    parts = words.split()
    found = [quote(words, safe="")]
    if len(words) > WHOLE and len(parts) > 2 * ENDS:
        found = [quote(" ".join(piece), safe="") for piece in (parts[:ENDS], parts[-ENDS:])]
    text = " ".join(page.split())
    at = text.find(words)
    ahead = text[:at].split()[-3:] if at > 0 and text.find(words, at + 1) > 0 else []
    before = [quote(" ".join(ahead), safe="").replace("-", "%2D") + "-"] if ahead else []
    place = ",".join([*before, *(piece.replace("-", "%2D") for piece in found)])
    base, _, fragment = url.partition("#")
    return f"{base}#{fragment.partition(':~:')[0]}:~:text={place}"
