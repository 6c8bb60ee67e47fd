"""What strangers may ask for: bounds of a story, turns at heavy work, work that ends when its reader does."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.testing.v1 import AppTest

from dashboard import limits
from dashboard.app import cache, workload
from dashboard.app.options import OptionError, options
from dashboard.app.story_store import StoryStoreError, put
from dashboard.app.workload import BusyError, Line
from dashboard.encoding.encode import SentenceVectors
from dashboard.language.quantities import numerals
from dashboard.pipeline import compare
from dashboard.story.read import read_files
from dashboard.story.sentences import LONGEST_SENTENCE, Span, sentences
from tests.support.paths import ROOT
from tests.support.stand_in import SETTINGS, hashed_words

TEXT = b"The minister met the king on Tuesday. They talked about grain for two hours in the capital."


class Gone(BaseException):
    """What Streamlit raises where the reader left."""


@pytest.mark.parametrize(("unit", "most"), [("SENTENCES", 3), ("CHARACTERS", 150)])
def test_what_exceeds_a_story_is_left_out_and_named(
    unit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, f"MAX_{unit}", most)
    story = read_files("tried", {"a.txt": TEXT, "b.txt": TEXT, "c.txt": b"The king went home again."})
    assert list(story.articles["file"]) == ["a.txt", "c.txt"]
    fault = next(fault for fault in story.faults if fault.file == "b.txt")
    assert unit.lower() in fault.message
    assert f"{most}" in fault.message


@pytest.mark.parametrize("text", ["word " * 4000, "x" * 9000, "word" + " " * 9000 + "end", "a, " * 3000 + "!" * 5000], ids=["words", "one word", "spaces", "marks"])  # fmt: skip
def test_no_sentence_is_longer_than_any_that_is_printed(text: str) -> None:
    text = text.strip()
    found = sentences(text, Span(0, len(text)))
    assert all(0 < span.end - span.start <= LONGEST_SENTENCE + 5000 for span in found)
    assert sum(len(text[s.start : s.end].replace(" ", "")) for s in found) == len(text.replace(" ", ""))
    assert all(any(c.isalnum() for c in text[s.start : s.end]) for s in found)


@pytest.mark.parametrize("text", ["1" * 5000, "1" * 5000 + "th", "million " * 200, "1," * 3000, "0." + "1" * 9000], ids=lambda text: text[:9])  # fmt: skip
def test_digits_without_end_are_text(text: str) -> None:
    assert all(abs(float(number.value)) < 1e50 for number in numerals(text + " soldiers"))


def test_work_ends_where_its_watch_says_so() -> None:
    phases: list[str] = []

    def look(phase: str) -> None:
        phases.append(phase)
        if phase == "findings":
            raise Gone

    comparison = compare(read_files("tried", {"a.txt": TEXT, "b.txt": TEXT}), SETTINGS, encoder=hashed_words)
    with pytest.raises(Gone), limits.watched(look):
        _ = comparison.findings
    limits.check("findings")  # nobody watches any more
    with limits.watched(phases.append):
        _ = comparison.findings
    assert phases.count("findings") > 10


def test_the_work_beside_ends_too() -> None:
    """The parse goes on in a second thread: it is not waited for to its end where the encoder's reader leaves."""
    steps: list[int] = []

    def parse() -> None:
        for step in range(2000):
            limits.check("parsing")
            steps.append(step)
            time.sleep(0.005)

    def leave() -> None:
        with limits.watched(lambda _phase: None), limits.beside(parse):
            time.sleep(0.05)
            raise Gone

    with pytest.raises(Gone):
        leave()
    assert len(steps) < 1000


def test_a_fault_beside_other_work_ends_that_work_alone() -> None:
    def fail() -> None:
        with limits.beside(time.sleep, 0.01):
            raise ValueError("no model")

    with limits.watched(lambda _phase: None):
        with pytest.raises(ValueError, match="no model"):
            fail()
        limits.check("findings")  # what can still be shown is


def test_a_reader_who_leaves_ends_the_encoding() -> None:
    articles = {f"{k}.txt": b"Report %d. " % k + TEXT for k in range(30)}
    seen: list[int] = []

    def encoder(sentences: Sequence[str]) -> list[SentenceVectors]:
        seen.append(len(sentences))
        return hashed_words(sentences)

    def look(_phase: str) -> None:
        if len(seen) == 3:
            raise Gone

    with pytest.raises(Gone), limits.watched(look):
        compare(read_files("tried", articles), SETTINGS, encoder=encoder)
    assert len(seen) == 3


def test_a_phase_has_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("dashboard.app.workload.time.monotonic", lambda: now[0])
    look = workload._look(10.0)
    look("parsing")
    now[0] = 9.0
    look("parsing")
    look("findings")
    now[0] = 11.0
    look("findings")
    look("waiting")
    with pytest.raises(limits.TimeError, match=r"10 seconds .* \(parsing\).*--patience"):
        look("parsing")


def test_long_work_gives_way_to_pages_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    places = workload.Places(1)
    monkeypatch.setattr(workload, "PLACES", places)
    monkeypatch.setattr(workload, "GIVES_WAY", 0.2)
    look = workload._look(100.0)

    def seconds() -> float:
        begun = time.perf_counter()
        look("parsing")
        return time.perf_counter() - begun

    def drawn() -> None:
        time.sleep(0.05)
        places.leave()

    assert seconds() < 0.1, "nobody draws"
    with ThreadPoolExecutor(1) as pages:
        pages.submit(places.take, 1).result()
        assert 0.15 < seconds() < 1, "one draws"
        assert not places.take(0.01), "there is one place"
        waiting = pages.submit(drawn)
        assert seconds() < 0.18, "it goes on when the page is drawn"
        waiting.result()
    with workload._place():
        assert seconds() < 0.1, "a page does not wait for itself"
        with workload.aside():
            assert places.take(0), "what takes long needs no place"
            places.leave()
        assert not places.take(0), "and has one again when it draws"
    assert places.take(0)


def test_the_time_that_work_gave_way_is_not_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("dashboard.app.workload.time.monotonic", lambda: now[0])
    monkeypatch.setattr(workload.PLACES, "wait_until_empty", lambda _seconds: 6.0)
    look = workload._look(10.0)
    for now[0] in (0.0, 9.0, 15.0, 27.0):
        look("parsing")


def test_no_visitor_empties_the_caches_of_all() -> None:
    heard: list[str] = []

    class Server:
        def handle_backmsg(self, session_id: str, msg: BackMsg, client: object = None) -> None:
            heard.append(f"{session_id} {msg.WhichOneof('type')} {client}")

    server: Any = Server()
    workload._keep_caches(server)
    server.handle_backmsg("a", BackMsg(clear_cache=True), client="b")
    server.handle_backmsg("a", BackMsg(stop_script=True), client="b")
    assert heard == ["a stop_script b"]


def test_turns_are_taken_in_order_and_nobody_is_before_another() -> None:
    line = Line(1, 5)
    order: list[int] = []
    told: dict[int, int] = {}
    first_in = threading.Event()

    def work(name: int) -> None:
        def heard(before: int) -> None:
            told.setdefault(name, before)

        with line.turn(heard):
            order.append(name)
            if name == 0:
                first_in.set()
                time.sleep(0.5)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    threads[0].start()
    first_in.wait()
    for thread in threads[1:]:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3]
    assert told == {1: 1, 2: 2, 3: 3}
    assert len(line) == 0


def test_who_leaves_the_line_makes_room() -> None:
    line = Line(1, 1)

    def leave(_before: int) -> None:
        raise Gone

    with line.turn(leave):
        with pytest.raises(Gone), line.turn(leave):
            pass
        assert len(line) == 1
    assert len(line) == 0


def test_a_full_line_refuses_and_says_what_to_do() -> None:
    line = Line(1, 0)
    with line.turn(lambda _: None), pytest.raises(BusyError, match="Try again"), line.turn(lambda _: None):
        pass
    with line.turn(lambda _: None):
        pass


def test_a_session_and_all_together_keep_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workload, "_visits", {"another": workload.Visit(90)})
    monkeypatch.setattr(workload, "MOST_OF_SESSION", 50)
    monkeypatch.setattr(workload, "MOST_OF_ALL", 120)
    workload.keep(30)
    workload.keep(20)
    with pytest.raises(BusyError, match="session keeps"):
        workload.keep(51)
    with pytest.raises(BusyError, match="memory for readers' texts is full"):
        workload.keep(40)


class Files:
    """Streamlit's store of uploads, as far as it is used."""

    def __init__(self) -> None:
        self.file_storage: dict[str, dict[str, File]] = {}

    def add_file(self, session_id: str, file: File) -> None:
        held = self.file_storage.setdefault(session_id, {})
        held[str(len(held))] = file


class File:
    def __init__(self, size: int) -> None:
        self.data = b"x" * size


def test_what_waits_in_the_upload_field_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workload, "MOST_OF_SESSION", 50)
    monkeypatch.setattr(workload, "MOST_OF_ALL", 90)
    files = Files()
    workload._bound_uploads(files)
    workload._bound_uploads(files)
    files.add_file(session_id="a", file=File(30))
    with pytest.raises(Exception, match="413"):
        files.add_file(session_id="a", file=File(30))
    files.add_file(session_id="b", file=File(50))
    with pytest.raises(Exception, match="413"):
        files.add_file(session_id="c", file=File(20))


@pytest.mark.parametrize(
    ("arguments", "variable", "uploads", "kept", "patience"),
    [
        ([], "", True, False, 300),
        (["--no-uploads"], "", False, False, 300),
        ([], "--no-uploads --patience 60", False, False, 60),
        (["--keep-corrections", "--patience=30"], "", True, True, 30),
        (["--unknown", "--status"], "", True, False, 300),
    ],
)
def test_who_starts_the_server_decides(
    arguments: list[str],
    variable: str,
    uploads: bool,
    kept: bool,
    patience: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", *arguments])
    monkeypatch.setenv("PARALLAX_OPTIONS", variable)
    found = options()
    assert (found.uploads, found.keep_corrections, found.patience) == (uploads, kept, patience)


def test_a_wrong_switch_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", "--patience", "long"])
    with pytest.raises(OptionError, match="patience"):
        options()
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not test.exception
    assert "patience" in test.error[0].value


def test_a_comparison_under_a_readers_corrections_is_no_ones_elses() -> None:
    """Process-wide caches know stories of the server's folders alone, and no reader's words."""
    source = Path(cache.__file__).read_text(encoding="utf-8")
    for block in source.split("@st.cache_")[1:]:
        head = block.split('"""')[0]
        if 'scope="session"' not in head:
            assert "corrections" not in head, head
            assert "files" not in head, head


def test_a_text_that_repeats_itself_is_compared_a_few_times() -> None:
    """A refrain counts; what comes again and again, as sentence or as clause, would cost the square of its length."""
    again = ("The minister met the king on Tuesday. " * 200).encode()
    line = ("when the old minister met the young king of the land, " * 200).encode()
    comparison = compare(
        read_files("tried", {"a.txt": again, "b.txt": line, "c.txt": TEXT}), SETTINGS, encoder=hashed_words
    )
    units = comparison.units["article"].value_counts()
    assert units["a"] == 3
    assert units["b"] < 20
    repeats = comparison.sentences[comparison.sentences["reason"] == "repeats a sentence of the report"]
    assert (repeats["article"] == "a").sum() == 197
    for row in comparison.units.itertuples():
        assert comparison.story.texts[row.article][row.start : row.end] == row.text


def test_the_status_page_shows_numbers() -> None:
    def page() -> None:
        from dashboard.app.workload import status

        status()

    test = AppTest.from_function(page, default_timeout=60).run()
    assert not test.exception
    assert set(test.table[0].value.index) >= {"Model", "Cache", "Memory", "Sessions", "Comparisons"}


def test_a_demo_takes_no_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", "--no-uploads"])
    with pytest.raises(StoryStoreError, match="takes no texts"):
        put("Mine", {"a.txt": TEXT})


def test_a_log_names_the_place_of_an_error_and_not_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    make, logger = logging.getLogRecordFactory(), logging.getLogger("dashboard.tried")
    logging.getLogger("dashboard").handlers.clear()
    logging.setLogRecordFactory(logging.LogRecord)  # an app that ran before has set the other
    workload._log_without_texts.cache_clear()
    try:
        workload._log_without_texts()
        try:
            raise KeyError("the secret words of a reader")
        except KeyError:
            logger.exception('A "quoted" event')
    finally:
        logging.setLogRecordFactory(make)
        logging.getLogger("dashboard").handlers.clear()
        workload._log_without_texts.cache_clear()
    said = capsys.readouterr().err
    assert "secret" not in said
    assert "KeyError at test_limits.py:" in said
    assert 'A \\"quoted\\" event' in said


def test_a_few_scripts_draw_at_once_and_long_work_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workload, "PLACES", workload.Places(1))
    monkeypatch.setattr(workload, "PUSHES_IN", 0.3)
    waited: dict[str, float] = {}

    def draw(name: str) -> None:
        begun = time.monotonic()
        with workload._place():
            waited[name] = time.monotonic() - begun

    def beside(name: str) -> None:
        thread = threading.Thread(target=draw, args=(name,))
        thread.start()
        thread.join()

    with workload._place():
        beside("held")
        with workload.turn():
            beside("heavy")
    beside("free")
    assert waited["held"] >= 0.3, "it waits, and not for ever"
    assert max(waited["heavy"], waited["free"]) < 0.3
    assert workload.PLACES.take(0), "every place was given back"
