"""Differences between two sentences, joined to one finding where several outlets stand on either side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from dashboard.findings.context import Context
from dashboard.findings.finding import Finding, SpanOf, counted, in_marks, listed
from dashboard.language.names import Name
from dashboard.language.quantities import Quantity
from dashboard.statements.sentence_facts import SentenceFacts

SIDES_IN_TITLE = 4
"""Outlets that a title names; the spans hold the others too."""

BY_READING = frozenset(("number", "date"))
"""Kinds whose sides are the same where they come to the same, whatever the words: "three", "3"."""
MAX_SIDE_LENGTH = 70
"""Characters of one side that a title shows."""


@dataclass(frozen=True)
class Side:
    """What one article says in the place that differs.

    Attributes:
        facts: its sentence.
        start, end: the differing words within the sentence.
        reading: what they come to, as the reader shall see it ("26 July 2023", "2,500,000 people").
    """

    facts: SentenceFacts
    start: int
    end: int
    reading: str

    @property
    def key(self) -> tuple[str, int, int]:
        """Place in the file."""
        return self.facts.article, self.facts.start + self.start, self.facts.start + self.end

    @property
    def words(self) -> str:
        """The differing words as printed."""
        return self.facts.text[self.start : self.end]


@dataclass(frozen=True)
class Difference:
    """Two sides of a difference, the row it belongs to, why it is one, and how sure it is (0 to 1)."""

    a: Side
    b: Side
    statement: str | None
    reason: str
    weight: float


def merge_differences(
    context: Context,
    kind: str,
    found: Iterable[Difference],
    lead: str,
    alike: Iterable[tuple[Side, Side]] = (),
) -> list[Finding]:
    """Findings of a kind: differences that share a place in an article become one.

    Args:
        context: where the spans are said, and the outlets' names.
        kind: of the findings.
        found: differences of pairs; the surest of a group gives its reason and weight.
        lead: begins the title ("Another number").
        alike: sides that say the same of one thing: an article that agrees with a side is listed with it.
    """
    groups: list[list[Difference]] = []
    place: dict[tuple[str, int, int], int] = {}
    for difference in sorted(found, key=lambda d: (-d.weight, d.a.key, d.b.key)):
        homes = sorted({place[k] for k in (difference.a.key, difference.b.key) if k in place})
        if not homes:
            homes = [len(groups)]
            groups.append([])
        home = homes[0]
        groups[home].append(difference)
        for other in homes[1:]:
            groups[home] += groups[other]
            groups[other] = []
        for member in groups[home]:
            place[member.a.key] = place[member.b.key] = home
    agreeing = tuple(alike)
    for one, two in agreeing:  # an article that agrees with sides of two groups joins the groups
        first, second = sorted((place.get(one.key, -1), place.get(two.key, -1)))
        if -1 < first < second:
            groups[first] += groups[second]
            groups[second] = []
            place.update({key: first for key, home in place.items() if home == second})
    return [_finding(context, kind, group, lead, agreeing) for group in groups if group]


def _finding(
    context: Context, kind: str, group: list[Difference], lead: str, alike: Iterable[tuple[Side, Side]]
) -> Finding:
    """One finding of the differences of one place, with the articles that agree with one of its sides."""
    order: Mapping[str, int] = {a: k for k, a in enumerate(context.story.articles["article"])}
    sides = {side.key: side for d in group for side in (d.a, d.b)}
    shown = {side.facts.article for side in sides.values()}
    for one, other in alike:
        for known, new in ((one, other), (other, one)):
            if known.key in sides and new.facts.article not in shown:
                sides[new.key] = new
                shown.add(new.facts.article)
    chosen = sorted(sides.values(), key=lambda s: (order[s.facts.article], s.key))
    if kind in BY_READING:
        chosen = list({(s.facts.article, s.reading): s for s in chosen[::-1]}.values())[::-1]
    spans = tuple(span(context, side) for side in chosen)
    surest = max(group, key=lambda d: d.weight)
    return Finding(
        kind,
        surest.statement,
        f"{lead}: {sides_in_words(context, chosen, by_reading=kind in BY_READING)}",
        surest.reason,
        surest.weight,
        spans,
    )


def span(context: Context, side: Side) -> SpanOf:
    """The differing words with the voice they are said in and what they come to."""
    return context.span(*side.key, side.reading)


def sides_in_words(context: Context, sides: Iterable[Side], by_reading: bool = False) -> str:
    """ "“12 people” in Yonhap and AP; “15 people” in Kyodo": the same words once, every outlet's first words first; with
    `by_reading` also other words for the same number or day."""
    said: dict[str, tuple[str, list[str]]] = {}
    ordered = list(sides)
    for side in sorted(ordered, key=lambda s: ordered.index(s) != _first(ordered, s)):
        words = " ".join(side.words.split())
        outlets = said.setdefault(side.reading if by_reading else words, (words, []))[1]
        outlet = context.outlet(side.facts.article)
        if outlet not in outlets:
            outlets.append(outlet)
    shown = list(said.values())[:SIDES_IN_TITLE]
    rest = len(said) - len(shown)
    words = "; ".join(f"{in_marks(_cut(w))} in {listed(outlets)}" for w, outlets in shown)
    return words + (f"; and {counted(rest, 'other wording')}" if rest else "")


def _first(sides: list[Side], side: Side) -> int:
    """Number of the first side of the same article."""
    return next(k for k, other in enumerate(sides) if other.facts.article == side.facts.article)


def _cut(words: str) -> str:
    """Words cut to MAX_SIDE_LENGTH characters at a space."""
    return words if len(words) <= MAX_SIDE_LENGTH else words[:MAX_SIDE_LENGTH].rpartition(" ")[0] + " …"


def number_side(facts: SentenceFacts, number: Quantity) -> Side:
    """A number with what it comes to."""
    return Side(facts, number.start, number.end, number_in_words(number))


def number_in_words(number: Quantity) -> str:
    """The value in digits, in the unit as printed, with what loosens it: "about 2,500,000", "24 to 199", "90,000 (euro)"."""
    kind, factor = number.unit.kind, number.unit.factor
    money = f" ({kind.removeprefix('money ')})" if kind.startswith("money ") else ""
    unit = " percent" if kind == "share" else money
    if number.value is None:
        return f"{_digits(number.low / factor)} to {_digits(number.high / factor)}{unit}"
    value = _digits(number.value / factor)
    lead = {
        "above": "more than ",
        "from": "at least ",
        "below": "less than ",
        "to": "at most ",
        "nearly": "nearly ",
        "about": "about ",
    }
    return f"{lead.get(number.bound, '')}{value}{'th' if number.ordinal else ''}{unit}"


def _digits(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{int(value):,}"
    return f"{float(value):,.4g}" if value >= 1 else f"{value.numerator}/{value.denominator}"


def name_side(facts: SentenceFacts, name: Name) -> Side:
    """A name as printed."""
    return Side(facts, name.start, name.end, facts.words(name))
