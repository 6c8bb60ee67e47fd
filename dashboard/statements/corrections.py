"""A reader's corrections: a short list, kept beside the story and applied to its tables whenever it is compared.

A correction names its places by article, offsets and words and never by the numbers of sentences or rows, so it
survives another threshold, another model and an article more. It is kept as `corrections.json` beside the articles.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.alignment.align import Verdicts
from dashboard.entities.entities import Spot
from dashboard.statements.trim import is_label_of, label
from dashboard.story.story import Fault

FILE = "corrections.json"
VERSION = 1
PAIRED = ("link", "reject", "merge", "same actor")
OF_ACTORS = ("same actor", "other actor")
ACTIONS = (*PAIRED, "split", "relabel", "other actor")
MAX_CORRECTIONS = 2000  # corrections of one story; a reader makes dozens, a broken file millions
MAX_LABEL_LENGTH = 300  # characters of a label that a reader may write


class CorrectionError(ValueError):
    """The file of corrections cannot be read; the message names the entry, the fault and the remedy."""


@dataclass(frozen=True)
class Place:
    """A piece of an article: `text` stood at [start, end) of its characters when the correction was made."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Correction:
    """One decision.

    Attributes:
        action: `link` or `reject` two sentences, `merge` the rows of two mentions, `split` a mention from
            its row, `relabel` the row of a mention; two names are the `same actor`, or a name is that of an
            `other actor` than the story's other forms.
        a: the sentence or mention meant.
        b: the second one, for the actions of PAIRED.
        label: the new label, for `relabel`.

    Raises:
        ValueError: the action is unknown, or a part that it needs is missing.
    """

    action: str
    a: Place
    b: Place | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise ValueError(f"action {self.action!r} is not one of {', '.join(ACTIONS)}")
        if (self.action in PAIRED) != (self.b is not None):
            raise ValueError(
                f"{self.action!r} needs {'two places' if self.action in PAIRED else 'one place'}"
            )
        if (self.action == "relabel") != bool(self.label.strip()):
            raise ValueError("'relabel', and it alone, needs a label that is not empty")
        if len(self.label) > MAX_LABEL_LENGTH:
            raise ValueError(f"the label has {len(self.label)} characters, more than {MAX_LABEL_LENGTH}")


Corrections = tuple[Correction, ...]


def read(text: str) -> Corrections:
    """Corrections of a JSON text, as `write` makes it.

    Raises:
        CorrectionError: it is no such JSON; nothing of it is applied then.
    """
    remedy = f"Correct or remove {FILE}; the articles are untouched."
    try:
        found = json.loads(text)
        entries = found["corrections"]
        if found["version"] != VERSION or not isinstance(entries, list):
            raise ValueError(f"version {found['version']!r}, expected {VERSION}")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CorrectionError(f"{FILE}: no list of corrections ({error}). {remedy}") from error
    if len(entries) > MAX_CORRECTIONS:
        raise CorrectionError(f"{FILE}: {len(entries)} corrections, more than {MAX_CORRECTIONS}. {remedy}")
    made = []
    for number, entry in enumerate(entries, 1):
        try:
            made.append(_correction(entry))
        except (ValueError, KeyError, TypeError) as error:
            raise CorrectionError(f"{FILE}: entry {number}: {error}. {remedy}") from error
    return tuple(made)


def _correction(entry: dict[str, Any]) -> Correction:
    other = entry.get("b")
    return Correction(
        entry["action"], _place(entry["a"]), _place(other) if other else None, entry.get("label", "")
    )


def _place(entry: dict[str, Any]) -> Place:
    place = Place(str(entry["article"]), int(entry["start"]), int(entry["end"]), str(entry["text"]))
    if not 0 <= place.start < place.end:
        raise ValueError(f"start {place.start} and end {place.end} mark no piece of text")
    return place


def write(corrections: Iterable[Correction]) -> str:
    """The JSON text of corrections; `read` gives them back equal."""
    entries = [{k: v for k, v in asdict(c).items() if v not in (None, "")} for c in corrections]
    return json.dumps({"version": VERSION, "corrections": entries}, ensure_ascii=False, indent=1) + "\n"


def load(folder: Path) -> Corrections:
    """The corrections beside the articles of a story folder; none where there is no such file.

    Raises:
        CorrectionError: see `read`; or the file cannot be read as UTF-8 text.
    """
    file = folder / FILE
    if not file.is_file():
        return ()
    try:
        return read(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{FILE}: cannot be read ({error}). Remove it, or save it as UTF-8.") from error


def verdicts(corrections: Corrections, sentences: pd.DataFrame) -> tuple[Verdicts, list[Fault]]:
    """What the corrections say of pairs of sentences; the later of two decisions on a pair counts.

    Args:
        corrections: any; those that are not `link` or `reject` say nothing here.
        sentences: a SENTENCES table.

    Returns:
        The verdicts, and a fault for every place that is no longer found.
    """
    decided: dict[frozenset[str], tuple[tuple[str, str], bool]] = {}
    faults = []
    for correction in corrections:
        if correction.action not in ("link", "reject") or correction.b is None:
            continue
        found = [_at(sentences, place) for place in (correction.a, correction.b)]
        if any(f.empty for f in found):
            faults.append(_lost(correction))
            continue
        pair = (str(found[0]["sentence"].iloc[0]), str(found[1]["sentence"].iloc[0]))
        decided[frozenset(pair)] = (pair, correction.action == "link")
    return (
        Verdicts(
            frozenset(pair for pair, same in decided.values() if same),
            frozenset(pair for pair, same in decided.values() if not same),
        ),
        faults,
    )


def of_actors(
    corrections: Corrections, actors: pd.DataFrame
) -> tuple[list[tuple[Spot, Spot]], list[Spot], list[Fault]]:
    """(spots that name one actor, spots that name another, faults) of the corrections that speak of actors.

    Args:
        corrections: any; others say nothing here.
        actors: an ACTORS table as the program made it.
    """
    one, apart, faults = [], [], []
    forms = actors.rename(columns={"form": "text"})
    for correction in corrections:
        if correction.action not in OF_ACTORS:
            continue
        places = [p for p in (correction.a, correction.b) if p]
        found = [_at(forms, place) for place in places]
        if any(f.empty for f in found):
            faults.append(_lost(correction))
            continue
        spots = [(str(f["article"].iloc[0]), int(f["start"].iloc[0]), int(f["end"].iloc[0])) for f in found]
        if len(spots) == 2:
            one.append((spots[0], spots[1]))
        else:
            apart.append(spots[0])
    return one, apart, faults


def revise(
    corrections: Corrections, statements: pd.DataFrame, mentions: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, list[Fault]]:
    """Make the rows hold what the reader decided, in the order in which they decided it.

    `link` and `reject` have spoken in the scores before (see `verdicts`); here a linked pair that no row holds
    is joined, and a rejected one that a third sentence holds together is parted.

    Args:
        corrections: any.
        statements, mentions: a STATEMENTS and a MENTIONS table; they are not changed.

    Returns:
        Both tables anew (mentions that a correction touched are marked `corrected`), and a fault for every
        place of a merge, split or relabel that is no longer found.
    """
    rows, pieces, faults = statements.copy(), mentions.copy(), []
    for correction in corrections:
        if correction.action in OF_ACTORS:
            continue
        parts = correction.action in ("link", "reject")
        own = _at(pieces, correction.a, parts)
        other = _at(pieces, correction.b, parts) if correction.b else own
        if own.empty or other.empty:
            if correction.action not in ("link", "reject"):
                faults.append(_lost(correction))
        elif correction.action == "merge":
            keep = _only(own, other)
            drop = _only(other, own)
            if keep and drop:
                rows, pieces = _merge(rows, pieces, keep, drop)
        elif correction.action == "split":
            for index in _same_span(pieces, own.iloc[0]):
                rows, pieces = _leave(rows, pieces, index)
        elif correction.action == "relabel":
            rows.loc[rows["statement"] == own["statement"].iloc[0], "label"] = " ".join(
                correction.label.split()
            )
        elif correction.action == "link":
            rows, pieces = _link(rows, pieces, own, other)
        else:
            shared = set(own["statement"]) & set(other["statement"])
            for index in other.index[other["statement"].isin(shared)]:
                rows, pieces = _leave(rows, pieces, index)
    return *_recounted(rows, pieces), faults


def _only(own: pd.DataFrame, other: pd.DataFrame) -> str:
    """The first row that holds the one place and not the other; "" where there is none."""
    return next((str(s) for s in own["statement"] if s not in set(other["statement"])), "")


def _same_span(pieces: pd.DataFrame, piece: pd.Series) -> list[int]:
    """Index of every mention of the same words, as a piece may be in more rows than one."""
    same = (pieces["article"] == piece["article"]) & (pieces["start"] == piece["start"])
    return list(pieces.index[same & (pieces["end"] == piece["end"])])


def _merge(
    rows: pd.DataFrame, pieces: pd.DataFrame, keep: str, drop: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put every mention of one row into another."""
    if keep == drop:
        return rows, pieces
    moved = pieces["statement"] == drop
    pieces.loc[moved, ["statement", "corrected"]] = [keep, True]
    return rows[rows["statement"] != drop], pieces.drop_duplicates(list(tables.MENTIONS.key))


def _link(
    rows: pd.DataFrame, pieces: pd.DataFrame, own: pd.DataFrame, other: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """See that a row holds both sentences: mark the one that does, or join the longest piece of each."""
    shared = set(own["statement"]) & set(other["statement"])
    if shared:
        both = pieces.index.isin([*own.index, *other.index]) & pieces["statement"].isin(shared)
        pieces.loc[both, ["strength", "score", "corrected"]] = ["full", 1.0, True]
        return rows, pieces
    a, b = (group.loc[(group["end"] - group["start"]).idxmax()] for group in (own, other))
    joined = b.to_frame().T.assign(statement=a["statement"], strength="full", score=1.0, corrected=True)
    if (pieces["statement"] == b["statement"]).sum() == 1:
        rows = rows[rows["statement"] != b["statement"]]
        pieces = pieces.drop(index=b.name)
    joined.index = [int(pieces.index.max()) + 1]
    return rows, pd.concat([pieces, joined.astype(pieces.dtypes)])


def _leave(rows: pd.DataFrame, pieces: pd.DataFrame, index: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take one mention out of its row; where its words are in no other row, it gets one of its own."""
    piece = pieces.loc[index]
    old = str(piece["statement"])
    left = pieces[(pieces["statement"] == old) & (pieces.index != index)]
    if left.empty:
        return rows, pieces
    left = left.sort_values(["strength", "score"], ascending=[True, False], kind="stable")
    at = rows.index[rows["statement"] == old][0]
    if is_label_of(rows.loc[at, "label"], piece["text"]):
        rows.loc[at, "label"] = label(left["text"].iloc[0])
    if not (left["strength"] == "full").any():
        pieces.loc[left.index[:1], "strength"] = "full"
    if len(_same_span(pieces, piece)) > 1:
        return rows, pieces.drop(index=index)
    new = hashlib.sha256(f"{piece['article']}\0{piece['start']}\0{piece['end']}".encode()).hexdigest()[:10]
    pieces.loc[[index], ["statement", "strength", "score", "corrected"]] = [new, "full", 1.0, True]
    row = rows.loc[[at]].assign(statement=new, label=label(piece["text"]), articles=1, confidence=1.0)
    place = rows.index.get_loc(at)
    return pd.concat([rows.iloc[: place + 1], row, rows.iloc[place + 1 :]], ignore_index=True), pieces


def _recounted(rows: pd.DataFrame, pieces: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables in their order, with the number of articles that each row has now."""
    number = pieces.groupby("statement")["article"].nunique()
    rows = rows.assign(articles=rows["statement"].map(number).astype("Int64")).reset_index(drop=True)
    rank = {statement: k for k, statement in enumerate(rows["statement"])}
    pieces = pieces.sort_values("statement", key=lambda s: s.map(rank), kind="stable").reset_index(drop=True)
    return tables.check(tables.STATEMENTS, rows), tables.check(tables.MENTIONS, pieces)


def _at(table: pd.DataFrame, place: Place, parts: bool = False) -> pd.DataFrame:
    """Rows of a table of spans that a place means: first those with its very words, the nearest first.

    With `parts` the place is a whole sentence, and every clause of it is meant.

    Where the article has changed so far that no row has the words, nothing is meant: a correction
    must never slip to another sentence.
    """
    own = table[table["article"] == place.article]
    hit = own[own["text"].map(lambda text: _same(text, place.text) or (parts and text in place.text))]
    return (
        hit.assign(far=(hit["start"] - place.start).abs())
        .sort_values("far", kind="stable")
        .drop(columns="far")
    )


def _same(text: str, words: str) -> bool:
    """Whether a span holds the words or is held by them; clause boundaries may shift with the method."""
    return words in text or (len(text) >= len(words) / 2 and text in words)


def _lost(correction: Correction) -> Fault:
    places: Sequence[Place] = [p for p in (correction.a, correction.b) if p]
    words = " / ".join(f"{p.article}: “{p.text[:60]}”" for p in places)
    return Fault(
        FILE,
        f"{correction.action}: not found any more ({words})",
        "undo it, or bring the article's text back",
    )
