"""The views that streamlit_app.py lists, read from its text: importing it would need a running app."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from tests.support.paths import ROOT


@dataclass(frozen=True)
class View:
    """One line of VIEWS.

    Attributes:
        file: as switch_page takes it.
        title: in the navigation.
        path: of its address; "" for the first page.
    """

    file: str
    title: str
    path: str

    @property
    def name(self) -> str:
        """The file's stem."""
        return Path(self.file).stem


def listed_views() -> list[View]:
    """Every `st.Page(file, title=…)` in the VIEWS of streamlit_app.py, in order; views that are switched on are left out.

    Raises:
        ValueError: there is none, so whoever goes through the views would pass over nothing.
    """
    tree = ast.parse((ROOT / "streamlit_app.py").read_text(encoding="utf-8"))
    found = [
        _view(node)
        for listed in tree.body
        if isinstance(listed, ast.Assign) and getattr(listed.targets[0], "id", "") == "VIEWS"
        for node in ast.walk(listed)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "Page"
    ]
    if not found:
        raise ValueError("streamlit_app.py lists no view")
    return found


def _view(page: ast.Call) -> View:
    file = str(ast.literal_eval(page.args[0]))
    named = {k.arg: ast.literal_eval(k.value) for k in page.keywords if k.arg}
    path = "" if named.get("default") else str(named.get("url_path", Path(file).stem))
    return View(file, str(named.get("title", Path(file).stem)), path)
