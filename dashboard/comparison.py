"""A story in, every table out: the one way into the analysis."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from dashboard.alignment.align import candidates, links
from dashboard.attribution.sources import sources
from dashboard.attribution.voices import Voices, voices
from dashboard.emphasis.composition import blocks
from dashboard.emphasis.keyness import KeyTerms, distinctive
from dashboard.emphasis.measures import EmphasisInputs, emphasis
from dashboard.encoding.encode import Encoder, Progress, SentenceVectors, digest_of, encode
from dashboard.encoding.phrases import Chunk, Chunks, annotations, chunks
from dashboard.entities.entities import Actors, actors
from dashboard.findings.context import Context
from dashboard.findings.detectors import findings_of
from dashboard.findings.finding import tabulate
from dashboard.findings.referents import referents
from dashboard.language.annotate import Annotated
from dashboard.language.clauses import units_of
from dashboard.lineage.corroboration import corroboration
from dashboard.lineage.provenance import Provenance, provenance
from dashboard.settings import DEFAULT_MODEL, Settings
from dashboard.statements.corrections import Corrections, revise, verdicts
from dashboard.statements.coverage import coverage
from dashboard.statements.event_status import with_not_yet
from dashboard.statements.sentence_facts import StoryFacts, compared_sentences
from dashboard.statements.statements import statements
from dashboard.story.errors import Fault
from dashboard.story.read import Story


@dataclass(frozen=True, eq=False)
class Prepared:
    """A story with everything that takes the model or the pairwise work, but no threshold yet.

    What no matrix needs is worked out when it is first asked for, and then kept.
    """

    story: Story
    model: str
    encoding: Mapping[str, SentenceVectors]
    units: pd.DataFrame
    candidates: pd.DataFrame
    annotations: Mapping[str, Annotated]

    @cached_property
    def phrases(self) -> Chunks:
        """The phrases of every compared sentence."""
        return chunks(self.story, self.encoding, self.annotations)

    @cached_property
    def facts(self) -> StoryFacts:
        """Sentence id -> its dates, numbers and names; each sentence is read when it is first asked for."""
        return StoryFacts(self.story, self.phrases)

    @cached_property
    def actors(self) -> Actors:
        """Who is named."""
        return actors(self.phrases)

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The SOURCES table."""
        return sources(self.story)

    @cached_property
    def voices(self) -> Voices:
        """In whose voice a piece is said."""
        return voices(self.story, self.sources)

    @cached_property
    def distinctive(self) -> KeyTerms:
        """Words of single outlets."""
        articles = self.story.articles
        outlets = dict(zip(articles["article"], articles["outlet"], strict=True))
        return distinctive(self.story.sentences, outlets)

    @cached_property
    def provenance(self) -> Provenance:
        """Shared runs of words, and independent origins."""
        return provenance(self.story, self.voices)

    @cached_property
    def referents(self) -> list[list[Chunk]]:
        """Phrases of several articles that name one thing."""
        return referents(self.phrases, self.actors, self.sources)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Every table of a story at given settings; dashboard/tables.py declares their columns.

    Links, rows and coverage are there at once. Findings, emphasis and origins are worked out when they are first asked for
    and then kept: the first page shows its matrix before them.

    Attributes:
        corrections: what a reader put right, applied already.
        lost: one fault for each correction whose place the texts no longer hold.
        prepared: what all tables come from.
        compared: pairs of sentences that are compared for facts -> probability of their link.
    """

    story: Story
    settings: Settings
    corrections: Corrections
    lost: tuple[Fault, ...]
    model_digest: str
    links: pd.DataFrame
    statements: pd.DataFrame
    mentions: pd.DataFrame
    coverage: pd.DataFrame
    prepared: Prepared = field(repr=False)
    compared: Mapping[tuple[str, str], float] = field(repr=False)

    @property
    def units(self) -> pd.DataFrame:
        """The UNITS table of the story."""
        return self.prepared.units

    @property
    def candidates(self) -> pd.DataFrame:
        """The CANDIDATES table of the story."""
        return self.prepared.candidates

    @property
    def actors(self) -> Actors:
        """Who is named in the story."""
        return self.prepared.actors

    @property
    def sources(self) -> pd.DataFrame:
        """The SOURCES table of the story."""
        return self.prepared.sources

    @property
    def distinctive(self) -> KeyTerms:
        """Words of single outlets."""
        return self.prepared.distinctive

    @property
    def lineage(self) -> pd.DataFrame:
        """The LINEAGE table of the story."""
        return self.prepared.provenance.lineage

    @property
    def runs(self) -> pd.DataFrame:
        """The RUNS table of the story."""
        return self.prepared.provenance.runs

    @property
    def origins(self) -> pd.DataFrame:
        """The ORIGINS table of the story."""
        return self.prepared.provenance.table

    @cached_property
    def context(self) -> Context:
        """What the detectors of findings look at."""
        own = self.prepared
        return Context(
            story=self.story,
            encoding=own.encoding,
            units=own.units,
            candidates=own.candidates,
            links=self.links,
            statements=self.statements,
            mentions=self.mentions,
            coverage=self.coverage,
            sources=own.sources,
            phrases=own.phrases,
            facts=own.facts,
            compared=self.compared,
            voices=own.voices,
            actors=own.actors,
            referents=own.referents,
        )

    @cached_property
    def _found(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return tabulate(findings_of(self.context), self.story.texts)

    @property
    def findings(self) -> pd.DataFrame:
        """The FINDINGS table, heaviest first."""
        return self._found[0]

    @property
    def spans(self) -> pd.DataFrame:
        """The SPANS table: the words that prove the findings."""
        return self._found[1]

    @cached_property
    def blocks(self) -> pd.DataFrame:
        """The BLOCKS table: every article from its first sentence to its last, by theme and voice."""
        return blocks(self.story, self.statements, self.mentions, self.prepared.voices)

    @cached_property
    def emphasis(self) -> pd.DataFrame:
        """The EMPHASIS table."""
        inputs = EmphasisInputs(
            self.story, self.statements, self.mentions, self.blocks, self.actors, self.distinctive
        )
        return emphasis(inputs)

    @cached_property
    def corroboration(self) -> pd.DataFrame:
        """The CORROBORATION table: articles, independent origins and ultimate sources of every statement."""
        return corroboration(self.statements, self.mentions, self.sources, self.prepared.provenance.origins)

    @property
    def articles(self) -> pd.DataFrame:
        """The ARTICLES table of the story."""
        return self.story.articles

    @property
    def sentences(self) -> pd.DataFrame:
        """The SENTENCES table of the story."""
        return self.story.sentences


def prepare(
    story: Story,
    model: str = DEFAULT_MODEL,
    *,
    store: Path | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Encode and parse a story and score its candidate pairs; arguments and errors as in `encoding.encode`."""
    with ThreadPoolExecutor(1) as beside:
        read = beside.submit(
            annotations, story
        )  # while the encoder runs; the matrix is named by it at the end
        encoding = encode(story, model, store=store, encoder=encoder, progress=progress)
        units = units_of(story.sentences)
        if progress:
            progress("aligning", 0, 1)
        scored = candidates(units, story.sentences, encoding)
        if progress:
            progress("aligning", 1, 1)
        return Prepared(story, model, encoding, units, scored, read.result())


def settle(prepared: Prepared, settings: Settings, corrections: Corrections = ()) -> Comparison:
    """Every table at one threshold, from stored scores alone: no model, no pairwise work.

    Args:
        prepared: what `prepare` returned.
        settings: of the same model.
        corrections: what a reader put right.

    Raises:
        ValueError: the settings name another model than the one the story was prepared with.
    """
    if settings.model != prepared.model:
        raise ValueError(f"settings name {settings.model!r}, the story was prepared with {prepared.model!r}")
    story, units, scored = prepared.story, prepared.units, prepared.candidates
    judged, lost = verdicts(corrections, story.sentences)
    linked = links(scored, units, settings.threshold, judged)
    homes = prepared.phrases.sentences
    stated, mentions = statements(
        units,
        scored,
        story.sentences,
        prepared.encoding,
        settings.threshold,
        judged,
        lambda sentence: homes[sentence].words,
    )
    stated, mentions, astray = revise(corrections, stated, mentions)
    compared = compared_sentences(linked, units, scored, mentions, homes)
    near = frozenset(frozenset(pair) for pair in compared)
    cells = coverage(stated, mentions, story.articles, story.texts)
    cells = with_not_yet(cells, mentions, story.articles, prepared.facts, homes, near)
    return Comparison(
        story=story,
        settings=settings,
        corrections=corrections,
        lost=(*lost, *astray),
        model_digest=digest_of(settings.model),
        links=linked,
        statements=stated,
        mentions=mentions,
        coverage=cells,
        prepared=prepared,
        compared=compared,
    )


def compare(
    story: Story,
    settings: Settings | None = None,
    *,
    corrections: Corrections = (),
    store: Path | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Compare the articles of a story.

    Args:
        story: what `reading.read_folder` or `reading.read_files` returned.
        settings: defaults where None.
        corrections: what a reader put right; `corrections.load` reads them from a story folder.
        store: folder for the disk cache of encodings; None keeps nothing.
        encoder: used instead of the model's own.
        progress: called with (stage, done, in all).

    Raises:
        ModelError: the model cannot be had; no other fault of the texts raises here.
    """
    chosen = settings or Settings()
    prepared = prepare(story, chosen.model, store=store, encoder=encoder, progress=progress)
    return settle(prepared, chosen, corrections)
