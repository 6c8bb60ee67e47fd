"""Shared text for the view of lineage: shares of pairs, runs side by side, origins in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from dashboard.comparison import Comparison
from dashboard.presentation import excerpts, markup
from dashboard.presentation.markup import colour_of

RUN_KINDS = {
    "narration": "the outlets' own telling",
    "source": "attributed to a source in both, without quotation marks",
    "quotation": "a source's words: in quotation marks in at least one article of the story",
}
"""Kind of run -> what it means, the most telling first."""

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def shares(comparison: Comparison, names: Mapping[str, str]) -> pd.DataFrame:
    """Both directions of every pair of chosen articles: `a`, `b`, `own`, `all`, `says`."""
    rows = []
    for pair in comparison.lineage.itertuples():
        if pair.a not in names or pair.b not in names:
            continue
        for a, b, own, whole in (
            (pair.a, pair.b, pair.own_of_a, pair.share_of_a),
            (pair.b, pair.a, pair.own_of_b, pair.share_of_b),
        ):
            said = f"{own:.0%} of its own telling, {whole:.0%} of all its words"
            rows.append({"a": a, "b": b, "own": own, "all": whole, "says": said})
    return pd.DataFrame(rows, columns=["a", "b", "own", "all", "says"])


def runs_between(comparison: Comparison, a: str, b: str) -> pd.DataFrame:
    """Runs of two articles as seen from `a`, the outlets' own telling first, then the longest first."""
    own = comparison.runs[(comparison.runs["a"] == min(a, b)) & (comparison.runs["b"] == max(a, b))]
    if a > b:
        own = own.rename(
            columns={
                "a": "b",
                "b": "a",
                "a_start": "b_start",
                "b_start": "a_start",
                "a_end": "b_end",
                "b_end": "a_end",
            }
        )
    rank = own["kind"].map({kind: k for k, kind in enumerate(RUN_KINDS)})
    return own.assign(rank=rank).sort_values(["rank", "words", "a_start"], ascending=[True, False, True])


def side_by_side(
    comparison: Comparison, runs: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str]
) -> str:
    """Runs as pairs of passages; words that the other side does not have stand unmarked."""
    blocks = []
    for kind, meaning in RUN_KINDS.items():
        own = runs[runs["kind"] == kind]
        if own.empty:
            continue
        rows = "".join(_pair(comparison, run, names, colours) for run in own.itertuples())
        blocks.append(
            f'<h5>{escape(meaning[:1].upper() + meaning[1:])}</h5><div class="px-runs">{rows}</div>'
        )
    return f'<div class="px">{"".join(blocks)}</div>'


def _pair(comparison: Comparison, run: object, names: Mapping[str, str], colours: Mapping[str, str]) -> str:
    a, b = str(run.a), str(run.b)  # type: ignore[attr-defined]
    left = comparison.story.texts[a][run.a_start : run.a_end]  # type: ignore[attr-defined]
    right = comparison.story.texts[b][run.b_start : run.b_end]  # type: ignore[attr-defined]
    first, second = same_words(left, right)
    words = f'<span class="state">{run.words} words</span>'  # type: ignore[attr-defined]
    return (
        f'<div style="--c:{colour_of(colours[a])}">{words}<br>{first}</div>'
        f'<div style="--c:{colour_of(colours[b])}"><span class="state">{escape(names[b])}</span>'
        f"<br>{second}</div>"
    )


def same_words(left: str, right: str) -> tuple[str, str]:
    """Both texts escaped, the words that stand in both in the same order as <mark>."""
    a, b = list(_WORD.finditer(left)), list(_WORD.finditer(right))
    matcher = difflib.SequenceMatcher(
        None, [m.group().lower() for m in a], [m.group().lower() for m in b], autojunk=False
    )
    spans_a, spans_b = [], []
    for i, j, size in matcher.get_matching_blocks():
        if size:
            spans_a.append((a[i].start(), a[i + size - 1].end()))
            spans_b.append((b[j].start(), b[j + size - 1].end()))
    return _marked(left, spans_a), _marked(right, spans_b)


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in spans:
        out += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return "".join([*out, escape(text[at:])])


def origin_rows(comparison: Comparison, names: Mapping[str, str]) -> pd.DataFrame:
    """For each chosen article whether it adds an origin, where its telling stands, what it declares and
    why.
    """
    rows = []
    for origin in comparison.origins[comparison.origins["article"].isin(names)].itertuples():
        parents = [] if pd.isna(origin.parents) else str(origin.parents).split("; ")
        rows.append(
            {
                "Article": names[origin.article],
                "Counts as": "an origin" if origin.own else "taken over",
                "Found in": ", ".join(names.get(p, p) for p in parents),
                "Share found": origin.share,
                "Declared": "" if pd.isna(origin.declared) else origin.declared,
                "Reason": origin.reason,
            }
        )
    return pd.DataFrame(rows)


def origin_list(comparison: Comparison, names: Mapping[str, str], colours: Mapping[str, str]) -> str:
    """The origins in words, one paragraph an article."""
    said = []
    for origin in comparison.origins[comparison.origins["article"].isin(names)].itertuples():
        parents = [] if pd.isna(origin.parents) else str(origin.parents).split("; ")
        held = f" ({', '.join(escape(names.get(p, p)) for p in parents)})" if parents else ""
        counts = "an origin of its own" if origin.own else "taken over"
        reason = escape(str(origin.reason)[:1].upper() + str(origin.reason)[1:])
        said.append(
            f'<section style="--c:{colour_of(colours[origin.article])}"><h4>{escape(names[origin.article])} '
            f'<span class="state">{counts}</span></h4><p>{reason}{held}.</p></section>'
        )
    return f'<div class="px">{"".join(said)}</div>'


def counted(comparison: Comparison, labels: Mapping[str, str], least: int = 2) -> pd.DataFrame:
    """Statements of at least `least` articles, counted three ways: those that shrink most first."""
    own = comparison.corroboration[comparison.corroboration["articles"] >= least]
    own = own.assign(item=own["statement"], label=own["statement"].map(dict(labels)))
    lost = own["articles"] - own[["origins", "sources"]].min(axis=1)
    return own.assign(lost=lost).sort_values(
        ["articles", "lost", "label"], ascending=[False, False, True], ignore_index=True
    )


def told(comparison: Comparison, statement: str, article: str, name: str, colour: str) -> str:
    """Where an article tells a statement."""
    return markup.line_list(name, colour, excerpts.of_statement(comparison, article, statement))
