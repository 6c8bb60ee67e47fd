"""Quotations that have their speaker beside them: labels of transcripts, signatures behind a dash, colons, the paragraph before."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dashboard.attribution.parsed import FINITE, Article, Attribution, Sentence, Span, is_voice
from dashboard.attribution.subjects import ISSUED
from dashboard.language import media, reporting_verbs

NEAR = 24
"""Attributions on either side of one in its sentence, or in its article, that are asked whether they hold it."""
LABEL = re.compile(r"[\"“']?(?P<name>[A-Z][\w.’' -]{0,40}?)(?: \([^)\n]{1,30}\))?:\s+(?=\S)")
"""The label of a speaker at the beginning of a paragraph: "ORTIZ: No.", "Q: Why?"."""
FURNITURE = frozenset(
    "update updated correction clarification note editor editor's breaking watch read more photo photos video related also".split()
)
"""Labels of a page's own remarks: "UPDATE: The council met again."."""
_POINT = re.compile(r"\s*(?:[-–—•*·▪►]|\d{1,2}[.)])\s*(?=\S)")
"""What a point of a list begins with."""
GOES_ON = 4
"""Paragraphs at most between the marks of two points of one list."""
POINTS = frozenset(
    "point list statement question demand argument reason fact response claim principle condition".split()
)
"""Nouns that announce a list."""
SIGNED = re.compile(
    r"[.!?…,”\"'’]\s*(?P<dash>[—–―]|--)\s*(?P<name>[A-Z][^\n;:“”\".]{1,80}?(?: [A-Z]\.[^\n;:“”\".]{1,60}?)?)[.;]?\s*\Z"
)
"""A name behind a dash at the end of a paragraph: "“It was the right step.” — Commissioner Dana Poe"."""
"""Nouns of what somebody says: "Roe's response was: “…”"."""
BESIDE_COLON = 300
"""Characters before a quotation in which its colon and its speaker are looked for."""
BACK = 60
"""Words before a colon in which its speaker is looked for."""
OPENING = "\"“”„«'‘’"
PARAGRAPH = 40
"""Characters of the shortest quotation that is a paragraph of somebody named in the one before."""
SHORT = 20
"""Characters of the shortest quotation that stands for itself; a shorter one is a word in quotation marks. Words before "from X:"."""


def labelled_speech(article: Article) -> list[Attribution]:
    """Paragraphs that begin with the label of a speaker, as in interviews and transcripts.

    A label counts where it is printed in capitals, or where several paragraphs begin with it.
    """
    found = [
        (own, m)
        for own in article.paragraphs
        if not own[0].heading and (m := LABEL.match(article.text, own[0].start, own[-1].end))
    ]
    times = Counter(m["name"] for _, m in found)
    made = []
    for own, m in found:
        name = m["name"]
        if name.lower().split()[0] in FURNITURE or not (
            times[name] > 1 or (name.isupper() and (len(name) > 1 or name in "QA"))
        ):
            continue
        content = (m.end(), own[-1].end)
        kind = "asked" if article.text[content[1] - 1] == "?" else "said"
        cue = (m.end("name"), m.end("name") + 1)
        made.append(
            Attribution(
                article.home(content[0]).number,
                kind,
                ":",
                "neutral",
                cue,
                m.span("name"),
                (content,),
                direct=True,
            )
        )
    return made


def headline_speech(article: Article, found: Sequence[Attribution]) -> list[Attribution]:
    """What a headline puts into somebody's mouth behind a colon: "Poe: ‘The dam is safe’", "Mayor: I did nothing"."""
    made = []
    for s in article.sentences:
        m = LABEL.match(article.text, s.start, s.end) if s.heading else None
        if m is None or m["name"].lower().split()[0] in FURNITURE:
            continue
        name, content = m.span("name"), (m.end(), s.end)
        k = s.at(name[1] - 1)
        if any(t.tag in FINITE or t.text.lower() in reporting_verbs.forms() for t in s.tokens[:k]):
            continue  # "Berg Endorses Roe: I Am ‘Horrified’" is nothing that Roe says
        quoted = article.text[m.end()] in OPENING
        verb = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in s.tokens[k + 2 :])
        if not (is_voice(s, k) and (quoted or (verb and s.tokens[k].entity in ("PERSON", "")))):
            continue
        if not quoted and _is_about(s, k):
            continue
        if not _is_taken(content, found):
            cue = (name[1], name[1] + 1)
            made.append(Attribution(s.number, "said", ":", "neutral", cue, name, (content,), direct=quoted))
    return made


def _is_about(s: Sentence, speaker: int) -> bool:
    """Whether a headline says behind a colon what somebody does, and not what he says: "Poe: What she said", "Poe: Poe wins"."""
    first = next((t for t in s.tokens[speaker + 1 :] if t.pos != "PUNCT"), None)
    asked = (
        first is not None and first.tag in ("WP", "WRB", "WDT") and not s.parse.text.rstrip().endswith("?")
    )
    name = s.low(speaker)
    return asked or any(t.text.lower() == name for t in s.tokens[speaker + 1 :])


def colon_speech(article: Article, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations that are a sentence, behind a colon whose clause has no verb of saying: "Poe delivered a snappy retort: “…”"."""
    made: list[Attribution] = []
    taken = _joined(sorted(a.hull for a in found))
    starts = [start for start, _ in taken]
    direct: dict[int, list[Attribution]] = {}
    for a in found:
        if a.direct:
            direct.setdefault(a.sentence, []).append(a)
    for quote in article.quotes.all:
        span = article.quotes.marked(quote)
        k = bisect_left(starts, span[1]) - 1
        if (k >= 0 and taken[k][1] > span[0]) or not article.sentences:
            continue
        s = article.home(span[0])
        lead = article.text[max(s.start, span[0] - BESIDE_COLON) : span[0]].rstrip()
        if span[0] >= s.end or s.heading or not lead.endswith(":") or not article.text[quote.start].isupper():
            continue
        source = _colon_speaker(s, s.at(span[0]))
        if source and not _is_taken(source, direct.get(s.number, ())):
            colon = s.start + article.text[s.start : span[0]].rfind(":")
            made.append(
                Attribution(
                    s.number, "said", ":", "neutral", (colon, colon + 1), source, (span,), direct=True
                )
            )
    return made


def _colon_speaker(s: Sentence, end: int) -> Span | None:
    """Who speaks behind a colon: the person whose answer it is, the subject before it, or the last person named before it."""
    own = range(max(0, end - BACK), end)
    persons = [
        k
        for k in own
        if not s.quoted[k]
        and (
            s.tokens[k].entity == "PERSON"
            or s.low(k) in ("he", "she")
            or reporting_verbs.voices().get(s.low(k)) == "person"
        )
        and s.tokens[k].dep not in ("compound", "poss")
    ]
    roots = [
        k
        for k in own
        if s.tokens[k].dep == "nsubj"
        and s.tokens[s.tokens[k].head].dep == "ROOT"
        and not s.quoted[k]
        and (k in persons or s.tokens[k].pos == "PROPN")
    ]
    chosen = roots or (persons[-1:] if len(persons) == 1 else [])
    return s.phrase(chosen[-1]) if chosen else None


def signed_quotations(article: Article, found: Sequence[Attribution]) -> list[Attribution]:
    """Paragraphs that are a quotation, signed by a name behind a dash."""
    made = []
    for own in article.paragraphs:
        start, end = own[0].start, own[-1].end
        m = SIGNED.search(article.text[start:end]) if article.text[start] in OPENING else None
        if m is None:
            continue
        content = (start, start + m.start("dash"))
        while article.text[content[1] - 1].isspace():
            content = (start, content[1] - 1)
        cue = (start + m.start("dash"), start + m.end("dash"))
        source = (start + m.start("name"), start + m.end("name"))
        if not any(a.source and a.hull[0] <= start and content[1] - 2 <= a.hull[1] for a in found):
            made.append(
                Attribution(own[0].number, "said", "—", "neutral", cue, source, (content,), direct=True)
            )
    return made


def announced_content(article: Article, found: Sequence[Attribution]) -> list[Attribution]:
    """What a paragraph that ends in a colon announces: the quotation, or the paragraph, that follows it."""
    made: list[Attribution] = []
    listed = 0
    for number, (own, following) in enumerate(zip(article.paragraphs, article.paragraphs[1:], strict=False)):
        last = own[-1]
        if not last.parse.text.rstrip().endswith(":") or any(
            last.start <= a.cue[0] < last.end and a.hull[0] >= following[0].start for a in found
        ):
            continue
        whose = _owner_of_list(last) if number >= listed else None
        points = list(_points(article, number + 1)) if whose else []
        if whose and points:
            cue, source = whose
            listed = number + len(points)
            made += [
                Attribution(p[2], "said", ":", "neutral", cue, source, (p[:2],), direct=True) for p in points
            ]
            continue
        quote = article.quotes.after(following[0].start)
        span = article.quotes.marked(quote) if quote else None
        quoted = span is not None and span[0] <= following[0].start + 1
        said = _announcing(last, quoted)
        if said is None:
            continue
        lemma, cue, source = said
        content = span if quoted and span else (following[0].start, following[-1].end)
        if not _is_taken(content, [a for a in found if a.direct]):
            made.append(
                Attribution(
                    following[0].number, "said", lemma, "neutral", cue, source, (content,), direct=True
                )
            )
    return made


def _points(article: Article, first: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, sentence) of the points of a list that begins with a paragraph; a point may go on over some paragraphs."""
    waiting: list[tuple[int, int, int]] = []
    for number, own in enumerate(article.paragraphs[first:]):
        m = _POINT.match(article.text, own[0].start, own[-1].end)
        if m is None:
            waiting.append((own[0].start, own[-1].end, own[0].number))
            if number == 0 or len(waiting) > GOES_ON:
                return
            continue
        yield from waiting
        waiting = []
        yield m.end(), own[-1].end, own[0].number


def _owner_of_list(s: Sentence) -> tuple[Span, Span] | None:
    """(cue, source) of the words that announce a list: "a set of response points were circulated by Democrats:"."""
    if not any(t.lemma.lower() in POINTS for t in s.tokens):
        return None
    for root in s.parse.roots:
        agents = [c for a in s.parse.below(root, "agent") for c in s.parse.below(a, "pobj")]
        nouns = agents or [
            k
            for k in s.parse.below(root, "nsubj")
            if is_voice(s, k) and s.tokens[k].lemma.lower() not in POINTS
        ]
        if nouns:
            return s.place(root, root), s.phrase(nouns[0])
    return None


def _announcing(s: Sentence, quoted: bool) -> tuple[str, Span, Span] | None:
    """(lemma, cue, source) of a sentence that ends in a colon: a verb of saying with its subject, or "from X:"."""
    for k in reversed(range(len(s.tokens))):
        token = s.tokens[k]
        entry = reporting_verbs.verb_of(token.text, token.lemma) if token.pos == "VERB" else None
        nouns = s.parse.below(k, "nsubj")
        other = token.dep == "ROOT" and token.lemma != "be"  # "Here they are: “…”"
        if nouns and (quoted or (entry and entry.kind == "said")) and (entry or other):
            return (entry.lemma if entry else ":"), s.place(k, k), s.phrase(nouns[-1])
        whose = s.parse.below(k, "pobj") if quoted and s.low(k) == "from" else []
        if whose and len(s.tokens) < SHORT:
            return ":", s.place(k, k), s.phrase(whose[0])
    return None


def _is_taken(span: Span, found: Sequence[Attribution]) -> bool:
    return any(a.hull[0] < span[1] and span[0] < a.hull[1] for a in found)


def continued_quotations(article: Article, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations without words of saying of their own, given to the one whose words they go on with."""
    done = sorted(_with_beginnings(article, found), key=lambda a: (a.hull, a.cue))
    taken = _joined([a.hull for a in done])
    starts = [start for start, _ in taken]
    for quote in article.quotes.all:
        span = article.quotes.marked(quote)
        k = bisect_left(starts, span[1]) - 1
        if (
            not article.sentences
            or span[0] < article.sentences[0].start
            or (k >= 0 and taken[k][1] > span[0])
        ):
            continue
        first = article.home(span[0])
        at = bisect_left(done, span[1], key=lambda a: a.hull[0])
        near = range(max(0, at - NEAR), min(len(done), at + NEAR))
        if article.text[first.start : span[0]].strip():
            _attribute_inner_quotation(first, span, done, near)
        elif span[1] - span[0] >= SHORT or article.text[quote.end - 1] in ".!?":
            _attribute_opening_quotation(article, first, span, done, near)
    return sorted(done, key=lambda a: (a.hull, a.cue))


def _with_beginnings(article: Article, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with the paragraphs in which a quotation begins that only the next one closes, and there has its words of
    saying: they are nobody else's.
    """
    made = list(found)
    quotes = article.quotes.all
    owner: Attribution | None = None
    for quote, following in reversed(list(pairwise(quotes))):
        goes_on = not quote.closed and article.quotes.marked(following)[0] == following.start
        if not goes_on or article.text[quote.end : following.start].strip():
            owner = None
            continue
        owner = owner or next(
            (a for a in found if a.cue[0] >= following.end and a.hull[0] <= following.start < a.hull[1]), None
        )
        if owner is None:
            continue
        span = article.quotes.marked(quote)
        made = [a for a in made if not span[0] <= a.hull[0] < a.hull[1] <= span[1]]
        number = article.home(span[0]).number
        made.append(replace(owner, sentence=number, content=(span,), shared=True, direct=True))
    return made


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _attribute_inner_quotation(s: Sentence, span: Span, done: list[Attribution], near: range) -> None:
    """A quotation at the end of a sentence of which an earlier part is somebody's: it is his too."""
    own = [k for k in near if done[k].kind == "said" and done[k].source]
    own = [k for k in own if s.start <= done[k].cue[0] < done[k].hull[1] <= span[0]]
    if not own or span[1] > s.end + 2:
        return
    owner = done[own[-1]]
    between = s.tokens[s.at(owner.hull[1]) : s.at(span[0])]
    if between and between[-1].text in (",", ":") and any(t.dep == "nsubj" for t in between):
        return  # "After Poe attacked him, Roe fired back, “…”": Roe's
    if not any(owner.hull[1] <= done[k].cue[0] < span[0] for k in near):
        for k in own:  # of two who say it together both
            if done[k].cue == owner.cue and done[k].hull == owner.hull:
                last = (done[k].content[-1][0], span[1])
                done[k] = replace(done[k], content=(*done[k].content[:-1], last))


def _attribute_opening_quotation(
    article: Article, first: Sentence, span: Span, done: list[Attribution], near: range
) -> None:
    """A quotation that begins a sentence: it goes on with the one before it in its paragraph, or in the paragraph before."""
    cues = [done[k].cue[0] for k in near]
    stopped = "." in article.text[span[1] - 3 : span[1]]  # "…” That’s why, he added, …": the next sentence's
    if any(
        span[1] <= c <= span[1] + 40
        and "\n" not in article.text[span[1] : c]
        and not (stopped and article.home(c).start >= span[1])
        for c in cues
    ):
        return
    before = [k for k in near if done[k].hull[1] <= span[0]]
    same = [k for k in before if _is_beside(article, first, done[k])]
    if same:
        at = max(same, key=lambda k: done[k].hull)
        done[at] = replace(done[at], content=(*done[at].content, span))
        return
    short = span[1] - span[0] < SHORT
    if short or not first.paragraph or article.text[span[1] : span[1] + 1].strip():
        return
    above = [
        done[k]
        for k in before
        if done[k].direct and article.home(done[k].hull[1] - 1).paragraph == first.paragraph - 1
    ]
    owner = max(above, key=lambda a: a.hull) if above else None
    if owner is None and span[1] - span[0] >= PARAGRAPH:
        owner = _speaker_above(article, first, [done[k] for k in near])
    if owner is not None:
        insort(
            done,
            replace(owner, sentence=first.number, content=(span,), shared=True),
            key=lambda a: a.hull[0],
        )


def _speaker_above(article: Article, first: Sentence, found: Sequence[Attribution]) -> Attribution | None:
    """Whose words a paragraph is that is one quotation: of the last one who speaks in the paragraph before, or else of the person
    whom its last sentence is about ("Berg is hopeful.", "“The dam will hold.”").
    """
    last = article.sentences[first.number - 1] if first.number else None
    if last is None or last.heading or last.paragraph != first.paragraph - 1:
        return None
    for root in last.parse.roots:
        entry = reporting_verbs.verb_of(last.tokens[root].text, last.tokens[root].lemma)
        speaks = last.tokens[root].lemma.lower() in ISSUED or (entry is not None and entry.kind == "said")
        for k in last.parse.below(root, "nsubj"):
            source = last.phrase(k)
            person = last.tokens[k].entity == "PERSON" or last.low(k) in ("he", "she")
            body = speaks and is_voice(last, k) and not media.is_medium(last.text(source))
            if (person or body) and not last.quoted[k] and last.tokens[root].pos == "VERB":
                cue, hers = (
                    last.place(root, root),
                    [a for a in found if a.source == source and a.kind == "said"],
                )
                made = Attribution(first.number, "said", ":", "neutral", cue, source, (cue,), direct=True)
                return max(hers, key=lambda a: a.cue, default=made)
    return None


def _is_beside(article: Article, first: Sentence, a: Attribution) -> bool:
    """Whether the words of saying before a quotation that begins a sentence stand in its paragraph, and mean it too."""
    home = article.home(a.cue[0])
    return home.paragraph == first.paragraph and (
        a.direct or (a.hull[1] <= a.cue[0] and home.number == first.number - 1)
    )
