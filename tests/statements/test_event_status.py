"""How far a thing has come: looking for some nouns alone finds what looking for all does."""

from __future__ import annotations

import pytest

from dashboard.findings.context import Context
from dashboard.pipeline import Prepared, analyse
from dashboard.settings import DEFAULT_THRESHOLD
from dashboard.statements.event_status import DONE, events, may_come, may_tell, published, sequences, stages


@pytest.fixture(scope="module")
def context(prepared: Prepared) -> Context:
    return analyse(prepared, DEFAULT_THRESHOLD).context


def test_sequences_of_some_nouns_are_those_among_all(context: Context) -> None:
    own = (context.facts, context.phrases.sentences, context.near, published(context.story.articles))
    every = sequences(*own)
    assert every
    for heads in ({group[0].head} for group in every):
        assert sequences(*own, heads) == [group for group in every if group[0].head in heads]


def test_letters_alone_tell_which_sentences_hold_a_stage(context: Context) -> None:
    told = [
        (home, stage)
        for home in context.phrases.sentences.values()
        for stage in stages(context.facts[home.sentence], home)
    ]
    assert told
    for home, stage in told:
        assert may_tell(home, {stage.head})
        assert may_tell(home, events())
        assert may_come(home.text) or stage.state == DONE
