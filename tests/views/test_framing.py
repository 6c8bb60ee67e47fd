"""The view of framing: every section opens, and every piece of evidence leads into its article."""

from __future__ import annotations

import pytest

from dashboard.presentation.framing import SECTIONS
from tests.views.test_pages import app


@pytest.mark.parametrize("section", list(SECTIONS))
def test_a_section_opens_with_words_and_links(section: str) -> None:
    test = app("framing.py", section=section)
    assert not test.info
    assert [s.value for s in test.subheader] == ["The words in their sentences"]
    assert test.selectbox(key=section.lower().replace(" ", "-")).options


def test_one_outlet_has_nothing_to_compare() -> None:
    test = app("framing.py")
    outlets = test.sidebar.multiselect[0]
    outlets.set_value(outlets.value[:1]).run()
    assert not test.exception
    assert "No such difference" in test.info[0].value
