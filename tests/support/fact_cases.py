"""Pairs of sentences that tell one thing, compared as the detectors of facts compare linked sentences."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from dashboard import tables
from dashboard.attribution.sources import sources, voices
from dashboard.encoding.encode import encode
from dashboard.encoding.phrases import annotated, chunks
from dashboard.entities.entities import actors
from dashboard.findings.context import Context
from dashboard.findings.detectors import DETECTORS
from dashboard.findings.finding import Finding
from dashboard.language.clauses import units_of
from dashboard.presentation import facts
from dashboard.settings import DEFAULT_MODEL
from dashboard.statements.coverage import coverage
from dashboard.statements.sentence_facts import StoryFacts, compared_sentences
from dashboard.story.read import Story, read_files
from tests.support.paths import ROOT

CASES = ROOT / "tests" / "cases"
FACTS = tuple(kind for kind in facts.KINDS if kind not in (facts.CHECK, facts.UNSURE_KIND))
"""The kinds of findings about facts."""
FILLER = "The rest of the report is about the weather in the hills and about the price of bread.\n"
"""A second sentence, so that the first is no headline and the text is long enough to be a report."""


def cases(kind: str, group: str) -> list[Mapping[str, Any]]:
    """The cases of a kind: `positive`, `negative` or `known_failures`; each with the publication times of
    its file."""
    data = json.loads((CASES / kind / "cases.json").read_text(encoding="utf-8"))
    return [{"published": data.get("published", {}), **case} for case in data[group]]


def story_of(case: Mapping[str, Any]) -> Story:
    """Two articles of one sentence each and the filler."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["file", "outlet", "published"])
    for name in "ab":
        writer.writerow([f"{name}.txt", f"Outlet {name.upper()}", case["published"].get(name, "")])
    files = {f"{name}.txt": f"{case[name]}\n{FILLER}".encode() for name in "ab"}
    return read_files("case", {**files, "outlets.csv": table.getvalue().encode()})


def context_of(story: Story) -> Context:
    """The story with its first sentences linked and in one row."""
    encoding = encode(story, DEFAULT_MODEL)
    read = annotated(story.sentences)
    phrases = chunks(story, encoding, read)
    first = story.sentences[story.sentences["role"].isin(tables.COUNTED)].groupby("article").head(1)
    a, b = first["sentence"]
    linked = tables.make(
        tables.LINKS, [{"a": a, "b": b, "score": 0.9, "strength": "full", "guard": "", "corrected": False}]
    )
    stated = tables.make(
        tables.STATEMENTS,
        [{"statement": "row", "label": "row", "theme": "theme", "articles": 2, "confidence": 1.0}],
    )
    mentions = tables.make(
        tables.MENTIONS,
        [
            {"statement": "row", "strength": "full", "score": 0.9, "corrected": False, **row}
            for row in first[["sentence", "article", "start", "end", "text"]].to_dict("records")
        ],
    )
    cited = sources(story, read)
    units, candidates = units_of(story.sentences, read), tables.make(tables.CANDIDATES, [])
    return Context(
        story=story,
        encoding=encoding,
        units=units,
        candidates=candidates,
        links=linked,
        statements=stated,
        mentions=mentions,
        coverage=coverage(stated, mentions, story.articles, story.texts),
        sources=cited,
        voices=voices(story, cited),
        actors=actors(phrases),
        phrases=phrases,
        facts=StoryFacts(story, phrases),
        compared=compared_sentences(linked, units, candidates, mentions, phrases.sentences),
        referents=[],
    )


def findings(case: Mapping[str, Any]) -> tuple[list[Finding], Story]:
    """What all detectors of facts find in a case."""
    story = story_of(case)
    context = context_of(story)
    found = (finding for detect in DETECTORS for finding in detect(context))
    return [finding for finding in found if finding.kind in FACTS], story


def shown(finding: Finding, story: Story) -> list[tuple[str, str]]:
    """(article, words) of every span."""
    return [(s.article, story.texts[s.article][s.start : s.end]) for s in finding.spans]
