"""What each line of a page is for."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.story.boilerplate import begins_as_caption, judge, picture_credit
from dashboard.story.roles import Piece, pieces
from dashboard.tables import COUNTED
from tests.support.reading_cases import cases

ROLES, CAPTIONS, FURNITURE = cases("roles"), cases("captions"), cases("furniture")
LINES = [(case["role"], line) for case in ROLES["positive"] for line in case["lines"]]
BODY = [
    "The harbour of San Marco was closed on Monday after a crane fell into the basin.",
    "Nobody was hurt, the port office said in a short statement on its site.",
    "Two ships have to wait until Thursday, when the crane is to be lifted.",
]


def roles(text: str, *, markup: bool = False) -> list[tuple[str, str]]:
    return [(piece.role, text[piece.start : piece.end]) for piece in pieces(text, markup=markup)]


def by_text(text: str) -> dict[str, Piece]:
    return {text[piece.start : piece.end]: piece for piece in pieces(text)}


@pytest.mark.parametrize(("role", "line"), LINES, ids=[line for _, line in LINES])
def test_furniture_is_told_by_its_words(role: str, line: str) -> None:
    found = judge(line)
    assert found is not None
    assert found.role == role
    assert found.reason


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize(("role", "line"), LINES, ids=[line for _, line in LINES])
def test_furniture_is_set_apart_wherever_it_stands(role: str, line: str, place: int) -> None:
    page = "\n\n".join([*BODY[:place], line, *BODY[place:]])
    set_apart = [piece for piece in pieces(page) if piece.role != "body"]
    assert {piece.role for piece in set_apart} == {role}
    assert " ".join(page[piece.start : piece.end] for piece in set_apart) == line
    assert all(piece.reason for piece in set_apart)


@pytest.mark.parametrize("line", ROLES["negative"])
def test_reports_are_no_furniture(line: str) -> None:
    assert judge(line) is None
    for place in range(1, 4):
        page = "\n\n".join([*BODY[:place], line, *BODY[place:]])
        assert [role for role, text in roles(page) if text in line] == ["body"] * len(
            [text for _, text in roles(page) if text in line]
        )


def role_at(line: str, place: int) -> set[str]:
    """The roles of a line among the paragraphs of a report, the place counted from its first."""
    page = "\n\n".join(["Crane falls into basin", "By Dana Poe", *BODY[:place], line, *BODY[place:]])
    at = page.rindex(line)
    return {piece.role for piece in pieces(page) if at <= piece.start < at + len(line)}


def test_furniture_is_seldom_read_as_report() -> None:
    lines = FURNITURE["furniture"]
    missed = [line for n, line in enumerate(lines) if role_at(line, 2 + n % 2) & {"body", "headline"}]
    assert len(missed) <= 0.05 * len(lines), missed


def test_reports_are_hardly_ever_taken_for_furniture() -> None:
    lines = FURNITURE["report"]
    lost = [line for n, line in enumerate(lines) if role_at(line, 1 + n % 3) != {"body"}]
    assert len(lost) <= 0.01 * len(lines), lost


@pytest.mark.parametrize(
    "line",
    [
        "Correction: An earlier version of this story misspelled the mayor's name.",
        "This article has been updated to include comments from the port office.",
        "CLARIFICATION (May 8, 2024): The council has nine members, not seven.",
    ],
)
def test_a_correction_is_shown_and_not_compared(line: str) -> None:
    assert role_at(line, 3) == {"correction"}
    assert "correction" not in COUNTED


@pytest.mark.xfail(strict=True, reason="known: a title in capitals that begins with By reads as a name")
@pytest.mark.parametrize("line", ROLES["known_failures"])
def test_known_failures(line: str) -> None:
    assert judge(line) is None


@pytest.mark.parametrize("case", CAPTIONS["positive"], ids=lambda case: case["paragraph"])
def test_captions_and_their_credits(case: dict[str, Any]) -> None:
    page = "\n\n".join([BODY[0], case["paragraph"], *BODY[1:]])
    found = roles(page)
    assert [text for role, text in found if role == "byline"] == ([case["credit"]] if case["credit"] else [])
    captions = [text for role, text in found if role == "caption"]
    assert " ".join([*captions, case["credit"]]).strip() == case["paragraph"]


@pytest.mark.parametrize("paragraph", CAPTIONS["negative"])
def test_reports_are_no_captions(paragraph: str) -> None:
    assert picture_credit(paragraph) is None
    assert {role for role, _ in roles("\n\n".join([BODY[0], paragraph, *BODY[1:]]))} == {"body"}


def test_a_doubled_caption_counts_once() -> None:
    said = "The crane lies in the basin of San Marco, May 3, 2021."
    found = pieces(f"{BODY[0]}\n\n{said} {said} © Reuters / KCNA\n\n{BODY[1]}")
    assert [(piece.role, piece.reason) for piece in found[1:4]] == [
        ("caption", "caption: ends in a picture credit"),
        ("boilerplate", "repeats the caption"),
        ("byline", "credit: picture"),
    ]


def test_a_doubled_headline_counts_once() -> None:
    title = "Crane Falls Into Basin at San Marco – Lima Times"
    found = roles("\n\n".join([title, title, *BODY]))
    assert found[:3] == [
        ("headline", "Crane Falls Into Basin at San Marco"),
        ("boilerplate", "– Lima Times"),
        ("boilerplate", title),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Crane Falls Into the Basin – Evening Post", "– Evening Post"),
        ("Crane falls into the basin | Harbour", "| Harbour"),
        ("Crane falls into the basin – Live Updates", ""),
        ("Crane falls into the basin – police", ""),
        ("San Marco-based crane falls", ""),
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(title: str, name: str) -> None:
    found = roles("\n\n".join([title, *BODY]))
    assert found[0] == ("headline", title.removesuffix(name).rstrip())
    assert [text for role, text in found if role == "boilerplate"] == ([name] if name else [])


def test_title_lines_stand_above_the_first_sentence() -> None:
    page = "\n".join(["World", "Crane falls into basin", "Two ships wait in San Marco", "By Ann Poe", *BODY])
    assert [role for role, _ in roles(page)] == [
        "boilerplate",
        "headline",
        "headline",
        "byline",
        *["body"] * 3,
    ]


def test_an_article_without_a_title_has_none() -> None:
    assert {role for role, _ in roles("\n".join(BODY))} == {"body"}


def test_cross_headings_state_nothing() -> None:
    found = by_text(
        "\n\n".join([*BODY[:2], "Second accident", BODY[2], "Harbour closed as crane falls again", BODY[0]])
    )
    assert found["Second accident"].reason == "cross-heading"
    assert found["Harbour closed as crane falls again"].role in COUNTED, "a longer line may state something"


def test_titles_of_other_stories_are_set_apart_and_titles_of_pictures_count() -> None:
    titles = ["Orchard festival draws record crowd downtown", "Crane fell into basin of harbour on Monday"]
    page = "\n\n".join([*BODY, *BODY[:2], titles[0], BODY[2], titles[1], *BODY])
    assert [by_text(page)[title].role for title in titles] == ["boilerplate", "caption"]
    listed = "\n\n".join([*BODY, BODY[0], *titles, *BODY, *BODY])
    assert {by_text(listed)[title].role for title in titles} == {"body"}, "lines of a list"


def test_lines_without_marks_are_body_where_the_text_sets_none() -> None:
    lines = ["harbour closed", *[line.rstrip(".") for line in BODY], "crane lifted"]
    assert "boilerplate" not in {
        role for role, _ in roles("\n".join(["A title of the page", *BODY[:1], *lines * 2]))
    }


def test_titles_listed_below_related_are_set_apart() -> None:
    found = by_text("\n".join([*BODY, "Related articles", "Harbour master resigns after long inquiry"]))
    last = list(found.values())[-1]
    assert (last.role, last.reason) == ("boilerplate", "page furniture: listed below the story")


def test_an_agency_at_the_end_signs_the_report() -> None:
    found = pieces("\n".join([*BODY[:2], f"{BODY[2]} (AFP)"]))
    assert [(piece.role, piece.reason) for piece in found[-2:]] == [
        ("body", ""),
        ("byline", "credit: agency"),
    ]


def test_a_dateline_stays_with_its_sentence() -> None:
    line = "LIMA (Reuters) - The port of Callao was closed on Monday."
    assert roles("\n".join([line, *BODY]))[0] == ("body", line)


def test_markdown_marks_are_set_apart() -> None:
    lines = [
        "# Crane falls into basin",
        BODY[0],
        "## What is known so far about it",
        f"- {BODY[1]}",
        f"**{BODY[2]}**",
    ]
    page = "\n\n".join(lines)
    assert roles(page, markup=True) == [
        ("boilerplate", "#"),
        ("headline", "Crane falls into basin"),
        ("body", BODY[0]),
        ("boilerplate", "##"),
        ("boilerplate", "What is known so far about it"),
        ("boilerplate", "-"),
        ("body", BODY[1]),
        ("body", f"**{BODY[2]}**"),
    ]


def set_apart(page: str) -> set[str]:
    """The words of a page that are compared with nobody's."""
    return {page[p.start : p.end] for p in pieces(page) if p.role not in COUNTED}


def test_a_sentence_of_the_page_printed_into_a_paragraph_is_set_apart() -> None:
    page = "\n\n".join([*BODY[:2], f"{BODY[2]} Read more: What the crane cost the port."])
    assert set_apart(page) == {"Read more: What the crane cost the port."}


def test_what_is_quoted_in_a_paragraph_is_none_of_the_page() -> None:
    page = "\n\n".join(
        [*BODY, 'The recording said: "The office is closed. Please try again later. Goodbye."']
    )
    assert not set_apart(page)


def test_a_weather_box_is_set_apart_and_weather_that_is_reported_is_not() -> None:
    box = [
        "Port Ellis, ME (04999)",
        "Today",
        "Clouds will give way to sun after noon.",
        "Low 31F.",
        "Winds N at 5 to 10 mph.",
    ]
    page = "\n\n".join([*box, *BODY, "Today the wind fell."])
    assert set_apart(page) == set(box)


def test_what_is_cut_off_states_nothing() -> None:
    page = "\n\n".join(
        [
            "FILE - In this photo, the crane stands on the quay.",
            "A crane that has...",
            "(Associated Press)",
            *BODY,
            "The port...",
        ]
    )
    assert {"A crane that has...", "The port..."} <= set_apart(page)
    assert not set_apart("\n\n".join([*BODY, "Nobody knows how the crane came loose..."]))


def test_a_list_of_names_is_no_report() -> None:
    names = [
        "Roe Shipping",
        "Poe & Sons Towing Co.",
        "Moe Pilots",
        "San Marco Port Services LLC",
        "Harbor Cranes",
        "Ellis Dredging",
    ]
    assert set(names) <= set_apart("\n\n".join([*BODY, *names, *BODY]))
    answers = ["He was there.", "He saw it.", "He said so.", "Nobody asked.", "He left.", "It fell."]
    assert not set(answers) & set_apart("\n\n".join([*BODY, *answers]))


def test_a_question_in_capitals_heads_a_part_of_the_report() -> None:
    page = "\n\n".join(
        [
            BODY[0],
            "Will the Port Office Lift the Crane on Thursday?",
            *BODY[1:],
            "Will the crane be lifted on Thursday?",
            BODY[1],
        ]
    )
    assert set_apart(page) == {"Will the Port Office Lift the Crane on Thursday?"}


def test_titles_below_a_label_are_of_other_stories_wherever_it_stands() -> None:
    titles = ["Harbor dredging is to begin in May", "Mayor asks for new cranes"]
    page = "\n\n".join([*BODY, "Also see:", *titles, BODY[0].replace("Monday", "Friday")])
    assert set_apart(page) == {"Also see:", *titles}


def test_lines_between_those_of_a_form_are_more_of_it() -> None:
    form = [
        "Newsletter Sign Up Please verify you're not a robot.",
        "Type the word shown.",
        "Please re-enter.",
    ]
    assert set_apart("\n\n".join([BODY[0], *form, *BODY[1:]])) == set(form)
    assert BODY[1] not in set_apart("\n\n".join([BODY[0], form[0], BODY[1], form[2], BODY[2]]))


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Ann Roe speaks at a rally in Harwich", True),
        ("The mayor waves to supporters outside the town hall on Monday, May 3, 2021", True),
        ("The mayor waves to supporters outside the town hall on Monday.", False),
        ("The mayor sits on three committees, and nobody knows what they do.", False),
        ("Ann Roe speaks of “a rally in Harwich”", False),
    ],
)
def test_a_picture_told_in_the_present_without_a_full_stop_is_a_caption(line: str, caption: bool) -> None:
    assert begins_as_caption(line) == caption


def test_what_a_player_says_of_itself_is_no_caption() -> None:
    text = "Ann Roe opens the harbour\nCLOSE The mayor opens the harbour. Video provided by Harbor Newsy\nThe mayor opened the harbour on Monday."
    found = {text[p.start : p.end].strip(): p.role for p in pieces(text, markup=True)}
    assert found["The mayor opens the harbour."] == "caption"
    assert found["Video provided by Harbor Newsy"] == "boilerplate"
