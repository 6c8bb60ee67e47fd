"""Who is cited: every attribution of a story with its source, its verb and the channels between outlet and source; and
the voice in which any piece of an article is said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from dashboard import tables
from dashboard.attribution.extract import extract
from dashboard.attribution.parsed import Article, Attribution, Quotes, Sentence
from dashboard.attribution.pronouns import BACK, GENDERED, SPOKEN_BACK
from dashboard.attribution.resolve import PRONOUNS, Resolver
from dashboard.attribution.speakers import NOBODY, STATE_MEDIA, Speaker, identity, is_mute, names_whom
from dashboard.encoding.phrases import chunks
from dashboard.entities.entities import Actors, actors
from dashboard.entities.people import FEMALE, People, is_she_by_noun, surname
from dashboard.language import media
from dashboard.language.annotate import Annotated
from dashboard.language.lexicons import lexicon_capitals, lexicon_countries, lexicon_demonyms
from dashboard.language.quotations import Quotation, quotations
from dashboard.language.words import fold, stem
from dashboard.story.story import Story

ARROW = " <- "
"""Between the channels of an attribution, from the outlet inwards."""
COMPANY = frozenset(
    stem(word)
    for word in """company firm group corporation manufacturer maker business retailer operator airline airliner carrier chain
    bank brewer baker insurer developer publisher supplier inc corp ltd plc co""".split()
)
"""Stems of what a firm is called."""
_THE_FIRM = re.compile(
    r"(?:the|that) (?:company|firm|corporation|business|manufacturer|operator|retailer|airline|carrier)",
    re.IGNORECASE,
)
CAPTIONS = 2
"""Captions in a row that a pronoun's person is looked for before."""
QUOTED = 0.5
"""Share of a claim's characters in quotation marks from which it counts as quoted."""
CLAIMS = ("said", "shown", "asked")
"""Acts that put words or evidence into somebody's mouth; what is believed, planned or discussed is told of somebody."""
Range = tuple[int, int]


@dataclass(frozen=True)
class Cited:
    """One attribution, before the names of the story are joined."""

    article: str
    sentence: str
    source: Speaker
    via: tuple[Speaker, ...]
    verb: str
    stance: str
    act: str
    claim: Range
    cue: Range
    quoted: bool
    printed: Range = (0, 0)


class Heard(NamedTuple):
    """Who is cited in a story, and whom its pronouns mean.

    Attributes:
        sources: a SOURCES table in reading order; `start` and `end` hold the words that are attributed, `source` is ""
            where nobody is named ("amid allegations that"). One source has one name in the whole story.
        meant: (sentence, character at which a pronoun begins) -> the surname of the person whom it means, as its article
            prints it, where the text leaves no doubt.
    """

    sources: pd.DataFrame
    meant: Mapping[tuple[str, int], str]


def sources(story: Story, annotations: Mapping[str, Annotated], named: Actors | None = None) -> pd.DataFrame:
    """Every attribution of a story: the table of `heard`."""
    return heard(story, annotations, named).sources


def heard(story: Story, annotations: Mapping[str, Annotated], named: Actors | None = None) -> Heard:
    """Read a story once for its attributions and its pronouns.

    Args:
        story: its texts and sentences.
        annotations: sentence -> its parse, of every sentence that is compared.
        named: whom the story names; they are read here where None.
    """
    articles = parsed(story, annotations)
    people = People(
        (name, [s.parse for s in article.sentences if not s.heading] or [s.parse for s in article.sentences])
        for name, article in articles.items()
    )
    meant: dict[tuple[str, int], str] = {}
    found = [c for name, article in articles.items() for c in _article(name, article, people, meant)]
    outlets = {str(r.article): str(r.outlet) for r in story.articles.itertuples()}
    found = [replace(c, via=tuple(v for v in c.via if not _is_outlet(v, outlets[c.article]))) for c in found]
    named = named or actors(chunks(story, {}, annotations))
    found = _by_firm(_by_office(found, named), named)
    names = _joined([s for c in found for s in (c.source, *c.via)], named)
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for cited in found:
        row = _row(cited, names)
        rows.setdefault((row["article"], row["start"], row["end"], row["source"]), row)
    made = tables.make(tables.SOURCES, rows.values())
    known = Voices({name: article.quotes.all for name, article in articles.items()}, claims_of(made))
    for name, article in articles.items():
        meant |= _quoted_pronouns(name, article, Resolver(name, people), known, meant)
    homes = {s.name: name for name, article in articles.items() for s in article.sentences}
    return Heard(made, {spot: people.called(homes[spot[0]], who) for spot, who in meant.items()})


def _is_outlet(medium: Speaker, outlet: str) -> bool:
    """Whether a channel is the outlet that prints it: what somebody told the Post is first-hand in the Morning Post."""
    known, own = media.named(medium.name), media.named(outlet)
    if known is not None and own is not None:
        return known.name == own.name
    name = fold(medium.name).removeprefix("the ")
    return medium.kind in ("medium", "agency", "body") and f" {fold(outlet)}".endswith(f" {name}")


def _quoted_pronouns(
    name: str, article: Article, resolver: Resolver, known: Voices, meant: Mapping[tuple[str, int], str]
) -> dict[tuple[str, int], str]:
    """The pronouns within quotation marks that can mean one person alone, where the text says who speaks."""
    found: dict[tuple[str, int], str] = {}
    for number, s in enumerate(article.sentences):
        asked = [k for k, t in enumerate(s.tokens) if s.quoted[k] and t.text.lower() in GENDERED]
        spoken = {k: known.speaker(name, *s.place(k, k)) for k in asked}
        speakers = {k: surname(who) for k, who in spoken.items() if who[:1].isupper()}
        before = article.sentences[max(0, number - SPOKEN_BACK) : number][::-1]
        if speakers:
            found |= {
                (s.name, at): who
                for at, who in resolver.pronouns.read(s, before, {**meant, **found}, speakers)
            }
    return found


def _by_office(found: Sequence[Cited], named: Actors) -> list[Cited]:
    """Sources that an office alone names ("the Texas governor"), or a part of a country's name ("the North"), as the table of
    actors has them for that place.
    """
    held = {
        (n.home.article, n.end): (n.start, named.names[n.actor], n.kind)
        for n in named.namings
        if n.kind in ("office", "place")
    }
    return [
        replace(c, source=replace(c.source, name=held[c.article, c.printed[1]][1], carried=True))
        if (c.article, c.printed[1]) in held
        and (c.source.kind, held[c.article, c.printed[1]][2]) in (("person", "office"), ("place", "place"))
        and (c.source.kind == "person" or not _is_land(c.source.name))
        and (
            not (c.source.carried or c.source.doubtful) or (c.source.doubtful and _names_land(c.source.name))
        )
        and held[c.article, c.printed[1]][0] <= c.printed[0] + len("the ")  # no "aide to the governor"
        else c
        for c in found
    ]


def _by_firm(found: Sequence[Cited], named: Actors) -> list[Cited]:
    """Sources that are called "the firm" or "the company", as the one firm that their article names, and the story calls one."""
    firms = {n.actor for n in named.namings if n.kind == "described" and not COMPANY.isdisjoint(n.described)}
    firms |= {a for a in named.names if not COMPANY.isdisjoint(stem(word) for word in a.split()[-1:])}
    within: dict[str, set[str]] = {}
    for n in named.namings:
        if n.actor in firms and not named.person(named.names[n.actor]):
            within.setdefault(n.home.article, set()).add(n.actor)
    only = {article: named.names[own.pop()] for article, own in within.items() if len(own) == 1}
    return [
        replace(c, source=replace(c.source, name=only[c.article], carried=True))
        if c.article in only and not c.source.carried and _THE_FIRM.fullmatch(c.source.printed)
        else c
        for c in found
    ]


def _is_land(name: str) -> bool:
    """Whether a name is a country's, or stands for one as its capital does."""
    return fold(name) in lexicon_capitals() | lexicon_demonyms().keys() | lexicon_countries().keys()


def _names_land(office: str) -> bool:
    """Whether an office is said to be a country's: "the Danish leader" is nobody else's."""
    words = fold(office).split()
    lands = lexicon_demonyms().keys() | lexicon_countries().keys()
    return any(w in lands or " ".join(words[k : k + 2]) in lands for k, w in enumerate(words))


def is_open(source: str) -> bool:
    """Whether the name of a source is a pronoun of which the text leaves open whom it means."""
    return bool(source) and all(word in PRONOUNS for word in source.lower().split())


def attributed_among(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a SOURCES table whose words are not the outlet's own: claims, and what somebody named believes."""
    theirs = table["act"].isin(CLAIMS) | ((table["act"] == "believed") & (table["source"] != ""))
    return table[theirs].reset_index(drop=True)


def claims_among(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a SOURCES table that are claims: what somebody said, showed or asked."""
    return table[table["act"].isin(CLAIMS)].reset_index(drop=True)


def _joined(speakers: Sequence[Speaker], named: Actors) -> dict[str, str]:
    """Name -> the one name under which the story shows that source.

    A person has the name of the table of actors; another source its most frequent form, printed ones before those that a
    pronoun stands for.
    """
    forms: dict[str, Counter[str]] = {}
    states = {key for s in speakers if s.name and (key := identity(s)).startswith(STATE_MEDIA)} - {
        STATE_MEDIA
    }
    same = {STATE_MEDIA: states.pop()} if len(states) == 1 else {}
    for speaker in speakers:
        if speaker.name:
            key = identity(speaker)
            forms.setdefault(same.get(key, key), Counter())[speaker.shown] += 0 if speaker.carried else 1
    other = lexicon_capitals() | lexicon_demonyms().keys()
    shown = {  # a country goes by its name where the story prints it, and not by its capital or its people
        key: max(found, key=lambda name: (fold(name) not in other, found[name], len(name), name))
        for key, found in forms.items()
    }
    people = {
        s.name: named.canonical_name(s.name)
        for s in speakers
        if s.name[:1].isupper()
        and (s.kind == "person" or (s.kind == "body" and named.person(named.canonical_name(s.name))))
    }
    return {
        s.name: people.get(s.name) or shown[same.get(identity(s), identity(s))] for s in speakers if s.name
    }


def _row(cited: Cited, names: dict[str, str]) -> dict[str, Any]:
    """The attribution as a row of SOURCES."""
    source = names.get(cited.source.name, "")
    via = list(dict.fromkeys(names[s.name] for s in cited.via if s.name and names[s.name] != source))
    return {
        "article": cited.article,
        "sentence": cited.sentence,
        "source": source,
        "verb": cited.verb,
        "via": ARROW.join(via) or None,
        "start": cited.claim[0],
        "end": cited.claim[1],
        "quoted": cited.quoted,
        "kind": cited.source.kind,
        "stance": cited.stance,
        "act": cited.act,
        "carried": cited.source.carried,
        "cue_start": cited.cue[0],
        "cue_end": cited.cue[1],
    }


def parsed(story: Story, annotations: Mapping[str, Annotated]) -> dict[str, Article]:
    """Article -> its parsed sentences, those that count."""
    rows = story.sentences[story.sentences["role"].isin(tables.COUNTED)]
    texts = story.texts
    spans = [
        (str(r.article), int(r.start), int(r.end), str(r.role), str(r.sentence)) for r in rows.itertuples()
    ]
    quotes = {str(a): Quotes(texts[str(a)], quotations(texts[str(a)])) for a in story.articles["article"]}
    found: dict[str, list[Sentence]] = {a: [] for a in quotes}
    paragraph: Counter[str] = Counter()
    for article, start, _end, role, name in spans:
        own = found[article]
        if own and "\n" in texts[article][own[-1].end : start]:
            paragraph[article] += 1
        own.append(
            Sentence(
                annotations[name],
                start,
                len(own),
                paragraph[article],
                role == "headline",
                quotes[article],
                name,
                role == "caption",
            )
        )
    return {a: Article(texts[a], own, quotes[a]) for a, own in found.items()}


def _article(
    name: str, article: Article, people: People, meant: dict[tuple[str, int], str]
) -> Iterator[Cited]:
    """The attributions of one article with everybody they name, in the order of their cues; `meant` takes its pronouns."""
    resolver = Resolver(name, people)
    waiting: dict[int, list[Attribution]] = {}
    for a in extract(article):
        waiting.setdefault(article.home(a.cue[0]).number, []).append(a)
    for number, s in enumerate(article.sentences):
        near = article.sentences[max(0, number - BACK - CAPTIONS) : number][::-1]
        before = [b for b in near if s.caption or not b.caption][
            :BACK
        ]  # nobody reads through a caption to the "he" below it
        meant |= {(s.name, at): who for at, who in resolver.pronouns.read(s, before, meant)}
        made = []
        for a in sorted(waiting.get(s.number, ()), key=lambda a: a.cue):
            made += list(_cited(name, article, a, resolver, meant))
        yield from made
        if not s.caption and all(c.source.kind != "person" for c in made) and (who := resolver.opening(s)):
            resolver.hear(who, s.number)


def _is_spoken_of(article: Article, name: str, last: int, number: int) -> bool:
    """Whether the sentences after the last speaker's name somebody within quotation marks alone: “Roe is winning,” and “…,” he said."""
    since = article.sentences[last + 1 : number]
    named = [s.quoted[k] for s in since for k, t in enumerate(s.tokens) if t.text == surname(name)]
    return bool(named) and all(named)


def _cited(
    name: str, article: Article, a: Attribution, resolver: Resolver, meant: Mapping[tuple[str, int], str]
) -> Iterator[Cited]:
    """One attribution with everybody it names, once for every piece that stands apart."""
    content = " ".join(article.text[x:y] for x, y in a.content)
    channels = [(article.home(span[0]), span) for span in a.via]
    told = [(home, span, resolver.meant(home, span)) for home, span in channels]
    passed = [who for home, span, who in told if not is_mute(home, span, who)]
    within = [who for who in reversed(passed) if who.kind == "person"]
    source = resolver.meant(article.home(a.source[0]), a.source, content, within) if a.source else NOBODY
    if a.source and source.printed.lower() in GENDERED and not within:
        home = article.home(a.source[0])
        whole = resolver.people.whole(name, meant.get((home.name, a.source[0] - home.start), ""))
        # the one person whom the sentence before names, rather than somebody unknown, or who spoke further back
        known = resolver.people.is_person(source.name) or (source.name.istitle() and " " not in source.name)
        she = source.printed.lower() in FEMALE
        called = is_she_by_noun(source.name) is she  # "the mother of Carl Dahl" spoke
        goes_on = (
            known and whole is not None and _is_spoken_of(article, whole, resolver.last_heard, home.number)
        )
        nearer = not called and not goes_on and (not known or not resolver.has_heard(home.number - 1))
        if whole and nearer and not names_whom(content, whole) and resolver.people.is_she(whole) is she:
            source = Speaker(whole, "person", source.printed, carried=True)
    if a.source and not a.direct and is_mute(article.home(a.source[0]), a.source, source):
        return
    if a.shared:
        source = replace(source, carried=True)
    if not article.home(a.cue[0]).caption:
        resolver.hear(source, article.home(a.cue[0]).number)
    for channel in passed:
        resolver.pass_on(channel, article.home(a.cue[0]).number)
    for start, end in a.pieces:
        yield Cited(
            article=name,
            sentence=article.home(start).name,
            source=source,
            via=tuple(passed),
            verb=" ".join(article.text[slice(*a.cue)].split()),
            stance=a.stance,
            act=a.kind,
            claim=(start, end),
            cue=a.cue,
            quoted=_quoted_share(article.quotes.all, start, end) >= QUOTED,
            printed=a.source or (0, 0),
        )


def _quoted_share(quotes: Sequence[Quotation], start: int, end: int) -> float:
    """Share of a stretch that stands within quotation marks."""
    inside = sum(max(0, min(q.end, end) - max(q.start, start)) for q in quotes if q.depth == 0)
    return inside / max(1, end - start)


@dataclass(frozen=True)
class Claim:
    """A row of SOURCES as what a mention may stand in.

    Attributes:
        source: who said it, "" where nobody is named.
        chain: everybody it came through, from the outlet inwards, the source last; empty where nobody is
            named.
        kind: of the source.
        cue: the words that name source and verb.
    """

    article: str
    start: int
    end: int
    source: str
    chain: tuple[str, ...]
    cue: Range
    kind: str

    @property
    def words(self) -> str:
        """The chain as it is shown."""
        return " ← ".join(self.chain)


def claims_of(table: pd.DataFrame) -> dict[str, list[Claim]]:
    """Article -> its claims, in reading order.

    Args:
        table: a SOURCES table.
    """
    found: dict[str, list[Claim]] = {}
    for row in table.itertuples():
        via = [] if pd.isna(row.via) else str(row.via).split(ARROW)
        source = str(row.source)
        chain = tuple(name for name in (*via, source) if name)
        cue = (int(row.cue_start), int(row.cue_end))
        claim = Claim(str(row.article), int(row.start), int(row.end), source, chain, cue, str(row.kind))
        found.setdefault(claim.article, []).append(claim)
    return found


def narrowest(claims: Sequence[Claim], start: int, end: int) -> Claim | None:
    """The shortest claim that holds most of a span, None where none does."""
    holding = [
        c
        for c in claims
        if c.start < end and start < c.end and 2 * (min(c.end, end) - max(c.start, start)) > end - start
    ]
    return min(holding, key=lambda c: (c.end - c.start, c.start), default=None)


MOST = 0.5
"""Share of a span that must lie in a quotation or a claim before the span counts as said in that voice."""


@dataclass(frozen=True, eq=False)
class Voices:
    """The quotations and claims of each article, by place."""

    quotes: Mapping[str, Sequence[Quotation]]
    claims: Mapping[str, Sequence[Claim]]

    def of(self, article: str, start: int, end: int) -> tuple[str, str]:
        """(voice, source) of a span.

        Args:
            article, start, end: the span; an empty one has the narrator's voice.

        Returns:
            Voice "quoted" where more than half of the span lies within quotation marks, else "attributed"
            where more than half lies within a claim, else "narrator". The source is that of the narrowest
            such claim, "" where there is none or nobody is named.
        """
        length = end - start
        if length <= 0:
            return "narrator", ""
        claim = narrowest(self.claims.get(article, ()), start, end)
        quoted = sum(_shared(q.start, q.end, start, end) for q in self._near(article, end))
        if quoted > MOST * length:
            return "quoted", claim.source if claim else ""
        if claim is not None:
            return "attributed", claim.source
        return "narrator", ""

    def speaker(self, article: str, start: int, end: int) -> str:
        """Who says a span in his own words: the source of its claim, or of the only one that is cited within its quotation.

        Returns:
            "" where the span is no quotation, or nobody or more than one is named.
        """
        voice, source = self.of(article, start, end)
        if voice != "quoted":
            return ""
        if source:
            return source
        said = {
            c.source
            for q in self._speech(article, start, end)
            for c in self.claims.get(article, ())
            if c.source and 2 * _shared(q.start, q.end, c.start, c.end) > c.end - c.start
        }
        return said.pop() if len(said) == 1 else ""

    def _speech(self, article: str, start: int, end: int) -> Iterator[Quotation]:
        """The quotation that holds most of a span, with those that it goes on from and in: paragraphs of one speech."""
        own = self._outer.get(article, ())
        at = next(
            (k for k, q in enumerate(own) if _shared(q.start, q.end, start, end) > MOST * (end - start)), None
        )
        if at is None:
            return
        first = last = at
        while first > 0 and not own[first - 1].closed:
            first -= 1
        while last + 1 < len(own) and not own[last].closed:
            last += 1
        yield from own[first : last + 1]

    @cached_property
    def _outer(self) -> Mapping[str, Sequence[Quotation]]:
        """Article -> its quotations that stand within no other."""
        return {article: [q for q in own if q.depth == 0] for article, own in self.quotes.items()}

    def _near(self, article: str, end: int) -> Sequence[Quotation]:
        own = self._outer.get(article, ())
        return own[: bisect_right(own, end, key=lambda q: q.start)]


def voices(story: Story, sources: pd.DataFrame) -> Voices:
    """The voices of a story's articles.

    Args:
        sources: the SOURCES table of the same story.
    """
    return Voices({article: quotations(text) for article, text in story.texts.items()}, claims_of(sources))


def _shared(a: int, b: int, c: int, d: int) -> int:
    return max(0, min(b, d) - max(a, c))
