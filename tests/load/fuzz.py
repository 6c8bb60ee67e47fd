"""Damaged and hostile files through reading, comparing and exporting: `python -m tests.load.fuzz --ledger FILE [--inputs 50000] [--seconds 3600]`.

An input is one file; six of them are a story, which is drawn from its number alone. The ledger has a line of JSON a story and tells a later run where to
go on. A fault is an error other than the one that says that nothing can be read, or more than BOUND seconds of the processor for one story; `--only
NUMBER` repeats a story and shows its error. The encoder is a stand-in of the tests. Loopback and network are not used, nothing but the ledger is written.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from dashboard.export import FORMATS
from dashboard.pipeline import compare
from dashboard.story.documents import KINDS
from dashboard.story.read import read_files
from dashboard.story.story import StoryError
from tests.load.shapes import SHAPES
from tests.support import file_kinds as kinds
from tests.support.hostile import LINES
from tests.support.stand_in import SETTINGS, hashed_words

A_STORY = 6
"""Inputs of one story."""
BOUND = 20.0
"""Seconds of the processor that a story of six small files may take, its exports included."""
OFTEN, RARELY = ("json", "csv", "md", "html"), ("xlsx", "coding", "qdpx", "parquet", "svg")
"""Formats of which every story is written in two, and one story in ten in one more."""
CALM = [paragraph for report in kinds.REPORTS for paragraph in report.body]
SIGNS = "\x00\x1b\u200b\u202e\u2028\ufeff\ufffd\ud800é中א🙂“”‘’\"'()[]{}<>&=+-@;,.:|\\/#*_`~$%^0189\t\r\n "


def paragraphs(draw: random.Random) -> list[str]:
    """What an article says: calm sentences, hostile lines, shapes, noise."""

    def one() -> str:
        match draw.randrange(6):
            case 0 | 1 | 2:
                return draw.choice(CALM)
            case 3:
                return draw.choice(LINES)
            case 4:
                return SHAPES[draw.choice(list(SHAPES))](draw.choice((13, 80, 300)))
            case _:
                return "".join(draw.choice(SIGNS) for _ in range(draw.randrange(60)))

    return [one() for _ in range(draw.randint(1, 6))]


def _plain(texts: Sequence[str], draw: random.Random) -> bytes:
    code = draw.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp1252", "latin-1", "shift_jis", "utf-7"))
    return draw.choice(("\n\n", "\n", "\r\n", " ")).join(texts).encode(code, "replace")


def _report(texts: Sequence[str]) -> kinds.Report:
    return kinds.Report(
        " ".join(texts[0].splitlines()),
        "Harbor Post",
        "May 8, 2024",
        "2024-05-08",
        "Dana Poe",
        "NEWS",
        tuple(texts),
    )


def _table(texts: Sequence[str], draw: random.Random) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=draw.choice(",;\t"))
    writer.writerows(
        [["outlet", "title", "text", "date"], *(["Post", text[:30], text, "2024-05-08"] for text in texts)]
    )
    return out.getvalue().encode("utf-8", "replace")


def _without_surrogates(texts: Sequence[str]) -> list[str]:
    """What XML can hold."""
    return [
        "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
        or "."
        for text in texts
    ]


MAKE: dict[str, Callable[[Sequence[str], random.Random], bytes]] = {
    ".txt": _plain,
    ".md": _plain,
    ".csv": _table,
    ".tsv": _table,
    ".json": lambda texts, _: json.dumps(
        [{"outlet": "Post", "title": texts[0], "text": " ".join(texts)}]
    ).encode(),
    ".jsonl": lambda texts, _: "\n".join(
        json.dumps({"text": text, "published": "2024-05-08"}) for text in texts
    ).encode(),
    ".html": lambda texts, _: kinds.page(_report(texts)).encode("utf-8", "replace"),
    ".xml": lambda texts, _: kinds.feed([_report(texts)]).encode("utf-8", "replace"),
    ".mhtml": lambda texts, _: kinds.snapshot(_report(texts)),
    ".eml": lambda texts, draw: kinds.mail(_report(texts), html=draw.random() < 0.5),
    ".webarchive": lambda texts, _: kinds.web_archive(_report(texts)),
    ".rtf": lambda texts, _: kinds.rich_text(texts),
    ".docx": lambda texts, _: kinds.word(texts),
    ".odt": lambda texts, _: kinds.open_document(texts),
    ".epub": lambda texts, _: kinds.epub([_report(texts)]),
    ".xlsx": lambda texts, _: kinds.workbook(kinds.rows([_report(texts)])),
    ".pdf": lambda texts, _: kinds.printed(texts),
}


def damaged(data: bytes, draw: random.Random) -> bytes:
    """Bytes changed, put in, taken out, doubled, cut off."""
    made = bytearray(data)
    for _ in range(draw.choice((0, 0, 1, 1, 2, 5, 20))):
        at = draw.randrange(len(made) + 1)
        end = min(len(made), at + draw.choice((1, 1, 4, 40)))
        match draw.randrange(5):
            case 0:
                made[at:end] = bytes(draw.randrange(256) for _ in range(end - at))
            case 1:
                made[at:at] = draw.choice(
                    (b"\x00", b"\xff\xfe", b"<!--", b"]]>", b"\r", b"9" * 40, b"\\u0000", b"%s%n")
                )
            case 2:
                del made[at:end]
            case 3:
                made[at:at] = made[at:end] * draw.choice((1, 3, 30))
            case _:
                del made[draw.choice((at, len(made) - len(made) // 50)) :]
    return bytes(made)


def story(number: int) -> dict[str, bytes]:
    """The files of a story."""
    draw = random.Random(number)
    files: dict[str, bytes] = {}
    for k in range(A_STORY):
        ending = draw.choice(list(MAKE))
        texts = paragraphs(draw)
        texts = texts if ending in (".txt", ".md") else _without_surrogates(texts)
        data = damaged(MAKE[ending](texts, draw), draw)
        name = draw.choice(
            (f"{k}", f"{k} новости", f"={k}", f"{k};a,b", f"{k}<b>", "outlets" if k == 5 else f"{k}.x")
        )
        files[name + (draw.choice(KINDS) if draw.random() < 0.05 else ending)] = data
    return files


def run(number: int) -> None:
    """Read, compare and write a story."""
    draw = random.Random(-1 - number)
    try:
        read = read_files(f"{number}", story(number))
    except StoryError:
        return  # said to the reader, with what to do
    comparison = compare(read, SETTINGS, encoder=hashed_words)
    formats = [*draw.sample(OFTEN, 2), *([draw.choice(RARELY)] if draw.random() < 0.1 else [])]
    for name in formats:
        assert FORMATS[name].make(comparison, "2024-05-08"), name


@cache
def _calm() -> None:
    """What is loaded once is not one story's time."""
    read = read_files("calm", {f"{k}.txt": " ".join(CALM).encode() for k in range(2)})
    for name in (*OFTEN, *RARELY):
        FORMATS[name].make(compare(read, SETTINGS, encoder=hashed_words), "2024-05-08")


def tried(number: int) -> dict[str, object]:
    """The ledger's line of a story."""
    _calm()
    begun = time.process_time()
    fault = ""
    try:
        run(number)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}"[:300]
    seconds = time.process_time() - begun
    if seconds > BOUND:
        fault = fault or f"takes {seconds:.0f} s"
    return {"story": number, "inputs": A_STORY, "seconds": round(seconds, 2), "fault": fault}


def main(arguments: Sequence[str] | None = None) -> int:
    """Go on where the ledger ends; 1 where it holds a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.fuzz")
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--inputs", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--only", type=int)
    chosen = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    if chosen.only is not None:
        run(chosen.only)
        return 0
    lines = chosen.ledger.read_text(encoding="utf-8").splitlines() if chosen.ledger.exists() else []
    done = [json.loads(line) for line in lines]
    end = time.monotonic() + chosen.seconds
    with chosen.ledger.open("a", encoding="utf-8") as ledger:
        while len(done) * A_STORY < chosen.inputs and time.monotonic() < end:
            done.append(tried(len(done)))
            ledger.write(json.dumps(done[-1]) + "\n")
            ledger.flush()
    faults = [line for line in done if line["fault"]]
    times = sorted(line["seconds"] for line in done)
    print(
        f"{len(done) * A_STORY:,} inputs in {len(done):,} stories, {len(faults)} faults; a story takes {times[len(times) // 2]} s, at most {times[-1]} s"
    )
    for line in faults[:20]:
        print(f"--only {line['story']}: {line['fault']}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
