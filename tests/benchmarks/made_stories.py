"""Stories made up for measuring, the same on every machine: the five articles' sentences, about other people and in other words.

A story has a pool of statements. Each is a sentence of the five articles with names, places and numbers exchanged, so that
one sentence gives many statements of the same build. An article prints some of them, the common ones (Zipf, 1/rank) more
often than the rare, each in one of several wordings; the pool grows with the articles, as new reports bring new facts.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from dashboard.story.read import Story, read_files, read_folder
from dashboard.tables import COUNTED
from tests.support.paths import SEEDS

PEOPLE = "Marek Dolan Petra Osei Viktor Lindqvist Amara Ruiz Tomas Okafor Elena Brandt Samuel Haddad Irene Novak".split()
PLACES = "Lisbon Nairobi Oslo Quito Dublin Accra Prague Lima Hanoi Tunis Riga Bogota".split()
LANDS = (
    "Portugal Kenya Norway Ecuador Ireland Ghana Czechia Peru Vietnam Tunisia Latvia Colombia".split(),
    "Portuguese Kenyan Norwegian Ecuadorian Irish Ghanaian Czech Peruvian Vietnamese Tunisian Latvian Colombian".split(),
)
MONTHS = "January February March April May June July August September October November December".split()
NAMES = ("Kim", "Shoigu", "Putin", "Hongzhong", "Yajun", "Matsegora")
WORDS = dict(
    pair.split("/")
    for pair in """met/saw weapons/arms letter/message celebrations/festivities talks/discussions leader/ruler guests/visitors
    soldiers/troops pandemic/outbreak visit/trip minister/secretary military/army reported/announced anniversary/commemoration
    first/earliest country/state exhibition/display support/backing parade/procession delegation/group""".split()
)
"""One of several wordings of a statement exchanges these, another does not."""
COMMON, NEW = 40, 6
"""Statements of a story, and how many each article adds to them."""
_NAMED = re.compile(rf"\b(?:{'|'.join(NAMES)}|Pyongyang|Moscow|Beijing|Korean?|Russian?|July|\d+)\b")
_WORD = re.compile(r"\b(?:" + "|".join(WORDS) + r")\b")


def pool_of() -> list[str]:
    """The sentences that statements are made of."""
    sentences = read_folder(SEEDS).sentences
    told = sentences[sentences["role"].isin(COUNTED)]["text"]
    return [text for text in dict.fromkeys(map(str, told)) if 8 <= len(text.split()) <= 45]


def _statement(text: str, chance: np.random.Generator) -> str:
    """The same build about other people, places, days and amounts."""
    shift = int(chance.integers(0, 10_000))

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if word in NAMES:
            return PEOPLE[(shift + 3 * NAMES.index(word)) % len(PEOPLE)]
        if word.isdigit():
            return str(int(word[:4]) + shift % 19) if len(word) > 2 else str(1 + (int(word) + shift) % 28)
        if word == "July":
            return MONTHS[shift % 12]
        if word in ("Pyongyang", "Moscow", "Beijing"):
            return PLACES[(shift + len(word)) % len(PLACES)]
        return LANDS[word.endswith("n")][(shift + word.startswith("R")) % len(PLACES)]

    return _NAMED.sub(other, text)


def texts_of(number: int, articles: int, sentences: int) -> dict[str, str]:
    """File -> text of the story of a number: so many articles of so many sentences."""
    chance = np.random.default_rng((number, 19))
    builds = pool_of()
    statements = [
        _statement(builds[int(chance.integers(len(builds)))], chance) for _ in range(COMMON + NEW * articles)
    ]
    weights = 1 / np.arange(1, len(statements) + 1)
    found = {}
    for article in range(articles):
        told = chance.choice(len(statements), sentences, replace=False, p=weights / weights.sum())
        lines = [
            _WORD.sub(lambda m: WORDS[m.group()] if chance.random() < 0.5 else m.group(), statements[k])
            for k in sorted(told)
        ]
        found[f"{article:03d}.txt"] = "\n".join(lines) + "\n"
    return found


def story_of(number: int, articles: int, sentences: int) -> Story:
    """The story of a number, read."""
    return read_files(
        f"made-{number}", {n: t.encode() for n, t in texts_of(number, articles, sentences).items()}
    )


def write(folder: Path, stories: int, articles: int = 5, sentences: int = 12) -> list[Path]:
    """Story folders with made-up articles."""
    made = []
    for number in range(stories):
        own = folder / f"made-{number:05d}"
        own.mkdir(parents=True)
        for name, text in texts_of(number, articles, sentences).items():
            (own / name).write_text(text, encoding="utf-8")
        made.append(own)
    return made
