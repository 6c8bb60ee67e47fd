"""Stories made up for tests: hostile ones and large ones, with vectors that need no model.

The vectors are put where the app looks for encodings, under the packaged model's digest, so that a server
started on the folder finds them and never loads the model.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dashboard.encoding.encode import SentenceVectors, encode
from dashboard.settings import DEFAULT_MODEL
from dashboard.story.read import read_folder

WORD = re.compile(r"\S+")
WIDTH = 384  # of the packaged model's vectors

HOST = "evil.example"
MARK = "x-hostile"
PAYLOADS = (
    "<script>window.hacked = 1</script>",
    "<x-hostile onclick='window.hacked = 2'>tag</x-hostile>",
    '<img src="https://evil.example/a.png" onerror="window.hacked = 3">',
    "<style>body { display: none } .x-hostile { color: red }</style>",
    "<svg onload='window.hacked = 4'></svg>",
    "<iframe src='https://evil.example/frame'></iframe>",
    "![picture](https://evil.example/b.png)",
    "[click](javascript:window.hacked=5)",
    "[home](https://evil.example/c) and <https://evil.example/d>",
    ":red[coloured words] and :blue-background[more]",
    ":material/bug_report: and :streamlit: and :bomb:",
    "$\\frac{1}{2}$ and $$x^2$$",
    "&lt;x-hostile&gt; and &#60;script&#62;window.hacked=6&#60;/script&#62;",
    "]]> and --> and */",
    "</article></section></details></div><x-hostile>",
    "`code` and ```fence``` and ~~struck~~ and **bold**",
    "data:text/html,<script>window.hacked=7</script>",
    "\u202edrow desrever\u202c and \u2066isolate\u2069",
    "a NUL \x00 inside",
    '" onmouseover="window.hacked=8" x="',
    "' + (window.hacked = 9) + '",
    "{{constructor.constructor('window.hacked=10')()}} and ${window.hacked=11}",
    '=HYPERLINK("https://evil.example/e")',
    "www.evil.example/g and HTTPS://evil.example/h and http://evil.example",
    "a@evil.example and mailto:b@evil.example",
)
NAMES = (
    "<b>Bold</b> Times, www.evil.example",
    "[Link](javascript:window.hacked=12) a@evil.example",
    ":red[Post] ![i](https://evil.example/f.png)",
)
PLACES = (
    "northern bridge", "old harbour", "central market", "glass museum", "river dam", "stone theatre",
    "upper school", "coal station", "royal garden", "new hospital", "grain silo", "salt mine", "post office",
    "ferry pier", "clock tower", "town library", "copper works", "fish hall", "wool mill", "wind farm",
    "tram depot", "south gate", "court house", "air field", "paper plant",
)  # fmt: skip
PERSONS = (
    "minister Orla Venn",
    "mayor Tomas Brill",
    "engineer Ada Quist",
    "judge Pell Sarno",
    "deputy Ines Lark",
)
DEEDS = ("opened", "visited", "closed", "praised", "inspected", "criticised", "toured", "reopened")
SYLLABLES = (
    "ba",
    "do",
    "ki",
    "lu",
    "me",
    "no",
    "pa",
    "ri",
    "so",
    "tu",
    "va",
    "we",
    "ya",
    "zo",
    "fen",
    "gor",
    "hal",
    "jun",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def hostile_story(folder: Path) -> Path:
    """Three articles that tell the same, each sentence with a payload inside; hostile names of outlets too."""
    folder.mkdir(parents=True)
    names = {}
    for number, name in enumerate(NAMES):
        lines = [f"Minister opens the northern bridge {PAYLOADS[number]} at last"]
        for k, payload in enumerate(PAYLOADS):
            deed = f"{PERSONS[k % 5]} {DEEDS[k % 8]} the {PLACES[k]} on {DAYS[k % 5]}"
            tail = (" in the rain", " before noon", "")[(number + k) % 3]
            lines.append(f"The {deed} {payload} after long talks with the builders{tail}.")
        lines += [
            f'"We call it {PAYLOADS[1]} progress," said {PERSONS[number]}, according to the {name} agency.'
        ]
        file = f"{number}_{MARK}.txt"
        (folder / file).write_text("\n\n".join(lines), encoding="utf-8")
        names[file] = name
    _outlets(folder, names)
    return folder


def large_story(folder: Path, outlets: int = 40, statements: int = 400) -> Path:
    """Many outlets that tell some of many invented statements, in wordings of their own.

    Args:
        folder: to make.
        outlets: how many articles.
        statements: how many different things can be said; every article says one in forty of them.
    """
    folder.mkdir(parents=True)
    chance = np.random.default_rng(7)
    names = {}
    for number in range(outlets):
        told = sorted(chance.choice(statements, size=statements // 40, replace=False))
        lines = [f"What the {PERSONS[number % 5]} did this week, edition {number + 1}"]
        lines += [_said(int(k), int(chance.integers(3))) for k in told]
        file = f"{number:02d}.txt"
        (folder / file).write_text("\n\n".join(lines), encoding="utf-8")
        names[file] = f"The Daily Invention no. {number + 1}"
    _outlets(folder, names)
    return folder


def _said(k: int, wording: int) -> str:
    """One invented statement in one of three wordings; its nouns are its own, so that few others resemble it."""
    chance = np.random.default_rng(k)
    nouns = ["".join(chance.choice(SYLLABLES, size=3)) for _ in range(5)]
    tail = ("after long talks", "following weeks of work", "once builders had left")[wording]
    return (
        f"{nouns[0].title()} {nouns[1].title()} {DEEDS[k % 8]} {nouns[2]} {nouns[3]} near "
        f"{nouns[4].title()} on {DAYS[k % 5]} {tail}."
    )


def _outlets(folder: Path, names: dict[str, str]) -> None:
    with (folder / "outlets.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["file", "outlet"])
        table.writerows(names.items())


def put_vectors(folder: Path, cache: Path) -> None:
    """Encode a story with vectors of our own, one a word and equal for equal words, where the app looks for them."""
    encode(read_folder(folder), DEFAULT_MODEL, store=cache, encoder=_encoder)


def _encoder(sentences: Sequence[str]) -> list[SentenceVectors]:
    return [_vectors(sentence) for sentence in sentences]


def _vectors(sentence: str) -> SentenceVectors:
    words = list(WORD.finditer(sentence))
    tokens = np.array([_of_word(m.group().casefold()) for m in words], np.float32).reshape(-1, WIDTH)
    return SentenceVectors(
        tokens,
        np.array([m.start() for m in words], np.int32),
        np.array([m.end() for m in words], np.int32),
        tokens.mean(axis=0).astype(np.float32),
    )


def _of_word(word: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
    vector = np.random.default_rng(seed).normal(size=WIDTH)
    return np.asarray(vector / np.linalg.norm(vector))
