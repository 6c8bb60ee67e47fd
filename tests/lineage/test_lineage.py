"""Shared text: planted copies in invented reports, laws, and the instances in the five articles."""

from __future__ import annotations

import json
import random
from itertools import combinations
from typing import Any

import pandas as pd
import pytest

from dashboard import tables
from dashboard.attribution.sources import voices
from dashboard.lineage.provenance import COPIED, Provenance, origins, provenance
from dashboard.lineage.text_reuse import MIN_RUN_WORDS, index, lineage, shared_runs, tokens_of, words_of_story
from dashboard.story.read import Story, read_files
from tests.support.cited import cited
from tests.support.paths import ROOT

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests" / "cases" / "lineage" / "runs.json").read_text(encoding="utf-8")
)

HEADS = "bal cor dun fer gal hem jor kel lum mar nor pel quin ros sel tam ver wil yar zen".split()
TAILS = "a ado an ard el em en er ik in is o on or um".split()
MIDDLES = "b d f g l m n r s t".split()
SPARE = "amber brisk cobalt dapper eager fallow gentle hollow ivory jaunty keen lofty mellow".split()
TEMPLATES = (
    "The {} {} opened the {} near the {} and the {} of {}.",
    "In the {} of {}, a {} met the {} before the {} was {}.",
    "After a {} of {} the {} will go to the {} with its {} {}.",
    "It was the {} that {} left for the {} at the end of the {}.",
    "Some {} of the {} have {} and are on the way to {} {}.",
    "When the {} {} came, {} had been in {} for a {} or two.",
)
"""Grammar as in news, so that chance has its part; the words that carry content are invented."""


def word(draw: random.Random) -> str:
    """One of 3,000 invented words."""
    return draw.choice(HEADS) + draw.choice(MIDDLES) + draw.choice(TAILS)


def report(seed: int, sentences: int = 30) -> list[str]:
    """Sentences of an invented report; those of two seeds have grammar in common and next to no content."""
    draw = random.Random(seed)
    patterns = [draw.choice(TEMPLATES) for _ in range(sentences)]
    return [p.format(*(word(draw) for _ in range(p.count("{}")))) for p in patterns]


def paragraphs(sentences: list[str], size: int = 3) -> list[str]:
    return [" ".join(sentences[k : k + size]) for k in range(0, len(sentences), size)]


def replaced(text: str, share: float, seed: int) -> str:
    """The text with a share of its words replaced by others, spread by chance."""
    draw = random.Random(seed)
    words = text.split(" ")
    for k in draw.sample(range(len(words)), round(share * len(words))):
        words[k] = draw.choice(SPARE)
    return " ".join(words)


def story_of(**texts: str) -> Story:
    return read_files("invented", {f"{name}.txt": text.encode() for name, text in texts.items()})


def provenance_of(story: Story) -> Provenance:
    return provenance(story, voices(story, cited(story)))


def runs_of(a: str, b: str) -> list[int]:
    left, right = tokens_of(a, [(0, len(a))]), tokens_of(b, [(0, len(b))])
    return [run.words for run in shared_runs(left, right, index(left), index(right))]


@pytest.mark.parametrize("case", CASES["positive"], ids=[c["b"][:40] for c in CASES["positive"]])
def test_a_run_is_found_over_single_changes(case: dict[str, Any]) -> None:
    assert runs_of(case["a"], case["b"]) == [case["words"]]


@pytest.mark.parametrize("case", CASES["negative"], ids=[c["b"][:40] for c in CASES["negative"]])
def test_short_or_empty_runs_are_none(case: dict[str, Any]) -> None:
    assert runs_of(case["a"], case["b"]) == []


@pytest.mark.parametrize("case", CASES["known_failures"], ids=[c["b"][:40] for c in CASES["known_failures"]])
def test_what_is_known_to_fail_still_fails(case: dict[str, Any]) -> None:
    assert runs_of(case["a"], case["b"]) != [case["words"]], f"now works: {case['reason']}"


@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.2])
@pytest.mark.parametrize("seed", range(10))
def test_a_copy_with_moved_paragraphs_and_replaced_words_is_found(share: float, seed: int) -> None:
    own = paragraphs(report(seed))
    moved = own[:]
    random.Random(seed).shuffle(moved)
    story = story_of(
        a="\n".join(own),
        b=replaced("\n".join(moved), share, seed),
        c="\n".join(paragraphs(report(seed + 500))),
    )
    found = provenance_of(story)
    pair = found.lineage.set_index(["a", "b"])
    kept = (1 - share) * (0.95 if share < 0.2 else 0.8)
    assert pair.at[("a", "b"), "own_of_b"] >= kept
    assert pair.at[("a", "c"), "own_of_b"] < COPIED
    own_origins = [o.article for o in found.origins if not o.parents]
    assert len(own_origins) == 2
    assert "c" in own_origins


@pytest.mark.parametrize("seed", range(10))
def test_a_report_that_takes_a_part_is_found_by_its_part(seed: int) -> None:
    source, other = report(seed), report(seed + 900)
    mixed = paragraphs(other[:20] + source[:10])
    story = story_of(a="\n".join(paragraphs(source)), b="\n".join(mixed))
    share = provenance_of(story).lineage.iloc[0]
    assert 0.28 <= share["own_of_b"] <= 0.5


@pytest.mark.parametrize("seed", range(10))
def test_quotations_of_a_common_source_are_no_copying(seed: int) -> None:
    speech = report(seed + 2000, 8)
    texts = {}
    for k, name in enumerate("abc"):
        own = paragraphs(report(seed * 7 + k * 31 + 1, 14))
        quoted = [f"“{line}” the governor said." for line in speech]
        texts[name] = "\n".join(part for pair in zip(own, quoted, strict=False) for part in pair)
    found = provenance_of(story_of(**texts))
    assert (found.lineage[["share_of_a", "share_of_b"]] > 0.2).all(axis=None)
    assert (found.lineage[["own_of_a", "own_of_b"]] < COPIED).all(axis=None)
    assert all(not o.parents for o in found.origins)
    assert found.runs["quoted"].any()


def test_words_quoted_by_one_are_known_again_where_another_prints_them_bare() -> None:
    own, other = paragraphs(report(1)), paragraphs(report(2))
    line = report(3, 1)[0]
    story = story_of(
        a="\n".join([*own, f"“{line}” the governor said."]),
        b="\n".join([*other, f"The governor was clear. {line}"]),
    )
    runs = provenance_of(story).runs
    assert list(runs[runs["words"] >= 15]["kind"]) == ["quotation"]


def test_reports_of_their_own_share_little() -> None:
    story = story_of(**{f"r{k}": "\n".join(paragraphs(report(k * 13))) for k in range(6)})
    found = provenance_of(story)
    assert (found.lineage[["own_of_a", "own_of_b"]] < COPIED).all(axis=None)
    assert all(not o.parents for o in found.origins)


def test_of_copies_one_stays_an_origin() -> None:
    text = "\n".join(paragraphs(report(5)))
    found = provenance_of(story_of(a=text, b=text, c=text))
    assert sum(not o.parents for o in found.origins) == 1
    assert (found.lineage[["share_of_a", "share_of_b"]] == 1).all(axis=None)


def test_tables_hold_and_every_run_can_be_replayed(seeds: Story) -> None:
    shared, runs = lineage(words_of_story(seeds), voices(seeds, cited(seeds)))
    tables.check(tables.LINEAGE, shared)
    tables.check(tables.RUNS, runs)
    assert len(shared) == len(list(combinations(seeds.texts, 2)))
    for run in runs.itertuples():
        left = tokens_of(seeds.texts[run.a], [(run.a_start, run.a_end)])
        right = tokens_of(seeds.texts[run.b], [(run.b_start, run.b_end)])
        assert left[0].word == right[0].word
        assert left[-1].word == right[-1].word
        common = sum(
            (pd.Series([t.word for t in side]).isin([t.word for t in other])).sum()
            for side, other in ((left, right),)
        )
        assert MIN_RUN_WORDS <= run.words <= common


def test_the_order_of_files_does_not_matter(seeds: Story) -> None:
    files = {f.name: f.read_bytes() for f in sorted((ROOT / "seeds").iterdir())}
    backwards = read_files(seeds.name, dict(reversed(files.items())))
    for mine, theirs in zip(
        lineage(words_of_story(seeds), voices(seeds, cited(seeds))),
        lineage(words_of_story(backwards), voices(backwards, cited(backwards))),
        strict=True,
    ):
        pd.testing.assert_frame_equal(mine, theirs)


def between(runs: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    return runs[runs["a"].str.startswith(a) & runs["b"].str.startswith(b)]


def test_the_shared_runs_of_the_five_articles(seeds: Story) -> None:
    found = provenance_of(seeds)
    lead = between(found.runs, "000", "003").sort_values("words").iloc[-1]
    assert lead["words"] >= 22
    assert seeds.texts[lead["a"]][lead["a_start"] :].startswith(
        "North Korean leader Kim Jong Un met with Russian"
    )
    assert lead["kind"] != "quotation"
    for a, b, words in (("002", "004", 30), ("003", "004", 20)):
        longest = between(found.runs, a, b).sort_values("words").iloc[-1]
        assert longest["words"] >= words
        assert longest["kind"] == "quotation"
    pair = found.lineage[found.lineage["a"].str.startswith("000") & found.lineage["b"].str.startswith("001")]
    assert pair["own_of_a"].iloc[0] > 0.09


def test_origins_of_the_five_articles(seeds: Story) -> None:
    found = {o.article[:3]: o for o in provenance_of(seeds).origins}
    assert [a for a, o in found.items() if o.parents] == ["000"]
    assert {p[:3] for p in found["000"].parents} == {"001", "003"}
    assert found["000"].declared[0] == "AP"
    assert found["003"].declared == ("AP",)


def test_origins_need_no_more_than_the_runs(seeds: Story) -> None:
    found = provenance_of(seeds)
    assert tuple(origins(seeds, found.runs, words_of_story(seeds))) == found.origins
    tables.check(tables.ORIGINS, found.table)
