"""What is said to be left out is left out: the matrix agrees, others report it, and no outlet is named too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from dashboard.comparison import Comparison
from dashboard.findings.detectors.framing.omission import PER_OUTLET
from dashboard.language.lexicons import lexicon_connotations
from dashboard.pipeline import compare
from dashboard.story.read import read_files

LEAD = "The dam above Orsk broke on Monday and flooded the lower town."
DEAD = "Twelve people drowned in the cellar of the old hospital, the mayor said."
TEXTS = {
    "a": f"Dam breaks above Orsk\n\n{LEAD}\n\n{DEAD}\n\nSoldiers brought boats and blankets to the school.",
    "b": f"Flood in Orsk\n\n{LEAD}\n\n{DEAD}\n\nThe railway to the coast is closed until Friday.",
    "c": f"Orsk under water\n\n{LEAD}\n\nFarmers moved their cattle to the hills before noon.",
}

STRIKE = "Talks between the union and the port of Brandvik broke up on Monday without a deal."
RENT = (
    "In the meantime, about 8,000 dock workers, half of them sent home, face real problems with their rent."
)
UNPAID = "With the strike in its twelfth day and 8,000 dock workers unpaid, the meeting only showed how deep the divide is."
ELSEWHERE = "With the strike in its twelfth day and 8,000 containers waiting, the meeting only showed how deep the divide is."
OTHERS = (
    "The mayor hopes for a second meeting before the weekend.",
    "Three ships have turned back to the open sea.",
    "The price of fish has doubled since the strike began.",
    "The railway sends its goods through the mountains now.",
)


@pytest.fixture(scope="module")
def flood() -> Comparison:
    """Three outlets, of which one does not report the deaths."""
    table = "file,outlet\n" + "".join(f"{name}.txt,Outlet {name.upper()}\n" for name in TEXTS)
    files = {f"{name}.txt": text.encode() for name, text in TEXTS.items()}
    return compare(read_files("flood", {**files, "outlets.csv": table.encode()}))


@pytest.mark.model
def test_what_two_report_and_one_does_not_is_an_omission(flood: Comparison) -> None:
    found = flood.findings[flood.findings["kind"] == "omission"]
    assert any("Not found in Outlet C" in title and "drowned" in title for title in found["title"])
    assert not any("flooded" in title for title in found["title"])


@pytest.mark.model
@pytest.mark.parametrize(
    "served",
    [
        "A shelter for those who lost their homes is open at 41 Harbour Road in the upper town.",
        "Anyone with information about the missing children is asked to call the mayor's office.",
        "The owner of the dam declined to comment on the cause of the flood in the lower town.",
        "The water reached the roof of the church just before 7:30 p.m. on Monday.",
    ],
)
def test_nobody_is_said_to_leave_out_a_service_or_a_number_that_he_gives_too(served: str) -> None:
    """Addresses, numbers to call and who would not comment; and "about 7:30 p.m." where others have "just before"."""
    texts = {name: text.replace(DEAD, served) for name, text in TEXTS.items()}
    texts["c"] += " The church was full of water at about 7:30 p.m., they said."
    files = {f"{name}.txt": text.encode() for name, text in texts.items()}
    found = compare(read_files("flood", files)).findings
    assert not (found["kind"] == "omission").any()


@pytest.mark.model
@pytest.mark.parametrize(("other", "is_one"), [(UNPAID, True), (ELSEWHERE, False)])
def test_sentences_that_differ_in_most_words_may_tell_of_one_thing_that_a_third_leaves_out(
    other: str, is_one: bool
) -> None:
    texts = {
        "a": f"Harbour strike drags on\n\n{STRIKE}\n\n{OTHERS[0]}\n\n{RENT}\n\n{OTHERS[1]}",
        "b": f"Talks fail in Brandvik\n\n{STRIKE}\n\n{other}\n\n{OTHERS[2]}",
        "c": f"No end to the strike\n\n{STRIKE}\n\n{OTHERS[3]}",
    }
    found = compare(
        read_files("strike", {f"{name}.txt": text.encode() for name, text in texts.items()})
    ).findings
    left_out = found.loc[found["kind"] == "omission", "title"]
    assert any("8,000 dock workers" in title for title in left_out) == is_one


@pytest.mark.model
def test_a_page_that_failed_to_load_leaves_nothing_out() -> None:
    page = (
        "Something went wrong on our side.\n\nPlease copy the code below to add this video to your website."
    )
    files = {f"{name}.txt": text.encode() for name, text in {**TEXTS, "d": page}.items()}
    found = compare(read_files("flood", files)).findings
    titles = list(found.loc[found["kind"] == "omission", "title"])
    assert any(title.startswith("Not found in c,") for title in titles)
    assert not any(title.startswith("Not found in d,") for title in titles)


def test_an_omission_agrees_with_the_matrix(comparison: Comparison) -> None:
    cells = comparison.coverage.set_index(["statement", "article"])["state"]
    outlets = dict(zip(comparison.articles["article"], comparison.articles["outlet"], strict=True))
    named: Counter[str] = Counter()
    for finding in comparison.findings[comparison.findings["kind"] == "omission"].itertuples():
        silent = next(o for o in outlets.values() if finding.title.startswith(f"Not found in {o},"))
        named[silent] += 1
        own = [a for a, outlet in outlets.items() if outlet == silent]
        assert all(cells[finding.statement, article] == "absent" for article in own)
        spans = comparison.spans[comparison.spans["finding"] == finding.finding]
        assert len(set(spans["article"])) > 1
        assert not set(spans["article"]) & set(own)
    assert all(count <= PER_OUTLET for count in named.values())


def test_charged_words_are_one_outlets_own_and_outside_quotation_marks(comparison: Comparison) -> None:
    found = comparison.findings[comparison.findings["kind"] == "loaded"]
    spans = comparison.spans[comparison.spans["finding"].isin(found["finding"])]
    assert (spans.groupby("finding")["article"].nunique() >= 1).all()
    assert set(spans["note"]) <= set(lexicon_connotations())


VOWS = {
    "a": "Berg vows to stay in the race\n\nMayor Anna Berg vowed to stay in the race for governor on Tuesday.\n\n"
    "The harbour was closed by a storm, and fishermen mended their nets.",
    "b": "Berg stays in race\n\nAnna Berg vowed on Tuesday to stay in the race for governor, and thanked her friends.\n\n"
    "A school in the hills got a new roof.",
    "c": "Party turns on Berg\n\nFive senators of her party turned their backs on Anna Berg.\n\nBut Berg refused to step down from her "
    "race despite their calls.\n\nSnow fell in the hills at night.",
}
SPEECH = {
    "a": "Berg apologizes\n\nAnna Berg spoke in a short film on Monday.\n\n“I used the wrong words. My heart is compassionate. The cruel "
    "crime has many victims,” she said.\n\nHer blatant blunder enraged the ruthless bosses of her party. Few praised her.",
    "b": "Berg apologizes\n\nAnna Berg spoke in a short film on Monday. She said that she had used the wrong words. Swimmers were warned of rip currents.",
}


def invented(texts: Mapping[str, str]) -> Comparison:
    """The comparison of invented texts, an outlet each."""
    table = "file,outlet\n" + "".join(f"{name}.txt,Outlet {name.upper()}\n" for name in texts)
    files = {f"{name}.txt": text.encode() for name, text in texts.items()}
    return compare(read_files("invented", {**files, "outlets.csv": table.encode()}))


@pytest.mark.model
def test_an_act_told_from_its_other_end_is_not_left_out() -> None:
    found = invented(VOWS).findings
    assert not any("Outlet C" in title for title in found.loc[found["kind"] == "omission", "title"])


@pytest.mark.model
def test_charged_words_of_a_long_quotation_are_nobodys_but_the_speakers() -> None:
    comparison = invented(SPEECH)
    found = comparison.findings.loc[comparison.findings["kind"] == "loaded", "finding"]
    notes = set(comparison.spans.loc[comparison.spans["finding"].isin(found), "note"])
    assert notes & {"blatant", "blunder", "enraged", "ruthless"}
    assert not notes & {"compassionate", "cruel", "victims", "rip"}
    title = next(t for t in comparison.findings["title"] if t.startswith("Charged words that only Outlet A"))
    assert "blunder" in title
    assert "praised" not in title  # a weaker word comes last, and is not named
