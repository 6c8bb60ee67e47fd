"""A reader's own story: taken in, named, corrected, saved and opened again, all in the session's memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.app import state, story_store
from dashboard.app.story_editor import UNDERSTOOD, understood
from dashboard.export import FORMATS
from dashboard.pipeline import prepare
from dashboard.presentation import facts
from dashboard.story.archive import pack, unpack
from dashboard.story.read import read_files
from tests.support.file_kinds import REPORTS, nexis_text
from tests.support.paths import ROOT, SEEDS
from tests.views.test_pages import app

SEED_FILES = {f.name: f.read_bytes() for f in sorted(SEEDS.iterdir()) if f.suffix in (".txt", ".csv")}
TABLE = SEED_FILES["outlets.csv"].decode().splitlines(keepends=True)
PAIR = {name: SEED_FILES[name] for name in ("000_12766a88eae668c2.txt", "003_523973a4100b4f5d.txt")} | {
    "outlets.csv": "".join(line for line in TABLE if line.startswith(("file", "000", "003"))).encode()
}
"""Two of the five articles: enough where it does not matter how many are compared."""
STORY = "dashboard/app/views/story.py"


def upload(test: AppTest, files: dict[str, bytes]) -> AppTest:
    test.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files.items()])
    next(b for b in test.button if b.label == "Add the files").click().run()
    assert not test.exception
    return test


def paste(test: AppTest, outlet: str, text: str) -> AppTest:
    test.text_input(key="pasted outlet").set_value(outlet)
    test.text_area(key="pasted text").set_value(text)
    next(b for b in test.button if b.label == "Add the text").click().run()
    assert not test.exception
    return test


def texts(test: AppTest) -> str:
    return " ".join(element.value for element in (*test.warning, *test.error))


def test_uploaded_articles_become_the_story_that_every_view_shows() -> None:
    test = upload(app("story.py"), SEED_FILES)
    assert test.sidebar.selectbox(key="story").value == "My story"
    assert len(test.session_state.choices.names) == 5
    test.switch_page("dashboard/app/views/matrix.py").run()
    assert not test.exception
    assert not test.info


def test_one_article_alone_is_not_offered_to_be_compared() -> None:
    test = paste(app("story.py"), "Courier", "The bridge fell on Monday. Two cars were under it.")
    assert test.button(key="confirm").disabled
    paste(test, "Tribune", "On Monday the bridge fell. Nobody was hurt.")
    assert not test.button(key="confirm").disabled


def test_what_was_open_or_asked_in_one_story_is_gone_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"statement": "s", "column": "a", "least": 2, "words": "letter", "ask": "Who wrote it?"}
    monkeypatch.setattr(st, "session_state", held)
    for story in ("one", "one"):
        state.note_story(story)
        assert held["statement"] == "s"
    state.note_story("two")
    assert (held["statement"], held["column"], "least" in held) == (None, None, False)
    assert (held["words"], held["ask"]) == ("", "")


def test_every_view_begins_anew_with_another_story() -> None:
    test = app("facts.py")
    test.segmented_control(key="show").set_value(facts.ALONE).run()
    test.switch_page("dashboard/app/views/framing.py").run()
    test.segmented_control(key="section").set_value("Left out").run()
    test.switch_page("dashboard/app/views/emphasis.py").run()
    test.segmented_control(key="emphasis group").set_value("Space").run()
    test.switch_page(STORY).run()
    upload(test, PAIR)
    for view, key, beginning in (
        ("facts", "show", facts.DIFFERENCES),
        ("framing", "section", "Names"),
        ("emphasis", "emphasis group", "Structure"),
    ):
        test.switch_page(f"dashboard/app/views/{view}.py").run()
        assert not test.exception
        assert test.segmented_control(key=key).value == beginning, view


def test_nothing_of_an_uploaded_text_reaches_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path / "cache"))
    upload(app("story.py"), PAIR)
    assert not (tmp_path / "cache").exists()


def test_bad_files_are_named_and_good_ones_kept() -> None:
    bad = {"empty.txt": b"", "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(500)}
    test = upload(app("story.py"), PAIR | bad)
    assert len(test.session_state.choices.names) == 2
    for name in bad:
        assert name in texts(test).replace("\\", ""), name


def test_an_unreadable_file_makes_no_story_and_keeps_the_form() -> None:
    test = upload(app("story.py"), {"a.png": b"\x89PNG\r\n\x1a\n"})
    assert test.sidebar.selectbox(key="story").value == story_store.DEFAULT
    assert "Recognise the text" in texts(test)
    assert test.text_input(key="own name")


def test_an_export_is_confirmed_before_it_is_compared() -> None:
    test = upload(app("story.py"), {"export.txt": nexis_text().encode(), "empty.txt": b""})
    assert "empty.txt" in texts(test).replace("\\", "")
    assert test.sidebar.selectbox(key="story").value == story_store.DEFAULT
    test.button(key="confirm").click().run()
    assert not test.exception
    assert list(test.session_state.choices.comparison.articles["outlet"]) == [r.outlet for r in REPORTS]
    assert not test.session_state.get("articles to confirm")


def test_what_was_understood_is_a_table_to_confirm() -> None:
    prose = "".join(
        f"<p>Paragraph {n} says that the crane fell into the basin of the port on Monday.</p>"
        for n in range(6)
    )
    other = "".join(
        f"<p>Another story {n} of the same page speaks at length of a quarry and its herd.</p>"
        for n in range(3)
    )
    page = (
        '<html><head><meta property="og:site_name" content="Harbor Post"><meta property="article:published_time" content="2024-05-07">'
        '<meta property="article:modified_time" content="2024-05-09"></head><body><article><h1>Crane falls</h1>'
        f'<div class="text">{prose}</div></article><div class="recirc-list">{other}</div></body></html>'
    )
    undated = f"<html><head><title>Crane falls</title></head><body><h1>Crane falls</h1>{prose}</body></html>"
    files = {
        "page.html": page.encode(),
        "undated.html": undated.encode(),
        "bad.pdf": b"%PDF-1.7",
        "export.txt": nexis_text().encode(),
    }
    test = upload(app("story.py"), files)
    assert test.sidebar.selectbox(key="story").value == story_store.DEFAULT
    assert "bad.pdf" in texts(test).replace("\\", "")
    table = understood(test.session_state[state.WAITING]).set_index("file")
    shown = table.loc["page.html"]
    assert (shown["outlet"], shown["published"], shown["modified"]) == (
        "Harbor Post",
        "2024-05-07",
        "2024-05-09",
    )
    assert shown["dated"] == "stated by the page"
    assert 0 <= shown["left out"] < 1
    assert table.loc["undated.html", "evidence"].startswith("inferred")
    assert table.loc["undated.html", ["published", "dated"]].tolist() == ["", ""]
    assert table.loc["undated.html", "copy"] == "page"
    assert not table.loc["undated.html", "keep"]
    assert set(table.columns) == set(UNDERSTOOD) - {"file"}
    assert list(table["dated"])[:3] == ["stated in the file"] * 3


def test_files_that_wait_can_be_discarded() -> None:
    test = upload(app("story.py"), {"export.txt": nexis_text().encode()})
    test.button(key="discard").click().run()
    assert not test.exception
    assert not any(b.key == "confirm" for b in test.button)
    assert test.sidebar.selectbox(key="story").value == story_store.DEFAULT


def test_the_same_text_twice_is_left_out() -> None:
    first = next(data for name, data in PAIR.items() if name.endswith(".txt"))
    test = upload(app("story.py"), PAIR | {"again.txt": first})
    assert "same text" in texts(test)
    assert len(test.session_state.choices.names) == 2


def test_a_saved_story_opens_again_with_corrections_and_confidence() -> None:
    test = upload(app("story.py"), PAIR)
    comparison = test.session_state.choices.comparison
    link = comparison.links.iloc[0]
    rows = comparison.sentences.set_index("sentence")
    places = [
        {"article": rows.loc[s, "article"], "start": int(rows.loc[s, "start"]), "end": int(rows.loc[s, "end"]), "text": rows.loc[s, "text"]}
        for s in (link["a"], link["b"])
    ]  # fmt: skip
    saved = PAIR | {
        "settings.json": b'{"model": "all-MiniLM-L6-v2", "threshold": 0.7}',
        "corrections.json": json.dumps(
            {"version": 1, "corrections": [{"action": "reject", "a": places[0], "b": places[1]}]}
        ).encode(),
    }
    again = upload(app("story.py"), {"story.zip": pack(saved)})
    opened = again.session_state.choices.comparison
    assert opened.settings.threshold == 0.7
    assert len(opened.corrections) == 1
    assert opened.story.texts == comparison.story.texts


@pytest.mark.parametrize("name", [story_store.DEFAULT, "   "])
def test_a_name_that_cannot_be_is_refused_with_a_reason(name: str) -> None:
    test = app("story.py")
    test.text_input(key="own name").set_value(name).run()
    upload(test, PAIR)
    assert "name" in texts(test)
    assert test.sidebar.selectbox(key="story").value == story_store.DEFAULT


def test_pasted_articles_wait_are_counted_and_compared_together() -> None:
    bodies = [data.decode() for name, data in SEED_FILES.items() if name.endswith(".txt")][:3]
    test = app("story.py")
    for number, body in enumerate(bodies, 1):
        test = paste(test, f"Daily {9 - number}", body)
        assert f"{number} article{'s' * (number > 1)} added, not compared yet" in [
            s.value for s in test.subheader
        ]
    assert test.sidebar.selectbox(key="story").value == story_store.DEFAULT, (
        "nothing is compared before it is asked for"
    )
    test.button(key="confirm").click().run()
    assert not test.exception
    assert list(test.session_state.choices.names.values()) == ["Daily 8", "Daily 7", "Daily 6"], "as pasted"
    assert "What differs most" in [s.value for s in test.subheader], "the result is shown, not the empty form"
    assert "Compared 3 articles" in test.success[0].value
    test.run()
    assert not test.success, "said once"


def test_the_same_text_pasted_twice_is_added_once() -> None:
    body = next(data.decode() for name, data in SEED_FILES.items() if name.endswith(".txt"))
    test = paste(paste(app("story.py"), "Daily", body), "Weekly", body)
    assert "same text" in texts(test)
    assert "1 article added, not compared yet" in [s.value for s in test.subheader]


def test_cancel_brings_back_the_articles_that_waited_and_the_story_before() -> None:
    bodies = [data.decode() for name, data in SEED_FILES.items() if name.endswith(".txt")][:2]
    test = app("story.py")
    for number, body in enumerate(bodies, 1):
        test = paste(test, f"Daily {number}", body)
    test.button(key="confirm").click().run()
    assert test.sidebar.selectbox(key="story").value == "My story"
    for key in ("own stories before", "articles confirmed"):
        assert key in test.session_state, key
    shelf, shown = test.session_state["own stories before"]
    assert shelf == {}
    assert shown == story_store.DEFAULT
    assert len(test.session_state["articles confirmed"].story.articles) == 2


def test_the_work_reports_its_stages_and_stops_where_the_page_does() -> None:
    """What the page's progress raises, as Streamlit does when the reader presses Cancel, ends the work."""
    seen: list[str] = []

    class StoppedError(Exception):
        pass

    def show(stage: str, _done: int, _total: int) -> None:
        seen.append(stage)
        if stage == "aligning":
            raise StoppedError

    story = read_files("own", {k: v for k, v in SEED_FILES.items() if k.endswith(".txt")})
    with pytest.raises(StoppedError):
        prepare(story, store=None, progress=show)
    assert seen[:1] == ["encoding"]
    assert seen[-1] == "aligning"


def test_exports_carry_the_storys_title() -> None:
    page = FORMATS["html"].make(app("story.py").session_state.choices.comparison).decode()
    assert story_store.DEFAULT in page
    assert ">seeds<" not in page


def test_an_empty_paste_says_what_to_do() -> None:
    test = paste(app("story.py"), "My Daily", "   ")
    assert "empty" in texts(test)


def test_a_story_is_removed() -> None:
    test = upload(app("story.py"), PAIR)
    test.button(key="remove story").click().run()
    assert not test.exception
    assert test.sidebar.selectbox(key="story").value == story_store.DEFAULT


def test_hostile_names_stay_text() -> None:
    files = {f"../<b>{name}": data for name, data in PAIR.items() if name.endswith(".txt")}
    test = upload(app("story.py"), files)
    test.button(key="confirm").click().run()
    assert not test.exception
    assert all("/" not in file for file in test.session_state.choices.comparison.articles["file"])


def test_adding_numbers_a_taken_name_and_leaves_the_same_text_out() -> None:
    together, faults = story_store.add_files({"a.txt": b"one"}, {"a.txt": b"two", "b.txt": b"one"})
    assert together == {"a.txt": b"one", "a 2.txt": b"two"}
    assert [f.file for f in faults] == ["b.txt"]


def test_what_is_packed_is_unpacked() -> None:
    files, faults = unpack("story.zip", pack(SEED_FILES))
    assert files == SEED_FILES
    assert not faults


def test_the_app_writes_nothing_beside_the_articles_that_come_along() -> None:
    before = sorted(f.name for f in SEEDS.iterdir())
    test = app("check.py")
    next(b for b in test.button if b.label == "Not the same").click().run()
    assert not test.exception
    assert len(test.session_state.choices.comparison.corrections) == 1
    assert sorted(f.name for f in SEEDS.iterdir()) == before
    next(b for b in test.sidebar.button if b.label.startswith("Undo")).click().run()
    assert not test.session_state.choices.comparison.corrections


@pytest.mark.parametrize(
    ("switches", "written"), [(["--keep-corrections"], True), ([], False)], ids=["told to", "not told"]
)
def test_corrections_of_a_folder_are_kept_beside_its_articles_where_the_server_was_told_to(
    switches: list[str], written: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    for name, data in PAIR.items():
        (folder / name).write_bytes(data)
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", str(folder), *switches])
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120).run()
    test.switch_page("dashboard/app/views/check.py").run()
    next(b for b in test.button if b.label == "Not the same").click().run()
    assert not test.exception
    assert len(test.session_state["corrections own"]) == 1
    assert (folder / "corrections.json").exists() == written
    if written:
        kept = json.loads((folder / "corrections.json").read_text(encoding="utf-8"))
        assert kept["corrections"][0]["action"] == "reject"


def test_no_table_of_the_page_prints_none() -> None:
    for frame in app("story.py").dataframe:
        assert "None" not in frame.value.to_string()
