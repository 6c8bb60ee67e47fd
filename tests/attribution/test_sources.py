"""Attributions: cases as data, laws, and the gold of the five articles with its floors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd
import pytest

from dashboard import tables
from dashboard.attribution.sources import ARROW, claims_among
from dashboard.comparison import Comparison
from dashboard.language import media, reporting_verbs
from dashboard.language import media as agencies
from dashboard.language.lexicons import lexicon_demonyms
from dashboard.story.read import Story, read_files
from tests.support.cited import cited
from tests.support.paths import ROOT
from tests.test_gold import load, locate

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests" / "cases" / "sources" / "attributions.json").read_text(encoding="utf-8")
)
FILLER = "The river rose by a metre in the night and fell again before noon."
"""A plain sentence, so that a case of one line is a report and no headline."""


def story_of(*texts: str) -> Story:
    return read_files(
        "invented", {f"{k}.txt": f"{FILLER}\n{text}\n{FILLER}\n".encode() for k, text in enumerate(texts)}
    )


def found_in(text: str) -> list[list[str]]:
    story = story_of(text)
    return [
        [r.source, r.verb, "" if pd.isna(r.via) else r.via, story.texts[r.article][r.start : r.end]]
        for r in cited(story).itertuples()
    ]


@pytest.mark.parametrize("case", CASES["positive"], ids=[c["text"][:50] for c in CASES["positive"]])
def test_source_verb_channel_and_claim_are_found(case: dict[str, Any]) -> None:
    got = found_in(case["text"])
    assert [g[0].casefold() for g in got] == [f[0].casefold() for f in case["found"]]
    assert [g[2:] for g in got] == [f[2:] for f in case["found"]]
    for mine, wanted in zip(got, case["found"], strict=True):
        assert wanted[1].split()[-1] in mine[1]


@pytest.mark.parametrize("case", CASES["negative"], ids=[c["text"][:50] for c in CASES["negative"]])
def test_plain_telling_is_nobodys_word(case: dict[str, Any]) -> None:
    assert found_in(case["text"]) == []


@pytest.mark.parametrize(
    "case", CASES["known_failures"], ids=[c["text"][:50] for c in CASES["known_failures"]]
)
def test_what_is_known_to_fail_still_fails(case: dict[str, Any]) -> None:
    assert found_in(case["text"]) != case["found"], f"now works, make it a positive case: {case['reason']}"


def test_rows_hold_to_their_table_and_lie_in_their_sentences(seeds: Story) -> None:
    table = cited(seeds)
    tables.check(tables.SOURCES, table)
    place = seeds.sentences.set_index("sentence")
    for row in table.itertuples():
        sentence = place.loc[row.sentence]
        assert sentence["start"] <= row.start < row.end <= sentence["end"]
        assert sentence["role"] in tables.COUNTED


def test_the_order_of_files_does_not_matter(seeds: Story) -> None:
    files = {f.name: f.read_bytes() for f in sorted((ROOT / "seeds").iterdir())}
    backwards = read_files(seeds.name, dict(reversed(files.items())))
    pd.testing.assert_frame_equal(cited(seeds), cited(backwards))


def test_a_copy_of_an_article_changes_no_row_of_the_others() -> None:
    text = CASES["positive"][1]["text"]
    alone, twice = cited(story_of(text)), cited(story_of(text, text))
    pd.testing.assert_frame_equal(alone, twice[twice["article"] == "0"].reset_index(drop=True))


def test_one_source_has_one_name_in_the_whole_story() -> None:
    story = story_of(
        "The Russian Defense Ministry said that two ships had left.",
        "Two ships had left, Russia's defence ministry said.",
    )
    assert cited(story)["source"].nunique() == 1


def test_texts_without_words_or_with_marks_alone_raise_nothing() -> None:
    for text in (
        "said said said.",
        "“”",
        "According to",
        '"',
        "He said, she said, they said.",
        "as saying as saying quoted",
    ):
        cited(story_of(text))


def test_the_lexicon_is_whole_and_names_its_source() -> None:
    first = reporting_verbs.LEXICON.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# source:")
    forms = reporting_verbs.forms()
    for word, lemma in {
        "said": "say",
        "told": "tell",
        "denies": "deny",
        "admitted": "admit",
        "stating": "state",
    }.items():
        assert forms[word].verb.lemma == lemma
    assert {f.verb.stance for f in forms.values()} == set(reporting_verbs.STANCES)
    assert forms["claimed"].verb.stance == "doubting"
    assert forms["said"].verb.stance == "neutral"
    assert forms["revealed"].verb.stance == "endorsing"


def test_every_agency_has_its_facts() -> None:
    assert media.LEXICON.read_text(encoding="utf-8").startswith("# source:")
    for short in agencies.FORMS:
        known = media.named(short)
        assert known is not None, short
        assert known.name == short
        assert known.kind == "agency"


# --- the gold of the five articles ---

PRECISION, RECALL, CHAINS = 0.90, 0.85, 0.90
SHARED = 0.5
"""Share of the shorter of two claims that must be common to both: gold marks the claim, we may add its first
words."""
EMPTY = frozenset("the a an of in by and official s".split())


def plain(name: str) -> str:
    """A name without article and possessive, in one spelling: "the Russian defence ministry" is "Russia's Defense Ministry"."""
    low = name.lower().replace("’", "'").replace("defence", "defense").replace("-", " ").replace("'s", "")
    words = re.sub(r"\A(?:the|a|an) ", "", low).split()
    return " ".join(lexicon_demonyms().get(word, word) for word in words)


def same_source(gold: dict[str, Any], name: str) -> bool:
    """The same name as printed or as meant, or one contained in the other; nobody is only nobody."""
    if not gold["source"]:
        return name == ""
    own = set(plain(name).split()) - EMPTY
    for wanted in (gold["means"], gold["source"], *gold["chain"][-1:]):
        theirs = set(plain(wanted).split()) - EMPTY
        if own and theirs and (own <= theirs or theirs <= own):
            return True
    return False


def matches(seeds: Story, table: pd.DataFrame) -> dict[int, list[int]]:
    """Row of the table -> gold attributions of the same article and source whose claim it shares."""
    gold = load("attributions")["attributions"]
    places = [locate(g, dict(seeds.texts)) for g in gold]
    found: dict[int, list[int]] = {}
    for k, row in enumerate(table.itertuples()):
        for j, (article, start, end) in enumerate(places):
            common = min(row.end, end) - max(row.start, start)
            least = min(row.end - row.start, end - start)
            if article == row.article and common >= SHARED * least and same_source(gold[j], row.source):
                found.setdefault(k, []).append(j)
    return found


def names_of(row: Any) -> list[str]:
    via = [] if pd.isna(row.via) else str(row.via).split(ARROW)
    return [*via, *([row.source] if row.source else [])]


def in_order(got: Iterable[str], wanted: list[str], means: str) -> bool:
    """Link by link the same, outlet's side first."""
    mine = list(got)
    if len(mine) != len(wanted):
        return False
    pairs = zip(mine, wanted, strict=True)
    return all(
        same_source({"source": w, "means": means if k == len(wanted) - 1 else w, "chain": []}, m)
        for k, (m, w) in enumerate(pairs)
    )


def test_gold_precision_and_recall(seeds: Story) -> None:
    table, gold = cited(seeds), load("attributions")["attributions"]
    table = claims_among(table)
    found = matches(seeds, table)
    hit = {j for own in found.values() for j in own}
    sure = [j for j, g in enumerate(gold) if not g["open"]]
    precision, recall = len(found) / len(table), sum(j in hit for j in sure) / len(sure)
    assert precision >= PRECISION, f"precision {precision:.3f}"
    assert recall >= RECALL, f"recall {recall:.3f}"


def test_gold_chains_stand_in_the_right_order(seeds: Story) -> None:
    table, gold = cited(seeds), load("attributions")["attributions"]
    rows = list(table.itertuples())
    right: dict[int, bool] = {}
    for k, own in matches(seeds, table).items():
        for j in own:
            if not gold[j]["open"]:
                good = in_order(names_of(rows[k]), gold[j]["chain"], gold[j]["means"])
                right[j] = right.get(j, False) or good
    wrong = [gold[j]["id"] for j, good in right.items() if not good]
    assert len(wrong) <= (1 - CHAINS) * len(right), wrong
    longer = [j for j in right if len(gold[j]["chain"]) > 1]
    assert sum(right[j] for j in longer) >= CHAINS * len(longer), wrong


# --- channels ---


def titles(comparison: Comparison) -> list[str]:
    return list(comparison.findings.loc[comparison.findings["kind"] == "source", "title"])


def test_a_credit_is_checked_against_the_loaded_text(comparison: Comparison) -> None:
    checked = [t for t in titles(comparison) if "credits Yonhap" in t and "July 26" in t]
    assert len(checked) == 1
    assert "not found in the Yonhap article here" in checked[0] or "without “July 26”" in checked[0]


def test_a_source_dropped_on_the_way_is_found(comparison: Comparison) -> None:
    assert any(
        "multiple unnamed government sources" in t and "names the source behind it" in t
        for t in titles(comparison)
    )


def test_one_statement_through_two_ministries_is_found(comparison: Comparison) -> None:
    assert any("Defense Ministry" in t and "KCNA" in t for t in titles(comparison))
