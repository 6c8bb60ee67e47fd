"""Twice the text is twice the work, also where it repeats what is costly to compare."""

from __future__ import annotations

import cProfile

import pytest

from tests.load.shapes import MOST, SHAPES, work


def calls(text: str) -> int:
    """Functions called to read and compare a text, which no other load of the machine changes."""
    profile = cProfile.Profile()
    profile.runcall(work, text)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("shape", ["bracket words", "and and", "that that"])
def test_work_grows_as_the_text_does(shape: str) -> None:
    """The shapes that once grew with the square; `python -m tests.load.shapes` runs all of them."""
    work("The king met the minister.")
    assert calls(SHAPES[shape](1200)) < MOST * calls(SHAPES[shape](600))
