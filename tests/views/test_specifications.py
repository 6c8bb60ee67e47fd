"""Pictures are made without a check, so that no reader waits for one; here each is checked against the schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app import cache
from tests.support.listed_views import View, listed_views
from tests.support.paths import ROOT


@pytest.mark.parametrize("view", listed_views(), ids=lambda view: view.name)
def test_every_picture_holds_to_the_schema(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def checked(draw: Callable[..., Any], *arguments: object) -> dict[str, Any]:
        drawn.append(draw.__name__)
        made: dict[str, Any] = draw(*arguments).to_dict(validate=True)
        return made

    monkeypatch.setattr(cache, "picture", checked)
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120).run()
    test.switch_page(view.file).run()
    assert not test.exception
    assert len(drawn) >= len(test.get("vega_lite_chart")), "a picture is drawn past the cache"
