"""Bytes to text: the encoding of a file and how sure it is, and the repair of characters that copying or exporting damaged."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from dashboard.story.story import Caveat

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
CONTROL_SHARE = 0.01
"""Control characters beyond this share of a text mean that it is none; prose has next to none."""
STRAY = 2
"""Control characters that even a short text may hold, as broken exports do."""
SAMPLE = 65536
"""Bytes looked at where an encoding has to be guessed: enough for letter statistics, and quick."""

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_WESTERN = re.compile(
    r"(?<=[A-Za-z])[\xc0-\xd6\xd8-\xf6\xf8-\xff]|[\xc0-\xd6\xd8-\xf6\xf8-\xff](?=[a-z])|[‘’“”–—…€£©®°«»\xa0§·•]"
)
CHECK = "Compare with the original where single words matter: offsets count characters of the repaired text"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_C1: dict[str, str | int | None] = {
    chr(b): bytes([b]).decode("cp1252")
    for b in range(0x80, 0xA0)
    if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0x85)
}
"""Windows-1252 marks that a program took for Latin-1 controls; 0x85 alone may be a line break and is left."""
_TAG = re.compile(
    r"</?[a-z]+:[a-z]+(?: [a-z]+=[\"“][^\n<>]{0,80}[\"”])*\s*/?>|<?\b[a-z]+:[a-z]+(?: [a-z]+=[\"“][^\n<>]{0,80}[\"”])+\s*/?>"
)
"""A mark that a publishing system left in a text: "<runtime:topic id="PLGEO100">"."""
_UNSEEN = re.compile("(?<=.)[\u200b\u2060\ufeff](?=.)|[\u2060\ufeff]")
_LOST_APOSTROPHE = re.compile(r"(?<=[A-Za-z])\ufffd(?=(?:s|t|re|ve|ll|d|m)\b)")
_BROKEN = re.compile(r"(?<![\w-])([A-Za-z]{2,20})-\n([a-z]{2,20})(\S*)[ \t]*")
_DEAD_CLOSER = re.compile("â€(?=[\\s,.;:!?)]|\\Z)")
"""A closing quotation mark of which a program dropped the third byte, as Windows-1252 has none for it."""


class UndecodableError(ValueError):
    """The bytes are no text; the message says what they seem to be."""


@dataclass(frozen=True)
class Decoded:
    """A file's text as it is, without a leading byte order mark.

    `caveat` says why the encoding is a guess, "" where it is known.
    """

    text: str
    encoding: str
    caveat: str = ""


def decode(data: bytes, *, markup: bool = False) -> Decoded:
    """Text of a file: by its byte order mark, as strict UTF-8, as UTF-16 without a mark, else by a guess.

    Nothing is normalised: line ends, combining marks and a stray NUL stay, so that offsets count what the
    file holds. Only a leading byte order mark is left out.

    Args:
        data: the file.
        markup: the file is HTML, so that a charset it declares is believed before the guess.

    Raises:
        UndecodableError: it is no text in any encoding known here.
    """
    for magic, kind in BINARY:
        if data.startswith(magic):
            raise UndecodableError(f"this is {kind}, not text")
    return _checked(_decode(data, markup))


def _decode(data: bytes, markup: bool) -> Decoded:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding), encoding)
    wide = _wide(data)
    if wide:
        return Decoded(
            _strict(data, wide),
            wide,
            f"read as {wide.upper()}, as every other byte is zero; no byte order mark",
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte {error.start} is {data[error.start]:#04x})"
    declared = _DECLARED.search(data[:2048]) if markup else None
    if declared:
        try:
            return Decoded(
                data.decode(declared.group(1).decode("ascii")), declared.group(1).decode("ascii").lower()
            )
        except (LookupError, UnicodeDecodeError):
            pass  # a page that declares a charset it is not in is common; the bytes decide
    return _guess(data, reason)


def _guess(data: bytes, reason: str) -> Decoded:
    """Windows-1252 where its letters and marks stand as in Western prose, else what charset-normalizer finds.

    Statistics are poor at telling the Western code pages of a short, mostly ASCII text apart, and
    Windows-1252 (which holds Latin-1) is by far the commonest of them.
    """
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    sample = western[:SAMPLE]
    foreign = sum(1 for character in sample if ord(character) > 127)
    if sample and foreign <= 0.15 * len(sample) and len(_WESTERN.findall(sample)) >= 0.7 * foreign:
        return Decoded(western, "cp1252", f"{reason}; read as Windows-1252")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is not None:
        try:
            return Decoded(data.decode(best.encoding), best.encoding, f"{reason}; read as {best.encoding}")
        except UnicodeDecodeError:
            pass
    raise UndecodableError(f"the bytes are no text in any encoding known here: {reason}")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every other byte is zero, at the same side."""
    sample = data[:SAMPLE]
    if len(data) % 2 or len(data) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd >= 0.5 * half and even <= 0.02 * half:
        return "utf-16-le"
    if even >= 0.5 * half and odd <= 0.02 * half:
        return "utf-16-be"
    return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(f"damaged {encoding.upper()} at byte {error.start}: {error.reason}") from error


def _checked(decoded: Decoded) -> Decoded:
    """Refuse a text of control characters."""
    controls = sum(1 for _ in _CONTROL.finditer(decoded.text))
    if controls > max(STRAY, CONTROL_SHARE * len(decoded.text)):
        raise UndecodableError(
            f"{controls} of {len(decoded.text)} characters are control characters, so this is no text"
        )
    return decoded


def mend(text: str) -> tuple[str, tuple[Caveat, ...]]:
    """(the text with its damaged characters mended, what was mended and what could not be).

    A text without damage is returned as it is, character by character.
    """
    steps: tuple[tuple[Callable[[str], tuple[str, int]], str], ...] = (
        (
            _decode_twice,
            "UTF-8 that was read as Windows-1252 (“â€œ” for a quotation mark) repaired in {} lines",
        ),
        (_windows_marks, "{} Windows-1252 quotation marks and dashes restored"),
        (
            partial(_LOST_APOSTROPHE.subn, "’"),
            "{} apostrophes restored that had become the replacement character",
        ),
        (partial(re.subn, "\u00ad", ""), "{} soft hyphens taken out, which no reader sees"),
        (partial(_UNSEEN.subn, ""), "{} characters of no width taken out"),
        (partial(_TAG.subn, ""), "{} marks of a publishing system taken out (“<topic:id …>”)"),
        (_without_ligatures, "{} ligatures written as letters"),
        (_rejoin, "{} words joined that were broken at the end of a line"),
    )
    caveats = []
    for step, said in steps:
        text, count = step(text)
        if count:
            caveats.append(Caveat(said.format(count), CHECK))
    lost = text.count("\ufffd")
    if lost:
        message = (
            f"has {lost} replacement characters where others were lost; quotations and names may be cut there"
        )
        caveats.append(Caveat(message, "Take the text from its source again"))
    return text, tuple(caveats)


def _decode_twice(text: str) -> tuple[str, int]:
    """Mojibake line by line, by ftfy's search for the encoding that explains it; other lines stay."""
    if not re.search("[ÃÂâÅ][\x80-\xff\u0152-\u2122]|â€", text):
        return text, 0
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    lines, count = text.split("\n"), 0
    for number, line in enumerate(lines):
        if not is_bad(line) and "â€" not in line:
            continue
        fixed = fix_encoding(_DEAD_CLOSER.sub("”", line))
        count += fixed != line
        lines[number] = fixed
    return "\n".join(lines), count


def _windows_marks(text: str) -> tuple[str, int]:
    found = re.findall("[\x80-\x84\x86-\x9f]", text)
    return (text.translate(str.maketrans(_C1)), len(found)) if found else (text, 0)


def _without_ligatures(text: str) -> tuple[str, int]:
    return re.subn("[ﬀ-ﬆ]", lambda found: _LIGATURES[found.group()], text)


def _rejoin(text: str) -> tuple[str, int]:
    """Words broken by a hyphen at a line end, as typesetters do; the line then breaks behind the word.

    A compound ("well-known") keeps its hyphen: the text prints it so elsewhere, or prints both its parts.
    """
    if "-\n" not in text:
        return text, 0
    known = set(re.findall(r"[a-z]{2,20}(?:-[a-z]{2,20})?", text.lower()))

    def joined(found: re.Match[str]) -> str:
        first, second = found[1].lower(), found[2].lower()
        compound = f"{first}-{second}" in known or (
            f"{first}{second}" not in known and first in known_alone and second in known_alone
        )
        return f"{found[1]}{'-' if compound else ''}{found[2]}{found[3]}\n"

    known_alone = set(re.findall(r"(?<![\w-])[a-z]{3,20}(?![\w-])", text.lower()))
    return _BROKEN.subn(joined, text)
