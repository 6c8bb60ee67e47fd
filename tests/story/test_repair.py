"""Damaged characters: mended and said, and nothing else touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.story.charset import mend


@pytest.mark.parametrize(
    ("damaged", "mended", "said"),
    [
        ("The ﬁnance oﬃcer", "The finance officer", "2 ligatures"),
        ("The fi\u00adnance of\u00adficer", "The finance officer", "2 soft hyphens"),
        (
            "The fi\u200bnance\u2060 officer\ufeff left",
            "The finance officer left",
            "3 characters of no width",
        ),
        ("\x93It\x92s over,\x94 she said \x96 twice.", "“It’s over,” she said – twice.", "4 Windows-1252"),
        ("It\ufffds over and they don\ufffdt care.", "It’s over and they don’t care.", "2 apostrophes"),
        ("â€œItâ€™s over,â€\x9d she said.", "“It’s over,” she said.", "in 1 lines"),
        ("The cafÃ© of JosÃ© is closed.", "The café of José is closed.", "in 1 lines"),
        ("The mil-\nlion dollars are gone.", "The million\ndollars are gone.", "1 words joined"),
        (
            "A well-\nknown man. He is well known, and known to be well.",
            "A well-known\nman. He is well known, and known to be well.",
            "1 words",
        ),
    ],
)
def test_damage_is_mended_and_said(damaged: str, mended: str, said: str) -> None:
    text, caveats = mend(damaged)
    assert text == mended
    assert said in caveats[0].message


@pytest.mark.parametrize(
    "text",
    [
        "“It’s over,” she said – and left… The café of José Ibáñez is closed.",
        "The flag \U0001f468\u200d\U0001f469 and نمی\u200cخواهم keep their joiners.",
        "Ãlvaro and Âge are odd names, 5 €.",
        "A line that ends in a dash -\nand goes on, and e\u0301 stays apart.",
        "One NUL \x00 and a \x85 line break.",
    ],
)
def test_what_is_no_damage_stays(text: str) -> None:
    assert mend(text) == (text, ())


def test_lost_characters_are_counted() -> None:
    text, caveats = mend("\ufffdWe are ready,\ufffd she said.")
    assert text == "\ufffdWe are ready,\ufffd she said."
    assert "2 replacement characters" in caveats[0].message


@given(st.text())
def test_a_text_without_a_doubt_is_unchanged(text: str) -> None:
    mended, caveats = mend(text)
    assert caveats or mended == text


@given(st.text(alphabet=st.sampled_from(list("ab A.-\n\u00ad\u200bﬁ\ufffd’sâ€œ\x93Ã©"))))
def test_mending_twice_changes_nothing_more(text: str) -> None:
    once = mend(mend(text)[0])[0]
    assert mend(once)[0] == once
