"""The words of a piece of a sentence without loose ends: cut at its edges, with both of its quotation marks, shortened."""

from __future__ import annotations

import re

from dashboard.language.names import DATELINE

OPENING = re.compile(
    r"^(?:(?P<subordinating>while|whereas|although|though|because|as|(?-i:that))|and|but|or|so|yet|then|also"
    r"|in addition(?! to)|meanwhile|however)"
    r"\b,?\s+(?!(?:far|many|much|long|soon|well|late|early|part|of|another|again|a result|with|for|in|usual|expected)\b)",
    re.IGNORECASE,
)
"""What joins a piece to what stands before it; one that is subordinating stays where the piece holds the main clause too. "That" with
a capital is mostly a pronoun: "That will come as a relief"."""
MARKS = '“”"'
EDGE = " ,;:–—―-\n\t"
"""What may stand at the edges of a piece and is no part of what it says."""
FLAG = re.compile(r"(?:UPDATED?|BREAKING|EXCLUSIVE|DEVELOPING|JUST IN):\s+(?=\S)")
"""How editors mark a line of the page."""
DANGLING = re.compile(
    r"[\s,;:–—-]+(?:even|and|but|or|nor|because|although|though|while|whereas|which|who|whose|whom|when|where|if|unless|than|as)$",
    re.IGNORECASE,
)
"""A word at the end of a piece that joins to it what was cut off."""
SINGLE = re.compile(r"(?:[,.?!]['’] |[:,] ['‘])(?=\w)")
"""Where a quotation between single marks ends or begins within a piece."""
PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))
BEFORE = re.compile(r"\A\[([^\]]*)\] ")
"""A sentence in brackets before a label that leans on it."""
MIN_BEFORE = 40
"""Characters of such a sentence of which a shortened label keeps the beginning; a piece named behind its sentence has twice as many."""
CUT = " …"
"""Stands behind a label that breaks off."""
OPEN = "… "
"""Stands before a label that begins in the middle of its sentence, and between a subject and the piece that it belongs to."""


def label(text: str) -> str:
    """The wording of a mention without loose ends: a piece of `text`, cut at its edges alone."""
    kept = text.strip(EDGE)
    dateline = DATELINE.match(kept)
    kept = kept[dateline.end() :] if dateline else kept
    flag = FLAG.match(kept)
    kept = kept[flag.end() :] if flag else kept
    opening = OPENING.match(kept)
    if opening and len(kept[opening.end() :].split()) >= 4:
        kept = kept[opening.end() :]
    kept = DANGLING.sub("", kept.strip(EDGE))
    return balanced(kept.strip(EDGE)) or text.strip()


def capital(text: str) -> str:
    """The text with a capital at its beginning, unless its first word has one elsewhere ("iPhone")."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text


def shorten(text: str, most: int) -> str:
    """The beginning of a text without square brackets, cut at a word; "…" stands for the rest."""
    plain = text.replace("[", "(").replace("]", ")").strip(MARKS + " ")
    return plain if len(plain) <= most else plain[:most].rsplit(None, 1)[0].rstrip(EDGE) + " …"


def short_label(held: str, most: int) -> str:
    """A row's label in at most so many characters: the sentence in brackets before it is cut first, or goes."""
    text = " ".join(held.split())
    if len(text) <= most:
        return text
    before = BEFORE.match(text)
    own = text[before.end() :] if before else text
    if len(own) > most:
        return own[:most].rpartition(" ")[0] + CUT
    room = most - len(own) - len("[] ") - len(CUT)
    return f"[{shorten(before[1], room)}] {own}" if before and room >= MIN_BEFORE else own


def part_of(whole: str, piece: str) -> str:
    """A label for a piece of a sentence that names another row already: the piece alone where it begins the sentence, else the beginning
    of the sentence in brackets and the piece."""
    own, sentence = label(piece), BEFORE.sub("", whole)
    if sentence.lower().startswith(own.lower()):
        return own
    return f"[{shorten(sentence, 2 * MIN_BEFORE)}] {OPEN}{own}"


def is_label_of(held: str, text: str) -> bool:
    """Whether a row's label was made of these words of a mention: they end it, or it is the sentence that holds them."""
    own, bare = label(text).lower(), plain(held)
    return bare.split(OPEN)[-1] in own or within_single(own) in bare


def plain(held: str) -> str:
    """The words of a row's label in small letters, without what stands in brackets."""
    return re.sub(r"^\[[^\]]*\] | \[[^\]]*\]", "", held).removesuffix(CUT).lower()


def marked(text: str, quoted: bool = False) -> str:
    """A label with both marks of a quotation of which one was cut off, or with marks where it is all quoted and has none."""
    if quoted and not any(mark in text for mark in MARKS):
        return f"“{within_single(text)}”"
    opened, closed = text.count("“"), text.count("”")
    if opened != closed:
        return f"“{text}" if closed > opened else f"{text}”"
    if text.count('"') % 2:
        first = text.index('"')
        return f'"{text}' if first and (first + 1 == len(text) or text[first + 1] == " ") else f'{text}"'
    return text


def within_single(text: str) -> str:
    """A text without the single quotation marks at its ends of a quotation between such marks, of which it may be a part."""
    kept = text[1:] if text[:1] in "'‘" else text
    return kept[:-1] if re.search(r"[.,!?]['’]$", kept) and not re.search(r"\s['‘]\w", kept) else kept


def balanced(text: str) -> str:
    """The text without a quotation mark or bracket at an edge whose partner was cut off."""
    kept = text
    if kept.count('"') % 2 and (alone := _alone(kept)) in (0, len(kept) - 1):
        kept = kept[1:] if alone == 0 else kept[:-1].rstrip(" .") if kept[:-1].endswith(" .") else kept[:-1]
    for opening, closing in PAIRS:
        if kept.count(opening) > kept.count(closing) and kept.startswith(opening):
            kept = kept[1:]
        if kept.count(closing) > kept.count(opening) and kept.endswith(closing):
            kept = kept[:-1]
    return kept.strip(EDGE)


def _alone(text: str) -> int:
    """Where the straight quotation mark stands that has no partner, by what it touches; -1 where that does not tell."""
    open_ = -1
    for found in re.finditer('"', text):
        at = found.start()
        opens = (at == 0 or text[at - 1] in " ([—–") and at + 1 < len(text) and text[at + 1] not in " .,"
        if opens and open_ < 0:
            open_ = at
        elif opens:
            return open_
        elif open_ < 0:
            return at
        else:
            open_ = -1
    return open_
