"""Changes planted in a copy of an article are found with their kind, and an unchanged copy differs
nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from dashboard.comparison import Comparison
from dashboard.pipeline import compare
from dashboard.story.read import read_files
from dashboard.tables import COUNTED
from tests.support.paths import ROOT

TEXTS = {
    **{f.stem: f.read_text(encoding="utf-8") for f in sorted((ROOT / "tests/cases/planted").glob("*.txt"))},
    **{f.stem[:3]: f.read_text(encoding="utf-8") for f in sorted((ROOT / "seeds").glob("*.txt"))},
}
KINDS = ("number", "date", "name")
PLANTED = 200

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NAMES = {
    "Elena Markovic": "Sofia Petrova", "Belgrava": "Zelenik", "Hidrostroj": "Energomont",
    "Tomas Varga": "Milos Havel", "Kolmar": "Breda", "Vellin": "Arosa", "Viktor Dalen": "Stefan Kruger",
    "Paula Reyes": "Nadia Fischer", "Drava": "Lomnica", "Jonas Hartmann": "Emil Castellan",
    "Alpina Re": "Helvetia Sur", "Orsk": "Tilburg", "Ines Okafor": "Ruth Delgado",
    "Karl Lindqvist": "Anton Moreau", "Sankt Anton": "Bad Reichen", "Marlen": "Toplitz", "Ostra": "Kamena",
    "Verdana": "Solidar", "Halvik": "Ostermund", "Marta Eriksen": "Lena Johansson",
    "Oskar Brandt": "Rolf Steiner", "Tromvik": "Bergstad", "Karelia": "Livonia",
    "Henrik Solberg": "Magnus Dahl", "Lunde": "Kragero", "Aisha Rahman": "Yasmin Haddad",
    "Peter Novak": "Lukas Weber", "Skyfar": "Aeronord", "Nordbahn": "Westlinie",
    "Kang Sun Nam": "Pak Chol Min", "Wang Yajun": "Zhao Mingde", "Alexander Matsegora": "Dmitri Volkonsky",
    "Li Hongzhong": "Chen Guowei", "Choe Ryong Hae": "Jo Song Guk", "Hoechang": "Wonsan",
    "Vladimir Putin": "Boris Gromov", "Xi Jinping": "Deng Weiguo",
    "Kim Il Sung Square": "Triumph Boulevard", "Donald Trump": "Harold Stassen",
    "Daniel Whitcombe": "Robert Ashdown", "Leah Rosen": "Carla Mendes", "Cyprus": "Panama",
    "Fenwick Street": "Harbor Avenue", "Graham Sutter": "Philip Crane",
    "Brightwater Homes": "Eastgate Living", "Miriam Castellano": "Olga Brenner", "Louisville": "Memphis",
    "Zoe Tran": "Amy Cole", "Harold Pike": "Walter Quinn", "Westmark": "Northshire",
    "Denise Abara": "Gloria Stein", "Corran": "Skerry", "Leonard": "Matthew",
    "Allen Courier": "Daily Beacon", "Global Hawk": "Silver Falcon", "South Phyongan": "North Hamgyong",
}  # fmt: skip
UNITS = {
    "percent": "percentage points", "meters": "feet", "miles": "kilometers", "minutes": "hours",
    "hours": "days", "weeks": "months", "euros": "dollars", "dollars": "pounds sterling",
    "million": "billion", "billion": "million", "days": "weeks", "years": "months",
}  # fmt: skip


@dataclass(frozen=True)
class Plant:
    """One change: what stood at `at` of the original becomes `new`."""

    kind: str
    at: int
    old: str
    new: str


def _candidates(text: str) -> Iterator[Plant]:
    """Everything that can be changed, found without any of the project's own rules."""
    for match in re.finditer(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}})\b", text):
        day = int(match[2])
        other = day + 3 if day < 20 else day - 4
        yield Plant("date", match.start(), match.group(), f"{match[1]} {other}")
        yield Plant(
            "date", match.start(), match.group(), f"{MONTHS[(MONTHS.index(match[1]) + 2) % 12]} {match[2]}"
        )
    for match in re.finditer(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b", text):
        yield Plant("date", match.start(), match.group(), f"{int(match[1]) + 5} {match[2]}")
    for old, new in (
        ("late 2019", "late 2016"),
        ("last August", "last March"),
        ("end of June", "end of October"),
    ):
        for match in re.finditer(old, text):
            yield Plant("date", match.start(), old, new)
    for match in re.finditer(rf"\b({'|'.join(DAYS)})\b(?!, )", text):
        yield Plant("date", match.start(), match.group(), DAYS[(DAYS.index(match[1]) + 2) % 7])
    for match in re.finditer(r"(?<=\bin )(?:19|20)\d\d\b(?!-)", text):
        yield Plant("date", match.start(), match.group(), str(int(match.group()) - 7))
    taken = [
        m.span()
        for m in re.finditer(
            r"\b(?:19|20)\d\d\b(?:[-–]\d+)?|\b[A-Z]\w+ \d{1,2}\b|\w-\d+|\b\d{1,2} [A-Z]\w+", text
        )
    ]
    for match in re.finditer(r"\b\d[\d,]*(?:\.\d+)?(?=(?:th)?\b)(?![/:)-])", text):
        if (
            not any(a < match.end() and match.start() < b for a, b in taken)
            and "\n  " not in text[match.start() - 3 : match.start()]
        ):
            value = float(match.group().replace(",", ""))
            new = f"{value * 1.4:.1f}" if "." in match.group() else f"{round(value * 1.5) + 1:,}"
            yield Plant("number", match.start(), match.group(), new)
    for word, new in (
        ("Twenty-two", "Thirty-one"),
        ("six weeks", "nine weeks"),
        ("five hours", "eight hours"),
        ("four districts", "seven districts"),
        ("third time", "fifth time"),
        ("nine weeks", "twelve weeks"),
        ("two dozen", "three dozen"),
        ("four years", "seven years"),
        ("third who", "fourth who"),
    ):
        for match in re.finditer(word, text):
            yield Plant("number", match.start(), word, new)
    for match in re.finditer(rf"(?<=\d )({'|'.join(UNITS)})\b", text):
        yield Plant("number", match.start(), match.group(), UNITS[match.group()])
    for name, new in NAMES.items():
        for match in re.finditer(rf"\b{name}\b", text):
            yield Plant("name", match.start(), name, new)


def rounds(text: str) -> Iterator[list[Plant]]:
    """The changes of one text in rounds: one to a line, in every second line, so that each has unchanged
    neighbours.

    Page furniture is left as it is: it tells nothing.
    """
    sentences = read_files("story", {"a.txt": text.encode()}).sentences
    counted = sentences[sentences["role"].isin(COUNTED)]
    told = list(zip(counted["start"], counted["end"], strict=True))
    within = [p for p in _candidates(text) if any(a <= p.at < b for a, b in told)]
    waiting = sorted(within, key=lambda p: (p.at, p.kind, p.new))
    turn = 0
    while waiting:
        own: list[Plant] = []
        lines: set[int] = set()
        for plant in waiting:
            line = text.count("\n", 0, plant.at)
            if line % 2 == turn % 2 and line not in lines:
                own.append(plant)
                lines.add(line)
        waiting = [p for p in waiting if p not in own]
        turn += 1
        if own:
            yield own


def changed(text: str, plants: list[Plant]) -> tuple[str, dict[Plant, int]]:
    """The copy, and where each change stands in it."""
    out, at, places = [], 0, {}
    length = 0
    for plant in sorted(plants, key=lambda p: p.at):
        out += [text[at : plant.at], plant.new]
        length += plant.at - at
        places[plant] = length
        length += len(plant.new)
        at = plant.at + len(plant.old)
    return "".join([*out, text[at:]]), places


def found(comparison: Comparison) -> dict[str, list[tuple[str, list[tuple[str, int, int]]]]]:
    """Kind -> findings as (title, spans)."""
    facts = comparison.findings[comparison.findings["kind"].isin(KINDS)]
    spans = {key: group for key, group in comparison.spans.groupby("finding", sort=False)}  # noqa: C416
    return {
        kind: [
            (f.title, [(s.article, s.start, s.end) for s in spans[f.finding].itertuples()])
            for f in facts[facts["kind"] == kind].itertuples()
        ]
        for kind in KINDS
    }


def shows(spans: list[tuple[str, int, int]], article: str, at: int, words: str) -> bool:
    return any(a == article and start < at + len(words) and at < end for a, start, end in spans)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Plant, bool]]:
    """(text, change, found with its kind) of the first PLANTED changes, and False findings as changes of
    kind "none"."""
    done: list[tuple[str, Plant, bool]] = []
    queues = {name: rounds(text) for name, text in TEXTS.items()}
    store = tmp_path_factory.mktemp("encodings")  # the original is encoded once for all its rounds
    while queues and sum(p.kind != "none" for _, p, _ in done) < PLANTED:
        for name in list(queues):
            plants = next(queues[name], None)
            if plants is None:
                del queues[name]
                continue
            text = TEXTS[name]
            copy, places = changed(text, plants)
            story = read_files("planted", {"a.txt": text.encode(), "b.txt": copy.encode()})
            told = found(compare(story, store=store))
            for plant in plants:
                hit = any(
                    shows(spans, "a", plant.at, plant.old) and shows(spans, "b", places[plant], plant.new)
                    for _, spans in told[plant.kind]
                )
                done.append((name, plant, hit))
            for kind in KINDS:
                for title, spans in told[kind]:
                    if not any(shows(spans, "b", places[p], p.new) for p in plants):
                        done.append((name, Plant("none", 0, kind, title), False))
            if sum(p.kind != "none" for _, p, _ in done) >= PLANTED:
                break
    return done


def test_planted_changes_are_found_with_their_kind(results: list[tuple[str, Plant, bool]]) -> None:
    planted = [(name, plant, hit) for name, plant, hit in results if plant.kind != "none"]
    missed = [(name, plant) for name, plant, hit in planted if not hit]
    assert len(planted) >= PLANTED
    assert 1 - len(missed) / len(planted) >= 0.95, missed


def test_nothing_else_is_found_in_the_copies(results: list[tuple[str, Plant, bool]]) -> None:
    assert [plant.new for _, plant, _ in results if plant.kind == "none"] == []


@pytest.mark.parametrize("name", TEXTS)
def test_an_unchanged_copy_differs_nowhere(name: str) -> None:
    data = TEXTS[name].encode()
    comparison = compare(read_files("copies", {"a.txt": data, "b.txt": data}))
    assert not set(comparison.findings["kind"]) & {*KINDS, "first", "sequence", "granularity"}
