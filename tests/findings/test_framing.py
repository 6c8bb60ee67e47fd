"""Framing in the five articles: the gold instances are found, what must stay apart does, every finding replays."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from dashboard.comparison import Comparison
from dashboard.findings.context import _closed
from dashboard.findings.detectors.framing.thing_names import PERHAPS
from dashboard.findings.finding import (
    JOINED,
    NEAR_IN_MEANING,
    ONE,
    WORTH_CHECKING,
    Finding,
    SpanOf,
    counted,
    in_marks,
    join_repeats,
    listed,
    tabulate,
    without_repeats,
)
from dashboard.findings.phrase_pairs import same_form
from dashboard.findings.ranking import is_main
from dashboard.language.words import stem
from dashboard.presentation import framing
from dashboard.tables import VOICES
from tests.support.paths import ROOT
from tests.test_gold import Place, Span, load, locate, overlap

CASES = ROOT / "tests" / "cases"
KINDS = ("label", "wording", "attribution", "certainty", "quote", "allegation")
REFERENTS = load("referents")
SPELLING = ("spelling", "spelling and capitals", "capitals", "a misprint")
"""Reasons of pairs that may stand in one finding with a third form, but never make one by themselves."""


def spans_by_finding(comparison: Comparison) -> dict[str, list[Span]]:
    """Finding -> its places."""
    found: dict[str, list[Span]] = {}
    for s in comparison.spans.itertuples(index=False):
        found.setdefault(s.finding, []).append((s.article, int(s.start), int(s.end)))
    return found


def hit(spans: Sequence[Span], places: Sequence[Span]) -> set[str]:
    """Articles of the places that a finding touches."""
    return {p[0] for p in places for s in spans if overlap(p, s)}


def is_found(comparison: Comparison, instance: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Whether one finding of one of the kinds shows the instance."""
    kinds = dict(zip(comparison.findings["finding"], comparison.findings["kind"], strict=True))
    places = [locate(p, dict(texts)) for p in instance["places"]]
    for finding, spans in spans_by_finding(comparison).items():
        articles = hit(spans, places) if kinds[finding] in instance["kinds"] else set()
        enough = len(articles) >= (2 if instance["across"] else 1)
        if enough and all(set(group) & articles for group in instance.get("groups", [])):
            return True
    return False


OWN = [i for i in REFERENTS["instances"] if i["required"] and set(i["kinds"]) & set(KINDS) and i["item"] != 8]


@pytest.mark.parametrize("instance", OWN, ids=[i["id"] for i in OWN])
def test_a_required_instance_is_found(comparison: Comparison, instance: Mapping[str, Any]) -> None:
    assert is_found(comparison, instance, comparison.story.texts)


def apart() -> list[Any]:
    return [
        pytest.param(
            n["a"],
            n["b"],
            n["kinds"],
            n["reason"],
            marks=[pytest.mark.xfail(reason=n["known_failure"], strict=True)] if "known_failure" in n else [],
        )
        for n in REFERENTS["never"]
    ]


@pytest.mark.parametrize(("a", "b", "kinds", "reason"), apart())
def test_what_must_stay_apart_does(
    comparison: Comparison, a: Place, b: Place, kinds: list[str], reason: str
) -> None:
    texts = dict(comparison.story.texts)
    x, y = locate(a, texts), locate(b, texts)
    of_kind = dict(zip(comparison.findings["finding"], comparison.findings["kind"], strict=True))
    for finding, spans in spans_by_finding(comparison).items():
        if of_kind[finding] not in set(kinds) & set(KINDS):
            continue
        if any(overlap(x, s) for s in spans) and any(overlap(y, s) for s in spans):
            words = {texts[s[0]][s[1] : s[2]] for s in spans}
            assert reason in SPELLING, (reason, words)
            assert not all_alike(words), words


def all_alike(words: set[str]) -> bool:
    """Whether the forms differ in spelling or inflection alone."""
    keys = [tuple(sorted({stem(w) for w in text.split()})) for text in words]
    return all(same_form(keys[0], key) for key in keys)


def test_every_span_replays_and_has_a_voice(comparison: Comparison) -> None:
    for s in comparison.spans.itertuples(index=False):
        assert comparison.story.texts[s.article][s.start : s.end] == s.text != ""
        assert s.voice in VOICES


def test_a_contrast_has_two_articles_and_explains_itself(comparison: Comparison) -> None:
    for f in comparison.findings[comparison.findings["kind"].isin(KINDS)].itertuples():
        spans = comparison.spans[comparison.spans["finding"] == f.finding]
        assert f.detail
        assert f.title
        alone = f.kind == "certainty" and f.title.startswith("Found only in")
        assert (spans["article"].nunique() == 1) <= alone


def test_a_hedge_that_stands_alone_has_its_cell(comparison: Comparison) -> None:
    """What one outlet alone hedges stands on the scale of certainty, after all that two outlets word otherwise."""
    instance = next(i for i in REFERENTS["instances"] if i["id"] == "apparently-aims")
    assert is_found(comparison, instance, comparison.story.texts) == ("known_failure" not in instance)
    told = comparison.findings[comparison.findings["kind"] == "certainty"]
    alone = ["alone" in title for title in told["title"]]
    assert alone == sorted(alone)
    spans = comparison.spans[comparison.spans["finding"].isin(told.loc[alone, "finding"])]
    assert set(spans["note"]) <= {"degree 0", "degree 1"}


def test_names_of_two_outlets_alone_are_one_thing_perhaps(comparison: Comparison) -> None:
    """ "One thing" is said flatly where a third outlet or a shared statement speaks for it, and nowhere else."""
    rows = comparison.mentions.groupby("sentence")["statement"].agg(set).to_dict()
    sentences = [
        tuple(r)
        for r in comparison.sentences[["sentence", "article", "start", "end"]].itertuples(index=False)
    ]
    own = spans_by_finding(comparison)
    said = set()
    for finding, title in zip(comparison.findings["finding"], comparison.findings["title"], strict=True):
        if ONE.lower() not in title.lower():
            continue
        told: dict[str, set[str]] = {}
        for article, start, end in (span[:3] for span in own[finding]):
            home = next(s for s, a, b, e in sentences if a == article and b <= start and end <= e)
            told.setdefault(article, set()).update(rows.get(home, set()))
        firm = len(told) > 2 or bool(set.intersection(*told.values()))
        assert title.startswith(ONE if firm else PERHAPS)
        said.add(firm)
    assert True in said


def test_findings_come_heaviest_first(comparison: Comparison) -> None:
    weights = list(comparison.findings["weight"])
    assert weights == sorted(weights, reverse=True)


JUDGED = json.loads((ROOT / "tests/gold/framing_verdicts.json").read_text(encoding="utf-8"))["judged"]


def test_at_most_one_in_five_was_judged_pointless() -> None:
    assert len(JUDGED) == 50
    assert {f["verdict"] for f in JUDGED} == {"telling", "pointless"}
    assert sum(f["verdict"] == "pointless" for f in JUDGED) <= 10
    assert all(f["why"] for f in JUDGED)


@pytest.mark.parametrize("judged", JUDGED, ids=[f"{f['kind']}: {f['words'][0]['text'][:40]}" for f in JUDGED])
def test_what_was_judged_is_still_shown(comparison: Comparison, judged: Mapping[str, Any]) -> None:
    """A finding of the kind, a name or a wording of either kind, holds at least half of the words, of two articles where the judged
    one does.

    What is known to fail must fail: where it no longer does, its mark goes.
    """
    wanted = {(w["article"], w["text"]) for w in judged["words"]}
    spans = comparison.spans.merge(comparison.findings[["finding", "kind"]], on="finding")
    shown = [
        wanted & set(zip(own["article"], own["text"], strict=True))
        for _, own in spans[
            spans["kind"].isin({judged["kind"], *(JOINED if judged["kind"] in JOINED else ())})
        ].groupby("finding")
    ]
    least = min(2, len({article for article, _ in wanted}))
    found = any(2 * len(own) >= len(wanted) and len({a for a, _ in own}) >= least for own in shown)
    assert found == ("known_failure" not in judged)


def test_few_of_the_judged_findings_are_lost() -> None:
    assert sum("known_failure" in f and f["verdict"] == "telling" for f in JUDGED) <= 13


ARMS = {"001": ("Washington", False), "002": ("nobody named", False), "003": ("Biden administration", True),
        "004": ("Washington", True)}  # fmt: skip
"""Article -> accuser of the arms, and whether the denial stands with it; 000 tells neither."""


def test_the_allegation_stands_as_the_articles_tell_it(comparison: Comparison) -> None:
    alleged = comparison.findings[comparison.findings["kind"] == "allegation"]
    assert len(alleged) == 1
    spans = comparison.spans[comparison.spans["finding"] == alleged.iloc[0]["finding"]]
    table = {
        article[:3]: (
            next(n for n in own["note"] if n.startswith("accuser: "))
            .removeprefix("accuser: ")
            .rpartition(" (")[0],
            "denial" in set(own["note"]),
        )
        for article, own in spans.groupby("article")
    }
    assert table == ARMS
    outlets = dict(zip(comparison.articles["article"].str[:3], comparison.articles["outlet"], strict=True))
    title = alleged.iloc[0]["title"]
    assert title.startswith("Allegation “")
    with_denial, without = title.split("”: ")[1].split("; none was found in ")
    told = [outlets[a] for a, (_, denied) in ARMS.items() if denied]
    assert with_denial == f"{listed(told)} report the denial"
    assert without == listed([outlets[a] for a, (_, denied) in ARMS.items() if not denied], "or")


FORMS = json.loads((CASES / "seeds" / "forms.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("group", FORMS["together"], ids=[g["name"] for g in FORMS["together"]])
def test_each_form_is_set_beside_another(comparison: Comparison, group: Mapping[str, Any]) -> None:
    """Every form that the instances name stands in a finding of the kinds with a form of another article."""
    texts = dict(comparison.story.texts)
    kinds = dict(zip(comparison.findings["finding"], comparison.findings["kind"], strict=True))
    places = [locate(p, texts) for p in group["places"]]
    beside = set()
    for finding, spans in spans_by_finding(comparison).items():
        if kinds[finding] in group["kinds"]:
            own = {n for n, p in enumerate(places) if any(overlap(p, s) for s in spans)}
            if len({places[n][0] for n in own}) > 1:
                beside |= own
    missed = [p["text"] for n, p in enumerate(group["places"]) if n not in beside]
    assert missed == group.get("known_failures", [])


@pytest.mark.parametrize("case", FORMS["alone"], ids=[c["name"] for c in FORMS["alone"]])
def test_an_article_that_does_not_tell_it_has_no_form(
    comparison: Comparison, case: Mapping[str, Any]
) -> None:
    """Findings that hold the words hold nothing of the article that leaves the thing out."""
    found = [
        own
        for _, own in comparison.spans.groupby("finding")
        if any(case["words"] in text for text in own["text"])
    ]
    assert found
    kinds = dict(zip(comparison.findings["finding"], comparison.findings["kind"], strict=True))
    for own in found:
        if kinds[own["finding"].iloc[0]] in case["kinds"]:
            assert case["article"] not in {a[:3] for a in own["article"]}


def test_every_wording_has_a_line(comparison: Comparison) -> None:
    """The line of its statement with slots, or, where no statement joins its words, the line that says so."""
    names = dict(zip(comparison.articles["article"], comparison.articles["outlet"], strict=True))
    told = comparison.findings[comparison.findings["kind"] == "wording"]
    colours = dict.fromkeys(names, "#123456")
    for statement in told["statement"].drop_duplicates().astype(object).where(lambda s: s.notna(), None):
        line = framing.line_with_stacks(comparison, statement, names, colours)
        assert ("one statement of the matrix" in line) == (statement is None)
        assert ("px-slot" in line) == (statement is not None)


def test_a_repeat_is_left_out() -> None:
    strong = Finding("label", None, "t", "d", 0.8, (SpanOf("a", 0, 5), SpanOf("b", 0, 5)))
    again = Finding("wording", "s", "t", "d", 0.7, (SpanOf("a", 0, 5), SpanOf("b", 1, 5)))
    other = Finding("wording", "s", "t", "d", 0.6, (SpanOf("a", 0, 5), SpanOf("b", 9, 14)))
    assert without_repeats([again, other, strong]) == [other, strong]


def test_a_pair_of_things_is_one_finding_with_all_its_wordings() -> None:
    texts = {"a": "a tree, the old tree", "b": "a large oak, a large tree"}
    first = Finding("wording", "s", "t", "d", 0.8, (SpanOf("a", 0, 6), SpanOf("b", 13, 25)))
    again = Finding("wording", "s", "t", "d", 0.7, (SpanOf("a", 8, 20), SpanOf("b", 13, 25)))
    other = Finding("wording", "s", "t", "d", 0.6, (SpanOf("a", 8, 20), SpanOf("b", 0, 11)))
    told = join_repeats([again, other, first], texts)
    assert [f.weight for f in told] == [0.6, 0.8]
    assert told[1].spans[:2] == first.spans
    assert {(s.article, s.start) for s in told[1].spans} == {("a", 0), ("a", 8), ("b", 13)}


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ('a "friendly talk"', "“a ‘friendly talk’”"), ("unspecified “matters", "“unspecified matters”"),
        ("war\n victory”", "“war victory”"), ("the North's plan", "“the North's plan”"), ('"a" and "b"', "“‘a’ and ‘b’”"),
    ],
)  # fmt: skip
def test_words_in_a_title_have_their_marks_paired(printed: str, shown: str) -> None:
    assert in_marks(printed) == shown


@pytest.mark.parametrize(
    ("names", "said"),
    [(["A"], "A"), (["A (B)", "C"], "A (B) and C"), (["A", "B", "C"], "A, B and C")],
)
def test_outlets_are_listed_as_a_sentence_has_them(names: list[str], said: str) -> None:
    assert listed(names) == said
    assert listed(names, "or") == said.replace(" and ", " or ")


def test_counts_inflect() -> None:
    assert [counted(n, "article") for n in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]


def test_a_finding_needs_evidence_and_a_weight_within_bounds() -> None:
    span = SpanOf("a", 0, 1)
    with pytest.raises(ValueError, match="no span"):
        Finding("label", None, "t", "d", 0.5, ())
    with pytest.raises(ValueError, match=r"not at 1\.2"):
        Finding("label", None, "t", "d", 1.2, (span,))


def test_equal_findings_are_kept_once() -> None:
    one = Finding("label", None, "t", "d", 0.5, (SpanOf("a", 0, 3), SpanOf("b", 0, 3)))
    findings, spans = tabulate([one, one], {"a": "war zone", "b": "battle"})
    assert len(findings) == 1
    assert list(spans["text"]) == ["war", "bat"]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        (
            "on the anniversary on July 27, which fell",
            "the anniversary on July",
            "the anniversary on July 27",
        ),
        ("It fell in July 2023 and rose", "July", "July"),
        ("In July 27.5 mm fell", "July", "July"),
        (
            "led by Ann Roe, a member of the ruling council, who spoke",
            "Ann Roe, a member",
            "Ann Roe, a member of the ruling council",
        ),
        ("Ann Roe, a resident, spoke", "Ann Roe, a resident", "Ann Roe, a resident"),
    ],
)
def test_no_date_and_no_apposition_is_cut_off(text: str, cut: str, whole: str) -> None:
    start = text.index(cut)
    assert text[slice(*_closed(text, start, start + len(cut)))] == whole


def test_words_that_nothing_but_their_meaning_joins_are_minor_and_say_so(comparison: Comparison) -> None:
    near = comparison.findings[comparison.findings["title"].str.startswith(NEAR_IN_MEANING)]
    assert len(near)
    assert (near["tier"] == "minor").all()
    assert near["detail"].str.contains("may be about two things").all()


@pytest.mark.parametrize(
    ("kind", "right", "weight", "notes", "detail", "main"),
    [
        ("label", 0.9, 0.5, ("", ""), "d", True),
        ("label", 0.7, 0.5, ("", ""), "d", False),
        ("label", 0.9, 0.3, ("", ""), "d", False),
        ("attribution", 0.9, 0.9, ("", ""), "d", False),
        ("number", 0.7, 0.3, ("", ""), "d", True),
        ("number", 0.7, 0.3, ("", ""), f"{WORTH_CHECKING}d", False),
        ("allegation", 0.7, 0.6, ("alleged", "alleged"), "d", False),
        ("allegation", 0.7, 0.6, ("alleged", "denial"), "d", True),
    ],
)
def test_a_main_finding_is_likely_right_and_worth_printing_or_asked_for(
    kind: str, right: float, weight: float, notes: tuple[str, str], detail: str, main: bool
) -> None:
    spans = (SpanOf("a", 0, 5, note=notes[0]), SpanOf("b", 0, 5, note=notes[1]))
    assert is_main(Finding(kind, None, "t", detail, weight, spans, right=right)) == main


def test_names_of_one_event_are_one_finding() -> None:
    texts = {"a": "the invasion of Hale, the invasion", "b": "the war in Hale, the war"}
    whole = Finding("label", None, "t", "d", 0.8, (SpanOf("a", 0, 20), SpanOf("b", 0, 15)), "rival")
    short = Finding("label", "s", "t", "d", 0.7, (SpanOf("a", 22, 34), SpanOf("b", 17, 24)), "rival")
    other = Finding("label", "s", "t", "d", 0.7, (SpanOf("a", 22, 34), SpanOf("b", 17, 24)), "label")
    assert len(join_repeats([whole, short], texts)) == 1
    assert len(join_repeats([whole, other], texts)) == 2
