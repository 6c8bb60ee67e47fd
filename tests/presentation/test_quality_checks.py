"""Doubts about articles, questions to a story, and its first lines."""

from __future__ import annotations

import pytest

from dashboard.comparison import Comparison
from dashboard.encoding.encode import load_encoder
from dashboard.pipeline import Prepared, ask, compare
from dashboard.presentation.filters import article_names
from dashboard.presentation.highlights import MOST_CARDS, MOST_OF_A_KIND, highlights
from dashboard.presentation.quality_checks import notices
from dashboard.presentation.story_title import title_of
from dashboard.settings import Settings
from dashboard.statements.coverage import tellers
from dashboard.story.read import read_files
from dashboard.story.topic import ENGLISH, function_word_share
from tests.support.paths import SEEDS

ENGLISH_TEXTS = [f.read_text(encoding="utf-8") for f in sorted(SEEDS.glob("*.txt"))]
OTHERS = {
    "German": "Der Minister übergab am Mittwoch einen Brief des Präsidenten, wie die Agentur unter Berufung auf "
    "Regierungskreise meldete. Über den Inhalt der Gespräche wurde nichts bekannt.",
    "French": "Le ministre a remis mercredi une lettre du président, selon l'agence officielle. Rien n'a été "
    "communiqué sur le contenu des entretiens entre les deux pays.",
    "Spanish": "El ministro entregó el miércoles una carta del presidente, según la agencia oficial. No se dio a "
    "conocer el contenido de las conversaciones entre los dos países.",
    "Vietnamese": "Bộ trưởng đã trao bức thư của tổng thống vào thứ tư, theo hãng thông tấn nhà nước.",
    "Korean": "장관은 수요일 대통령의 편지를 전달했다고 통신사가 보도했다.",
}


@pytest.mark.parametrize("text", ENGLISH_TEXTS)
def test_english_reads_as_english(text: str) -> None:
    assert function_word_share(text) > ENGLISH + 0.05


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_does_not(language: str) -> None:
    assert function_word_share(OTHERS[language]) < ENGLISH - 0.05


def test_the_default_story_gives_no_cause_for_doubt(comparison: Comparison) -> None:
    assert not notices(comparison)


@pytest.mark.model
def test_a_stray_a_foreign_and_a_doubled_article_are_named() -> None:
    cake = (
        "Cream the butter with the sugar until it is pale. Fold in the flour and the lemon zest by hand. "
        "Bake the cake for forty minutes and let it cool on a rack."
    )
    first = ENGLISH_TEXTS[0]
    story = read_files(
        "mixed",
        {
            "a.txt": first.encode(),
            "b.txt": ENGLISH_TEXTS[1].encode(),
            "cake.txt": cake.encode(),
            "german.txt": OTHERS["German"].encode(),
            "twin.txt": (first + " ").encode(),
        },
    )
    said = {fault.file: fault.message for fault in notices(compare(story, Settings()))}
    assert "shares no statement" in said["cake.txt"]
    assert "does not read as English" in said["german.txt"]
    assert "word for word in a.txt" in said["twin.txt"]
    assert "b.txt" not in said


def test_the_event_line_is_told_by_several_and_in_full_by_two(comparison: Comparison) -> None:
    told = tellers(comparison.coverage).groupby("statement")["tellers"].first()
    title = title_of(comparison, article_names(comparison))
    assert title is not None
    own = comparison.coverage[comparison.coverage["statement"] == title.statement]
    assert told[title.statement] >= told.max() - 1
    assert (own["state"] == "full").sum() > 1


def test_highlights_are_few_and_of_several_kinds(comparison: Comparison) -> None:
    found = highlights(comparison)
    assert 5 <= len(found) <= MOST_CARDS
    assert found["kind"].value_counts().max() <= MOST_OF_A_KIND
    assert not found["finding"].duplicated().any()


@pytest.mark.model
def test_a_sentence_of_the_story_finds_itself(prepared: Prepared, comparison: Comparison) -> None:
    body = comparison.sentences[comparison.sentences["role"] == "body"]
    for row in body.iloc[[4, 25, 60]].itertuples():
        near = ask(prepared, row.text, load_encoder(), comparison.settings.threshold)
        best = near[near["sentence"] == row.sentence]
        assert best["state"].iloc[0] == "full", row.text


@pytest.mark.model
@pytest.mark.parametrize(
    "question", ["The recipe needs three eggs and a spoon of sugar.", "Rain is expected in Lisbon."]
)
def test_a_statement_of_another_event_is_found_nowhere(prepared: Prepared, question: str) -> None:
    near = ask(prepared, question, load_encoder(), Settings().threshold)
    assert (near["state"] == "absent").all()


def test_an_empty_question_is_refused(prepared: Prepared) -> None:
    with pytest.raises(ValueError, match="Write a statement"):
        ask(prepared, "  \n ", lambda _: [], 0.5)
