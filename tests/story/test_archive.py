"""A story as one file: the same bytes each time, and nothing hostile comes out of it."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.story import archive
from dashboard.story.archive import MOST_ENTRIES, MOST_UNPACKED, pack, unpack
from dashboard.story.read import MAX_BYTES, read_files

NAMES = st.from_regex(r"[A-Za-z0-9äé][A-Za-z0-9 äé_-]{0,12}\.(txt|md|csv)", fullmatch=True)
STORY = {"a.txt": b"The minister met the leader.", "outlets.csv": b"file,outlet\na.txt,A\n"}


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return made.getvalue()


def entry(name: str, *, mode: int = 0) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = 3, mode << 16
    return made


@given(st.dictionaries(NAMES, st.binary(max_size=200), min_size=1, max_size=6))
def test_what_is_packed_comes_out(files: dict[str, bytes]) -> None:
    if len({name.casefold() for name in files}) < len(files):
        return
    assert unpack("story.zip", pack(files)) == (dict(sorted(files.items())), [])


def test_the_same_files_give_the_same_bytes_in_any_order() -> None:
    assert pack(STORY) == pack(dict(reversed(STORY.items())))
    with zipfile.ZipFile(io.BytesIO(pack(STORY))) as packed:
        assert {i.date_time for i in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_packed_story_reads_as_the_files_did() -> None:
    files, _ = unpack("story.zip", pack(STORY))
    assert read_files("s", files).digest == read_files("s", STORY).digest


def test_the_folder_around_a_story_is_taken_off() -> None:
    data = zipped(*((f"my story/{name}", content) for name, content in STORY.items()))
    assert unpack("story.zip", data) == (STORY, [])


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("/etc/passwd.txt", "absolute path"),
        ("../up.txt", "leads elsewhere"),
        ("a/../../up.txt", "leads elsewhere"),
        ("..\\up.txt", "back-slash"),
        ("C:\\up.txt", "back-slash"),
        ("C:/up.txt", "absolute path"),
        ("bell\x07.txt", "control characters"),
        ("x" * 300 + ".txt", "304 bytes"),
        ("inner/deep.txt", "folder within the story"),
        ("more.zip", "archive within the archive"),
        ("more.tar.GZ", "archive within the archive"),
    ],
)
def test_an_entry_that_leads_elsewhere_is_left_out_and_named(name: str, why: str) -> None:
    data = zipped(("good.txt", b"Good."), (entry(name), b"Bad."))
    files, faults = unpack("story.zip", data)
    assert files == {"good.txt": b"Good."}
    assert len(faults) == 1
    assert why in str(faults[0])
    assert str(faults[0]).isprintable()


def test_links_and_devices_are_left_out() -> None:
    data = zipped(
        (entry("link.txt", mode=stat.S_IFLNK | 0o777), b"/etc/passwd"),
        (entry("pipe.txt", mode=stat.S_IFIFO), b""),
        (entry("plain.txt", mode=stat.S_IFREG | 0o644), b"Plain."),
    )
    files, faults = unpack("story.zip", data)
    assert list(files) == ["plain.txt"]
    assert ["link or a special file" in str(f) for f in faults] == [True, True]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["a.txt", "A.TXT"])
def test_of_two_entries_with_one_name_the_first_counts(twin: str) -> None:
    files, faults = unpack("s.zip", zipped(("a.txt", b"1"), (twin, b"2")))
    assert files == {"a.txt": b"1"}
    assert "the name of another" in str(faults[0])


def test_what_systems_add_is_skipped_silently() -> None:
    names = ("__MACOSX/._a.txt", "._a.txt", ".DS_Store", "Thumbs.db", "a.txt")
    assert unpack("s.zip", zipped(*((name, b"x") for name in names))) == ({"a.txt": b"x"}, [])


def test_an_encrypted_entry_is_named() -> None:
    data = bytearray(pack({"a.txt": b"x"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    files, faults = unpack("s.zip", bytes(data))
    assert not files
    assert "encrypted" in str(faults[0])


def test_a_bomb_is_left_before_it_fills_the_memory() -> None:
    data = zipped(("bomb.txt", bytes(300_000_000)))
    assert len(data) < MAX_BYTES
    tracemalloc.start()
    files, faults = unpack("s.zip", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not files
    assert "more than the 2,000,000 bytes" in str(faults[0])
    assert peak < 4 * MAX_BYTES


def test_a_header_that_lies_about_the_size_is_not_believed() -> None:
    data = bytearray(zipped(("bomb.txt", bytes(50_000_000))))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + place
        data[at : at + 4] = struct.pack("<I", 10)
    files, faults = unpack("s.zip", bytes(data))
    assert sum(map(len, files.values())) <= MAX_BYTES
    assert faults or len(files["bomb.txt"]) == 10


def test_a_file_in_an_archive_may_be_as_large_as_one_beside_it() -> None:
    files, faults = unpack("s.zip", zipped(("a.pdf", bytes(MAX_BYTES + 1)), ("a.txt", bytes(MAX_BYTES + 1))))
    assert list(files) == ["a.pdf"]
    assert "more than the 2,000,000 bytes" in str(faults[0])


def test_all_files_together_have_a_limit() -> None:
    many = {
        f"{k:03}.txt": bytes([65 + k % 20]) * (MAX_BYTES - 1) for k in range(MOST_UNPACKED // MAX_BYTES + 3)
    }
    files, faults = unpack("s.zip", pack(many))
    assert sum(map(len, files.values())) <= MOST_UNPACKED
    assert len(files) == MOST_UNPACKED // (MAX_BYTES - 1)
    assert f"{MOST_UNPACKED:,} bytes of one story" in str(faults[-1])


def test_too_many_entries_are_refused() -> None:
    data = pack({f"{k}.txt": b"" for k in range(MOST_ENTRIES + 1)})
    files, faults = unpack("s.zip", data)
    assert not files
    assert f"{MOST_ENTRIES + 1} entries, more than the {MOST_ENTRIES}" in str(faults[0])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive", pack(STORY)[:60], pack({})])
def test_what_is_no_archive_says_so(data: bytes) -> None:
    files, faults = unpack("s.zip", data)
    assert not files
    assert len(faults) == 1


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 255))
@example(b"", 224, 0)  # an entry without a name
def test_damage_never_raises(noise: bytes, place: int, value: int) -> None:
    damaged = bytearray(pack(STORY))
    damaged[place % len(damaged)] = value
    for data in (noise, bytes(damaged), bytes(damaged) + noise):
        files, faults = unpack("s.zip", data)
        assert files or faults


@pytest.mark.parametrize("name", ["../a", "/a", "a\\b", "a\x00b", "", "C:a"])
def test_a_name_that_could_not_come_out_is_not_packed(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be packed"):
        archive.pack({name: b""})
