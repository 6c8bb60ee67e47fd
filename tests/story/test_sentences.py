"""Where paragraphs and sentences end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.story.roles import pieces
from dashboard.story.sentences import paragraphs, sentences
from tests.support.reading_cases import cases

CASES = cases("sentences")
PROBES = cases("probes")["positive"]
MARKED = (
    st.text(alphabet=st.sampled_from(list("aB1 .!?…\"“”‘’'()[],;:-–\n\r\t\u2028\x00\u200b\u05d0e\u0301。©#")))
    | st.text()
)


def split(text: str) -> list[str]:
    """Sentences of all paragraphs."""
    return [text[s.start : s.end] for paragraph in paragraphs(text) for s in sentences(text, paragraph)]


def joined(case: dict[str, Any]) -> str:
    return str(case.get("joined") or " ".join(case["sentences"]))


@pytest.mark.parametrize("case", [*CASES["positive"], *PROBES], ids=lambda case: case["why"])
def test_sentences_end_where_printed(case: dict[str, Any]) -> None:
    assert split(joined(case)) == case["sentences"]


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["why"])
@pytest.mark.parametrize("after", ["", " The rest was lost.", " “The rest was lost,” he said."])
def test_a_sentence_is_not_cut(case: dict[str, Any], after: str) -> None:
    if case["sentence"][-1] not in ".!?" and after:
        after = "\n" + after.strip()
    assert split(case["sentence"] + after) == [case["sentence"], *([after.strip()] if after else [])]


@pytest.mark.xfail(strict=True, reason="known: the next word does not show that a sentence begins")
@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["why"])
def test_known_failures(case: dict[str, Any]) -> None:
    assert split(joined(case)) == case["sentences"]


@given(MARKED)
def test_every_character_is_in_one_sentence(text: str) -> None:
    found = pieces(text)
    covered = 0
    for piece in found:
        assert covered <= piece.start < piece.end
        assert not text[covered : piece.start].strip(), "characters between two sentences are lost"
        assert text[piece.start : piece.end] == text[piece.start : piece.end].strip()
        covered = piece.end
    assert not text[covered:].strip()


@given(MARKED)
def test_no_sentence_crosses_a_blank_line(text: str) -> None:
    assert all("\n\n" not in text[piece.start : piece.end] for piece in pieces(text))


@given(MARKED, MARKED)
def test_a_paragraph_far_away_moves_no_end(text: str, other: str) -> None:
    """Long lines, so that neither text is taken for hard-wrapped."""
    line = "A line that is much too long for any printed width. " * 4
    alone = split(f"{line}\n\n{text}")
    both = split(f"{line}\n\n{text}\n\n{other}")
    assert both[: len(alone)] == alone


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_a_line_break_ends_a_sentence(end: str) -> None:
    lines = ["The first line has no mark", "The second is a line of its own.", "the third begins small"]
    assert split(end.join(lines)) == lines


WRAPPED = """\
The harbour of San Marco was closed on Monday after the crane fell into
the basin and blocked the way out, the port office said. Nobody was hurt,
but two ships have to wait in front of the harbour until the next
Thursday.

The owner of the crane, a firm of the capital, did not answer questions
about its age. It was built in 1961.
"""


def test_hard_wrapped_lines_are_joined() -> None:
    found = [" ".join(sentence.split()) for sentence in split(WRAPPED)]
    assert len(found) == 4
    assert found[0].endswith("the port office said.")
    assert found[1].endswith("until the next Thursday.")
    assert found[3] == "It was built in 1961."


def test_short_lines_of_sentences_are_not_joined() -> None:
    lines = [
        "The harbour was closed on Monday.",
        "the crane had fallen",
        "Nobody was hurt.",
        "Two ships wait.",
    ]
    assert split("\n".join(lines)) == lines


PATHOLOGICAL: dict[str, Callable[[int], str]] = {
    "one long line": lambda n: 'He met Mr. Li of the U.S. in 2020. "We agreed," he said. ' * (n // 50),
    "one long sentence": lambda n: "word " * (n // 4),
    "quotation marks that never close": lambda n: '"' * n,
    "quotation marks that open": lambda n: ' "a' * (n // 3),
    "stops and quotation marks": lambda n: '. "a' * (n // 8),
    "curly marks": lambda n: "“" * n,
    "full stops": lambda n: "." * n,
    "brackets": lambda n: "A.) (" * (n // 10),
    "white space": lambda n: "a." + " " * (4 * n) + "A",
    "blank lines": lambda n: "a\n" + "\n" * n + "a",
    "short lines": lambda n: "Kim Jong Un\n" * (n // 100),
    "combining marks": lambda n: "e\u0301" * n,
}


@pytest.mark.parametrize("make", PATHOLOGICAL.values(), ids=PATHOLOGICAL.keys())
def test_time_grows_with_the_text(make: Callable[[int], str]) -> None:
    """Eight times the text takes about eight times as long: well under 30, where squares would take 64."""

    def seconds(text: str) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            pieces(text)
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(make(100_000)) < 30 * max(seconds(make(12_500)), 0.002)
