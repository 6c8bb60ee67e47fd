"""Rows and their labels: every piece has a row, a label is the words of a mention, ties do not hang on file names."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.alignment.calibration import AROUND
from dashboard.alignment.clustering import Pair, agglomerate, ordered, rows_of
from dashboard.comparison import Comparison
from dashboard.encoding.encode import SentenceVectors
from dashboard.language.annotate import annotate
from dashboard.language.clauses import clauses, weight
from dashboard.statements.labels import SLIGHT, Piece, most_typical
from dashboard.statements.statements import (
    _Gathered,
    _Names,
    _Pairs,
    _Reads,
    _row,
    _shortest,
    _telling,
    _Unit,
    _with_neighbours,
    statements,
)
from dashboard.statements.themes import MAX_THEMES, OTHER, _is_common
from dashboard.statements.trim import CUT, OPEN, is_label_of, label, part_of, short_label
from dashboard.story.topic import strays
from dashboard.tables import CANDIDATES, SENTENCES, UNITS, make
from tests.support.fact_cases import CASES

LABELS = json.loads((CASES / "statements" / "labels.json").read_text(encoding="utf-8"))
ARTICLE = {"a1": "a", "a2": "a", "b1": "b", "c1": "c", "c2": "c"}


def test_one_strong_pair_does_not_chain_two_statements() -> None:
    assert agglomerate(["a", "b", "c"], {(0, 1): 0.9, (1, 2): 0.6}, 0.5) == [[0, 1], [2]]


def test_what_is_said_of_two_things_stands_in_both_rows() -> None:
    scores = {("a1", "b1"): 0.9, ("b1", "c1"): 0.6}
    rows = rows_of(["a1", "b1", "c1"], scores, ARTICLE, 0.5)
    assert [set(row.units) for row in rows] == [{"a1", "b1"}, {"c1", "b1"}]


def test_a_row_held_by_another_is_dropped() -> None:
    scores = {("a1", "b1"): 0.9, ("a1", "c1"): 0.9, ("b1", "c1"): 0.9}
    assert [set(row.units) for row in rows_of(["a1", "b1", "c1"], scores, ARTICLE, 0.5)] == [
        {"a1", "b1", "c1"}
    ]


def test_every_piece_that_says_something_is_in_a_row(comparison: Comparison) -> None:
    held: dict[str, list[tuple[int, int]]] = {}
    for sentence, start, end in zip(
        *(comparison.mentions[c] for c in ("sentence", "start", "end")), strict=True
    ):
        held.setdefault(sentence, []).append((start, end))
    units = comparison.units
    for sentence, start, end, text in zip(
        *(units[c] for c in ("sentence", "start", "end", "text")), strict=True
    ):
        if weight(text):
            assert any(a <= start and end <= b for a, b in held[sentence]), text


def test_a_label_is_the_words_of_a_mention_of_its_row(comparison: Comparison) -> None:
    texts = dict(zip(comparison.sentences["sentence"], comparison.sentences["text"], strict=True))
    for row in comparison.statements.itertuples():
        own = comparison.mentions[comparison.mentions["statement"] == row.statement]
        printed = [texts[s] for s in own["sentence"]]
        plain = re.sub(r"^\[[^]]*\] | \[[^]]*\]", "", row.label)
        spoken = plain.partition(": “")[2].removesuffix("”") or plain
        stretches = (spoken if any(spoken in text for text in printed) else plain.removesuffix(CUT)).split(
            OPEN
        )
        assert any(all(begins(words.strip(), text) for words in stretches) for text in printed), row.label
        assert any(is_label_of(row.label, text) for text in own["text"]), row.label


def begins(words: str, text: str) -> bool:
    """Whether words stand in a text; their first letter may have been made a capital, and a quotation that was cut open has both marks."""
    return words.strip('"') in text or words[:1].lower() + words[1:] in text


def test_no_theme_swallows_the_story(comparison: Comparison) -> None:
    sizes = Counter(comparison.statements["theme"])
    told = len(comparison.statements)
    assert 3 <= len(sizes) <= MAX_THEMES + 1
    assert max(sizes.values()) <= 0.5 * told
    assert sizes[OTHER] <= 0.2 * told


def test_half_of_a_theme_holds_the_words_that_name_it(comparison: Comparison) -> None:
    texts = comparison.mentions.groupby("statement")["text"].agg(" ".join).str.casefold()
    for name, own in comparison.statements.groupby("theme"):
        if name != OTHER:
            stem = str(name).casefold().rstrip("s")
            assert 2 * sum(stem in texts[key] for key in own["statement"]) >= len(own), name


def test_a_theme_is_named_in_words_of_its_articles(comparison: Comparison) -> None:
    texts = " ".join(comparison.mentions["text"])
    for name in set(comparison.statements["theme"]) - {OTHER}:
        assert begins(name, texts)


def piece(
    sentence: str,
    text: str,
    centrality: float = 1.0,
    meant: Mapping[str, str] | None = None,
    speaker: str = "",
    before: Sequence[str] = (),
    quoted: bool = False,
) -> Piece:
    """A piece of a sentence that may name a row."""
    start, known = sentence.index(text), meant or {}
    read = annotate([sentence])[0]
    return Piece(
        read,
        start,
        start + len(text),
        centrality=centrality,
        meant=lambda at: known.get(str(at), ""),
        speaker=speaker,
        before=tuple(annotate(before)),
        quoted=quoted,
    )


@pytest.mark.parametrize("case", LABELS, ids=[str(case["name"]) for case in LABELS])
def test_a_label_reads_by_itself(case: Mapping[str, Any]) -> None:
    own = piece(
        case["sentence"],
        case["piece"],
        meant=case.get("meant"),
        speaker=case.get("speaker", ""),
        before=case.get("before", ()),
        quoted=case.get("quoted", False),
    )
    assert own.label == case["label"]
    assert is_label_of(own.label, case["piece"])


def test_a_piece_that_reads_by_itself_has_hardly_a_fault() -> None:
    assert (
        piece("The envoy handed the mayor a letter.", "The envoy handed the mayor a letter.").fault < SLIGHT
    )
    assert piece("He handed the mayor a letter.", "He handed the mayor a letter.").fault >= SLIGHT


def wording(text: str, centrality: float) -> Piece:
    return piece(text, text, centrality)


def test_a_wording_that_stands_by_itself_names_the_row() -> None:
    wordings = [
        piece("It was the envoy, who handed the mayor a letter.", "who handed the mayor a letter", 0.9),
        wording("He handed the mayor a letter.", 0.85),
        wording("The envoy handed the mayor a letter.", 0.8),
    ]
    assert most_typical(wordings) == 2
    assert most_typical(wordings[::-1]) == 0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("The mayor and the envoy talked on Tuesday.", "The mayor and the envoy talked the same day."),
        ("The mayor opened the bridge.", "Also, the mayor opened the bridge."),
        (
            "The mayor met the envoy at the harbour.",
            "The talks of mayor and envoy were the first since a trawler sank off the northern cape in 2019.",
        ),
    ],
)
def test_a_name_leans_on_nothing_and_says_no_more_than_its_row(better: str, worse: str) -> None:
    others = [wording("who met the envoy at the harbour when the mayor opened the bridge on Tuesday", 0.5)]
    assert most_typical([wording(worse, 0.8), wording(better, 0.75), *others]) == 1
    assert most_typical([wording(better, 0.75), wording(worse, 0.8), *others]) == 0


def told(
    sentences: Mapping[str, str], scores: Mapping[Pair, float], cut: Mapping[str, Sequence[str]] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of one-sentence articles whose pairs have these probabilities.

    Args:
        sentences: article -> its sentence.
        scores: pairs of articles, or of an article's pieces ("a.1"), -> probability that they state the same.
        cut: article -> the pieces of its sentence; one that is missing is one piece.
    """
    spans = [
        {
            "sentence": f"{a}:0",
            "article": a,
            "start": 0,
            "end": len(text),
            "role": "body",
            "reason": "",
            "text": text,
        }
        for a, text in sentences.items()
    ]
    table = make(SENTENCES, spans)
    units = make(
        UNITS,
        (
            {k: v for k, v in s.items() if k in UNITS.names}
            | {
                "unit": f"{s['sentence']}.{number}",
                "start": str(s["text"]).index(text),
                "end": str(s["text"]).index(text) + len(text),
                "text": text,
            }
            for s in spans
            for number, text in enumerate((cut or {}).get(str(s["article"]), [str(s["text"])]))
        ),
    )
    name = {a: f"{a}:0.0" for a in sentences} | {
        f"{a}.{k}": f"{a}:0.{k}" for a, own in (cut or {}).items() for k in range(len(own))
    }
    candidates = make(
        CANDIDATES,
        (
            {"a": name[a], "b": name[b], "alone": p, "score": p, "guard": ""} | dict.fromkeys(AROUND, 0.0)
            for (a, b), p in scores.items()
        ),
    )
    width = np.eye(len(spans), 8, dtype=np.float32)
    encoding = {
        str(s["sentence"]): SentenceVectors(width[[k]], np.zeros(1, np.int32), np.ones(1, np.int32), width[k])
        for k, s in enumerate(spans)
    }
    return statements(units, candidates, table, encoding, 0.5, strays=strays(table))


def strengths(row: str, sentence: str, likely: float) -> set[str]:
    """How a sentence of one article tells a row that two others have in the same words, linked to both with this probability."""
    _, mentions = told(
        {"a": row, "b": sentence, "c": row}, {("a", "b"): likely, ("b", "c"): likely, ("a", "c"): 0.99}
    )
    return set(mentions.loc[mentions["article"] == "b", "strength"])


@pytest.mark.parametrize(
    ("third", "articles"),
    [
        ("The mayor welcomed the envoy in the harbour.", {"a", "b", "c"}),
        ("The baker sold a lemon cake at the school fair.", {"a", "b"}),
    ],
)
def test_an_article_about_something_else_reports_nothing_in_part(third: str, articles: set[str]) -> None:
    sentences = {
        "a": "The mayor received the envoy in the harbour on Tuesday.",
        "b": "The mayor met the envoy at the harbour on Tuesday.",
        "c": third,
    }
    _, mentions = told(sentences, {("a", "b"): 0.97, ("a", "c"): 0.7, ("b", "c"): 0.7})
    row = mentions.loc[mentions["article"] == "a", "statement"].iloc[0]
    assert set(mentions.loc[mentions["statement"] == row, "article"]) == articles


def test_shreds_of_a_transcript_name_no_row_and_make_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.statements.statements.transcribed", lambda _: {"a": ["a:0"]})
    aired = ["THE MAYOR MET THE ENVOY AT THE HARBOUR.", "PEOPLE SAW IT RIGHT THERE IN 20 YEARS.JUST"]
    sentences = {"a": " ".join(aired), "b": "The mayor received the envoy in the harbour on Tuesday."}
    rows, mentions = told(sentences, {("a.0", "b"): 0.97}, {"a": aired})
    assert list(rows["label"]) == [sentences["b"]]
    assert set(mentions["article"]) == {"a", "b"}


def test_a_row_that_few_began_is_named_after_what_most_say() -> None:
    sentences = {
        "a": "Mayor and envoy held a separate meeting the same day.",
        "b": "The talks were the first since a trawler sank off the cape.",
        "c": "The mayor met the envoy on Tuesday.",
        "d": "The mayor received the envoy in the harbour on Tuesday.",
        "e": "The mayor met the envoy at the harbour on Tuesday, an official said.",
        "f": "An envoy was received by the mayor before the fair.",
        "g": "The fair began with a visit of the envoy to the mayor.",
        "h": "An envoy, the first guest of the fair, called on the mayor.",
    }
    one_thing = dict.fromkeys(itertools.combinations("cdefgh", 2), 0.97)
    alike = {(x, y): 0.6 if y in "cde" else 0.05 for x in "ab" for y in "cdefgh"}
    rows, mentions = told(sentences, {("a", "b"): 0.99} | alike | one_thing)
    of_both = mentions.loc[mentions["article"] == "a", "statement"].item()
    assert set(mentions.loc[mentions["statement"] == of_both, "article"]) == set("abcde")
    assert rows.set_index("statement").loc[of_both, "label"] in {label(sentences[x]) for x in "cde"}
    assert rows["label"].is_unique


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        (
            "While the harbour council closed the rotten bridge on Friday, traders kept their stalls open.",
            "full",
        ),
        (
            "The rotten bridge, which the harbour council closed on Friday, had stood for ninety years.",
            "full",
        ),
        ("It isn't true that the harbour council closed the rotten bridge on Friday.", "partial"),
    ],
)
def test_a_sentence_that_holds_the_words_of_a_row_states_it_in_full(sentence: str, state: str) -> None:
    row = "The harbour council closed the rotten bridge on Friday."
    assert strengths(row, sentence, 0.7) == {state}


def test_a_quotation_is_told_in_full_by_the_words_that_are_quoted() -> None:
    row = "“The new toll is unfair but lawful and overdue,” Nora Vell said in a statement."
    sentence = (
        "While the ferries stood idle, they heard that “the new toll is unfair but lawful and overdue.”"
    )
    assert strengths(row, sentence, 0.55) == {"full"}


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Paula Grint, 31, of Harbour Guard was charged with murder on Sunday over the death.", "full"),
        ("Police named the guard as Paula Grint, 31, of Harbour Guard on Sunday.", "partial"),
        ("Paula Grint, 31, of Harbour Guard was charged with manslaughter on Sunday.", "partial"),
    ],
)
def test_who_is_charged_is_not_told_by_who_he_is(sentence: str, state: str) -> None:
    row = "Paula Grint, 31, of Harbour Guard was charged with murder on Sunday."
    assert strengths(row, sentence, 0.99) == {state}


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("The water in the old basin of Harwich is rising, the port office said on Monday.", "full"),
        (
            "The port office is unable to say whether the water in the old basin of Harwich is rising.",
            "partial",
        ),
    ],
)
def test_what_a_sentence_leaves_open_is_not_stated_in_full(sentence: str, state: str) -> None:
    row = "Water in the old basin of Harwich is rising."
    assert strengths(row, sentence, 0.99) == {state}


@pytest.mark.parametrize(
    "stems", ["a", "ab", "aab", "abcabc", "aabbbcab", "abacabadabacaba", "ccccab", "abbbbcaabc"]
)
def test_the_shortest_stretch_with_all_words_is_found_in_one_pass(stems: str) -> None:
    places = [(3 * k, stem) for k, stem in enumerate(stems)]
    whole = [
        (places[a][0], places[b][0])
        for a in range(len(stems))
        for b in range(a, len(stems))
        if set(stems[a : b + 1]) == set(stems)
    ]
    assert _shortest(places) == min(whole, key=lambda stretch: (stretch[1] - stretch[0], stretch[0]))


PIECES = [
    "The mayor opened the fair,",
    "traders kept their stalls open all night,",
    "the envoy left the harbour at dawn.",
]


@pytest.mark.parametrize(
    ("shared", "alone"),
    [
        (
            [],
            [
                "The mayor opened the fair, traders kept their stalls open all night, the envoy left the harbour at dawn."
            ],
        ),
        ([0], ["traders kept their stalls open all night, the envoy left the harbour at dawn."]),
        ([1], ["The mayor opened the fair,", "the envoy left the harbour at dawn."]),
        ([0, 1, 2], []),
    ],
)
def test_neighbouring_pieces_that_nobody_else_reports_are_one_statement(
    shared: Sequence[int], alone: Sequence[str]
) -> None:
    sentences = {"a": " ".join(PIECES)} | {f"b{k}": text for k, text in enumerate(PIECES)}
    rows, mentions = told(sentences, {(f"a.{k}", f"b{k}"): 0.95 for k in shared}, {"a": PIECES})
    single = set(rows.loc[rows["articles"] == 1, "statement"])
    own = mentions[(mentions["article"] == "a") & mentions["statement"].isin(single)]
    assert list(own["text"]) == alone
    assert all(sentences["a"][m.start : m.end] == m.text for m in own.itertuples())


def test_what_one_article_tells_alone_is_a_row_a_sentence(comparison: Comparison) -> None:
    single = comparison.statements.loc[comparison.statements["articles"] == 1, "statement"]
    own = comparison.mentions[comparison.mentions["statement"].isin(single)]
    for _, mentions in own.groupby("statement"):
        assert mentions["sentence"].nunique() == 1


class _Known(_Reads):
    """Reads sentences of one article, whose speakers are known."""

    def __init__(self, texts: Sequence[str], speakers: Mapping[int, str]) -> None:
        self._read = dict(zip(map(str, range(len(texts))), annotate(texts), strict=True))
        self.who = speakers

    def speaker(self, _article: str, start: int, _end: int, /) -> str:
        return self.who.get(start, "")


@pytest.mark.parametrize(
    ("texts", "speakers", "labels"),
    [
        (
            ["The council passed a rule on Monday.", "It bans trucks from the bridge."],
            {},
            [
                "The council passed a rule on Monday.",
                "[The council passed a rule on Monday.] It bans trucks from the bridge.",
            ],
        ),
        (
            ["The council passed a rule on Monday.", "The mayor left the city at dawn."],
            {},
            ["The council passed a rule on Monday.", "The mayor left the city at dawn."],
        ),
        (
            ["The council passed a rule on Monday.", "“This is a scandal.”"],
            {1: "Ann Roe"},
            [
                "The council passed a rule on Monday.",
                "[The council passed a rule on Monday.] Ann Roe: “This is a scandal.”",
            ],
        ),
        (
            ["“The bridge is lost,” Ann Roe said.", "“This is a scandal.”"],
            {0: "Ann Roe", 1: "Ann Roe"},
            [
                "“The bridge is lost,” Ann Roe said.",
                "[“The bridge is lost,” Ann Roe said.] Ann Roe: “This is a scandal.”",
            ],
        ),
        (
            [
                "“The old bridge is lost to us for good,” Ann Roe said.",
                "“Traders will leave Harwich for the towns up north.”",
            ],
            {0: "Ann Roe", 1: "Ann Roe"},
            [
                "“The old bridge is lost to us for good,” Ann Roe said.",
                "Ann Roe: “Traders will leave Harwich for the towns up north.”",
            ],
        ),
    ],
)
def test_a_row_is_one_statement_with_what_it_leans_on_in_brackets(
    texts: Sequence[str], speakers: Mapping[int, str], labels: Sequence[str]
) -> None:
    reader = _Known(texts, speakers)
    units = [
        _Unit(str(k), str(k), "a", k, k + len(t), t, k, "body", (str(k - 1),) if k else (), reader)
        for k, t in enumerate(texts)
    ]
    rows = _with_neighbours([([unit], 1) for unit in units], {unit.unit: k for k, unit in enumerate(units)})
    assert [own[0].piece.label for own, _ in rows] == labels


@pytest.mark.parametrize(
    ("text", "says_nothing"),
    [
        ("Online", True),
        ("Harwich, Ardenia.", True),
        ("Wash.", True),
        ("The bridge fell.", False),
        ("Ann Roe said.", True),
        ("Ann Roe said it.", False),
        ("Here are some of the traders' answers.", True),
        ("See the new bridge below, and tell us what you think", True),
        ("Here are ferries that traders hate and lorries that they love, and no bridges at all.", False),
        ("The old harbour bridge today", False),
    ],
)
def test_a_short_line_without_a_verb_says_nothing(text: str, says_nothing: bool) -> None:
    assert piece(text, text).says_nothing == says_nothing
    assert piece(text, text, quoted=True).says_nothing == says_nothing


class _Words(_Known):
    """Tells of a label the words that other sentences hold."""

    def told(self, words: Sequence[int], sentence: str, /, *others: str) -> float:
        own = self.words(sentence)
        held = {word.stem for other in others for word in self.words(other)}
        return sum(own[k].stem in held for k in words) / len(words) if words else 1.0


def _row_of(texts: Sequence[str], scores: Mapping[tuple[int, int], float]) -> list[str]:
    """Strengths of the mentions of a row that the first text names; all texts but the first are of one other article."""
    reader = _Words(texts, {})
    units = [
        _Unit(str(k), str(k), "b" if k else "a", k, k + len(t), t, k, "body", (), reader)
        for k, t in enumerate(texts)
    ]
    pairs = _Pairs({ordered(str(a), str(b)): p for (a, b), p in scores.items()}, {})
    group = _Gathered(units, len(units), pairs)
    kept = _telling(group, units[0])
    _, mentions = _row(
        _Gathered(kept, len(kept), pairs), units[0], _Names({u.sentence: u.begin for u in units}, set())
    )
    return [str(m["strength"]) for m in mentions]


@pytest.mark.parametrize(
    ("texts", "scores", "strengths"),
    [
        (
            [
                "The harbour director, Ann Roe, ruled out closing the rotten bridge.",
                "The harbour director, Ann Roe, said the night had been painful.",
            ],
            {(0, 1): 0.95},
            ["full"],
        ),
        (
            ["Ann Roe closed the rotten bridge for good.", "Ann Roe sold a ferry."],
            {(0, 1): 0.95},
            ["full"],
        ),
        (
            [
                "The harbour director, Ann Roe, ruled out closing the rotten bridge.",
                "Director Ann Roe ruled out closing the rotten bridge.",
            ],
            {(0, 1): 0.95},
            ["full", "full"],
        ),
        (
            [
                "The council closed the rotten bridge and sold the old ferry.",
                "The council closed the rotten bridge.",
                "It sold the old ferry.",
            ],
            {(0, 1): 0.85, (0, 2): 0.85},
            ["full", "full", "partial"],
        ),
        (
            [
                "The council closed the rotten bridge and sold the old ferry.",
                "The council closed the rotten bridge.",
            ],
            {(0, 1): 0.75},
            ["full", "partial"],
        ),
        (
            ["The council closed the rotten bridge.", "The council left the rotten bridge."],
            {(0, 1): 0.85},
            ["full", "partial"],
        ),
        (
            ["The council closed the rotten bridge.", "The council shut the rotten bridge."],
            {(0, 1): 0.95},
            ["full", "full"],
        ),
    ],
)
def test_a_cell_is_full_by_what_its_sentences_tell_together_and_empty_by_a_name(
    texts: Sequence[str], scores: Mapping[tuple[int, int], float], strengths: Sequence[str]
) -> None:
    assert _row_of(texts, scores) == strengths


def test_pieces_that_only_their_whole_sentence_names_are_one_statement() -> None:
    pieces = [
        "For all who called it a waste,",
        "which the paper put at a million,",
        "supporters noted that",
        "it was a first.",
    ]
    sentences = {"a": " ".join(pieces), "b": "The paper put it at a million."}
    rows, mentions = told(sentences, {("a.1", "b"): 0.95}, {"a": pieces})
    assert rows["label"].is_unique
    assert set(mentions["article"]) == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Ines Maria Kovar, who had run the harbour for nine years, was found unhurt on Sunday.",
            ["Ines Maria Kovar, who had run the harbour for nine years, was found unhurt on Sunday."],
        ),
        (
            "PORT VELDA, Ardenia — The mayor opened the rebuilt grain silo on Monday.",
            ["PORT VELDA, Ardenia — The mayor opened the rebuilt grain silo on Monday."],
        ),
        (
            "The mayor opened the rebuilt grain silo, who had fought for it, and left.",
            ["The mayor opened the rebuilt grain silo, who had fought for it, and left."],
        ),
        (
            "Crane Falls Onto Grain Ship; Two Dock Workers Hurt",
            ["Crane Falls Onto Grain Ship", "Two Dock Workers Hurt"],
        ),
        (
            "The crane fell onto a grain ship; two dock workers were hurt.",
            ["The crane fell onto a grain ship", "two dock workers were hurt."],
        ),
        (
            "Cutters were used to free those who were trapped beneath the fallen crane.",
            ["Cutters were used to free those who were trapped beneath the fallen crane."],
        ),
        (
            "The port released a long statement regarding who is considered for the post.",
            ["The port released a long statement regarding who is considered for the post."],
        ),
        (
            "The port thanked the old crane driver who was trapped beneath the silo.",
            ["The port thanked the old crane driver", "who was trapped beneath the silo."],
        ),
    ],
)
def test_a_piece_is_no_bare_name_nor_cut_before_what_tells_who_is_meant(text: str, pieces: list[str]) -> None:
    assert [text[a:b] for a, b in clauses(text)] == pieces


@pytest.mark.parametrize(
    "text", ["A" + "-" * 60_000 + " x", "A, " * 20_000 + "x", " ," * 30_000 + "x", "of " * 30_000]
)
def test_no_text_keeps_the_cutting_busy(text: str) -> None:
    spans = clauses(text)
    assert all(a < b for a, b in spans[:-1])
    assert re.findall(r"\w+", "".join(text[a:b] + " " for a, b in spans)) == re.findall(r"\w+", text)


def test_clauses_hold_every_word_and_do_not_cut_abbreviations() -> None:
    text = "The U.N. Security Council met on Monday; Mr. Li, who spoke first, left early, and the talks went on until night."
    spans = clauses(text)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    words = re.findall(r"\w+", text)
    assert [w for a, b in spans for w in re.findall(r"\w+", text[a:b])] == words
    assert any("U.N. Security Council" in text[a:b] for a, b in spans)


@pytest.mark.parametrize(
    ("phrase", "users", "articles", "is_common"),
    [
        ("arms exhibition", {"a", "b"}, 3, True),
        ("arms exhibition", {"a"}, 3, False),
        ("Riot", {"a", "b"}, 3, False),
        ("Riot", {"a", "b", "c"}, 3, True),
        ("arms exhibition", {"a"}, 1, True),
    ],
)
def test_a_theme_is_named_in_no_single_articles_words(
    phrase: str, users: set[str], articles: int, is_common: bool
) -> None:
    assert _is_common(Counter([phrase]), users, articles) == is_common


@pytest.mark.parametrize(
    ("most", "short"),
    [
        (140, "[The mayor had closed two of the four bridges in the spring of that year.] Nobody denied it at the time."),
        (90, "[The mayor had closed two of the four bridges in the …] Nobody denied it at the time."),
        (60, "Nobody denied it at the time."),
        (20, "Nobody denied it at …"),
    ],
)  # fmt: skip
def test_a_shortened_label_loses_the_sentence_before_it_first(most: int, short: str) -> None:
    held = "[The mayor had closed two of the four bridges in the spring of that year.] Nobody denied it at the time."
    assert short_label(held, most) == short


@pytest.mark.parametrize(
    ("piece", "named"),
    [
        ("The mayor had closed the bridge", "The mayor had closed the bridge"),
        ("and nobody denied it at the time", "[The mayor had closed the bridge, and nobody denied it at the time] … nobody denied it at the time"),
    ],
)  # fmt: skip
def test_the_second_row_of_one_sentence_is_named_by_its_piece(piece: str, named: str) -> None:
    whole = "[It was in May.] The mayor had closed the bridge, and nobody denied it at the time"
    assert part_of(whole, piece) == named


def test_a_name_in_brackets_stays_in_the_label_of_a_piece() -> None:
    named = part_of("He [Carl Roe] had closed it, and she objected to it", "and she objected to it")
    assert named == "[He (Carl Roe) had closed it, and she objected to it] … she objected to it"
