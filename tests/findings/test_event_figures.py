"""What a number measures of an event by the parse, and figures of one event in sentences that nothing joins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.encoding.phrases import Sentence
from dashboard.findings.detectors.facts.numbers import detect_numbers
from dashboard.findings.event_figures import fate
from dashboard.findings.finding import WORTH_CHECKING, Finding
from dashboard.language.annotate import annotate
from dashboard.language.quantities import quantities
from tests.support.fact_cases import context_of, story_of

TOLLS = {
    "Ten people were killed and at least 50 injured when a quake razed villages.": ["dead", "hurt"],
    "Powerful Quake in Oro Kills 10; 80 Hurt and 7 Villages Damaged": ["dead", "hurt", ""],
    "A quake has leveled seven villages, killing 10 persons and wounding other 70, officials said.": [
        "",
        "dead",
        "hurt",
    ],
    "Aftershocks jolt island, death toll rises to 10": ["dead"],
    "The accident left one woman dead and seven other people injured, including a girl.": ["dead", "hurt"],
    "The number of dead reached 10,259.": ["dead"],
    "More than 452,000 people were living in shelters.": ["displaced"],
    "The wave has left nearly 7,000 people dead and 10,700 missing.": ["dead", "missing"],
    "A gunman who shot and killed 12 people wounded 30 others.": ["dead", "hurt"],
    "Four officers killed a man.": [""],
    "Eight out of 14 rhinos have died.": ["dead", ""],
    "Police arrested 31 demonstrators.": ["held"],
    "The crash claimed 14 lives.": ["dead"],
}


@pytest.mark.parametrize("text", TOLLS)
def test_the_parse_tells_what_happened_to_those_who_are_counted(text: str) -> None:
    (read,) = annotate([text])
    home = Sentence("s", "a", "body", 0, text, read, None)  # type: ignore[arg-type]
    assert [fate(home, number) for number in quantities(text)] == TOLLS[text]


def _apart(a: str, b: str) -> list[Finding]:
    """What the detector of numbers finds in two articles of which no sentences are linked, stand in one row or are near."""
    context = context_of(story_of({"a": a, "b": b, "published": {}}))
    empty = {"links": context.links.head(0), "mentions": context.mentions.head(0), "compared": {}}
    return detect_numbers(replace(context, **empty))


@pytest.mark.model
@pytest.mark.parametrize(
    ("a", "b", "sides"),
    [
        (
            "The death toll in the towns along the coast stood at 6,405 on Monday.",
            "The wave killed nearly 9,900 people in towns along the coast, police said.",
            ["6,405", "9,900"],
        ),
        (
            "Ida Roth, 34, was saved from the river.",
            "The river nearly took the life of 43-year-old Ida Roth.",
            ["34", "43-year-old"],
        ),
        (
            "A quake of magnitude 6.1 shook the north of the country.",
            "The old port lies in ruins after an earthquake that measured 5.4 on the Richter scale.",
            ["6.1", "5.4"],
        ),
    ],
)
def test_figures_of_one_event_are_found_in_sentences_that_nothing_joins(
    a: str, b: str, sides: list[str]
) -> None:
    titles = [f.title for f in _apart(a, b)]
    assert any(all(side in title for side in sides) for title in titles), titles


@pytest.mark.model
@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "In 1995 a quake killed 6,000 people in the city of Kore.",
            "The quake killed 40 people in the city of Kore.",
        ),
        ("Three children died in the fire at the mill.", "Twelve people died in the fire at the mill."),
        ("The flood hurt 12 people.", "Another 30 people were hurt by the flood."),
        ("The painting was sold for 45,000 euros.", "The painting was offered at the sale for 9,000 euros."),
    ],
)
def test_figures_of_two_things_are_none(a: str, b: str) -> None:
    assert [f.title for f in _apart(a, b)] == []


@pytest.mark.model
def test_figures_of_sentences_with_few_common_words_are_to_be_checked() -> None:
    found = _apart(
        "A blast killed 12 people in Orsk.", "Hospitals are full: 20 people were killed on Monday."
    )
    assert [f.detail.startswith(WORTH_CHECKING) for f in found] == [True]
