"""Asking for a statement: what to ask is offered from the story itself, and every outlet answers or is silent."""

from __future__ import annotations

import pytest

from dashboard.comparison import Comparison
from dashboard.presentation.highlights import AT_A_GLANCE, examples
from dashboard.statements.trim import OPEN
from tests.views.test_pages import app


def test_examples_stand_by_themselves_and_not_all_tell_them(comparison: Comparison) -> None:
    told = comparison.statements.set_index("label")
    found = examples(comparison)
    assert 2 <= len(found) <= 3
    for label in found:
        assert not label.startswith(OPEN)
        assert len(label) <= AT_A_GLANCE
        assert 2 <= told.loc[label, "articles"] < len(comparison.articles)
    assert told.loc[found, "theme"].is_unique


@pytest.mark.model
def test_an_example_is_asked_at_a_click() -> None:
    test = app("ask.py")
    offered = [b for b in test.button if str(b.key).startswith("example")]
    assert offered
    offered[0].click().run(timeout=120)
    assert not test.exception
    assert test.text_input(key="ask").value
    told = int(test.subheader[0].value.split()[0])
    assert 2 <= told <= 5
    assert not [b for b in test.button if str(b.key).startswith("example")]
