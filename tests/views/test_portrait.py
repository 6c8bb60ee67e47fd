"""The portrait of an outlet, without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.support.paths import ROOT


def test_every_outlet_has_a_portrait() -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    app.switch_page("dashboard/app/views/portrait.py").run()
    for outlet in app.selectbox(key="outlet").options:
        app.selectbox(key="outlet").select(outlet).run()
        assert not app.exception
        assert len(app.get("vega_lite_chart")) == 2
        assert len(app.metric) == 6


def test_a_portrait_of_one_among_none() -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    outlets = next(m for m in app.sidebar.multiselect if m.label == "Outlets")
    outlets.set_value(outlets.value[:1]).run()
    app.switch_page("dashboard/app/views/portrait.py").run()
    assert not app.exception
