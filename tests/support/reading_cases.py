"""Cases of reading, kept as data under tests/cases/reading."""

from __future__ import annotations

import json
from typing import Any

from tests.support.paths import ROOT

CASES = ROOT / "tests" / "cases" / "reading"


def cases(name: str) -> dict[str, list[Any]]:
    """The cases of one file: lists under positive, negative, known_failures …"""
    loaded: dict[str, list[Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return loaded
