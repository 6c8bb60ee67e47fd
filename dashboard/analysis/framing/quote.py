"""Quotations that outlets print differently: other words, other bounds, or no quotation marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from dashboard.analysis.findings import Finding, SpanOf, in_marks
from dashboard.analysis.framing.context import Context
from dashboard.analysis.framing.quote_passages import Passage, index_of, inventory, match, text_of
from dashboard.analysis.framing.quoted_names import in_other_words

SURE = 5
"""Common content words from which two passages are one without standing in one statement."""
LONGEST = 8
"""Words of a difference that is pointed at; a longer one is another sentence."""


def detect(context: Context) -> list[Finding]:
    """One finding for every quotation that another article prints with other words, bounds or marks."""
    texts = {a: text_of(context, a) for a in context.story.articles["article"]}
    index = index_of(texts.values())
    found: list[Finding] = []
    done: set[tuple[str, int]] = set()
    shown: list[Passage] = []
    told = _statements(context)
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
            if _common(own, m) >= SURE or _told_in(own, told) & _told_in(m, told)
        }
        if not others:
            continue
        for passage in (own, *others.values()):
            done |= {
                (passage.text.article, q) for q in passage.text.quoted[passage.first : passage.last] if q >= 0
            }
        shown += [own, *others.values()]
        finding = _finding(context, own, others)
        if finding:
            found.append(finding)
    return [*found, *in_other_words(context)]


def _covered(own: Passage, shown: Sequence[Passage]) -> bool:
    """Whether most of a quotation has been set beside a longer one already, or the article prints it a second time."""
    if any(p.text is own.text and p.stems == own.stems for p in shown):
        return True
    common = [min(own.last, p.last) - max(own.first, p.first) for p in shown if p.text is own.text]
    return max(common, default=0) > 0.5 * (own.last - own.first)


def _statements(context: Context) -> Mapping[str, Sequence[tuple[int, int, str]]]:
    """Article -> (start, end, statement) of its mentions."""
    told: dict[str, list[tuple[int, int, str]]] = {}
    for m in context.mentions.itertuples(index=False):
        told.setdefault(str(m.article), []).append((int(m.start), int(m.end), str(m.statement)))
    return told


def _told_in(passage: Passage, told: Mapping[str, Sequence[tuple[int, int, str]]]) -> set[str]:
    """Statements of which a passage is a part."""
    start, end = passage.place
    return {name for a, b, name in told.get(passage.text.article, ()) if a < end and start < b}


def _common(a: Passage, b: Passage) -> int:
    """Content words that two passages share."""
    own = {s for s, c in zip(a.stems, a.text.content[a.first : a.last], strict=True) if c}
    return len(own & set(b.stems))


def _others_words(context: Context, a: Passage, b: Passage) -> bool:
    """Whether two passages are said by two different persons."""
    sources = [context.voices.of(p.text.article, *p.place)[1] for p in (a, b)]
    people = [context.actors.person(s) for s in sources]
    return bool(people[0] and people[1] and people[0] != people[1])


def _finding(context: Context, own: Passage, others: Mapping[str, Passage]) -> Finding | None:
    """The finding of one quotation and its counterparts; None where all print it alike, in marks."""
    spans = [_span(context, own, "quoted")]
    differing = bounds = unquoted = 0
    for _, other in sorted(others.items()):
        apart = _apart(own, other)
        share = other.quoted
        note = "quoted" if share > 0.9 else "not quoted" if share < 0.1 else "partly quoted"
        differing += bool(apart)
        bounds += 0.1 <= share <= 0.9 or (
            share > 0.9 and (other.stems[0] != own.stems[0] or other.stems[-1] != own.stems[-1])
        )
        unquoted += share < 0.1
        spans.append(_span(context, other, note))
        spans += [_span(context, p, "difference") for p in apart]
    if not (differing or bounds or unquoted):
        return None
    what = [
        text for flag, text in (
            (differing, "in other words"), (bounds, "with other bounds"), (unquoted, "without quotation marks")
        ) if flag
    ]  # fmt: skip
    _, speaker = context.voices.of(own.text.article, *own.place)
    printed = context.story.texts[own.text.article][slice(*own.place)]
    short = printed if len(printed) <= 90 else printed[:90].rsplit(" ", 1)[0] + "…"
    return Finding(
        "quote", None,
        f"{in_marks(short)}{f', {speaker}' if speaker else ''}: "
        f"quoted by {context.outlet(own.text.article)}, elsewhere {' and '.join(what)}",
        f"{1 + len(others)} articles share a run of words; {differing} print other words, {bounds} other bounds, {unquoted} no marks",
        round(min(1.0, 0.4 + 0.2 * bool(differing) + 0.1 * bool(bounds) + 0.12 * bool(unquoted) + 0.04 * len(others)), 4),
        tuple(dict.fromkeys(spans)),
    )  # fmt: skip


def _apart(own: Passage, other: Passage) -> list[Passage]:
    """The words in which two passages differ, on both sides, each with a word before it."""
    found: list[Passage] = []
    codes = SequenceMatcher(None, own.stems, other.stems, autojunk=False).get_opcodes()
    inner = [
        c for n, c in enumerate(codes) if c[0] != "equal" and (0 < n < len(codes) - 1 or c[0] == "replace")
    ]
    for _, a, b, c, d in inner:
        words = [own.text.content[own.first + k] for k in range(a, b)] + [
            other.text.content[other.first + k] for k in range(c, d)
        ]
        if not any(words) or max(b - a, d - c) > LONGEST:
            continue
        for passage, x, y in ((own, a, b), (other, c, d)):
            first = max(passage.first, passage.first + x - (1 if y - x < 3 else 0))
            last = min(passage.last, passage.first + max(y, x + 1))
            found.append(Passage(passage.text, first, min(last, first + 10)))
    return found


def _span(context: Context, passage: Passage, note: str) -> SpanOf:
    return context.span(passage.text.article, *passage.place, note)
