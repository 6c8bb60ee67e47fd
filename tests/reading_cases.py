"""Cases of reading, kept as data under tests/cases/reading."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases" / "reading"
SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def cases(name: str) -> dict[str, list[Any]]:
    """The cases of one file: lists under positive, negative, known_failures …"""
    loaded: dict[str, list[Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return loaded
