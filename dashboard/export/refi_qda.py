"""Articles with coded passages for ATLAS.ti, MAXQDA, NVivo and QualCoder: a project in the exchange format REFI-QDA."""

from __future__ import annotations

import re
import uuid
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.charts import theme_colours
from dashboard.charts.palette import Names
from dashboard.comparison import Comparison
from dashboard.export.citation import METHOD, cite, day, version
from dashboard.files import printable
from dashboard.presentation import filters, markup
from dashboard.presentation.rows import FindingRow, MentionRow, SpanRow, grouped, records
from dashboard.presentation.sharing import kind_words
from dashboard.presentation.sources import NOBODY, Citation
from dashboard.story.archive import pack

NAMESPACE = uuid.UUID("8f6e1f0a-6f0e-5d5c-9f6b-3b8f7a1d2c41")
"""What our identifiers are drawn from, so that the same comparison gives the same file."""
LONGEST_NAME = 60  # characters of a passage that name it in a list
WHOSE = ("quoted", "attributed")
"""Codes for words that are a source's, in quotation marks or not."""
VARIABLES = {"Outlet": "Text", "Published": "Text", "Agency": "Text", "Address": "Text", "Words": "Integer"}
"""What is known of each article, as variables of its case."""
_NO_FILE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
Guid = Callable[..., str]


@dataclass(frozen=True)
class Code:
    """A code of the code book and those under it."""

    guid: str
    name: str
    codable: bool = True
    colour: str = ""
    description: str = ""
    codes: tuple[Code, ...] = ()


class Mark(NamedTuple):
    """A passage that gets a code: characters of the article's text, the code, and a remark."""

    article: str
    start: int
    end: int
    code: str
    remark: str


class Selection(NamedTuple):
    """A coded passage: characters of the text as the project holds it, and (own identifier, code) of each code."""

    guid: str
    name: str
    start: int
    end: int
    description: str
    codings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Source:
    """An article; `text` is what the project holds of it, with one line feed for every line end."""

    guid: str
    case: str
    name: str
    description: str
    text: str
    values: tuple[tuple[str, str, str], ...]
    selections: tuple[Selection, ...]


@dataclass(frozen=True)
class Project:
    """What the project file says."""

    name: str
    origin: str
    user: str
    made: str
    description: str
    codes: tuple[Code, ...]
    variables: tuple[tuple[str, str, str], ...]
    sources: tuple[Source, ...] = field(default=())


def as_qdpx(comparison: Comparison, made: str | None = None) -> bytes:
    """A .qdpx: the project file and one text an article.

    Every mention has the code of its statement (under its theme), every passage of a finding the code of its kind, and
    every attributed or quoted passage one of these two. Offsets count Unicode characters from 0; the end is the first
    character after the passage.

    Args:
        made: its date, see `citation.day`.
    """
    found = project(comparison, made)
    files = {f"sources/{source.guid}.txt": source.text.encode("utf-8", "replace") for source in found.sources}
    text = printable(markup.html("project.qde.jinja", project=found))
    return pack({"project.qde": text.encode("utf-8", "replace"), **files})


def project(comparison: Comparison, made: str | None = None) -> Project:
    """The project of a comparison; arguments as for `as_qdpx`."""
    key = comparison.story.digest

    def guid(*parts: object) -> str:
        return str(uuid.uuid5(NAMESPACE, "\0".join(map(str, (key, *parts)))))

    marks = grouped(_marks(comparison, guid), lambda mark: mark.article)
    names = file_names(filters.article_names(comparison))
    return Project(
        name=comparison.story.name,
        origin=f"Parallax {version()}",
        user=guid("user"),
        made=f"{day(made)}T00:00:00Z",
        description="\n".join((cite(comparison, made), *METHOD)),
        codes=_codes(comparison, guid),
        variables=tuple((guid("variable", name), name, kind) for name, kind in VARIABLES.items()),
        sources=tuple(
            _source(comparison, article, name, marks.get(article, ()), guid)
            for article, name in names.items()
        ),
    )


def _codes(comparison: Comparison, guid: Guid) -> tuple[Code, ...]:
    """The code book: statements under their themes, kinds of findings, and whose words a passage is."""
    labels = filters.unique_labels(comparison)
    colours = theme_colours(filters.themes(comparison))
    numbers = {statement: k for k, statement in enumerate(comparison.statements["statement"], 1)}
    themes: dict[str, list[Code]] = {}
    for statement, theme in comparison.statements[["statement", "theme"]].to_numpy():
        name = f"{numbers[statement]}. {labels[statement]}"
        themes.setdefault(theme, []).append(
            Code(guid("statement", statement), _line(name), colour=colours[theme])
        )
    kinds = dict.fromkeys(map(kind_words, comparison.findings["kind"]))
    groups = (
        Code(
            guid("group", "Statements"),
            "Statements",
            False,
            description="What is reported, by whichever outlet; a code a row of the matrix.",
            codes=tuple(
                Code(guid("theme", theme), _line(theme), False, colours[theme], codes=tuple(own))
                for theme, own in themes.items()
            ),
        ),
        Code(
            guid("group", "Differences"),
            "Differences",
            False,
            description="Passages that prove a difference between outlets; which one is said with the passage.",
            codes=tuple(Code(guid("kind", kind), kind) for kind in kinds),
        ),
        Code(
            guid("group", "Whose words"),
            "Whose words",
            False,
            codes=tuple(Code(guid("voice", voice), voice) for voice in WHOSE),
        ),
    )
    return tuple(group for group in groups if group.codes)


def _marks(comparison: Comparison, guid: Guid) -> Iterator[Mark]:
    """Every passage that gets a code."""
    for mention in records(comparison.mentions, MentionRow):
        code = guid("statement", mention.statement)
        remark = "" if mention.strength == "full" else "reported at least in part"
        yield Mark(mention.article, mention.start, mention.end, code, remark)
    found = {one.finding: one for one in records(comparison.findings, FindingRow)}
    for span in records(comparison.spans, SpanRow):
        one = found[span.finding]
        yield Mark(span.article, span.start, span.end, guid("kind", kind_words(one.kind)), one.title)
    for citation in records(comparison.sources, Citation):
        remark = f"{citation.source or NOBODY}: {citation.verb}"
        code = guid("voice", WHOSE[0] if citation.quoted else WHOSE[1])
        yield Mark(citation.article, citation.start, citation.end, code, remark)


def _source(comparison: Comparison, article: str, name: str, marks: Sequence[Mark], guid: Guid) -> Source:
    """One article with its coded passages; a passage that several codes share is there once."""
    row = comparison.articles.set_index("article").loc[article]
    text = comparison.story.texts[article]
    ends = [k for k in range(len(text) - 1) if text[k : k + 2] == "\r\n"]
    passages = grouped(marks, lambda mark: (mark.start, mark.end))
    values = (row["outlet"], row["published"], row["agency"], row["url"], row["words"])
    return Source(
        guid=guid("source", article),
        case=guid("case", article),
        name=name,
        description=str(row["title"]),
        text=printable(text.replace("\r\n", "\n").replace("\r", "\n")),
        values=tuple(
            (guid("variable", variable), kind, str(value))
            for (variable, kind), value in zip(VARIABLES.items(), values, strict=True)
            if value is not None and value == value
        ),
        selections=tuple(
            Selection(
                guid("selection", article, start, end),
                _line(text[start:end]),
                start - bisect_left(ends, start),
                end - bisect_left(ends, end),
                "\n".join(dict.fromkeys(mark.remark for mark in own if mark.remark)),
                tuple(
                    (guid("coding", article, start, end, code), code)
                    for code in dict.fromkeys(mark.code for mark in own)
                ),
            )
            for (start, end), own in sorted(passages.items())
        ),
    )


def _line(text: str) -> str:
    """A text on one line, short enough for a list."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_NAME else flat[: LONGEST_NAME - 1].rstrip() + "…"


def file_names(names: Names) -> dict[str, str]:
    """Article -> its outlet's name as a name of a file, which some programs make of it: without / \\ : * ? and the like,
    and each one once."""
    found: dict[str, str] = {}
    for number, (article, name) in enumerate(names.items(), 1):
        bare = " ".join(_NO_FILE.sub(" ", name).split()).strip(".") or f"Article {number}"
        found[article] = bare if bare not in found.values() else f"{bare} ({number})"
    return found
