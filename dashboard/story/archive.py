"""A story as one ZIP file, made byte for byte the same each time, and opened with limits that a hostile one meets."""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping

from dashboard.story.documents import most_bytes
from dashboard.story.read import MAX_ARTICLES
from dashboard.story.story import Fault

MOST_ENTRIES = 4 * MAX_ARTICLES
"""Entries that are looked at: a story has at most MAX_ARTICLES articles and three tables; archivers add as many of
their own beside them, and folders."""
MOST_UNPACKED = 20_000_000
"""Bytes of all files together, counted while they are unpacked, as a header may lie: sixty long reports have 3,000,000,
and the whole has to lie in memory."""
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP entry can bear
CHUNK = 65_536  # bytes unpacked at a time, so that a bomb is left soon after a limit
ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".tar", ".tgz", ".jar")
JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What macOS and Windows put beside the files of a folder."""
_DRIVE = re.compile(r"^[A-Za-z]:")
_MADE_ON_UNIX = 3


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP: sorted by name, with one fixed time and mode, so that equal files give equal bytes.

    Args:
        files: name -> content; "/" in a name makes a folder.

    Raises:
        ValueError: `unpack` would refuse a name.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            wrong = _wrong_name(name)
            if wrong:
                raise ValueError(f"{name!r} cannot be packed: it {wrong}")
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _MADE_ON_UNIX
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()


def unpack(name: str, data: bytes) -> tuple[dict[str, bytes], list[Fault]]:
    """The files of a ZIP that a story can hold, by their bare names, and a fault for each that is left out.

    A folder that holds everything is taken off: archivers pack "story/a.txt" where "a.txt" is meant. Nothing is
    written anywhere, and no archive within the archive is opened.

    Args:
        name: of the archive, for the faults.
        data: its content.

    Returns:
        File name -> content, in the order of the archive; nothing where it is no ZIP.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                message = f"has {len(entries):,} entries, more than the {MOST_ENTRIES} that are looked at"
                return {}, [Fault(name, message, "Pack only the articles of one story")]
            return _read(name, archive, entries)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        ValueError,
        OSError,
        EOFError,
    ) as error:
        message = f"is no ZIP file that can be opened ({str(error)[:120]})"
        return {}, [Fault(name, message, "Pack the story again, or add its files one by one")]


def _read(
    name: str, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> tuple[dict[str, bytes], list[Fault]]:
    """The usable entries within the limits."""
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    whole = 0
    folder = _common_folder(entries)
    for entry in entries:
        if _is_folder(entry) or JUNK.search(entry.filename):
            continue
        bare = entry.filename.removeprefix(folder)
        wrong = _wrong_entry(entry, bare)
        if not wrong and _folded(bare) in map(_folded, files):
            wrong = "has the name of another file of the archive", "Give each file a name of its own"
        if wrong:
            faults.append(Fault(f"{name}: {_shown(entry.filename)}", *wrong))
            continue
        most = most_bytes(bare)
        try:
            content = _content(archive, entry, min(most, MOST_UNPACKED - whole))
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
            zlib.error,
        ) as error:
            message = f"cannot be unpacked ({str(error)[:120]})"
            faults.append(Fault(f"{name}: {_shown(bare)}", message, "Pack the story again"))
            continue
        if content is not None:
            files[bare] = content
            whole += len(content)
        elif MOST_UNPACKED - whole < most:
            message = (
                f"unpacks to more than the {MOST_UNPACKED:,} bytes of one story; what follows is left out"
            )
            return files, [*faults, Fault(name, message, "Pack fewer or shorter articles")]
        else:
            message = f"unpacks to more than the {most:,} bytes that are read of one article"
            faults.append(Fault(f"{name}: {_shown(bare)}", message, "Keep only the article's own text"))
    if not files and not faults:
        faults.append(Fault(name, "has no file in it", "Pack the articles into it"))
    return files, faults


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes | None:
    """The entry unpacked, or None as soon as it proves larger than `most` bytes, whatever its header says."""
    parts, size = [], 0
    with archive.open(entry) as stream:
        while part := stream.read(CHUNK):
            size += len(part)
            if size > most:
                return None
            parts.append(part)
    return b"".join(parts)


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder; the library fails on one whose name is damaged away."""
    return entry.filename.endswith("/")


def _common_folder(entries: list[zipfile.ZipInfo]) -> str:
    """The one folder, with its slash, in which all entries lie; "" where there is none."""
    names = [e.filename for e in entries if not _is_folder(e) and not JUNK.search(e.filename)]
    first = names[0].partition("/") if names else ("", "", "")
    folder = first[0] + first[1]
    return (
        folder if first[1] and first[0] not in ("", "..") and all(n.startswith(folder) for n in names) else ""
    )


def _wrong_entry(entry: zipfile.ZipInfo, bare: str) -> tuple[str, str] | None:
    """Why an entry is left out, and what to do; None for a plain file of a story."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind and not stat.S_ISREG(kind):
        return "is a link or a special file, not a file", "Pack the file that it points to"
    if entry.flag_bits & 0x1:
        return "is encrypted", "Pack the story without a password"
    # The name as it stands in the archive: zipfile itself turns back-slashes and cuts at a NUL.
    wrong = _wrong_name(entry.orig_filename) or _wrong_name(bare)
    if wrong:
        return wrong, "Pack the files under plain names"
    if "/" in bare:
        return "lies in a folder within the story", "Put all articles beside one another"
    if bare.lower().endswith(ARCHIVES):
        return "is an archive within the archive and is not opened", "Unpack it and pack its files"
    return None


def _wrong_name(name: str) -> str:
    """What is wrong with the name of an entry, as a predicate; "" for a relative path of plain names."""
    if "\\" in name:
        return "has a back-slash in its name"
    if name.startswith("/") or _DRIVE.match(name):
        return "has an absolute path"
    if any(part in ("", ".", "..") for part in name.split("/")):
        return "has a path that leads elsewhere"
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in name):
        return "has control characters in its name"
    if len(name.encode()) > 255:
        return f"has a name of {len(name.encode())} bytes, more than the 255 that a disk takes"
    return ""


def _folded(name: str) -> str:
    """The name as disks that tell neither case nor composition apart see it."""
    return unicodedata.normalize("NFC", name).casefold()


def _shown(name: str) -> str:
    """A name that can be printed: control characters as question marks, not too long."""
    return "".join("?" if unicodedata.category(c)[0] == "C" else c for c in name)[:120]
