"""What an expression of time dates: the telling, the event, or a thing beside it."""

from __future__ import annotations

import re

from dashboard.analysis.facts.moments import Moment
from dashboard.analysis.stems import WORD, is_content, stem

_SAID = re.compile(
    r"\b(?:said|says|saying|told|reported|reports|announced|tweeted|wrote|posted|added|released|issued|stated"
    r"|confirmed|(?:in|according to) a (?:statement|tweet|post|report|release|news conference"
    r"|press conference|briefing|interview))"
    r"(?:\s+(?!and\b|that\b)[\w’'.-]+){0,3}?\s*(?:\bon|late|early|,)?\s*$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(since|until|till|before|after|by|from|through|ahead of|prior to)"
    r"(?:\s(?:the|its|his|their|that|at least))?\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(\w+)\s+of(?:\s(?:the|that))?\s*$")


def role(text: str, moment: Moment) -> tuple[str, str]:
    """What a moment dates.

    Returns:
        ("said", "") when something was said or published; ("since" …, "") its preposition, where that is no
        plain
        "on"; ("of", stem) and ("noun", stem) the thing that is dated ("the armistice of July 27, 1953", "the
        July 27 anniversary"); ("event", "") everything else, that is when it happened.
    """
    before, after = text[: moment.start], text[moment.end :]
    if _SAID.search(before):
        return "said", ""
    found = _SINCE.search(before)
    if found:
        return found[1].lower(), ""
    of = _OF.search(before)
    if of:
        return "of", stem(of[1])
    if re.search(r"(?:\b(?:the|a|an|this|that|its|his|her|their)|['’]s?)\s+$|\($", before):
        follows = WORD.match(after, 1) if after[:1] in (" ", "-") else None
        if after[:1] == ")" or (follows and is_content(follows.group())):
            word = follows.group() if follows else (WORD.findall(before) or [""])[-1]
            return "noun", stem(word)
    return "event", ""
