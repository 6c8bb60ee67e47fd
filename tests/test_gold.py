"""The gold of the five articles holds together: every place is found, no pair is both linked and apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.paths import ROOT

GOLD = ROOT / "tests" / "gold"
FILES = ("statements", "attributions", "referents", "facts")
FRAMING_KINDS = {"label", "wording", "quote", "allegation", "certainty", "attribution", "first"}
FACT_KINDS = {
    "number", "date", "name", "sequence", "first", "source", "lineage", "only", "granularity", "attribution",
    "quote", "wording", "label", "allegation",
}  # fmt: skip

Place = dict[str, Any]
Span = tuple[str, int, int]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The five articles by file stem."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))}


def load(name: str) -> dict[str, Any]:
    """One gold file: a mapping from the names of its lists to their records."""
    content: dict[str, Any] = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    return content


def locate(place: Place, texts: dict[str, str]) -> Span:
    """Article, start and end (in characters of the decoded file) of a place.

    Raises:
        ValueError: the piece is missing, or stands several times and no `occurrence` (from 1) says which.
    """
    text, piece = texts[place["article"]], place["text"]
    found = text.count(piece)
    wanted = place.get("occurrence", 1)
    if not 1 <= wanted <= found or (found > 1 and "occurrence" not in place):
        raise ValueError(
            f"{place['article']}: {piece!r} stands {found} times, occurrence {wanted} was asked for"
        )
    start = text.find(piece)
    for _ in range(wanted - 1):
        start = text.find(piece, start + len(piece))
    return place["article"], start, start + len(piece)


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def places(value: object) -> Iterator[Place]:
    """Every place of a gold file, however deep it stands."""
    if isinstance(value, dict):
        if "article" in value and "text" in value:
            yield value
        for inner in value.values():
            yield from places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from places(inner)


@pytest.mark.parametrize("name", FILES)
def test_every_place_is_found_exactly_once(name: str, texts: dict[str, str]) -> None:
    found = list(places(load(name)))
    assert found
    for place in found:
        article, start, end = locate(place, texts)
        assert texts[article][start:end] == place["text"] != ""


@pytest.mark.parametrize("name", FILES)
def test_identifiers_are_unique(name: str) -> None:
    ids = [record["id"] for records in load(name).values() for record in records if "id" in record]
    assert ids
    assert len(ids) == len(set(ids))


def test_units_are_statements_with_a_core() -> None:
    for unit in load("statements")["units"]:
        assert unit["label"].endswith("."), unit["id"]
        assert unit["core"], unit["id"]


def test_no_place_is_core_and_partial_of_one_unit(texts: dict[str, str]) -> None:
    for unit in load("statements")["units"]:
        core = [locate(place, texts) for place in unit["core"]]
        assert not [
            place for place in unit["partial"] for span in core if overlap(locate(place, texts), span)
        ], unit["id"]


def test_no_pair_is_both_linked_and_apart(texts: dict[str, str]) -> None:
    gold = load("statements")
    units = [
        (unit["id"], [locate(place, texts) for place in unit["core"] + unit["partial"]])
        for unit in gold["units"]
    ]
    assert len(gold["apart"]) >= 20
    for pair in gold["apart"]:
        a, b = locate(pair["a"], texts), locate(pair["b"], texts)
        assert pair["reason"]
        assert pair["level"] in ("sentence", "piece")
        both = [
            name
            for name, spans in units
            if any(overlap(a, s) for s in spans) and any(overlap(b, s) for s in spans)
        ]
        assert not both, f"{both}: {pair['a']['text']!r} / {pair['b']['text']!r}"


def test_every_line_has_a_unit_or_is_set_aside(texts: dict[str, str]) -> None:
    gold = load("statements")
    told = [locate(place, texts) for place in places(gold["units"])]
    aside = [locate(place, texts) for place in gold["set_aside"]]
    assert not [(a, b) for a in told for b in aside if overlap(a, b)]
    for article, text in texts.items():
        at = 0
        for line in text.split("\n"):
            end = at + len(line)
            if line.strip():
                assert any(overlap((article, at, end), span) for span in told + aside), line
            at = end + 1


def test_attributions_print_their_source_and_verb(texts: dict[str, str]) -> None:
    for record in load("attributions")["attributions"]:
        text = texts[record["article"]]
        assert len(record["chain"]) == len(record["verbs"]) or not record["chain"], record["id"]
        assert record["source"] in text, record["id"]
        for verb in [record["verb"], *record["verbs"]]:
            assert all(part in text for part in verb.split(" … ")), record["id"]
        assert bool(record["source"]) == (record["kind"] != "unnamed"), record["id"]
        assert record["quoted"] in ("none", "part", "whole")
        assert record["carried"] in ("", "before", "after")
        assert record["kind"] in ("speaker", "evidence", "unnamed")


@pytest.mark.parametrize(("name", "kinds"), [("referents", FRAMING_KINDS), ("facts", FACT_KINDS)])
def test_instances_can_be_checked(name: str, kinds: set[str]) -> None:
    for record in load(name)["instances"]:
        articles = {place["article"] for place in record["places"]}
        assert set(record["kinds"]) <= kinds, record["id"]
        assert not record["across"] or len(articles) > 1, record["id"]
        for group in record.get("groups", []):
            assert articles & set(group), record["id"]


@pytest.mark.parametrize("name", ["referents", "facts"])
def test_no_required_pair_is_forbidden(name: str, texts: dict[str, str]) -> None:
    gold = load(name)
    for pair in gold["never"]:
        a, b = locate(pair["a"], texts), locate(pair["b"], texts)
        for record in gold["instances"]:
            if record["required"] and record["across"] and set(record["kinds"]) & set(pair["kinds"]):
                spans = [locate(place, texts) for place in record["places"]]
                assert not (any(s == a for s in spans) and any(s == b for s in spans)), record["id"]


def test_told_by_one_outlet_only_names_units() -> None:
    units = {unit["id"] for unit in load("statements")["units"]}
    only = [record for record in load("facts")["instances"] if record["kinds"] == ["only"]]
    assert only
    assert {record["unit"] for record in only} <= units
