"""A story in, every table out: how a comparison is computed, stage by stage.

`prepare` takes the model and the pairwise work, once a story. `analyse` applies a threshold and a reader's corrections,
which takes neither. Findings, emphasis and origins are worked out when they are first asked for. A new stage is a property
of `Prepared` or, where it depends on the threshold, of `Analysis`; a new table is one more line of `Analysis.tables`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from dashboard import limits
from dashboard.alignment.align import FULL, candidates, links
from dashboard.alignment.questions import objection
from dashboard.alignment.second_judge import Readings, SecondJudge, shipped_judge
from dashboard.attribution.sources import Heard, Voices, attributed_among, claims_among, heard, voices
from dashboard.comparison import Comparison, LazyTables
from dashboard.emphasis.composition import blocks
from dashboard.emphasis.keyness import distinctive
from dashboard.emphasis.measures import EmphasisInputs, emphasis
from dashboard.encoding.encode import Encoder, Encoding, Progress, digest_of, encode
from dashboard.encoding.phrases import Chunk, Chunks, Shared, annotated, chunks, told
from dashboard.encoding.phrases import Sentence as PhraseSentence
from dashboard.entities.entities import Actors, Spot, actors
from dashboard.findings.context import Context
from dashboard.findings.detectors import findings_of
from dashboard.findings.finding import tabulate
from dashboard.findings.referents import referents
from dashboard.language.annotate import Annotated, annotate
from dashboard.language.clauses import units_of
from dashboard.language.words import Word
from dashboard.lineage.provenance import Provenance, corroboration, provenance
from dashboard.settings import DEFAULT_MODEL, MAX_QUESTION_LENGTH, Settings
from dashboard.statements.corrections import OF_ACTORS, Corrections, of_actors, revise, verdicts
from dashboard.statements.coverage import coverage, nearest
from dashboard.statements.event_status import with_not_yet
from dashboard.statements.sentence_facts import StoryFacts, compared_sentences
from dashboard.statements.statements import statements
from dashboard.story.story import Fault, Story
from dashboard.story.topic import is_of_the_writer, letters
from dashboard.tables import SENTENCES, make

ALMOST = 0.7
"""Probability from which a passage that lacks the verb of a question is about the same thing: of 68 such passages of eight stories 31 tell
what is asked and 4 tell it in part, too few to say that they do, and too many to say that they may be about something else."""
ANSWERED = ("negation", "denial", "roles", "speaker")
"""Guards on whose questions `objection` looks at the parse of both; a statement that is asked for has no speaker."""

ASKED = "\uffffasked"  # sorts behind every article, so that no other pair changes its order


ActorCorrections = tuple[tuple[tuple[Spot, Spot], ...], tuple[Spot, ...]]


@dataclass(frozen=True, eq=False)
class Prepared:
    """A story with everything that depends on no threshold: what takes the model, and the pairwise work.

    Attributes:
        encoding: sentence -> vectors, of every sentence that is compared.
        units, candidates: tables as declared.
        annotations: sentence -> its tokens, tags, dependencies and entities.
        readings: what the second judge said of pairs of its sentences.
        actor_corrections: spots that name one actor, and spots that name another, as a reader put it right.
    """

    story: Story
    model: str
    encoding: Encoding
    units: pd.DataFrame
    candidates: pd.DataFrame
    annotations: Mapping[str, Annotated]
    readings: Mapping[tuple[str, str], float]
    actor_corrections: ActorCorrections = ((), ())

    @cached_property
    def phrases(self) -> Chunks:
        """What is named and what is done in every compared sentence, with vectors."""
        return chunks(self.story, self.encoding, self.annotations)

    @cached_property
    def facts(self) -> StoryFacts:
        """Sentence -> its dates, numbers and names; each sentence is read when it is first asked for."""
        return StoryFacts(self.story, self.phrases)

    @cached_property
    def actors(self) -> Actors:
        """Who is named."""
        return actors(self.phrases).apply_corrections(*self.actor_corrections)

    @cached_property
    def heard(self) -> Heard:
        """Who is cited, and whom the pronouns mean."""
        return heard(self.story, self.annotations, self.actors)

    @property
    def sources(self) -> pd.DataFrame:
        """The SOURCES table."""
        return self.heard.sources

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The rows of SOURCES that tell what somebody said, showed or asked; beliefs and plans are left out."""
        return claims_among(self.sources)

    @cached_property
    def voices(self) -> Voices:
        """In whose voice a piece is said."""
        return voices(self.story, attributed_among(self.sources))

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """Article -> who signed it, of those in which a writer speaks of himself."""
        return letters(self.story.sentences, self.story.texts)

    @cached_property
    def distinctive(self) -> pd.DataFrame:
        """The DISTINCTIVE table."""
        articles = self.story.articles
        outlets = dict(zip(articles["article"], articles["outlet"], strict=True))
        return distinctive(self.story.sentences, outlets).terms

    @cached_property
    def provenance(self) -> Provenance:
        """Shared runs of words, and independent origins."""
        return provenance(self.story, self.voices)

    @cached_property
    def referents(self) -> list[list[Chunk]]:
        """Phrases of several articles that name one thing."""
        return referents(self.phrases, self.actors, self.claims)


@dataclass(frozen=True, eq=False)
class SentenceLookup:
    """What naming a row needs to know of a prepared story's sentences."""

    prepared: Prepared

    def read(self, sentence: str) -> Annotated:
        """The sentence as it was parsed."""
        return self.prepared.phrases.sentences[sentence].read

    def words(self, sentence: str) -> Sequence[Word]:
        """Its words."""
        return self.prepared.phrases.sentences[sentence].words

    def told(self, words: Sequence[int], sentence: str, *others: str) -> float:
        """How much of some words of a sentence, by their numbers, others tell together: in [0, 1], 1 where there are none."""
        asked = (sentence, tuple(words), others)
        if asked not in self._told:
            known = self.prepared.phrases.sentences
            self._told[asked] = told(known[sentence], words, *(known[other] for other in others))
        return self._told[asked]

    @cached_property
    def _told(self) -> dict[tuple[str, tuple[int, ...], tuple[str, ...]], float]:
        """What was asked of `told` before, and its answers."""
        return {}

    def meant(self, sentence: str, start: int) -> str:
        """Whom the pronoun or the office means that begins at this character of a sentence, "" where the text does not tell."""
        return self._meant.get((sentence, start), "")

    @cached_property
    def _meant(self) -> dict[tuple[str, int], str]:
        """(sentence, character at which it begins) -> whom a pronoun means, by the text or, of "he said", by the table of sources, or who
        holds an office: "the governor"."""
        named, homes = self.prepared.actors, self.prepared.phrases.sentences.values()
        sources = self.prepared.sources
        cues = zip(*(sources[c] for c in ("article", "cue_start", "source", "carried")), strict=True)
        said = {(article, at): who for article, at, who, carried in cues if carried and named.person(who)}
        spots = [
            (h, t, (h.article, h.start + h.read.tokens[t.head].start)) for h in homes for t in h.read.tokens
        ]
        return {
            **{
                (h.sentence, t.start): said[at]
                for h, t, at in spots
                if at in said and t.text.lower() in ("he", "she")
            },
            **{
                (n.home.sentence, n.home.words[n.last - 1].start): named.names[n.actor]
                for n in named.namings
                if n.kind == "office" and n.last - n.first > 1
            },
            **self.prepared.heard.meant,
        }

    def speaker(self, article: str, start: int, end: int) -> str:
        """Who says a span of a file in his own words, "" where it is no quotation or nobody is named; of a letter who signed it."""
        said = self.prepared.voices.speaker(article, start, end)
        own = self.prepared.story.texts[article][start:end]
        return said or (self.prepared.letters.get(article, "") if is_of_the_writer(own) else "")

    def quoted(self, article: str, start: int, end: int) -> bool:
        """Whether most of a span of a file stands within quotation marks."""
        return self.prepared.voices.of(article, start, end)[0] == "quoted"


@dataclass(frozen=True, eq=False)
class Analysis:
    """A prepared story at one threshold, under a reader's corrections.

    Attributes:
        compared: pairs of sentences that are compared for facts -> probability of their link.
        lost: one fault for each correction whose place the texts no longer hold.
    """

    prepared: Prepared
    links: pd.DataFrame
    statements: pd.DataFrame
    mentions: pd.DataFrame
    coverage: pd.DataFrame
    compared: Mapping[tuple[str, str], float]
    lost: tuple[Fault, ...]

    @cached_property
    def context(self) -> Context:
        """What the detectors of findings look at."""
        own = self.prepared
        return Context(
            story=own.story,
            encoding=own.encoding,
            units=own.units,
            candidates=own.candidates,
            links=self.links,
            statements=self.statements,
            mentions=self.mentions,
            coverage=self.coverage,
            sources=own.claims,
            phrases=own.phrases,
            facts=own.facts,
            compared=self.compared,
            voices=own.voices,
            actors=own.actors,
            referents=own.referents,
        )

    @cached_property
    def found(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The FINDINGS table, heaviest first, and the SPANS table."""
        return tabulate(findings_of(self.context), self.prepared.story.texts)

    @cached_property
    def blocks(self) -> pd.DataFrame:
        """The BLOCKS table."""
        return blocks(self.prepared.story, self.statements, self.mentions, self.prepared.voices)

    @cached_property
    def emphasis(self) -> pd.DataFrame:
        """The EMPHASIS table."""
        own = self.prepared
        named = own.actors.table
        return emphasis(
            EmphasisInputs(own.story, self.statements, self.mentions, self.blocks, named, own.distinctive)
        )

    @cached_property
    def corroboration(self) -> pd.DataFrame:
        """The CORROBORATION table."""
        own = self.prepared
        return corroboration(self.statements, self.mentions, own.claims, own.provenance.origins)

    def tables(self) -> dict[str, Callable[[], pd.DataFrame]]:
        """Name of every table of a comparison -> what computes it."""
        own = self.prepared
        return {
            "units": lambda: own.units,
            "candidates": lambda: own.candidates,
            "links": lambda: self.links,
            "statements": lambda: self.statements,
            "mentions": lambda: self.mentions,
            "coverage": lambda: self.coverage,
            "findings": lambda: self.found[0],
            "spans": lambda: self.found[1],
            "emphasis": lambda: self.emphasis,
            "blocks": lambda: self.blocks,
            "sources": lambda: own.sources,
            "actors": lambda: own.actors.table,
            "distinctive": lambda: own.distinctive,
            "lineage": lambda: own.provenance.lineage,
            "runs": lambda: own.provenance.runs,
            "origins": lambda: own.provenance.table,
            "corroboration": lambda: self.corroboration,
        }


def prepare(
    story: Story,
    model: str = DEFAULT_MODEL,
    *,
    store: Path | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Encode and parse a story and score its candidate pairs; arguments and errors as in `encode`."""
    with limits.beside(annotated, story.sentences) as parsed:  # while the encoder runs
        encoding = encode(story, model, store=store, encoder=encoder, progress=progress)
        read = parsed.result()
        units = units_of(story.sentences, read)
        limits.check("aligning")
        if progress:
            progress("aligning", 0, 1)
        readings: dict[tuple[str, str], float] = {}
        scored = candidates(units, story.sentences, encoding, judge=judge_for(model, readings))
        if progress:
            progress("aligning", 1, 1)
        return Prepared(story, model, encoding, units, scored, read, readings)


def judge_for(model: str, readings: Readings) -> SecondJudge | None:
    """Who reads the pairs in doubt once more: the judge that was fitted beside the model, and nobody where none was.

    Args:
        model: of the sentences' vectors.
        readings: what it has read of the story; gains what it reads.
    """
    judge = shipped_judge(model)
    return judge.remembering(readings) if judge else None


def _with_actors(prepared: Prepared, corrections: Corrections) -> tuple[Prepared, list[Fault]]:
    """The story with its actors as a reader put them right; what has been read of it stays."""
    if not any(c.action in OF_ACTORS for c in corrections):
        return prepared, []
    one, apart, lost = of_actors(corrections, prepared.actors.table)
    corrected = replace(prepared, actor_corrections=(tuple(one), tuple(apart)))
    vars(corrected)["phrases"] = prepared.phrases
    return corrected, lost


def analyse(prepared: Prepared, threshold: float, corrections: Corrections = ()) -> Analysis:
    """Links, rows and coverage at one threshold, from stored scores alone: no model, no pairwise work.

    Args:
        prepared: what `prepare` returned.
        threshold: probability in [0, 1] from which two pieces count as saying the same.
        corrections: what a reader put right.
    """
    limits.check("rows")
    prepared, unnamed = _with_actors(prepared, corrections)
    story, units, scored = prepared.story, prepared.units, prepared.candidates
    judged, lost = verdicts(corrections, story.sentences)
    linked = links(scored, units, threshold, judged)
    homes = prepared.phrases.sentences
    stated, mentions = statements(
        units,
        scored,
        story.sentences,
        prepared.encoding,
        threshold,
        judged,
        SentenceLookup(prepared),
        story.strays,
    )
    limits.check("rows")
    stated, mentions, astray = revise(corrections, stated, mentions)
    compared = compared_sentences(linked, units, scored, mentions, homes)
    linked_or_near = frozenset(frozenset(pair) for pair in compared)
    near = nearest(stated, mentions, units, scored)
    close = dict(zip(zip(near["statement"], near["article"], strict=True), near["score"], strict=True))
    cells = coverage(stated, mentions, story.articles, story.texts, close)
    cells = with_not_yet(cells, mentions, story.articles, prepared.facts, homes, linked_or_near)
    return Analysis(prepared, linked, stated, mentions, cells, compared, (*lost, *astray, *unnamed))


def settle(prepared: Prepared, settings: Settings | None = None, corrections: Corrections = ()) -> Comparison:
    """The comparison of a prepared story.

    Args:
        prepared: what `prepare` returned.
        settings: of the same model; defaults where None.
        corrections: what a reader put right.

    Raises:
        ValueError: the settings name another model than the one the story was prepared with.
    """
    chosen = settings or Settings()
    if chosen.model != prepared.model:
        raise ValueError(f"settings name {chosen.model!r}, the story was prepared with {prepared.model!r}")
    analysis = analyse(prepared, chosen.threshold, corrections)
    digest = digest_of(chosen.model)
    made = LazyTables(analysis.tables())
    return Comparison(prepared.story, chosen, corrections, analysis.lost, digest, made)


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
        story: what `story.read.read_folder` or `read_files` returned.
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


def ask(prepared: Prepared, text: str, encoder: Encoder, threshold: float) -> pd.DataFrame:
    """The nearest passages of every article to a statement, whether they report it or not.

    The statement joins the story as one more article of one sentence, so it is scored as any other.

    Args:
        prepared: the story.
        text: what is asked, one statement; what exceeds MAX_QUESTION_LENGTH characters is cut.
        encoder: of the model that the story was prepared with.
        threshold: probability from which a passage reports it.

    Returns:
        One row an article and sentence, the surest first: `article`, `sentence`, `start`, `end` (of the piece),
        `score` (probability in [0, 1]), `guard` (what speaks against it, or ""; "verb" where only another verb does),
        `state` (`full`, `partial`, or
        `absent` below the threshold). An article without any candidate has no row.

    Raises:
        ValueError: the statement is empty.
    """
    words = " ".join(text.split())[:MAX_QUESTION_LENGTH]
    if not words:
        raise ValueError("Write a statement to ask for.")
    question, best = _nearest_pieces(prepared, words, encoder)
    meant: dict[str, dict[int, str]] = {}
    for (sentence, start), who in prepared.heard.meant.items():
        meant.setdefault(sentence, {})[start] = who
    known = prepared.phrases.sentences
    objections = best["sentence"].map(lambda name: objection(question, known[name], meant.get(name, {})))
    guards = best["guard"].where(~best["guard"].isin(ANSWERED), "")
    guards = guards.where((objections == "") | ((objections == "act") & (guards != "")), objections)
    guards = guards.mask((guards == "act") & (best["score"] >= ALMOST), "verb")
    found = (best["score"] >= threshold) & (guards == "")
    full = found & (best["score"] >= FULL)
    state = full.map({True: "full", False: "partial"}).where(found, "absent")
    return best.assign(state=state, guard=guards)[
        ["article", "sentence", "start", "end", "score", "guard", "state"]
    ].reset_index(drop=True)


def _nearest_pieces(prepared: Prepared, words: str, encoder: Encoder) -> tuple[PhraseSentence, pd.DataFrame]:
    """A statement that is asked for, as it was read, and of every sentence the piece that is nearest to it.

    Nothing of what its reader asks stays with a story that others see.

    Returns:
        the statement, and one row a sentence, the nearest first: the columns of CANDIDATES, and of the piece those of UNITS.
    """
    key = f"{ASKED}:0"
    row = (key, ASKED, 0, len(words), "body", "", words)
    asked = make(SENTENCES, [dict(zip(SENTENCES.names, row, strict=True))])
    read = annotate([words])[0]
    own = units_of(asked, {key: read})
    encoding = {**prepared.encoding, key: encoder([words])[0]}
    scored = candidates(
        pd.concat([prepared.units, own], ignore_index=True),
        pd.concat([prepared.story.sentences, asked], ignore_index=True),
        encoding,
        judge=judge_for(prepared.model, dict(prepared.readings)),
    )
    near = scored[scored["b"].isin(own["unit"])].join(prepared.units.set_index("unit"), on="a")
    best = near.sort_values("score", ascending=False, kind="stable").drop_duplicates("sentence")
    shared = Shared(encoding, dict(prepared.phrases.sentences))
    return PhraseSentence(key, ASKED, "body", 0, words, read, shared), best
