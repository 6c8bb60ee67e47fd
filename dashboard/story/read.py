"""A story folder, or uploaded files, as tables: the articles and every sentence of theirs with its role.

An article's sentences depend on its own file alone. Offsets count characters of the article's text as it stands in
`Story.texts`: of plain text the file as it is but for a byte order mark and for damage that was mended (`repair`), of a
page or a document what is extracted from it. A file may hold several articles: the third of `export.txt` has the file
`export.txt#3`, under which outlets.csv can name it too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard import limits, tables
from dashboard.story import boilerplate, documents, outlets, publication_date
from dashboard.story.charset import UndecodableError
from dashboard.story.documents import MAX_BYTES, most_bytes
from dashboard.story.outlets import Outlet
from dashboard.story.roles import Piece, count_words, pieces
from dashboard.story.story import Document, Fault, Reading, Story, StoryError, UnreadableError

__all__ = [
    "MAX_ARTICLES",
    "MAX_BYTES",
    "MIN_WORDS",
    "Fault",
    "Story",
    "StoryError",
    "read_files",
    "read_folder",
]

MAX_ARTICLES = 60
"""Articles of one story: every two of them are compared, so that time grows with the square."""
MIN_WORDS = 3
"""Words of the shortest report that can be compared; less makes no statement."""
TITLE = 120
"""Characters of a title that is taken from the first sentence."""
OWN_FILES = ("corrections.json", "settings.json")
"""Files of a story folder that this project writes there itself."""


def read_folder(path: Path) -> Story:
    """Read a story folder: its articles and its outlets.csv; hidden files and subfolders are left alone.

    Raises:
        StoryError: there is no such folder, or no article in it can be read.
    """
    if not path.is_dir():
        raise StoryError(
            f"{path}: no such folder. A story is a folder of articles ({', '.join(documents.KINDS)})."
        )
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for file in sorted(path.iterdir()):
        if not file.is_file() or not _is_looked_at(file.name):
            continue
        try:
            size = file.stat().st_size
            if size > most_bytes(file.name):
                faults.append(_too_large(file.name, size))
            else:
                files[file.name] = file.read_bytes()
        except OSError as error:
            faults.append(Fault(file.name, f"cannot be opened ({error.strerror})", "Check its permissions"))
    return _read(path.resolve().name, files, faults)


def read_files(name: str, files: Mapping[str, bytes]) -> Story:
    """Read the files of a story, an outlets.csv among them.

    Args:
        name: of the story.
        files: file name -> content.

    Raises:
        StoryError: no article among them can be read.
    """
    looked_at = {file: data for file, data in sorted(files.items()) if _is_looked_at(file)}
    large = {file for file, data in looked_at.items() if len(data) > most_bytes(file)}
    faults = [_too_large(file, len(looked_at[file])) for file in sorted(large)]
    return _read(name, {file: data for file, data in looked_at.items() if file not in large}, faults)


def _is_looked_at(file: str) -> bool:
    return not file.startswith(".") and file not in OWN_FILES


def _too_large(file: str, size: int) -> Fault:
    return Fault(
        file,
        f"has {size:,} bytes, more than the {most_bytes(file):,} that are read of one article",
        "Keep only the article's own text",
    )


def _read(name: str, files: Mapping[str, bytes], refused: Sequence[Fault]) -> Story:
    """Tables of the files; `refused` is what was found wrong before they were opened."""
    faults = list(refused)
    room = _Budget(limits.MAX_CHARACTERS, limits.MAX_SENTENCES)
    read: dict[str, tuple[Document, list[Piece]]] = {}
    for file, data in files.items():
        if file.casefold() == outlets.TABLE:
            continue
        if len(read) == MAX_ARTICLES:
            faults.append(Fault(file, f"is beyond the {MAX_ARTICLES} articles of a story", "Split the story"))
            continue
        limits.check("reading")
        documents_of, found = read_articles(file, data)
        faults += found
        places = MAX_ARTICLES - len(read)
        if len(documents_of) > places:
            message = f"holds {len(documents_of)} articles, of which the first {places} fit into the {MAX_ARTICLES} of a story"
            faults.append(Fault(file, message, "Export only the articles about one event"))
        for name_of, document in list(documents_of.items())[:places]:
            cut = pieces(document.text, markup=file.lower().endswith(".md"), title=document.title)
            refusal = room.take(name_of, len(document.text), len(cut))
            if refusal:
                faults.append(refusal)
            else:
                read[name_of] = (document, cut)
    for file in [file for file, (document, cut) in read.items() if _words(document, cut) < MIN_WORDS]:
        words = _words(*read.pop(file))
        faults.append(
            Fault(
                file,
                f"has no report in it: {words} words besides page furniture, at least {MIN_WORDS} are needed",
                "Put the article's text into it or remove the file",
            )
        )
    if not read:
        what = "no article can be read" if files or refused else "no article in it"
        raise StoryError(
            f"{name}: {what}. Put articles ({', '.join(documents.KINDS)}) into the folder.", faults
        )
    return _story(name, files, read, [*refused], faults)


@dataclass
class _Budget:
    """What a story may still hold: `limits` bounds its characters and sentences, as work grows with their square."""

    characters: int
    sentences: int

    def take(self, file: str, characters: int, sentences: int) -> Fault | None:
        """Give an article its room, or say why it is left out."""
        for unit, has, left, most in (
            ("characters", characters, self.characters, limits.MAX_CHARACTERS),
            ("sentences", sentences, self.sentences, limits.MAX_SENTENCES),
        ):
            if has > left:
                message = (
                    f"was left out: it has {has:,} {unit}, and of the {most:,} of a story {left:,} are left"
                )
                return Fault(file, message, "Split the story, or keep only the report's own text")
        self.characters -= characters
        self.sentences -= sentences
        return None


def read_articles(file: str, data: bytes) -> tuple[dict[str, Document], list[Fault]]:
    """The articles in one file under their names (`file`, or `file#1` … of several), and what is wrong with it."""
    ending = documents.ending_of(file)
    if ending in documents.REFUSED:
        return {}, [Fault(file, *documents.REFUSED[ending])]
    if ending not in documents.KINDS:
        return {}, [
            Fault(file, "is of no kind that is read", f"Save the article as {' or '.join(documents.KINDS)}")
        ]
    empty = Fault(file, "is empty", "Put the article's text into it or remove the file")
    if not data.strip():
        return {}, [empty]
    try:
        found = documents.read(file, data)
    except UndecodableError as error:
        return {}, [Fault(file, str(error), "Save the article as plain text in UTF-8")]
    except UnreadableError as error:
        return {}, [Fault(file, str(error), error.remedy)]
    found = [document for document in found if document.text.strip()]
    if not found:
        return {}, [empty]
    several = len(found) > 1
    articles = {f"{file}#{n}" if several else file: document for n, document in enumerate(found, 1)}
    return articles, [
        Fault(name, *caveat) for name, document in articles.items() for caveat in document.caveats
    ]


def _words(document: Document, cut: Sequence[Piece]) -> int:
    """Words of the sentences that are compared."""
    return sum(count_words(document.text[p.start : p.end]) for p in cut if p.role in tables.COUNTED)


def _story(
    name: str,
    files: Mapping[str, bytes],
    read: Mapping[str, tuple[Document, list[Piece]]],
    refused: Sequence[Fault],
    faults: list[Fault],
) -> Story:
    """Put the tables together from the articles that were read."""
    table = next((data for file, data in files.items() if file.casefold() == outlets.TABLE), None)
    named: dict[str, Outlet] = {}
    if table is not None:
        named, found = outlets.read_table(table, [*files, *read, *(fault.file for fault in refused)])
        faults += found
    stems = Counter(map(_stem, read))
    articles: list[dict[str, Any]] = []
    sentences: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    readings: dict[str, Reading] = {}
    for file, (document, cut) in read.items():
        stem = _stem(file)
        article = file if stems[stem] > 1 else stem
        row, how, found = _article(file, stem, document, cut, named.get(file))
        faults += found
        cut = [_without_masthead(piece, document.text, row["outlet"]) for piece in cut]
        readings[article] = replace(document.reading, time_evidence=how)
        articles.append({"article": article, **row})
        texts[article] = document.text
        sentences += [
            {
                "sentence": f"{article}:{number}",
                "article": article,
                "start": piece.start,
                "end": piece.end,
                "role": piece.role,
                "reason": piece.reason,
                "text": document.text[piece.start : piece.end],
            }
            for number, piece in enumerate(cut)
        ]
    place = {file: outlet.order for file, outlet in named.items() if outlet.order is not None}
    articles.sort(key=lambda row: (place.get(row["file"], len(files)), row["file"]))
    if len(read) == 1:
        faults.append(
            Fault("The story", "has one article only, so nothing can be compared", "Add a second article")
        )
    story = Story(
        name,
        tables.make(tables.ARTICLES, articles),
        tables.make(tables.SENTENCES, sentences),
        texts,
        tuple(faults),
        readings,
    )
    return replace(story, faults=(*faults, *story.stray_faults, *story.transcript_faults))


DATED = " with the time of publication"
"""Ends the reason of a line that names the outlet and its date."""


def _without_masthead(piece: Piece, text: str, outlet: str) -> Piece:
    """A piece of an article; one that is the outlet's name alone, or with the time of publication, is no sentence of the report."""
    printed = text[piece.start : piece.end].strip(" .|-–—")
    rest = printed[len(outlet) :].strip(" ,.|-–—\n")
    named = piece.role in tables.COUNTED and printed[: len(outlet)].casefold() == outlet.casefold()
    if not named or (rest and not _is_time(rest)):
        return piece
    return replace(
        piece, role="boilerplate", reason=f"page furniture: the outlet's name{DATED if rest else ''}"
    )


def _is_time(line: str) -> bool:
    """Whether a line is page furniture that gives a time."""
    found = boilerplate.judge(line)
    return found is not None and found.reason == "page furniture: time of publication"


def _stem(file: str) -> str:
    """The name of an article: that of its file without the ending, and its number among the file's articles."""
    name, mark, number = file.rpartition("#")
    numbered = mark and number.isdigit() and name.lower().endswith(documents.KINDS)
    return f"{Path(name).stem} {number}" if numbered else Path(file).stem


def _article(
    file: str, stem: str, document: Document, cut: Sequence[Piece], named: Outlet | None
) -> tuple[dict[str, Any], str, list[Fault]]:
    """(the row of one article, how its time is known, faults): outlets.csv is believed first, then the file, then its words."""
    lines = [(piece, document.text[piece.start : piece.end]) for piece in cut]
    frame = [
        text
        for piece, text in lines
        if piece.role not in ("body", "caption") and "repeats" not in piece.reason
    ]
    credits = [text for piece, text in lines if _credits_text(piece)]
    first = next((text for piece, text in lines if piece.role == "body"), "")
    sites = [text for piece, text in lines if piece.reason == "page furniture: name of the site"]
    inferred = outlets.infer(frame, sites, first, file, stem)
    if document.outlet and not (document.outlet_evidence.startswith(outlets.GUESS) and inferred.is_stated):
        inferred = Outlet(document.outlet, document.outlet_evidence)
    outlet = named or inferred
    lines = [(_without_masthead(piece, document.text, outlet.name), text) for piece, text in lines]
    stamp = publication_date.published(_stamps(lines), "\n".join(frame))
    times = (
        (outlet.published, f"stated in {outlets.TABLE}"),
        (document.published, document.reading.time_evidence or "stated in the file"),
        (stamp.iso if stamp else "", f"printed in the text: “{stamp.words[:80]}”" if stamp else ""),
    )
    published, how = next(((time, how) for time, how in times if time), ("", ""))
    faults = []
    if stamp and stamp.caveat and not (outlet.published or document.published):
        remedy = f"State the time in the column published of {outlets.TABLE}"
        faults.append(Fault(file, f"“{stamp.words}”: {stamp.caveat}", remedy))
    agency = outlet.agency or document.agency or outlets.credited(credits, first)
    headline = _headline(document.text, cut)
    counted = next((text for piece, text in lines if piece.role in tables.COUNTED), "")
    return (
        {
            "outlet": outlet.name,
            "file": file,
            "title": " ".join((headline or document.title).split()) or _shortened(first or counted),
            "published": published or None,
            "words": _words(document, cut),
            "agency": agency or None,
            "evidence": outlet.evidence,
            "colour": outlet.colour or None,
            "url": outlet.url or document.url or None,
        },
        how,
        faults,
    )


def _headline(text: str, cut: Sequence[Piece]) -> str:
    """The first title line whole, whatever sentences it is cut into."""
    first = next((number for number, piece in enumerate(cut) if piece.role == "headline"), None)
    if first is None:
        return ""
    last = first
    while (
        last + 1 < len(cut)
        and cut[last + 1].role == "headline"
        and not text[cut[last].end : cut[last + 1].start].strip(" \t\xa0")
    ):
        last += 1
    return text[cut[first].start : cut[last].end]


def _credits_text(piece: Piece) -> bool:
    """Whether a line says where the text comes from; a picture's credit does not."""
    if piece.role == "byline":
        return piece.reason != "credit: picture"
    return piece.reason in ("page furniture: syndication note", "page furniture: legal notice")


def _stamps(lines: Sequence[tuple[Piece, str]]) -> list[str]:
    """Lines that date the page, at its head or foot; a date amid the report belongs to what it is at."""
    body = [number for number, (piece, _) in enumerate(lines) if piece.role == "body"]
    lead, head, foot = (body[0], body[:3][-1], body[-1]) if body else (len(lines), len(lines), 0)
    return [
        text
        for number, (piece, text) in enumerate(lines)
        if piece.reason.endswith("publication")
        and (number < lead or (publication_date.is_labelled(text) and not head < number < foot))
    ]


def _shortened(sentence: str) -> str:
    """A sentence as a title, cut at a word with an ellipsis if it is long."""
    sentence = " ".join(sentence.split())
    if len(sentence) <= TITLE:
        return sentence
    return sentence[:TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
