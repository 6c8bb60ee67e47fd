"""Direct speech whose speaker stands beside it: labels of a transcript, a signature behind a dash, a colon before it, the
paragraph before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dashboard.attribution.parsed import Article, Attribution, Sentence, Span
from dashboard.language import reporting_verbs

LABEL = re.compile(r"[\"“']?(?P<name>[A-Z][\w.’' -]{0,40}?)(?: \([^)\n]{1,30}\))?:\s+(?=\S)")
"""The label of a speaker at the beginning of a paragraph: "ORTIZ: No.", "Q: Why?"."""
SIGNED = re.compile(
    r"[.!?…,”\"'’]\s*(?P<dash>[—–―]|--)\s*(?P<name>[A-Z][^\n;:“”\".]{1,80}?(?: [A-Z]\.[^\n;:“”\".]{1,60}?)?)[.;]?\s*\Z"
)
"""A name behind a dash at the end of a paragraph: "“It was the right step.” — Commissioner Dana Poe"."""
OPENING = "\"“”„«'‘’"
SHORT = 20
"""Characters of the shortest quotation that stands for itself; a shorter one is a word in quotation marks."""


def labelled(article: Article) -> list[Attribution]:
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
        if not (times[name] > 1 or (name.isupper() and (len(name) > 1 or name in "QA"))):
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


def signed(article: Article, found: Sequence[Attribution]) -> list[Attribution]:
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


def announced(article: Article, found: Sequence[Attribution]) -> list[Attribution]:
    """What a paragraph that ends in a colon announces: the quotation, or the paragraph, that follows it."""
    made = []
    for own, following in zip(article.paragraphs, article.paragraphs[1:], strict=False):
        last = own[-1]
        if not last.parse.text.rstrip().endswith(":") or any(
            last.start <= a.cue[0] < last.end and a.hull[0] >= following[0].start for a in found
        ):
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


def _announcing(s: Sentence, quoted: bool) -> tuple[str, Span, Span] | None:
    """(lemma, cue, source) of a sentence that ends in a colon: a verb of saying with its subject, or "from X:"."""
    for k in reversed(range(len(s.tokens))):
        token = s.tokens[k]
        entry = reporting_verbs.verb_of(token.text, token.lemma) if token.pos == "VERB" else None
        nouns = s.parse.below(k, "nsubj")
        if nouns and (quoted or (entry and entry.kind == "said")) and (entry or token.dep == "ROOT"):
            return (entry.lemma if entry else ":"), s.place(k, k), s.phrase(nouns[-1])
        if (
            quoted
            and s.low(k) in ("from", "by")
            and (pobj := s.parse.below(k, "pobj"))
            and len(s.tokens) < 15
        ):
            return ":", s.place(k, k), s.phrase(pobj[0])
    return None


def _is_taken(span: Span, found: Sequence[Attribution]) -> bool:
    return any(a.hull[0] < span[1] and span[0] < a.hull[1] for a in found)


def carried_on(article: Article, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations without words of saying of their own, given to the one whose words they go on with."""
    done = sorted(found, key=lambda a: (a.hull, a.cue))
    for quote in article.quotes.all:
        span = article.quotes.marked(quote)
        if not article.sentences or span[0] < article.sentences[0].start or _is_taken(span, done):
            continue
        first = article.home(span[0])
        if article.text[first.start : span[0]].strip():
            _within_sentence(first, span, done)
        elif span[1] - span[0] >= SHORT:
            _on_its_own(article, first, span, done)
    return sorted(done, key=lambda a: (a.hull, a.cue))


def _within_sentence(s: Sentence, span: Span, done: list[Attribution]) -> None:
    """A quotation at the end of a sentence of which an earlier part is somebody's: it is his too."""
    near = [a for a in done if a.kind == "said" and s.start <= a.cue[0] < a.hull[1] <= span[0] and a.source]
    if near and span[1] <= s.end + 2 and not any(near[-1].hull[1] <= a.cue[0] < span[0] for a in done):
        owner = near[-1]
        last = (owner.content[-1][0], span[1])
        done[done.index(owner)] = replace(owner, content=(*owner.content[:-1], last))


def _on_its_own(article: Article, first: Sentence, span: Span, done: list[Attribution]) -> None:
    """A quotation that begins a sentence: it goes on with the one before it in its paragraph, or in the paragraph before."""
    if any(
        span[1] <= a.cue[0] <= span[1] + 40 and "\n" not in article.text[span[1] : a.cue[0]] for a in done
    ):
        return
    before = [a for a in done if a.hull[1] <= span[0]]
    same = [
        a
        for a in before
        if article.home(a.cue[0]).paragraph == first.paragraph
        and (a.direct or (a.hull[1] <= a.cue[0] and article.home(a.cue[0]).number == first.number - 1))
    ]
    if same:
        owner = max(same, key=lambda a: a.hull)
        done[done.index(owner)] = replace(owner, content=(*owner.content, span))
        return
    paragraph_before = [
        a for a in before if a.direct and article.home(a.hull[1] - 1).paragraph == first.paragraph - 1
    ]
    if paragraph_before and first.paragraph and not article.text[span[1] : span[1] + 1].strip():
        owner = max(paragraph_before, key=lambda a: a.hull)
        done.append(replace(owner, sentence=first.number, content=(span,), shared=True))
