"""Who published an article, and the words that say so."""

from __future__ import annotations

import pytest

from dashboard.story.read import Story, read_files

FIRST = "The harbour of San Marco was closed on Monday after a crane fell into the basin."
SECOND = "Nobody was hurt, the port office said in a short statement on its site."
BODY = f"{FIRST}\n{SECOND}\n"


def read(table: str | bytes | None = None, **articles: str) -> Story:
    files = {f"{stem}.txt": text.encode() for stem, text in (articles or {"a": BODY, "b": BODY}).items()}
    if table is not None:
        files["outlets.csv"] = table if isinstance(table, bytes) else table.encode()
    return read_files("harbour", files)


def row(story: Story, article: str = "a") -> dict[str, object]:
    found = story.articles.set_index("article").loc[article]
    return {str(column): value for column, value in found.items()}


def test_the_table_names_outlets() -> None:
    story = read(
        "file,outlet,published,agency,evidence,note\n"
        "a.txt,Lima Times,2021-05-03T10:12+02:00,AFP,“Lima Times”,x\nb.txt,Harbour,,,\n"
    )
    assert not story.faults
    assert row(story)["outlet"] == "Lima Times"
    assert row(story)["published"] == "2021-05-03T10:12+02:00"
    assert row(story)["agency"] == "AFP"
    assert row(story)["evidence"] == "“Lima Times”"
    assert row(story, "b")["evidence"] == "named in outlets.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_as_spreadsheets_write_them(delimiter: str, encoding: str) -> None:
    table = "File,Outlet\r\na.txt,Café\r\nb.txt,Harbour\r\n".replace(",", delimiter)
    story = read(table.encode(encoding))
    assert list(story.articles["outlet"]) == ["Café", "Harbour"]
    assert not story.faults


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("file,outlet\nmissing.txt,X\n", "row 2 names missing.txt, which is not in the story"),
        ("file,name\na.txt,X\n", "lacks the column outlet (it has: file, name)"),
        ("x\n", "lacks the column file and outlet (it has: x)"),
        ("", "lacks the column file and outlet (it has: none)"),
        ("file,outlet\na.txt,X\na.txt,Y\n", "row 3 repeats a.txt"),
        ("file,outlet\na.txt,\n", "row 2 gives a.txt no outlet"),
        ("file,outlet\n,X\n", "row 2 names no file"),
        ("file,outlet,published\na.txt,X,yesterday\n", "row 2: published is 'yesterday' (no date in it)"),
        ("file,outlet,published\na.txt,X,03/04/2021\n", "03/04/2021 may be 3 April or 4 March 2021"),
        (b"%PDF", "PDF"),
    ],
)
def test_faults_of_the_table_are_named(table: str | bytes, message: str) -> None:
    story = read(table)
    assert len(story.faults) == 1
    assert story.faults[0].file == "outlets.csv"
    assert message in story.faults[0].message
    assert story.faults[0].remedy
    assert list(story.texts) == ["a", "b"]


def test_a_file_that_was_refused_is_not_called_missing() -> None:
    files = {"a.txt": BODY.encode(), "b.txt": b"", "outlets.csv": b"file,outlet\na.txt,A\nb.txt,B\n"}
    story = read_files("s", files)
    assert [fault.file for fault in story.faults] == ["b.txt", "The story"]


def test_two_articles_of_one_outlet() -> None:
    story = read("file,outlet\na.txt,Lima Times\nb.txt,Lima Times\n")
    assert list(story.articles["outlet"]) == ["Lima Times", "Lima Times"]
    assert not story.faults


@pytest.mark.parametrize(
    ("page", "outlet", "words"),
    [
        (f"{BODY}Source: Yonhap News Agency\n", "Yonhap", "“Source: Yonhap News Agency”"),
        (f"Crane falls into the basin – Lima News\n{BODY}", "Lima News", "“– Lima News”"),
        (f"LIMA (CNN) - {BODY}", "CNN", "“LIMA (CNN) -”"),
        (f"{BODY}Discover more from Lima Times\n", "Lima Times", "Discover more from Lima Times"),
        (
            f"{BODY}(This story has not been edited by Lima Post staff and comes from a wire feed - AFP)\n",
            "Lima Post",
            "not been edited by Lima Post staff",
        ),
    ],
)
def test_the_page_names_its_outlet(page: str, outlet: str, words: str) -> None:
    found = row(read(a=page, b=BODY))
    assert found["outlet"] == outlet
    assert str(found["evidence"]).startswith("named in the text: “")
    assert words in str(found["evidence"])


@pytest.mark.parametrize(
    ("page", "outlet", "words"),
    [
        (f"LIMA (Reuters) - {BODY}", "Reuters", "from the dateline “LIMA (Reuters) -”"),
        (
            f"{BODY}© 2021 Lima Times. All rights reserved.\n",
            "Lima Times",
            "from the notice “© 2021 Lima Times",
        ),
        (
            f"{BODY}Copyright 2021 The Associated Press. All rights reserved.\n",
            "AP",
            "from the notice “Copyright",
        ),
        (f"LIMA (AP) - {BODY}© 2021 Lima Times. All rights reserved.\n", "Lima Times", "from the notice"),
    ],
)
def test_a_notice_or_an_agency_is_a_guess(page: str, outlet: str, words: str) -> None:
    found = row(read(a=page, b=BODY))
    assert found["outlet"] == outlet
    assert str(found["evidence"]).startswith(f"inferred: {words}")


def test_buttons_name_no_outlet() -> None:
    found = row(read(a=f"Crane falls into basin\n\n- Order Reprints\n\n- Print Article\n\n{BODY}", b=BODY))
    assert found["evidence"] == "inferred: from the file's name, a.txt"


def test_a_page_saved_by_a_browser_names_its_site() -> None:
    files = {"Crane falls into basin - Lima News.txt": BODY.encode(), "b.txt": BODY.encode()}
    found = read_files("s", files).articles.iloc[0]
    assert (found["outlet"], found["evidence"][:33]) == ("Lima News", "inferred: from the file's name, C")


def test_a_page_that_names_none_takes_the_name_of_its_file() -> None:
    assert row(read())["outlet"] == "a"
    assert row(read())["evidence"] == "inferred: from the file's name, a.txt"


@pytest.mark.parametrize(
    ("page", "agency"),
    [
        (f"{BODY}Ann Poe (According to AP, Lima Times, Yahoo!News)\n", "AP; Lima Times; Yahoo!News"),
        (f"{BODY}Source: Yonhap News Agency\n", "Yonhap"),
        (f"{FIRST}\n{SECOND} (AFP)\n", "AFP"),
        (f"LIMA (Reuters) - {BODY}", "Reuters"),
        (f"By Ann Poe, Associated Press\n{BODY}", "AP"),
        (
            f"{BODY}(This story was not edited by us and comes from a syndicated feed – Associated Press)\n",
            "AP",
        ),
        (f"{FIRST} © Reuters / KCNA\n{BODY}", None),
        (f"{FIRST} (AP)\n{SECOND}\n{SECOND}", None),
        (f"{BODY}Reuters reported on Monday that the port will open again.\n", None),
    ],
)
def test_agencies_that_an_article_credits(page: str, agency: str | None) -> None:
    found = row(read(a=page, b=BODY))["agency"]
    assert found == agency or (agency is None and found != found)


@pytest.mark.parametrize(
    ("page", "published"),
    [
        (f"Issued on: 27/07/2023 - 04:24\n{BODY}", "2023-07-27T04:24"),
        (
            f"Last Updated: July 27, 2023, 06:17 IST\n{BODY}Discover more from Bharat Daily\n",
            "2023-07-27T06:17+05:30",
        ),
        (f"May 3, 2021\n{BODY}", "2021-05-03"),
        (f"{BODY}May 3, 2021\n{BODY}{BODY}", None),
        (f"{BODY}The port was closed on May 3, 2021.\n", None),
    ],
)
def test_when_the_page_was_published(page: str, published: str | None) -> None:
    found = row(read(a=page, b=BODY))["published"]
    assert found == published or (published is None and found != found)


def test_the_table_is_believed_before_the_page() -> None:
    story = read("file,outlet,published\na.txt,X,2021-05-04\n", a=f"Published: May 3, 2021\n{BODY}", b=BODY)
    assert row(story)["published"] == "2021-05-04"


def test_an_open_date_is_named() -> None:
    story = read(a=f"Issued on: 03/04/2021 - 10:12\n{BODY}", b=BODY)
    assert row(story)["published"] != row(story)["published"]
    assert "may be 3 April or 4 March 2021" in story.faults[0].message
    assert "outlets.csv" in story.faults[0].remedy
