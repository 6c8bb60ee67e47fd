"""Characters that copying and exporting damaged, mended before anything is read; what was mended is said."""

from __future__ import annotations

import re
from collections.abc import Callable

from dashboard.story.article import Doubt

CHECK = "Compare with the original where single words matter: offsets count characters of the mended text"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_C1: dict[str, str | int | None] = {
    chr(b): bytes([b]).decode("cp1252")
    for b in range(0x80, 0xA0)
    if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0x85)
}
"""Windows-1252 marks that a program took for Latin-1 controls; 0x85 alone may be a line break and is left."""
_UNSEEN = re.compile("(?<=.)[\u200b\u2060\ufeff](?=.)|[\u2060\ufeff]")
_LOST_APOSTROPHE = re.compile(r"(?<=[A-Za-z])\ufffd(?=(?:s|t|re|ve|ll|d|m)\b)")
_BROKEN = re.compile(r"(?<![\w-])([A-Za-z]{2,20})-\n([a-z]{2,20})(\S*)[ \t]*")
_DEAD_CLOSER = re.compile("â€(?=[\\s,.;:!?)]|\\Z)")
"""A closing quotation mark of which a program dropped the third byte, as Windows-1252 has none for it."""


def mend(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """(the text with its damaged characters mended, what was mended and what could not be).

    A text without damage is returned as it is, character by character.
    """
    steps: tuple[tuple[Callable[[str], tuple[str, int]], str], ...] = (
        (
            _decode_twice,
            "UTF-8 that was read as Windows-1252 (“â€œ” for a quotation mark) mended in {} lines",
        ),
        (_windows_marks, "{} Windows-1252 quotation marks and dashes restored"),
        (_apostrophes, "{} apostrophes restored that had become the replacement character"),
        (_without_soft_hyphens, "{} soft hyphens taken out, which no reader sees"),
        (_without_unseen, "{} characters of no width taken out"),
        (_without_ligatures, "{} ligatures written as letters"),
        (_rejoin, "{} words joined that were broken at the end of a line"),
    )
    doubts = []
    for step, said in steps:
        text, count = step(text)
        if count:
            doubts.append(Doubt(said.format(count), CHECK))
    lost = text.count("\ufffd")
    if lost:
        message = f"holds {lost} replacement characters where others were lost; quotations and names may be cut there"
        doubts.append(Doubt(message, "Take the text from its source again"))
    return text, tuple(doubts)


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


def _apostrophes(text: str) -> tuple[str, int]:
    return _LOST_APOSTROPHE.subn("’", text)


def _without_soft_hyphens(text: str) -> tuple[str, int]:
    return re.subn("\u00ad", "", text)


def _without_unseen(text: str) -> tuple[str, int]:
    return _UNSEEN.subn("", text)


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
