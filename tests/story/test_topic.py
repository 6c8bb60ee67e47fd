"""Articles that are about something else than the others."""

from __future__ import annotations

import pytest

from dashboard.story.read import read_files
from dashboard.story.story import DIFFERENT, STRAY
from dashboard.story.topic import letters

CRANE = [
    "A crane fell into the basin of San Marco harbour on Monday, and the port office closed the eastern quay until Thursday, when divers are to lift it.",
    "Divers will lift the crane that fell into San Marco harbour on Monday, the port office said; until Thursday no ship may enter the eastern basin.",
    "San Marco's eastern quay stays closed after a crane fell into the harbour basin on Monday. The port office hopes that divers can lift it on Thursday.",
]
CAKES = "The bakers of Ellis baked a lemon cake twelve feet high for the school fair, sold slices for a dollar each and gave what they earned to the library roof."
VOTE = "Voters in Tarnow elected a glass worker mayor on Sunday by forty ballots. She promised cheaper buses, a new bridge and longer opening hours for the baths."


def strays(texts: list[str]) -> set[str]:
    return set(read_files("story", {f"{k}.txt": t.encode() for k, t in enumerate(texts)}).strays)


def test_articles_of_one_event_belong_together() -> None:
    assert not strays(CRANE)
    assert not strays(CRANE[:2])


@pytest.mark.parametrize("place", range(4))
def test_an_article_about_something_else_is_named(place: int) -> None:
    texts = [*CRANE[:place], CAKES, *CRANE[place:]]
    assert strays(texts) == {str(place)}
    story = read_files("story", {f"{k}.txt": t.encode() for k, t in enumerate(texts)})
    assert [str(f) for f in story.faults] == [
        f"{place}.txt seems to be about something else: it shares hardly a name or word with the other articles. "
        "Remove it if so; what isn't found in it does not count as left out."
    ]


def test_of_articles_that_have_nothing_in_common_all_are_named() -> None:
    more = "The gardener of Moe Hall counted ninety tulips, planted thirty roses, mowed five meadows and fed the swans before breakfast."
    assert strays(
        [
            f"{CRANE[0]} {CRANE[2]} A tug towed two freighters out to sea.",
            f"{CAKES} {more}",
            f"{VOTE} Her rival conceded before midnight, thanked his helpers and asked for a recount of postal ballots.",
        ]
    ) == {
        "0",
        "1",
        "2",
    }
    assert not strays([CRANE[0], "Nobody came."])


def test_articles_about_different_events_are_said_to_be_so() -> None:
    more = "The gardener of Moe Hall counted ninety tulips, planted thirty roses, mowed five meadows and fed the swans before breakfast."
    one, other = f"{CRANE[0]} {CRANE[2]} A tug towed two freighters out to sea.", f"{CAKES} {more}"

    def said(*texts: str) -> list[str]:
        story = read_files("story", {f"{k}.txt": text.encode() for k, text in enumerate(texts)})
        return [fault.message for fault in story.stray_faults]

    assert said(one, other) == [DIFFERENT, DIFFERENT]
    assert said(*CRANE, CAKES) == [STRAY]
    assert said(*CRANE) == []


def test_two_events_with_as_many_articles_each_name_none() -> None:
    assert not strays([*CRANE[:2], CAKES, CAKES.replace("Ellis", "Moe")])


def test_another_language_is_passed_over() -> None:
    french = "La grue tombée lundi dans le bassin du port sera relevée jeudi par des plongeurs, selon la capitainerie; le quai reste fermé."
    assert not strays([*CRANE, french])


def test_a_short_article_of_the_event_belongs_to_it() -> None:
    assert not strays([*CRANE, "A crane fell into the harbour, and divers are to lift it soon."])


ON_AIR = """>> GOOD EVENING, AN OLD CRANE FELL INTO SAN MARCO HARBOUR TODAY.
WE GO LIVE TO ANN ROE AT THE EASTERN QUAY.
>> YEAH, YOU CAN SEE IT RIGHT BEHIND ME.LIFTED THURSDAY.
A LOT OF PEOPLE CAME TO LOOK.
>> THEY SAY DIVERS WILL LIFT IT ON THURSDAY.
BACK TO YOU.
"""


def test_a_transcript_in_capitals_is_said_to_be_one() -> None:
    files = {"air.txt": ON_AIR.encode(), **{f"{k}.txt": t.encode() for k, t in enumerate(CRANE)}}
    story = read_files("story", files)
    assert [fault.file for fault in story.transcript_faults] == ["air.txt"]
    assert "transcript" in str(story.faults[-1])


def test_a_shouted_headline_makes_no_transcript() -> None:
    texts = {f"{k}.txt": f"CRANE FALLS INTO BASIN\n\n{t}".encode() for k, t in enumerate(CRANE)}
    assert not read_files("story", texts).transcript_faults


LETTER = (
    "This week we changed the fares of the ferry.\nIt was my mistake, and I am sorry.\nOur passengers were told too late.\n"
    "The old fares hold until June.\nI look forward to your letters.\n"
)
REPORT = 'The ferry changed its fares.\n"I am sorry," Ann Meyer said.\n"We were late, and I know it," she said.\nIt runs hourly.\n'


@pytest.mark.parametrize(
    ("text", "writer"),
    [
        (f"{LETTER}Ann Meyer, director of the ferry", "Ann Meyer"),
        (f"By Karl Poe\n{LETTER}", "Karl Poe"),
        (LETTER, None),
        (f"{REPORT}Ann Meyer, director of the ferry", None),
    ],
)
def test_a_letter_is_its_signer_s(text: str, writer: str | None) -> None:
    story = read_files("story", {"a.txt": text.encode(), "b.txt": CAKES.encode()})
    assert letters(story.sentences, story.texts).get("a") == writer
