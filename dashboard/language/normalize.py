"""Words brought to a form in which spelling and inflection no longer differ."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:['’.\-‑][^\W_]+)*")

CONTENT_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
"""Words as alignment counts them: numbers with their separators, letters with inner apostrophes."""

SAYING = frozenset(
    "said says say saying tell tells told according report reports reported add added adds wrote".split()
)
"""The bare act of saying, which every article does all the time (our list)."""

EMPTY_WORDS = SAYING | frozenset(
    """a an the and or but nor so yet if of in on at by for to from with without into onto over under as than
    that this these those it its he him his she her hers they them their theirs we us our ours you your i me my
    who whom whose which what where when why how is are was were be been being am do does did done doing have
    has had having will would shall should can could may might must not no there here then also just very more
    most such some any each both all other another about after before during while since until because though
    although up down out off again only own same too s t re ve ll d mr mrs ms dr""".split()
)
"""Words that carry grammar, not content (closed classes; our list)."""

IRREGULAR = {
    "met": "meet", "held": "hold", "said": "say", "gave": "give", "given": "give", "took": "take", "taken": "take",
    "went": "go", "gone": "go", "came": "come", "saw": "see", "seen": "see", "told": "tell", "began": "begin",
    "begun": "begin", "sent": "send", "brought": "bring", "left": "leave", "led": "lead", "won": "win", "lost": "lose",
    "shot": "shoot", "fought": "fight", "spoke": "speak", "spoken": "speak", "wrote": "write", "written": "write",
    "died": "die", "dead": "die", "death": "die", "paid": "pay", "bought": "buy", "sold": "sell", "fell": "fall",
    "fallen": "fall", "rose": "rise", "risen": "rise", "grew": "grow", "grown": "grow", "men": "man", "women": "woman",
    "children": "child", "people": "person", "struck": "strike", "flew": "fly", "built": "build", "shed": "shed",
    "made": "make", "found": "find", "stood": "stand", "kept": "keep", "laid": "lay", "signed": "sign",
}  # fmt: skip
"""Irregular forms that news reports use for events (closed by frequency; our list)."""

SPELLINGS = ((r"ise(d|s|r|rs)?$", r"ize\1"), (r"isation(s?)$", r"ization\1"), (r"our(s|ed|ing)?$", r"or\1"),
             (r"ence(s?)$", r"ense\1"), (r"logue$", "log"), (r"tre$", "ter"), (r"gramme(s?)$", r"gram\1"),
             (r"lled$", "led"), (r"lling$", "ling"), (r"ller(s?)$", r"ler\1"))  # fmt: skip
"""British endings and their American counterparts; both sides of a comparison pass through them."""


ENDINGS = (
    *(("iest", "y"), ("ies", "y"), ("ied", "y"), ("sses", "ss")),
    *((ending, "") for ending in ("ings", "ing", "ed", "es", "s")),
)
"""Endings of inflection and what stands instead; the longest come first."""


def fold(text: str) -> str:
    """Lower case, without accents, with plain hyphens and apostrophes."""
    if text.isascii():
        return text.lower()  # nothing of the below stands in it, and most words are such
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.lower().replace("’", "'").replace("‑", "-").replace("–", "-")


def stem(word: str) -> str:
    """A crude stem: two forms or spellings of one word give the same one; some different words do too."""
    low = fold(word).removesuffix("'s").removesuffix("'").replace(".", "")
    if low in IRREGULAR:
        return IRREGULAR[low]
    for pattern, american in SPELLINGS:
        low = re.sub(pattern, american, low)
    for ending, instead in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith(("ss", "us", "is")):
            low = low[: len(low) - len(ending)] + instead
            break
    if len(low) > 4 and low[-1] == low[-2] and low[-1] in "bdgmnprt":
        low = low[:-1]
    return low.removesuffix("e") if len(low) > 3 else low


def is_content(word: str) -> bool:
    """Whether a word carries content rather than grammar."""
    return fold(word) not in EMPTY_WORDS and len(word) > 1
