"""Loose articles, as of a day's feeds, sorted into stories: those that report one event within a few days.

Two articles are alike by their rare words (cosine of TF-IDF, names counted twice) and by the encoder's vectors of their
headlines and leads, and less so the more days lie between them. Groups are those whose members are alike on average
(`agglomerate`). How articles were sorted stands in a table beside the stories; what a reader changes there is kept.
Every pair is looked at, a block at a time: for the articles of a day an approximate index would save less than it costs.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.alignment.clustering import agglomerate
from dashboard.alignment.sentence_features import NAME
from dashboard.encoding.encode import Encoder
from dashboard.files import csv_of, revived, write_atomically
from dashboard.language.words import WORD, is_content, stem
from dashboard.story.outlets import TABLE as OUTLETS
from dashboard.story.read import StoryError, read_files
from dashboard.story.story import Fault
from dashboard.tables import COUNTED

Floats = npt.NDArray[np.float32]

TABLE = "stories.csv"
COLUMNS = ("story", "file", "outlet", "published", "title", "likeness")
LEAD = 5
"""Sentences of an article, headline included, that the encoder sees."""
OF_WORDS = 0.6
"""Weight of the words against the vectors."""
ALIKE = 0.35
"""Mean likeness from which articles are one story: chosen on 39 events of three outlets that were mixed with each other, with and
without their dates."""
LEAST = 0.1
"""Likeness below which a pair counts as unlike."""
MANY = 50
"""Articles from which a word that one of them alone has tells nothing; among few it sets that one apart."""
NEAREST = 60
"""Neighbours of an article that are looked at."""
DAYS = 4.0
"""Days between two articles at which their likeness is down to 1/e."""
BLOCK = 1_000
"""Articles compared with all others at once: bounds the memory."""


@dataclass(frozen=True)
class LooseArticle:
    """One article and where it comes from.

    Attributes:
        file: its name within its story.
        data: the file's content.
        row: its columns of outlets.csv.
        title, text: as read.
        lead: its first compared sentences.
    """

    file: str
    data: bytes
    row: Mapping[str, str]
    title: str
    text: str
    lead: Sequence[str]

    @property
    def day(self) -> float:
        """Days since 1970 of its publication, NaN where unknown."""
        stamp = pd.to_datetime(self.row.get("published") or None, utc=True, errors="coerce")
        return float("nan") if pd.isna(stamp) else float(stamp.timestamp()) / 86_400


def read_loose_articles(folder: Path) -> tuple[list[LooseArticle], list[Fault]]:
    """The articles of a folder, those of exports and feeds one by one, and what cannot be read.

    Raises:
        OSError: the folder cannot be read.
    """
    files = {f.name: f for f in sorted(folder.iterdir()) if f.is_file() and f.name[0] != "."}
    table = files.pop(OUTLETS, None)
    listed = {OUTLETS: table.read_bytes()} if table else {}
    found: list[LooseArticle] = []
    faults: list[Fault] = []
    for name, file in files.items():
        data = file.read_bytes()
        try:
            story = read_files(folder.name, {name: data, **listed})
        except StoryError as error:
            faults += [fault for fault in error.faults if fault.file != OUTLETS]
            continue
        counted = story.sentences[story.sentences["role"].isin(COUNTED)]
        several = len(story.articles) > 1
        for row in story.articles.itertuples(index=False):
            article = str(row.article)
            own = f"{article}.txt" if several else name
            stated = {
                c: str(v) for c in ("outlet", "published", "evidence") if pd.notna(v := getattr(row, c))
            }
            text = story.texts[article]
            lead = [str(t) for t in counted[counted["article"] == article]["text"][:LEAD]]
            found.append(
                LooseArticle(own, text.encode() if several else data, stated, str(row.title), text, lead)
            )
    return found, faults


def likenesses(articles: Sequence[LooseArticle], encoder: Encoder) -> dict[tuple[int, int], float]:
    """How alike the articles of a pair are, 0 … 1, of those above LEAST among the nearest of each."""
    if not articles:
        return {}
    words, vectors = _words(articles), _vectors(articles, encoder)
    days = np.array([a.day for a in articles])
    found: dict[tuple[int, int], float] = {}
    for begin in range(0, len(articles), BLOCK):
        own = slice(begin, begin + BLOCK)
        table = OF_WORDS * (words[own] @ words.T).toarray() + (1 - OF_WORDS) * (
            vectors[own] @ vectors.T
        ).clip(0)
        apart = np.abs(days[own, None] - days[None, :])
        table *= np.exp(-np.nan_to_num(apart) / DAYS)
        for row, near in enumerate(np.argsort(-table, axis=1, kind="stable")[:, : NEAREST + 1]):
            for other in near.tolist():
                if other != begin + row and table[row, other] >= LEAST:
                    pair = (min(begin + row, other), max(begin + row, other))
                    found[pair] = float(table[row, other])
    return found


def _words(articles: Sequence[LooseArticle]) -> Any:
    """(articles, stems) TF-IDF at length 1, sparse; of MANY articles, words that one alone has are left out."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=_stems, min_df=2 if len(articles) >= MANY else 1, sublinear_tf=True)
    return vectorizer.fit_transform(a.text for a in articles)


def _stems(text: str) -> list[str]:
    """Stems of content words; capitalised ones once more, as names."""
    plain = [stem(word) for word in WORD.findall(text) if is_content(word)]
    return plain + [f"{stem(name)}\0name" for name in NAME.findall(text) if is_content(name)]


def _vectors(articles: Sequence[LooseArticle], encoder: Encoder) -> Floats:
    """(articles, width): mean of the vectors of their leads, at length 1."""
    lines = list(dict.fromkeys(line for a in articles for line in a.lead))
    known = dict(zip(lines, (v.sentence for v in encoder(lines)), strict=True)) if lines else {}
    table = np.array([np.sum([known[line] for line in a.lead], axis=0) for a in articles], np.float32)
    unit: Floats = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return unit


def grouped(pairs: Mapping[tuple[int, int], float], count: int) -> list[list[int]]:
    """The articles 0 … count - 1 in groups whose members are alike on average."""
    return agglomerate([str(k) for k in range(count)], pairs, ALIKE)


def sorted_into(
    articles: Sequence[LooseArticle], pairs: Mapping[tuple[int, int], float], known: Mapping[str, str]
) -> list[str]:
    """The story of every article.

    Args:
        articles: what is sorted.
        pairs: their likenesses.
        known: file -> story, as a reader left them; a new article joins such a story or founds one.
    """
    names = [known.get(a.file, "") for a in articles]
    new = [k for k, name in enumerate(names) if not name]
    place = {k: n for n, k in enumerate(new)}
    among = {(place[a], place[b]): s for (a, b), s in pairs.items() if a in place and b in place}
    settled: dict[str, list[int]] = defaultdict(list)
    for k, name in enumerate(names):
        if name:
            settled[name].append(k)
    taken = set(settled)
    for group in grouped(among, len(new)):
        members = [new[n] for n in group]
        best = max(settled, key=lambda name: (_mean(pairs, members, settled[name]), name), default="")
        if not best or _mean(pairs, members, settled[best]) < ALIKE:
            best = _named([articles[k] for k in members], taken)
            taken.add(best)
        for k in members:
            names[k] = best
    return names


def _mean(pairs: Mapping[tuple[int, int], float], one: Sequence[int], two: Sequence[int]) -> float:
    """Mean likeness of the articles of two groups, or within one."""
    each = [pairs.get((min(a, b), max(a, b)), 0.0) for a in one for b in two if a != b]
    return sum(each) / len(each) if each else 0.0


def _named(articles: Sequence[LooseArticle], taken: set[str]) -> str:
    """A folder name from the first day and the headline whose words most of the others have."""
    held = Counter(w for a in articles for w in {stem(w) for w in WORD.findall(a.title) if is_content(w)})
    title = max(
        (a.title for a in articles),
        key=lambda t: (float(np.mean([held[stem(w)] for w in WORD.findall(t)] or [0])), t),
    )
    days = sorted(a.row["published"][:10] for a in articles if a.row.get("published"))
    words = re.findall(r"[a-z0-9]+", title.casefold())[:7]
    name = "-".join([*days[:1], *words])[:70].strip("-") or "story"
    number = 1
    while (found := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return found


def sort(folder: Path, out: Path, encoder: Callable[[], Encoder]) -> tuple[int, int, list[Fault]]:
    """Sort the articles of a folder into story folders of `out`, beside which TABLE says which is where.

    A table that is there already is believed: articles stay in the story that it names for them.

    Returns:
        How many articles there are, in how many stories; and what could not be read.

    Raises:
        OSError, ValueError: a folder or the table cannot be read or written.
    """
    articles, faults = read_loose_articles(folder)
    pairs = likenesses(articles, encoder())
    before = read_table(out / TABLE)
    names = sorted_into(articles, pairs, before)
    stories: dict[str, list[int]] = defaultdict(list)
    for k, name in enumerate(names):
        stories[name].append(k)
    _take_out(articles, names, folder, out)
    rows = []
    for name, members in sorted(stories.items()):
        for k in members:
            write_atomically(out / name / articles[k].file, articles[k].data)
            alike = _mean(pairs, [k], members) if len(members) > 1 else 1.0
            row = articles[k].row
            rows.append(
                [
                    name,
                    articles[k].file,
                    row.get("outlet", ""),
                    row.get("published", ""),
                    articles[k].title,
                    f"{alike:.2f}",
                ]
            )
        heads = ("file", "outlet", "published", "evidence")
        lines = [[articles[k].file, *(articles[k].row.get(c, "") for c in heads[1:])] for k in members]
        write_atomically(out / name / OUTLETS, csv_of([heads, *lines]))
    write_atomically(out / TABLE, csv_of([COLUMNS, *rows]))
    return len(articles), len(stories), faults


def _take_out(articles: Sequence[LooseArticle], names: Sequence[str], folder: Path, out: Path) -> None:
    """Remove the copies of articles that lie in a story that is no longer theirs, and a story that has none left."""
    now = {article.file: (article.data, name) for article, name in zip(articles, names, strict=True)}
    for place in sorted(out.iterdir()) if out.is_dir() else ():
        if not (place / OUTLETS).is_file() or place.resolve() == folder.resolve():
            continue
        for file in sorted(place.iterdir()):
            data, name = now.get(file.name, (b"", place.name))
            if (
                name != place.name and file.is_file() and file.read_bytes() == data
            ):  # a copy that was made here
                file.unlink()
        if [f.name for f in place.iterdir()] == [OUTLETS]:
            (place / OUTLETS).unlink()
            place.rmdir()


def read_table(file: Path) -> dict[str, str]:
    """File -> story, as the table of an earlier run has it, a reader's changes included.

    Raises:
        ValueError: it has no such columns, or a story's name is none that a folder may have.
    """
    if not file.is_file():
        return {}
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    if rows and not {"story", "file"} <= rows[0].keys():
        raise ValueError(f"{file}: needs the columns story and file; it has {', '.join(map(str, rows[0]))}")
    found = {revived(r["file"] or ""): " ".join(revived(r["story"] or "").split()) for r in rows}
    for name in found.values():
        if name.startswith(".") or re.search(r"[/\\\0]", name):
            raise ValueError(
                f"{file}: {name!r} cannot be the name of a folder; use letters, digits and hyphens"
            )
    return found
